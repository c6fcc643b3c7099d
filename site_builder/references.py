"""What an article refers to: `references.yaml` beside it, a list of entries with a key each."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator

from site_builder.errors import Position, Problems, Source

NAME = "references.yaml"


class Reference(BaseModel):
    """One entry, as it is written in references.yaml."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    key: str = Field(pattern=r"^[A-Za-z][\w:.-]*$", description="The name by which the article cites it.")
    authors: tuple[str, ...] = Field(min_length=1, description="Names as on the title page, or `Family, Given`.")
    title: str = Field(min_length=1)
    year: int
    where: str = Field("", description="The journal with volume and pages, or the publisher.")
    url: str = Field("", pattern=r"^(https?://\S+)?$")

    @field_validator("authors", mode="before")
    @classmethod
    def _one_author(cls, value: object) -> object:
        return [value] if isinstance(value, str) else value

    @cached_property
    def families(self) -> tuple[str, ...]:
        """The authors' family names: what stands before a comma, or else the last word."""
        return tuple(name.split(",")[0].strip() if "," in name else name.split()[-1] for name in self.authors)

    @property
    def names(self) -> str:
        """All family names: `Rumelhart, Hinton and Williams`."""
        return _listed(self.families)

    @property
    def short(self) -> str:
        """`Nielsen`, `Minsky and Papert`, `Rumelhart et al.`"""
        return _listed(self.families) if len(self.families) < 3 else f"{self.families[0]} et al."


@dataclass(frozen=True)
class Listed:
    """An entry, with what its year is called where the same authors have several: 1986a."""

    entry: Reference
    year: str


def read_references(files: Mapping[str, Path], problems: Problems) -> dict[str, Listed]:
    """The entries of an article's references.yaml, by key; the mistakes in it are noted with their places."""
    if NAME not in files:
        return {}
    path = files[NAME]
    source = Source(str(path), "")
    try:
        source = Source(str(path), path.read_text(encoding="utf-8"))
        tree, values = yaml.compose(source.text, yaml.SafeLoader), yaml.safe_load(source.text)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark
        place = source.at(mark.line + 1, mark.column + 1) if mark else source.at(1)
        problems.add(place, f"{NAME} cannot be read: {error.problem}")
        return {}
    except (yaml.YAMLError, ValueError) as error:  # a character that YAML forbids; a file that is not UTF-8
        problems.add(source.at(1), f"{NAME} cannot be read: {str(error).splitlines()[0]}")
        return {}
    if not isinstance(tree, yaml.SequenceNode):
        problems.add(source.at(1), f"{NAME} is a list; each entry begins with - key: and a name")
        return {}
    found: dict[str, Reference] = {}
    for node, value in zip(tree.value, values, strict=True):
        place = source.at(node.start_mark.line + 1, node.start_mark.column + 1)
        entry = _checked(value, place, problems)
        if entry and entry.key in found:
            problems.add(place, f'"{entry.key}" is the key of another entry already')
        elif entry:
            found[entry.key] = entry
    return _told_apart(found)


def _checked(value: Any, place: Position, problems: Problems) -> Reference | None:
    try:
        return Reference.model_validate(value)
    except ValidationError as error:
        for each in error.errors():
            name = str(each["loc"][0]) if each["loc"] else ""
            if each["type"] == "extra_forbidden":
                problems.add(place, f'a reference has no "{name}"', given=name, allowed=Reference.model_fields)
            elif each["type"] == "missing":
                problems.add(place, f"this reference needs its {name}")
            elif not name:
                problems.add(place, "a reference is a list of names and values, such as key: rumelhart1986")
            else:
                problems.add(place, f"this reference's {name} is wrong: {each['msg'].lower()}")
        return None


def _told_apart(entries: Mapping[str, Reference]) -> dict[str, Listed]:
    """Entries by the same authors in the same year get a letter each, in their order in the file."""
    alike: dict[tuple[str, int], list[str]] = {}
    for key, entry in entries.items():
        alike.setdefault((entry.short, entry.year), []).append(key)
    found = {}
    for key, entry in entries.items():
        group = alike[entry.short, entry.year]
        letter = chr(ord("a") + group.index(key)) if len(group) > 1 else ""
        found[key] = Listed(entry, f"{entry.year}{letter}")
    return found


def _listed(names: tuple[str, ...]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"

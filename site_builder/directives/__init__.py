"""The directives: one folder each, found by looking, and what every one of them is given.

A folder holds `directive.py` with a DIRECTIVE, and beside it, as it needs them, `view.html` (Jinja2), `element.js` (a custom
element), `style.css` and `guide.md`. Nothing else names the folder.
"""

import importlib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any, Literal

import jinja2
from markupsafe import Markup
from pydantic import BaseModel, ConfigDict, ValidationError, field_validator
from pydantic_core import PydanticCustomError

from site_builder.errors import Position
from site_builder.files import existing
from site_builder.formats import format_number
from site_builder.model import NetworkModel, PageContext
from site_builder.parse import Directive

FOLDER = Path(__file__).parent
PLAINLY = {
    "float_parsing": "it should be a number",
    "int_parsing": "it should be a whole number",
    "finite_number": "it should be a finite number",
}


class DirectiveOptions(BaseModel):
    """The base of every directive's options. An author writes `bias-rate` for the field `bias_rate`."""

    model_config = ConfigDict(extra="forbid", frozen=True, validate_default=False, allow_inf_nan=False)

    @field_validator("*", mode="before")
    @classmethod
    def _strict_booleans(cls, value: object, info: Any) -> object:
        if cls.model_fields[info.field_name].annotation is bool and value not in ("true", "false"):
            raise ValueError("it is true or false")
        return value


def known(kind: str, given: str, allowed: Iterable[str]) -> str:
    """`given`, for a validator of names that a registry holds; raises the error that offers the nearest one."""
    if given not in allowed:
        raise PydanticCustomError("unknown_name", "{given}", {"kind": kind, "given": given, "allowed": list(allowed)})
    return given


@dataclass(frozen=True)
class DirectiveType:
    """One kind of directive.

    `body`: "markdown", words and directives; "parts", the same divided by lines of three hyphens; "raw", plain lines. `argument`:
    "new" names something that the page then has, "network" refers to a network (an enclosing one where it is left out), "none"
    takes nothing. `declare` runs for the whole page, by `order`, before anything is rendered; `finish`, once all
    is rendered, gives what then stands at the end of the page. `acts` says that it takes a network through its steps, which are
    then recorded. `captioned` says that its body is the caption of its figure, where it stands outside a network. `called` is
    what that figure is called where the caption does not say (site_builder.figures); what makes no figure is not called so.
    `hosts` names directives of which one is taken inside, among its `parts`, where it is the next thing in the network's figure.
    """

    name: str
    summary: str
    options: type[DirectiveOptions]
    argument: Literal["new", "network", "none"]
    body: Literal["markdown", "parts", "raw", "none"]
    render: Callable[["Use"], str]
    declare: Callable[["Use"], None] | None = None
    order: int = 10
    acts: bool = False
    finish: Callable[[PageContext], str] | None = None
    captioned: bool = True
    called: str = ""
    hosts: tuple[str, ...] = ()

    @property
    def folder(self) -> Path:
        return FOLDER / self.name

    @property
    def script(self) -> Path | None:
        """The module that a page with this directive loads."""
        return existing(self.folder / "element.js")

    @property
    def sheet(self) -> Path | None:
        """The style sheet that a page with this directive loads."""
        return existing(self.folder / "style.css")


@cache
def directives() -> Mapping[str, DirectiveType]:
    """Every directive by name."""
    found = {}
    for path in sorted(FOLDER.glob("*/directive.py")):
        kind: DirectiveType = importlib.import_module(f"{__name__}.{path.parent.name}.directive").DIRECTIVE
        found[kind.name] = kind
    return found


@cache
def _templates() -> jinja2.Environment:
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(FOLDER),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["number"] = format_number  # as in {{ value | number(".2f") }}
    return environment


def template(name: str, /, **values: Any) -> str:
    """A template of the directives, filled; `name` begins with its folder."""
    return _templates().get_template(name).render(**values)


@dataclass
class Use:
    """One directive in one article. `body_html` is its rendered Markdown and `parts` what its nested directives rendered; for a
    body of parts, `parts` is what stands between its lines of hyphens, in the order of the article."""

    kind: DirectiveType
    node: Directive
    page: PageContext
    options: Any
    outer: NetworkModel | None = None
    body_html: Markup = field(default_factory=Markup)
    parts: tuple[Markup, ...] = ()

    @property
    def argument(self) -> str:
        return self.node.argument

    @property
    def position(self) -> Position:
        return self.node.position

    @property
    def raw(self) -> str:
        return "\n".join(line.text for line in self.node.raw or ())

    @property
    def network(self) -> NetworkModel:
        """The network that this directive speaks of; the builder has made sure that there is one."""
        found = self.page.networks[self.argument] if self.argument else self.outer
        if found is None:
            raise LookupError(f"{self.kind.name} has no network")
        return found

    def at(self, option: str) -> Position:
        """Where an option's value stands; the directive itself where it was not given."""
        return next((each.value_position for each in self.node.options if _field(each.name) == option), self.position)

    def problem(self, message: str, at: Position | None = None, *, given: str | None = None, allowed: Iterable[str] = ()) -> None:
        self.page.problems.add(at or self.position, message, given=given, allowed=allowed)

    def template(self, name: str = "view.html", /, **values: Any) -> str:
        """The directive's own template, filled; `use` is always there."""
        return template(f"{self.kind.name}/{name}", use=self, **values)

    def unique(self, prefix: str) -> str:
        return self.page.unique(prefix)

    @property
    def figure(self) -> str:
        """What the figure that it stands in is called."""
        return self.page.figures.get(id(self.node), self.kind.called)

    def called(self, words: str) -> str:
        """The name of a part of its figure, such as "Controls"; with the figure's, where others on the page are called so too."""
        alone = self.page.uses[self.kind.name] == 1
        name = words if alone else self.figure if self.figure.startswith(words) else f"{words}: {self.figure}"
        self.page.called[name] += 1
        return name if self.page.called[name] == 1 else f"{name}, {self.page.called[name]}"


def read_options(kind: DirectiveType, node: Directive, page: PageContext) -> DirectiveOptions | None:
    """The options of one use, checked; None, with every mistake noted, when they cannot be used."""
    values, places, sound = {}, {}, True
    allowed = [_written(name) for name in kind.options.model_fields]
    for option in node.options:
        name = _field(option.name)
        if option.name not in allowed:
            page.problems.add(option.position, f'{kind.name} has no option "{option.name}"', given=option.name, allowed=allowed)
            sound = False
        elif name in values:
            page.problems.add(option.position, f'{kind.name} has the option "{option.name}" twice')
            sound = False
        else:
            values[name], places[name] = option.value, option.value_position
    try:
        options = kind.options.model_validate(values)
    except ValidationError as error:
        for each in error.errors():
            _explain(kind, each, values, places, node, page)
        return None
    return options if sound else None


def _explain(
    kind: DirectiveType, error: Any, values: Mapping[str, str], places: Mapping[str, Position], node: Directive, page: PageContext
) -> None:
    name = str(error["loc"][0]) if error["loc"] else ""
    words = PLAINLY.get(error["type"]) or error["msg"].removeprefix("Value error, ").replace("Input should", "it should")
    if not name:
        page.problems.add(node.position, f"{kind.name}: {words}")
    elif error["type"] == "missing":
        page.problems.add(node.position, f'{kind.name} needs the option "{_written(name)}"')
    elif error["type"] == "unknown_name":
        kind_of, given, allowed = (error["ctx"][key] for key in ("kind", "given", "allowed"))
        place = places[name]
        shifted = place.source.at(place.line, place.column + values[name].index(given))
        page.problems.add(shifted, f'there is no {kind_of} "{given}"', given=given, allowed=allowed)
    elif error["type"] == "literal_error":
        allowed = [choice.strip("'") for choice in error["ctx"]["expected"].replace(" or ", ", ").split(", ")]
        given = str(error["input"])
        page.problems.add(places[name], f'{kind.name} has no {_written(name)} "{given}"', given=given, allowed=allowed)
    else:
        page.problems.add(places[name], f'{_written(name)} cannot be "{values[name]}": {words}')


def _written(name: str) -> str:
    return name.replace("_", "-")


def _field(name: str) -> str:
    return name.replace("-", "_")

"""The values that the stages hand on: an article as it was read, and what its directives declare."""

import datetime
import math
import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from markupsafe import Markup
from pydantic import BaseModel, ConfigDict, Field

from engine.activations import ACTIVATIONS, Activation
from engine.layout import Layout, locate
from engine.names import Named
from engine.session import Session
from site_builder.errors import Position, Problems, Source
from site_builder.formats import format_number
from site_builder.parse import Node
from site_builder.references import Listed

WORDS_PER_MINUTE = 240  # silent reading of English (Brysbaert 2019)


class FrontMatter(BaseModel):
    """What stands between the `---` lines at the top of an article."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    title: str = Field(min_length=1, description="The article's title.")
    description: str = Field("", description="One or two sentences for the home page and for search engines.")
    date: datetime.date | None = Field(None, description="When it was published, as 2026-11-21.")
    authors: tuple[str, ...] = Field((), description="Who wrote it, as a list.")
    draft: bool = Field(False, description="A draft is shown by serve and left out by build.")
    picture: str = Field("", description="The network that its picture on the home page shows, and how: `xor map`.")
    order: int = Field(0, description="Articles with a lower number come first on the home page; then the newest.")


@dataclass(frozen=True)
class Article:
    """One article: its words as nodes, and the files beside it by name."""

    slug: str
    matter: FrontMatter
    source: Source
    nodes: tuple[Node, ...]
    folder: Path
    files: Mapping[str, Path]

    @property
    def reading_time(self) -> str:
        """How long its words take, in words."""
        minutes = math.ceil(len(self.source.text.split()) / WORDS_PER_MINUTE)
        return "1 minute" if minutes == 1 else f"{minutes} minutes"


@dataclass(frozen=True)
class DataSet:
    """Rows of examples: inputs and targets to learn from, and those kept aside for testing."""

    name: str
    inputs: tuple[tuple[float, ...], ...]
    targets: tuple[tuple[float, ...], ...]
    test_inputs: tuple[tuple[float, ...], ...] = ()
    test_targets: tuple[tuple[float, ...], ...] = ()
    made_from: dict[str, Any] | None = None  # what generated it: set, count, noise, seed and test


@dataclass(frozen=True)
class NetworkModel:
    """A network that an article declares, after its first forward pass."""

    name: str
    spec: dict[str, Any]
    session: Session
    recorded_steps: int

    @property
    def shape(self) -> Named:
        return self.session.shape

    @property
    def layout(self) -> Layout:
        return self.session.layout

    @property
    def has_biases(self) -> bool:
        return self.session.network.has_biases

    @property
    def examples(self) -> int:
        """How many examples the network learns from."""
        return len(self.spec["data"]["inputs"]) if self.spec["data"] else 1

    @property
    def averaged(self) -> bool:
        """Whether an update learns from several examples at once, so that a gradient is their mean."""
        return self.session.averaged

    def value(self, path: str) -> float:
        """The number at a path such as `weights[1][0][2]`; KeyError with a sentence where there is none."""
        return float(self.session.numbers[locate(self.layout, path)])

    def text(self, path: str, spec: str) -> str:
        """The number at a path, written; nothing for a path with blanks (see site_builder.blanks)."""
        return "" if "{" in path else format_number(self.value(path), spec)

    def live(self, path: str, spec: str | None = None) -> Markup:
        """The attributes of an element that shows this number, kept up to date in the browser."""
        attributes = Markup(' data-live="{}.{}"').format(self.name, path)
        if "{" not in path:
            attributes += Markup(' data-exact="{}"').format(plain(self.value(path)))
        return attributes + (Markup(' data-format="{}"').format(spec) if spec else Markup())

    def function(self, layer: int) -> Activation:
        """The activation of a layer, counted from 1, as the page is built with it."""
        return self.session.network.activations[layer - 1]

    def symbol(self, tag: str, layer: int | str, blank: str = "", attributes: str = "", mark: str = "") -> Markup:
        """An element with the symbol of a layer's activation, which follows a change of it; `blank` for one that has none.
        `mark` stands after it, such as the prime of a slope. Without words where the layer is a blank."""
        words = [(each.symbol or blank) + mark for each in ACTIVATIONS.values()]
        opening = Markup('<{}{}{} data-words="{}">').format(
            tag, Markup(attributes), self.live(f"functions[{layer}]"), "|".join(words)
        )
        shown = (self.function(layer).symbol or blank) + mark if isinstance(layer, int) else ""
        return opening + Markup("{}</{}>").format(shown, tag)


def plain(value: float) -> str:
    """The shortest text that reads back as the same number, as JavaScript writes it: 1 rather than 1.0."""
    return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)


@dataclass(frozen=True)
class Citation:
    """One place that cites a reference: its id on the page, and where it stands in the article."""

    id: str
    position: Position


@dataclass
class PageContext:
    """What one page has declared so far, and where its mistakes are noted."""

    article: Article
    problems: Problems
    networks: dict[str, NetworkModel] = field(default_factory=dict)
    data: dict[str, DataSet] = field(default_factory=dict)
    declared: dict[str, Position] = field(default_factory=dict)
    declared_by: dict[str, str] = field(default_factory=dict)  # the directive that declares a name
    scripts: set[Path] = field(default_factory=set)  # of the directives and roles that it uses
    sheets: set[Path] = field(default_factory=set)
    spoken: dict[str, set[str]] = field(default_factory=dict)  # the paths of numbers that sentences show, by network
    perturbed: set[str] = field(default_factory=set)  # networks of which a weight stands on the slider of a perturb
    acted_on: set[str] = field(default_factory=set)
    tuned: set[str] = field(default_factory=set)  # networks whose regularisation the reader may choose
    shown: set[str] = field(default_factory=set)  # networks that a directive or a role of the page speaks of
    made: dict[tuple[str, str], Any] = field(default_factory=dict)  # what a directive keeps for a command, by name
    notes: int = 0
    equations: dict[str, int] = field(default_factory=dict)  # the numbers of formulas, by label
    references: dict[str, Listed] | None = None  # None until something is cited
    cited: dict[str, list[Citation]] = field(default_factory=dict)  # where each reference is cited, by key
    uses: Counter[str] = field(default_factory=Counter)  # how often each directive stands on the page
    figures: dict[int, str] = field(default_factory=dict)  # what a directive's figure is called, by its node's id
    called: Counter[str] = field(default_factory=Counter)  # the names that parts of figures have already
    counter: int = 0

    def use(self, script: Path | None, sheet: Path | None) -> None:
        """Note what a directive or role needs in the reader's browser."""
        self.scripts |= {script} if script else set()
        self.sheets |= {sheet} if sheet else set()

    def speaks_of(self, network: NetworkModel, path: str) -> None:
        """Note that a sentence shows this number: no change of the network may take it away."""
        self.spoken.setdefault(network.name, set()).add(path)

    def plain_update(self, network: NetworkModel) -> bool:
        """Whether each step is the rate times the gradient and no more, whatever the page lets its reader change."""
        return network.name not in self.tuned and not any(network.spec[name] for name in ("momentum", "l1", "l2"))

    def changes(self, network: NetworkModel) -> bool:
        """Whether the page lets its reader begin the network anew with other layers, by settings or by a phrase."""
        return network.name in self.tuned or bool(re.search(rf"\b{network.name}\.change\b", self.article.source.text))

    def unique(self, prefix: str) -> str:
        """An id that nothing else on the page has."""
        self.counter += 1
        return f"{prefix}-{self.counter}"

"""The picture of an article on the home page: one of its networks as it learns, worked out at build.

It is drawn as it is at last. browser/picture.js shows the states before, which stand in the drawing as lists of numbers, so that
no picture needs Python. The home page's own picture goes on from any of them once its reader lets it: see browser/hero.js.
"""

import itertools
import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from engine.drawing import draw
from engine.names import shape_in_words
from engine.queries import maps
from engine.session import Session, SessionError
from site_builder.directives.boundary.directive import BOUNDED, Scale
from site_builder.errors import Position
from site_builder.model import NetworkModel, PageContext
from site_builder.png import mask
from site_builder.rehearsal import rehearse, steps_per_cycle
from site_builder.stage import Rule

Array = NDArray[np.float64]

KINDS = ("network", "map", "matrices")
STATES, MOST_CYCLES, MOST_STEPS = 16, 2048, 6000
CLOSER = 0.62  # than in a figure, where the lines have labels
GRID, SMALL_GRID, SHADES, DEEPEST, POINTS, BEYOND = 28, 14, 24, 0.7, 60, 1.15
LINE, CELL, BODY = Rule(0.7, 1.5, 8.0), Rule(0.08, 0.4, 1.0), Rule(0.08, 0.92, 1.0)  # from a weight, a weight and an activation


@dataclass(frozen=True)
class Box:
    x: float
    y: float
    width: float
    height: float

    @classmethod
    def around(cls, points: Sequence[tuple[float, float]], air: float) -> "Box":
        """The smallest that holds all points, with air on every side."""
        (left, top), (right, bottom) = np.min(points, axis=0) - air, np.max(points, axis=0) + air
        return cls(round(left, 1), round(top, 1), round(right - left, 1), round(bottom - top, 1))


@dataclass(frozen=True)
class Part:
    """A line, a circle or a cell, with the numbers that it takes on, one for each state, by `rule` from that at `path`."""

    place: dict[str, float]
    path: str
    rule: Rule
    numbers: str
    signs: str = ""

    @property
    def last(self) -> str:
        return self.numbers.rsplit(" ", 1)[-1]

    @property
    def sign(self) -> str:
        return "negative" if self.signs.endswith("-") else "positive"


@dataclass(frozen=True)
class Masks:
    """What a neuron answers over a square, all states below one another: where it is above its middle, and where below."""

    high: str
    low: str


@dataclass(frozen=True)
class Map:
    """What a network of two inputs answers over the square of `span`, neuron by neuron, the output last; and the data."""

    neurons: tuple[Masks, ...]
    scales: tuple[Scale, ...]
    span: tuple[float, float]
    points: tuple[tuple[float, float, bool], ...]

    @property
    def output(self) -> Masks:
        return self.neurons[-1]


@dataclass(frozen=True)
class Picture:
    """A network in as many states as `says` has sentences, after so many `steps` each."""

    network: NetworkModel
    kind: str
    words: str
    steps: tuple[int, ...]
    says: tuple[str, ...]
    box: Box
    radius: float
    lines: tuple[Part, ...]
    circles: tuple[Part, ...]
    cells: tuple[Part, ...]
    map: Map | None


@dataclass(frozen=True)
class Sitter:
    """A network and how it is to be pictured, one of KINDS."""

    network: NetworkModel
    kind: str


def sitter_of(page: PageContext) -> Sitter | None:
    """The network that an article's front matter names for its picture, otherwise its first that learns from data.

    None, with the mistake noted if there is one, where the article has no such network.
    """
    wanted = page.article.matter.picture
    if not wanted:
        learning = [network for network in page.networks.values() if network.examples > 1]
        chosen = next(iter([*learning, *page.networks.values()]), None)
        return Sitter(chosen, "map" if _has_map(chosen) else "network") if chosen else None
    name, _, kind = wanted.partition(" ")
    network = page.networks.get(name)
    if network is None and page.declared_by.get(name) == "network":
        return None  # its own mistakes were told
    if network is None:
        page.problems.add(
            _place(page), f'the picture is of a network, and this page has no "{name}"', given=name, allowed=page.networks
        )
    elif kind and kind not in KINDS:
        page.problems.add(_place(page), f'there is no picture "{kind}"', given=kind, allowed=KINDS)
    elif kind == "map" and not _has_map(network):
        page.problems.add(_place(page), f"a map needs a network of two inputs and one output; {name} is none")
    else:
        return Sitter(network, kind or ("map" if _has_map(network) else "network"))
    return None


def _place(page: PageContext) -> Position:
    return page.article.source.find("picture:")


def _has_map(network: NetworkModel) -> bool:
    return (
        network.session.network.coordinates == 2
        and network.shape[-1] == 1
        and network.examples > 1
        and len(np.unique(network.spec["data"]["targets"])) > 1
    )


def paint(sitter: Sitter) -> Picture:
    """The picture itself, with a training behind it."""
    network, kind = sitter.network, sitter.kind
    steps, sessions = _states(network)
    drawing = draw(network.shape, labels=False)
    neurons = sorted(drawing.neurons, key=lambda one: (one.layer, one.index))
    connections = sorted(drawing.connections, key=lambda one: (one.layer, one.target, one.source))
    paths = [f"weights[{each.layer}][{each.target}][{each.source}]" for each in connections]
    weights = np.stack([_numbers(each, "weights") for each in sessions])
    activations = np.stack([_numbers(each, "activations") for each in sessions])
    return Picture(
        network,
        kind,
        shape_in_words(network.shape),
        tuple(steps),
        tuple(
            f"{step:,} {'step' if step == 1 else 'steps'}: {_outcome(each)}" for step, each in zip(steps, sessions, strict=True)
        ),
        Box.around([(CLOSER * each.x, each.y) for each in neurons], drawing.style.radius + 3),
        drawing.style.radius,
        tuple(
            _part({"x1": CLOSER * each.x1, "y1": each.y1, "x2": CLOSER * each.x2, "y2": each.y2}, path, LINE, numbers)
            for each, path, numbers in zip(connections, paths, weights.T, strict=True)
        ),
        tuple(
            _part({"cx": CLOSER * each.x, "cy": each.y}, f"activations[{each.layer}][{each.index}]", BODY, numbers, signed=False)
            for each, numbers in zip(neurons, activations.T, strict=True)
        ),
        tuple(
            _part(place, path, CELL, numbers)
            for place, path, numbers in zip(_cells(network.shape), paths, weights.T, strict=True)
        ),
        _map(network, sessions) if kind == "map" else None,
    )


def _states(network: NetworkModel) -> tuple[list[int], list[Session]]:
    """The network after so many steps each: more and more of them. The first alone where training breaks down."""
    most = min(MOST_CYCLES * steps_per_cycle(network.spec), MOST_STEPS)
    steps = [0, *dict.fromkeys(round(step) for step in np.geomspace(1, most, STATES - 1))]
    try:
        found = rehearse(network.spec, steps)
    except SessionError:
        return [0], [Session(network.spec)]
    return steps, [found[step] for step in steps]


def _numbers(session: Session, kind: str) -> Array:
    """All numbers of a kind, layer by layer."""
    parts = [
        session.numbers[offset : offset + int(np.prod(shape))]
        for name, (offset, shape) in session.layout.items()
        if name.split("[")[0] == kind
    ]
    return np.concatenate(parts)


def _outcome(session: Session) -> str:
    return f"{session['accuracy']:.0%} right" if _classes(session.targets) else f"error {session['error']:.0%}"


def _classes(targets: Array) -> bool:
    return len(targets) > 1 and len(np.unique(targets)) == 2


def _part(place: dict[str, float], path: str, rule: Rule, numbers: Array, signed: bool = True) -> Part:
    written = " ".join(f"{float(rule.of(float(number))):.2g}" for number in numbers)
    return Part(place, path, rule, written, "".join("-" if number < 0 else "+" for number in numbers) if signed else "")


def _cells(shape: Sequence[int]) -> list[dict[str, float]]:
    """The places of all weights, in their order, as cells of matrices side by side: a row for each target."""
    tallest, left, found = max(shape[1:]), 0.0, list[dict[str, float]]()
    for columns, rows in itertools.pairwise(shape):
        top = (tallest - rows) / 2
        found += [{"x": left + column, "y": top + row} for row in range(rows) for column in range(columns)]
        left += columns + 0.8
    return found


def _map(network: NetworkModel, sessions: Sequence[Session]) -> Map:
    inputs, targets = np.array(network.spec["data"]["inputs"], float), np.array(network.spec["data"]["targets"], float)
    middle, half = float(inputs.max() + inputs.min()) / 2, float(inputs.max() - inputs.min()) / 2 * BEYOND
    span = (round(middle - half, 3), round(middle + half, 3))
    scales = _scales(network)
    small, large = (
        np.stack([maps(each.network, inputs, targets, span, cells) for each in sessions]) for cells in (SMALL_GRID, GRID)
    )
    neurons = [_masks(small[:, place], scale) for place, scale in enumerate(scales[:-1])]
    points = tuple(
        (round((float(x) - middle) / half, 3), round((middle - float(y)) / half, 3), bool(target >= scales[-1].middle))
        for (x, y), target in zip(inputs[:POINTS], targets[:POINTS, 0], strict=True)
    )
    return Map((*neurons, _masks(large[:, -1], scales[-1])), tuple(scales), span, points)


def _scales(network: NetworkModel) -> list[Scale]:
    """How each neuron of a map is coloured, layer by layer."""
    targets = np.array(network.spec["data"]["targets"], float)
    low, high = float(targets.min()), float(targets.max())
    hidden = [
        BOUNDED.get(name, Scale(0.0, None))
        for name, count in zip(network.spec["activations"][:-1], network.shape[1:-1], strict=True)
        for _ in range(count)
    ]
    return [Scale(0.0, None)] * network.shape[0] + hidden + [Scale((low + high) / 2, (high - low) / 2)]


def _masks(values: Array, scale: Scale) -> Masks:
    """Of one neuron's answers in all states, (states, cells), the top row of each first."""
    side = math.isqrt(values.shape[1])
    share = np.round(scale.share(values).reshape(-1, side) * SHADES) / SHADES * DEEPEST
    return Masks(mask(share), mask(-share))

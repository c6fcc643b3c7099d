"""`boundary`: what a network answers everywhere: a map over its two inputs, or a curve along its one, with the data on it."""

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from pydantic import Field, field_validator

from engine.activations import ACTIVATIONS
from engine.names import layer_name, neuron_name
from site_builder.directives import DirectiveOptions, DirectiveType, Use
from site_builder.directives.boundary.axes import Axis, Range, centres, span
from site_builder.formats import format_number
from site_builder.model import NetworkModel
from site_builder.png import mask

Array = NDArray[np.float64]

CELLS = 80  # of the map, along each side
LINES = 50  # of the grid between whose values the boundary is found
SAMPLES = 161  # along the curve
MOST_CHOICES = 6  # different targets up to which the reader chooses among them; past it a number is typed
NUMBER = r"-?(?:\d+\.?\d*|\.\d+)"
CURVE_SHAPE = 1.6  # width to height
LEFT, TOP, RIGHT, BOTTOM = 54.0, 10.0, 12.0, 48.0  # room about the plot, in CSS pixels at the drawing's natural size


class Options(DirectiveOptions):
    neuron: tuple[int, int] | None = Field(
        None,
        description="The neuron shown first, as layer and index such as `1.0`; else all classes, or the first output.",
    )
    range: tuple[Range, ...] | None = Field(
        None,
        description="What the axes span, such as `-6..6`, or one for each axis, `0..1 -2..2`; by default the data and a margin.",
    )
    height: int = Field(380, ge=160, le=1000, description="The height of the drawing in pixels, where there is room for it.")
    points: bool = Field(True, description="Show the data, and let the reader add, move and remove points.")

    @field_validator("neuron", mode="before")
    @classmethod
    def _neuron(cls, value: str) -> list[str]:
        if not re.fullmatch(r"\d{1,6}\.\d{1,6}", value):
            raise ValueError("a neuron is its layer and its index, such as 1.0; both count from 0, and layer 0 holds the inputs")
        return value.split(".")

    @field_validator("range", mode="before")
    @classmethod
    def _range(cls, value: str) -> list[tuple[float, float]]:
        if not re.fullmatch(rf"{NUMBER}\.\.{NUMBER}(\s+{NUMBER}\.\.{NUMBER})?", value.strip()):
            raise ValueError("a range is two numbers, such as -6..6; give one, or one for each axis")
        ranges = [tuple(map(float, each.split(".."))) for each in value.split()]
        if any(low >= high for low, high in ranges):
            raise ValueError("the lower number comes first")
        return ranges  # type: ignore[return-value]


@dataclass(frozen=True)
class Scale:
    """How a number is coloured: `middle` as paper, `reach` above it full orange, below it full blue; None: by the largest."""

    middle: float
    reach: float | None

    def share(self, values: Array) -> Array:
        """From -1 to 1, in the shape of `values`."""
        apart = values - self.middle
        reach = self.reach if self.reach is not None else float(np.abs(apart).max())
        return np.clip(apart / (reach or 1.0), -1.0, 1.0)


BOUNDED = {"sigmoid": Scale(0.5, 0.5), "tanh": Scale(0.0, 1.0)}
OF_CLASS = Scale(0.0, 1.0)  # of an output that stands for a class: from paper to that class's colour
MARKS = (
    "M-5 0a5 5 0 1 0 10 0a5 5 0 1 0-10 0Z",
    "M0-6.2 6.2 0 0 6.2-6.2 0Z",
    "M0-6 5.8 4.6-5.8 4.6Z",
    "M-4.6-4.6h9.2v9.2h-9.2Z",
    "M0 6 5.8-4.6-5.8-4.6Z",
    "M-1.8-5.6h3.6v3.8h3.8v3.6h-3.8v3.8h-3.6v-3.8h-3.8v-3.6h3.8Z",
)  # of the classes, which have a colour each in style.css; two sides of a threshold are the first, above, and the second


@dataclass(frozen=True)
class Shown:
    """What can be shown: a neuron or, with an `index` of None, all classes at once. `column` is its place in the answer to the
    query `answers`; `side` the class whose colour stands for what is high, and `other` for what is low."""

    layer: int
    index: int | None
    name: str
    column: int
    scale: Scale
    side: int = 0
    other: int | None = 1

    @property
    def key(self) -> str:
        return "classes" if self.index is None else f"{self.layer}.{self.index}"


@dataclass(frozen=True)
class Point:
    """One example as it is drawn and listed: with the mark and the colour of class `side`, as strong as `share` says."""

    number: int
    test: bool
    x: float
    y: float
    side: int
    share: float
    inputs: tuple[float, ...]
    target: str
    answer: str

    @property
    def name(self) -> str:
        return f"{'Test ' if self.test else ''}{self.number}"


def render(use: Use) -> str:
    network, options = use.network, use.options
    if network.shape[0] > 2:
        use.problem(f"a boundary is drawn for one or two inputs; this network has {network.shape[0]}")
        return ""
    last = len(network.shape) - 1
    layer, index = options.neuron or (last, 0)
    if not 1 <= layer <= last or index >= network.shape[layer]:
        names = [f"{each}.{number}" for each in range(1, last + 1) for number in range(network.shape[each])]
        use.problem("this network has no such neuron to show", use.at("neuron"), given=f"{layer}.{index}", allowed=names)
        return ""
    return use.template(**_view(use, layer, index))


def _view(use: Use, layer: int, index: int) -> dict[str, Any]:
    network, options = use.network, use.options
    data = _data(network)
    flat = network.shape[0] == 2
    output = index if layer == len(network.shape) - 1 else 0
    shown = _all_shown(network, data, flat)
    asked = f"{layer}.{index}" if options.neuron else shown[0].key if shown[0].index is None else f"{layer}.{index}"
    chosen = next(each for each in shown if each.key == asked)
    high = options.height - TOP - BOTTOM
    plot = (high, high) if flat else (round(CURVE_SHAPE * high), high)
    x, y = _axes(use, data, output, plot)
    sizes = [CELLS, CELLS] if flat else [SAMPLES]
    grid = [centres(axis, CELLS) for axis in (x, y)] if flat else [(x.low, x.high)]
    values = network.session.ask(["grid", layer, index, grid, sizes])
    return {
        "options": options,
        "flat": flat,
        "shown": shown,
        "choosable": len(shown) > 1 or use.page.changes(network),
        "layers": [layer_name(network.shape, each) for each in range(1, len(network.shape))],
        "chosen": chosen,
        "classes": [neuron_name(network.shape, len(network.shape) - 1, each) for each in range(_classes(network))],
        "marks": MARKS,
        "scales": [[BOUNDED[name].middle, BOUNDED[name].reach] if name in BOUNDED else None for name in ACTIVATIONS],
        "x": x,
        "y": y,
        "plot": {"x": LEFT, "y": TOP, "width": plot[0], "height": plot[1]},
        "width": LEFT + plot[0] + RIGHT,
        "height": options.height,
        "ranges": [[x.low, x.high], [y.low, y.high]],
        "lines": [LINES, LINES],
        "line": _line(network, chosen, x, y) if flat else "",
        "grid": grid,
        "sizes": sizes,
        "heat": _heat(network, chosen, values, grid, sizes) if flat else [],
        "curve": "" if flat else _curve(x, y, values),
        "points": _points(network, data, output, chosen, (x, y)),
        "choices": _choices(network, data, output) if flat else [],
        "output": output,
        "highest": float(_both(data, "targets")[:, output].max()),
        "decimals": max(0, 3 - math.floor(math.log10(min(x.high - x.low, y.high - y.low)))),
        "legend": _legend(chosen, values),
        "number": lambda value: format_number(value, ".4g"),
    }


def _classes(network: NetworkModel) -> int:
    """How many classes the outputs stand for, where there is a colour and a mark for each; otherwise 0."""
    count = network.shape[-1]
    return count if network.session.has_classes and count <= len(MARKS) else 0


def _all_shown(network: NetworkModel, data: dict[str, Array], flat: bool) -> list[Shown]:
    """All classes at once where there are some, and then every neuron."""
    shape, last = network.shape, len(network.shape) - 1
    found = [Shown(last, None, "All classes", 0, OF_CLASS)] if flat and _classes(network) else []
    return found + [_shown(network, layer, index, data) for layer in range(1, last + 1) for index in range(shape[layer])]


def _heat(
    network: NetworkModel, chosen: Shown, values: Array, grid: Sequence[Range], sizes: Sequence[int]
) -> list[tuple[int, str]]:
    """The layers of the map: a class's colour, and a picture of where and how strongly it is laid on."""
    if chosen.index is None:
        winner, lead = network.session.ask(["winners", grid, sizes]).reshape(2, *reversed(sizes))
        return [(each, mask(np.where(winner == each, lead, 0.0)[::-1])) for each in range(_classes(network))]
    share = chosen.scale.share(values)[::-1]
    return [(chosen.side, mask(share))] + ([] if chosen.other is None else [(chosen.other, mask(-share))])


def _data(network: NetworkModel) -> dict[str, Array]:
    """inputs, targets, test_inputs and test_targets: arrays of rows, the last two with none where nothing is kept aside."""
    data = network.spec["data"]
    if data is None:
        session, (count, last) = network.session, (network.shape[0], network.shape[-1])
        data = {
            "inputs": [[session[f"inputs[{index}]"] for index in range(count)]],
            "targets": [[session[f"targets[{index}]"] for index in range(last)]],
        }
    widths = {"inputs": network.shape[0], "targets": network.shape[-1]}
    names = [prefix + name for prefix in ("", "test_") for name in widths]
    return {name: np.array(data.get(name, []), float).reshape(-1, widths[name.removeprefix("test_")]) for name in names}


def _both(data: dict[str, Array], name: str) -> Array:
    return np.concatenate([data[name], data[f"test_{name}"]])


def _target_scale(network: NetworkModel, data: dict[str, Array], output: int) -> Scale:
    """Halfway between the classes as paper, the lowest target full blue and the highest full orange."""
    halfway = network.session[f"thresholds[{output}]"]
    return Scale(halfway, float(np.abs(_both(data, "targets")[:, output] - halfway).max()) or 0.5)


def _shown(network: NetworkModel, layer: int, index: int, data: dict[str, Array]) -> Shown:
    name, column = neuron_name(network.shape, layer, index), sum(network.shape[:layer]) + index
    if layer < len(network.shape) - 1:
        return Shown(layer, index, name, column, BOUNDED.get(network.spec["activations"][layer - 1], Scale(0.0, None)))
    if _classes(network):
        return Shown(layer, index, name, column, OF_CLASS, index, None)
    return Shown(layer, index, name, column, _target_scale(network, data, index))


def _axes(use: Use, data: dict[str, Array], output: int, plot: tuple[float, float]) -> tuple[Axis, Axis]:
    """The horizontal axis, of the first input, and the vertical one, of the second input or of the output."""
    shape, flat = use.network.shape, use.network.shape[0] == 2
    inputs, targets = _both(data, "inputs"), _both(data, "targets")[:, output]
    ranges = [span(inputs[:, 0]), span(inputs[:, 1] if flat else targets)]
    if flat and 2 / 3 < (ranges[0][1] - ranges[0][0]) / (ranges[1][1] - ranges[1][0]) < 3 / 2:
        ranges = [(min(low for low, _ in ranges), max(high for _, high in ranges))] * 2
    given = use.options.range
    if given:
        ranges = [given[0], given[-1] if flat or len(given) == 2 else ranges[1]]
    names = [neuron_name(shape, 0, 0), neuron_name(shape, 0, 1) if flat else neuron_name(shape, len(shape) - 1, output)]
    return Axis(names[0], *ranges[0], LEFT, plot[0]), Axis(names[1], *ranges[1], TOP + plot[1], -plot[1])


def _curve(x: Axis, y: Axis, values: Array) -> str:
    places = np.linspace(x.low, x.high, len(values))
    return " ".join(f"{x.at(place):.1f},{y.at(value):.1f}" for place, value in zip(places, values, strict=True))


def _line(network: NetworkModel, chosen: Shown, x: Axis, y: Axis) -> str:
    """Where the neuron is halfway or, of classes, where another one wins: the data of an SVG path."""
    level = None if chosen.index is None or chosen.other is None else chosen.scale.middle
    ranges = [[x.low, x.high], [y.low, y.high]]
    segments = network.session.ask(["boundary", chosen.layer, chosen.index, ranges, [LINES, LINES], level])
    return "".join(f"M{x.at(a):.1f} {y.at(b):.1f}L{x.at(c):.1f} {y.at(d):.1f}" for a, b, c, d in segments)


def _points(network: NetworkModel, data: dict[str, Array], output: int, chosen: Shown, axes: tuple[Axis, Axis]) -> list[Point]:
    """Training points, then test points, numbered from 1 each."""
    points = []
    for test in (False, True):
        inputs, wanted = (data[f"{'test_' if test else ''}{name}"] for name in ("inputs", "targets"))
        if not len(inputs):
            continue
        answers = network.session.ask(["answers", inputs.tolist()])
        flat = network.shape[0] == 2
        heights = inputs[:, 1] if flat else wanted[:, output]
        for place, row in enumerate(inputs):
            x, y = round(axes[0].at(float(row[0])), 1), round(axes[1].at(float(heights[place])), 1)
            side, share = _side(network, data, wanted[place], output) if flat else (0, 1.0)
            texts = _told(network, chosen, wanted[place], answers[place], output)
            points.append(Point(place + 1, test, x, y, side, share, tuple(map(float, row)), *texts))
    return points


def _side(network: NetworkModel, data: dict[str, Array], targets: Array, output: int) -> tuple[int, float]:
    """The class whose mark stands for these targets, and how strongly it is coloured."""
    if _classes(network):
        return int(targets.argmax()), 1.0
    share = float(_target_scale(network, data, output).share(targets[output : output + 1])[0])
    return (0 if share >= 0 else 1), abs(share)


def _told(network: NetworkModel, chosen: Shown, targets: Array, answers: Array, output: int) -> tuple[str, str]:
    """A target and the answer to it as the table tells them."""
    if chosen.index is not None:
        return format_number(float(targets[output]), ".4g"), format_number(float(answers[chosen.column]), ".4f")
    last, given = len(network.shape) - 1, answers[-len(targets) :]
    target, answer = (neuron_name(network.shape, last, int(each.argmax())) for each in (targets, given))
    return target, f"{answer}, {format_number(float(given.max()), '.4f')}"


def _choices(network: NetworkModel, data: dict[str, Array], output: int) -> list[dict[str, Any]]:
    """The targets that a new point may have, and how it would look; none where there are too many to choose among."""
    outputs, last = network.shape[-1], len(network.shape) - 1
    found = {tuple(map(float, row)) for row in _both(data, "targets")}
    if _classes(network):
        found = {tuple(map(float, row)) for row in np.eye(outputs)}
    elif found <= {(0.0,), (1.0,)}:
        found = {(0.0,), (1.0,)}
    choices = []
    for row in sorted(found, reverse=outputs > 1) if len(found) <= MOST_CHOICES else []:
        side, share = _side(network, data, np.array(row), output)
        words = neuron_name(network.shape, last, side) if _classes(network) else " ".join(f"{number:g}" for number in row)
        choices.append({"row": list(row), "side": side, "share": share, "words": words})
    return choices


def _legend(chosen: Shown, values: Array) -> Sequence[str]:
    """The numbers at both ends of the colours and between them."""
    middle, reach = chosen.scale.middle, chosen.scale.reach
    reach = reach if reach is not None else float(np.abs(values - middle).max())
    ends = (-1, 0, 1) if chosen.other is not None else (0, 0.5, 1)
    return [format_number(middle + side * reach, ".3g") for side in ends]


DIRECTIVE = DirectiveType(
    name="boundary",
    summary="What the network answers over the plane of its two inputs, or along its one, with the data on it.",
    options=Options,
    argument="network",
    body="none",
    render=render,
    called="What the network answers",
)

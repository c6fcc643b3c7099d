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
from site_builder.formats import format_number
from site_builder.model import NetworkModel
from site_builder.png import mask

Array = NDArray[np.float64]
Range = tuple[float, float]

CELLS = 80  # of the map, along each side
LINES = 50  # of the grid between whose values the boundary is found
SAMPLES = 161  # along the curve
MOST_CHOICES = 6  # different targets up to which the reader chooses among them; past it a number is typed
NUMBER = r"-?(?:\d+\.?\d*|\.\d+)"
MARGIN = 0.1  # of the data's extent, on each side
CURVE_SHAPE = 1.6  # width to height
LEFT, TOP, RIGHT, BOTTOM = 54.0, 10.0, 12.0, 48.0  # room about the plot, in CSS pixels at the drawing's natural size


class Options(DirectiveOptions):
    neuron: tuple[int, int] | None = Field(
        None, description="The neuron shown first, as layer and index such as `1.0`; the first output where it is left out."
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


@dataclass(frozen=True)
class Shown:
    """A neuron that can be shown; `column` is its place in the answer to the query `answers`."""

    layer: int
    index: int
    name: str
    column: int
    scale: Scale

    @property
    def key(self) -> str:
        return f"{self.layer}.{self.index}"


@dataclass(frozen=True)
class Axis:
    """One axis: what it spans in the data and on the drawing, where its ticks stand, and its name."""

    name: str
    low: float
    high: float
    start: float
    length: float

    @property
    def step(self) -> float:
        """Between two ticks: 1, 2 or 5 times a power of ten, for about five ticks."""
        return _round_step((self.high - self.low) / 7)

    @property
    def ticks(self) -> list[tuple[float, str]]:
        """Where each tick stands, and its number."""
        first, last = math.ceil(self.low / self.step - 1e-9), math.floor(self.high / self.step + 1e-9)
        decimals = max(0, -math.floor(math.log10(self.step) + 1e-9))
        numbers = [place * self.step for place in range(first, last + 1)]
        return [(round(self.at(number), 2), format_number(number + 0.0, f".{decimals}f")) for number in numbers]

    def at(self, value: float) -> float:
        """The place on the drawing; an axis of negative length runs upwards."""
        return self.start + (value - self.low) / (self.high - self.low) * self.length


@dataclass(frozen=True)
class Point:
    """One example as it is drawn and listed; `share` says how it is coloured, where it is."""

    number: int
    test: bool
    x: float
    y: float
    share: float
    inputs: tuple[float, ...]
    target: float
    answer: float

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
    output = index if layer == len(network.shape) - 1 else 0
    targets = _target_scale(network, data, output)
    shown = [
        _shown(network, each, number, data) for each in range(1, len(network.shape)) for number in range(network.shape[each])
    ]
    chosen = next(each for each in shown if (each.layer, each.index) == (layer, index))
    flat = network.shape[0] == 2
    high = options.height - TOP - BOTTOM
    plot = (high, high) if flat else (round(CURVE_SHAPE * high), high)
    x, y = _axes(use, data, output, plot)
    sizes = [CELLS, CELLS] if flat else [SAMPLES]
    grid = [_centres(axis, CELLS) for axis in (x, y)] if flat else [(x.low, x.high)]
    values = network.session.ask(["grid", layer, index, grid, sizes])
    ranges = [[x.low, x.high], [y.low, y.high]]
    line = ["boundary", layer, index, ranges, [LINES, LINES], chosen.scale.middle]
    share = chosen.scale.share(values)[::-1] if flat else None
    return {
        "options": options,
        "flat": flat,
        "shown": shown,
        "layers": [layer_name(network.shape, each) for each in range(1, len(network.shape))],
        "chosen": chosen,
        "scales": [[BOUNDED[name].middle, BOUNDED[name].reach] if name in BOUNDED else None for name in ACTIVATIONS],
        "targets": targets,
        "x": x,
        "y": y,
        "plot": {"x": LEFT, "y": TOP, "width": plot[0], "height": plot[1]},
        "width": LEFT + plot[0] + RIGHT,
        "height": options.height,
        "ranges": ranges,
        "lines": [LINES, LINES],
        "line": _line(x, y, network.session.ask(line)) if flat else "",
        "grid": grid,
        "sizes": sizes,
        "high": mask(share) if share is not None else "",
        "low": mask(-share) if share is not None else "",
        "curve": "" if flat else _curve(x, y, values),
        "points": _points(network, data, output, chosen, targets, (x, y)),
        "choices": _choices(network, data) if flat else [],
        "output": output,
        "decimals": max(0, 3 - math.floor(math.log10(min(x.high - x.low, y.high - y.low)))),
        "legend": _legend(chosen.scale, values),
        "number": lambda value: format_number(value, ".4g"),
        "answer": lambda value: format_number(value, ".4f"),
    }


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
    is_output = layer == len(network.shape) - 1
    bounded = BOUNDED.get(network.spec["activations"][layer - 1], Scale(0.0, None))
    scale = _target_scale(network, data, index) if is_output else bounded
    return Shown(layer, index, neuron_name(network.shape, layer, index), sum(network.shape[:layer]) + index, scale)


def _axes(use: Use, data: dict[str, Array], output: int, plot: tuple[float, float]) -> tuple[Axis, Axis]:
    """The horizontal axis, of the first input, and the vertical one, of the second input or of the output."""
    shape, flat = use.network.shape, use.network.shape[0] == 2
    inputs, targets = _both(data, "inputs"), _both(data, "targets")[:, output]
    ranges = [_span(inputs[:, 0]), _span(inputs[:, 1] if flat else targets)]
    if flat and 2 / 3 < (ranges[0][1] - ranges[0][0]) / (ranges[1][1] - ranges[1][0]) < 3 / 2:
        ranges = [(min(low for low, _ in ranges), max(high for _, high in ranges))] * 2
    given = use.options.range
    if given:
        ranges = [given[0], given[-1] if flat or len(given) == 2 else ranges[1]]
    names = [neuron_name(shape, 0, 0), neuron_name(shape, 0, 1) if flat else neuron_name(shape, len(shape) - 1, output)]
    return Axis(names[0], *ranges[0], LEFT, plot[0]), Axis(names[1], *ranges[1], TOP + plot[1], -plot[1])


def _span(values: Array) -> Range:
    """From the lowest to the highest with a margin, in round numbers; never less than what the values take."""
    low, high = float(values.min()), float(values.max())
    extent = (high - low) or 2.0
    unit = _round_step(extent / 10)
    margin = MARGIN * extent if high > low else 1.0
    outer = (round(round(end / unit) * unit, 12) for end in (low - margin, high + margin))
    return min(low, next(outer)), max(high, next(outer))


def _round_step(about: float) -> float:
    power = 10.0 ** math.floor(math.log10(about))
    return next(float(factor * power) for factor in (1, 2, 5, 10) if factor * power >= about * 0.999)


def _centres(axis: Axis, cells: int) -> Range:
    """From the centre of the first cell to that of the last, where cells fill the axis."""
    half = (axis.high - axis.low) / cells / 2
    return axis.low + half, axis.high - half


def _curve(x: Axis, y: Axis, values: Array) -> str:
    places = np.linspace(x.low, x.high, len(values))
    return " ".join(f"{x.at(place):.1f},{y.at(value):.1f}" for place, value in zip(places, values, strict=True))


def _line(x: Axis, y: Axis, segments: Array) -> str:
    """The boundary as the data of an SVG path."""
    return "".join(f"M{x.at(a):.1f} {y.at(b):.1f}L{x.at(c):.1f} {y.at(d):.1f}" for a, b, c, d in segments)


def _points(
    network: NetworkModel, data: dict[str, Array], output: int, chosen: Shown, targets: Scale, axes: tuple[Axis, Axis]
) -> list[Point]:
    """Training points, then test points, numbered from 1 each."""
    points = []
    for test in (False, True):
        inputs, wanted = (data[f"{'test_' if test else ''}{name}"] for name in ("inputs", "targets"))
        if not len(inputs):
            continue
        answers = network.session.ask(["answers", inputs.tolist()])[:, chosen.column]
        flat = network.shape[0] == 2
        shares = targets.share(wanted[:, output]) if flat else np.ones(len(wanted))
        heights = inputs[:, 1] if flat else wanted[:, output]
        for place, row in enumerate(inputs):
            x, y = round(axes[0].at(float(row[0])), 1), round(axes[1].at(float(heights[place])), 1)
            numbers = float(wanted[place, output]), float(answers[place])
            points.append(Point(place + 1, test, x, y, float(shares[place]), tuple(map(float, row)), *numbers))
    return points


def _choices(network: NetworkModel, data: dict[str, Array]) -> list[list[float]]:
    """The targets that a new point may have; none where there are too many to choose among."""
    outputs = network.shape[-1]
    found = {tuple(map(float, row)) for row in _both(data, "targets")}
    if outputs > 1 and found <= (one_hot := {tuple(map(float, row)) for row in np.eye(outputs)}):
        found = one_hot
    elif found <= {(0.0,), (1.0,)}:
        found = {(0.0,), (1.0,)}
    return [list(row) for row in sorted(found, reverse=outputs > 1)] if len(found) <= MOST_CHOICES else []


def _legend(scale: Scale, values: Array) -> Sequence[str]:
    """The numbers at both ends of the colours and at their middle."""
    reach = scale.reach if scale.reach is not None else float(np.abs(values - scale.middle).max())
    return [format_number(scale.middle + side * reach + 0.0, ".3g") for side in (-1, 0, 1)]


DIRECTIVE = DirectiveType(
    name="boundary",
    summary="What the network answers over the plane of its two inputs, or along its one, with the data on it.",
    options=Options,
    argument="network",
    body="none",
    render=render,
)

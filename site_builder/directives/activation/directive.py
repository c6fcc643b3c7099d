"""`activation`: an activation function and its slope as curves, with a point to drag along them and a choice of another."""

import re
from dataclasses import dataclass

import numpy as np
from markupsafe import Markup
from numpy.typing import NDArray
from pydantic import Field

from engine.activations import ACTIVATIONS, Activation
from engine.names import neuron_name, neurons_of, short_name
from site_builder.directives import DirectiveOptions, DirectiveType, Use
from site_builder.formats import json_in_page
from site_builder.model import NetworkModel

Array = NDArray[np.float64]

REACH = 6.0  # the curves are drawn from -REACH to REACH
SPACING = 0.05  # between the samples that the point stops at
START = 1.0  # where the point stands at first
MOST_ROWS = 12  # neurons that have room for a row of their own below the curves

WIDTH, TOP, HEIGHT, RIGHT = 360.0, 10.0, 180.0, 38.0
AXIS = 26.0  # the height of the numbers along z
ROW = 21.0
LETTER = 7.0  # the widest an average letter is drawn, on a phone
LONGEST = "Hidden 2 · 12"  # the longest label of a row, which a change of the network's layers may bring about


class Options(DirectiveOptions):
    layer: int | None = Field(
        None, ge=1, description="The layer whose function is shown and changed, from 1; all hidden layers where it is left out."
    )
    choose: bool = Field(True, description="Let readers choose another function.")


@dataclass(frozen=True)
class Axis:
    """A number v stands at origin + per * v in the drawing."""

    origin: float
    per: float

    def __str__(self) -> str:
        return f"{self.origin:g} {self.per:g}"

    def of(self, value: float) -> float:
        return round(self.origin + self.per * value, 2)


@dataclass(frozen=True)
class Curves:
    """One activation, sampled: its values and slopes, the axis that fits both, its ticks, and the two curves as SVG paths."""

    function: Activation
    values: Array
    slopes: Array
    y: Axis
    ticks: tuple[float, ...]
    value_path: str
    slope_path: str

    @property
    def formula(self) -> Markup:
        """The formula in HTML, its powers raised."""
        return Markup(re.sub(r"\^(?:\(([^)]*)\)|(\w))", r"<sup>\1\2</sup>", self.function.formula))


@dataclass(frozen=True)
class Dot:
    """A neuron's place: on the curve at its weighted sum, or at the curve's end where that lies beyond. A blank one has none."""

    layer: int | str
    index: int | str
    name: str
    label: str
    each: str = ""
    x: float = 0.0
    y: float = 0.0
    beyond: bool = False


BLANK = Dot("{layer}", "{i}", "{neuron}", "{label}", Markup(' data-each="i"'))


def samples() -> Array:
    """Every z that the point stops at."""
    return np.round(np.arange(-REACH, REACH + SPACING / 2, SPACING), 2)


def curves(function: Activation, x: Axis) -> Curves:
    """Sample a function and draw it; the range of its axis is that of its values and slopes."""
    z = samples()
    a = function(z)
    slope = function.slope(z, a, np.empty_like(z))
    low, high = min(0.0, a.min(), slope.min()), max(a.max(), slope.max())
    air = 0.07 * (high - low)
    per = -HEIGHT / (high - low + 2 * air)
    y = Axis(round(TOP - (high + air) * per, 2), round(per, 4))
    step = 0.5 if high - low < 3 else 2.0
    ticks = tuple(np.arange(np.ceil((low - air) / step), np.floor((high + air) / step) + 1) * step + 0.0)
    return Curves(function, a, slope, y, ticks, _path(x, y, z, a), _path(x, y, z, slope))


def _path(x: Axis, y: Axis, z: Array, values: Array) -> str:
    """An SVG path through the samples, without those that a straight line meets; a jump is left open."""
    points = np.stack([x.origin + x.per * z, y.origin + y.per * values], axis=1)
    jumps = np.flatnonzero(np.abs(np.diff(values)) > 0.5) + 1
    pieces = [_simplified(piece) for piece in np.split(points, jumps)]
    return "".join("M" + "L".join(f"{px:.1f} {py:.1f}" for px, py in piece) for piece in pieces)


def _simplified(points: Array, tolerance: float = 0.06) -> Array:
    """The points that matter (Ramer 1972): no other lies farther than the tolerance from the line through these."""
    first, last = points[0], points[-1]
    along = last - first
    away = np.abs(along[0] * (points[:, 1] - first[1]) - along[1] * (points[:, 0] - first[0])) / max(np.hypot(*along), 1e-9)
    farthest = int(away.argmax())
    if away[farthest] <= tolerance:
        return np.stack([first, last])
    before, after = _simplified(points[: farthest + 1], tolerance), _simplified(points[farthest:], tolerance)
    return np.concatenate([before[:-1], after])


def render(use: Use) -> str:
    network = use.network
    layers = _layers(use)
    if not layers:
        return ""
    cost, last = network.session.network.cost, len(network.shape) - 1
    bound = cost.only_after if last in layers else None
    labels = _labels(network, layers)
    changes = use.page.changes(network)
    longest = LONGEST if changes else max(labels.values(), key=len)
    left = max(34.0, LETTER * len(longest) + 8) if changes or len(labels) <= MOST_ROWS else 34.0
    per = round((WIDTH - left - RIGHT) / (2 * REACH), 4)
    x = Axis(round(left + REACH * per, 2), per)
    drawn = [curves(function, x) for function in ACTIVATIONS.values()]
    code = list(ACTIVATIONS).index(network.function(layers[0]).name)
    dots = [_dot(network, place, labels[place], drawn[code], x) for place in labels]
    rows = dots if len(dots) <= MOST_ROWS else []
    z = samples()
    return use.template(
        drawn=drawn,
        code=code,
        shown=drawn[code],
        x=x,
        box=(left, TOP, WIDTH - left - RIGHT, HEIGHT),
        whole_width=WIDTH,
        heights=Axis(TOP + HEIGHT + AXIS, ROW),
        middles=Axis(TOP + HEIGHT + AXIS + ROW / 2, ROW),
        row_height=ROW,
        most_rows=MOST_ROWS,
        dots=dots,
        rows=rows,
        blank=BLANK,
        z=z,
        start=int(np.searchsorted(z, START - SPACING / 2)),
        whole=[int(place) for place in np.flatnonzero(z == np.round(z))],
        layer=use.options.layer,
        choices=[bound] if bound else list(ACTIVATIONS),
        bound=bound,
        cost=cost.name,
        whose=neurons_of(network.shape, layers),
        data=Markup(json_in_page({"z": z.tolist(), "functions": [_numbers(each) for each in drawn]})),
    )


def _layers(use: Use) -> list[int]:
    """The layers that it speaks of; none, with the mistake noted, where there is no such layer or they differ."""
    network, last = use.network, len(use.network.shape) - 1
    given = use.options.layer
    if given is not None and given > last:
        use.problem(f"this network has no layer {given}; its layers with an activation are 1 to {last}", use.at("layer"))
        return []
    layers = list(network.session.hidden_layers) if given is None else [given]
    names = {network.function(layer).name for layer in layers}
    if len(names) > 1:
        use.problem(f"the hidden layers have different activations ({', '.join(sorted(names))}); name one with the option layer")
        return []
    return layers


def _labels(network: NetworkModel, layers: list[int]) -> dict[tuple[int, int], str]:
    """A short name for every neuron of these layers, by layer and index."""
    return {(layer, index): short_name(network.shape, layer, index) for layer in layers for index in range(network.shape[layer])}


def _dot(network: NetworkModel, place: tuple[int, int], label: str, shown: Curves, x: Axis) -> Dot:
    layer, index = place
    z, a = network.value(f"sums[{layer}][{index}]"), network.value(f"activations[{layer}][{index}]")
    beyond = abs(z) > REACH
    height = float(shown.values[-1 if z > 0 else 0]) if beyond else a
    name = neuron_name(network.shape, layer, index)
    return Dot(layer, index, name, label, "", x.of(min(max(z, -REACH), REACH)), shown.y.of(height), beyond)


def _numbers(drawn: Curves) -> dict[str, list[float]]:
    return {"values": (drawn.values.round(4) + 0.0).tolist(), "slopes": (drawn.slopes.round(4) + 0.0).tolist()}


DIRECTIVE = DirectiveType(
    name="activation",
    summary="The activation function and its slope, with a point to drag, where the neurons stand, and a choice of another.",
    options=Options,
    argument="network",
    body="markdown",
    render=render,
    called="Activation function",
)

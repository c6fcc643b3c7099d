"""Where everything in a network's diagram stands: neurons, connections, and labels that keep clear of one another.

Layers run from left to right, each centred on the drawing's middle line. A connection's label lies on its line and turns
along it. Lines of one gap cross, so labels cannot all stand at the middle: each may slide along its own line, and the one
with the fewest free places left is set first, as near to the middle as it can be (Brelaz 1979 orders the colouring of a
graph in the same way). Where no arrangement is found the gap is widened and the search starts again.

Lengths are in the drawing's own units, one CSS pixel each when the drawing is shown at its natural width.
"""

import itertools
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache

import numpy as np
from numpy.typing import NDArray

from engine.names import layer_names

Array = NDArray[np.float64]

SYMBOL = 5  # letters in the name of an input, such as sin x₁
GLYPH_WIDTH = 0.62  # of the font size: the widest digit among common sans-serif faces, with some air
LINE_HEIGHT = 1.25
LABELLED_LAYER = 8  # a layer wider than this has no room for a label on every connection
LABELLED_DEPTH = 6
DECIMALS = 2
NAMED_DEPTH = 5  # layers of a drawing without room for labels whose headings are names; of a deeper one, numbers
BROAD, NARROWEST = 420.0, 60.0  # a drawing without labels keeps to this width, as long as its gaps are no narrower
SLIDES = np.linspace(0.08, 0.92, 85)
LEANINGS = (
    0.0,
    0.08,
    -0.08,
    0.16,
    -0.16,
    0.25,
    -0.25,
)  # where labels from neighbouring neurons would rather stand, about the middle


@dataclass(frozen=True)
class Style:
    """Sizes for one density of drawing: `label` is the font size that places are reserved for, `text` the usual one.

    `box` is the width, in font sizes, of what stands behind a label, so that its line stops there.
    """

    radius: float
    text: float
    label: float
    gap: float
    air: float
    decimals: int = DECIMALS
    box: float = GLYPH_WIDTH * (DECIMALS + 2) + 0.4

    @property
    def label_width(self) -> float:
        """Room for a sign, one digit, the point and the decimals; at the usual size also for the arrow that marks a change."""
        characters = self.decimals + 3
        return GLYPH_WIDTH * max(characters * self.label, (characters + 1) * self.text)


@dataclass(frozen=True)
class Neuron:
    """Its centre, and the middles of its two labels: of the activation `over` it, with its foot there, and of the bias `under`
    it, with its head there."""

    layer: int
    index: int
    x: float
    y: float
    over: tuple[float, float]
    under: tuple[float, float]


@dataclass(frozen=True)
class Connection:
    """Into neuron `target` of `layer`, from neuron `source` of the layer before; the label's centre and its angle in degrees."""

    layer: int
    target: int
    source: int
    x1: float
    y1: float
    x2: float
    y2: float
    label_x: float
    label_y: float
    angle: float


@dataclass(frozen=True)
class Drawing:
    """A placed network. `labelled` is false where the labels had no room and appear only when asked for: those of a neuron then
    stand below its layer, where they cover nothing. `headings` are written above the layers."""

    width: float
    height: float
    style: Style
    labelled: bool
    headings: tuple[str, ...]
    neurons: tuple[Neuron, ...]
    connections: tuple[Connection, ...]

    def layer(self, layer: int) -> tuple[Neuron, ...]:
        return tuple(neuron for neuron in self.neurons if neuron.layer == layer)

    def into(self, layer: int) -> tuple[Connection, ...]:
        return tuple(connection for connection in self.connections if connection.layer == layer)


@dataclass(frozen=True)
class Boxes:
    """Rectangles that may be turned: centres (n, 2), half sizes (n, 2), unit vectors along their length (n, 2)."""

    centre: Array
    half: Array
    along: Array

    def overlap(self, other: "Boxes") -> NDArray[np.bool_]:
        """Which of these overlap which of the others, shape (n, m), by the separating-axis theorem."""
        apart = self.centre[:, None, :] - other.centre[None, :, :]
        separated = np.zeros(apart.shape[:2], dtype=bool)
        for axis in (self.along[:, None, :], other.along[None, :, :]):
            for direction in (axis, np.stack([-axis[..., 1], axis[..., 0]], axis=-1)):
                distance = np.abs((apart * direction).sum(axis=-1))
                reach = self._reach(direction, 0) + other._reach(direction, 1)
                separated |= distance >= reach
        return ~separated

    def _reach(self, direction: Array, side: int) -> Array:
        along, half = np.expand_dims(self.along, 1 - side), np.expand_dims(self.half, 1 - side)
        across = np.stack([-along[..., 1], along[..., 0]], axis=-1)
        reach: Array = np.abs((along * direction).sum(-1)) * half[..., 0] + np.abs((across * direction).sum(-1)) * half[..., 1]
        return reach

    def __getitem__(self, rows: NDArray[np.intp] | slice) -> "Boxes":
        return Boxes(self.centre[rows], self.half[rows], self.along[rows])


@cache
def draw(shape: tuple[int, ...], labels: bool = True) -> Drawing:
    """Place a network of this shape (inputs first). A shape too dense for labels is drawn without room for them,
    and so is one drawn without `labels`, which takes no time; it has room for short names before its inputs."""
    style = _style(shape)
    labelled = labels and max(shape) <= LABELLED_LAYER and len(shape) <= LABELLED_DEPTH
    box_height = 2 * (style.radius + style.label * LINE_HEIGHT + 4)
    pitch = box_height + style.air if labelled else 2 * style.radius + 8
    heading = style.text * 2.2
    foot = heading + pitch * max(shape) + 4
    height = foot if labelled else foot + 2 * LINE_HEIGHT * style.text
    rows = [np.asarray(heading + pitch * (max(shape) - count) / 2 + pitch * (np.arange(count) + 0.5), float) for count in shape]
    margin = max(style.radius, style.label_width / 2) + 6
    left = margin if labels else style.radius + 10 + SYMBOL * GLYPH_WIDTH * style.text

    if not labelled:
        style = replace(style, gap=max(NARROWEST, min(style.gap, BROAD / (len(shape) - 1))))
    x, columns, connections = left, [left], list[Connection]()
    for layer in range(1, len(shape)):
        gap, found = _gap(style, rows[layer - 1], rows[layer], x, layer, labelled)
        connections += found
        x += gap
        columns.append(x)
    neurons = tuple(
        _neuron(style, None if labelled else foot, layer, index, round(columns[layer], 1), round(float(y), 1))
        for layer, ys in enumerate(rows)
        for index, y in enumerate(ys)
    )
    width = x + 12.5 * GLYPH_WIDTH * style.text  # half of the last heading, and the one of the targets
    headings = tuple(layer_names(shape))
    if not labelled and len(shape) > NAMED_DEPTH:
        headings = (headings[0], *map(str, range(1, len(shape) - 1)), headings[-1])
    return Drawing(round(width, 1), round(height, 1), style, labelled, headings, neurons, tuple(connections))


def _neuron(style: Style, foot: float | None, layer: int, index: int, x: float, y: float) -> Neuron:
    """With its labels above and below it, or, where there is no room, below all neurons, which end at `foot`."""
    over, under = y - style.radius - 6, y + style.radius + 6
    if foot is not None:
        over, under = foot + style.text, foot + LINE_HEIGHT * style.text
    return Neuron(layer, index, x, y, (x, round(over, 1)), (x, round(under, 1)))


def _style(shape: Sequence[int]) -> Style:
    """Sizes for this shape. A small network reserves room for the larger labels that a phone shows."""
    connections = sum(a * b for a, b in itertools.pairwise(shape))
    if connections <= 24 and max(shape) <= 4 and len(shape) <= 3:
        return Style(radius=20, text=12, label=16, gap=150, air=28)
    if connections <= 48:
        return Style(radius=16, text=12, label=12, gap=170, air=14)
    return Style(radius=13, text=10.5, label=10.5, gap=190, air=14)


def _gap(style: Style, sources: Array, targets: Array, x: float, layer: int, labelled: bool) -> tuple[float, list[Connection]]:
    """The narrowest gap, from the style's own upwards, in which all labels of one pair of layers have a place."""
    gap = style.gap
    while True:
        starts = np.repeat(sources[None, :], len(targets), axis=0).ravel()
        ends = np.repeat(targets[:, None], len(sources), axis=1).ravel()
        slides = _slides(style, sources, targets, starts, ends, gap) if labelled else np.full(len(starts), 0.5)
        if slides is not None:
            break
        gap *= 1.06
    found = []
    for number, (start, end, slide) in enumerate(zip(starts, ends, slides, strict=True)):
        target, source = divmod(number, len(sources))
        angle = float(np.degrees(np.arctan2(end - start, gap)))
        label = (round(x + gap * slide, 1), round(float(start + (end - start) * slide), 1))
        line = (round(x, 1), round(float(start), 1), round(x + gap, 1), round(float(end), 1))
        found.append(Connection(layer, target, source, *line, *label, round(angle, 2)))
    return gap, found


def _slides(style: Style, sources: Array, targets: Array, starts: Array, ends: Array, gap: float) -> Array | None:
    """How far along its line each label stands, as fractions of the gap; None where not all found a place."""
    lines, choices = len(starts), len(SLIDES)
    heights = starts[:, None] + (ends - starts)[:, None] * SLIDES[None, :]
    centre = np.stack([np.broadcast_to(gap * SLIDES, heights.shape), heights], axis=-1).reshape(-1, 2)
    length = np.hypot(gap, ends - starts)
    along = np.repeat(np.stack([gap / length, (ends - starts) / length], axis=-1), choices, axis=0)
    half = np.full((lines * choices, 2), (style.label_width / 2 + 2, style.label * 0.52))
    places = Boxes(centre, half, along)
    free = np.logical_not(places.overlap(_neuron_boxes(style, sources, targets, gap)).any(axis=1))
    for leaning in LEANINGS:
        preferred = 0.5 + leaning * np.where(np.arange(lines) % len(sources) % 2, 1, -1)
        chosen = _settle(places, free.copy(), preferred)
        if chosen is not None:
            return chosen
    return None


def _settle(places: Boxes, free: NDArray[np.bool_], preferred: Array) -> Array | None:
    """Give each label, the most constrained first, the free place nearest to the one it prefers."""
    lines, choices = len(preferred), len(SLIDES)
    chosen = np.full(lines, np.nan)
    while np.isnan(chosen).any():
        left = free.reshape(lines, choices).sum(axis=1).astype(float)
        left[~np.isnan(chosen)] = np.inf
        line = int(np.argmin(left))
        if left[line] == 0:
            return None
        own = np.flatnonzero(free[line * choices : (line + 1) * choices])
        best = own[np.argmin(np.abs(SLIDES[own] - preferred[line]))]
        chosen[line] = SLIDES[best]
        place = line * choices + int(best)
        free &= ~places.overlap(places[place : place + 1])[:, 0]
    return chosen


def _neuron_boxes(style: Style, sources: Array, targets: Array, gap: float) -> Boxes:
    """The neurons at both ends of a gap, each with the two labels above and below it."""
    centre, half = [], []
    reach = style.label * LINE_HEIGHT / 2
    for x, ys in ((0.0, sources), (gap, targets)):
        for y in ys:
            centre += [(x, y), (x, y - style.radius - 3 - reach), (x, y + style.radius + 3 + reach)]
            half += [(style.radius + 2, style.radius + 2), (style.label_width / 2, reach), (style.label_width / 2, reach)]
    along = np.tile([1.0, 0.0], (len(centre), 1))
    return Boxes(np.array(centre), np.array(half), along)

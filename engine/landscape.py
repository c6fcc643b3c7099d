"""The cost as a landscape over two of a network's parameters: heights on a grid, and lines of equal height."""

import numpy as np
from numpy.typing import NDArray

from engine.contour import contour
from engine.layout import locate, make_layout
from engine.network import Network, parameter_shapes

Array = NDArray[np.float64]

LINES = 14  # of equal height, about
MOST_LINES = 60
RELIEF = 0.35

MOST_NUMBERS = 250_000  # of one layer's activations at a time


def parameter_place(network: Network, path: str) -> int:
    """Where `weights[1][0][2]` or `biases[1][0]` stands in the network's flat parameters; KeyError where there is none."""
    layout = make_layout(network.shape, network.has_biases, network.cost.name)
    place = locate(layout, path) - locate(layout, "weights[1][0][0]")
    if not 0 <= place < len(network.parameters):
        raise KeyError(f'"{path}" is neither a weight nor a bias')
    return place


def outputs_at(network: Network, inputs: Array, parameters: Array) -> tuple[Array, Array]:
    """What networks of this form with other parameters answer: parameters (m, p) and inputs (n, n_0) give the sums and the
    activations of the last layer, (m, n, n_last) each."""
    count = len(parameters)
    shapes = parameter_shapes(network.shape, network.has_biases)
    ends = np.cumsum([int(np.prod(shape)) for shape in shapes])
    pieces = [
        parameters[:, end - int(np.prod(shape)) : end].reshape(count, *shape) for shape, end in zip(shapes, ends, strict=True)
    ]
    layers = len(network.weights)
    a: Array = np.broadcast_to(inputs, (count, *inputs.shape))
    with np.errstate(over="ignore"):
        for layer, function in enumerate(network.activations):
            z = a @ pieces[layer].transpose(0, 2, 1)
            if network.has_biases:
                z += pieces[layers + layer][:, None, :]
            a = function(z)
    return z, a


def heights(network: Network, inputs: Array, targets: Array, x: str, y: str, xs: Array, ys: Array) -> Array:
    """The mean cost over the data where two parameters have other values: (len(ys), len(xs)).

    Batched, in portions that stay small beside the memory of a page.
    """
    places = parameter_place(network, x), parameter_place(network, y)
    points = np.stack([np.tile(xs, len(ys)), np.repeat(ys, len(xs))], axis=1)
    portion = max(1, MOST_NUMBERS // (len(inputs) * max(network.shape)))
    starts = range(0, len(points), portion)
    costs = [_costs(network, inputs, targets, places, points[start : start + portion]) for start in starts]
    return np.concatenate(costs).reshape(len(ys), len(xs))


def _costs(network: Network, inputs: Array, targets: Array, places: tuple[int, int], points: Array) -> Array:
    """The mean cost with the parameters at these two places at each of the points, (n, 2): (n,)."""
    parameters = np.tile(network.parameters, (len(points), 1))
    parameters[:, places] = points
    costs: Array = network.cost.value(*outputs_at(network, inputs, parameters), targets).mean(axis=1)
    return costs


def equal_steps(found: Array) -> tuple[float, float]:
    """A round step from one line of equal height to the next, and the multiple of it that no height exceeds."""
    span = float(np.ptp(found)) or float(found.max()) or 1.0
    power = 10.0 ** np.floor(np.log10(span / LINES))
    step = float(next(factor * power for factor in (1, 2, 5, 10) if factor * power >= span / LINES * (1 - 1e-9)))
    return step, step * float(np.ceil(found.max() / step))


def contours(found: Array, xs: Array, ys: Array, step: float) -> Array:
    """Lines of equal height at the multiples of a step, from the lowest: rows of height, x1, y1, x2, y2. So where lines are close
    the land is steep.

    `found` is (len(ys), len(xs)). Far above the others, where there would be too many, there are no lines.
    """
    first, last = int(np.ceil(found.min() / step)), int(np.floor(found.max() / step))
    rows = [np.empty((0, 5))]
    for multiple in range(first, min(last, first + MOST_LINES) + 1):
        segments = contour(found, multiple * step, xs, ys)
        rows.append(np.column_stack([np.full(len(segments), multiple * step), segments]))
    return np.concatenate(rows)


def labels(lines: Array, low: float, high: float) -> Array:
    """Where each line's height is written, rows of height, x, y: one above the other where there is room, and never too close.

    `lines` are those of a square map from `low` to `high`.
    """
    span, placed = high - low, [np.full(2, (low + high) / 2)]
    found = []
    for level in np.unique(lines[:, 0]):
        pieces = lines[lines[:, 0] == level]
        places = (pieces[:, 1:3] + pieces[:, 3:5]) / 2
        places = places[(np.abs(places - (low + high) / 2) < 0.44 * span).all(axis=1)]
        others = np.array(placed[1:]).reshape(-1, 1, 2)
        apart = np.abs((places - others) / (0.13 * span, 0.065 * span)).max(axis=2) > 1  # letters are wider than they are high
        places = places[apart.all(axis=0)]
        if len(places):
            placed.append(places[np.hypot(*(places - placed[-1]).T).argmin()])
            found.append([level, *placed[-1]])
    return np.array(found).reshape(-1, 3)


def light(found: Array, xs: Array, ys: Array, top: float) -> Array:
    """How much light falls on each place of the land from the upper left, half-way up the sky: from 0, in the shade, to 1.

    `found` is (len(ys), len(xs)); a height of `top` is drawn as RELIEF of the map's width. Level land gets √½ (Lambert's law).
    """
    up, right = np.gradient(found * (RELIEF * (xs[-1] - xs[0]) / top), ys, xs)
    towards: Array = np.sqrt(0.5) * (1 + (right - up) * np.sqrt(0.5)) / np.sqrt(1 + right**2 + up**2)
    return towards.clip(0, 1)

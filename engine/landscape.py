"""The cost as a landscape over two of a network's parameters: heights on a grid, and lines of equal height."""

import numpy as np
from numpy.typing import NDArray

from engine.layout import locate, make_layout
from engine.network import Network, parameter_shapes

Array = NDArray[np.float64]


def parameter_place(network: Network, path: str) -> int:
    """Where `weights[1][0][2]` or `biases[1][0]` stands in the network's flat parameters; KeyError where there is none."""
    layout = make_layout(network.shape, network.has_biases, network.cost.name)
    place = locate(layout, path) - locate(layout, "weights[1][0][0]")
    if not 0 <= place < len(network.parameters):
        raise KeyError(f'"{path}" is neither a weight nor a bias')
    return place


def outputs_at(network: Network, inputs: Array, parameters: Array) -> Array:
    """What networks of this form with other parameters answer: parameters (m, p) and inputs (n, n_0) give (m, n, n_last)."""
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
    return a


def heights(network: Network, inputs: Array, targets: Array, x: str, y: str, xs: Array, ys: Array) -> Array:
    """The mean cost over the data where two parameters have other values: (len(ys), len(xs)), in one batched pass."""
    parameters = np.tile(network.parameters, (len(xs) * len(ys), 1))
    parameters[:, parameter_place(network, x)] = np.tile(xs, len(ys))
    parameters[:, parameter_place(network, y)] = np.repeat(ys, len(xs))
    costs: Array = network.cost.value(outputs_at(network, inputs, parameters), targets).mean(axis=1)
    return costs.reshape(len(ys), len(xs))


def levels(found: Array, count: int) -> Array:
    """Heights to draw lines at, with as much land between any two of them: high plains have their lines too."""
    heights: Array = np.quantile(found, np.linspace(0, 1, count + 2)[1:-1])
    return heights


def contours(found: Array, xs: Array, ys: Array, at: Array) -> Array:
    """Lines of equal height by marching squares (Lorensen and Cline 1987 in two dimensions): rows of height, x1, y1, x2, y2.

    `found` is (len(ys), len(xs)). In a cell with two lines they are told apart by the height in its middle.
    """
    corners = np.stack([found[:-1, :-1], found[:-1, 1:], found[1:, 1:], found[1:, :-1]], axis=-1)
    rows = []
    for level in at:
        above = corners > level
        crossed = above != np.roll(above, -1, axis=-1)  # the edges of a cell: bottom, right, top, left
        for j, i in np.argwhere(crossed.any(axis=-1)):
            points = [_crossing(corners[j, i], edge, level, xs, ys, i, j) for edge in range(4) if crossed[j, i, edge]]
            if len(points) == 4 and (corners[j, i].mean() > level) != above[j, i, 0]:
                points = [points[3], *points[:3]]
            for first, second in zip(points[::2], points[1::2], strict=True):
                rows.append((level, *first, *second))
    return np.array(rows, dtype=float).reshape(-1, 5)


def _crossing(heights: Array, edge: int, level: float, xs: Array, ys: Array, i: int, j: int) -> tuple[float, float]:
    """Where an edge of the cell (i, j) passes the level, between its two corners."""
    corners = [(xs[i], ys[j]), (xs[i + 1], ys[j]), (xs[i + 1], ys[j + 1]), (xs[i], ys[j + 1])]
    (x1, y1), (x2, y2) = corners[edge], corners[(edge + 1) % 4]
    first, second = float(heights[edge]), float(heights[(edge + 1) % 4])
    along = (level - first) / (second - first)
    return float(x1 + along * (x2 - x1)), float(y1 + along * (y2 - y1))

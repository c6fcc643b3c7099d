"""The cost as a landscape over two of a network's parameters: heights on a grid, and lines of equal height."""

import numpy as np
from numpy.typing import NDArray

from engine.contour import contour
from engine.layout import locate, make_layout
from engine.network import Network, parameter_shapes

Array = NDArray[np.float64]

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


def contours(found: Array, xs: Array, ys: Array, count: int) -> Array:
    """Lines of equal height, rows of height, x1, y1, x2, y2, with as much land between any two of them: high plains have theirs.

    `found` is (len(ys), len(xs)).
    """
    rows = []
    for level in np.quantile(found, np.linspace(0, 1, count + 2)[1:-1]):
        segments = contour(found, float(level), xs, ys)
        rows.append(np.column_stack([np.full(len(segments), level), segments]))
    return np.concatenate(rows)

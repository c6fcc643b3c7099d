"""Questions about a network that change nothing: what it would answer elsewhere, or with other weights.

Add one by adding an entry to QUERIES; a page then asks it by name. Each takes the network, the data it learns from and the
arguments of the question as plain data, and gives one array.
"""

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from engine.contour import contour
from engine.disguises import disguises as all_disguises
from engine.features import lifted
from engine.landscape import contours, equal_steps, heights, labels, light, outputs_at, parameter_place
from engine.network import Network

Array = NDArray[np.float64]

MOST_CELLS = 40_000


class QueryError(ValueError):
    """A question that cannot be answered, with a message for the reader."""


def answers(
    network: Network,
    inputs: Array,
    targets: Array,
    rows: Sequence[Sequence[float]],
    parameters: Sequence[float] | None = None,
) -> Array:
    """The activations of every neuron, layer by layer, for each of these rows of inputs: (rows, neurons); for outputs that the
    cost takes the softmax of, probabilities.

    With `parameters`, what a network of the same form with these weights and biases would answer.
    """
    asked = _asked(network, rows)
    with np.errstate(over="ignore"):
        *before, outputs = _other(network, parameters).forward(asked)[1]
        return np.concatenate([*before, network.answers(outputs)], axis=1)


def _asked(network: Network, rows: Sequence[Sequence[float]]) -> Array:
    """The inputs that these rows of numbers are, or lead to where the inputs are features of points."""
    asked = np.array(rows, dtype=float)
    if asked.ndim != 2 or asked.shape[1] != network.coordinates:
        raise QueryError(f"each row needs {network.coordinates} inputs")
    return lifted(asked, network.features)


def _other(network: Network, parameters: Sequence[float] | None) -> Network:
    """The network itself, or one of its form with other parameters."""
    if parameters is None:
        return network
    values = np.array(parameters, dtype=float)
    if values.shape != network.parameters.shape:
        raise QueryError(f"this network has {len(network.parameters)} weights and biases")
    names = [activation.name for activation in network.activations]
    return Network(network.shape, names, network.cost.name, network.has_biases, values, network.features)


def errors(network: Network, inputs: Array, targets: Array) -> Array:
    """How far the answer to each example is from its targets, on average over the outputs: (examples,)."""
    with np.errstate(over="ignore"):
        found: Array = np.abs(targets - network.forward(inputs)[1][-1]).mean(axis=1)
    return found


def landscape(
    network: Network,
    inputs: Array,
    targets: Array,
    x: str,
    y: str,
    span: Sequence[float],
    count: int,
    scale: Sequence[float] | None = None,
) -> Array:
    """The mean cost over two parameters, named as `weights[1][0][2]`, as all that a map of it needs: one flat array.

    `span` is (low, high), the same for both. First come the costs on a grid of `count` points along each side, one row per value
    of y, and how much light falls there. Then a step from one line of equal cost to the next, the top of the scale, which are
    those of `scale` where it is given, and the number of pieces of lines; of each piece its cost, x1, y1, x2, y2; and last of
    each label a cost, x, y.
    """
    at = np.linspace(span[0], span[1], count)
    try:
        found = heights(network, inputs, targets, x, y, at, at)
    except KeyError as error:
        raise QueryError(str(error.args[0])) from None
    step, top = scale or equal_steps(found)
    lines = contours(found, at, at, step)
    written = labels(lines, span[0], span[1])
    return np.concatenate(
        [found.ravel(), light(found, at, at, top).ravel(), [step, top, len(lines)], lines.ravel(), written.ravel()]
    )


def grid(
    network: Network,
    inputs: Array,
    targets: Array,
    layer: int,
    index: int,
    ranges: Sequence[Sequence[float]],
    sizes: Sequence[int],
) -> Array:
    """What one neuron answers over an even grid: for each input from its range's first number to its last, in so many values.

    The first input changes fastest: for two inputs (sizes[1], sizes[0]), one row per value of the second. An answer is an
    activation or, of an output that the cost takes the softmax of, a probability.
    """
    values, axes = _on_grid(network, layer, ranges, sizes)
    return _of_neuron(network, values, layer, index).reshape(*reversed([len(axis) for axis in axes]))


def boundary(
    network: Network,
    inputs: Array,
    targets: Array,
    layer: int,
    index: int | None,
    ranges: Sequence[Sequence[float]],
    sizes: Sequence[int],
    level: float | None,
) -> Array:
    """Where one neuron's answer is `level`, in the plane of two inputs: line segments (segments, 4), x1, y1, x2, y2.

    With a `level` of None, where its answer stops being the highest of its layer; with an `index` of None too, where any of them
    does. Found between the values of a grid, as `grid` has it.
    """
    if network.coordinates != 2:
        raise QueryError("a boundary needs a network of two inputs")
    values, (x, y) = _on_grid(network, layer, ranges, sizes)
    if level is not None:
        return contour(_of_neuron(network, values, layer, index).reshape(len(y), len(x)), level, x, y)
    count = network.shape[layer]
    leads = [_lead(values, each) for each in (range(count) if index is None else (index,))] if count > 1 else []
    return np.concatenate([np.zeros((0, 4)), *(contour(lead.reshape(len(y), len(x)), 0.0, x, y) for lead in leads)])


def winners(network: Network, inputs: Array, targets: Array, ranges: Sequence[Sequence[float]], sizes: Sequence[int]) -> Array:
    """Which output's answer is the highest, and by how much it leads, from 0 to 1, over a grid as `grid` has it: (2, cells).

    A lead of 1 is that of a probability of 1, or of an output that is 1 above all others.
    """
    values, _ = _on_grid(network, len(network.shape) - 1, ranges, sizes)
    if values.shape[1] < 2:
        raise QueryError("winners need a network of several outputs")
    second, first = np.sort(values, axis=1)[:, -2:].T
    return np.stack([values.argmax(axis=1), np.clip(first - second, 0.0, 1.0)])


def maps(network: Network, inputs: Array, targets: Array, span: Sequence[float], count: int) -> Array:
    """What every neuron, each input too, answers over a square of two inputs: (neurons, count * count), the top row first.

    `span` is (low, high), the same for both inputs.
    """
    if network.coordinates != 2 or count * count > MOST_CELLS:
        raise QueryError("maps need a network of two inputs")
    at = np.linspace(span[0], span[1], count)
    cells = np.stack([np.tile(at, count), np.repeat(at[::-1], count)], axis=1)
    with np.errstate(over="ignore"):
        *inner, outputs = network.forward(lifted(cells, network.features))[1]
    return np.concatenate([*inner, network.answers(outputs)], axis=1).T


def _on_grid(network: Network, layer: int, ranges: Sequence[Sequence[float]], sizes: Sequence[int]) -> tuple[Array, list[Array]]:
    """What a layer answers over a grid, (cells, neurons), and the values of each input on it.

    Raises QueryError where there is no such grid.
    """
    count = network.coordinates
    if len(ranges) != count or len(sizes) != count:
        raise QueryError(f"a grid needs {count} ranges and as many sizes")
    if min(sizes) < 1 or int(np.prod(sizes)) > MOST_CELLS:
        raise QueryError(f"a grid has from 1 to {MOST_CELLS:,} cells")
    if not 0 <= layer < len(network.shape):
        raise QueryError(f"there is no layer {layer}")
    axes = [np.linspace(low, high, size) for (low, high), size in zip(ranges, sizes, strict=True)]
    cells = np.stack([axis.ravel() for axis in np.meshgrid(*reversed(axes), indexing="ij")][::-1], axis=1)
    with np.errstate(over="ignore"):
        found = network.forward(lifted(cells, network.features))[1][layer]
        return network.answers(found) if layer == len(network.shape) - 1 else found, axes


def _of_neuron(network: Network, values: Array, layer: int, index: int | None) -> Array:
    """One neuron's answers out of those of its layer."""
    if index is None or not 0 <= index < network.shape[layer]:
        raise QueryError(f"there is no neuron {index} in layer {layer}")
    return values[:, index]


def _lead(values: Array, index: int) -> Array:
    """How far one neuron's answers are above the highest of the others; 0 where they are level."""
    lead: Array = values[:, index] - np.delete(values, index, axis=1).max(axis=1)
    return lead


def sweep(
    network: Network, inputs: Array, targets: Array, path: str, values: Sequence[float], rows: Sequence[Sequence[float]]
) -> Array:
    """What every output would be if the weight or bias at `path` were each of these values: (rows, outputs, values)."""
    asked, tried = _asked(network, rows), np.array(values, dtype=float)
    parameters = np.tile(network.parameters, (len(tried), 1))
    try:
        parameters[:, parameter_place(network, path)] = tried
    except KeyError as error:
        raise QueryError(str(error.args[0])) from None
    return outputs_at(network, asked, parameters)[1].transpose(1, 2, 0)


def sways(network: Network, inputs: Array, targets: Array, values: Sequence[float], rows: Sequence[Sequence[float]]) -> Array:
    """For each weight and bias in turn, the furthest that any output goes while it alone takes these values: (parameters,).

    Their order is that of the network's parameters, all weights and then all biases.
    """
    asked, tried = _asked(network, rows), np.array(values, dtype=float)
    found = np.empty(len(network.parameters))
    for place in range(len(found)):
        parameters = np.tile(network.parameters, (len(tried), 1))
        parameters[:, place] = tried
        found[place] = np.ptp(outputs_at(network, asked, parameters)[1], axis=0).max()
    return found


def disguises(network: Network, inputs: Array, targets: Array) -> Array:
    """The parameters of every disguise of the network (see engine.disguises): (disguises, parameters)."""
    try:
        return all_disguises(network)
    except ValueError as error:
        raise QueryError(str(error)) from None


QUERIES: dict[str, Callable[..., Array]] = {
    "answers": answers,
    "errors": errors,
    "landscape": landscape,
    "grid": grid,
    "boundary": boundary,
    "winners": winners,
    "maps": maps,
    "sweep": sweep,
    "sways": sways,
    "disguises": disguises,
}


def ask(network: Network, inputs: Array, targets: Array, query: Sequence[Any]) -> Array:
    """Answer `[name, argument, ...]`. Raises QueryError for a question that there is not."""
    if not query or query[0] not in QUERIES:
        raise QueryError(f"There is no question {query[:1]}; there are {', '.join(QUERIES)}.")
    return np.ascontiguousarray(QUERIES[query[0]](network, inputs, targets, *query[1:]), dtype=float)

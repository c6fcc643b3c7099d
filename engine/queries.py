"""Questions about a network that change nothing: what it would answer elsewhere, or with other weights.

Add one by adding an entry to QUERIES; a page then asks it by name. Each takes the network, the data it learns from and the
arguments of the question as plain data, and gives one array.
"""

import re
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from engine.network import Network

Array = NDArray[np.float64]


class QueryError(ValueError):
    """A question that cannot be answered, with a message for the reader."""


def answers(network: Network, inputs: Array, targets: Array, rows: Sequence[Sequence[float]]) -> Array:
    """The activations of every neuron, layer by layer, for each of these rows of inputs: (rows, neurons)."""
    asked = np.array(rows, dtype=float)
    if asked.ndim != 2 or asked.shape[1] != network.shape[0]:
        raise QueryError(f"each row needs {network.shape[0]} inputs")
    with np.errstate(over="ignore"):
        return np.concatenate(network.forward(asked)[1], axis=1)


def sweep(
    network: Network, inputs: Array, targets: Array, path: str, values: Sequence[float], rows: Sequence[Sequence[float]]
) -> Array:
    """What every output would be if the weight or bias at `path` were each of these values: (rows, outputs, values).

    Layers before the parameter answer once, those after it for all rows and values as one batch.
    """
    asked, tried = np.array(rows, dtype=float), np.array(values, dtype=float)
    if asked.ndim != 2 or asked.shape[1] != network.shape[0]:
        raise QueryError(f"each row needs {network.shape[0]} inputs")
    layer, place = _parameter(network, path)
    parameters = network.weights if path.startswith("weights") else network.biases
    with np.errstate(over="ignore"):
        sums, activations = network.forward(asked)
        carried = activations[layer][:, place[1]] if len(place) == 2 else np.ones(len(asked))
        z = np.repeat(sums[layer], len(tried), axis=0)
        z[:, place[0]] += np.outer(carried, tried - parameters[layer][place]).ravel()
        for later in range(layer, len(network.weights)):
            a = network.activations[later](z)
            if later + 1 < len(network.weights):
                z = a @ network.weights[later + 1].T + (network.biases[later + 1] if network.has_biases else 0.0)
    return a.reshape(len(asked), len(tried), -1).transpose(0, 2, 1)


def _parameter(network: Network, path: str) -> tuple[int, tuple[int, ...]]:
    """Which matrix or vector a path such as `weights[1][0][2]` points into, counted from 0, and where in it."""
    found = re.fullmatch(r"(weights|biases)((?:\[\d+\])+)", path)
    layer, *place = [int(index) for index in re.findall(r"\d+", found[2])] if found else [0]
    pieces = network.weights if path.startswith("weights") else network.biases
    if not 1 <= layer <= len(pieces) or len(place) != pieces[layer - 1].ndim:
        raise QueryError(f"{path!r} is not a weight or a bias of this network")
    if any(index >= count for index, count in zip(place, pieces[layer - 1].shape, strict=True)):
        raise QueryError(f"{path!r} is not a weight or a bias of this network")
    return layer - 1, tuple(place)


QUERIES: dict[str, Callable[..., Array]] = {
    "answers": answers,
    "sweep": sweep,
}


def ask(network: Network, inputs: Array, targets: Array, query: Sequence[Any]) -> Array:
    """Answer `[name, argument, ...]`. Raises QueryError for a question that there is not."""
    if not query or query[0] not in QUERIES:
        raise QueryError(f"There is no question {query[:1]}; there are {', '.join(QUERIES)}.")
    return np.ascontiguousarray(QUERIES[query[0]](network, inputs, targets, *query[1:]), dtype=float)

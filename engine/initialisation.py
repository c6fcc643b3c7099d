"""The numbers that a network begins with: explicit ones, or random ones that follow from the seed."""

from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from engine.features import lifted
from engine.network import Network

Array = NDArray[np.float64]


def initialise(network: Network, spec: Mapping[str, Any]) -> tuple[Array, Array]:
    """Fill the network's parameters and give the data (inputs, targets), from explicit values or numpy.random.RandomState(seed).

    Order of the draws: weights of all layers, one row per receiving neuron; then biases; last the inputs where none are given.
    `xavier` is uniform within ±sqrt(6 / (n_in + n_out)) (Glorot and Bengio 2010), `he` normal with variance 2 / n_in
    (He et al. 2015); both leave the biases at zero.
    """
    random = np.random.RandomState(int(spec.get("seed") or 0) % 2**32)
    kind, *bounds = spec.get("init") or ["uniform", -1, 1]
    if kind not in DRAWS:
        raise ValueError(f'unknown init "{kind}"; there are {", ".join(DRAWS)}')

    def draw(shape: tuple[int, ...], fan_in: int, fan_out: int) -> Array:
        return DRAWS[kind](random, shape, fan_in, fan_out, *bounds)

    explicit = spec.get("weights"), spec.get("bias_values")
    for layer, weights in enumerate(network.weights):
        rows, columns = weights.shape
        weights[:] = draw((rows, columns), columns, rows) if explicit[0] is None else _exactly(explicit[0][layer], weights.shape)
    for layer, biases in enumerate(network.biases):
        if explicit[1] is not None:
            biases[:] = _exactly(explicit[1][layer], biases.shape)
        elif kind in ("uniform", "normal"):
            biases[:] = draw(biases.shape, 0, 0)
    if spec.get("data"):
        inputs, targets = spec["data"]["inputs"], spec["data"]["targets"]
    else:
        ranged = bounds if kind == "uniform" else (-1, 1)
        given = spec.get("inputs")
        inputs = [DRAWS["uniform"](random, (network.shape[0],), 0, 0, *ranged) if given is None else given]
        targets = [spec["targets"]]
    count = len(inputs)
    inputs = lifted(np.array(inputs, dtype=float), network.features)
    return _exactly(inputs, (count, network.shape[0])), _exactly(targets, (count, network.shape[-1]))


def _uniform(random: Any, shape: tuple[int, ...], fan_in: int, fan_out: int, low: float = -1, high: float = 1) -> Array:
    drawn: Array = (high - low) * random.random_sample(shape) + low
    return drawn


def _normal(random: Any, shape: tuple[int, ...], fan_in: int, fan_out: int, mean: float = 0, deviation: float = 1) -> Array:
    drawn: Array = mean + deviation * random.standard_normal(shape)
    return drawn


def _xavier(random: Any, shape: tuple[int, ...], fan_in: int, fan_out: int) -> Array:
    reach = float(np.sqrt(6 / (fan_in + fan_out)))
    return _uniform(random, shape, fan_in, fan_out, -reach, reach)


def _he(random: Any, shape: tuple[int, ...], fan_in: int, fan_out: int) -> Array:
    return _normal(random, shape, fan_in, fan_out, 0, float(np.sqrt(2 / fan_in)))


DRAWS = {"uniform": _uniform, "normal": _normal, "xavier": _xavier, "he": _he}


def _exactly(values: Any, shape: tuple[int, ...]) -> Array:
    array = np.array(values, dtype=float)
    if array.shape != shape:
        raise ValueError(f"expected numbers in shape {shape}, not {array.shape}")
    return array

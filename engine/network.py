"""A network is a sequence of matrix multiplications: each layer is a = f(W a + b) of the layer before.

Shapes: layer L has n_L neurons; W_L is (n_L, n_{L-1}), one row per receiving neuron; b_L is (n_L,). Every parameter is a view
into one flat vector, weights of all layers first and then biases, so that an update is a single addition.
"""

import itertools
import math
from collections.abc import Sequence
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from engine.activations import ACTIVATIONS, Activation
from engine.losses import COSTS, Cost

Array = NDArray[np.float64]
T = TypeVar("T")


def checked_shape(shape: Sequence[int]) -> tuple[int, ...]:
    """The shape as a tuple; ValueError for one that makes no network."""
    if len(shape) < 2 or min(shape) < 1:
        raise ValueError("a network needs at least two layers of at least one neuron")
    return tuple(int(count) for count in shape)


def parameter_shapes(shape: Sequence[int], has_biases: bool) -> list[tuple[int, ...]]:
    """The shapes of all weights, then of all biases, layer by layer."""
    weights: list[tuple[int, ...]] = [(into, source) for source, into in itertools.pairwise(shape)]
    return weights + ([(count,) for count in shape[1:]] if has_biases else [])


def views(flat: Array, shapes: Sequence[tuple[int, ...]]) -> list[Array]:
    """Consecutive pieces of a flat vector, each in its own shape and sharing its memory."""
    pieces, start = [], 0
    for shape in shapes:
        size = math.prod(shape)
        pieces.append(flat[start : start + size].reshape(shape))
        start += size
    return pieces


class Network:
    """Weights, biases and the functions between them.

    `features` says what its inputs are, where they are computed from points (see engine.features). Raises ValueError for an
    unknown activation or cost, or a cost whose last layer does not suit it.
    """

    def __init__(
        self,
        shape: Sequence[int],
        activations: Sequence[str],
        cost: str,
        has_biases: bool = True,
        parameters: Array | None = None,
        features: Sequence[str] = (),
    ) -> None:
        self.shape = checked_shape(shape)
        self.cost: Cost = _named(COSTS, cost, "cost")
        self.change_activations(activations)
        self.has_biases = has_biases
        self.features = tuple(features)
        shapes = parameter_shapes(self.shape, has_biases)
        size = sum(math.prod(each) for each in shapes)
        self.parameters: Array = np.zeros(size) if parameters is None else parameters
        pieces = views(self.parameters, shapes)
        self.weights = pieces[: len(self.shape) - 1]
        self.biases = pieces[len(self.shape) - 1 :] if has_biases else []
        self._cut: tuple[Array, list[Array]] = (
            self.parameters,
            pieces,
        )  # the vector that `gradient` wrote into last, and its views

    @property
    def coordinates(self) -> int:
        """How many numbers a point has that the network is asked about: its inputs, or two where these are features of points."""
        return 2 if self.features else self.shape[0]

    def change_activations(self, names: Sequence[str]) -> None:
        """Give every layer the activation of this name; ValueError, with nothing changed, where that makes no network."""
        self.activations = self.suited(names)

    def suited(self, names: Sequence[str]) -> tuple[Activation, ...]:
        """The activations of these names, one per layer; ValueError where this network cannot have them."""
        if len(names) != len(self.shape) - 1:
            raise ValueError(f"{len(self.shape) - 1} layers need as many activations, not {len(names)}")
        found = tuple(_named(ACTIVATIONS, name, "activation") for name in names)
        if self.cost.only_after not in (None, names[-1]):
            raise ValueError(f"the cost {self.cost.name} needs {self.cost.only_after} outputs, not {names[-1]}")
        return found

    def unfit(self, targets: Array) -> str:
        """Why this network's cost is not defined for targets (examples, n_last), or "" where it is."""
        reason = self.cost.unfit(self.activations[-1].name, targets)
        return f"the cost {self.cost.name} {reason}" if reason else ""

    def forward(self, x: Array) -> tuple[list[Array], list[Array]]:
        """Weighted sums z and activations a of every layer for x of shape (examples, n_0); a[0] is x, z[0] belongs to layer 1."""
        sums, activations = [], [x]
        with np.errstate(over="ignore"):
            for layer, (weights, function) in enumerate(zip(self.weights, self.activations, strict=True)):
                z = activations[-1] @ weights.T
                if self.has_biases:
                    z += self.biases[layer]
                sums.append(z)
                activations.append(function.value(z, np.empty_like(z)))
        return sums, activations

    def answers(self, outputs: Array) -> Array:
        """What outputs (..., n_last) are read as: themselves or, where the cost takes their softmax, probabilities."""
        return self.cost.answer(outputs) if self.cost.answer else outputs

    def deltas(self, sums: Sequence[Array], activations: Sequence[Array], t: Array) -> list[Array]:
        """dC/dz of every layer, by back-propagation (Rumelhart, Hinton and Williams 1986); shapes as those of `sums`."""
        o = activations[-1]
        signal = self.cost.fused(o, t) if self.cost.fused else self.cost.derivative(o, t) * self._slope(-1, sums, activations)
        found = [signal]
        for layer in range(len(self.weights) - 1, 0, -1):
            signal = (signal @ self.weights[layer]) * self._slope(layer - 1, sums, activations)
            found.insert(0, signal)
        return found

    def gradient(self, deltas: Sequence[Array], activations: Sequence[Array], out: Array) -> Array:
        """The mean gradient over examples, written into `out`, which is as long as `parameters`."""
        examples = len(activations[0])
        if self._cut[0] is not out:
            self._cut = out, views(out, parameter_shapes(self.shape, self.has_biases))
        pieces = self._cut[1]
        for layer, delta in enumerate(deltas):
            np.divide(delta.T @ activations[layer], examples, out=pieces[layer])
            if self.has_biases:
                biases = pieces[len(deltas) + layer]
                np.add.reduce(delta, axis=0, out=biases)
                biases /= examples
        return out

    def _slope(self, layer: int, sums: Sequence[Array], activations: Sequence[Array]) -> Array:
        z, a = sums[layer], activations[layer + 1 if layer >= 0 else layer]
        with np.errstate(over="ignore"):
            return self.activations[layer].slope(z, a, np.empty_like(z))


def _named(registry: dict[str, T], name: str, kind: str) -> T:
    if name not in registry:
        raise ValueError(f'unknown {kind} "{name}"; there are {", ".join(registry)}')
    return registry[name]

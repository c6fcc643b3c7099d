"""Learning: one example's pass forward and back in preallocated buffers, and the rule that turns gradients into updates."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from engine.network import Network, parameter_shapes, views

Array = NDArray[np.float64]

UPDATES = ("online", "batch", "mini-batch")
RATES = ("rate", "bias_rate", "momentum", "l1", "l2")


class Pass:
    """One example on its way through a network, in buffers that are reused.

    `activations[0]` takes the inputs; `sums`, `activations` and `deltas` are vectors per layer, `gradient` is flat, in the
    order of the network's parameters.
    """

    def __init__(
        self, network: Network, activations: Sequence[Array], sums: Sequence[Array], deltas: Sequence[Array], gradient: Array
    ) -> None:
        self.network = network
        self.activations, self.sums, self.deltas, self.gradient = list(activations), list(sums), list(deltas), gradient
        self._slopes = [np.empty_like(z) for z in sums]
        pieces = views(gradient, parameter_shapes(network.shape, network.has_biases))
        layers = len(network.weights)
        self._weight_gradients, self._bias_gradients = pieces[:layers], pieces[layers:]
        self._transposed = [weights.T for weights in network.weights]
        self._columns = [delta[:, None] for delta in self.deltas]
        self._rows = [a[None, :] for a in self.activations]

    @classmethod
    def of(cls, network: Network) -> "Pass":
        """A pass with buffers of its own."""

        def vectors(counts: Sequence[int]) -> list[Array]:
            return [np.zeros(count) for count in counts]

        shape = network.shape
        return cls(network, vectors(shape), vectors(shape[1:]), vectors(shape[1:]), np.zeros_like(network.parameters))

    def forward(self) -> None:
        """Fill `sums` and `activations` from `activations[0]`."""
        network = self.network
        for layer, weights in enumerate(network.weights):
            z = self.sums[layer]
            np.dot(weights, self.activations[layer], out=z)
            if network.has_biases:
                z += network.biases[layer]
            network.activations[layer].value(z, self.activations[layer + 1])

    def backward(self, t: Array) -> None:
        """Fill `deltas` and `gradient` for targets `t`, from the last forward pass and the weights as they are now."""
        network, cost, o = self.network, self.network.cost, self.activations[-1]
        last = len(network.weights) - 1
        if cost.fused:
            np.copyto(self.deltas[last], cost.fused(o, t))
        else:
            np.multiply(cost.derivative(o, t), self._slope(last), out=self.deltas[last])
        for layer in range(last - 1, -1, -1):
            np.dot(self._transposed[layer + 1], self.deltas[layer + 1], out=self.deltas[layer])
            self.deltas[layer] *= self._slope(layer)
        for layer, column in enumerate(self._columns):
            np.multiply(column, self._rows[layer], out=self._weight_gradients[layer])
            if network.has_biases:
                np.copyto(self._bias_gradients[layer], self.deltas[layer])

    def _slope(self, layer: int) -> Array:
        return self.network.activations[layer].slope(self.sums[layer], self.activations[layer + 1], self._slopes[layer])


def check_rate(name: str, value: float) -> None:
    """ValueError for a learning rate, momentum or penalty that makes no descent; `name` is its name in a specification."""
    if name == "momentum" and not 0 <= value < 1:
        raise ValueError(f"momentum is at least 0 and less than 1, not {value:g}")
    if not value >= 0:
        words = {"rate": "a learning rate", "bias_rate": "a learning rate"}.get(name, name)
        raise ValueError(f"{words} is never less than 0, and so not {value:g}")


@dataclass(frozen=True)
class Rates:
    """Step sizes: `weights` for weights, `biases` for biases (None: the same); `momentum` is the share of the velocity kept.

    `l1` and `l2` are how strongly large weights are held back: the cost has l1 Σ|w| + ½ l2 Σw² over all weights added to it
    (Goodfellow, Bengio and Courville 2016, chapter 7). Biases are left alone. Raises ValueError for what `check_rate` refuses.
    """

    weights: float
    biases: float | None = None
    momentum: float = 0.0
    l1: float = 0.0
    l2: float = 0.0

    def __post_init__(self) -> None:
        of_biases = self.weights if self.biases is None else self.biases
        for name, value in zip(RATES, (self.weights, of_biases, self.momentum, self.l1, self.l2), strict=True):
            check_rate(name, value)

    def penalty(self, weights: Array) -> float:
        """What is added to the cost for the size of the weights."""
        return float(self.l1 * np.abs(weights).sum() + 0.5 * self.l2 * (weights * weights).sum())

    def per_parameter(self, network: Network) -> Array:
        """The negative step size of every parameter, flat."""
        shapes = parameter_shapes(network.shape, network.has_biases)
        layers = len(network.weights)
        sizes = [int(np.prod(shape)) for shape in shapes]
        biases = self.weights if self.biases is None else self.biases
        return -np.repeat([self.weights, biases], [sum(sizes[:layers]), sum(sizes[layers:])])


class Descent:
    """Gradient descent with momentum (Polyak 1964): v = m v + g, and each parameter moves by -rate v.

    The l2 penalty is part of g. The l1 penalty then draws every weight nearer to 0 by rate l1, and no further than 0: the soft
    threshold of proximal gradient descent (Parikh and Boyd 2014, section 4.2), which leaves weights at exactly 0. `velocity` is
    flat, in the order of the network's parameters; `update` is the last move, or the one proposed.
    """

    def __init__(self, network: Network, rates: Rates, update: Array | None = None) -> None:
        self.network = network
        self.velocity = np.zeros_like(network.parameters)
        self._count = sum(weights.size for weights in network.weights)
        self.update = np.zeros_like(network.parameters) if update is None else update
        self.set_rates(rates)

    def set_rates(self, rates: Rates) -> None:
        self.rates = rates
        self._steps = rates.per_parameter(self.network)

    @property
    def weights(self) -> Array:
        """All weights, flat."""
        return self.network.parameters[: self._count]

    def propose(self, gradient: Array, out: Array) -> None:
        """Write into `update` what `apply` would add and, where it is -rate times of something, that into `out`; change nothing
        else. Without momentum and penalties that is the gradient."""
        np.multiply(self.rates.momentum, self.velocity, out=out)
        out += self._held_back(gradient)
        np.multiply(self._steps, out, out=self.update)
        if self.rates.l1 and self.rates.weights:
            self._draw_to_zero()
            np.divide(self.update[: self._count], -self.rates.weights, out=out[: self._count])

    def _held_back(self, gradient: Array) -> Array:
        """The gradient with what the squares of the weights add to it."""
        if not self.rates.l2:
            return gradient
        held = gradient.copy()
        held[: self._count] += self.rates.l2 * self.weights
        return held

    def _draw_to_zero(self) -> None:
        """Let `update` lead each weight nearer to 0 by as much as l1 says, and no further than 0."""
        update = self.update[: self._count]
        reached = self.weights + update
        nearer = np.maximum(np.abs(reached) - self.rates.weights * self.rates.l1, 0.0)
        np.subtract(np.copysign(nearer, reached), self.weights, out=update)

    def apply(self, gradient: Array) -> None:
        """Move every parameter of the network by one step against `gradient`."""
        gradient = self._held_back(gradient)
        if self.rates.momentum:
            self.velocity *= self.rates.momentum
            self.velocity += gradient
            np.multiply(self._steps, self.velocity, out=self.update)
        else:
            np.copyto(self.velocity, gradient)
            np.multiply(self._steps, gradient, out=self.update)
        if self.rates.l1:
            self._draw_to_zero()
        self.network.parameters += self.update


@dataclass
class Place:
    """Where training stands: completed cycles, the position in the cycle, and the outputs met in it so far."""

    cycle: int
    position: int
    met: Array
    counted: int
    error: float | None

    def copy(self) -> "Place":
        return Place(self.cycle, self.position, self.met.copy(), self.counted, self.error)


class Trainer:
    """Takes a network through a data set, one update at a time.

    `inputs` is (examples, n_0), `targets` (examples, n_last). The order of a mini-batch cycle is shuffled by the seed and the
    cycle's number, so that it can be found again without keeping a generator's state.
    """

    def __init__(
        self, network: Network, descent: Descent, inputs: Array, targets: Array, update: str, batch_size: int, seed: int
    ) -> None:
        self.network, self.descent = network, descent
        self.update, self.seed, self._asked_size = update, seed, batch_size
        self._pass = Pass.of(network)
        self.place = Place(0, 0, np.zeros_like(targets), 0, None)
        self.change_data(inputs, targets)

    def change_data(self, inputs: Array, targets: Array) -> None:
        """Learn from other examples: the cycle that was under way starts again."""
        self.inputs, self.targets = inputs, targets
        self.batch_size = {"online": 1, "batch": len(inputs)}.get(self.update, min(self._asked_size, len(inputs)))
        self.place = Place(self.place.cycle, 0, np.zeros_like(targets), 0, None)
        self._order: tuple[int, NDArray[np.intp]] = (-1, np.arange(len(inputs)))

    @property
    def order(self) -> NDArray[np.intp]:
        """The examples in the order in which the current cycle meets them."""
        if self.update == "mini-batch" and self._order[0] != self.place.cycle:
            generator = np.random.RandomState([self.seed % 2**32, self.place.cycle])
            self._order = (self.place.cycle, generator.permutation(len(self.inputs)))
        return self._order[1]

    @property
    def batch(self) -> NDArray[np.intp]:
        """The examples that the next update learns from."""
        return self.order[self.place.position : self.place.position + self.batch_size]

    def turn_to(self, example: int) -> None:
        """Let the next update begin at this example; a batch stays the whole data set."""
        if self.update != "batch":
            self.place.position = int(np.flatnonzero(self.order == example)[0])
            self.place.counted = 0

    def steps(self, count: int) -> None:
        """Make `count` updates, each of them moving on through the data."""
        with np.errstate(over="ignore"):
            if self.batch_size == 1:
                self._online(count)
            else:
                for _ in range(count):
                    self._batch()

    def count_whole_cycle(self) -> None:
        """Count the update that is about to be made by hand, if it learns from the whole data set and so is a cycle."""
        batch = self.batch
        if len(batch) == len(self.inputs):
            self.place.met[batch] = self.network.forward(self.inputs[batch])[1][-1]
            self._advance(len(batch))

    def gradient(self, out: Array) -> Array:
        """The gradient of the next update's batch under the current weights, into `out`."""
        batch = self.batch
        sums, activations = self.network.forward(self.inputs[batch])
        deltas = self.network.deltas(sums, activations, self.targets[batch])
        return self.network.gradient(deltas, activations, out)

    def _online(self, count: int) -> None:
        one, apply, inputs, targets = self._pass, self.descent.apply, self.inputs, self.targets
        into, answer, gradient, place = one.activations[0], one.activations[-1], one.gradient, self.place
        for _ in range(count):
            example = self.order[place.position]
            into[:] = inputs[example]
            one.forward()
            one.backward(targets[example])
            apply(gradient)
            place.met[example] = answer
            self._advance(1)

    def _batch(self) -> None:
        batch, one = self.batch, self._pass
        sums, activations = self.network.forward(self.inputs[batch])
        deltas = self.network.deltas(sums, activations, self.targets[batch])
        self.descent.apply(self.network.gradient(deltas, activations, one.gradient))
        self.place.met[batch] = activations[-1]
        self._advance(len(batch))

    def _advance(self, count: int) -> None:
        place = self.place
        place.counted += count
        place.position += count
        if place.position < len(self.inputs):
            return
        if place.counted >= len(self.inputs):
            place.error = float(np.abs(self.targets - self.network.answers(place.met)).mean())
        place.cycle, place.position, place.counted = place.cycle + 1, 0, 0

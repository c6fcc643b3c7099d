"""Cost functions: what a network's outputs are worth against their targets, and how that changes with each output.

Add one by adding an entry to COSTS. Arrays have shape (outputs,) or (examples, outputs); costs are per example.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]

TINY = float(np.finfo(np.float64).tiny)


@dataclass(frozen=True)
class Cost:
    """`value(z, o, t)` is the cost of each example, from the sums of the last layer, its outputs and their targets;
    `derivative(o, t)` is dC/do. All have one shape. A sum says what an output that has come to 0 or 1 cannot say any more.

    `signal` writes the error signal that an output starts from, which is dC/do, or dC/dz where there is `fused`: {o}, {t} and
    {p} stand for an output, its target and its share by softmax, {sum} for the sum of all targets.
    `only_after` names the one activation that the last layer must have, if the cost needs one; then `fused(o, t)` is dC/dz
    through that activation, which stays exact where the activation is flat. `least_outputs` and `targets`, from the lowest to the
    highest, are what it is defined for. `answer(o)` is what outputs stand for, where that is not themselves.
    """

    name: str
    formula: str
    signal: str
    value: Callable[[Array, Array, Array], Array]
    derivative: Callable[[Array, Array], Array]
    only_after: str | None = None
    fused: Callable[[Array, Array], Array] | None = None
    least_outputs: int = 1
    targets: tuple[float, float] = (-np.inf, np.inf)
    answer: Callable[[Array], Array] | None = None

    def unfit(self, activation: str, targets: Array) -> str:
        """Why outputs of this activation, with targets of shape (examples, outputs), cannot have this cost; "" where they can."""
        low, high = self.targets
        if self.only_after not in (None, activation):
            return f"needs {self.only_after} outputs"
        if targets.shape[-1] < self.least_outputs:
            return f"needs {self.least_outputs} outputs or more"
        if targets.size and (targets.min() < low or targets.max() > high):
            return f"needs targets from {low:g} to {high:g}"
        return ""


def softmax(z: Array) -> Array:
    """e^z / Σ e^z over the last axis, shifted by the largest so that nothing overflows."""
    powers = np.exp(z - z.max(axis=-1, keepdims=True))
    shares: Array = powers / powers.sum(axis=-1, keepdims=True)
    return shares


def _squared_error(z: Array, o: Array, t: Array) -> Array:
    difference = o - t
    half: Array = 0.5 * (difference * difference).sum(axis=-1)
    return half


def _difference(o: Array, t: Array) -> Array:
    return o - t


def _cross_entropy(z: Array, o: Array, t: Array) -> Array:
    """softplus(z) − t z, in two parts that never cancel out: −ln o = softplus(−z) and −ln(1 − o) = softplus(z)."""
    surprise: Array = (t * np.logaddexp(-z, 0.0) + (1.0 - t) * np.logaddexp(z, 0.0)).sum(axis=-1)
    return surprise


def _cross_entropy_derivative(o: Array, t: Array) -> Array:
    slope: Array = (o - t) / np.maximum(o * (1.0 - o), TINY)
    return slope


def _softmax_cross_entropy(z: Array, o: Array, t: Array) -> Array:
    shifted = o - o.max(axis=-1, keepdims=True)
    log_shares = shifted - np.log(np.exp(shifted).sum(axis=-1, keepdims=True))
    surprise: Array = -(t * log_shares).sum(axis=-1) + 0.0
    return surprise


def _softmax_cross_entropy_derivative(o: Array, t: Array) -> Array:
    slope: Array = softmax(o) * t.sum(axis=-1, keepdims=True) - t
    return slope


_ENTRIES = (
    Cost("squared-error", "½ Σ (t − o)²", "{o} − {t}", _squared_error, _difference),
    Cost(
        "cross-entropy",
        "−Σ (t ln o + (1 − t) ln(1 − o))",
        "{o} − {t}",
        _cross_entropy,
        _cross_entropy_derivative,
        "sigmoid",
        _difference,
        targets=(0.0, 1.0),
    ),
    Cost(
        "softmax-cross-entropy",
        "−Σ t ln p, p = softmax(o)",
        "{p} × {sum} − {t}",
        _softmax_cross_entropy,
        _softmax_cross_entropy_derivative,
        least_outputs=2,
        targets=(0.0, 1.0),
        answer=softmax,
    ),
)

COSTS: dict[str, Cost] = {entry.name: entry for entry in _ENTRIES}

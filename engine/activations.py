"""Activation functions: each entry holds a function and its derivative together, so that neither can change alone.

Add one by adding an entry to ACTIVATIONS: its option, its place in the guide and its gradient test follow.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]


@dataclass(frozen=True)
class Activation:
    """One function applied to each weighted sum on its own.

    `value(z, out)` writes a = f(z) into `out` and returns it; `slope(z, a, out)` does the same with f'(z), given both z and
    a = f(z) since most slopes are cheaper from a. All three arrays have the same shape; `out` must be neither z nor a.
    """

    name: str
    symbol: str
    formula: str
    value: Callable[[Array, Array], Array]
    slope: Callable[[Array, Array, Array], Array]

    def __call__(self, z: Array) -> Array:
        """f(z) in a new array."""
        with np.errstate(over="ignore"):
            return self.value(z, np.empty_like(z))


def _sigmoid(z: Array, out: Array) -> Array:
    np.negative(z, out=out)
    np.exp(out, out=out)  # may overflow to infinity for z < -709, whose reciprocal is the right limit, 0
    out += 1.0
    return np.reciprocal(out, out=out)


def _sigmoid_slope(z: Array, a: Array, out: Array) -> Array:
    np.subtract(1.0, a, out=out)
    out *= a
    return out


def _tanh(z: Array, out: Array) -> Array:
    return np.tanh(z, out=out)


def _tanh_slope(z: Array, a: Array, out: Array) -> Array:
    np.multiply(a, a, out=out)
    return np.subtract(1.0, out, out=out)


def _relu(z: Array, out: Array) -> Array:
    return np.maximum(z, 0.0, out=out)


def _relu_slope(z: Array, a: Array, out: Array) -> Array:
    return np.greater(z, 0.0, out=out, casting="unsafe")


def _softplus(z: Array, out: Array) -> Array:
    return np.logaddexp(z, 0.0, out=out)


def _softplus_slope(z: Array, a: Array, out: Array) -> Array:
    return _sigmoid(z, out)


def _linear(z: Array, out: Array) -> Array:
    np.copyto(out, z)
    return out


def _linear_slope(z: Array, a: Array, out: Array) -> Array:
    out.fill(1.0)
    return out


_ENTRIES = (
    Activation("sigmoid", "σ", "1 / (1 + e^(−z))", _sigmoid, _sigmoid_slope),
    Activation("tanh", "tanh", "(e^z − e^(−z)) / (e^z + e^(−z))", _tanh, _tanh_slope),
    Activation("relu", "relu", "max(0, z)", _relu, _relu_slope),
    Activation("softplus", "softplus", "ln(1 + e^z)", _softplus, _softplus_slope),
    Activation("linear", "", "z", _linear, _linear_slope),
)

ACTIVATIONS: dict[str, Activation] = {entry.name: entry for entry in _ENTRIES}

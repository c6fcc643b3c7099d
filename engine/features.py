"""What a network may be given in place of a point's two coordinates, as in TensorFlow Playground (Smilkov and Carter 2016)."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]


@dataclass(frozen=True)
class Feature:
    """`value(x, y)` is computed from both coordinates, arrays of one shape; `symbol` is how it is written."""

    name: str
    symbol: str
    value: Callable[[Array, Array], Array]


_ENTRIES = (
    Feature("x1", "x₁", lambda x, y: x),
    Feature("x2", "x₂", lambda x, y: y),
    Feature("x1^2", "x₁²", lambda x, y: x * x),
    Feature("x2^2", "x₂²", lambda x, y: y * y),
    Feature("x1*x2", "x₁x₂", lambda x, y: x * y),
    Feature("sin(x1)", "sin x₁", lambda x, y: np.sin(x)),
    Feature("sin(x2)", "sin x₂", lambda x, y: np.sin(y)),
)

FEATURES: dict[str, Feature] = {entry.name: entry for entry in _ENTRIES}
PLAIN = ("x1", "x2")


def symbols(features: Sequence[str]) -> list[str]:
    """How the inputs of a network of points are written: its features, or the two coordinates."""
    return [FEATURES[name].symbol for name in features or PLAIN]


def lifted(points: Array, features: Sequence[str]) -> Array:
    """The features of points (n, 2), one column each: (n, features); without features the points as they are."""
    if not features:
        return points
    x, y = points[:, 0], points[:, 1]
    return np.stack([FEATURES[name].value(x, y) for name in features], axis=1)

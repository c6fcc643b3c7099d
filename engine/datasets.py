"""Small data sets to learn from, seeded: the same seed gives the same points everywhere.

Each function returns (inputs, targets), float64 arrays of shape (examples, inputs) and (examples, 1). Points in the plane lie
about within ±6, as in TensorFlow Playground (Smilkov and Carter 2016), whose shapes these follow; classes are 0 and 1.
"""

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]
Data = tuple[Array, Array]

DECIMALS = 4  # of generated numbers, so that a page is not mostly digits


def xor_with_distractor() -> Data:
    """Seven of the eight rows of three bits; the target is the exclusive or of the first two, and the third means nothing."""
    bits = np.array([[0, 0, 1], [0, 1, 1], [1, 0, 1], [0, 1, 0], [1, 0, 0], [1, 1, 1], [0, 0, 0]], dtype=float)
    return bits, _column(bits[:, 0] != bits[:, 1])


def xor(count: int, noise: float = 0.0, seed: int = 0) -> Data:
    """Points of a square of side 10, of class 1 where both coordinates have the same sign; a gap of 0.3 along the axes."""
    random = np.random.RandomState(seed)
    points = random.uniform(-5, 5, (count, 2))
    points += np.where(points > 0, 0.3, -0.3)
    seen = points + random.uniform(-5, 5, (count, 2)) * noise
    return points, _column(seen[:, 0] * seen[:, 1] >= 0)


def circle(count: int, noise: float = 0.0, seed: int = 0) -> Data:
    """A disc of radius 2.5 of class 1 inside a ring from 3.5 to 5 of class 0."""
    random = np.random.RandomState(seed)
    inside = np.arange(count) < count // 2
    radius = np.where(inside, random.uniform(0, 2.5, count), random.uniform(3.5, 5, count))
    angle = random.uniform(0, 2 * np.pi, count)
    points = np.stack([radius * np.sin(angle), radius * np.cos(angle)], axis=1)
    seen = points + random.uniform(-5, 5, (count, 2)) * noise
    return points, _column(np.hypot(seen[:, 0], seen[:, 1]) < 2.5)


def gauss(count: int, noise: float = 0.0, seed: int = 0) -> Data:
    """Two round clouds, of class 1 about (2, 2) and of class 0 about (-2, -2); `noise` widens them."""
    random = np.random.RandomState(seed)
    positive = np.arange(count) < count // 2
    centre = np.where(positive, 2.0, -2.0)[:, None]
    return centre + random.standard_normal((count, 2)) * (0.7 + 3 * noise), _column(positive)


def spiral(count: int, noise: float = 0.0, seed: int = 0) -> Data:
    """Two arms that wind about each other for one and three quarter turns."""
    random = np.random.RandomState(seed)
    half = count // 2
    arms = []
    for start, size in ((0.0, half), (np.pi, count - half)):
        along = np.arange(size) / max(size, 1)
        angle = 1.75 * along * 2 * np.pi + start
        arms.append(np.stack([5 * along * np.sin(angle), 5 * along * np.cos(angle)], axis=1))
    points = np.concatenate(arms)
    return points + random.uniform(-1, 1, (count, 2)) * noise, _column(np.arange(count) < half)


def moons(count: int, noise: float = 0.0, seed: int = 0) -> Data:
    """Two half circles of radius 3 that reach into each other."""
    random = np.random.RandomState(seed)
    half = count // 2
    upper, lower = np.linspace(0, np.pi, half), np.linspace(0, np.pi, count - half)
    above = np.stack([3 * np.cos(upper) - 1.5, 3 * np.sin(upper) - 0.75], axis=1)
    below = np.stack([3 * np.cos(lower) + 1.5, 0.75 - 3 * np.sin(lower)], axis=1)
    points = np.concatenate([above, below])
    return points + random.standard_normal((count, 2)) * noise, _column(np.arange(count) < half)


def plane(count: int, noise: float = 0.0, seed: int = 0) -> Data:
    """For regression: the target rises from -1 to 1 along the diagonal of a square of side 12."""
    random = np.random.RandomState(seed)
    points = random.uniform(-6, 6, (count, 2))
    seen = points + random.uniform(-6, 6, (count, 2)) * noise
    return points, (seen.sum(axis=1) / 12)[:, None]


def generated(name: str, count: int, noise: float, seed: int) -> Data:
    """A set by its name, rounded to 4 decimals, in an order that has nothing to do with the classes."""
    order = np.random.RandomState(seed).permutation(count)
    inputs, targets = (np.round(part[order], DECIMALS) + 0.0 for part in DATASETS[name](count, noise, seed))
    return inputs, targets


def kept_aside(count: int, share: float, seed: int) -> list[int]:
    """Which of `count` examples a shuffle keeps aside for testing: that share of them, and at least one on either side."""
    kept = min(max(round(count * share), 1), count - 1) if share else 0
    return sorted(np.random.RandomState(seed).permutation(count)[:kept].tolist())


def _column(members: NDArray[np.bool_]) -> Array:
    return np.asarray(members, dtype=float)[:, None]


DATASETS: dict[str, Callable[[int, float, int], Data]] = {
    "xor": xor,
    "circle": circle,
    "gauss": gauss,
    "spiral": spiral,
    "moons": moons,
    "plane": plane,
}

REGRESSION = ("plane",)  # sets whose targets are numbers and not classes

"""The axes of a plane of data: what they span, and the round numbers that stand on them."""

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from site_builder.formats import format_number

Array = NDArray[np.float64]
Range = tuple[float, float]

MARGIN = 0.1  # of the data's extent, on each side


@dataclass(frozen=True)
class Axis:
    """One axis: what it spans in the data and on the drawing, where its ticks stand, and its name."""

    name: str
    low: float
    high: float
    start: float
    length: float

    @property
    def step(self) -> float:
        """Between two ticks: 1, 2 or 5 times a power of ten, for about five ticks."""
        return round_step((self.high - self.low) / 7)

    @property
    def ticks(self) -> list[tuple[float, str]]:
        """Where each tick stands, and its number."""
        first, last = math.ceil(self.low / self.step - 1e-9), math.floor(self.high / self.step + 1e-9)
        decimals = max(0, -math.floor(math.log10(self.step) + 1e-9))
        numbers = [place * self.step for place in range(first, last + 1)]
        return [(round(self.at(number), 2), format_number(number + 0.0, f".{decimals}f")) for number in numbers]

    def at(self, value: float) -> float:
        """The place on the drawing; an axis of negative length runs upwards."""
        return self.start + (value - self.low) / (self.high - self.low) * self.length


def span(values: Array) -> Range:
    """From the lowest to the highest with a margin, in round numbers; never less than what the values take."""
    low, high = float(values.min()), float(values.max())
    extent = (high - low) or 2.0
    unit = round_step(extent / 10)
    margin = MARGIN * extent if high > low else 1.0
    outer = (round(round(end / unit) * unit, 12) for end in (low - margin, high + margin))
    return min(low, next(outer)), max(high, next(outer))


def round_step(about: float) -> float:
    power = 10.0 ** math.floor(math.log10(about))
    return next(float(factor * power) for factor in (1, 2, 5, 10) if factor * power >= about * 0.999)


def centres(axis: Axis, cells: int) -> Range:
    """From the centre of the first cell to that of the last, where cells fill the axis."""
    half = (axis.high - axis.low) / cells / 2
    return axis.low + half, axis.high - half

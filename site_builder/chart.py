"""Where numbers stand on a chart: scales and their ticks. browser/chart.js has the same ones, for charts that grow."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

TICKS = 5


@dataclass(frozen=True)
class Scale:
    """Places numbers from `low` to `high` between two pixels `start` and `end`.

    A logarithmic scale begins at 0: it places log(1 + v), so that what had not begun yet has a place too.
    """

    low: float
    high: float
    start: float
    end: float
    log: bool = False

    def __call__(self, value: float) -> float:
        along = (self._bent(value) - self._bent(self.low)) / (self._bent(self.high) - self._bent(self.low))
        return round(self.start + along * (self.end - self.start), 2)

    def invert(self, place: float) -> float:
        """The number at a pixel."""
        along = self._bent(self.low) + (place - self.start) / (self.end - self.start) * (
            self._bent(self.high) - self._bent(self.low)
        )
        return math.expm1(along) if self.log else along

    def _bent(self, value: float) -> float:
        return math.log1p(max(value, 0.0)) if self.log else value

    @property
    def ticks(self) -> list[float]:
        """0 and powers of ten, or multiples of 1, 2 or 5 times a power of ten."""
        if self.log:
            return [0.0, *(10.0**power for power in range(8) if 10**power <= self.high)]
        step = _nice((self.high - self.low) / TICKS)
        first = math.ceil(self.low / step - 1e-9)
        return [round(step * number, 12) for number in range(first, math.floor(self.high / step + 1e-9) + 1)]


def _nice(step: float) -> float:
    power: float = 10.0 ** math.floor(math.log10(step))
    return next(factor * power for factor in (1, 2, 5, 10) if factor * power >= step * (1 - 1e-9))


def tick_text(value: float, share: bool = False) -> str:
    """`0.25`, `1,000`, `60k`, or `25%` of a share: short enough to stand under an axis."""
    if share:
        return f"{tick_text(round(value * 100, 6))}%"
    if abs(value) >= 10_000:
        return f"{value / 1000:g}k"
    return (f"{value:,.0f}" if abs(value) >= 1000 else f"{value:g}").replace("-", "−")


def path(points: list[tuple[float, float]], x: Scale, y: Scale) -> str:
    """An SVG path through the points."""
    return "M" + "L".join(f"{x(a):g} {y(b):g}" for a, b in points) if points else ""


def spread(wanted: Sequence[float], gap: float, low: float, high: float) -> list[float]:
    """Places near the wanted ones, in their order, at least `gap` apart; between `low` and `high` as far as there is room."""
    order = sorted(range(len(wanted)), key=lambda each: wanted[each])
    found = [0.0] * len(wanted)
    floor = low
    for each in order:
        found[each] = floor = max(wanted[each], floor)
        floor += gap
    ceiling = high
    for each in reversed(order):
        found[each] = ceiling = min(found[each], ceiling)
        ceiling -= gap
    return [round(place, 2) for place in found]

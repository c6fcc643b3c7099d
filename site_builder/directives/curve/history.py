"""What the build goes through for a curve: the values at so many cycles, more of them where the curve bends."""

import itertools
from collections.abc import Callable, Iterable, Mapping

import numpy as np
from numpy.typing import NDArray

from site_builder.chart import Scale

Values = NDArray[np.float64]
Gap = tuple[int, int]

FIRST = 33  # cycles, evenly along the scale
MOST = 200
OFF, RISE = 0.5, 8.0  # pixels that a curve may run beside its chord, and that a chord may rise


def sampled(evaluate: Callable[[Iterable[int]], Mapping[int, Values]], x: Scale, height: float) -> list[tuple[int, Values]]:
    """(cycle, values) along the scale `x`: so many that straight lines between them are the curves, as far as one can see.

    `evaluate(cycles)` gives the values of all curves after each of these cycles, and `height` is that of the chart in pixels.
    Each gap between two cycles is halved as long as a curve leaves its chord there, or the chord is so steep that it might.
    """
    found = dict(evaluate({round(x.invert(place)) for place in np.linspace(x.start, x.end, FIRST)}))
    gaps = list(itertools.pairwise(sorted(found)))
    while gaps and len(found) < MOST:
        middles = {gap: round(x.invert((x(gap[0]) + x(gap[1])) / 2)) for gap in gaps}
        middles = {gap: middle for gap, middle in middles.items() if gap[0] < middle < gap[1]}
        found |= evaluate(middles.values())
        per_pixel = max(max(values.max() for values in found.values()), 1e-12) / height
        need = {gap: _need(found, gap, middle, x) / per_pixel for gap, middle in middles.items()}
        worst = sorted((gap for gap in need if need[gap] > 1), key=lambda gap: -need[gap])[: (MOST - len(found)) // 2]
        gaps = [half for first, last in worst for half in itertools.pairwise((first, middles[first, last], last))]
    return sorted(found.items())


def _need(found: Mapping[int, Values], gap: Gap, middle: int, x: Scale) -> float:
    """By how much the curves leave their chord in a gap, or rise in it, as a multiple of what may be."""
    first, last = gap
    rise = found[last] - found[first]
    chord = found[first] + (x(middle) - x(first)) / (x(last) - x(first)) * rise
    return float(max(np.abs(found[middle] - chord).max() / OFF, np.abs(rise).max() / RISE))

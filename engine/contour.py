"""Where a function over the plane takes a given value: marching squares (Lorensen and Cline 1987, in two dimensions)."""

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]


def contour(values: Array, level: float, x: Array, y: Array) -> Array:
    """Line segments, (segments, 4) as x1, y1, x2, y2, along which `values` is `level`.

    `values` is (len(y), len(x)). Each square of four neighbours is crossed by none, one or two segments between its sides, whose
    ends are found by linear interpolation.
    """
    columns, rows = np.meshgrid(x, y)
    corners = [(slice(None, -1), slice(None, -1)), (slice(None, -1), slice(1, None)),
               (slice(1, None), slice(1, None)), (slice(1, None), slice(None, -1))]  # fmt: skip
    heights = [values[corner] for corner in corners]
    places = [np.stack([columns[corner], rows[corner]], axis=-1) for corner in corners]
    ends, crossed = [], []
    for one, other in ((0, 1), (1, 2), (2, 3), (3, 0)):
        rise = heights[other] - heights[one]
        share = np.divide(level - heights[one], rise, out=np.zeros_like(rise), where=rise != 0)
        ends.append(places[one] + share[..., None] * (places[other] - places[one]))
        crossed.append((heights[one] >= level) != (heights[other] >= level))
    return _joined(np.stack(ends, axis=-2), np.stack(crossed, axis=-1), np.mean(heights, axis=0) >= level, heights[0] >= level)


def _joined(ends: Array, crossed: NDArray[np.bool_], middle: NDArray[np.bool_], first: NDArray[np.bool_]) -> Array:
    """Segments between the crossed sides of each square; where all four are, the middle says which corners belong together."""
    count = crossed.sum(axis=-1)
    single = count == 2
    sides = np.argsort(~crossed[single], axis=-1, kind="stable")[:, :2]
    found = [np.take_along_axis(ends[single], sides[..., None], axis=1)]
    for saddle, pairs in (
        ((count == 4) & (middle == first), ((0, 1), (2, 3))),
        ((count == 4) & (middle != first), ((0, 3), (1, 2))),
    ):
        found += [ends[saddle][:, list(pair)] for pair in pairs]
    return np.concatenate(found).reshape(-1, 4)

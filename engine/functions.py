"""What a page may compute that is no network: plain data in, one array of numbers out.

Add one by adding an entry to FUNCTIONS; a page then calls it by name.
"""

import json
from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

from engine.life import step

Array = NDArray[np.float64]


class FunctionError(ValueError):
    """A call that cannot be answered, with a message for the reader."""


def life(rows: Sequence[Sequence[int]], generations: int) -> Array:
    """The next generations of the Game of Life after the one in `rows` (1 alive, 0 dead): (generations, height, width)."""
    grid = np.array(rows, dtype=bool)
    if grid.ndim != 2 or not grid.size:
        raise FunctionError("life needs rows of cells, all of one length")
    if generations < 1:
        raise FunctionError("generations are counted from 1")
    following = []
    for _ in range(generations):
        grid = step(grid)
        following.append(grid)
    return np.array(following, dtype=float).reshape(generations, *grid.shape)


FUNCTIONS: dict[str, Callable[..., Array]] = {
    "life": life,
}


def call(name: str, arguments: str) -> Array:
    """Call a function with its arguments, a list in JSON. Raises FunctionError where that has no answer."""
    if name not in FUNCTIONS:
        raise FunctionError(f"There is no function {name!r}; there are {', '.join(FUNCTIONS)}.")
    try:
        return np.ascontiguousarray(FUNCTIONS[name](*json.loads(arguments)), dtype=float)
    except (TypeError, ValueError) as error:
        raise FunctionError(str(error)) from None

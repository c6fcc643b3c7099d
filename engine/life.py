"""Conway's Game of Life (Gardner 1970): one rule for every cell, the same everywhere."""

from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

Cell = TypeVar("Cell", bound=np.generic)

NEIGHBOURS = [(down, right) for down in (-1, 0, 1) for right in (-1, 0, 1) if (down, right) != (0, 0)]


def step(grid: NDArray[Cell]) -> NDArray[Cell]:
    """The next generation of `grid`, shape (height, width), in which 1 is alive and 0 is dead; of the same dtype.

    A cell is alive if three of its eight neighbours were, or two and it was alive itself. Opposite edges touch.
    """
    alive: NDArray[Any] = grid.astype(bool)
    neighbours = sum(np.roll(alive, shift, axis=(0, 1)).astype(np.uint8) for shift in NEIGHBOURS)
    return ((neighbours == 3) | (alive & (neighbours == 2))).astype(grid.dtype)

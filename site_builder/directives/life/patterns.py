"""Where a Game of Life may begin: named patterns, drawn with `#` for a living cell, or cells alive by chance."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

Grid = NDArray[np.bool_]

SHARE = 0.3  # of all cells that are alive at random

GLIDER = """
.#.
..#
###
"""

R_PENTOMINO = """
.##
##.
.#.
"""

PULSAR = """
..###...###..
.............
#....#.#....#
#....#.#....#
#....#.#....#
..###...###..
.............
..###...###..
#....#.#....#
#....#.#....#
#....#.#....#
.............
..###...###..
"""

GOSPER_GUN = """
........................#...........
......................#.#...........
............##......##............##
...........#...#....##............##
##........#.....#...##..............
##........#...#.##....#.#...........
..........#.....#.......#...........
...........#...#....................
............##......................
"""

PATTERNS = {"glider": GLIDER, "gosper-gun": GOSPER_GUN, "r-pentomino": R_PENTOMINO, "pulsar": PULSAR}
CORNERED = ("glider", "gosper-gun")  # these travel down and to the right, and start in the corner that they leave


def drawn(lines: Sequence[str]) -> Grid:
    return np.array([[mark == "#" for mark in line] for line in lines])


def pattern_of(name: str) -> Grid:
    """A named pattern by itself."""
    return drawn(PATTERNS[name].split())


def placed(name: str, width: int, height: int) -> Grid:
    """A named pattern on a grid of (height, width), which must be large enough for it."""
    pattern, grid = pattern_of(name), np.zeros((height, width), dtype=bool)
    rows, columns = pattern.shape
    top, left = (height - rows) // 2, (width - columns) // 2
    if name in CORNERED:
        top, left = min(top, 1), min(left, 1)
    grid[top : top + rows, left : left + columns] = pattern
    return grid


def scattered(seed: int, width: int, height: int) -> Grid:
    """Cells alive by chance, the same for the same seed."""
    alive: Grid = np.random.RandomState(seed).random_sample((height, width)) < SHARE
    return alive

"""The Game of Life, by what is known of its patterns, and the door through which a page calls it."""

import json
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from engine.functions import FunctionError, call
from engine.life import step


def drawn(*lines: str) -> NDArray[np.uint8]:
    return np.array([[mark == "#" for mark in line] for line in lines], dtype=np.uint8)


BLINKER = drawn(".....", ".....", ".###.", ".....", ".....")
GLIDER = drawn(".#....", "..#...", "###...", "......", "......", "......")


def after(grid: NDArray[Any], generations: int) -> NDArray[Any]:
    for _ in range(generations):
        grid = step(grid)
    return grid


def test_a_blinker_turns_and_turns_back() -> None:
    np.testing.assert_array_equal(step(BLINKER), BLINKER.T)
    np.testing.assert_array_equal(after(BLINKER, 2), BLINKER)


def test_a_glider_is_one_cell_further_down_and_right_after_four_generations() -> None:
    np.testing.assert_array_equal(after(GLIDER, 4), np.roll(GLIDER, (1, 1), axis=(0, 1)))


def test_a_glider_goes_around_the_torus() -> None:
    np.testing.assert_array_equal(after(GLIDER, 4 * len(GLIDER)), GLIDER)


def test_a_block_stays_and_a_lone_cell_dies() -> None:
    block = drawn("....", ".##.", ".##.", "....")
    np.testing.assert_array_equal(step(block), block)
    assert not step(drawn("...", ".#.", "...")).any()


@pytest.mark.parametrize("dtype", [bool, np.uint8, float])
def test_the_rule_keeps_its_argument_and_its_kind(dtype: Any) -> None:
    grid = BLINKER.astype(dtype)
    following = step(grid)
    assert following.dtype == grid.dtype
    np.testing.assert_array_equal(grid, BLINKER)


def test_the_rule_agrees_with_counting_neighbours_one_by_one() -> None:
    grid = np.random.RandomState(1).rand(7, 9) < 0.4
    counted = np.zeros_like(grid)
    for row, column in np.ndindex(grid.shape):
        around = [grid[(row + i) % 7, (column + j) % 9] for i in (-1, 0, 1) for j in (-1, 0, 1) if i or j]
        counted[row, column] = sum(around) == 3 or (grid[row, column] and sum(around) == 2)
    np.testing.assert_array_equal(step(grid), counted)


def test_a_page_calls_for_several_generations_at_once() -> None:
    answer = call("life", json.dumps([GLIDER.tolist(), 5]))
    assert answer.shape == (5, 6, 6) and answer.dtype == float and answer.flags.c_contiguous
    np.testing.assert_array_equal(answer[4], after(GLIDER, 5))


@pytest.mark.parametrize(
    ("name", "arguments", "words"),
    [
        ("death", "[]", "there are life"),
        ("life", "[[], 1]", "rows of cells"),
        ("life", "[[[1, 0], [1]], 1]", "inhomogeneous"),
        ("life", "[[[1]]]", "missing"),
        ("life", "[[[1]], 0]", "counted from 1"),
        ("life", "nonsense", "Expecting value"),
    ],
)
def test_a_call_that_has_no_answer_says_why(name: str, arguments: str, words: str) -> None:
    with pytest.raises(FunctionError, match=words):
        call(name, arguments)

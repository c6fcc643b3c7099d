"""Lines of equal height: where they should be, and joined."""

import numpy as np
import pytest

from engine.contour import contour

AXIS = np.linspace(-1, 1, 21)
X, Y = np.meshgrid(AXIS, AXIS)


def test_a_plane_is_cut_along_a_straight_line() -> None:
    found = contour(2 * X + Y, 0.25, AXIS, AXIS)
    np.testing.assert_allclose(2 * found[:, [0, 2]] + found[:, [1, 3]], 0.25, atol=1e-12)
    assert np.hypot(found[:, 2] - found[:, 0], found[:, 3] - found[:, 1]).sum() == pytest.approx(np.sqrt(5))


def test_a_cone_is_cut_along_a_closed_circle() -> None:
    found = contour(np.hypot(X, Y), 0.63, AXIS, AXIS)
    np.testing.assert_allclose(np.hypot(found[:, 0], found[:, 1]), 0.63, atol=0.005)
    ends = np.round(found.reshape(-1, 2), 9)
    assert (np.unique(ends, axis=0, return_counts=True)[1] == 2).all()


def test_the_two_halves_of_a_saddle_keep_to_their_sides() -> None:
    square = np.array([0.0, 1.0])
    high = contour(np.array([[1.0, 0.0], [0.0, 1.0]]), 0.4, square, square)
    assert {tuple(sorted(map(tuple, np.round(row.reshape(2, 2), 9)))) for row in high} == {
        ((0.0, 0.6), (0.4, 1.0)),
        ((0.6, 0.0), (1.0, 0.4)),
    }
    low = contour(np.array([[1.0, 0.0], [0.0, 1.0]]), 0.6, square, square)
    assert {tuple(sorted(map(tuple, np.round(row.reshape(2, 2), 9)))) for row in low} == {
        ((0.0, 0.4), (0.4, 0.0)),
        ((0.6, 1.0), (1.0, 0.6)),
    }


def test_where_the_level_is_never_met_there_is_no_line() -> None:
    assert contour(X * X, -1, AXIS, AXIS).shape == (0, 4)
    assert contour(np.zeros((21, 21)), 0, AXIS, AXIS).shape == (0, 4)

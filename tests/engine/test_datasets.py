"""The toy data: the same for the same seed, of the size asked for, and of the shape that its name promises."""

import numpy as np
import pytest

from engine.datasets import DATASETS, circle, gauss, plane, spiral, xor


@pytest.mark.parametrize("name", DATASETS)
@pytest.mark.parametrize("noise", [0.0, 0.3])
def test_a_data_set_follows_its_seed(name: str, noise: float) -> None:
    inputs, targets = DATASETS[name](101, noise, 3)
    again, other = DATASETS[name](101, noise, 3), DATASETS[name](101, noise, 4)
    assert inputs.shape == (101, 2) and targets.shape == (101, 1)
    np.testing.assert_array_equal(inputs, again[0])
    if noise:
        assert not np.array_equal(inputs, other[0])
    if name != "plane":
        assert set(targets.ravel()) == {0.0, 1.0}


def test_the_classes_stand_where_they_should() -> None:
    x, t = xor(200)
    assert ((x[:, 0] * x[:, 1] > 0) == (t[:, 0] == 1)).all() and np.abs(x).min() >= 0.3
    x, t = circle(200)
    assert ((np.hypot(*x.T) < 3) == (t[:, 0] == 1)).all()
    x, t = gauss(400)
    assert x[t[:, 0] == 1].mean() == pytest.approx(2, abs=0.2)
    x, t = spiral(200)
    assert np.hypot(*x.T).max() < 5.1 and t.sum() == 100
    x, t = plane(50)
    np.testing.assert_allclose(t[:, 0], x.sum(axis=1) / 12)

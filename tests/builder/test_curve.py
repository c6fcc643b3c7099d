"""Where the build samples a curve: straight lines between the samples are the curve, also where it falls at once."""

from collections.abc import Callable, Iterable

import numpy as np
import pytest

from site_builder.chart import Scale, spread
from site_builder.directives.curve.history import MOST, sampled

HEIGHT = 220.0


def step(cycles: np.ndarray) -> np.ndarray:
    """A shelf that ends within some hundred cycles of 2,700."""
    return 0.3 - 0.2 * np.tanh((cycles - 2700) / 40)


def bend(cycles: np.ndarray) -> np.ndarray:
    return 0.5 / np.sqrt(1 + cycles)


@pytest.mark.parametrize("course", [step, bend])
@pytest.mark.parametrize("log", [True, False])
def test_the_samples_are_the_curve(course: Callable[[np.ndarray], np.ndarray], log: bool) -> None:
    x = Scale(0, 60_000, 50, 600, log)

    def evaluate(cycles: Iterable[int]) -> dict[int, np.ndarray]:
        return {cycle: np.array([course(np.array(cycle)), 0.0]) for cycle in cycles}

    found = sampled(evaluate, x, HEIGHT)
    cycles = np.array([cycle for cycle, _ in found])
    assert cycles[0] == 0 and cycles[-1] == 60_000 and (np.diff(cycles) > 0).all() and len(found) <= MOST
    everywhere = np.unique(np.round([x.invert(place) for place in np.linspace(50, 600, 4000)]))
    drawn = np.interp([x(cycle) for cycle in everywhere], [x(cycle) for cycle in cycles], [values[0] for _, values in found])
    assert np.abs(drawn - course(everywhere)).max() * HEIGHT / 0.5 < 2  # pixels


def test_a_scale_is_inverted() -> None:
    for log in (True, False):
        x = Scale(0, 1000, 20, 620, log)
        assert x.invert(x(250)) == pytest.approx(250, abs=0.5)


def test_names_at_the_ends_of_lines_stand_apart() -> None:
    assert spread([100, 20, 101, 99], 10, 0, 200) == [109, 20, 119, 99]
    assert spread([198, 199, 200], 10, 0, 200) == [180, 190, 200]
    assert spread([5, 5], 10, 0, 200) == [5, 15]

"""Everything registered is checked against finite differences, alone and inside whole networks."""

from itertools import product

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from engine.activations import ACTIVATIONS, Activation
from engine.losses import COSTS, Cost
from engine.network import Network
from engine.training import Descent, Rates

STEP = 1e-6
numbers = st.floats(-4, 4).filter(lambda value: abs(value) > 1e-3)  # clear of the corner of relu
shares = st.floats(0.02, 0.98)
SUITED = [(a, c) for a, c in product(ACTIVATIONS, COSTS) if COSTS[c].only_after in (None, a)]


@pytest.mark.parametrize("function", ACTIVATIONS.values(), ids=ACTIVATIONS)
@given(z=st.lists(numbers, min_size=1, max_size=5))
def test_an_activation_has_its_own_slope(function: Activation, z: list[float]) -> None:
    at = np.array(z)
    slope = function.slope(at, function(at), np.empty_like(at))
    measured = (function(at + STEP) - function(at - STEP)) / (2 * STEP)
    np.testing.assert_allclose(slope, measured, atol=1e-6)


@pytest.mark.parametrize("function", ACTIVATIONS.values(), ids=ACTIVATIONS)
def test_an_activation_stays_finite_far_out(function: Activation) -> None:
    at = np.array([-1e4, -745.0, 0.0, 745.0, 1e4])
    assert np.isfinite(function(at)).all()
    with np.errstate(over="ignore"):
        assert np.isfinite(function.slope(at, function(at), np.empty_like(at))).all()


@pytest.mark.parametrize("cost", COSTS.values(), ids=COSTS)
@given(o=st.lists(shares, min_size=3, max_size=3), t=st.lists(shares, min_size=3, max_size=3))
def test_a_cost_has_its_own_derivative(cost: Cost, o: list[float], t: list[float]) -> None:
    outputs, targets = np.array(o), np.array(t)

    def value(o: NDArray[np.float64]) -> float:
        return float(cost.value(np.log(o / (1 - o)) if cost.only_after else o, o, targets))

    measured = [(value(outputs + nudge) - value(outputs - nudge)) / (2 * STEP) for nudge in np.eye(3) * STEP]
    np.testing.assert_allclose(cost.derivative(outputs, targets), measured, rtol=1e-4, atol=1e-5)


@pytest.mark.parametrize("cost", COSTS.values(), ids=COSTS)
def test_a_cost_stays_finite_at_the_ends(cost: Cost) -> None:
    sums, outputs, targets = np.array([-800.0, 800.0, 800.0]), np.array([0.0, 1.0, 1.0]), np.array([1.0, 0.0, 1.0])
    assert np.isfinite(cost.value(sums, outputs, targets))
    assert np.isfinite(cost.derivative(outputs, targets)).all()


@pytest.mark.parametrize("cost", [cost for cost in COSTS.values() if cost.fused], ids=lambda cost: cost.name)
@given(z=st.lists(st.floats(-3, 3), min_size=2, max_size=2), t=st.lists(shares, min_size=2, max_size=2))
def test_a_fused_derivative_is_the_chain_rule(cost: Cost, z: list[float], t: list[float]) -> None:
    assert cost.fused is not None and cost.only_after is not None
    function, sums, targets = ACTIVATIONS[cost.only_after], np.array(z), np.array(t)
    outputs = function(sums)
    chained = cost.derivative(outputs, targets) * function.slope(sums, outputs, np.empty_like(sums))
    np.testing.assert_allclose(cost.fused(outputs, targets), chained, rtol=1e-9, atol=1e-12)


@pytest.mark.parametrize(("activation", "cost"), SUITED)
@settings(max_examples=15)
@given(
    shape=st.lists(st.integers(1, 4), min_size=2, max_size=4),
    examples=st.integers(1, 4),
    has_biases=st.booleans(),
    seed=st.integers(0, 10**6),
)
def test_back_propagation_finds_the_gradient_of_the_mean_cost(
    activation: str, cost: str, shape: list[int], examples: int, has_biases: bool, seed: int
) -> None:
    random = np.random.RandomState(seed)
    network = Network(shape, [activation] * (len(shape) - 1), cost, has_biases)
    network.parameters[:] = random.uniform(-1, 1, network.parameters.shape)
    x, t = random.uniform(-1, 1, (examples, shape[0])), random.uniform(0, 1, (examples, shape[-1]))
    sums, activations = network.forward(x)
    assume(all(np.abs(z).min() > 1e-4 for z in sums))
    gradient = network.gradient(network.deltas(sums, activations, t), activations, np.empty_like(network.parameters))

    def mean_cost() -> float:
        sums, activations = network.forward(x)
        return float(network.cost.value(sums[-1], activations[-1], t).mean())

    for place in range(len(network.parameters)):
        here = network.parameters[place]
        network.parameters[place] = here + STEP
        above = mean_cost()
        network.parameters[place] = here - STEP
        below = mean_cost()
        network.parameters[place] = here
        assert gradient[place] == pytest.approx((above - below) / (2 * STEP), abs=2e-6)


def test_a_wrong_slope_would_be_seen() -> None:
    at = np.array([0.5])
    wrong = ACTIVATIONS["tanh"].slope(at, ACTIVATIONS["sigmoid"](at), np.empty_like(at))
    right = ACTIVATIONS["sigmoid"].slope(at, ACTIVATIONS["sigmoid"](at), np.empty_like(at))
    assert abs(wrong - right) > 1e-2


@pytest.mark.parametrize(("l1", "l2"), [(0.1, 0.0), (0.0, 0.2), (0.05, 0.3)])
def test_large_weights_are_held_back_by_the_slope_of_the_penalty(l1: float, l2: float) -> None:
    network = Network([2, 3, 1], ["tanh", "sigmoid"], "squared-error")
    network.parameters[:] = np.random.RandomState(2).uniform(-1, 1, len(network.parameters))
    count, before = 9, network.parameters.copy()

    def penalty(parameters: NDArray[np.float64]) -> float:
        weights = parameters[:count]
        return float(l1 * np.abs(weights).sum() + 0.5 * l2 * (weights**2).sum())

    descent = Descent(network, Rates(0.5, 0.25, l1=l1, l2=l2))
    nothing = np.zeros_like(before)
    made_of = np.empty_like(before)
    descent.propose(nothing, made_of)
    np.testing.assert_allclose(descent.update, -np.repeat([0.5, 0.25], [9, 4]) * made_of, rtol=1e-12, atol=1e-16)
    proposed = descent.update.copy()
    descent.apply(nothing)
    np.testing.assert_array_equal(network.parameters, before + proposed)
    for place in range(len(before)):
        step = np.zeros_like(before)
        step[place] = 1e-6
        slope = (penalty(before + step) - penalty(before - step)) / 2e-6
        assert proposed[place] == pytest.approx(-0.5 * slope, abs=1e-8)


def test_l1_brings_weights_to_exactly_zero_and_keeps_them_there() -> None:
    network = Network([3, 2], ["linear"], "squared-error", has_biases=True)
    network.parameters[:] = [0.03, -0.03, 2.0, 0.0, 0.04, -1.0, 0.01, -0.01]
    descent = Descent(network, Rates(0.5, l1=0.1))
    gradient = np.array([0.0, 0.0, 0.2, 0.09, -0.2, 0.0, 0.0, 0.0])
    velocities = np.empty_like(gradient)
    descent.propose(gradient, velocities)
    proposed = descent.update.copy()
    descent.apply(gradient)
    np.testing.assert_array_equal(descent.update, proposed)
    np.testing.assert_allclose(network.parameters, [0.0, 0.0, 1.85, 0.0, 0.09, -0.95, 0.01, -0.01], rtol=1e-12)
    assert (network.parameters[[0, 1, 3]] == 0).all() and not np.signbit(network.parameters[[0, 1, 3]]).any()
    np.testing.assert_allclose(proposed, -0.5 * velocities, rtol=1e-12)
    for _ in range(5):
        descent.apply(0 * gradient)
    assert (network.parameters[[0, 1, 3]] == 0).all()

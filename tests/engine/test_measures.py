"""What is said of a network as a whole: its cost, also where its outputs have come to their ends, and how often it is right."""

import math
from typing import Any

import numpy as np
import pytest

from engine.datasets import generated
from engine.losses import COSTS
from engine.session import Session

ONE: dict[str, Any] = {
    "shape": [1, 1], "activations": ["sigmoid"], "cost": "cross-entropy", "rate": 0.5,
    "weights": [[[1.0]]], "bias_values": [[0.0]], "inputs": [0.0], "targets": [0.0],
}  # fmt: skip
XOR = {"inputs": [[0, 0], [0, 1], [1, 0], [1, 1]], "targets": [[0], [1], [1], [0]]}


def answering(outputs: list[float], targets: list[float], **changes: Any) -> Session:
    """A linear neuron that answers each of these numbers, which it is given."""
    data = {"inputs": [[each] for each in outputs], "targets": [[each] for each in targets]}
    alone = {"activations": ["linear"], "cost": "squared-error", "inputs": None, "targets": None}
    return Session({**ONE, **alone, "data": data, **changes})


@pytest.mark.parametrize("target", [0.0, 0.25, 1.0])
@pytest.mark.parametrize("z", [-1e5, -800.0, -36.8, -20.0, 0.0, 20.0, 30.0, 36.7, 36.8, 37.0, 800.0, 1e5])
def test_the_cross_entropy_of_a_saturated_output_is_that_of_its_sum(z: float, target: float) -> None:
    softplus = z if z > 700 else math.log1p(math.exp(z)) if z > -700 else 0.0
    expected = softplus - target * z
    session = Session({**ONE, "inputs": [z], "targets": [target]})
    assert [session["cost"], session["mean_cost"]] == pytest.approx([expected, expected], rel=1e-12, abs=1e-12)


def test_a_landscape_of_a_saturated_output_has_no_cliff() -> None:
    session = Session({**ONE, "inputs": None, "targets": None, "data": {"inputs": [[1.0]], "targets": [[0.0]]}})
    heights = session.ask(["landscape", "weights[1][0][0]", "biases[1][0]", [-40, 40], 81])[: 81 * 81].reshape(81, 81)
    at = np.linspace(-40, 40, 81)
    np.testing.assert_allclose(heights, np.logaddexp(0, at[:, None] + at), rtol=1e-12, atol=1e-12)
    session.act(["set", "weights[1][0][0]", 40.0])
    assert session["mean_cost"] == pytest.approx(40.0)


@pytest.mark.parametrize(
    ("cost", "z", "o"), [("squared-error", 1, 1), ("cross-entropy", 900, 1), ("softmax-cross-entropy", 0, 0)]
)
def test_a_perfect_answer_costs_nothing_and_not_less(cost: str, z: float, o: float) -> None:
    value = COSTS[cost].value(np.array([z]), np.array([o]), np.array([1.0]))
    assert value == 0 and not np.signbit(value)


@pytest.mark.parametrize(
    ("targets", "outputs", "right"),
    [
        ([0, 1, 1, 0], [-0.1, 0.9, 0.6, 0.4], 1.0),
        ([0, 1, 1, 0], [0.1, 0.4, 0.6, 0.4], 0.75),
        ([-1, 1, 1, -1], [-0.1, 0.1, 0.6, -2], 1.0),
        ([-1, 1, 1, -1], [-0.1, -0.1, 0.6, 0.4], 0.5),
        ([2, 4, 4, 2], [2.5, 3.5, 2.9, 3.1], 0.5),
    ],
)
def test_an_answer_is_right_on_its_own_side_of_halfway_between_the_classes(
    targets: list[float], outputs: list[float], right: float
) -> None:
    assert answering(outputs, targets)["accuracy"] == right


def test_one_class_alone_is_that_of_a_pair() -> None:
    assert [answering([0.2], [target])["accuracy"] for target in (0.0, 1.0, -1.0)] == [1.0, 0.0, 0.0]


def test_the_threshold_stands_in_the_numbers_and_follows_the_data() -> None:
    session = answering([0.2, 0.6], [0, 1])
    assert session["thresholds[0]"] == 0.5
    session.act(["data", [[0.2], [3]], [[-1], [4]]])
    assert session["thresholds[0]"] == 1.5
    session.act(["undo"])
    assert session["thresholds[0]"] == 0.5
    tested = answering([0.2, 0.6], [0, 0], data={**XOR, "inputs": [[0.0]] * 4, "test_inputs": [[1.0]], "test_targets": [[3.0]]})
    assert tested["thresholds[0]"] == 1.5


@pytest.mark.parametrize("last", ["tanh", "sigmoid", "linear"])
@pytest.mark.parametrize("kind", ["moons", "circle", "gauss", "xor"])
def test_the_accuracy_of_generated_classes_counts_at_one_half_whatever_the_outputs(kind: str, last: str) -> None:
    inputs, targets = generated(kind, 80, 0.1, 3)
    data = {"inputs": inputs.tolist(), "targets": targets.tolist()}
    spec = {"shape": [2, 6, 1], "activations": ["tanh", last], "cost": "squared-error", "rate": 0.03, "seed": 5, "data": data}
    session = Session(spec)
    session.act(["train", 2000])
    outputs = session.ask(["answers", data["inputs"]])[:, -1]
    assert session["accuracy"] == pytest.approx(((outputs >= 0.5) == (targets[:, 0] >= 0.5)).mean())


def test_the_line_of_a_map_is_where_answers_change_sides() -> None:
    session = Session({**ONE, "shape": [2, 1], "activations": ["tanh"], "cost": "squared-error", "weights": [[[1.0, 0.0]]],
                       "inputs": None, "targets": None, "data": XOR})  # fmt: skip
    segments = session.ask(["boundary", 1, 0, [[-1, 1], [-1, 1]], [199, 199], session["thresholds[0]"]])
    assert segments[:, 0] == pytest.approx(math.atanh(0.5), abs=1e-3)


def test_the_penalty_is_told_beside_the_cost_that_leaves_it_out() -> None:
    spec = {**ONE, "weights": [[[-2.0]]], "bias_values": [[5.0]]}
    plain, held = Session(spec), Session({**spec, "l1": 0.1, "l2": 0.5})
    assert [plain["penalty"], held["penalty"]] == pytest.approx([0.0, 0.1 * 2 + 0.5 * 0.5 * 4])
    assert held["mean_cost"] == plain["mean_cost"]
    held.act(["set", "l2", 0.0])
    assert held["penalty"] == pytest.approx(0.2)


@pytest.mark.parametrize("rates", [{}, {"momentum": 0.9}, {"l2": 0.3}, {"l1": 0.2}, {"momentum": 0.5, "l1": 0.3, "l2": 0.1}])
def test_an_update_is_a_rate_times_a_velocity(rates: dict[str, float]) -> None:
    spec = {"shape": [2, 3, 1], "activations": ["tanh", "sigmoid"], "cost": "squared-error", "rate": 0.4, "bias_rate": 0.1,
            "seed": 4, "data": XOR, **rates}  # fmt: skip
    session = Session(spec)
    for action in (["forward"], ["train", 7], ["backprop"], ["forward"]):
        session.act(action)
        for path, rate in (("weight_{}[1][2][0]", 0.4), ("weight_{}[2][0][1]", 0.4), ("bias_{}[1][0]", 0.1)):
            update, velocity, gradient = (session[path.format(kind)] for kind in ("updates", "velocities", "gradients"))
            assert update == pytest.approx(-rate * velocity, rel=1e-12)
            assert rates or velocity == gradient

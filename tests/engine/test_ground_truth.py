"""The two networks whose numbers are known: the engine gives every printed digit."""

from typing import Any

import numpy as np
import pytest
from numpy.testing import assert_allclose

from engine.datasets import xor_with_distractor
from engine.session import Session

TABLE = xor_with_distractor()
XOR: dict[str, Any] = {
    "shape": [3, 4, 1], "activations": ["sigmoid", "sigmoid"], "cost": "squared-error", "rate": 1.0, "biases": False,
    "update": "online", "init": ["uniform", -1, 1], "seed": 1,
    "data": {"inputs": TABLE[0].tolist(), "targets": TABLE[1].tolist()},
}  # fmt: skip
LEARNER: dict[str, Any] = {
    "shape": [3, 2, 3], "activations": ["sigmoid", "sigmoid"], "cost": "softmax-cross-entropy", "rate": 0.3, "bias_rate": 0.1,
    "weights": [[[0.1, 0.3, -0.5], [-0.2, 0.4, 0.6]], [[0.2, -0.5], [-0.3, 0.6], [0.4, -0.7]]],
    "bias_values": [[0.1, -0.1], [0.05, -0.05, 0.15]], "inputs": [0.5, -0.25, 0.75], "targets": [0, 1, 0],
}  # fmt: skip

# cycle: mean |error| over the cycle before it, in percent, as the video of 2015 shows it
ERRORS = {
    2: 51.91, 10: 49.70, 20: 48.41, 50: 41.59, 100: 32.57, 200: 26.66, 300: 22.53, 400: 18.36, 500: 15.65, 1000: 11.43,
    2500: 9.29, 12500: 1.08, 60000: 0.47,
}  # fmt: skip


def array(session: Session, name: str) -> np.ndarray[Any, np.dtype[np.float64]]:
    offset, shape = session.layout[name]
    return session.numbers[offset : offset + int(np.prod(shape))].reshape(shape)


def ask(session: Session, inputs: list[float]) -> float:
    for index, value in enumerate(inputs):
        session.act(["set", f"inputs[{index}]", value])
    return session["outputs[0]"]


def test_xor_begins_with_the_weights_of_the_video() -> None:
    session = Session(XOR)
    expected = [
        [-0.16595599, 0.44064899, -0.99977125],
        [-0.39533485, -0.70648822, -0.81532281],
        [-0.62747958, -0.30887855, -0.20646505],
        [0.07763347, -0.16161097, 0.370439],
    ]
    assert_allclose(array(session, "weights[1]"), expected, atol=5e-9)
    assert_allclose(array(session, "weights[2]"), [[-0.5910955, 0.75623487, -0.94522481, 0.34093502]], atol=5e-9)
    assert ask(session, [1, 1, 0]) == pytest.approx(0.4377794587, abs=1e-10)


def test_xor_after_one_cycle() -> None:
    session = Session(XOR)
    session.act(["train", 7])
    assert_allclose(array(session, "weights[2]"), [[-0.5068368414, 0.7877164677, -0.8987106399, 0.4127823033]], atol=1e-10)
    assert session["error"] == pytest.approx(0.5190772350, abs=1e-10)
    assert session["cycle"] == 1


@pytest.fixture(scope="module")
def trained() -> tuple[Session, dict[int, float]]:
    """The network after 60,000 cycles, and the error on record before each cycle of the video."""
    session, errors, done = Session(XOR), {}, 0
    for cycle in ERRORS:
        session.act(["train", 7 * (cycle - 1 - done)])
        errors[cycle] = 100 * session["error"]
        done = cycle - 1
    session.act(["train", 7])
    return session, errors


def test_xor_errors_at_the_cycles_of_the_video(trained: tuple[Session, dict[int, float]]) -> None:
    assert {cycle: round(error, 2) for cycle, error in trained[1].items()} == ERRORS


def test_xor_after_60000_cycles(trained: tuple[Session, dict[int, float]]) -> None:
    session = trained[0]
    assert session["cycle"] == 60_000
    assert session["error"] == pytest.approx(0.0046963730, abs=1e-10)
    assert_allclose(array(session, "weights[2]"), [[5.98987132, 11.13583871, -21.08171483, -5.70253392]], atol=5e-9)
    outputs = session.network.forward(TABLE[0])[1][-1].ravel()
    assert_allclose(outputs, [0.000646, 0.994828, 0.994833, 0.996554, 0.995169, 0.005682, 0.007929], atol=5e-7)
    assert ask(session, [1, 1, 0]) == pytest.approx(0.0132981639, abs=1e-10)
    assert_allclose(array(session, "activations[1]"), [0.00868877, 0.01196435, 3.7264e-6, 0.78770966], rtol=1e-5)


def test_learner_first_forward() -> None:
    session = Session(LEARNER)
    assert_allclose(array(session, "outputs"), [0.46664874, 0.53613456, 0.48600918], atol=5e-9)
    assert session["cost"] == pytest.approx(1.0591725073, abs=1e-10)


def test_learner_after_one_backprop() -> None:
    session = Session(LEARNER)
    session.act(["backprop"])
    w2 = np.transpose([[0.18972190, -0.27925900, 0.38948238], [-0.51298005, 0.62619348, -0.71328253]])
    w1 = np.transpose([[0.09641405, -0.19271362], [0.30179297, 0.39635681], [-0.50537892, 0.61092957]])
    assert_allclose(array(session, "weights[2]"), w2, atol=5e-9)
    assert_allclose(array(session, "weights[1]"), w1, atol=5e-9)
    assert_allclose(array(session, "biases[2]"), [0.04194931, -0.03375386, 0.14176169], atol=5e-9)
    assert_allclose(array(session, "biases[1]"), [0.09760937, -0.09514241], atol=5e-9)
    assert_allclose(array(session, "outputs"), [0.46664874, 0.53613456, 0.48600918], atol=5e-9)
    assert session["stale"] == 1
    session.act(["forward"])
    assert_allclose(array(session, "outputs"), [0.46116597, 0.54668139, 0.48006674], atol=5e-9)
    assert session["cost"] == pytest.approx(1.0485794720, abs=1e-10)
    assert session["stale"] == 0


def test_learner_comes_down_to_the_floor_of_its_cost() -> None:
    session = Session(LEARNER)
    session.act(["train", 200_000])
    floor = np.log(1 + 2 / np.e)
    assert floor < session["cost"] < floor + 0.01

"""Examples kept aside for testing: they are counted, never learned from, and a network without them is as it was."""

from typing import Any

import numpy as np
import pytest

from engine.session import Session, SessionError

PLAIN: dict[str, Any] = {
    "shape": [2, 3, 1], "activations": ["tanh", "sigmoid"], "cost": "squared-error", "rate": 0.5, "seed": 7,
    "data": {"inputs": [[0, 0], [0, 1]], "targets": [[0], [1]]},
}  # fmt: skip
KEPT = {"test_inputs": [[1, 0], [1, 1], [2, 1]], "test_targets": [[1], [0], [1]]}
TESTED = {**PLAIN, "data": {**PLAIN["data"], **KEPT}}
QUANTITIES = ("test_cost", "test_error", "test_accuracy")


def measures(session: Session, inputs: list[list[float]], targets: list[list[float]]) -> list[float]:
    outputs, wanted = session.ask(["answers", inputs])[:, -1], np.array(targets)[:, 0]
    right = (outputs >= 0.5) == (wanted >= 0.5)
    return [float((0.5 * (wanted - outputs) ** 2).mean()), float(np.abs(wanted - outputs).mean()), float(right.mean())]


def test_what_is_kept_aside_is_measured_after_every_action() -> None:
    session = Session(TESTED)
    for action in (["forward"], ["train", 5], ["backprop"], ["set", "weights[1][0][0]", 2.0]):
        session.act(action)
        expected = measures(session, KEPT["test_inputs"], KEPT["test_targets"])
        np.testing.assert_allclose([session[name] for name in QUANTITIES], expected, rtol=1e-12)


def test_nothing_is_learned_from_what_is_kept_aside() -> None:
    with_test, without = Session(TESTED), Session(PLAIN)
    for session in (with_test, without):
        session.act(["train", 20])
    np.testing.assert_array_equal(with_test.network.parameters, without.network.parameters)
    assert not set(QUANTITIES) & set(without.layout)


def test_other_examples_to_learn_from_leave_those_to_test_with() -> None:
    session = Session(TESTED)
    before = [session[name] for name in QUANTITIES]
    session.act(["data", [[3, 3]], [[1]]])
    assert [session[name] for name in QUANTITIES] == before


def test_other_examples_to_test_with_are_undone_saved_and_reset() -> None:
    session = Session(TESTED)
    before = session.numbers.copy()
    session.act(["data", [[0, 0]], [[1]], [[5, 5]], [[0]]])
    changed = session.numbers.copy()
    np.testing.assert_allclose([session[name] for name in QUANTITIES], measures(session, [[5, 5]], [[0]]), rtol=1e-12)
    again = Session(TESTED)
    again.restore(session.save())
    again.act(["forward"])
    assert again["test_cost"] == session["test_cost"]
    session.act(["undo"])
    np.testing.assert_array_equal(session.numbers, before)
    session.act(["data", [[0, 0]], [[1]], [[5, 5]], [[0]]])
    np.testing.assert_array_equal(session.numbers, changed)
    session.act(["reset"])
    session.act(["forward"])
    assert session["test_cost"] == before[session.layout["test_cost"][0]]


@pytest.mark.parametrize(
    ("spec", "arguments", "words"),
    [
        (PLAIN, [[[0, 0]], [[1]], [[5, 5]], [[0]]], "keeps no examples aside"),
        (TESTED, [[[0, 0]], [[1]], [[5, 5]]], "test inputs and test targets"),
        (TESTED, [[[0, 0]], [[1]], [[5, 5]], [[0], [1]]], "as many rows"),
        (TESTED, [[[0, 0]], [[1]], [], []], "rows of"),
    ],
)
def test_examples_to_test_with_that_do_not_fit_are_refused(spec: dict[str, Any], arguments: list[Any], words: str) -> None:
    with pytest.raises(SessionError, match=words):
        Session(spec).act(["data", *arguments])


def test_a_saved_state_with_kept_examples_is_an_action_like_others() -> None:
    trained = Session(TESTED)
    trained.act(["train", 5])
    other = Session(TESTED)
    other.act(["restore", trained.save()])
    np.testing.assert_array_equal(other.numbers, trained.numbers)

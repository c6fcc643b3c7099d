"""Code that a reader writes: what it prints and gives, where it fails, and what it leaves of the networks."""

import json
from typing import Any

import numpy as np
import pytest

from engine import playground
from engine.playground import Outcome, Playground
from engine.session import Session, SessionError, replay

SPEC: dict[str, Any] = {
    "shape": [2, 3, 1], "activations": ["tanh", "sigmoid"], "cost": "squared-error", "rate": 0.5, "seed": 7,
    "data": {"inputs": [[0, 0], [0, 1], [1, 0], [1, 1]], "targets": [[0], [1], [1], [0]]},
}  # fmt: skip


class Page:
    """A playground with one network, and what was printed."""

    def __init__(self) -> None:
        self.session = Session(SPEC)
        self.playground = Playground()
        self.playground.lend("xor", self.session)
        self.told: list[str] = []

    def run(self, source: str, cell: int = 1) -> Outcome:
        outcome = self.playground.run(source, cell, self.told.append)
        for saved in outcome.changed.values():
            self.session.act(["restore", saved])
        return outcome

    @property
    def printed(self) -> str:
        return "".join(self.told)


@pytest.fixture
def page() -> Page:
    return Page()


def test_it_prints_and_gives_the_last_value(page: Page) -> None:
    outcome = page.run("import sys\nprint('one')\nprint('two', file=sys.stderr)\nnp.float64(0.5)")
    assert (page.printed, outcome.value, outcome.error, outcome.changed) == ("one\ntwo\n", "0.5", None, {})


def test_what_is_imported_in_teaching_is_there(page: Page) -> None:
    assert (
        page.run("import collections, itertools, json, math, random, re, statistics, time\nnp.array([1 / 3])").value
        == "array([0.33333])"
    )


def test_cells_share_their_names(page: Page) -> None:
    page.run("def twice(x):\n    return 2 * x")
    assert page.run("twice(21)", cell=2).value == "42"
    assert page.run("y = 1").value is None
    assert page.run("xor = np = 3").error is None
    assert (page.run("xor").value or "").startswith("<network xor, 2-3-1, step 0, cost ")


@pytest.mark.parametrize(
    ("source", "line", "words"),
    [
        ("x = 1\n\n1 / 0", 3, "ZeroDivisionError: division by zero"),
        ("def f():\n    return nothing\n\nf()", 2, "NameError: name 'nothing' is not defined"),
        ("x = 1\nx = = 2", 2, "SyntaxError: invalid syntax"),
        ("\nxor.forward([1, 2, 3])", 2, "xor takes 2 inputs, or rows of them, not an array of shape (3,)"),
        ("xor.set('rate', float('nan'))", 1, "That is not a number."),
        ("xor.set('cost', 1)", 1, "cannot be set; these can: inputs"),
        ("xor.train(0)", 1, "from 1 to 1,000,000"),
        ("xor.weights[0]", 1, "weights are numbered from 1 to 2; there is no weights[0]"),
        ("xor.weights[3]", 1, "there is no weights[3]"),
        ("xor.outputs[0] = 1", 1, "read-only"),
        ("xor.wieghts = 1", 1, "AttributeError"),
        ("raise SystemExit", 1, "SystemExit"),
    ],
)
def test_an_error_is_told_with_its_line(page: Page, source: str, line: int, words: str) -> None:
    outcome = page.run(source)
    assert outcome.line == line
    assert words in (outcome.error or "")
    assert not outcome.stopped


def test_what_came_before_an_error_stays(page: Page) -> None:
    assert "xor" in page.run("xor.train(3)\nnothing").changed
    assert page.session["step"] == 3


def test_a_run_is_one_action_which_is_undone_and_replayed(page: Page) -> None:
    page.session.act(["train", 5])
    before = page.session.numbers.copy()
    outcome = page.run("xor.rate = 0.1\nfor _ in range(3): xor.train(10)\nxor.weights[1][0, 0] = 0.25\nxor.biases[2] -= 1")
    after = page.session.numbers.copy()
    assert page.session["weights[1][0][0]"] == 0.25 and page.session["step"] == 35
    actions = [["train", 5], ["restore", json.loads(outcome.to_json())["changed"]["xor"]]]
    np.testing.assert_array_equal(replay(SPEC, actions).numbers, after)
    page.session.act(["train", 5])
    page.session.act(["undo"])
    np.testing.assert_array_equal(page.session.numbers, after)
    page.session.act(["undo"])
    np.testing.assert_array_equal(page.session.numbers, before)


def test_what_is_written_counts_from_the_next_number_that_is_read(page: Page) -> None:
    source = "before = xor.cost\nxor.inputs = [1, 0]\nxor.targets[0] = 1\nxor.weights[2] = 0\nxor.biases[2][:] = 0\n"
    assert page.run(source + "xor.outputs[0], xor.cost, before != xor.cost").value == "(np.float64(0.5), 0.125, True)"
    assert page.session["outputs[0]"] == 0.5


def test_questions_change_nothing(page: Page) -> None:
    outcome = page.run(
        "xor.data, xor.deltas, xor.sums[1], xor.forward([[0, 1], [1, 1]]), list(xor.activations), xor.error, xor.cycle"
    )
    assert outcome.error is None and outcome.changed == {}


def test_a_row_and_rows_are_answered_alike(page: Page) -> None:
    assert page.run("bool(abs(xor.forward([0, 1])[0] - xor.forward([[1, 1], [0, 1]])[1, 0]) < 1e-12)").value == "True"


def test_numbers_that_are_not_finite_are_not_taken(page: Page) -> None:
    before = page.session.numbers.copy()
    outcome = page.run("xor.weights[1][0, 0] = np.nan")
    assert "not finite" in (outcome.error or "") and outcome.changed == {}
    np.testing.assert_array_equal(page.session.numbers, before)


def test_an_interruption_leaves_whole_steps(page: Page) -> None:
    page.playground._names["interrupt"] = lambda: (_ for _ in ()).throw(KeyboardInterrupt)
    outcome = page.run("xor.train(3)\nwhile True:\n    interrupt()")
    assert outcome.stopped and outcome.line == 3
    assert page.session["step"] == 3


def test_an_interrupted_action_changes_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    session = Session(SPEC)
    before = session.numbers.copy()

    def interrupted() -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(session, "_refresh", interrupted)
    with pytest.raises(KeyboardInterrupt):
        session.act(["train", 2])
    np.testing.assert_array_equal(session.numbers, before)


def test_another_session_takes_a_networks_place(page: Page) -> None:
    page.run("kept = xor")
    other = Session(SPEC)
    other.act(["train", 9])
    page.playground.lend("xor", other)
    assert page.run("kept.step").value == "9"


def test_endless_printing_is_cut(page: Page, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(playground, "MOST_OUTPUT", 100)
    page.run("for _ in range(99): print('again and again')")
    assert len(page.printed) < 200 and page.printed.endswith("left out\n")


@pytest.mark.parametrize(
    "saved", [None, 3, {}, Session({**SPEC, "shape": [2, 4, 1]}).save(), {**Session(SPEC).save(), "numbers": [1]}]
)
def test_only_a_saved_state_is_restored(saved: Any) -> None:
    session = Session(SPEC)
    with pytest.raises(SessionError, match="saved state"):
        session.act(["restore", saved])

"""Questions change nothing, and answer what the network would; other examples to learn from."""

from typing import Any

import numpy as np
import pytest

from engine.names import parameter_paths
from engine.network import Network
from engine.queries import ask
from engine.session import Session, SessionError

SPEC: dict[str, Any] = {
    "shape": [2, 3, 1], "activations": ["tanh", "sigmoid"], "cost": "squared-error", "rate": 0.5, "seed": 7,
    "data": {"inputs": [[0, 0], [0, 1], [1, 0], [1, 1]], "targets": [[0], [1], [1], [0]]},
}  # fmt: skip


def test_answers_are_those_of_a_forward_pass_and_change_nothing() -> None:
    session = Session(SPEC)
    session.act(["train", 5])
    before = session.numbers.copy()
    answers = session.ask(["answers", [[0.25, -0.5], [1, 1]]])
    np.testing.assert_array_equal(session.numbers, before)
    assert answers.shape == (2, 6) and answers.flags.c_contiguous
    for value, place in ((0.25, 0), (-0.5, 1)):
        session.act(["set", f"inputs[{place}]", value])
    shown = [
        session["inputs[0]"],
        session["inputs[1]"],
        *(session[f"activations[1][{i}]"] for i in range(3)),
        session["outputs[0]"],
    ]
    np.testing.assert_allclose(answers[0], shown, rtol=1e-12)


def test_errors_are_those_of_each_example_and_make_the_mean_error() -> None:
    session = Session(SPEC)
    session.act(["train", 5])
    session.act(["set", "weights[1][0][0]", 2])  # no cycle's error then: that of the network as it is
    errors = session.ask(["errors"])
    outputs = session.ask(["answers", SPEC["data"]["inputs"]])[:, -1:]
    np.testing.assert_allclose(errors, np.abs(np.array(SPEC["data"]["targets"]) - outputs)[:, 0], rtol=1e-12)
    assert errors.mean() == pytest.approx(session["error"])


@pytest.mark.parametrize(
    ("path", "biases"),
    [
        *[(path, True) for path in ("weights[1][2][0]", "biases[1][1]", "weights[2][0][1]", "weights[3][1][0]", "biases[3][0]")],
        ("weights[2][0][1]", False),
    ],
)
def test_a_sweep_is_what_setting_each_value_would_answer(path: str, biases: bool) -> None:
    data = {"inputs": SPEC["data"]["inputs"], "targets": [[0, 1], [1, 0], [1, 0], [0, 1]]}
    session = Session(
        {**SPEC, "shape": [2, 3, 2, 2], "activations": ["tanh", "softplus", "sigmoid"], "biases": biases, "data": data}
    )
    values, rows = [-3.0, 0.0, 0.5, 4.0], [[0.25, -0.5], [1, 1], [0, 0]]
    before = session.numbers.copy()
    found = session.ask(["sweep", path, values, rows])
    np.testing.assert_array_equal(session.numbers, before)
    assert found.shape == (3, 2, 4) and found.flags.c_contiguous
    for place, value in enumerate(values):
        session.act(["set", path, value])
        np.testing.assert_allclose(found[:, :, place], session.ask(["answers", rows])[:, -2:], rtol=1e-12)


def test_sways_are_how_far_a_sweep_of_each_parameter_goes() -> None:
    session = Session(SPEC)
    values, rows = [-3.0, 0.0, 0.5, 4.0], [[0.25, -0.5], [1, 1]]
    paths = parameter_paths([2, 3, 1], True)
    found = session.ask(["sways", values, rows])
    assert found.shape == (len(paths),) == (13,)
    for path, moves in zip(paths, found, strict=True):
        assert moves == pytest.approx(np.ptp(session.ask(["sweep", path, values, rows]), axis=2).max(), rel=1e-12)


def test_a_landscape_is_all_that_a_map_of_the_cost_needs() -> None:
    session = Session(SPEC)
    asked = ["landscape", "weights[1][2][1]", "biases[2][0]", [-1, 1], 5]
    found = session.ask(asked)
    costs, light, (step, top, count) = found[:25].reshape(5, 5), found[25:50], found[50:53]
    lines, labels = found[53 : 53 + 5 * int(count)].reshape(-1, 5), found[53 + 5 * int(count) :].reshape(-1, 3)
    np.testing.assert_allclose(lines[:, 0] / step, np.round(lines[:, 0] / step))
    assert costs.min() < lines[:, 0].min() and lines[:, 0].max() < costs.max() <= top and light.min() >= 0 and light.max() <= 1
    assert set(labels[:, 0]) <= set(lines[:, 0]) and len(labels)
    fixed = session.ask([*asked, [0.01, 2]])
    np.testing.assert_array_equal(fixed[:25], found[:25])
    assert fixed[50:52].tolist() == [0.01, 2] and fixed[25:50].min() > light.min()
    session.act(["set", "weights[1][2][1]", 0.5])
    session.act(["set", "biases[2][0]", -1])
    assert costs[0, 3] == pytest.approx(session["mean_cost"], rel=1e-12)


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ([], "There is no question"),
        (["meaning"], "there are answers"),
        (["answers", [[1, 2, 3]]], "each row needs 2 inputs"),
        (["answers", [["one", 2]]], "could not convert"),
        (["answers"], "missing"),
        (["sweep", "weights[1][0][0]", [1], [[1]]], "each row needs 2 inputs"),
        (["sweep", "rate", [1], [[1, 2]]], "neither a weight nor a bias"),
        (["sweep", "weights[0][0][0]", [1], [[1, 2]]], "there is no"),
        (["sweep", "weights[1][3][0]", [1], [[1, 2]]], "out of range"),
        (["sweep", "weights[1][0]", [1], [[1, 2]]], "1 more index"),
        (["landscape", "rate", "weights[1][0][0]", [-1, 1], 3], "neither a weight nor a bias"),
    ],
)
def test_a_question_that_has_no_answer_says_why(query: list[Any], words: str) -> None:
    with pytest.raises(SessionError, match=words):
        Session(SPEC).ask(query)


def test_other_examples_are_learned_from_and_undone() -> None:
    session = Session(SPEC)
    session.act(["example", 3])
    before = session.numbers.copy()
    session.act(["data", [[1, 1], [2, -1]], [[0.25], [0.75]]])
    assert session["example"] == 1
    assert [session["inputs[0]"], session["targets[0]"]] == [2, 0.75]
    session.act(["train", 2])
    assert session["cycle"] == 1
    for _ in range(2):
        session.act(["undo"])
    np.testing.assert_array_equal(session.numbers, before)
    session.act(["train", 4])
    assert session["cycle"] == 1


@pytest.mark.parametrize("tables", [[[], []], [[[1, 2]], [[1, 2]]], [[["a", 1]], [[1]]], [[[1, float("inf")]], [[1]]], [5, 5]])
def test_examples_that_do_not_fit_are_refused(tables: list[Any]) -> None:
    with pytest.raises(SessionError, match="rows of"):
        Session(SPEC).act(["data", *tables])


def test_as_many_targets_as_inputs_are_needed() -> None:
    with pytest.raises(SessionError, match="as many"):
        Session(SPEC).act(["data", [[1, 1], [0, 1]], [[1]]])


def test_a_grid_is_what_the_network_answers_at_each_of_its_places() -> None:
    session = Session(SPEC)
    grid = session.ask(["grid", 1, 2, [[-1, 1], [0, 3]], [3, 4]])
    assert grid.shape == (4, 3)
    places = [[x, y] for y in (0, 1, 2, 3) for x in (-1, 0, 1)]
    np.testing.assert_allclose(grid.ravel(), session.ask(["answers", places])[:, 2 + 2], rtol=1e-12)


def test_a_grid_over_one_input_is_a_curve() -> None:
    session = Session({**SPEC, "shape": [1, 2, 1], "data": {"inputs": [[0]], "targets": [[1]]}})
    curve = session.ask(["grid", 2, 0, [[-2, 2]], [5]])
    np.testing.assert_allclose(curve, session.ask(["answers", [[-2], [-1], [0], [1], [2]]])[:, 3], rtol=1e-12)


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ([1, 0, [[0, 1]], [5]], "2 ranges"),
        ([1, 0, [[0, 1], [0, 1]], [500, 500]], "40,000 cells"),
        ([1, 0, [[0, 1], [0, 1]], [5, 0]], "from 1"),
        ([3, 0, [[0, 1], [0, 1]], [5, 5]], "no layer 3"),
        ([1, 3, [[0, 1], [0, 1]], [5, 5]], "no neuron 3 in layer 1"),
    ],
)
def test_a_grid_that_cannot_be_says_why(arguments: list[Any], words: str) -> None:
    with pytest.raises(SessionError, match=words):
        Session(SPEC).ask(["grid", *arguments])


def test_a_boundary_is_where_a_neuron_answers_the_level() -> None:
    session = Session(SPEC)
    lines = session.ask(["boundary", 2, 0, [[-4, 4], [-4, 4]], [81, 81], 0.45])
    assert lines.shape[1] == 4 and len(lines) > 10
    on_it = session.ask(["answers", lines[:, :2].tolist()])[:, -1]
    np.testing.assert_allclose(on_it, 0.45, atol=2e-3)
    assert session.ask(["boundary", 2, 0, [[-4, 4], [-4, 4]], [81, 81], 2]).shape == (0, 4)


def test_a_boundary_needs_two_inputs() -> None:
    session = Session({**SPEC, "shape": [1, 2, 1], "data": {"inputs": [[0]], "targets": [[1]]}})
    with pytest.raises(SessionError, match="two inputs"):
        session.ask(["boundary", 2, 0, [[-2, 2]], [5], 0.5])


def test_a_map_is_what_each_neuron_answers_over_the_plane() -> None:
    network = Network([2, 3, 1], ["tanh", "sigmoid"], "squared-error")
    network.parameters[:] = np.linspace(-1, 1, len(network.parameters))
    found = ask(network, np.zeros((1, 2)), np.zeros((1, 1)), ["maps", [-2, 2], 5])
    assert found.shape == (6, 25)
    top_left, bottom_right = network.forward(np.array([[-2.0, 2.0], [2.0, -2.0]]))[1][1]
    np.testing.assert_allclose(found[:2, [0, -1]], [[-2, 2], [2, -2]])
    np.testing.assert_allclose(found[2:5, 0], top_left)
    np.testing.assert_allclose(found[2:5, -1], bottom_right)


CLASSES: dict[str, Any] = {
    "shape": [2, 3, 3], "activations": ["tanh", "linear"], "cost": "softmax-cross-entropy", "rate": 0.5, "seed": 2,
    "data": {"inputs": [[0, 0], [0, 1], [1, 0], [1, 1]], "targets": [[1, 0, 0], [0, 1, 0], [0, 0, 1], [0, 1, 0]]},
}  # fmt: skip
PLANE = [[[-2, 2], [-1, 1]], [9, 5]]


def test_under_softmax_the_answers_are_probabilities() -> None:
    session = Session(CLASSES)
    rows = [[x, y] for y in np.linspace(-1, 1, 5) for x in np.linspace(-2, 2, 9)]
    answers = session.ask(["answers", rows])
    np.testing.assert_allclose(answers[:, -3:].sum(axis=1), 1.0)
    maps = session.ask(["maps", [-1, 1], 3])[-3:]  # the top row first
    np.testing.assert_allclose(maps[:, 0], session.ask(["answers", [[-1, 1]]])[0, -3:], rtol=1e-12)
    np.testing.assert_allclose(session.ask(["grid", 2, 1, *PLANE]).ravel(), answers[:, -2], rtol=1e-12)
    session.act(["set", "inputs[0]", rows[7][0]])
    session.act(["set", "inputs[1]", rows[7][1]])
    np.testing.assert_allclose(answers[7, -3:], [session[f"probabilities[{i}]"] for i in range(3)], rtol=1e-12)


def test_under_softmax_an_error_is_that_of_the_probabilities() -> None:
    session = Session(CLASSES)
    answers, targets = session.ask(["answers", CLASSES["data"]["inputs"]])[:, -3:], np.array(CLASSES["data"]["targets"])
    assert session["error"] == pytest.approx(np.abs(answers - targets).mean(), rel=1e-12)
    session.act(["train", 4000])
    assert session["error"] < 0.05


def test_the_winner_of_each_place_and_the_lines_between_them() -> None:
    session = Session(CLASSES)
    session.act(["train", 200])
    winner, lead = session.ask(["winners", *PLANE])
    shares = np.stack([session.ask(["grid", 2, index, *PLANE]).ravel() for index in range(3)])
    np.testing.assert_array_equal(winner, shares.argmax(axis=0))
    np.testing.assert_allclose(lead, np.sort(shares, axis=0)[2] - np.sort(shares, axis=0)[1], rtol=1e-12)
    fine = [[[-2, 2], [-2, 2]], [81, 81]]
    lines = session.ask(["boundary", 2, 1, *fine, None])
    assert len(lines)
    at = session.ask(["answers", lines[:, :2].tolist()])[:, -3:]
    np.testing.assert_allclose(at[:, 1], np.maximum(at[:, 0], at[:, 2]), atol=0.01)
    assert len(session.ask(["boundary", 2, None, *fine, None])) > len(lines)
    with pytest.raises(SessionError, match="several outputs"):
        Session(SPEC).ask(["winners", *PLANE])


def test_classes_are_told_from_other_targets() -> None:
    found = {}
    for name, targets in {"classes": [[1, 0], [0, 1]], "both": [[1, 1], [0, 1]], "shares": [[0.5, 0.5], [0, 1]]}.items():
        data = {"inputs": [[0, 0], [0, 1]], "targets": targets}
        found[name] = Session({**CLASSES, "shape": [2, 2], "activations": ["linear"], "data": data}).has_classes
    assert found == {"classes": True, "both": False, "shares": False}
    assert not Session(SPEC).has_classes

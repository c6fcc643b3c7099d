"""The door of the browser: actions, undo, saved states, messages, and where every number stands."""

import json
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.activations import ACTIVATIONS
from engine.door import Door
from engine.layout import locate
from engine.losses import COSTS
from engine.network import Network
from engine.session import Session, SessionError, replay
from engine.trace import trace
from engine.training import Descent, Rates

SPEC: dict[str, Any] = {
    "shape": [2, 3, 1], "activations": ["tanh", "sigmoid"], "cost": "squared-error", "rate": 0.5, "bias_rate": None,
    "momentum": 0.0, "biases": True, "update": "online", "batch_size": None, "init": ["uniform", -1, 1], "seed": 7,
    "data": {"inputs": [[0, 0], [0, 1], [1, 0], [1, 1]], "targets": [[0], [1], [1], [0]]},
}  # fmt: skip
PAIRS = {"inputs": SPEC["data"]["inputs"], "targets": [[1, 0], [0, 1], [0, 1], [1, 0]]}
ALONE = {**SPEC, "data": None, "inputs": [0.25, -0.5], "targets": [1]}

actions = st.one_of(
    st.just(["forward"]),
    st.just(["backprop"]),
    st.just(["reset"]),
    st.builds(lambda count: ["train", count], st.integers(1, 9)),
    st.builds(lambda index: ["example", index], st.integers(0, 3)),
    st.builds(lambda value: ["set", "inputs[1]", value], st.floats(-2, 2)),
    st.builds(lambda value: ["set", "weights[1][2][0]", value], st.floats(-2, 2)),
    st.builds(lambda value: ["set", "rate", value], st.floats(0.01, 1)),
    st.builds(
        lambda layer, name: ["activation", layer, name], st.sampled_from([None, 1, 2]), st.sampled_from(["sigmoid", "tanh"])
    ),
    st.builds(lambda value: ["parameters", [value] * 13, 3], st.floats(-2, 2)),
)


def with_(**changes: Any) -> dict[str, Any]:
    return {**SPEC, **changes}


@pytest.mark.parametrize("update", ["online", "batch", "mini-batch"])
@pytest.mark.parametrize("momentum", [0.0, 0.8])
@settings(max_examples=25)
@given(done=st.lists(actions, max_size=12))
def test_undo_takes_every_action_back(update: str, momentum: float, done: list[list[Any]]) -> None:
    session = Session(with_(update=update, batch_size=3, momentum=momentum))
    states = [session.numbers.copy()]
    for action in done:
        session.act(action)
        states.append(session.numbers.copy())
    for state in reversed(states[:-1]):
        session.act(["undo"])
        np.testing.assert_array_equal(session.numbers, state)
    with pytest.raises(SessionError, match="nothing to undo"):
        session.act(["undo"])


@settings(max_examples=25)
@given(first=st.lists(actions, max_size=8), then=st.lists(actions, max_size=8))
def test_a_saved_state_is_plain_and_goes_on_the_same(first: list[list[Any]], then: list[list[Any]]) -> None:
    session = replay(SPEC, first)
    other = Session(SPEC)
    other.restore(json.loads(json.dumps(session.save())))
    for action in then:
        session.act(action)
        other.act(action)
    np.testing.assert_array_equal(session.numbers, other.numbers)
    np.testing.assert_array_equal(session.numbers, replay(SPEC, first + then).numbers)


@pytest.mark.parametrize("update", ["online", "batch", "mini-batch"])
def test_training_in_pieces_is_training_at_once(update: str) -> None:
    spec = with_(update=update, batch_size=3, momentum=0.5)
    pieces, whole = Session(spec), Session(spec)
    for count in (1, 5, 11):
        pieces.act(["train", count])
    whole.act(["train", 17])
    np.testing.assert_array_equal(pieces.numbers, whole.numbers)


def test_one_undo_takes_a_merged_gesture_back() -> None:
    session = Session(SPEC)
    before = session.numbers.copy()
    session.act(["set", "inputs[0]", 0.1])
    for value in (0.2, 0.3, 0.4):
        session.act(["set", "inputs[0]", value], merge=True)
    session.act(["undo"])
    np.testing.assert_array_equal(session.numbers, before)


def test_the_numbers_stay_in_one_buffer() -> None:
    session = Session(SPEC)
    address = session.numbers.ctypes.data
    for action in (["train", 3], ["undo"], ["reset"], ["set", "biases[1][0]", 2], ["backprop"]):
        session.act(action)
    session.restore(session.save())
    assert session.numbers.ctypes.data == address
    assert session.numbers.flags.c_contiguous and session.numbers.dtype == np.float64


@pytest.mark.parametrize(
    ("action", "words"),
    [
        ([], "There is no action ''"),
        (["fly"], "There is no action 'fly'; there are forward"),
        (["forward", 1], "forward takes 0 arguments"),
        (["train", 0], "whole number from 1 to 1,000,000"),
        (["train", 2.5], "whole number"),
        (["train", True], "whole number"),
        (["example", 4], "numbered from 0 to 3"),
        (["set", "inputs[0]"], "needs a quantity and a number"),
        (["set", "inputs[0]", "much"], "not a number"),
        (["set", "inputs[0]", float("nan")], "not a number"),
        (["set", "inputs[9]", 1], "out of range: the largest index here is 1"),
        (["set", "outputs[0]", 1], "cannot be set; these can: inputs, targets, weights"),
        (["set", 3, 1], "cannot be set"),
        (["set", "weights[1]", 1], "2 more indexes"),
        (["activation", "relu"], "activation takes 2 arguments"),
        (["activation", 0, "relu"], "numbered from 1 to 2"),
        (["activation", True, "relu"], "numbered from 1 to 2"),
        (["activation", 1, "step"], 'Unknown activation "step"; there are sigmoid'),
        (["activation", 1, ["relu"]], "Unknown activation"),
        (["parameters", [1, 2], 0], "This network has 13 weights and biases"),
        (["parameters", [1] * 12 + ["x"], 0], "This network has 13 weights and biases"),
        (["parameters", [1] * 13, -1], "counted from 0"),
        (["parameters", [1] * 13], "needs the numbers and a cycle"),
        (["set", "rate", -0.5], "A learning rate is never less than 0, and so not -0.5"),
        (["set", "bias_rate", -1], "A learning rate is never less than 0"),
        (["set", "momentum", 5], "Momentum is at least 0 and less than 1, not 5"),
        (["set", "momentum", 1], "Momentum is at least 0 and less than 1"),
        (["set", "l1", -3], "L1 is never less than 0"),
    ],
)
def test_a_refused_action_says_why_and_changes_nothing(action: list[Any], words: str) -> None:
    session = replay(SPEC, [["train", 3], ["backprop"]])
    before = session.numbers.copy(), json.dumps(session.save())
    with pytest.raises(SessionError, match=".*".join(words.split("*")).replace("(", r"\(")):
        session.act(action)
    np.testing.assert_array_equal(session.numbers, before[0])
    assert json.dumps(session.save()) == before[1]


@pytest.mark.filterwarnings("ignore::RuntimeWarning")
def test_a_step_past_all_numbers_is_refused() -> None:
    session = Session(with_(activations=["linear", "linear"], rate=1e200))
    before = session.numbers.copy()
    with pytest.raises(SessionError, match="smaller learning rate"):
        session.act(["train", 50])
    np.testing.assert_array_equal(session.numbers, before)


@pytest.mark.filterwarnings("ignore::RuntimeWarning")
def test_a_rate_is_blamed_for_a_step_only() -> None:
    session = Session(with_(activations=["linear", "linear"]))
    for action in (["set", "targets[0]", 1e200], ["data", [[1e200, 1e200]], [[0]]], ["parameters", [1e200] * 13, 0]):
        with pytest.raises(SessionError, match=r"past what a computer can hold\.$"):
            session.act(action)


def test_targets_that_a_cost_is_not_defined_for_are_refused() -> None:
    session = Session(with_(cost="cross-entropy"))
    before = session.numbers.copy()
    for action in (["set", "targets[0]", -1], ["data", [[0, 0], [1, 1]], [[0], [2]]]):
        with pytest.raises(SessionError, match=r"^The cost cross-entropy needs targets from 0 to 1\.$"):
            session.act(action)
    np.testing.assert_array_equal(session.numbers, before)
    session.numbers[session.layout["targets"][0]] = 2.0
    with pytest.raises(SessionError, match="needs targets from 0 to 1"):
        session.settle()


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"cost": "cross-entropy", "data": {**SPEC["data"], "targets": [[-1], [1], [1], [-1]]}}, "targets from 0 to 1"),
        (
            {"cost": "cross-entropy", "data": {**SPEC["data"], "test_inputs": [[0, 0]], "test_targets": [[2]]}},
            "targets from 0 to 1",
        ),
        ({"cost": "softmax-cross-entropy"}, "the cost softmax-cross-entropy needs 2 outputs or more"),
        ({"momentum": 1.5}, "momentum is at least 0 and less than 1"),
        ({"rate": -1}, "a learning rate is never less than 0"),
        ({"l2": -0.1}, "l2 is never less than 0"),
    ],
)
def test_a_specification_that_makes_no_descent_is_refused(changes: dict[str, Any], words: str) -> None:
    with pytest.raises(ValueError, match=words):
        Session(with_(**changes))


def test_another_activation_is_the_network_built_with_it() -> None:
    session, other = Session(SPEC), Session(with_(activations=["relu", "sigmoid"]))
    session.act(["activation", 1, "relu"])
    np.testing.assert_array_equal(session.numbers, other.numbers)
    for each in (session, other):
        each.act(["train", 5])
    np.testing.assert_array_equal(session.numbers, other.numbers)


def test_without_a_layer_every_hidden_layer_changes_and_undo_returns_each_to_its_own() -> None:
    deep = {**SPEC, "shape": [2, 3, 3, 1], "activations": ["tanh", "relu", "sigmoid"]}
    session = Session(deep)
    session.act(["activation", None, "softplus"])
    assert [function.name for function in session.network.activations] == ["softplus", "softplus", "sigmoid"]
    session.act(["undo"])
    assert [function.name for function in session.network.activations] == ["tanh", "relu", "sigmoid"]
    flat = Session({**SPEC, "shape": [2, 1], "activations": ["tanh"]})
    flat.act(["activation", None, "linear"])
    assert flat.network.activations[0].name == "linear"


def test_a_cost_keeps_the_output_activation_that_it_needs() -> None:
    session = Session(with_(cost="cross-entropy"))
    before = session.numbers.copy()
    with pytest.raises(SessionError, match="cross-entropy needs sigmoid outputs, not tanh"):
        session.act(["activation", 2, "tanh"])
    np.testing.assert_array_equal(session.numbers, before)
    session.act(["activation", 1, "linear"])
    session.act(["reset"])
    np.testing.assert_array_equal(session.numbers, before)


def test_a_saved_state_brings_its_activations_along() -> None:
    session, other = Session(with_(cost="cross-entropy")), Session(with_(cost="cross-entropy"))
    session.act(["activation", 1, "relu"])
    other.act(["restore", session.save()])
    assert other.network.activations[0].name == "relu"
    for code in (17, 1):
        saved = session.save()
        saved["numbers"][locate(session.layout, "functions[2]")] = code
        with pytest.raises(SessionError, match="of another network"):
            session.act(["restore", saved])


def test_the_door_answers_in_words() -> None:
    door = Door(json.dumps(SPEC))
    assert door.act('["train", 5]') == ""
    assert "There is no action" in door.act('["jump"]')
    assert door.act("nonsense") != ""
    assert json.loads(door.description)["layout"]["cost"] == [8, []]
    assert door.numbers[0] == 5
    other = Door(json.dumps(SPEC))
    assert other.act(json.dumps(["restore", json.loads(door.save())])) == ""
    np.testing.assert_array_equal(other.numbers, door.numbers)


def test_every_quantity_is_in_one_stage_of_each_pass() -> None:
    for cost in ("squared-error", "softmax-cross-entropy"):
        for biases in (True, False):
            session = Session(with_(shape=[2, 3, 2], cost=cost, biases=biases, data=PAIRS))
            for stages in session.stages.values():
                keys = [key for stage in stages for key in stage["keys"]]  # type: ignore[attr-defined]
                assert sorted(keys) == sorted(session.layout)
            json.dumps([session.layout, session.stages])


def test_locating_a_number() -> None:
    layout = Session(SPEC).layout
    assert locate(layout, "weights[1][2][1]") == layout["weights[1]"][0] + 5
    assert locate(layout, "inputs[1]") == locate(layout, "activations[0][1]")
    for path, words in {
        "speed": "there is no quantity",
        "weights[3][0][0]": "there is weights",
        "weights[1][0]": "1 more index in brackets",
        "cost[0]": "1 index in brackets too many",
        "inputs[2]": "largest index here is 1",
        "in puts": "no quantity",
    }.items():
        with pytest.raises(KeyError, match=words):
            locate(layout, path)


def test_a_batch_descends_the_mean_gradient_with_momentum() -> None:
    """Against the rule written out: v = m v + g, and every parameter moves by -rate v."""
    session = Session(with_(update="batch", momentum=0.9, bias_rate=0.1))
    network = Network([2, 3, 1], ["tanh", "sigmoid"], "squared-error")
    network.parameters[:] = session.network.parameters
    x, t = np.array(SPEC["data"]["inputs"], float), np.array(SPEC["data"]["targets"], float)
    velocity, rates = np.zeros_like(network.parameters), np.array([0.5] * 9 + [0.1] * 4)
    for _ in range(20):
        sums, activations = network.forward(x)
        gradient = network.gradient(network.deltas(sums, activations, t), activations, np.empty_like(velocity))
        velocity = 0.9 * velocity + gradient
        network.parameters -= rates * velocity
    session.act(["train", 20])
    np.testing.assert_allclose(session.network.parameters, network.parameters, rtol=1e-12)
    assert session["cycle"] == 20 and session["step"] == 20


def test_a_mini_batch_cycle_meets_every_example_once() -> None:
    session = Session(with_(update="mini-batch", batch_size=3))
    met = []
    for _ in range(2):
        met += session._trainer.batch.tolist()
        session.act(["train", 1])
    assert sorted(met) == [0, 1, 2, 3]
    assert session["cycle"] == 1


def test_a_proposed_update_is_the_one_that_backprop_applies() -> None:
    for changes in ({}, {"momentum": 0.7}, {"update": "batch"}, {"update": "mini-batch", "batch_size": 2}):
        session = replay(with_(**changes), [["train", 5]])
        place = locate(session.layout, "weights[1][1][0]")
        proposed = session["weight_updates[1][1][0]"]
        before = session.numbers[place]
        session.act(["backprop"])
        assert session.numbers[place] == pytest.approx(before + proposed, abs=1e-15)


def test_trace_names_the_steps_of_a_pass() -> None:
    network = Network([2, 3, 1], ["tanh", "sigmoid"], "squared-error")
    network.parameters[:] = np.linspace(-1, 1, len(network.parameters))
    twin = Network([2, 3, 1], ["tanh", "sigmoid"], "squared-error", parameters=network.parameters.copy())
    steps = list(trace(network, np.array([0.5, -1.0]), np.array([1.0]), Descent(network, Rates(0.5))))
    order = [(step.name, step.layer) for step in steps]
    assert order[:5] == [("z", 1), ("a", 1), ("z", 2), ("a", 2), ("cost", None)]
    assert order[5:8] == [("delta", 2), ("gradient", 2), ("proposed update", 2)]
    assert order[-2:] == [("applied", 2), ("applied", 1)]
    found = {(step.name, step.layer): step for step in steps}
    np.testing.assert_allclose(found["applied", 1].values, twin.weights[0] + found["proposed update", 1].values)
    np.testing.assert_allclose(found["applied", 2].biases, twin.biases[1] + found["proposed update", 2].biases)
    np.testing.assert_allclose(found["gradient", 2].biases, found["delta", 2].values)
    np.testing.assert_allclose(found["a", 2].values, twin.forward(np.array([[0.5, -1.0]]))[1][-1][0])


def test_training_goes_on_from_parameters_as_from_the_cycle_that_they_belong_to() -> None:
    trained = replay(SPEC, [["train", 12]])
    taken = replay(SPEC, [["train", 2], ["parameters", trained.network.parameters.tolist(), 3]])
    assert [taken["cycle"], taken["step"], taken["example"]] == [3, 12, 0]
    for session in (trained, taken):
        session.act(["train", 9])
    np.testing.assert_array_equal(taken.network.parameters, trained.network.parameters)


def test_an_edited_input_leaves_many_examples_as_they_are() -> None:
    session = Session(SPEC)
    session.act(["set", "inputs[0]", 0.75])
    assert session["inputs[0]"] == 0.75
    session.act(["example", 0])
    assert session["inputs[0]"] == 0.0


def test_an_edited_input_of_one_example_is_learned_from() -> None:
    session = Session(ALONE)
    session.act(["set", "inputs[0]", 0.75])
    session.act(["train", 3])
    assert session["inputs[0]"] == 0.75


@pytest.mark.parametrize("kind", [["uniform", -0.5, 0.5], ["normal", 0, 0.1], ["xavier"], ["he"]])
def test_initial_numbers_follow_the_seed(kind: list[Any]) -> None:
    spec = {**ALONE, "inputs": None, "init": kind}
    one, same, other = Session(spec), Session(spec), Session({**spec, "seed": 8})
    np.testing.assert_array_equal(one.numbers, same.numbers)
    assert not np.array_equal(one.numbers, other.numbers)
    if kind[0] in ("xavier", "he"):
        assert all(one[f"biases[1][{i}]"] == 0 for i in range(3))


def test_the_draws_come_in_order_weights_biases_inputs() -> None:
    random = np.random.RandomState(7)
    w1, w2 = 2 * random.random_sample((3, 2)) - 1, 2 * random.random_sample((1, 3)) - 1
    b1, b2 = 2 * random.random_sample(3) - 1, 2 * random.random_sample(1) - 1
    x = 2 * random.random_sample(2) - 1
    session = Session({**ALONE, "inputs": None})
    drawn = np.concatenate([w1.ravel(), w2.ravel(), b1, b2])
    np.testing.assert_array_equal(session.network.parameters, drawn)
    assert [session["inputs[0]"], session["inputs[1]"]] == x.tolist()


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"shape": [3]}, "at least two layers"),
        ({"activations": ["tanh"]}, "need as many activations"),
        ({"activations": ["tanh", "sigmoyd"]}, "unknown activation"),
        ({"cost": "absolute"}, "unknown cost"),
        ({"cost": "cross-entropy", "activations": ["tanh", "tanh"]}, "needs sigmoid outputs"),
        ({"update": "sometimes"}, "unknown update"),
        ({"init": ["cauchy"]}, "unknown init"),
        ({"weights": [[[1, 2]], [[1, 2, 3]]], "bias_values": None}, "expected numbers in shape"),
    ],
)
def test_a_specification_that_makes_no_network_is_refused(changes: dict[str, Any], words: str) -> None:
    with pytest.raises((ValueError, KeyError), match=words):
        Session(with_(**changes))


SUITED = [(a, c) for a in ACTIVATIONS for c in COSTS if COSTS[c].only_after in (None, a)]


@pytest.mark.parametrize(("activation", "cost"), SUITED)
def test_every_pairing_trains_without_a_warning(activation: str, cost: str) -> None:
    session = Session(with_(shape=[2, 3, 2], activations=["tanh", activation], cost=cost, rate=0.01, data=PAIRS))
    session.act(["train", 40])
    assert np.isfinite(session.numbers).all()

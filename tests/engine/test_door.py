"""What the browser holds: networks that begin anew, and the way back."""

import json
from typing import Any

import numpy as np
import pytest

from engine.door import Door

SPEC: dict[str, Any] = {
    "shape": [2, 3, 1], "activations": ["tanh", "sigmoid"], "cost": "squared-error", "rate": 0.5, "bias_rate": None,
    "momentum": 0.0, "biases": True, "update": "online", "batch_size": None, "init": ["uniform", -1, 1], "seed": 7,
    "weights": None, "bias_values": None, "inputs": None, "targets": None,
    "data": {"inputs": [[0, 0], [0, 1], [1, 0], [1, 1]], "targets": [[0], [1], [1], [0]]},
}  # fmt: skip


def act(door: Door, *action: Any) -> str:
    return door.act(json.dumps(action))


def test_a_change_begins_anew_with_the_rates_functions_and_data_of_now() -> None:
    door = Door(json.dumps(SPEC))
    for action in (["train", 5], ["set", "rate", 0.25], ["activation", 1, "relu"], ["data", [[0, 2]], [[1]]]):
        assert act(door, *action) == ""
    assert act(door, "change", {"hidden": [4, 2]}) == ""
    described = json.loads(door.description)
    assert described["spec"]["shape"] == [2, 4, 2, 1]
    assert described["spec"]["activations"] == ["relu", "relu", "sigmoid"]
    assert described["names"][1][3] == "Hidden layer 1, neuron 4"
    assert described["labels"][1][3] == "Hidden 1 · 4"
    assert [group["words"] for group in described["groups"]] == [
        "all hidden neurons", "layer Hidden 1", "layer Hidden 2", "the outputs",
    ]  # fmt: skip
    assert len(described["drawing"]["connections"]) == 18
    assert [door.session["rate"], door.session["step"], door.session["inputs[1]"]] == [0.25, 0.0, 2.0]


def test_what_holds_for_the_arithmetic_is_told() -> None:
    door = Door(json.dumps(SPEC))
    assert [json.loads(door.description)[name] for name in ("averaged", "bound")] == [False, None]
    act(door, "change", {"update": "batch", "cost": "cross-entropy"})
    assert [json.loads(door.description)[name] for name in ("averaged", "bound")] == [True, "sigmoid"]


def test_undo_leads_back_through_a_change() -> None:
    door = Door(json.dumps(SPEC))
    act(door, "train", 5)
    before = door.numbers.copy()
    act(door, "change", {"hidden": [8]})
    act(door, "train", 3)
    assert door.opened == 1
    act(door, "undo")
    assert door.session["step"] == 0
    act(door, "undo")
    assert door.opened == 2
    np.testing.assert_array_equal(door.numbers, before)
    act(door, "undo")
    assert door.session["step"] == 0
    assert act(door, "undo") == "There is nothing to undo."


@pytest.mark.parametrize("changes", [{"hidden": [0]}, {"hidden": "4"}, {"set": "torus"}, {"cost": "none"}, 3])
def test_a_change_that_makes_no_network_is_refused_and_changes_nothing(changes: Any) -> None:
    door = Door(json.dumps(SPEC))
    before = door.numbers.copy()
    assert act(door, "change", changes)
    assert door.opened == 0
    np.testing.assert_array_equal(door.numbers, before)


def test_what_it_describes_names_and_places_every_part() -> None:
    door = Door(json.dumps({**SPEC, "activations": ["tanh", "tanh", "sigmoid"], "shape": [2, 2, 2, 1]}))
    described = json.loads(door.description)
    assert described["words"] == "2 inputs, 2 hidden neurons, 2 hidden neurons and 1 output"
    weights, biases, *_, last = described["parameters"]
    assert weights[0] == "Weights of hidden 1"
    assert weights[1][1] == ["weights[1][0][1]", "Weight from Input 2 to Hidden layer 1, neuron 1"]
    assert biases == [
        "Biases of hidden 1",
        [[f"biases[1][{i}]", f"Bias of Hidden layer 1, neuron {i + 1}"] for i in range(2)],
    ]
    assert last == ["Biases of outputs", [["biases[3][0]", "Bias of Output 1"]]]
    assert len(described["stage"]["cells"]) == 7
    assert described["stage"]["ends"][:3] == [[0, 2], [1, 2], [0, 3]]


def test_features_are_named_and_a_point_is_set_by_its_coordinates() -> None:
    door = Door(json.dumps(SPEC))
    assert act(door, "change", {"features": ["x1", "x1*x2"]}) == ""
    described = json.loads(door.description)
    assert described["names"][0] == ["x₁", "x₁x₂"]
    assert described["parameters"][0][1][1] == ["weights[1][0][1]", "Weight from x₁x₂ to Hidden 1"]
    assert act(door, "example", 3) == ""
    assert [door.session[f"coordinates[{i}]"] for i in range(2)] == [1, 1]
    assert act(door, "set", "coordinates[1]", -3) == ""
    assert [door.session[f"inputs[{i}]"] for i in range(2)] == [1, -3]
    assert act(door, "data", [[2, 5]], [[1]]) == ""
    assert act(door, "set", "coordinates[0]", 4) == ""
    assert door.session.as_it_is(described["spec"])["data"]["inputs"] == [[4, 5]]
    assert door.session["inputs[1]"] == 20
    assert act(door, "train", 1) == ""
    assert door.session["inputs[1]"] == 20


def test_a_change_that_takes_a_number_out_of_the_text_is_refused() -> None:
    spoken = ["weights[1][2][0]", "mean_cost", "test_accuracy"]
    door = Door(json.dumps({**SPEC, "data": {**SPEC["data"], "test_inputs": [[0, 0]], "test_targets": [[0]]}, "spoken": spoken}))
    before = door.numbers.copy()
    words = "The text speaks of a number that this network would not have: Weight from Input 1 to Hidden 3."
    assert act(door, "change", {"hidden": [2]}) == words
    assert act(door, "change", {"set": "circle", "test": 0}).endswith("would not have: Test accuracy.")
    assert door.opened == 0
    np.testing.assert_array_equal(door.numbers, before)
    assert act(door, "change", {"hidden": [4]}) == ""
    assert act(door, "change", {"hidden": [2]}) == words


def test_a_change_to_rates_that_make_no_descent_is_refused() -> None:
    door = Door(json.dumps(SPEC))
    assert act(door, "change", {"momentum": 5}) == "Momentum is at least 0 and less than 1, not 5."
    assert act(door, "change", {"rate": -1}) == "A learning rate is never less than 0, and so not -1."
    assert act(door, "change", {"cost": "softmax-cross-entropy"}) == "The cost softmax-cross-entropy needs 2 outputs or more."

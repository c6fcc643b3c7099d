"""Specifications with parts changed make the network that was asked for."""

from typing import Any

import numpy as np
import pytest

from engine.datasets import DATASETS
from engine.session import Session
from engine.specification import changed, settings

SPEC: dict[str, Any] = {
    "shape": [2, 3, 1], "activations": ["tanh", "sigmoid"], "cost": "cross-entropy", "rate": 0.1, "bias_rate": None,
    "momentum": 0.0, "biases": True, "update": "mini-batch", "batch_size": 10, "init": ["xavier"], "seed": 7, "weights": None,
    "bias_values": None, "inputs": None, "targets": None, "data": {"inputs": [[0, 0], [0, 1]], "targets": [[0], [1]]},
}  # fmt: skip


def test_another_shape_keeps_the_data_and_the_activations() -> None:
    session = Session(changed(SPEC, {"hidden": [4, 2]}))
    assert session.network.shape == (2, 4, 2, 1)
    assert [each.name for each in session.network.activations] == ["tanh", "tanh", "sigmoid"]
    assert session["targets[0]"] == 0.0


def test_with_every_setting_named_nothing_of_the_network_before_stays() -> None:
    written = changed(SPEC, {"l1": 0, "l2": 0, "set": "circle", "count": 40, "noise": 0.1, "test": 0.5, "data_seed": 3})
    other = {"set": "plane", "test": 0.2, "hidden": [8], "features": ["x1*x2"], "l2": 0.3, "seed": 1, "batch_size": 1}
    again = changed(changed(written, other), settings(written))
    assert {**again, "inputs": None, "targets": None} == written
    with pytest.raises(ValueError, match="generated data"):
        settings(SPEC)


def test_no_hidden_layer_is_a_network_too() -> None:
    assert Session(changed(SPEC, {"hidden": []})).network.shape == (2, 1)
    again = changed(changed(SPEC, {"hidden": []}), {"hidden": [3], "activation": "relu"})
    assert again["activations"] == ["relu", "sigmoid"]


@pytest.mark.parametrize("name", DATASETS)
def test_every_set_trains(name: str) -> None:
    session = Session(changed(SPEC, {"set": name, "count": 40, "noise": 0.1, "test": 0.25}))
    session.act(["train", 5])
    assert np.isfinite(session["test_cost"])
    assert len(session.save()["data"][0]) == 30
    last = session.network.activations[-1].name
    assert last == ("linear" if name == "plane" else "sigmoid")


def test_another_seed_makes_other_numbers_and_the_same_one_the_same() -> None:
    one, other, same = (Session(changed(SPEC, {"seed": seed})).network.parameters for seed in (1, 2, 1))
    assert not np.array_equal(one, other)
    np.testing.assert_array_equal(one, same)


def test_a_batch_of_one_is_met_in_shuffled_order_as_others_are() -> None:
    data = {"inputs": [[number, 0] for number in range(9)], "targets": [[0]] * 9}
    session = Session(changed({**SPEC, "data": data}, {"batch_size": 1}))
    met = []
    for _ in range(8):
        session.act(["train", 1])
        met.append(session["inputs[0]"])
    assert len(set(met)) == 8 and met != sorted(met)
    assert not session.averaged
    assert changed(SPEC, {"batch_size": 5})["batch_size"] == 5


def test_outputs_change_with_the_kind_of_set_and_stay_otherwise() -> None:
    tanh = changed({**SPEC, "activations": ["tanh", "tanh"], "cost": "squared-error"}, {"set": "circle"})
    assert tanh["activations"][-1] == "tanh"
    plane = changed(tanh, {"set": "plane"})
    assert plane["activations"][-1] == "linear"
    assert changed(plane, {"set": "moons"})["activations"][-1] == "sigmoid"
    with pytest.raises(ValueError, match="one target; this network has 2 outputs"):
        changed({**SPEC, "shape": [2, 3, 2]}, {"set": "circle"})


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"hidden": [0]}, "from 1 to 32 neurons"),
        ({"hidden": [3] * 11}, "10 hidden layers"),
        ({"activation": "sigmoyd"}, "unknown activation"),
        ({"set": "torus"}, "unknown data set"),
        ({"features": ["x3"]}, "unknown feature"),
        ({"features": []}, "one of their features at least"),
        ({"shape": [2, 1]}, 'no setting "shape"; there are hidden'),
    ],
)
def test_what_makes_no_network_is_said(changes: dict[str, Any], words: str) -> None:
    with pytest.raises(ValueError, match=words):
        changed(SPEC, changes)


def test_features_of_points_are_the_inputs_and_the_points_stay_as_they_are() -> None:
    spec = changed(SPEC, {"features": ["x1*x2", "x1^2"], "set": "xor", "count": 200, "rate": 0.03, "test": 0.25, "hidden": []})
    session = Session(spec)
    assert session.network.shape == (2, 1)
    x, y = spec["data"]["inputs"][0]
    assert [session["inputs[0]"], session["inputs[1]"]] == pytest.approx([x * x, x * y])  # in the order of the registry
    asked = session.ask(["answers", [[0.5, -2.0]]])[0]
    assert asked[:2] == pytest.approx([0.25, -1.0])
    session.act(["train", 600])
    assert session["test_accuracy"] > 0.9  # the product alone tells opposite corners apart
    saved, other = session.save(), Session(spec)
    other.restore(saved)
    for each in (session, other):
        each.act(["data", [[3, 1]], [[1]]])
    np.testing.assert_array_equal(other.numbers, session.numbers)
    assert changed(session.as_it_is(spec), {"hidden": [3]})["data"]["inputs"] == [[3, 1]]


def test_both_coordinates_are_no_features() -> None:
    spec = changed(changed(SPEC, {"features": ["x1", "sin(x1)", "x2"]}), {"features": ["x2", "x1"]})
    assert spec["features"] == [] and spec["shape"][0] == 2

"""What a page carries of a network is what the engine computes."""

import json
from typing import Any

from engine.session import Session
from site_builder.model import NetworkModel
from site_builder.recording import record

SPEC: dict[str, Any] = {
    "shape": [2, 2, 1], "activations": ["relu", "linear"], "cost": "squared-error", "rate": 0.5, "bias_rate": None,
    "momentum": 0.5, "biases": True, "update": "online", "batch_size": None, "init": ["uniform", -1, 1], "seed": 3,
    "weights": None, "bias_values": None, "inputs": None, "targets": None,
    "data": {"inputs": [[0, 1], [1, 0], [1, 1]], "targets": [[1], [1], [0]]},
}  # fmt: skip


def numbers_of(recorded: dict[str, Any], index: int) -> list[float]:
    frame = recorded["frames"][index]
    if "numbers" in frame:
        return list(frame["numbers"])
    numbers = numbers_of(recorded, frame["from"])
    for place, value in frame["changed"]:
        numbers[place] = value
    return numbers


def test_every_recorded_step_is_the_engine_s() -> None:
    recorded = json.loads(json.dumps(record(NetworkModel("net", SPEC, Session(SPEC), 4), 4), allow_nan=False))
    for actions in (["backprop", "forward"] * 4, ["train"] * 4):
        session, here = Session(SPEC), 0
        for name in actions:
            action = next(each for each in recorded["actions"] if each[0] == name)
            here = recorded["next"][here][recorded["actions"].index(action)]
            session.act(action)
            assert abs(session.numbers - numbers_of(recorded, here)).max() < 1e-12
        assert session["step"] == 4


def test_steps_beyond_all_numbers_are_left_out() -> None:
    spec = {**SPEC, "rate": 1e200}
    recorded = record(NetworkModel("net", spec, Session(spec), 4), 4)
    json.dumps(recorded, allow_nan=False)
    assert any(None in row for row in recorded["next"])

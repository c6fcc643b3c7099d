"""The same actions give the same numbers in CPython and in the browser's Python, to 1e-12."""

import json
import shutil
import subprocess
from pathlib import Path
from random import Random
from typing import Any

import numpy as np
import pytest

from engine.activations import ACTIVATIONS
from engine.datasets import xor_with_distractor
from engine.door import Door
from engine.losses import COSTS
from site_builder.runtime import runtime_files

TABLE = {"inputs": xor_with_distractor()[0].tolist(), "targets": xor_with_distractor()[1].tolist()}
CLASSES = {"inputs": TABLE["inputs"], "targets": [[target, 1 - target] for (target,) in TABLE["targets"]]}
LEARNER: dict[str, Any] = {
    "shape": [3, 2, 3], "activations": ["sigmoid", "sigmoid"], "cost": "softmax-cross-entropy", "rate": 0.3, "bias_rate": 0.1,
    "momentum": 0, "biases": True, "update": "online", "batch_size": None, "init": ["uniform", -1, 1], "seed": 5,
    "data": None, "inputs": [0.5, -0.25, 0.75], "targets": [0, 1, 0],
}  # fmt: skip


def some_actions(seed: int, inputs: int, parameters: int) -> list[list[Any]]:
    random = Random(seed)
    choices = [
        lambda: ["forward"],
        lambda: ["backprop"],
        lambda: ["train", random.choice([1, 7, 100])],
        lambda: ["set", f"inputs[{random.randrange(inputs)}]", random.uniform(-1, 1)],
        lambda: ["set", "weights[1][0][0]", random.uniform(-1, 1)],
        lambda: ["parameters", [random.uniform(-1, 1) for _ in range(parameters)], 2],
        lambda: ["activation", 1, random.choice(["sigmoid", "tanh"])],
        lambda: ["undo"],
        lambda: ["reset"] if random.random() < 0.3 else ["backprop"],
    ]
    return [*(random.choice(choices)() for _ in range(25)), ["out of this world"]]


def all_cases() -> dict[str, dict[str, Any]]:
    cases = {"learner": {"spec": LEARNER, "actions": some_actions(1, 3, 17)}}
    for seed, (activation, cost) in enumerate((a, c) for a in ACTIVATIONS for c in COSTS if COSTS[c].only_after in (None, a)):
        update, rate = ["online", "batch", "mini-batch"][seed % 3], 0.01 if activation in ("relu", "softplus", "linear") else 0.3
        outputs = COSTS[cost].least_outputs
        spec = {
            **LEARNER, "shape": [3, 4, outputs], "activations": ["tanh", activation], "cost": cost, "rate": rate,
            "bias_rate": None, "momentum": 0.5 * (seed % 2), "l1": 0.002 * (seed % 3), "l2": 0.01 * (seed % 4),
            "biases": seed % 4 > 0, "update": update, "batch_size": 3,
            "init": [["xavier"], ["he"], ["normal", 0, 1], ["uniform", -1, 1]][seed % 4], "seed": seed,
            "data": TABLE if outputs == 1 else CLASSES, "inputs": None, "targets": None,
        }  # fmt: skip
        parameters = 12 + 4 * outputs + (4 + outputs if spec["biases"] else 0)
        cases[f"{activation}, {cost}, {update}"] = {"spec": spec, "actions": some_actions(seed, 3, parameters)}
    return cases


@pytest.fixture(scope="module")
def in_pyodide(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """What the browser's Python answers to every case; it runs under Node here."""
    folder = tmp_path_factory.mktemp("runtime")
    for name, content in runtime_files().items():
        (folder / name).write_bytes(content)
    cases = all_cases()
    command = [shutil.which("node") or "node", str(Path(__file__).with_name("run_actions.mjs")), str(folder)]
    done = subprocess.run(command, input=json.dumps(list(cases.values())), capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-2000:]
    return dict(zip(cases, json.loads(done.stdout), strict=True))


@pytest.mark.parametrize("name", all_cases())
def test_the_numbers_agree(name: str, in_pyodide: dict[str, Any]) -> None:
    case, there = all_cases()[name], in_pyodide[name]
    door = Door(json.dumps(case["spec"]))
    messages = [door.act(json.dumps(action)) for action in case["actions"]]
    assert messages == there["messages"]
    assert any(messages) and not all(messages)
    np.testing.assert_allclose(there["numbers"], door.numbers, rtol=1e-12, atol=1e-12)

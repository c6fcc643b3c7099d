"""Training that is gone through at build: the same numbers as step by step, and kept."""

from pathlib import Path

import numpy as np
import pytest

from engine.datasets import xor_with_distractor
from engine.session import Session
from site_builder import rehearsal

INPUTS, TARGETS = xor_with_distractor()
SPEC = {
    "shape": [3, 4, 1], "activations": ["sigmoid", "sigmoid"], "cost": "squared-error", "rate": 1.0, "biases": False,
    "update": "online", "seed": 1, "batch_size": None, "data": {"inputs": INPUTS.tolist(), "targets": TARGETS.tolist()},
}  # fmt: skip


@pytest.fixture(autouse=True)
def kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(rehearsal, "CACHE", tmp_path)
    return tmp_path


def test_a_rehearsed_network_is_the_trained_one() -> None:
    trained = Session(SPEC)
    trained.act(["train", 30])
    np.testing.assert_array_equal(rehearsal.rehearse(SPEC, [30, 7])[30].numbers, trained.numbers)


def test_what_was_kept_is_taken_again_and_a_spoilt_file_is_not(kept: Path) -> None:
    first = rehearsal.rehearse(SPEC, [30])[30].numbers.copy()
    (file,) = kept.iterdir()
    np.testing.assert_array_equal(rehearsal.rehearse(SPEC, [30])[30].numbers, first)
    file.write_text(file.read_text()[:100])
    np.testing.assert_array_equal(rehearsal.rehearse(SPEC, [30])[30].numbers, first)


@pytest.mark.parametrize(("update", "size", "steps"), [("online", None, 7), ("batch", None, 1), ("mini-batch", 3, 3)])
def test_a_cycle_has_so_many_steps(update: str, size: int | None, steps: int) -> None:
    spec = {**SPEC, "update": update, "batch_size": size}
    assert rehearsal.steps_per_cycle(spec) == steps
    session = Session(spec)
    session.act(["train", steps])
    assert session["cycle"] == 1

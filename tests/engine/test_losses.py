"""Which costs a network can have is told with the reason, before anything is computed with them."""

import numpy as np
import pytest

from engine.losses import COSTS

CLASSES = np.array([[0.0, 1.0], [1.0, 0.0]])


@pytest.mark.parametrize(
    ("cost", "activation", "targets", "reason"),
    [
        ("cross-entropy", "sigmoid", CLASSES, ""),
        ("cross-entropy", "tanh", CLASSES, "needs sigmoid outputs"),
        ("cross-entropy", "sigmoid", CLASSES * 2 - 1, "needs targets from 0 to 1"),
        ("softmax-cross-entropy", "linear", CLASSES, ""),
        ("softmax-cross-entropy", "linear", CLASSES[:, :1], "needs 2 outputs or more"),
        ("softmax-cross-entropy", "linear", CLASSES - 0.5, "needs targets from 0 to 1"),
        ("squared-error", "tanh", CLASSES * 7 - 3, ""),
    ],
)
def test_a_cost_that_cannot_be_says_what_it_needs(cost: str, activation: str, targets: np.ndarray, reason: str) -> None:
    assert COSTS[cost].unfit(activation, targets) == reason

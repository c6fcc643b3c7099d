"""What "Watch a network learn" says of thirty beginnings, worked out by a program of its own for all thirty at once."""

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]

EXERCISES = np.array([[0, 0, 1], [0, 1, 1], [1, 0, 1], [0, 1, 0], [1, 0, 0], [1, 1, 1], [0, 0, 0]], dtype=float)
TARGETS = np.array([0, 1, 1, 1, 1, 0, 0], dtype=float)
SEEDS = range(30)
CYCLES = 20_000  # the three that go wrong have long settled by then, and so have the others


def sigmoid(z: Array) -> Array:
    result: Array = 1 / (1 + np.exp(-z))
    return result


def answers(hidden: Array, output: Array, inputs: Array) -> Array:
    """What each network answers, (networks,), to one set of inputs."""
    return sigmoid((output * sigmoid(hidden @ inputs)).sum(axis=1))


def learned() -> tuple[Array, Array]:
    """The weights of all networks after training: (networks, 4, 3) and (networks, 4)."""
    draws = [np.random.RandomState(seed) for seed in SEEDS]
    hidden = np.array([2 * draw.random_sample((4, 3)) - 1 for draw in draws])
    output = np.array([2 * draw.random_sample(4) - 1 for draw in draws])
    for _ in range(CYCLES):
        for inputs, target in zip(EXERCISES, TARGETS, strict=True):
            said = sigmoid(hidden @ inputs)
            answer = sigmoid((output * said).sum(axis=1))
            step = ((target - answer) * answer * (1 - answer))[:, None]
            hidden += (step * output * said * (1 - said))[:, :, None] * inputs
            output += step * said
    return hidden, output


def test_thirty_learn_their_exercises_and_twenty_seven_get_the_eighth() -> None:
    hidden, output = learned()
    for inputs, target in zip(EXERCISES, TARGETS, strict=True):
        assert (np.abs(answers(hidden, output, inputs) - target) < 0.06).all()
    eighth = answers(hidden, output, np.array([1.0, 1.0, 0.0]))
    assert [seed for seed in SEEDS if eighth[seed] > 0.5] == [4, 8, 18]
    assert (eighth[[4, 8, 18]] > 0.98).all()

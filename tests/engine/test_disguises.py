"""A network in disguise has other numbers and the same answers."""

from typing import Any

import numpy as np
import pytest

from engine.disguises import disguises, moved, orders_and_signs
from engine.network import Network

POINTS = np.random.RandomState(1).uniform(-3, 3, (20, 2))


def network(count: int = 3, activation: str = "tanh", has_biases: bool = True, outputs: int = 2) -> Network:
    made = Network((2, count, outputs), (activation, "sigmoid"), "squared-error", has_biases)
    made.parameters[:] = np.random.RandomState(2).uniform(-2, 2, len(made.parameters))
    return made


@pytest.mark.parametrize("options", [{}, {"count": 2}, {"has_biases": False}, {"activation": "relu"}, {"activation": "linear"}])
def test_every_disguise_answers_alike_and_no_two_are_the_same(options: dict[str, Any]) -> None:
    given = network(**options)
    rows = disguises(given)
    np.testing.assert_array_equal(rows[0], given.parameters)
    assert len({tuple(row) for row in rows}) == len(rows)
    expected = given.forward(POINTS)[1][-1]
    for row in rows:
        given.parameters[:] = row
        assert np.abs(given.forward(POINTS)[1][-1] - expected).max() < 1e-12


@pytest.mark.parametrize(("activation", "count"), [("tanh", 48), ("linear", 48), ("sigmoid", 6), ("relu", 6), ("softplus", 6)])
def test_only_an_odd_activation_lets_a_neuron_turn_its_signs(activation: str, count: int) -> None:
    assert len(disguises(network(3, activation))) == count


@pytest.mark.parametrize("move", [(0, 1), (1, 2), (0, 2), (0,), (1,), (2,)])
def test_a_move_leads_to_the_disguise_that_it_makes(move: tuple[int, ...]) -> None:
    given = network()
    rows, lead = disguises(given), moved(given, move)
    for place, row in enumerate(rows):
        assert lead[lead[place]] == place  # the same move leads back
        given.parameters[:] = row
        seats = [0, 1, 2]
        if len(move) == 2:
            seats[move[0]], seats[move[1]] = seats[move[1]], seats[move[0]]
        sign = np.array([-1.0 if move == (seat,) else 1.0 for seat in range(3)])
        given.weights[0][:] = given.weights[0][seats] * sign[:, None]
        given.weights[1][:] = given.weights[1][:, seats] * sign
        given.biases[0][:] = given.biases[0][seats] * sign
        np.testing.assert_array_equal(given.parameters, rows[lead[place]])


def test_a_network_with_more_disguises_than_can_be_shown_is_refused() -> None:
    with pytest.raises(ValueError, match="room for 48 disguises, and this network has 384"):
        disguises(network(4))
    with pytest.raises(ValueError, match="one hidden layer"):
        orders_and_signs(Network((2, 1), ("sigmoid",), "squared-error"))

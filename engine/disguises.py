"""The disguises of a network: other weights and biases with which it answers everything alike.

Hidden neurons may change seats, each with all of its connections. And a neuron whose activation is odd, f(-z) = -f(z), may turn
the signs of everything that comes in and of all that goes out. Of h tanh neurons in one layer that makes h! 2^h networks which
nobody can tell apart from outside (Sussmann 1992).
"""

import itertools
import math
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from engine.activations import Activation
from engine.network import Network

Array = NDArray[np.float64]

MOST = 48
TRIED = np.array([0.25, 1.0, 3.0])  # where an odd function is told from others


def orders_and_signs(network: Network) -> tuple[list[tuple[int, ...]], list[tuple[int, ...]]]:
    """The orders in which hidden neurons can sit, and the signs that they can have; a disguise is one of each.

    The first of both changes nothing. Raises ValueError for a network that has not just one hidden layer, or more than MOST
    disguises.
    """
    if len(network.shape) != 3:
        raise ValueError(f"disguises are those of one hidden layer, and this network has {len(network.shape) - 2}")
    count = network.shape[1]
    turns = (1, -1) if _is_odd(network.activations[0]) else (1,)
    total = math.factorial(count) * len(turns) ** count
    if total > MOST:
        raise ValueError(f"there is room for {MOST} disguises, and this network has {total:,}")
    return list(itertools.permutations(range(count))), list(itertools.product(turns, repeat=count))


def disguises(network: Network) -> Array:
    """The parameters of every disguise, (disguises, parameters), those of one order after the other; the first is the network."""
    orders, signs = orders_and_signs(network)
    return np.array([_disguised(network, order, turned) for order in orders for turned in signs])


def moved(network: Network, move: Sequence[int]) -> list[int]:
    """Where a move leads from each disguise, as its place among them: (i, j) swaps two seats, (i,) flips the neuron in one."""
    orders, signs = orders_and_signs(network)
    places = {pair: place for place, pair in enumerate(itertools.product(orders, signs))}
    found = []
    for order, turned in places:
        seats, turns = list(order), list(turned)
        if len(move) == 2:
            for each in (seats, turns):
                each[move[0]], each[move[1]] = each[move[1]], each[move[0]]
        else:
            turns[move[0]] *= -1
        found.append(places[tuple(seats), tuple(turns)])
    return found


def _disguised(network: Network, order: Sequence[int], turned: Sequence[int]) -> Array:
    """The parameters with the neuron `order[i]` in seat i, and its signs as `turned[i]` says."""
    names = [activation.name for activation in network.activations]
    other = Network(network.shape, names, network.cost.name, network.has_biases, network.parameters.copy())
    signs = np.array(turned, dtype=float)
    other.weights[0][:] = signs[:, None] * network.weights[0][list(order)] + 0.0
    other.weights[1][:] = network.weights[1][:, list(order)] * signs + 0.0
    if network.has_biases:
        other.biases[0][:] = signs * network.biases[0][list(order)] + 0.0
    return other.parameters


def _is_odd(activation: Activation) -> bool:
    return np.array_equal(activation(-TRIED), -activation(TRIED))

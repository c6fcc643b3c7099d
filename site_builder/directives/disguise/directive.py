"""`disguise`: a network in every order and with every turn of signs of its hidden neurons that leaves its answers as they are."""

import itertools
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from engine.disguises import disguises, moved, orders_and_signs
from engine.network import parameter_shapes, views
from site_builder.directives import DirectiveOptions, DirectiveType, Use
from site_builder.formats import json_in_page

Array = NDArray[np.float64]


ACROSS = 8  # cells in a line of the grid, at most


class Options(DirectiveOptions):
    pass


@dataclass(frozen=True)
class Move:
    """A button: its words, to which disguise it leads from each, and the two neurons that it swaps, if it does."""

    words: str
    leads: list[int]
    swaps: tuple[int, int] | None = None


def render(use: Use) -> str:
    network = use.network.session.network
    try:
        orders, signs = orders_and_signs(network)
    except ValueError as error:
        use.problem(str(error))
        return ""
    rows = disguises(network)
    return use.template(
        pictures=[_picture(row, _places(network), np.abs(rows).max()) for row in rows],
        words=[_words(order, turned) for order, turned in itertools.product(orders, signs)],
        across=min(len(signs) if len(signs) > 1 else len(orders), ACROSS),
        size=_size(network),
        group=use.unique("disguise"),
        moves=_moves(network, len(signs) > 1),
        state=json_in_page({"rows": rows.tolist(), "shape": list(network.shape), "functions": _functions(use)}),
    )


def _functions(use: Use) -> list[float]:
    """What the numbers of the network say of each layer's activation."""
    return [use.network.value(f"functions[{layer}]") for layer in (1, 2)]


def _size(network: Any) -> tuple[int, int]:
    inputs, hidden, outputs = network.shape
    return inputs + network.has_biases + outputs, hidden


def _places(network: Any) -> list[list[int]]:
    """Of each hidden neuron the places, among all parameters, of what comes in, its bias and what goes out."""
    numbered = np.arange(len(network.parameters), dtype=float)
    into, out, *biases = views(numbered, parameter_shapes(network.shape, network.has_biases))
    columns = [into, *(bias[:, None] for bias in biases[:1]), out.T]
    return np.concatenate(columns, axis=1).astype(int).tolist()  # type: ignore[no-any-return]


def _picture(row: Array, places: list[list[int]], largest: float) -> list[dict[str, Any]]:
    """The numbers of one disguise as squares: a line for each hidden neuron."""
    return [
        {
            "x": x,
            "y": y,
            "place": place,
            "positive": row[place] >= 0,
            "strength": round(abs(float(row[place])) / (largest or 1), 3),
        }
        for y, line in enumerate(places)
        for x, place in enumerate(line)
    ]


def _words(order: tuple[int, ...], turned: tuple[int, ...]) -> str:
    """What a disguise is called: who sits where, and whose signs are turned."""
    flipped = sorted(neuron + 1 for neuron, sign in zip(order, turned, strict=True) if sign < 0)
    seated = "Neurons in the order " + " ".join(str(neuron + 1) for neuron in order)
    listed = " and ".join(filter(None, [", ".join(map(str, flipped[:-1])), *map(str, flipped[-1:])]))
    return f"{seated}, {listed} flipped" if flipped else seated


def _moves(network: Any, odd: bool) -> list[Move]:
    count = network.shape[1]
    pairs = itertools.combinations(range(count), 2)
    swaps = [Move(f"Swap {i + 1} and {j + 1}", moved(network, (i, j)), (i, j)) for i, j in pairs]
    return swaps + [Move(f"Flip {i + 1}", moved(network, (i,))) for i in range(count) if odd]


DIRECTIVE = DirectiveType(
    name="disguise",
    summary="Every order and every turn of signs of the hidden neurons that leaves the answers as they are.",
    options=Options,
    argument="network",
    body="markdown",
    render=render,
    called="Disguises of the network",
)

"""Where everything stands on the dark stage, on which a film shows a network: layers rise from the bottom.

Its proportions follow the video of 2015: neurons three units apart and six between layers, on a unit of 20 CSS pixels.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

ACROSS, BETWEEN, MARGIN = 66.0, 118.0, 44.0


@dataclass(frozen=True)
class Cell:
    """A neuron's place."""

    layer: int
    index: int
    x: float
    y: float


@dataclass(frozen=True)
class Synapse:
    """From `source` to `target`, both places of neurons in the order of `Stage.cells`."""

    source: int
    target: int
    x1: float
    y1: float
    x2: float
    y2: float


@dataclass(frozen=True)
class Stage:
    """Cells layer by layer from the inputs; synapses in the order of the network's weights: by layer, target and source."""

    width: float
    height: float
    cells: tuple[Cell, ...]
    synapses: tuple[Synapse, ...]


@cache
def stage(shape: tuple[int, ...]) -> Stage:
    """The places for a network of this shape, inputs first."""
    widest = max(shape)
    across = min(ACROSS, 560 / widest)
    width = max(across * (widest - 1) + 2 * MARGIN + 40, 240.0)
    height = BETWEEN * (len(shape) - 1) + 2 * MARGIN
    cells, synapses = list[Cell](), list[Synapse]()
    for layer, count in enumerate(shape):
        y = height - MARGIN - BETWEEN * layer
        cells += [Cell(layer, i, round(width / 2 + across * (i - (count - 1) / 2), 1), round(y, 1)) for i in range(count)]
    start = 0
    for layer in range(1, len(shape)):
        above = start + shape[layer - 1]
        for target in range(above, above + shape[layer]):
            for source in range(start, above):
                a, b = cells[source], cells[target]
                synapses.append(Synapse(source, target, a.x, a.y, b.x, b.y))
        start = above
    return Stage(round(width, 1), round(height, 1), tuple(cells), tuple(synapses))


def ends(shape: Sequence[int]) -> list[list[int]]:
    """[source, target] of every synapse, as places of neurons."""
    return [[synapse.source, synapse.target] for synapse in stage(tuple(shape)).synapses]


def plain_stage(shape: Sequence[int]) -> dict[str, object]:
    """The stage as plain data: its size, [x, y] of every cell, and both ends of every synapse."""
    found = stage(tuple(shape))
    return {
        "width": found.width,
        "height": found.height,
        "cells": [[cell.x, cell.y] for cell in found.cells],
        "ends": ends(shape),
    }

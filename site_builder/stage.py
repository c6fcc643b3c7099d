"""The dark stage: a network as a film shows it. Layers rise from the bottom, neurons glow, synapses are as thick as weights.

Its proportions follow the video of 2015: neurons three units apart and six between layers, on a unit of 20 CSS pixels.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

ACROSS, BETWEEN, MARGIN = 66.0, 118.0, 44.0


@dataclass(frozen=True)
class Rule:
    """How a width or an opacity follows a number v: min(base + per |v|, max). browser/live.js applies the same rule."""

    base: float
    per: float
    max: float

    def __str__(self) -> str:
        return f"{self.base:g} {self.per:g} {self.max:g}"

    def of(self, value: float) -> str:
        return f"{min(self.base + self.per * abs(value), self.max):.3f}"


CORE, GLOW = Rule(0.6, 0.55, 13.0), Rule(1.2, 1.1, 26.0)  # the widths of a synapse and of its halo, from its weight
SIGNAL = Rule(0.05, 0.4, 0.45)  # the halo's opacity, from what its source sends
HALO, BODY = Rule(0.0, 0.9, 0.9), Rule(0.1, 0.9, 1.0)  # a neuron's, from its activation


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


def painted(shape: Sequence[int], activations: Sequence[float], weights: Sequence[float]) -> list[dict[str, str]]:
    """For each synapse what its weight and its source's activation make of it: `sign`, `core`, `glow` and `signal`."""
    return [
        {
            "sign": "negative" if weight < 0 else "positive",
            "core": CORE.of(weight),
            "glow": GLOW.of(weight),
            "signal": SIGNAL.of(activations[synapse.source]),
        }
        for synapse, weight in zip(stage(tuple(shape)).synapses, weights, strict=True)
    ]


def stage_for_browser(shape: Sequence[int]) -> dict[str, object]:
    """What browser/stage.js needs to paint: the rules, and both ends of every synapse."""
    rules = {"core": CORE, "glow": GLOW, "signal": SIGNAL, "halo": HALO, "body": BODY}
    ends = [[synapse.source, synapse.target] for synapse in stage(tuple(shape)).synapses]
    return {"rules": {name: str(rule) for name, rule in rules.items()}, "ends": ends}

"""How a network looks on the dark stage of films and answers (engine/stage.py): neurons glow, synapses are thick as weights."""

from collections.abc import Sequence
from dataclasses import dataclass

from engine.stage import ends, stage


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


CORE, GLOW = Rule(0.35, 0.56, 13.0), Rule(0.7, 1.12, 26.0)  # the widths of a synapse and of its halo, from its weight
SIGNAL = Rule(0.05, 0.4, 0.45)  # the halo's opacity, from what its source sends
HALO, BODY = Rule(0.0, 0.9, 0.9), Rule(0.1, 0.9, 1.0)  # a neuron's, from its activation


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
    return {"rules": {name: str(rule) for name, rule in rules.items()}, "ends": ends(shape)}

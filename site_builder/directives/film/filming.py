"""The frames of a film: chosen cycles of one long training, each with its examples as the network meets them."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from engine.session import Session
from site_builder.formats import format_number
from site_builder.model import NetworkModel
from site_builder.rehearsal import rehearse, steps_per_cycle


@dataclass(frozen=True)
class Frame:
    """What every neuron answered to an example before an update, and all weights after it: the update that learned from this
    example or, where updates learn from several, all those of the cycle."""

    cycle: int
    example: int
    error: float  # of the cycle before, as it was met
    activations: tuple[float, ...]
    weights: tuple[float, ...]


@dataclass(frozen=True)
class Scene:
    """One cycle: its frames, and the exact parameters that it began with.

    `answers` has for each example that the film shows what it was answered when the cycle met it; where it was not met by itself,
    but in a batch, what it would have been answered at the cycle's beginning. With softmax these are the shares of the classes.
    """

    cycle: int
    error: float
    parameters: tuple[float, ...]
    frames: tuple[Frame, ...]
    answers: Sequence[tuple[float, ...]]

    def answer(self, example: int) -> str:
        """The answer to an example, to two decimals."""
        return " ".join(format_number(value, ".2f") for value in self.answers[example])


def spaced(count: int, until: int) -> tuple[int, ...]:
    """About `count` cycles from 1 to `until`, in equal steps of their logarithms, without repeats."""
    return tuple(sorted({round(float(cycle)) for cycle in np.geomspace(1, until, count)}))


def shoot(network: NetworkModel, cycles: Sequence[int], most: int) -> tuple[Scene, ...]:
    """The scenes of these cycles, counted from 1, each with its first `most` updates at most.

    Raises engine.session.SessionError when the training breaks down before the last of them.
    """
    per_cycle = steps_per_cycle(network.spec)
    starts = rehearse(network.spec, [(cycle - 1) * per_cycle for cycle in cycles])
    rows = network.spec["data"]["inputs"][:most]
    return tuple(_scene(starts[(cycle - 1) * per_cycle], cycle, per_cycle, most, rows) for cycle in cycles)


def _scene(session: Session, cycle: int, updates: int, most: int, rows: Sequence[Sequence[float]]) -> Scene:
    """One cycle of so many updates, of which at most `most` are shown where each learns from one example."""
    parameters, error = tuple(session.network.parameters.tolist()), session["error"]
    answers = _answers(session, rows)
    if session.averaged:
        considered = [tuple(each) for each in session.ask(["answers", rows]).tolist()]
        session.act(["train", updates])
        weights = weights_of(session)
        together = tuple(Frame(cycle, example, error, each, weights) for example, each in enumerate(considered))
        return Scene(cycle, error, parameters, together, answers)
    frames = []
    for _ in range(min(updates, most)):
        example, activations = int(session["example"]), _considered(session)
        if example < len(rows):
            answers[example] = _answers(session, rows)[example]
        session.act(["train", 1])
        frames.append(Frame(cycle, example, error, activations, weights_of(session)))
    return Scene(cycle, error, parameters, tuple(frames), answers)


def _answers(session: Session, rows: Sequence[Sequence[float]]) -> list[tuple[float, ...]]:
    """What the network answers to each of these rows of inputs now."""
    outputs = session.ask(["answers", rows])[:, -session.network.shape[-1] :]
    return [tuple(answer) for answer in outputs.tolist()]


def _considered(session: Session) -> tuple[float, ...]:
    """What every neuron answers to the example on show, layer by layer."""
    path = "coordinates" if "coordinates" in session.layout else "inputs"
    offset, (count,) = session.layout[path]
    return tuple(session.ask(["answers", [session.numbers[offset : offset + count].tolist()]])[0].tolist())


def weights_of(session: Session) -> tuple[float, ...]:
    """All weights, in the network's order: by layer, target and source."""
    return tuple(float(weight) for weights in session.network.weights for weight in weights.ravel())

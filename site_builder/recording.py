"""The first steps of a network, recorded at build so that a page answers before Python has arrived."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from engine.description import describe
from engine.session import Session, SessionError
from site_builder.model import NetworkModel

Array = NDArray[np.float64]

ACTIONS: tuple[tuple[Any, ...], ...] = (("forward",), ("backprop",), ("train", 1))


@dataclass(frozen=True)
class Frame:
    """A recorded state; `path` is the action that led here, `base` the frame that it led from."""

    saved: dict[str, Any]
    numbers: Array
    path: str | None
    base: int


def record(network: NetworkModel, steps: int, spoken: Iterable[str] = ()) -> dict[str, Any]:
    """What a page carries of a network: specification, layout, what it is told in words (`about`), stages, and the states within
    `steps` updates.

    Steps by hand and training are each followed from the start; a state that both come to is recorded once. `frames` holds
    the numbers, whole for the first and otherwise as what changed since an earlier one; `next` says for each frame where each
    action leads, or null where that was not recorded. `spoken` are the paths of numbers that sentences show (see engine.door).
    """
    start = Session(network.spec)
    frames, seen = [Frame(start.save(), start.numbers.copy(), None, 0)], {_key(start.numbers): 0}
    for here, frame in _growing(frames):
        for action in ACTIONS:
            if frame.path in (None, action[0]) or action[0] == "forward":
                reached = _reached(network, frame, action)
                if reached and reached["step"] <= steps and _key(reached.numbers) not in seen:
                    seen[_key(reached.numbers)] = len(frames)
                    path = frame.path if action[0] == "forward" else action[0]
                    frames.append(Frame(reached.save(), reached.numbers.copy(), path, here))
    return {
        "name": network.name,
        "spec": {**network.spec, "spoken": sorted(spoken)},
        "layout": network.layout,
        "about": describe(start),
        "stages": start.stages if steps else {},
        "actions": ACTIONS,
        "frames": [_written(frame, frames) for frame in frames],
        "next": [[_leads_to(network, frame, action, seen) for action in ACTIONS] for frame in frames],
    }


def _leads_to(network: NetworkModel, frame: Frame, action: tuple[Any, ...], seen: dict[bytes, int]) -> int | None:
    reached = _reached(network, frame, action)
    return seen.get(_key(reached.numbers)) if reached else None


def _growing(frames: list[Frame]) -> Iterator[tuple[int, Frame]]:
    """The frames with their numbers, those included that are added on the way."""
    here = 0
    while here < len(frames):
        yield here, frames[here]
        here += 1


def _reached(network: NetworkModel, frame: Frame, action: tuple[Any, ...]) -> Session | None:
    """The state after an action; None where the network cannot do it, because its numbers grow past all bounds."""
    session = Session(network.spec)
    session.restore(frame.saved)
    try:
        with np.errstate(all="ignore"):
            session.act(action)
    except SessionError:
        return None
    return session


def _key(numbers: Array) -> bytes:
    """The same for states that agree to 12 decimals, however they were come to."""
    rounded = numbers.copy()
    small = np.abs(rounded) < 1e15  # a larger number has no decimals to round, and rounding one may overflow
    rounded[small] = np.round(rounded[small], 12) + 0.0
    return rounded.tobytes()


def _written(frame: Frame, frames: list[Frame]) -> dict[str, Any]:
    if frame.path is None:
        return {"numbers": [_number(value) for value in frame.numbers]}
    changed = (frame.numbers != frames[frame.base].numbers).nonzero()[0]
    return {"from": frame.base, "changed": [[int(place), _number(frame.numbers[place])] for place in changed]}


def _number(value: Any) -> float | int:
    """A number to 13 digits, past the 12 to which two machines are held to agree, and without a point where it is whole."""
    number = float(f"{float(value):.13g}")
    return int(number) if number.is_integer() and abs(number) < 1e15 else number

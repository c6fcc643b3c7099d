"""The first steps of a network, recorded at build so that a page answers before Python has arrived."""

from typing import Any

from engine.session import Session

from site_builder.model import NetworkModel, plain

ACTIONS: tuple[tuple[Any, ...], ...] = (("forward",), ("backprop",), ("train", 1))


def record(network: NetworkModel) -> dict[str, Any]:
    """What a page carries of a network: specification, layout, stages, and every state within `recorded_steps` updates.

    `frames` holds the numbers, whole for the first and otherwise as what changed since an earlier one; `next` says for each
    frame where each action leads, or null past the end of the recording.
    """
    start = Session(network.spec)
    seen = {start.numbers.tobytes(): 0}
    frames: list[dict[str, Any]] = [{"numbers": [_number(value) for value in start.numbers]}]
    states, following = [start.save()], list[list[int | None]]()
    here = 0
    while here < len(states):
        following.append([])
        for action in ACTIONS:
            session = Session(network.spec)
            session.restore(states[here])
            before = session.numbers.copy()
            session.act(action)
            if session["step"] > network.recorded_steps:
                following[here].append(None)
                continue
            key = session.numbers.tobytes()
            if key not in seen:
                seen[key] = len(frames)
                changed = (session.numbers != before).nonzero()[0]
                frames.append({"from": here, "changed": [[int(place), _number(session.numbers[place])] for place in changed]})
                states.append(session.save())
            following[here].append(seen[key])
        here += 1
    return {
        "name": network.name,
        "spec": network.spec,
        "layout": network.layout,
        "stages": start.stages,
        "actions": ACTIONS,
        "frames": frames,
        "next": following,
    }


def _number(value: Any) -> float | int:
    """A whole number without its point, which a page does not need."""
    number = float(value)
    return int(number) if "." not in plain(number) and "e" not in plain(number) else number

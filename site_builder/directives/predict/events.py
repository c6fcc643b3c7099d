"""What a prediction is about: a training, an action, or the network as it is."""

import re
from dataclasses import dataclass
from typing import Any

from engine.names import count_of, quantity_name
from engine.session import MOST_STEPS
from site_builder.directives import Use
from site_builder.rehearsal import MOST_REHEARSED, steps_per_cycle

TRAIN = re.compile(r"(?=train|.*(?:step|cycle))(?:train\s+)?(\d[\d,]*)(?:\s+(step|cycle)s?)?")  # a bare number says too little
ACTIONS = ("backprop", "set", "example")


@dataclass(frozen=True)
class Event:
    """The actions to do, none for `now`, and in `words` when that is; for a training its steps, and in how many units."""

    words: str
    actions: list[list[Any]]
    steps: int = 0
    count: int = 0
    unit: str = ""


def read_event(use: Use) -> Event | None:
    """What happens, by the option `after`; None, with the mistake noted, where nothing of the kind can."""
    text, place = use.options.after.strip(), use.at("after")
    found = TRAIN.fullmatch(text)
    if found:
        count, unit = int(found[1].replace(",", "")), found[2] or "step"
        steps = count * (steps_per_cycle(use.network.spec) if unit == "cycle" else 1)
        if not 1 <= steps <= min(MOST_STEPS, MOST_REHEARSED):
            use.problem(f"a training takes 1 to {min(MOST_STEPS, MOST_REHEARSED):,} steps", place)
            return None
        return Event(f"after {count_of(count, unit)} of training", [["train", steps]], steps, count, unit)
    if use.options.kind == "curve":
        use.problem("a curve is drawn over a training, such as 700 steps or 100 cycles", place)
        return None
    if text == "now":
        return Event("", [])
    name, *arguments = text.split()
    if name not in ACTIONS:
        words = f'a prediction cannot be about "{text}"; it can be about a training, such as 100 cycles'
        use.problem(words, place, given=name, allowed=("now", "train", *ACTIONS))
        return None
    action = [name, *map(_argument, arguments)]
    actions = [action, ["forward"]] if name == "backprop" else [action]  # its effect shows in the next pass
    return Event(_in_words(use.network.shape, name, arguments), actions)


def _argument(text: str) -> str | int | float:
    try:
        return int(text) if re.fullmatch(r"-?\d+", text) else float(text)
    except ValueError:
        return text


def _in_words(shape: tuple[int, ...], name: str, arguments: list[str]) -> str:
    """`with Bias of Hidden 1 at −2`: when it is, for the table of a prediction."""
    if name == "set" and len(arguments) == 2:
        return f"with {quantity_name(shape, arguments[0])} at {arguments[1].replace('-', '−')}"
    if name == "example" and len(arguments) == 1 and arguments[0].isdigit():
        return f"with example {int(arguments[0]) + 1}"
    return "after one backprop"

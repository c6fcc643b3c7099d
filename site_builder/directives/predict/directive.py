"""`predict`: the reader commits to a guess before seeing. What really happens is found at build."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Literal

from pydantic import Field, field_validator, model_validator

from engine.names import count_of, quantity_name
from engine.session import MOST_STEPS, Session, SessionError
from site_builder.directives import DirectiveOptions, DirectiveType, Use, known
from site_builder.directives.options import Spec
from site_builder.formats import format_number, json_in_page
from site_builder.model import plain
from site_builder.quantities import read_quantity
from site_builder.rehearsal import MOST_REHEARSED, rehearse, steps_per_cycle

DIRECTIONS = {"rises": "It rises", "falls": "It falls", "stays": "It stays as it is"}
TRAIN = re.compile(r"(?=train|.*(?:step|cycle))(?:train\s+)?(\d[\d,]*)(?:\s+(step|cycle)s?)?")  # a bare number says too little
KNOTS = 20  # that a reader's curve bends at, after its start
SAMPLES = 60  # of the true course, after its start


class Options(DirectiveOptions):
    quantity: str = Field(description="What to guess: a quantity of the network, such as `outputs[0]` or `error`.")
    after: str = Field(
        "now", description="What the guess is about: `now`, `backprop`, `10 cycles`, `700 steps`, `set …`, `example N`."
    )
    kind: Literal["number", "choice", "curve"] = Field("number", description="How the reader answers.")
    choices: tuple[str, ...] = Field(tuple(DIRECTIONS), description="For a choice: two or three of rises, falls and stays.")
    min: float | None = Field(None, description="For a number or a curve: the lowest that can be guessed.")
    max: float | None = Field(None, description="For a number or a curve: the highest that can be guessed.")
    step: float | None = Field(None, gt=0, description="How fine a number can be guessed; a hundredth of the range.")
    format: Spec = Field(".2f", description="How numbers are written.")

    @field_validator("choices", mode="before")
    @classmethod
    def _choices(cls, value: str) -> tuple[str, ...]:
        choices = tuple(known("choice", word.strip(), DIRECTIONS) for word in value.split(","))
        if len(set(choices)) < max(2, len(choices)):
            raise ValueError("offer two or three different ones, such as rises, falls, stays")
        return choices

    @model_validator(mode="after")
    def _has_range(self) -> "Options":
        if self.kind != "choice" and (self.min is None or self.max is None or self.min >= self.max):
            raise ValueError(f'a {self.kind} needs "min" and "max", the smaller one first')
        if self.step and self.min is not None and self.max is not None and self.step > self.max - self.min:
            raise ValueError(f'a "step" of {self.step:g} does not fit between "min" and "max"')
        return self


@dataclass(frozen=True)
class Event:
    """What the guess is about: the actions to do, none for `now`; for a training its steps, and in how many units."""

    words: str
    actions: list[list[Any]]
    steps: int = 0
    count: int = 0
    unit: str = ""


@dataclass(frozen=True)
class Truth:
    """The quantity before and after, and for a curve its course: (units of training, value) from the start."""

    before: float
    after: float
    course: tuple[tuple[float, float], ...] = ()

    def direction(self, spec: str) -> str:
        """Numbers that are written alike stay as they are."""
        if format_number(self.before, spec) == format_number(self.after, spec):
            return "stays"
        return "rises" if self.after > self.before else "falls"


def render(use: Use) -> str:
    options = use.options
    if not use.body_html:
        use.problem("a prediction begins with a question; write it inside")
    sound, event = _is_quantity(use), _event(use)
    if not sound or event is None or not use.body_html:
        return ""
    try:
        truth = _found(use, event)
    except SessionError as error:
        use.problem(str(error), use.at("after"))
        return ""
    if not _fits(use, event, truth):
        return ""
    if event.actions:
        use.page.acted_on.add(use.network.name)
    scale = 100 if options.format.endswith("%") else 1
    return use.template(
        id=use.unique("predict"),
        options=options,
        quantity=quantity_name(use.network.shape, options.quantity),
        event=event,
        truth=truth,
        directions={choice: DIRECTIONS[choice] for choice in options.choices},
        field=_field(options, scale) if options.kind == "number" else {},
        axis=_axis(options, event) if options.kind == "curve" else {},
        path=_path(options, event, truth),
        rows=_rows(options, event, truth),
        answer=_answer(options, event, truth),
        facts=json_in_page(_facts(options, event, truth, scale)),
    )


def _is_quantity(use: Use) -> bool:
    name, path, place = use.network.name, use.options.quantity, use.at("quantity")

    def note(message: str, offset: int, given: str | None, allowed: Iterable[str]) -> None:
        shifted = place.source.at(place.line, place.column + max(0, offset - len(name) - 1))
        use.problem(message, shifted, given=given, allowed=allowed)

    found = read_quantity(use.page, f"{name}.{path}", note)
    if found and not found.is_live:
        use.problem('name the quantity alone; the option "after" says when', place)
    return found is not None and found.is_live


def _event(use: Use) -> Event | None:
    """What happens, by the option `after`; None, with the mistake noted, where nothing of the kind can."""
    text, place = use.options.after.strip(), use.at("after")
    found = TRAIN.fullmatch(text)
    if found:
        count, unit = int(found[1].replace(",", "")), found[2] or "step"
        steps = count * (steps_per_cycle(use.network.spec) if unit == "cycle" else 1)
        if not 1 <= steps <= min(MOST_STEPS, MOST_REHEARSED):
            use.problem(f"a training takes 1 to {min(MOST_STEPS, MOST_REHEARSED):,} steps", place)
            return None
        return Event(f"{count_of(count, unit)} of training", [["train", steps]], steps, count, unit)
    if use.options.kind == "curve":
        use.problem("a curve is drawn over a training, such as 700 steps or 100 cycles", place)
        return None
    if text == "now":
        return Event("", [])
    name, *arguments = text.split()
    if name not in ("backprop", "set", "example"):
        words = f'a prediction cannot be about "{text}"; it can be about a training, such as 100 cycles'
        use.problem(words, place, given=name, allowed=("now", "backprop", "train", "set", "example"))
        return None
    action = [name, *map(_argument, arguments)]
    return Event(text, [action, ["forward"]] if name == "backprop" else [action])  # its effect shows in the next pass


def _argument(text: str) -> str | int | float:
    try:
        return int(text) if re.fullmatch(r"-?\d+", text) else float(text)
    except ValueError:
        return text


def _found(use: Use, event: Event) -> Truth:
    """What really happens. Raises SessionError where it cannot."""
    network, path = use.network, use.options.quantity
    before = network.value(path)
    if not event.steps:
        session = Session(network.spec)
        for action in event.actions:
            session.act(action)
        return Truth(before, session[path])
    if use.options.kind != "curve":
        return Truth(before, rehearse(network.spec, [event.steps])[event.steps][path])
    samples = min(event.steps, SAMPLES)
    at = [round(event.steps * sample / samples) for sample in range(samples + 1)]
    sessions = rehearse(network.spec, at)
    values = [before, *(sessions[step][path] for step in at[1:])]
    course = tuple((event.count * step / event.steps, value) for step, value in zip(at, values, strict=True))
    return Truth(before, values[-1], course)


def _fits(use: Use, event: Event, truth: Truth) -> bool:
    """Whether the reader can give the right answer; says so where not."""
    options = use.options
    if options.kind == "choice":
        direction = truth.direction(options.format)
        if direction not in options.choices:
            numbers = f"from {format_number(truth.before, options.format)} to {format_number(truth.after, options.format)}"
            use.problem(f"what happens is not among the choices: {options.quantity} {direction}, {numbers}", use.at("choices"))
        return direction in options.choices
    values = [value for _, value in truth.course] or [truth.after]
    for value, end in ((min(values), "min"), (max(values), "max")):
        if not options.min <= value <= options.max:
            use.problem(f"{options.quantity} comes to {value:.6g}, which nobody could guess in this range", use.at(end))
            return False
    return True


def _field(options: Options, scale: int) -> dict[str, str]:
    """The bounds of the number that is guessed, as its field shows them: a share is given in per cent."""
    assert options.min is not None and options.max is not None
    step = options.step or float(f"{(options.max - options.min) / 100:.3g}")
    low, high = options.min * scale, options.max * scale
    return {
        key: f"{value:.10g}" for key, value in {"min": low, "max": high, "step": step * scale, "middle": (low + high) / 2}.items()
    }


def _axis(options: Options, event: Event) -> dict[str, Any]:
    assert options.min is not None and options.max is not None
    heights = [options.max, (options.min + options.max) / 2, options.min]
    spots = [0, event.count] if event.count % 2 else [0, event.count // 2, event.count]
    return {
        "heights": [format_number(height, options.format) for height in heights],
        "spots": [f"{spot:,}" for spot in spots],
        "low": plain(options.min),
        "high": plain(options.max),
    }


def _height(options: Options, value: float) -> float:
    """From 100 at the lowest value, the foot of the drawing, to 0 at the highest."""
    assert options.min is not None and options.max is not None
    return 100 * (options.max - value) / (options.max - options.min)


def _path(options: Options, event: Event, truth: Truth) -> str:
    points = [f"{100 * spot / event.count:.2f} {_height(options, value):.2f}" for spot, value in truth.course]
    return "M" + "L".join(points) if points else ""


def _rows(options: Options, event: Event, truth: Truth) -> list[tuple[str, str]]:
    """The table: when, and what the quantity is then."""
    if truth.course:
        shown = truth.course[:: max(1, len(truth.course) // 10)]
        if shown[-1] != truth.course[-1]:
            shown = (*shown, truth.course[-1])
        unit = event.unit
        return [
            (f"after {count_of(round(spot), unit)}" if spot else "at the start", format_number(value, options.format))
            for spot, value in shown
        ]
    now = ("as it is", format_number(truth.before, options.format))
    return [now, (f"after {event.words}", format_number(truth.after, options.format))] if event.actions else [now]


def _answer(options: Options, event: Event, truth: Truth) -> str:
    """The truth in words, which follow the quantity's name."""
    before, after = format_number(truth.before, options.format), format_number(truth.after, options.format)
    if not event.actions:
        return f"is {after}."
    if before == after:
        return f"stays {after}."
    return f"{truth.direction(options.format)} from {before} to {after}."


def _facts(options: Options, event: Event, truth: Truth, scale: int) -> dict[str, Any]:
    """What the page needs to compare a guess with the truth."""
    facts: dict[str, Any] = {
        "actions": event.actions,
        "format": options.format,
        "before": truth.before,
        "truth": truth.after,
        "min": options.min,
        "max": options.max,
        "scale": scale,
    }
    if options.kind == "choice":
        facts["direction"] = truth.direction(options.format)
    if truth.course:
        facts |= {"course": [value for _, value in truth.course], "count": event.count, "unit": event.unit}
        facts["knots"] = min(KNOTS, len(truth.course) - 1)
    return facts


DIRECTIVE = DirectiveType(
    name="predict",
    summary="A question to the reader, who commits to a guess before seeing what happens.",
    options=Options,
    argument="network",
    body="markdown",
    render=render,
    captioned=False,
)

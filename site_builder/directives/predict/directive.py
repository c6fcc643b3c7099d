"""`predict`: the reader commits to a guess before seeing. What really happens is found at build."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Literal

from pydantic import Field, ValidationInfo, field_validator, model_validator

from engine.names import count_of, quantity_name
from engine.session import Session, SessionError
from site_builder.directives import DirectiveOptions, DirectiveType, Use, known
from site_builder.directives.options import Spec
from site_builder.directives.predict.events import Event, read_event
from site_builder.formats import format_number, json_in_page
from site_builder.model import plain
from site_builder.quantities import Quantity, read_quantity
from site_builder.rehearsal import rehearse

DIRECTIONS = {"rises": "It rises", "falls": "It falls", "stays": "It stays as it is"}
KNOTS = 20  # that a reader's curve bends at, after its start
SAMPLES = 60  # of the true course, after its start


class Options(DirectiveOptions):
    quantity: str | None = Field(
        None, description="What to guess: a quantity of the network, such as `outputs[0]`, `error` or `(1 1 0).outputs[0]`."
    )
    after: str = Field(
        "now", description="What the guess is about: `now`, `backprop`, `10 cycles`, `700 steps`, `set …`, `example N`."
    )
    kind: Literal["number", "choice", "curve"] = Field("number", description="How the reader answers.")
    answer: str | None = Field(
        None, description="In place of a quantity: which of `choices`, then in words of your own, is right."
    )
    choices: tuple[str, ...] = Field(tuple(DIRECTIONS), description="For a choice: two or three of rises, falls and stays.")
    later: bool = Field(False, description="Keep the answer back: the article gives it further on.")
    min: float | None = Field(None, description="For a number or a curve: the lowest that can be guessed.")
    max: float | None = Field(None, description="For a number or a curve: the highest that can be guessed.")
    step: float | None = Field(None, gt=0, description="How fine a number can be guessed; a hundredth of the range.")
    format: Spec = Field(".2f", description="How numbers are written.")

    @field_validator("choices", mode="before")
    @classmethod
    def _choices(cls, value: str, info: ValidationInfo) -> tuple[str, ...]:
        answer, given = info.data.get("answer"), [word.strip() for word in value.split(",")]
        choices = tuple(given if answer else (known("choice", word, DIRECTIONS) for word in given))
        if len(set(choices)) < max(2, len(choices)):
            raise ValueError("offer two or three different ones, such as rises, falls, stays")
        if answer and answer not in choices:
            raise ValueError(f'the answer "{answer}" is not among them')
        return choices

    @model_validator(mode="after")
    def _goes_together(self) -> "Options":
        if self.answer and (self.kind != "choice" or self.model_fields_set & {"quantity", "after"}):
            raise ValueError('an "answer" goes with a choice, and in place of "quantity" and "after"')
        if self.answer and "choices" not in self.model_fields_set:
            raise ValueError('an "answer" is one of "choices"; name them')
        if not (self.answer or self.quantity):
            raise ValueError('name the "quantity" to guess, or for a choice its "answer"')
        if self.kind != "choice" and (self.min is None or self.max is None or self.min >= self.max):
            raise ValueError(f'a {self.kind} needs "min" and "max", the smaller one first')
        if self.step and self.min is not None and self.max is not None and self.step > self.max - self.min:
            raise ValueError(f'a "step" of {self.step:g} does not fit between "min" and "max"')
        return self


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
    if options.answer:
        return _puzzle(use) if use.body_html else ""
    quantity, event = _quantity(use), read_event(use)
    if quantity is None or event is None or not use.body_html:
        return ""
    try:
        truth = _found(use, quantity, event)
    except SessionError as error:
        use.problem(str(error), use.at("after"))
        return ""
    if not _fits(use, event, truth):
        return ""
    if event.actions and not options.later:
        use.page.acted_on.add(use.network.name)
    return _filled(
        use,
        event,
        truth=truth,
        quantity=_name(quantity),
        choices={choice: DIRECTIONS[choice] for choice in options.choices},
        field=_field(options) if options.kind == "number" else {},
        axis=_axis(options, event) if options.kind == "curve" else {},
        path=_path(options, event, truth),
        rows=_rows(options, event, truth),
        answer=f"{_name(quantity)} {_answer(options, event, truth)}",
        facts=_facts(options, event, truth),
    )


def _puzzle(use: Use) -> str:
    """A question about nothing that the network computes: its answer is the author's."""
    options = use.options
    choices = {choice: choice for choice in options.choices}
    facts = {"answer": options.answer, "actions": []}
    return _filled(use, Event("", []), choices=choices, path="", rows=[], answer=f"It is {options.answer}.", facts=facts)


def _filled(use: Use, event: Event, *, facts: dict[str, Any], **values: Any) -> str:
    """The view; where the answer is kept back it is not in the page."""
    if use.options.later:
        facts = {key: value for key, value in facts.items() if key not in ("truth", "answer", "direction", "course", "actions")}
    return use.template(id=use.unique("predict"), options=use.options, event=event, facts=json_in_page(facts), **values)


def _quantity(use: Use) -> Quantity | None:
    """What is guessed; None, with the mistake noted, where there is no such thing."""
    name, path, place = use.network.name, use.options.quantity, use.at("quantity")
    prefix = name if path.startswith("(") else f"{name}."

    def note(message: str, offset: int, given: str | None, allowed: Iterable[str]) -> None:
        shifted = place.source.at(place.line, place.column + max(0, offset - len(prefix)))
        use.problem(message, shifted, given=given, allowed=allowed)

    found = read_quantity(use.page, prefix + path, note)
    if found and found.after is not None:
        use.problem('name the quantity alone; the option "after" says when', place)
        return None
    return found


def _name(quantity: Quantity) -> str:
    """`Output 1`, or `Output 1 for 1 1 0`."""
    name = quantity_name(quantity.network.shape, quantity.path)
    return f"{name} for {' '.join(f'{value:g}' for value in quantity.inputs)}" if quantity.inputs else name


def _found(use: Use, quantity: Quantity, event: Event) -> Truth:
    """What really happens. Raises SessionError where it cannot."""
    network = use.network
    before = quantity.value()
    if not event.steps:
        session = Session(network.spec)
        for action in event.actions:
            session.act(action)
        return Truth(before, quantity.of(session))
    if use.options.kind != "curve":
        return Truth(before, quantity.of(rehearse(network.spec, [event.steps])[event.steps]))
    samples = min(event.steps, SAMPLES)
    at = [round(event.steps * sample / samples) for sample in range(samples + 1)]
    sessions = rehearse(network.spec, at)
    values = [before, *(quantity.of(sessions[step]) for step in at[1:])]
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


def _scale(options: Options) -> int:
    """A share is guessed in per cent."""
    return 100 if options.format.endswith("%") else 1


def _field(options: Options) -> dict[str, str]:
    """The bounds of the number that is guessed, as its field shows them."""
    assert options.min is not None and options.max is not None
    scale = _scale(options)
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
    return [now, (event.words, format_number(truth.after, options.format))] if event.actions else [now]


def _answer(options: Options, event: Event, truth: Truth) -> str:
    """The truth in words, which follow the quantity's name."""
    before, after = format_number(truth.before, options.format), format_number(truth.after, options.format)
    if not event.actions:
        return f"is {after}."
    if before == after:
        return f"stays {after}."
    return f"{truth.direction(options.format)} from {before} to {after}."


def _facts(options: Options, event: Event, truth: Truth) -> dict[str, Any]:
    """What the page needs to compare a guess with the truth."""
    facts: dict[str, Any] = {
        "actions": event.actions,
        "format": options.format,
        "before": truth.before,
        "truth": truth.after,
        "min": options.min,
        "max": options.max,
        "scale": _scale(options),
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
    called="Your guess",
)

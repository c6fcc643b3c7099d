"""`curve`: a quantity over the cycles of training: what the build went through, and what the reader does."""

from collections.abc import Iterable
from typing import Literal, Self

import numpy as np
from pydantic import Field, field_validator, model_validator

from engine.session import Session, SessionError
from site_builder.chart import Scale, path, spread, tick_text
from site_builder.directives import DirectiveOptions, DirectiveType, Use, known
from site_builder.directives.curve.history import Values, sampled
from site_builder.directives.options import Spec
from site_builder.formats import format_number, json_in_page
from site_builder.rehearsal import MOST_REHEARSED, rehearse, steps_per_cycle

WIDTH, HEIGHT, LEFT, RIGHT, TOP, BOTTOM = 640, 290, 52, 14, 26, 40
LABELS = 100  # pixels to the right of the lines of examples, for what they are called
LINE = 20  # pixels from one of these labels to the next
MOST_EXAMPLES = 12  # that have a line each
LONGEST = 9  # letters of such a label; longer inputs are numbered
NAMES = {
    "mean_cost": "Mean cost",
    "test_cost": "Mean cost of the test data",
    "cost": "Cost of the example on show",
    "error": "Mean error",
    "accuracy": "Accuracy",
    "test_accuracy": "Accuracy on the test data",
}


class Options(DirectiveOptions):
    quantity: tuple[str, ...] = Field(("mean_cost",), description=f"One or two of {', '.join(f'`{name}`' for name in NAMES)}.")
    each: Literal["example"] | None = Field(None, description="`example` draws the error of each example as a line of its own.")
    until: int = Field(0, ge=0, description="The build draws the curve up to this cycle; 0 leaves it to the reader.")
    format: Spec = Field(".4f", description="How its numbers are written.")
    axis: Literal["log", "linear"] = Field("log", description="The scale of the cycles; readers may change it.")

    @field_validator("quantity", mode="before")
    @classmethod
    def _quantity(cls, value: str) -> tuple[str, ...]:
        names = tuple(known("quantity", name, NAMES) for name in value.split())
        if not 1 <= len(names) <= 2:
            raise ValueError("a curve shows one quantity or two")
        return names

    @model_validator(mode="after")
    def _error_of_each(self) -> Self:
        if self.each and self.quantity != ("error",):
            raise ValueError("with each, the quantity is the error: write `:quantity: error`")
        return self


def render(use: Use) -> str:
    if not _possible(use):
        return ""
    options, net = use.options, use.network
    right = WIDTH - (LABELS if options.each else RIGHT)
    x = Scale(0, max(options.until, 10), LEFT, right, options.axis == "log")
    try:
        history = _history(use, x)
    except SessionError as error:
        use.problem(f"this training cannot be gone through: {error}", use.at("until"))
        return ""
    names = _names(use)
    cycles = [cycle for cycle, _ in history]
    courses = np.transpose([values for _, values in history]).tolist()
    y = Scale(0, max(*map(max, courses), 1e-9) * 1.05, HEIGHT - BOTTOM, TOP)
    hard = int(np.argmax(_areas(history, x))) if options.each and options.until else None
    stands = _clearest(history, hard) if hard is not None else 0
    state = {
        "history": [[cycle, *(float(f"{value:.6g}") for value in values)] for cycle, values in history],
        "quantities": options.quantity,
        "each": names if options.each else None,
        "perCycle": steps_per_cycle(net.spec),
        "box": {"left": LEFT, "right": right, "top": TOP, "bottom": HEIGHT - BOTTOM, "line": LINE},
        "log": options.axis == "log",
        "format": options.format,
        "stands": None if hard is None else {"line": hard, "at": stands},
        "most": {"examples": MOST_EXAMPLES, "letters": LONGEST},
    }
    ends = [y(course[-1]) for course in courses]
    return use.template(
        width=WIDTH, height=HEIGHT, left=LEFT, right=right, top=TOP, bottom=HEIGHT - BOTTOM,
        x=x, y=y, tick_text=tick_text, share=options.format.endswith("%"),
        written=lambda value: format_number(float(value), options.format),
        names=names, hard=hard,
        what="Error of each example" if options.each else " and ".join(NAMES[name] for name in options.quantity).capitalize(),
        paths=[path(list(zip(cycles, course, strict=True)), x, y) for course in courses],
        here=[(x(0), y(course[0])) for course in courses],
        standing=None if hard is None else (x(cycles[stands]), y(courses[hard][stands]), names[hard]),
        costs=[name for name in options.quantity if "cost" in name],
        ends=list(zip(ends, spread(ends, LINE, TOP, HEIGHT - BOTTOM), strict=True)),
        rows=[history[place] for place in sorted({round(i) for i in np.linspace(0, len(history) - 1, 12)})],
        state=json_in_page(state),
    )  # fmt: skip


def _possible(use: Use) -> bool:
    """Whether there is such a curve; the mistake is noted where there is none."""
    network, options = use.network, use.options
    missing = [name for name in options.quantity if name not in network.layout]
    if missing:
        use.problem(f'network "{network.name}" has no {missing[0]}: its data has no test examples', use.at("quantity"))
    elif options.each and network.examples > MOST_EXAMPLES:
        words = f"{MOST_EXAMPLES} examples at most have a line each; this network learns from {network.examples}"
        use.problem(words, use.at("each"))
    elif options.until * steps_per_cycle(network.spec) > MOST_REHEARSED:
        use.problem(f"that is more than {MOST_REHEARSED:,} steps, too many to go through at build", use.at("until"))
    else:
        return True
    return False


def _names(use: Use) -> list[str]:
    """What each line is called: its quantity, or the inputs of its example."""
    network = use.network
    if not use.options.each:
        return [NAMES[name] for name in use.options.quantity]
    inputs = network.spec["data"]["inputs"] if network.spec["data"] else [network.session.numbers[: network.shape[0]]]
    words = [" ".join(f"{value:.4g}" for value in row).replace("-", "−") for row in inputs]
    return words if max(map(len, words)) <= LONGEST else [f"example {place}" for place in range(1, len(words) + 1)]


def _history(use: Use, x: Scale) -> list[tuple[int, Values]]:
    """(cycle, the value of every line) over the cycles that the build goes through, beginning before the first."""
    options, spec = use.options, use.network.spec
    per_cycle = steps_per_cycle(spec)

    def values(session: Session) -> Values:
        return session.ask(["errors"]) if options.each else np.array([session[name] for name in options.quantity])

    def evaluate(cycles: Iterable[int]) -> dict[int, Values]:
        wanted = list(cycles)
        sessions = rehearse(spec, [cycle * per_cycle for cycle in wanted])
        return {cycle: values(sessions[cycle * per_cycle]) for cycle in wanted}

    return sampled(evaluate, x, HEIGHT - BOTTOM - TOP) if options.until else list(evaluate([0]).items())


def _areas(history: list[tuple[int, Values]], x: Scale) -> Values:
    """The area under every line, as it is drawn."""
    places, values = np.array([x(cycle) for cycle, _ in history]), np.array([values for _, values in history])
    found: Values = np.diff(places) @ (values[:-1] + values[1:]) / 2
    return found


def _clearest(history: list[tuple[int, Values]], line: int) -> int:
    """Where in the history a line is furthest from all others."""
    others = [np.abs(np.delete(values, line) - values[line]).min(initial=np.inf) for _, values in history]
    return int(np.argmax(others))


DIRECTIVE = DirectiveType(
    name="curve",
    summary="The cost over time: what the build went through, then what the reader does.",
    options=Options,
    argument="network",
    body="markdown",
    render=render,
    called="The course of training",
)

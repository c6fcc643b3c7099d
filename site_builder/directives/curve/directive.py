"""`curve`: a quantity over the cycles of training: what the build went through, and what the reader does."""

from typing import Literal

import numpy as np
from pydantic import Field, field_validator

from engine.session import SessionError
from site_builder.chart import Scale, path, tick_text
from site_builder.directives import DirectiveOptions, DirectiveType, Use, known
from site_builder.directives.options import Spec
from site_builder.formats import format_number, json_in_page
from site_builder.rehearsal import MOST_REHEARSED, rehearse, steps_per_cycle

WIDTH, HEIGHT, LEFT, RIGHT, TOP, BOTTOM = 640, 280, 52, 14, 14, 40
POINTS = 60
NAMES = {
    "mean_cost": "Mean cost",
    "test_cost": "Mean cost, test data",
    "cost": "Cost of the example on show",
    "error": "Mean error",
    "accuracy": "Accuracy",
    "test_accuracy": "Accuracy, test data",
}


class Options(DirectiveOptions):
    quantity: tuple[str, ...] = Field(("mean_cost",), description=f"One or two of {', '.join(f'`{name}`' for name in NAMES)}.")
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


def render(use: Use) -> str:
    network, options = use.network, use.options
    missing = [name for name in options.quantity if name not in network.layout]
    if missing:
        use.problem(f'network "{network.name}" has no {missing[0]}: its data has no test examples', use.at("quantity"))
        return ""
    if options.until * steps_per_cycle(network.spec) > MOST_REHEARSED:
        use.problem(f"that is more than {MOST_REHEARSED:,} steps, too many to go through at build", use.at("until"))
        return ""
    try:
        history = _history(use)
    except SessionError as error:
        use.problem(f"this training cannot be gone through: {error}", use.at("until"))
        return ""
    high = max(max(values) for _, values in history)
    x = Scale(0, max(options.until, 10), LEFT, WIDTH - RIGHT, options.axis == "log")
    y = Scale(0, max(high * 1.05, 1e-9), HEIGHT - BOTTOM, TOP)
    state = {
        "history": [[cycle, *(float(f"{value:.6g}") for value in values)] for cycle, values in history],
        "quantities": options.quantity,
        "perCycle": steps_per_cycle(network.spec),
        "box": {"left": LEFT, "right": WIDTH - RIGHT, "top": TOP, "bottom": HEIGHT - BOTTOM},
        "log": options.axis == "log",
        "format": options.format,
    }
    return use.template(
        width=WIDTH, height=HEIGHT, left=LEFT, right=WIDTH - RIGHT, top=TOP, bottom=HEIGHT - BOTTOM,
        x=x, y=y, tick_text=tick_text, share=options.format.endswith("%"),
        written=lambda value: format_number(value, options.format),
        names=[NAMES[name] for name in options.quantity],
        paths=[path([(cycle, values[each]) for cycle, values in history], x, y) for each in range(len(options.quantity))],
        rows=[history[place] for place in sorted({round(i) for i in np.linspace(0, len(history) - 1, 12)})],
        state=json_in_page(state),
    )  # fmt: skip


def _history(use: Use) -> list[tuple[int, list[float]]]:
    """(cycle, values) at cycles that lie evenly on the scale, beginning before the first."""
    options, network = use.options, use.network
    per_cycle = steps_per_cycle(network.spec)
    spread = np.geomspace if options.axis == "log" else np.linspace
    cycles = [0, *sorted({round(float(cycle)) for cycle in spread(1, options.until, POINTS)})] if options.until else [0]
    sessions = rehearse(network.spec, [cycle * per_cycle for cycle in cycles])
    return [(cycle, [sessions[cycle * per_cycle][name] for name in options.quantity]) for cycle in cycles]


DIRECTIVE = DirectiveType(
    name="curve",
    summary="The cost over time: what the build went through, then what the reader does.",
    options=Options,
    argument="network",
    body="markdown",
    render=render,
)

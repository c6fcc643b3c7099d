"""`controls`: Forward, Backprop, Train and Pause, Undo, Reset, and a link to the state that they led to."""

from typing import Literal

from pydantic import Field, field_validator

from site_builder.directives import DirectiveOptions, DirectiveType, Use

Button = Literal["forward", "backprop", "train", "undo", "reset", "link"]
BUTTONS: tuple[Button, ...] = ("forward", "backprop", "train", "undo", "reset", "link")


class Options(DirectiveOptions):
    buttons: tuple[Button, ...] = Field(BUTTONS, description="Which buttons to show, separated by spaces.")
    steps: int = Field(100, ge=1, le=1_000_000, description="How many steps Train takes unless the reader chooses otherwise.")

    @field_validator("buttons", mode="before")
    @classmethod
    def _words(cls, value: object) -> object:
        return tuple(value.split()) if isinstance(value, str) else value


def render(use: Use) -> str:
    steps = sorted({1, 10, 100, 1000, use.options.steps})
    return use.template(options=use.options, steps=steps, caption=use.body_html)


DIRECTIVE = DirectiveType(
    name="controls",
    summary="Buttons that run the network forward, teach it, and take a step back.",
    options=Options,
    argument="network",
    body="none",
    acts=True,
    render=render,
)

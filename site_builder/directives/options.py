"""Kinds of options that several directives have."""

import re
from typing import Annotated, Self

from pydantic import AfterValidator, BeforeValidator, model_validator

from site_builder.directives import DirectiveOptions
from site_builder.formats import SPECS_IN_WORDS, is_format

SPAN = re.compile(r"(-?\d+(?:\.\d+)?)\.\.(-?\d+(?:\.\d+)?)")


def _span(text: str) -> tuple[float, float]:
    found = SPAN.fullmatch(text)
    if not found or float(found[1]) >= float(found[2]):
        raise ValueError("a range is two numbers, the lower one first, such as -6..6")
    return float(found[1]), float(found[2])


def _spec(text: str) -> str:
    if not is_format(text):
        raise ValueError(SPECS_IN_WORDS)
    return text


SPLIT = BeforeValidator(str.split)  # several values, separated by spaces
Span = Annotated[tuple[float, float], BeforeValidator(_span)]
Spec = Annotated[str, AfterValidator(_spec)]


class SliderOptions(DirectiveOptions):
    """Options of a directive with sliders, from `min` to `max`."""

    min: float
    max: float

    @model_validator(mode="after")
    def _ordered(self) -> Self:
        if self.min >= self.max:
            raise ValueError(f"min ({self.min:g}) must be less than max ({self.max:g})")
        return self

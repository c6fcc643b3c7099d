"""Numbers as text: a small part of Python's format specs, written the same in browser/format.js."""

import json
import math
import re
from typing import Any

SPEC = re.compile(r"(\+)?(,)?(?:\.(\d{1,2}))?([feg%d])")
SPECS_IN_WORDS = "a format is [+][,][.digits] and one of f, e, g, %, d, such as .4f or .2%"


def is_format(spec: str) -> bool:
    return SPEC.fullmatch(spec) is not None


def format_number(value: float, spec: str) -> str:
    """`format_number(-0.5, ".2f")` is "−0.50", with a real minus sign, and what rounds to 0 has none. A dash is no number.

    Raises ValueError for a spec that is not one of ours.
    """
    if not is_format(spec):
        raise ValueError(f'unknown number format "{spec}": {SPECS_IN_WORDS}')
    if not math.isfinite(value):
        return "–"
    text = format(round(value), spec) if spec.endswith("d") else format(value, re.sub(r"^(\+?)", r"\1z", spec))
    return "−" + text[1:] if text.startswith("-") else text


def json_in_page(value: Any) -> str:
    """JSON that may stand inside a <script>: short, and without the sign that would end it."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")

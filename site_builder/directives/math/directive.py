"""`math`: a formula on lines of its own, with a number where it has a label."""

import re

from markupsafe import Markup
from pydantic import Field, field_validator

from site_builder.directives import DirectiveOptions, DirectiveType, Use
from site_builder.mathematics import FormulaError, mathml
from site_builder.roles.math import ROLE

PHONE = 30  # signs that fit beside one another on a phone: longer formulas scroll there, by keyboard too
LABEL = re.compile(r"[A-Za-z][\w-]*")


class Options(DirectiveOptions):
    label: str | None = Field(None, description="A name for the role eq to refer to; the formula then has a number.")

    @field_validator("label")
    @classmethod
    def _label(cls, value: str) -> str:
        if not LABEL.fullmatch(value):
            raise ValueError("a label is letters, digits and hyphens, such as chain-rule")
        return value


def declare(use: Use) -> None:
    """Number the formula, before any sentence refers to it."""
    label, equations = use.options.label, use.page.equations
    if label in equations:
        use.problem(f'"{label}" is the label of another formula already', use.at("label"))
    elif label:
        equations[label] = len(equations) + 1


def render(use: Use) -> str:
    use.page.use(None, ROLE.sheet)
    try:
        formula = mathml(use.raw, display=True)
    except FormulaError as error:
        _tell(use, error)
        return ""
    long = Markup(' tabindex="0" role="group" aria-label="Formula"') if len(formula.striptags()) > PHONE else Markup()
    label = use.options.label
    if not label:
        return Markup('<div class="formula"><div{}>{}</div></div>').format(long, formula)
    numbered = '<div class="formula" id="equation-{}"><div{}>{}</div><span class="number">({})</span></div>'
    return Markup(numbered).format(label, long, formula, use.page.equations[label])


def _tell(use: Use, error: FormulaError) -> None:
    before = use.raw[: error.offset]
    lines = use.node.raw or ()
    if not lines:
        use.problem(str(error))
        return
    line = lines[before.count("\n")]
    column = line.column + len(before) - (before.rfind("\n") + 1)
    use.problem(str(error), use.position.source.at(line.number, column))


DIRECTIVE = DirectiveType(
    name="math",
    summary="A formula on lines of its own, with a number where it has a label.",
    options=Options,
    argument="none",
    body="raw",
    declare=declare,
    render=render,
)

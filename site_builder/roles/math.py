"""`{math}`: a formula in the sentence, written in LaTeX."""

from site_builder.mathematics import FormulaError, mathml
from site_builder.roles import RoleType, RoleUse


def render(use: RoleUse) -> str:
    r"""`\delta_j = f'(z_j)` as MathML."""
    try:
        return mathml(use.content)
    except FormulaError as error:
        use.problem(str(error), error.offset)
        return ""


ROLE = RoleType(name="math", summary="A formula in the sentence, such as {math}`a = f(W a + b)`.", render=render)

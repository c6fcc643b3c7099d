"""`{eq}`: the number of a formula that has a label, as a link to it."""

from markupsafe import Markup

from site_builder.roles import RoleType, RoleUse


def render(use: RoleUse) -> str:
    """`chain-rule` as `(2)`; the formula may stand further down."""
    label, equations = use.content.strip(), use.page.equations
    if label not in equations:
        use.problem(f'no formula here has the label "{label}"', given=label, allowed=equations)
        return ""
    return Markup('<a href="#equation-{}" aria-label="Equation {}">({})</a>').format(label, equations[label], equations[label])


ROLE = RoleType(name="eq", summary="The number of a formula with a label, such as {eq}`chain-rule`.", render=render)

"""`{scrub}`: a number in the sentence that the reader drags, or steps with the arrow keys; everything follows."""

import re

from markupsafe import Markup

from engine.names import quantity_name
from engine.session import SETTABLE
from engine.training import RATES, check_rate
from site_builder.formats import SPECS_IN_WORDS, format_number, is_format
from site_builder.model import plain
from site_builder.roles import RoleType, RoleUse

NUMBER = r"-?(?:\d+\.?\d*|\.\d+)"
FORM = re.compile(
    rf"(?P<path>\S+)\s+(?P<low>{NUMBER})\.\.(?P<high>{NUMBER})(?:\s+step\s+(?P<step>{NUMBER}))?(?P<colon>:(?P<spec>\S*))?"
)


def render(use: RoleUse) -> str:
    """`xor.rate 0.1..5 step 0.1:.1f`; the step, a hundredth of the range, and the format may be left out."""
    found = FORM.fullmatch(use.content.strip())
    if not found:
        use.problem("write a quantity and its range, such as xor.rate 0.1..5 step 0.1")
        return ""
    low, high = float(found["low"]), float(found["high"])
    step = float(found["step"]) if found["step"] else float(f"{(high - low) / 100:.3g}")
    spec = found["spec"] or f".{max(len(plain(number).partition('.')[2]) for number in (low, high, step))}f"
    quantity = use.quantity(found["path"])
    if low >= high:
        use.problem("the lower end of the range comes first", found.start("low"))
    if step <= 0 and low < high:
        use.problem("a step is more than 0", found.start("step"))
    if found["colon"] and not is_format(spec):
        use.problem(f'"{spec}" is not a number format: {SPECS_IN_WORDS}', found.start("colon"))
    if quantity is None or low >= high or step <= 0 or not is_format(spec):
        return ""
    base = quantity.path.split("[")[0]
    if base not in SETTABLE or not quantity.is_live:
        use.problem(f'"{quantity.path}" cannot be set', found["path"].index(".") + 1, given=base, allowed=SETTABLE)
        return ""
    for end in (low, high) if quantity.path in RATES else ():
        try:
            check_rate(quantity.path, end)
        except ValueError as error:
            use.problem(str(error), found.start("low"))
            return ""
    use.page.speaks_of(quantity.network, quantity.path)
    value = quantity.value()
    words = Markup(
        '<span class="scrub" role="slider" aria-label="{}" aria-valuemin="{}" aria-valuemax="{}" aria-valuenow="{}" '
        'data-for="{}" data-scrub="{}" data-step="{}"{}>{}</span>'
    )
    name, live = quantity_name(quantity.network.shape, quantity.path), quantity.network.live(quantity.path, spec)
    ends = plain(low), plain(high), plain(value)
    return words.format(name, *ends, quantity.network.name, quantity.path, plain(step), live, format_number(value, spec))


ROLE = RoleType(name="scrub", summary="A number to drag, such as {scrub}`xor.rate 0.1..5 step 0.1`.", render=render)

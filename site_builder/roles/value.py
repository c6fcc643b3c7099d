"""`{value}`: a network's number in the sentence: one that is kept up to date, or one that training leads to."""

from markupsafe import Markup

from engine.session import SessionError
from site_builder.formats import SPECS_IN_WORDS, format_number, is_format
from site_builder.model import plain
from site_builder.roles import RoleType, RoleUse

DEFAULT_FORMAT = ".4g"


def render(use: RoleUse) -> str:
    """`xor.error:.2%` as an <output>; `xor.error after 700 cycles:.2%` as what it comes to. The format may be left out."""
    text, colon, spec = use.content.partition(":")
    if colon and not is_format(spec):
        use.problem(f'"{spec}" is not a number format: {SPECS_IN_WORDS}', len(text) + 1)
    found = use.quantity(text)
    if found is None or (colon and not is_format(spec)):
        return ""
    spec = spec or DEFAULT_FORMAT
    try:
        value = found.value()
    except SessionError as error:
        use.problem(f"this training cannot be gone through: {error}")
        return ""
    if found.is_live:
        use.page.speaks_of(found.network, found.path)
        live = found.network.live(found.path, spec)
        return Markup('<output aria-live="off"{}>{}</output>').format(live, format_number(value, spec))
    return Markup('<data class="found" value="{}">{}</data>').format(plain(value), format_number(value, spec))


ROLE = RoleType(name="value", summary="A number in the sentence, such as {value}`xor.error:.2%`.", render=render)

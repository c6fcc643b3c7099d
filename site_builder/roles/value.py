"""`{value}`: a network's number in the sentence, kept up to date."""

from markupsafe import Markup

from site_builder.formats import SPECS_IN_WORDS, is_format
from site_builder.roles import RoleType, RoleUse

DEFAULT_FORMAT = ".4g"


def render(use: RoleUse) -> str:
    """`xor.error:.2%` as an <output>; the format may be left out."""
    path, colon, spec = use.content.partition(":")
    if colon and not is_format(spec):
        use.problem(f'"{spec}" is not a number format: {SPECS_IN_WORDS}', len(path) + 1)
    found = use.quantity(path)
    if found is None or (colon and not is_format(spec)):
        return ""
    network, quantity = found
    spec = spec or DEFAULT_FORMAT
    return Markup('<output aria-live="off"{}>{}</output>').format(network.live(quantity, spec), network.text(quantity, spec))


ROLE = RoleType(name="value", summary="A live number in the sentence, such as {value}`xor.error:.2%`.", render=render)

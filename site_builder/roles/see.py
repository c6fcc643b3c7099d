"""`{see}`: a phrase that lights parts of a network, and that is lit by them."""

import re

from markupsafe import Markup

from engine.layout import places
from site_builder.roles import RoleType, RoleUse

FORM = re.compile(r'(?P<paths>[^"]+?)\s*"(?P<words>[^"]+)"')


def render(use: RoleUse) -> str:
    """`xor.weights[1] xor.biases[1] "these weights"`: one pattern or several of one network, and the words."""
    found = FORM.fullmatch(use.content.strip())
    if not found:
        use.problem('write what to light and the words for it, such as xor.weights[1] "these weights"')
        return ""
    patterns, networks = [], set()
    for part in re.finditer(r"\S+", found["paths"]):
        name, _, pattern = part[0].partition(".")
        network = use.network(name, part.start())
        if network is None:
            return ""
        try:
            places(network.layout, pattern)
        except KeyError as error:
            use.problem(str(error.args[0]), part.start() + len(name) + 1)
            return ""
        networks.add(network.name)
        patterns.append(pattern)
    if len(networks) > 1:
        use.problem("one phrase lights parts of one network")
        return ""
    return Markup('<span class="see" data-for="{}" data-see="{}">{}</span>').format(
        networks.pop(), " ".join(patterns), found["words"]
    )


ROLE = RoleType(name="see", summary='A phrase that lights parts, such as {see}`xor.weights[1] "these weights"`.', render=render)

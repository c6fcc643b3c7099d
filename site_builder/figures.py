"""What a page's figures are called by those who hear it.

The bold words that a caption begins with name its figure. Where there are none, a network is named by its neurons and any other
figure by the directive that drew it. Figures that would still be called the same are counted. What stands in them is named by
`Use.called` (site_builder.directives).
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from engine.names import shape_in_words
from site_builder.directives import directives
from site_builder.model import PageContext
from site_builder.parse import ROLE, Directive, Node, Text, has_words

LEAD = re.compile(r"\s*\*\*(.+?)\*\*", re.DOTALL)
MARKS = re.compile(r"[*_`\\]")


def name_figures(page: PageContext, nodes: Sequence[Node]) -> None:
    """Note for every directive of the page what the figure that it stands in is called, once its networks are declared."""
    found = [(figure, name_of(page, figure)) for figure in _figures(nodes)]
    counts, seen = Counter(name for _, name in found), Counter[str]()
    for figure, name in found:
        seen[name] += 1
        told = f"{name}, {seen[name]} of {counts[name]}" if counts[name] > 1 else name
        page.figures |= {id(each): told for each in _all(figure)}


def name_of(page: PageContext, figure: Directive) -> str:
    inside = [each for each in figure.body if isinstance(each, Directive)]
    captioned = [each for each in (figure, *inside) if (kind := directives().get(each.name)) and kind.called and kind.captioned]
    if found := next(filter(None, map(lead, captioned)), ""):
        return found
    network = page.networks.get(figure.argument) if figure.name == "network" else None
    if network is None or page.changes(network):
        return directives()[figure.name].called
    return f"{directives()[figure.name].called} of {shape_in_words(network.shape)}"


def lead(node: Directive) -> str:
    """The bold words at the beginning of a directive's own text; nothing where numbers that change stand in them."""
    texts = ("\n".join(line.text for line in each.lines) for each in node.body if isinstance(each, Text))
    found = LEAD.match(next((text for text in texts if text.strip()), ""))
    words = "" if found is None or ROLE.search(found[1]) else " ".join(MARKS.sub("", found[1]).split())
    return words.rstrip(".,:;")


def _figures(nodes: Sequence[Node]) -> Iterator[Directive]:
    """The directives that make a figure of their own: networks that show something, and what stands outside of them."""
    for node in nodes:
        kind = directives().get(node.name) if isinstance(node, Directive) else None
        if kind is None or not isinstance(node, Directive):
            continue
        if kind.called:
            if kind.argument != "new" or any(isinstance(each, Directive) or has_words(each) for each in node.body):
                yield node
        else:
            yield from _figures(node.body)


def _all(node: Directive) -> Iterator[Directive]:
    yield node
    for each in node.body:
        if isinstance(each, Directive):
            yield from _all(each)

"""An article's nodes as HTML: directives and roles are rendered on their own and take their places in what Markdown makes.

While Python-Markdown works, each of them is a number between two private-use characters, which Markdown leaves alone.
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import markdown
from markdown.extensions.toc import slugify
from markupsafe import Markup

from site_builder.directives import DirectiveOptions, DirectiveType, Use, directives, read_options
from site_builder.errors import Position
from site_builder.figures import name_figures
from site_builder.headings import Headings
from site_builder.model import NetworkModel, PageContext
from site_builder.parse import OPTION, Directive, Node, Role, Text, divided, has_words, roles
from site_builder.roles import RoleType, RoleUse
from site_builder.roles import roles as role_types

OPEN, SHUT = "\ue000", "\ue001"
PLACE = re.compile(f"<p>{OPEN}(\\d+){SHUT}</p>|{OPEN}(\\d+){SHUT}")
FOLLOWED = re.compile(f"(?:{PLACE.pattern})((?:[.,;:!?)]|&r[sd]quo;|&hellip;)*)")
IN_TAG = re.compile(f"<[^<>]*?{OPEN}(\\d+){SHUT}[^<>]*>")
EMPTY_HEADING = re.compile(r"<th((?: align=\"\w+\")?)></th>")  # such as the corner of a table, which heads nothing
EXTENSIONS = ["tables", "fenced_code", "footnotes", "smarty", "def_list", "sane_lists", "abbr"]
NAME = re.compile(r"[A-Za-z_]\w*")


class Writer:
    """Renders the nodes of one article. `toc` holds its headings afterwards."""

    def __init__(self, page: PageContext) -> None:
        self.page = page
        self.toc: list[dict[str, Any]] = []
        self._options: dict[int, DirectiveOptions | None] = {}

    def write(self, nodes: Sequence[Node]) -> Markup:
        """The article's body. Every mistake in it has been noted in the page's problems."""
        nodes = _hosted(nodes)
        self._declare(_all_directives(nodes))
        name_figures(self.page, nodes)
        body, self.toc = self._html(nodes, None, top=True)
        kinds: list[DirectiveType | RoleType] = [*role_types().values(), *directives().values()]
        ends = [kind.finish(self.page) for kind in kinds if kind.finish]
        return Markup("").join([body, *map(Markup, ends)])

    def _declare(self, uses: list[tuple[Directive, str]]) -> None:
        known = directives()
        for node, outer in uses:
            kind = known.get(node.name)
            if kind is None:
                self.page.problems.add(node.position, f'there is no directive "{node.name}"', given=node.name, allowed=known)
                continue
            self.page.uses[node.name] += 1
            self._options[id(node)] = read_options(kind, node, self.page)
            self._check(node)
            if kind.acts:
                self.page.acted_on.add(node.argument or outer)
        for node, outer in sorted((use for use in uses if use[0].name in known), key=lambda use: known[use[0].name].order):
            kind, options = known[node.name], self._options[id(node)]
            first = kind.argument != "new" or self.page.declared.get(node.argument) == node.position
            if kind.declare and options is not None and first:
                kind.declare(Use(kind, node, self.page, options, self.page.networks.get(outer)))

    def _check(self, node: Directive) -> None:
        """What can be said of a use without knowing the others: its argument and its body."""
        kind, add = directives()[node.name], self.page.problems.add
        if node.raw is not None and kind.body in ("markdown", "parts"):
            add(node.position, f"{kind.name} holds Markdown; put it between colons")
        if node.raw is None and kind.body == "raw":
            add(node.position, f"{kind.name} holds plain lines; put it between backticks")
        late = _late_option(node, kind)
        if late:
            add(late, "options stand right below the opening fence, without an empty line between")
        elif kind.body == "none" and any(isinstance(each, Directive) or has_words(each) for each in node.body):
            add(node.position, f"{kind.name} holds nothing but options")
        if kind.argument == "none" and node.argument:
            add(node.argument_position, f"{kind.name} takes no name")
        if kind.argument != "new":
            return
        if not NAME.fullmatch(node.argument):
            add(node.argument_position, f"{kind.name} needs a name of letters, digits and underscores, such as xor")
        elif node.argument in self.page.declared:
            first = self.page.declared[node.argument]
            add(node.argument_position, f'"{node.argument}" is the name of something on line {first.line} already')
        else:
            self.page.declared[node.argument] = node.position
            self.page.declared_by[node.argument] = kind.name

    def _html(self, nodes: Sequence[Node], outer: NetworkModel | None, top: bool = False) -> tuple[Markup, list[dict[str, Any]]]:
        pieces: list[str] = []
        inline: dict[int, Role] = {}
        text = ""
        for node in nodes:
            if isinstance(node, Text):
                text += self._with_roles(node, pieces, inline)
            else:
                text += f"\n\n{' ' * node.indent}{OPEN}{len(pieces)}{SHUT}\n\n"
                pieces.append(self._directive(node, outer))
        converter = _converter(anchors=top)
        html = EMPTY_HEADING.sub(r"<td\1></td>", converter.convert(text))
        for found in IN_TAG.finditer(html):
            role = inline[int(found[1])]
            self.page.problems.add(role.position, f"{role.name} cannot stand in an address or in an image's description")
            pieces[int(found[1])] = ""
        filled = FOLLOWED.sub(lambda found: _joined(pieces[int(found[1] or found[2])], found[3]), html)
        return Markup(filled), _named(getattr(converter, "toc_tokens", []), pieces)

    def _with_roles(self, node: Text, pieces: list[str], inline: dict[int, Role]) -> str:
        text, found = roles(node, self.page.article.source, self.page.problems)
        written, end = "", 0
        for role in found:
            kind = role_types().get(role.name)
            if kind is None:
                self.page.problems.add(role.position, f'there is no role "{role.name}"', given=role.name, allowed=role_types())
                continue
            written += f"{text[end : role.start]}{OPEN}{len(pieces)}{SHUT}"
            end = role.end
            inline[len(pieces)] = role
            self.page.use(kind.script, kind.sheet)
            pieces.append(kind.render(RoleUse(role, self.page)))
        return written + text[end:]

    def _directive(self, node: Directive, outer: NetworkModel | None) -> str:
        kind = directives().get(node.name)
        options = self._options.get(id(node))
        declared = self.page.networks.get(node.argument) if kind and kind.argument == "new" else None
        in_parts = kind is not None and kind.body == "parts"
        inside = [each for each in node.body if isinstance(each, Directive) and not in_parts]
        parts = tuple(Markup(self._directive(each, declared or outer)) for each in inside)
        words = [each for each in node.body if isinstance(each, Text) and not in_parts]
        body = self._html(words, outer)[0] if any(map(has_words, words)) else Markup()
        if kind is None or options is None or not self._has_network(node, outer):
            return ""
        if in_parts:
            parts = tuple(self._html(part, outer)[0] for part in divided(node.body))
        self.page.use(kind.script, kind.sheet)
        use = Use(kind, node, self.page, options, outer, body, parts)
        if kind.argument == "network":
            self.page.shown.add(use.network.name)
        html = kind.render(use)
        if kind.argument != "network" or outer is not None:
            return html
        frame = Markup('<figure class="figure" data-network="{}" aria-label="{}">\n{}\n{}</figure>')
        caption = Markup("<figcaption>{}</figcaption>\n").format(body) if body and kind.captioned else Markup()
        return frame.format(use.network.name, use.figure, Markup(html), caption)

    def _has_network(self, node: Directive, outer: NetworkModel | None) -> bool:
        """Whether the network that a directive needs is there; says so unless the network's own mistakes were noted."""
        kind, page = directives()[node.name], self.page
        if kind.argument == "none":
            return True
        if kind.argument == "new":
            return node.argument in page.networks or node.argument in page.data
        if node.argument in page.networks or (not node.argument and outer):
            return True
        if node.argument and node.argument not in page.declared:
            message = f'this page has no network "{node.argument}"'
            networks = [name for name in page.declared if name not in page.data]
            page.problems.add(node.argument_position, message, given=node.argument, allowed=networks)
        elif not node.argument and not page.declared:
            page.problems.add(node.position, f"{kind.name} needs a network; name one, or put this inside one")
        return False


def _joined(piece: str, tail: str) -> str:
    """A piece and the punctuation after it, which browsers would put on the next line where the piece ends with a button."""
    return f'<span class="joined">{piece}{tail}</span>' if tail and piece.endswith("</button>") else piece + tail


def _converter(anchors: bool) -> markdown.Markdown:
    """Python-Markdown as articles use it. Its tables align by attribute: the site's policy forbids styles in the page."""
    settings: dict[str, dict[str, Any]] = {"tables": {"use_align_attribute": True}, "footnotes": {"UNIQUE_IDS": True}}
    headings = Headings(permalink=anchors and "#", slugify=lambda text, separator: slugify(PLACE.sub("", text), separator))
    return markdown.Markdown(extensions=[*EXTENSIONS, headings], extension_configs=settings, output_format="html")


def _hosted(nodes: Sequence[Node], in_figure: bool = False) -> tuple[Node, ...]:
    """The nodes, with what some directives of a figure host inside these: see `DirectiveType.hosts`."""
    found: list[Node] = []
    host: int | None = None  # where in `found` stands what may host the next directive
    for node in nodes:
        if isinstance(node, Text):
            host = None if has_words(node) else host
            found.append(node)
            continue
        kind = directives().get(node.name)
        node = replace(node, body=_hosted(node.body, in_figure or (kind is not None and kind.argument == "new")))
        by = found[host] if host is not None else None
        if host is not None and isinstance(by, Directive) and _hosts(by, node):
            found[host], host = replace(by, body=(*by.body, node)), None
            continue
        host = len(found) if in_figure and kind is not None and kind.hosts else None
        found.append(node)
    return tuple(found)


def _hosts(node: Directive, follower: Directive) -> bool:
    return follower.name in directives()[node.name].hosts and follower.argument == node.argument


def _all_directives(nodes: Sequence[Node], outer: str = "") -> list[tuple[Directive, str]]:
    """Every directive, those inside others too, each with the name of the one around it."""
    found: list[tuple[Directive, str]] = []
    for node in nodes:
        if isinstance(node, Directive):
            found += [(node, outer), *_all_directives(node.body, node.argument or outer)]
    return found


def _named(headings: list[dict[str, Any]], pieces: Sequence[str]) -> list[dict[str, Any]]:
    """Headings as they read, with the words of the roles in them."""

    def words(name: str) -> str:
        return PLACE.sub(lambda found: Markup(pieces[int(found[1] or found[2])]).striptags(), name)

    return [{**each, "name": words(each["name"]), "children": _named(each["children"], pieces)} for each in headings]


def _late_option(node: Directive, kind: DirectiveType) -> Position | None:
    """Where a line that was meant as an option stands too late to be one."""
    first = node.body[0] if node.body else None
    line = next((each for each in first.lines if each.text.strip()), None) if isinstance(first, Text) else None
    found = OPTION.fullmatch(line.text) if line else None
    if line and found and found[1].replace("-", "_") in kind.options.model_fields:
        return node.position.source.at(line.number, line.column + found.start(1))
    return None

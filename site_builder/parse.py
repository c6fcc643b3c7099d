"""Finds directives and roles in an article, before Markdown sees it.

A directive stands between fences: colons for a Markdown body, backticks for a raw one. Ordinary code fences, indented code and
code spans shield what is inside them. Every mistake is noted with its place; nothing stops at the first.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from site_builder.errors import Position, Problems, Source

COLONS = re.compile(r"( *)(:{3,})\{([^}]*)\}(.*)")
COLONS_END = re.compile(r" *(:{3,})\s*")
FENCE = re.compile(r"( *)(`{3,}|~{3,})(.*)")
OPTION = re.compile(r"\s*:([A-Za-z][\w-]*):(.*)")
QUOTED = re.compile(r"\s*>[\s>]*(?::{3,}|`{3,})\{")
LIST_ITEM = re.compile(r"\s*(?:[-*+]|\d+\.)\s+")
ROLE = re.compile(r"\{([A-Za-z][\w-]*)\}(`+)")


@dataclass(frozen=True)
class Line:
    """A line of the source, from `column` on (counted from 1)."""

    number: int
    column: int
    text: str


@dataclass(frozen=True)
class Text:
    """Consecutive lines of plain Markdown; `shielded` are the numbers of the lines inside code."""

    lines: tuple[Line, ...]
    shielded: frozenset[int]


@dataclass(frozen=True)
class Option:
    name: str
    value: str
    position: Position
    value_position: Position


@dataclass(frozen=True)
class Directive:
    """`body` holds nodes for a Markdown body; `raw` the lines for a raw one."""

    name: str
    argument: str
    options: tuple[Option, ...]
    body: tuple["Text | Directive", ...]
    raw: tuple[Line, ...] | None
    indent: int
    position: Position
    argument_position: Position


Node = Text | Directive


@dataclass(frozen=True)
class Role:
    """An inline role and where it stands in its text."""

    name: str
    content: str
    start: int
    end: int
    position: Position
    at: Callable[[int], Position]  # the place of a character of `content`, which may go on over several lines


@dataclass
class _Open:
    """A colon directive whose end has not been found yet."""

    head: Directive
    colons: int
    nodes: list[Node]
    in_options: bool
    options: list[Option]


def parse(source: Source, problems: Problems, start: int = 1) -> tuple[Node, ...]:
    """The nodes of a source, from line `start` on."""
    lines = [Line(number, 1, text) for number, text in enumerate(source.lines, 1) if number >= start]
    return _Parser(source, problems, lines).run()


class _Parser:
    def __init__(self, source: Source, problems: Problems, lines: Sequence[Line]) -> None:
        self.source, self.problems, self.lines = source, problems, lines
        self.nodes: list[Node] = []
        self.open: list[_Open] = []
        self.text: list[Line] = []
        self.shielded: set[int] = set()
        self.next = 0

    def run(self) -> tuple[Node, ...]:
        while self.next < len(self.lines):
            line = self._unindented(self.lines[self.next])
            self.next += 1
            self._take(line)
        self._flush()
        for left in reversed(self.open):
            self.problems.add(left.head.position, f"this {left.head.name} is never closed; end it with {':' * left.colons}")
        while self.open:
            self._close()
        return tuple(self.nodes)

    def _take(self, line: Line) -> None:
        if self.open and self.open[-1].in_options and self._option(line):
            return
        if self.open:
            self.open[-1].in_options = False
        if line.text.startswith("    ") and self._begins_code(line):
            self.shielded.add(line.number)
            self.text.append(line)
        elif opening := COLONS.fullmatch(line.text):
            self._open(line, opening)
        elif ending := COLONS_END.fullmatch(line.text):
            self._end(line, len(ending[1]))
        elif (fence := FENCE.fullmatch(line.text)) and not (fence[2][0] == "`" and "`" in fence[3]):
            self._fence(line, fence)
        else:
            if QUOTED.match(line.text):
                self.problems.add(self._at(line), "a directive cannot stand in a block quote; put it before or after")
            self.text.append(line)

    def _option(self, line: Line) -> bool:
        found = OPTION.fullmatch(line.text)
        if not found:
            return False
        value = found[2]
        lead = len(value) - len(value.lstrip())
        position = self._at(line, found.start(1))
        self.open[-1].options.append(Option(found[1], value.strip(), position, self._at(line, found.start(2) + lead)))
        return True

    def _open(self, line: Line, found: re.Match[str]) -> None:
        self._check_indent(line, len(found[1]))
        self._flush()
        self.open.append(_Open(self._head(line, found), len(found[2]), [], True, []))

    def _end(self, line: Line, colons: int) -> None:
        if not any(each.colons == colons for each in self.open):
            inner = f"; the open {self.open[-1].head.name} ends with {':' * self.open[-1].colons}" if self.open else ""
            self.problems.add(self._at(line), f"there is no directive to end with {':' * colons}{inner}")
            return
        self._flush()
        while self.open[-1].colons != colons:
            left = self.open[-1]
            self.problems.add(left.head.position, f"this {left.head.name} is never closed; end it with {':' * left.colons}")
            self._close()
        self._close()

    def _close(self) -> None:
        done = self.open.pop()
        head = done.head
        node = Directive(
            head.name,
            head.argument,
            tuple(done.options),
            tuple(done.nodes),
            None,
            head.indent,
            head.position,
            head.argument_position,
        )
        (self.open[-1].nodes if self.open else self.nodes).append(node)

    def _fence(self, line: Line, found: re.Match[str]) -> None:
        """A code fence, which shields what is in it, or a directive with a raw body."""
        named = re.fullmatch(r"\{([^}]*)\}(.*)", found[3])
        inside: list[Line] = []
        closed = False
        while self.next < len(self.lines) and not closed:
            following = self._unindented(self.lines[self.next])
            self.next += 1
            stripped = following.text.strip()
            closed = len(stripped) >= len(found[2]) and set(stripped) == {found[2][0]}
            inside.append(following)
        if not closed:
            what = f"this {named[1]}" if named else "this code fence"
            self.problems.add(self._at(line, len(found[1])), f"{what} is never closed; end it with {found[2]}")
        if not named:
            self.text += [line, *inside]
            self.shielded.update(each.number for each in [line, *inside])
            return
        self._check_indent(line, len(found[1]))
        self._flush()
        body = inside[:-1] if closed else inside
        (self.open[-1].nodes if self.open else self.nodes).append(self._raw(line, found, named, body))

    def _raw(self, line: Line, found: re.Match[str], named: re.Match[str], body: list[Line]) -> Directive:
        options: list[Option] = []
        self.open.append(_Open(self._head(line, found, named), 0, [], True, options))
        while body and self._option(body[0]):
            body.pop(0)
        head = self.open.pop().head
        return Directive(
            head.name, head.argument, tuple(options), (), tuple(body), head.indent, head.position, head.argument_position
        )

    def _head(self, line: Line, found: re.Match[str], named: re.Match[str] | None = None) -> Directive:
        name, argument = (named[1], named[2]) if named else (found[3], found[4])
        name_at = len(found[1]) + len(found[2]) + 1
        argument_at = name_at + len(name) + 1 + len(argument) - len(argument.lstrip())
        position = self._at(line, name_at)
        return Directive(name.strip(), argument.strip(), (), (), None, len(found[1]), position, self._at(line, argument_at))

    def _flush(self) -> None:
        if not self.text:
            return
        node = Text(tuple(self.text), frozenset(self.shielded))
        (self.open[-1].nodes if self.open else self.nodes).append(node)
        self.text, self.shielded = [], set()

    def _unindented(self, line: Line) -> Line:
        """A directive inside a list item is indented with it; its body is read without that indent."""
        indent = sum(each.head.indent for each in self.open)
        lead = len(line.text) - len(line.text.lstrip(" "))
        cut = min(indent, lead)
        return Line(line.number, line.column + cut, line.text[cut:])

    def _begins_code(self, line: Line) -> bool:
        """Whether a line indented by four spaces is code: it goes on with no paragraph, and belongs to no list item."""
        above = self.text[-1] if self.text else None
        paragraph = above is not None and above.text.strip() and above.number not in self.shielded
        return not paragraph and not self._in_list()

    def _check_indent(self, line: Line, indent: int) -> None:
        if 0 < indent < 4 and self._in_list():
            self.problems.add(self._at(line), "a directive that belongs to a list item is indented by four spaces")

    def _in_list(self) -> bool:
        """Whether an indented line here belongs to a list item above it."""
        nodes = self.open[-1].nodes if self.open else self.nodes
        before = [each for node in nodes if isinstance(node, Text) for each in node.lines]
        for earlier in reversed([*before, *self.text]):
            if LIST_ITEM.match(earlier.text):
                return True
            if earlier.text.strip() and not earlier.text.startswith(" "):
                return False
        return False

    def _at(self, line: Line, offset: int = 0) -> Position:
        return self.source.at(line.number, line.column + offset)


def roles(text: Text, source: Source, problems: Problems) -> tuple[str, list[Role]]:
    """The text as one string, and the roles that stand in it outside code."""
    starts, joined = [], ""
    for line in text.lines:
        starts.append((len(joined), line))
        joined += line.text + "\n"

    def position(offset: int) -> Position:
        start, line = max((each for each in starts if each[0] <= offset), key=lambda each: each[0])
        return source.at(line.number, line.column + offset - start)

    found: list[Role] = []
    for start, line in starts:
        place = max(start, found[-1].end if found else 0)
        while line.number not in text.shielded and place < start + len(line.text):
            place = _next_role(joined, place, found, position, problems)
    return joined, found


def _next_role(joined: str, place: int, found: list[Role], position: Callable[[int], Position], problems: Problems) -> int:
    """Take what stands at `place`: an escape, a code span, a role or a letter. Returns where to go on."""
    letter = joined[place]
    if letter == "\\":
        return place + 2
    opening = ROLE.match(joined, place)
    if opening:
        ticks = opening[2]
    elif letter == "`":
        ticks = re.match("`+", joined[place:])[0]  # type: ignore[index]
    else:
        return place + 1
    begin = opening.end() if opening else place + len(ticks)
    paragraph_end = joined.find("\n\n", begin)
    closing = re.compile(rf"(?<!`){ticks}(?!`)").search(joined, begin, paragraph_end if paragraph_end >= 0 else len(joined))
    if closing is None:
        if opening:
            problems.add(position(place), f"this {opening[1]} is never closed; end it with {ticks}")
        return begin
    if opening:
        content = joined[begin : closing.start()].replace("\n", " ")
        found.append(
            Role(opening[1], content, place, closing.end(), position(place + 1), lambda offset: position(begin + offset))
        )
    return closing.end()


def has_words(node: Node) -> bool:
    return isinstance(node, Text) and any(line.text.strip() for line in node.lines)


def divided(nodes: Sequence[Node]) -> list[list[Node]]:
    """What stands between the lines of three hyphens, without empty lines; a part that holds nothing is empty."""
    parts: list[list[Node]] = [[]]
    for node in nodes:
        if isinstance(node, Directive):
            parts[-1].append(node)
            continue
        lines: list[Line] = []
        for line in node.lines:
            if line.text.strip() != "---" or line.number in node.shielded:
                lines.append(line)
                continue
            parts[-1] += _text(lines, node)
            parts.append([])
            lines = []
        parts[-1] += _text(lines, node)
    return parts


def _text(lines: Sequence[Line], node: Text) -> list[Node]:
    return [Text(tuple(lines), node.shielded)] if any(line.text.strip() for line in lines) else []

"""What an author is told: every mistake at once, each with its place, its line, and what was allowed."""

from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches


@dataclass(frozen=True)
class Source:
    """A text that an author wrote, and the path to show for it."""

    path: str
    text: str

    @property
    def lines(self) -> list[str]:
        return self.text.split("\n")

    def at(self, line: int, column: int = 1) -> "Position":
        """The place at this line and column, both counted from 1."""
        return Position(self, line, column)

    def find(self, words: str, start: int = 1) -> "Position":
        """Where these words first stand at or after line `start`; the beginning of that line when they do not."""
        for number, line in enumerate(self.lines[start - 1 :], start):
            if words in line:
                return self.at(number, line.index(words) + 1)
        return self.at(start)


@dataclass(frozen=True)
class Position:
    source: Source
    line: int
    column: int = 1

    def __str__(self) -> str:
        return f"{self.source.path}:{self.line}:{self.column}"


@dataclass(frozen=True)
class Problem:
    """One mistake. Printed with its line and a caret below the place."""

    position: Position
    message: str

    def __str__(self) -> str:
        position = self.position
        lines = position.source.lines
        line = lines[position.line - 1] if 0 < position.line <= len(lines) else ""
        shown = line.expandtabs(1)
        return f"{position}: {self.message}\n    {shown}\n    {' ' * (position.column - 1)}^"


class BuildError(Exception):
    """The build cannot go on; nothing was written."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = sorted(
            dict.fromkeys(problems), key=lambda each: (each.position.source.path, each.position.line, each.position.column)
        )
        super().__init__("\n".join(map(str, self.problems)))


class Problems:
    """Collects mistakes, so that an author sees all of them in one build."""

    def __init__(self) -> None:
        self.found: list[Problem] = []

    def add(self, position: Position, message: str, *, given: str | None = None, allowed: Iterable[str] = ()) -> None:
        """Note a mistake; with `given` and `allowed` the nearest valid name is offered, or all of them."""
        self.found.append(Problem(position, message + suggestion(given, allowed)))

    def raise_if_any(self) -> None:
        if self.found:
            raise BuildError(self.found)


def suggestion(given: str | None, allowed: Iterable[str]) -> str:
    """`; did you mean "rate"?`, or `; there are a, b and c`, or nothing where nothing is allowed."""
    names = list(allowed)
    if not names:
        return ""
    near = get_close_matches(given or "", names, n=1, cutoff=0.6)
    if near:
        return f'; did you mean "{near[0]}"?'
    return f"; there {'is only' if len(names) == 1 else 'are'} {', '.join(names)}"

"""`code`: a cell of Python that the reader can change and run, with the page's networks as objects in it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from markupsafe import Markup
from pydantic import Field
from pygments.lexers import PythonLexer
from pygments.token import Comment, Keyword, Number, Operator, String

from engine.playground import Outcome, Playground
from engine.session import Session
from site_builder.directives import DirectiveOptions, DirectiveType, Use
from site_builder.directives.code.limit import Limit
from site_builder.errors import Position
from site_builder.model import PageContext
from site_builder.parse import Line

CLASSES = ((Comment, "comment"), (String, "string"), (Number, "number"), (Keyword, "keyword"), (Operator.Word, "keyword"))


class Options(DirectiveOptions):
    run: bool = Field(True, description="Run the cell at build, so that its output stands in the page from the start.")
    raises: bool = Field(False, description="Whether the cell is meant to end in an error.")
    limit: float = Field(30.0, gt=0, description="The seconds that the cell may take at build.")


@dataclass
class Cells:
    """The cells of a page so far, and the sessions that they run on at build: the page's own stay at their beginning."""

    playground: Playground
    sessions: dict[str, Session]
    count: int = 0


def render(use: Use) -> str:
    lines = _lines(use)
    if not lines:
        use.problem("this cell is empty; write Python in it")
        return ""
    cells = _cells(use.page)
    cells.count += 1
    printed, outcome = _run(use, cells, lines) if use.options.run else ("", Outcome())
    return use.template(
        number=cells.count,
        lines=list(highlighted(_source(lines))),
        printed=printed,
        outcome=outcome,
    )


def _lines(use: Use) -> list[Line]:
    """The cell's lines, without empty ones before the first and after the last."""
    written = [place for place, line in enumerate(use.node.raw or ()) if line.text.strip()]
    return list(use.node.raw or ())[written[0] : written[-1] + 1] if written else []


def _source(lines: Sequence[Line]) -> str:
    return "\n".join(line.text for line in lines)


def _cells(page: PageContext) -> Cells:
    key = "code", ""
    if key not in page.made:
        page.shown |= set(page.networks)
        sessions = {name: Session(network.spec) for name, network in page.networks.items()}
        page.made[key] = Cells(Playground(), sessions)
        for name, session in sessions.items():
            page.made[key].playground.lend(name, session)
    cells: Cells = page.made[key]
    return cells


def _run(use: Use, cells: Cells, lines: Sequence[Line]) -> tuple[str, Outcome]:
    """What the cell prints and comes to; an error that was not meant is the author's mistake, in its line."""
    told: list[str] = []
    with Limit(use.options.limit) as limit:
        outcome = cells.playground.run(_source(lines), cells.count, told.append)
    if limit.passed:
        words = "`limit` would give it more, and `run: false` leave it to the reader"
        use.problem(
            f"Python cell {cells.count} still runs after {use.options.limit:g} seconds; {words}", _place(use, lines, outcome)
        )
    elif outcome.stopped:
        raise KeyboardInterrupt
    elif outcome.error and not use.options.raises:
        use.problem(f"this cell stops with {outcome.error}", _place(use, lines, outcome))
    elif not outcome.error and use.options.raises:
        use.problem("this cell was to end in an error, and does not", use.at("raises"))
    for name, saved in outcome.changed.items():
        cells.sessions[name].act(["restore", saved])
    return "".join(told), outcome


def _place(use: Use, lines: Sequence[Line], outcome: Outcome) -> Position:
    """Where in the article a cell came to its end."""
    line = lines[min(outcome.line or 1, len(lines)) - 1]
    indent = len(line.text) - len(line.text.lstrip())
    return use.position.source.at(line.number, line.column + max(indent, outcome.column - 1))


def highlighted(source: str) -> Iterator[Markup]:
    """The lines of a Python source as HTML. editor.js colours what a reader writes in the same way."""
    line = Markup()
    tokens = PythonLexer(stripnl=False, ensurenl=False).get_tokens(source)
    for name, run in groupby(tokens, key=lambda token: _class(*token)):
        first, *others = [_coloured(name, piece) for piece in "".join(text for _, text in run).split("\n")]
        line += first
        for other in others:
            yield line
            line = other
    yield line


def _coloured(name: str, text: str) -> Markup:
    return Markup('<span class="{}">{}</span>').format(name, text) if name and text else Markup.escape(text)


def _class(kind: Any, text: str) -> str:
    if kind is String.Interpol and (text[0] not in "{%" or text == "{"):
        return ""  # around a value in an f-string; what other strings leave to be filled in is a part of them
    return next((name for family, name in CLASSES if kind in family), "")


DIRECTIVE = DirectiveType(
    name="code",
    summary="A cell of Python to change and run, in which the page's networks are objects.",
    options=Options,
    argument="none",
    body="raw",
    render=render,
)

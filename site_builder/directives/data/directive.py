"""`data`: the examples that a network learns from: written in the article, kept in a CSV file beside it, or generated."""

import csv
import math

from pydantic import Field, field_validator

from engine.datasets import DATASETS, generated, kept_aside
from engine.names import count_of
from site_builder.directives import DirectiveOptions, DirectiveType, Use, known
from site_builder.errors import Position, Source
from site_builder.model import DataSet

Row = tuple[Position, list[str], list[str]]
Numbers = tuple[tuple[float, ...], ...]

COUNT = 200
MOST = 2000


class Options(DirectiveOptions):
    file: str | None = Field(None, description="A CSV file beside the article, in place of rows in the body.")
    targets: int = Field(1, ge=1, description="How many of a CSV row's last numbers are targets.")
    set: str | None = Field(
        None, description=f"Points in the plane, generated in place of rows: {', '.join(f'`{name}`' for name in DATASETS)}."
    )
    count: int | None = Field(None, ge=2, le=MOST, description=f"How many points are generated; {COUNT} where it is left out.")
    noise: float | None = Field(None, ge=0, le=0.5, description="How far generated points stray, from 0 to 0.5.")
    seed: int = Field(0, ge=0, lt=2**32, description="The seed of what is generated, and of what is kept aside.")
    test: float = Field(0.0, ge=0, lt=1, description="The share of the rows that is kept aside for testing, such as `0.5`.")

    @field_validator("set", mode="before")
    @classmethod
    def _set(cls, value: str) -> str:
        return known("data set", value, DATASETS)


def declare(use: Use) -> None:
    before = len(use.page.problems.found)
    _check_choice(use)
    inputs, targets = _generated(use) if use.options.set else _given(use)
    if use.options.test and len(inputs) == 1:
        use.problem("one row cannot be both learned from and kept aside", use.at("test"))
    if inputs and len(use.page.problems.found) == before:
        use.page.data[use.argument] = _with_test(use, inputs, targets)


def _check_choice(use: Use) -> None:
    """Rows come from one place: the body, a file, or a generator."""
    options = use.options
    if options.set is None:
        for name in ("count", "noise"):
            if getattr(options, name) is not None:
                use.problem(f'{name} is for a generated set; name one with the option "set"', use.at(name), allowed=DATASETS)
        return
    if options.file is not None:
        use.problem("the rows are generated, or in a file, not both", use.at("file"))
    if any(line.text.strip() for line in use.node.raw or ()):
        use.problem("the rows are generated, or written here, not both", use.at("set"))


def _generated(use: Use) -> tuple[Numbers, Numbers]:
    """The points of a set, in an order that has nothing to do with their class."""
    options = use.options
    inputs, targets = generated(options.set, options.count or COUNT, options.noise or 0.0, options.seed)
    return tuple(map(tuple, inputs.tolist())), tuple(map(tuple, targets.tolist()))


def _with_test(use: Use, inputs: Numbers, targets: Numbers) -> DataSet:
    """The rows in their order, without those that a shuffle by the seed keeps aside: at least one on either side."""
    aside = kept_aside(len(inputs), use.options.test, use.options.seed)
    learned = sorted(set(range(len(inputs))) - set(aside))

    def rows(part: Numbers, places: list[int]) -> Numbers:
        return tuple(part[place] for place in places)

    options = use.options
    made_from = {
        "set": options.set, "count": len(inputs), "noise": options.noise or 0.0, "seed": options.seed, "test": options.test
    }  # fmt: skip
    tables = rows(inputs, learned), rows(targets, learned), rows(inputs, aside), rows(targets, aside)
    return DataSet(use.argument, *tables, made_from=made_from if options.set else None)


def _given(use: Use) -> tuple[Numbers, Numbers]:
    """The rows of the body or of a file."""
    before = len(use.page.problems.found)
    rows = _file_rows(use) if use.options.file else _body_rows(use)
    for position, inputs, targets in rows:
        size, first = (len(inputs), len(targets)), (len(rows[0][1]), len(rows[0][2]))
        if size != first:
            words = f"this row has {count_of(size[0], 'input')} and {count_of(size[1], 'target')}"
            use.problem(f"{words}; the first one has {first[0]} and {first[1]}", position)
    inputs_read = tuple(_numbers(use, position, inputs) for position, inputs, _ in rows)
    targets_read = tuple(_numbers(use, position, targets) for position, _, targets in rows)
    if not rows and use.node.raw is not None and len(use.page.problems.found) == before:
        use.problem("this data has no rows; write one as 0 1 -> 1")
    return inputs_read, targets_read


def _body_rows(use: Use) -> list[Row]:
    rows = []
    for line in use.node.raw or ():
        text = line.text.strip()
        if not text or text.startswith("#"):
            continue
        position = use.position.source.at(line.number, line.column + len(line.text) - len(line.text.lstrip()))
        inputs, arrow, targets = text.partition("->")
        if not arrow or not inputs.split() or not targets.split():
            use.problem("a row is inputs, an arrow and targets, such as 0 1 -> 1", position)
            continue
        rows.append((position, inputs.split(), targets.split()))
    return rows


def _file_rows(use: Use) -> list[Row]:
    path = use.page.article.files.get(use.options.file)
    if path is None:
        names = [name for name in use.page.article.files if name.endswith(".csv")]
        use.problem(
            f'there is no file "{use.options.file}" beside the article', use.at("file"), given=use.options.file, allowed=names
        )
        return []
    try:
        source = Source(str(path), path.read_text(encoding="utf-8-sig"))
    except UnicodeDecodeError as error:
        use.problem(f"{use.options.file} is not UTF-8: byte {error.start} cannot be read", use.at("file"))
        return []
    rows = []
    for number, line in enumerate(source.lines, 1):
        cells = _cells(use, line, source.at(number))
        heading = number == 1 and not any(_is_number(cell) for cell in cells)
        if cells and not heading:
            rows.append(_split(use, cells, source.at(number)))
    return rows


def _cells(use: Use, line: str, position: Position) -> list[str]:
    try:
        return next(csv.reader([line], strict=True), [])
    except csv.Error as error:
        use.problem(f"this row cannot be read: {error}", position)
        return []


def _split(use: Use, cells: list[str], position: Position) -> Row:
    count = use.options.targets
    if len(cells) <= count:
        use.problem(
            f"this row has {count_of(len(cells), 'number')}, too few for {count_of(count, 'target')} and an input", position
        )
    return position, cells[:-count], cells[-count:]


def _is_number(cell: str) -> bool:
    try:
        return math.isfinite(float(cell))
    except ValueError:
        return False


def _numbers(use: Use, position: Position, cells: list[str]) -> tuple[float, ...]:
    """The numbers in these cells; a cell that holds none is noted and left out."""
    for cell in cells:
        if not _is_number(cell):
            use.problem(f'"{cell.strip()}" is not a number', position)
    return tuple(float(cell) for cell in cells if _is_number(cell))


DIRECTIVE = DirectiveType(
    name="data",
    summary="Examples for a network to learn from: rows of inputs and targets.",
    options=Options,
    argument="new",
    body="raw",
    declare=declare,
    render=lambda use: "",
    order=0,
)

"""`life`: Conway's Game of Life, recorded for its first generations and computed by Python from there on."""

import base64
from collections.abc import Sequence

import numpy as np
from pydantic import Field, field_validator

from engine.life import step
from engine.names import count_of
from site_builder.directives import DirectiveOptions, DirectiveType, Use, known
from site_builder.directives.life.patterns import PATTERNS, Grid, pattern_of, placed, scattered
from site_builder.formats import json_in_page

RECORDED = 60
STILLS = (4, 15, 30, 60)
TABLED = range(0, RECORDED + 1, 5)
SIZES = {"gosper-gun": (48, 30)}  # where the usual one is too small
USUAL_SIZE = (32, 20)
SPEEDS = {2: "slow", 8: "normal", 24: "fast"}


class Options(DirectiveOptions):
    width: int | None = Field(None, ge=5, le=80, description="Cells in a row: 32, or what the pattern needs.")
    height: int | None = Field(None, ge=5, le=60, description="Rows of cells: 20, or what the pattern needs.")
    pattern: str = Field("glider", description="Where it begins.")
    seed: int = Field(0, ge=0, le=2**32 - 1, description="Which cells are alive at first where the pattern is random.")
    speed: int = Field(8, ge=1, le=30, description="Generations in a second.")

    @field_validator("pattern")
    @classmethod
    def _known(cls, value: str) -> str:
        return known("pattern", value, (*PATTERNS, "random"))


def render(use: Use) -> str:
    options = use.options
    usual = SIZES.get(options.pattern, USUAL_SIZE)
    width, height = options.width or usual[0], options.height or usual[1]
    first = _first(use, width, height)
    if first is None:
        return ""
    grids = recorded(first)
    return use.template(
        width=width,
        height=height,
        first=layers(grids, 0),
        stills=[{"after": each, "layers": layers(grids, each), "words": in_words(grids, each)} for each in STILLS],
        tabled=[{"generation": each, **counts(grids, each)} for each in TABLED],
        living=int(first.sum()),
        words=in_words(grids, 0),
        speeds=sorted({**SPEEDS, options.speed: SPEEDS.get(options.speed, f"{options.speed} a second")}.items()),
        state=json_in_page({"width": width, "height": height, "cells": packed(grids)}),
        caption=use.body_html,
    )


def _first(use: Use, width: int, height: int) -> Grid | None:
    """The generation to begin with; None, with the mistake noted, where the options do not go together."""
    options = use.options
    if options.pattern == "random":
        return scattered(options.seed, width, height)
    if "seed" in options.model_fields_set:
        use.problem("a seed belongs to the pattern random", use.at("seed"))
        return None
    rows, columns = pattern_of(options.pattern).shape
    if columns > width or rows > height:
        message = f"{options.pattern} is {columns} cells wide and {rows} high: it has no room in {width} by {height}"
        use.problem(message, use.at("pattern"))
        return None
    return placed(options.pattern, width, height)


def recorded(first: Grid) -> list[Grid]:
    """The first generation and RECORDED more."""
    grids = [first]
    for _ in range(RECORDED):
        grids.append(step(grids[-1]))
    return grids


def packed(grids: Sequence[Grid]) -> str:
    """All generations, row by row, one bit to a cell, the highest bit of each byte first, in base 64."""
    return base64.b64encode(np.packbits(np.array(grids)).tobytes()).decode()


def layers(grids: Sequence[Grid], generation: int) -> dict[str, str]:
    """The paths of one generation: cells that stayed alive, cells just born, cells just dead."""
    now = grids[generation]
    before = grids[generation - 1] if generation else now
    return {"died": path(before & ~now), "stayed": path(before & now), "born": path(now & ~before)}


def path(cells: Grid) -> str:
    """A point for each cell that is true; its round ends make a disc of it."""
    return "".join(f"M{column} {row}h0" for row, column in np.argwhere(cells))


def counts(grids: Sequence[Grid], generation: int) -> dict[str, int]:
    """How many cells are alive, and how many were born and died in the step that led here."""
    now = grids[generation]
    before = grids[generation - 1] if generation else now
    return {"living": int(now.sum()), "born": int((now & ~before).sum()), "died": int((before & ~now).sum())}


def in_words(grids: Sequence[Grid], generation: int) -> str:
    """`Generation 4: 5 living cells`, and what was born and died where a step led there."""
    number = counts(grids, generation)
    words = f"Generation {generation}: {count_of(number['living'], 'living cell')}"
    return f"{words}, {number['born']} born, {number['died']} died" if generation else words


DIRECTIVE = DirectiveType(
    name="life",
    summary="Conway's Game of Life: to play, to step, and to draw into.",
    options=Options,
    argument="none",
    body="markdown",
    render=render,
    called="Game of Life",
)

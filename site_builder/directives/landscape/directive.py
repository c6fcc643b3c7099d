"""`landscape`: the mean cost over two of the network's weights as a map, with the descent on it and a ball to drop elsewhere."""

import math

import numpy as np
from numpy.typing import NDArray
from pydantic import Field

from engine.names import layer_names, neuron_names, parameter_groups, parameter_paths, quantity_name
from site_builder.chart import Scale, tick_text
from site_builder.directives import DirectiveOptions, DirectiveType, Use
from site_builder.directives.options import Span
from site_builder.formats import json_in_page
from site_builder.png import mask

Array = NDArray[np.float64]

LEFT, TOP, SIDE = 62, 8, 432  # of the map, in its drawing
BAR = (LEFT + SIDE + 22, 12)  # where the scale stands, and its width
WIDTH, HEIGHT = 570, 498
GRID = 64
TABLED = 7  # values of each weight in the table
MOST_CHOICES = 500  # weights and biases that a reader can choose from
WHOLE_NAME = 38  # letters of a name for which a choice has room; a longer one also stands below
LEVEL = math.sqrt(0.5)  # the light that falls on level land


class Options(DirectiveOptions):
    x: str | None = Field(None, description="The weight or bias that runs to the right; the first weight where left out.")
    y: str | None = Field(None, description="The one that runs upwards; the second weight where left out.")
    range: Span = Field((-6.0, 6.0), description="What both of them run over, such as `-6..6`.")
    choose: bool = Field(True, description="Let readers choose other weights.")


def render(use: Use) -> str:
    network, options = use.network, use.options
    paths = parameter_paths(network.shape, network.has_biases)
    if len(paths) < 2:
        use.problem("a landscape needs a network of at least two weights and biases")
        return ""
    x, y = (_checked(use, name, getattr(options, name), paths, place) for place, name in enumerate(("x", "y")))
    if x is None or y is None:
        return ""
    if x == y:
        use.problem("a landscape is over two different weights", use.at("y"))
        return ""
    low, high = options.range
    across, up = Scale(low, high, LEFT, LEFT + SIDE), Scale(low, high, TOP + SIDE, TOP)
    drawn = Land(network.session.ask(["landscape", x, y, options.range, GRID]))
    height, grid = Scale(0, drawn.top, TOP + SIDE, TOP), np.linspace(low, high, GRID)
    state = {"x": x, "y": y, "range": options.range, "grid": GRID, "scale": [drawn.step, drawn.top]}
    state |= {"box": [LEFT, LEFT + SIDE, TOP + SIDE, TOP], "level": LEVEL}
    state |= {"most": MOST_CHOICES if options.choose else 0, "wholeName": WHOLE_NAME}
    coarse = [round(i) for i in np.linspace(0, GRID - 1, TABLED)]
    return use.template(
        width=WIDTH,
        height=HEIGHT,
        box=(LEFT, TOP, SIDE),
        bar=BAR,
        across=across,
        up=up,
        tick_text=tick_text,
        contours=_paths(drawn.lines, across, up),
        labels=[(across(a), up(b), tick_text(level)) for level, a, b in drawn.labels.round(9).tolist()],
        depth=mask(1 - drawn.costs[::-1] / drawn.top),
        shadow=mask(1 - drawn.light[::-1] / LEVEL),
        shine=mask((drawn.light[::-1] - LEVEL) / (1 - LEVEL)),
        level=height,
        x=x,
        y=y,
        name=lambda path: quantity_name(network.shape, path),
        groups=parameter_groups(neuron_names(network.shape), layer_names(network.shape), network.has_biases),
        chosen=options.choose and 2 < len(paths) <= MOST_CHOICES,
        whole_name=WHOLE_NAME,
        whole=len(paths) == 2,
        at=(across(network.value(x)), up(network.value(y))),
        coarse=[(grid[j], [drawn.costs[j, i] for i in coarse]) for j in reversed(coarse)],
        columns=[grid[i] for i in coarse],
        state=json_in_page(state),
    )


def _checked(use: Use, name: str, given: str | None, paths: list[str], place: int) -> str | None:
    if given is None:
        return paths[place]
    if given in paths:
        return given
    use.problem(f'there is no weight or bias "{given}"', use.at(name), given=given, allowed=paths)
    return None


class Land:
    """What the question `landscape` (engine/queries.py) gave: `costs` and `light` on the grid, the scale, lines and labels."""

    def __init__(self, found: Array) -> None:
        cells = GRID * GRID
        self.costs, self.light = (found[start : start + cells].reshape(GRID, GRID) for start in (0, cells))
        self.step, self.top, count = found[2 * cells : 2 * cells + 3].tolist()
        end = 2 * cells + 3 + 5 * int(count)
        self.lines, self.labels = found[2 * cells + 3 : end].reshape(-1, 5), found[end:].reshape(-1, 3)


def _paths(lines: Array, across: Scale, up: Scale) -> list[str]:
    """One SVG path for each height, from the lowest."""
    return [
        "".join(
            f"M{across(x1):.1f} {up(y1):.1f}L{across(x2):.1f} {up(y2):.1f}" for _, x1, y1, x2, y2 in lines[lines[:, 0] == level]
        )
        for level in np.unique(lines[:, 0])
    ]


DIRECTIVE = DirectiveType(
    name="landscape",
    summary="The cost over two weights as a map, with the way that the network takes on it.",
    options=Options,
    argument="network",
    body="markdown",
    render=render,
    called="The cost over two weights",
)

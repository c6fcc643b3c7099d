"""`landscape`: the mean cost over two of the network's weights as a map, with the descent on it and a ball to drop elsewhere."""

from typing import Any

import numpy as np
from pydantic import Field

from engine.landscape import contours, heights
from engine.names import layer_names, neuron_names, parameter_groups, parameter_paths, quantity_name
from site_builder.chart import Scale, tick_text
from site_builder.directives import DirectiveOptions, DirectiveType, Use
from site_builder.directives.options import Span
from site_builder.formats import json_in_page
from site_builder.model import NetworkModel
from site_builder.png import mask

SIZE, MARGIN = 480, 40
GRID, LINES = 64, 16
TABLED = 7  # values of each weight in the table
MOST_CHOICES = 500  # weights and biases that a reader can choose from
WHOLE_NAME = 38  # letters of a name for which a choice has room; a longer one also stands below


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
    across, up = Scale(low, high, MARGIN, SIZE - 8), Scale(low, high, SIZE - MARGIN, 8)
    found, grid = _heights(network, x, y, options.range)
    state = {"x": x, "y": y, "range": options.range, "grid": GRID, "lines": LINES, "box": [MARGIN, SIZE - 8, SIZE - MARGIN, 8]}
    state |= {"most": MOST_CHOICES if options.choose else 0, "wholeName": WHOLE_NAME}
    coarse = [round(i) for i in np.linspace(0, GRID - 1, TABLED)]
    return use.template(
        size=SIZE,
        margin=MARGIN,
        across=across,
        up=up,
        tick_text=tick_text,
        contours=_paths(contours(found, grid, grid, LINES), across, up),
        shade=mask(1 - (found[::-1] - found.min()) / (np.ptp(found) or 1)),
        x=x,
        y=y,
        name=lambda path: quantity_name(network.shape, path),
        groups=parameter_groups(neuron_names(network.shape), layer_names(network.shape), network.has_biases),
        chosen=options.choose and 2 < len(paths) <= MOST_CHOICES,
        whole_name=WHOLE_NAME,
        whole=len(paths) == 2,
        at=(across(network.value(x)), up(network.value(y))),
        coarse=[(grid[j], [found[j, i] for i in coarse]) for j in reversed(coarse)],
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


def _heights(network: NetworkModel, x: str, y: str, span: tuple[float, float]) -> tuple[Any, Any]:
    spec, grid = network.spec, np.linspace(*span, GRID)
    data = spec["data"] or {
        "inputs": [[network.value(f"inputs[{i}]") for i in range(network.shape[0])]],
        "targets": [spec["targets"]],
    }
    inputs, targets = (np.array(data[part], dtype=float) for part in ("inputs", "targets"))
    return heights(network.session.network, inputs, targets, x, y, grid, grid), grid


def _paths(lines: Any, across: Scale, up: Scale) -> list[str]:
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
)

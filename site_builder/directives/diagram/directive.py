"""`diagram`: the network at the level of its neurons, drawn once here and kept up to date in the browser by attributes."""

from pydantic import Field

from engine.drawing import Drawing, draw
from engine.features import symbols
from engine.names import neuron_name, own_name, shape_in_words
from site_builder.blanks import BLANK, part
from site_builder.directives import DirectiveOptions, DirectiveType, Use
from site_builder.directives.options import Span
from site_builder.stage import Rule


class Options(DirectiveOptions):
    targets: bool = Field(
        True, description="Show the targets beside the outputs, and in the arithmetic the way back: δ, gradient and update."
    )
    table: bool = Field(True, description="Offer the same numbers as a table below the drawing.")
    maps: Span | None = Field(
        None,
        description="For a network of two inputs: draw in each neuron what it answers over this range of both, such as `-6..6`.",
    )
    labels: bool = Field(True, description="Leave room for numbers on the drawing, and show the arithmetic below it.")
    decimals: int | None = Field(
        None, ge=0, le=6, description="Decimals on the drawing, 2 where it is left out; below it there are always 4."
    )


HOLDING = ("momentum", "l1", "l2")  # where one of them is not 0, an update is more than the rate times the gradient
WIDTH = Rule(0.5, 2.1, 8.0)
STRENGTH = Rule(0.12, 3.0, 1.0)  # a line's opacity: of a weight of 0 next to nothing is left
CORE = Rule(0.25, 0.45, 2.0)  # the light core of a negative weight's line
THIN = 2.2  # a line narrower than this has no room for a core, and is dashed
FILL = Rule(0.04, 0.9, 0.94)
GLOW = Rule(0.0, 0.85, 0.85)  # around a neuron, as it answers
BLAME = Rule(0.0, 5.0, 0.75)  # along a line that learns, by its gradient
REACH = 1.9  # how far a neuron's glow reaches, in radii


def render(use: Use) -> str:
    network, options = use.network, use.options
    if options.maps and network.shape[0] != 2:
        use.problem(f"maps are drawn for two inputs; this network has {network.shape[0]}", use.at("maps"))
        return ""
    drawing: Drawing = draw(tuple(network.shape), options.labels)
    decimals = drawing.style.decimals if options.decimals is None else options.decimals
    return use.template(
        drawing=drawing,
        number=f".{decimals}f",
        options=options,
        width=WIDTH,
        strength=STRENGTH,
        glow=GLOW,
        blame=BLAME,
        reach=REACH,
        core=CORE,
        thin=THIN,
        fill=FILL,
        first=part(network, 1),
        blank=BLANK,
        field_text=lambda path: "" if "{" in path else f"{network.value(path):.6g}",
        plainly=not any(network.value(name) for name in HOLDING),
        neuron_name=lambda layer, index: neuron_name(network.shape, layer, index),
        named=bool(network.shape.own),
        own_name=lambda layer, index: own_name(network.shape, layer, index),
        words=shape_in_words(network.shape),
        symbols=symbols(()),
        sign=lambda value: "positive" if value > 0 else "negative" if value < 0 else "zero",
        caption=use.body_html,
    )


DIRECTIVE = DirectiveType(
    name="diagram",
    summary="The network drawn neuron by neuron, with its weights, biases, activations and targets.",
    options=Options,
    argument="network",
    body="markdown",
    hosts=("controls", "inputs"),
    render=render,
    called="Network",
)

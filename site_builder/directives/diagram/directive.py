"""`diagram`: the network at the level of its neurons, drawn once here and kept up to date in the browser by attributes."""

from pydantic import Field

from engine.drawing import Drawing, draw
from engine.names import layer_name, neuron_name, shape_in_words
from site_builder.directives import DirectiveOptions, DirectiveType, Use
from site_builder.stage import Rule


class Options(DirectiveOptions):
    targets: bool = Field(True, description="Show the targets beside the outputs.")
    table: bool = Field(True, description="Offer the same numbers as a table below the drawing.")
    decimals: int | None = Field(
        None, ge=0, le=6, description="Decimals on the drawing; 4 for a small network, 2 for a dense one."
    )


WIDTH = Rule(0.75, 2.0, 8.0)
FILL = Rule(0.04, 0.9, 0.94)


def render(use: Use) -> str:
    network, options = use.network, use.options
    drawing: Drawing = draw(tuple(network.shape))
    decimals = drawing.style.decimals if options.decimals is None else options.decimals
    return use.template(
        drawing=drawing,
        number=f".{decimals}f",
        options=options,
        width=WIDTH,
        fill=FILL,
        momentum=bool(network.spec["momentum"]),
        layer_name=lambda layer: layer_name(network.shape, layer),
        neuron_name=lambda layer, index: neuron_name(network.shape, layer, index),
        words=shape_in_words(network.shape),
        sign=lambda value: "positive" if value > 0 else "negative" if value < 0 else "zero",
        caption=use.body_html,
    )


DIRECTIVE = DirectiveType(
    name="diagram",
    summary="The network drawn neuron by neuron, with its weights, biases, activations and targets.",
    options=Options,
    argument="network",
    body="markdown",
    render=render,
)

"""`matrices`: the same network as matrices, a = f(W a + b) layer by layer, and the way back; in steps, with its numbers."""

from pydantic import Field

from engine.names import layer_name, neuron_name
from site_builder.directives import DirectiveOptions, DirectiveType, Use

MOST_NEURONS = 16  # in one layer: a matrix of more columns is no longer read


class Options(DirectiveOptions):
    decimals: int = Field(2, ge=0, le=6, description="Decimals of the numbers.")
    backward: bool = Field(True, description="Show the way back too: δ, the gradient as an outer product, and the update.")
    steps: bool = Field(True, description="Let readers step through it.")


def render(use: Use) -> str:
    network, options = use.network, use.options
    if max(network.shape) > MOST_NEURONS:
        use.problem(f"matrices shows {MOST_NEURONS} neurons in a layer at most; this network has {max(network.shape)}")
        return ""
    layers = range(1, len(network.shape))
    phases = ["multiply", "add", "apply"] if network.has_biases else ["multiply", "apply"]
    walk = [(layer, phase) for layer in layers for phase in phases]
    if options.backward:
        walk += [(layer, phase) for layer in reversed(layers) for phase in ("delta", "outer", "update")]
    return use.template(
        options=options,
        number=f".{options.decimals}f",
        layers=layers,
        walk=walk,
        layer_name=lambda layer: layer_name(network.shape, layer),
        neuron_name=lambda layer, index: neuron_name(network.shape, layer, index),
        sign=lambda value: "positive" if value > 0 else "negative" if value < 0 else "zero",
        caption=use.body_html,
    )


DIRECTIVE = DirectiveType(
    name="matrices",
    summary="The network as matrices: a = f(W a + b), layer by layer, and the way back.",
    options=Options,
    argument="network",
    body="markdown",
    render=render,
)

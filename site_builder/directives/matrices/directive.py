"""`matrices`: the same network as matrices, a = f(W a + b) layer by layer, and the way back; in steps, with its numbers."""

from pydantic import Field

from site_builder.blanks import BLANK, part
from site_builder.directives import DirectiveOptions, DirectiveType, Use

MOST_NEURONS = 16  # in one layer: a matrix of more columns is no longer read
FORWARD, BACKWARD = ("multiply", "add", "apply"), ("delta", "outer", "update")


class Options(DirectiveOptions):
    decimals: int = Field(2, ge=0, le=6, description="Decimals of the numbers.")
    backward: bool = Field(True, description="Show the way back too: δ, the gradient as an outer product, and the update.")
    steps: bool = Field(True, description="Let readers step through it.")


def render(use: Use) -> str:
    network, options = use.network, use.options
    if max(network.shape) > MOST_NEURONS:
        use.problem(f"matrices shows {MOST_NEURONS} neurons in a layer at most; this network has {max(network.shape)}")
        return ""
    forward = [phase for phase in FORWARD if network.has_biases or phase != "add"]
    return use.template(
        options=options,
        number=f".{options.decimals}f",
        parts=[part(network, layer) for layer in range(1, len(network.shape))],
        blank=BLANK,
        phases=[*forward, *(BACKWARD if options.backward else ())],
        backward=BACKWARD,
        sign=lambda path: _sign(network.value(path)) if "{" not in path else "zero",
        caption=use.body_html,
    )


def _sign(value: float) -> str:
    return "positive" if value > 0 else "negative" if value < 0 else "zero"


DIRECTIVE = DirectiveType(
    name="matrices",
    summary="The network as matrices: a = f(W a + b), layer by layer, and the way back.",
    options=Options,
    argument="network",
    body="markdown",
    render=render,
    called="The network as matrices",
)

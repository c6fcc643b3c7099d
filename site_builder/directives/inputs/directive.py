"""`inputs`: a slider and a number for each input, and a choice of example where the network has several."""

from pydantic import Field

from engine.names import neuron_name
from site_builder.directives import DirectiveType, Use
from site_builder.directives.options import SliderOptions

MOST_LISTED = 20  # examples that a list offers; of more, one is chosen by its number


class Options(SliderOptions):
    min: float = Field(-1.0, description="The lowest value of the sliders; the number beside a slider takes any value.")
    max: float = Field(1.0, description="The highest value of the sliders.")
    step: float = Field(0.01, gt=0, description="How far an arrow key moves a slider.")
    colour: bool = Field(False, description="Offer a colour to choose: of three inputs from 0 to 1, red, green and blue.")
    examples: bool = Field(True, description="Offer a choice of example when the network has several.")


def render(use: Use) -> str:
    network = use.network
    if use.options.colour and network.shape[0] != 3:
        use.problem(f"a colour is three inputs, red, green and blue; this network has {network.shape[0]}", use.at("colour"))
        return ""
    data = network.spec["data"]
    rows = list(zip(data["inputs"], data["targets"], strict=True)) if data else []
    texts = [f"{_numbers(inputs)} → {_numbers(targets)}" for inputs, targets in rows]
    return use.template(
        options=use.options,
        names=[neuron_name(network.shape, 0, index) for index in range(network.shape[0])],
        texts=texts,
        listed=1 < len(texts) <= MOST_LISTED,
        most=MOST_LISTED,
        colour=_colour([network.value(f"inputs[{index}]") for index in range(3)]) if use.options.colour else "",
    )


def _colour(shares: list[float]) -> str:
    """Shares of red, green and blue as `#3366e6`."""
    return "#" + "".join(f"{round(255 * min(1.0, max(0.0, share))):02x}" for share in shares)


def _numbers(values: list[float]) -> str:
    return " ".join(f"{value:.4g}" for value in values).replace("-", "−")


DIRECTIVE = DirectiveType(
    name="inputs",
    summary="Sliders and numbers that set the network's inputs, and a choice of example.",
    options=Options,
    argument="network",
    body="none",
    render=render,
    called="Inputs",
)

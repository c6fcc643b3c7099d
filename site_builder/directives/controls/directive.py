"""`controls`: Forward, Backprop, Train and Pause, Undo, Reset, a link to the state; and backprop one named step at a time."""

from dataclasses import dataclass
from typing import Annotated, Literal

from pydantic import Field

from engine.names import layer_name, neuron_name
from site_builder.directives import DirectiveOptions, DirectiveType, Use
from site_builder.directives.options import SPLIT
from site_builder.model import NetworkModel

Button = Literal["forward", "backprop", "step", "train", "undo", "reset", "link"]
BUTTONS: tuple[Button, ...] = ("forward", "backprop", "train", "undo", "reset", "link")

Pace = Literal["slow", "normal", "fast", "fastest"]
PACES: dict[Pace, str] = {"slow": "slow", "normal": "1", "fast": "10", "fastest": "200"}  # steps in a frame, for the page's side

PARAMETER_STEPS: tuple[Literal["gradient"], Literal["update"]] = ("gradient", "update")


class Options(DirectiveOptions):
    buttons: Annotated[tuple[Button, ...], SPLIT] = Field(
        BUTTONS, description="Which buttons to show, separated by spaces; `step` is one more."
    )
    steps: int = Field(100, ge=1, le=1_000_000, description="How many steps Train takes unless the reader chooses otherwise.")
    pace: Pace | None = Field(
        None, description="How fast Train takes them at first: `fast` where there are many small steps to take."
    )


@dataclass(frozen=True)
class Step:
    """One step of backprop: `delta`, `gradient` or `update` of a layer, or `apply`. `lights` are the patterns of what it speaks
    of; `gap` is the layer that its signal comes back from, None where it comes through no connections."""

    kind: Literal["delta", "gradient", "update", "apply"]
    layer: int
    lights: tuple[str, ...]
    gap: int | None = None


def walk(network: NetworkModel) -> list[Step]:
    """The steps in their order, layer by layer from the last, as engine.trace names them."""
    last = len(network.shape) - 1
    steps = []
    for layer in range(last, 0, -1):
        steps.append(Step("delta", layer, (f"deltas[{layer}]", f"activations[{layer}]"), layer + 1 if layer < last else None))
        for kind in PARAMETER_STEPS:
            lights = [f"weight_{kind}s[{layer}]", f"weights[{layer}]"]
            lights += [f"bias_{kind}s[{layer}]", f"biases[{layer}]"] if network.has_biases else []
            steps.append(Step(kind, layer, tuple(lights)))
    return [*steps, Step("apply", last, ("weights", "biases") if network.has_biases else ("weights",))]


def render(use: Use) -> str:
    steps = sorted({1, 10, 100, 1000, use.options.steps})
    network = use.network
    averaged = len((network.spec["data"] or {}).get("inputs", ())) > 1
    return use.template(
        options=use.options,
        steps=steps,
        paces=[(value, name) for name, value in PACES.items()],
        pace_name=use.options.pace or ("fast" if network.spec["update"] == "mini-batch" else "normal"),
        passes={"forward", "backprop"} & set(use.options.buttons),
        walk=walk(network) if "step" in use.options.buttons else [],
        standing={"words": "Mean cost", "path": "mean_cost"} if averaged else {"words": "Cost", "path": "cost"},
        cost=network.session.network.cost,
        layer_name=lambda layer: layer_name(network.shape, layer),
        neuron_name=lambda layer, index: neuron_name(network.shape, layer, index),
    )


DIRECTIVE = DirectiveType(
    name="controls",
    summary="Buttons that run the network forward, teach it, and take a step back.",
    options=Options,
    argument="network",
    body="none",
    acts=True,
    render=render,
    called="Controls",
)

"""`perturb`: one weight or bias on a slider, and what every output would be for each of its values."""

from typing import Any

import numpy as np
from numpy.typing import NDArray
from pydantic import Field

from engine.activations import ACTIVATIONS, Activation
from engine.landscape import parameter_place
from engine.names import layer_names, neuron_name, neuron_names, parameter_groups, parameter_paths, quantity_name
from site_builder.directives import DirectiveType, Use
from site_builder.directives.options import SliderOptions
from site_builder.formats import format_number, json_in_page
from site_builder.model import NetworkModel

Array = NDArray[np.float64]

STEPS = 80  # from one end of the slider to the other
TABLED = (0, 20, 40, 60, 80)
MOST_ROWS = 8
MOST_CURVES = 32
MOST_BARS = 40
LEFT, RIGHT, TOP, BOTTOM = 0, 160, 4, 86  # of a curve's field in its drawing, 160 by 90
FAR = 50.0  # a weighted sum at which a bounded activation has come to its bounds


class Options(SliderOptions):
    weight: str = Field("weights[1][0][0]", description="The weight or bias to begin with, such as weights[1][0][2].")
    min: float = Field(-4.0, description="The lowest value of the slider; the number beside it takes any value.")
    max: float = Field(4.0, description="The highest value of the slider.")
    overview: bool = Field(False, description="Show each weight and bias as a bar, as long as it moves the answers.")


def render(use: Use) -> str:
    network, options = use.network, use.options
    if not _is_parameter(use):
        return ""
    if network.shape[-1] > MOST_CURVES:
        use.problem(f"perturb draws {MOST_CURVES} outputs at most; this network has {network.shape[-1]}")
        return ""
    bars = len(network.session.network.parameters)
    if options.overview and bars > MOST_BARS:
        words = f"an overview has {MOST_BARS} bars at most; this network has {bars} weights and biases"
        use.problem(words, use.at("overview"))
        return ""
    values = np.linspace(options.min, options.max, STEPS + 1)
    inputs, targets = _examples(network)
    current = network.value(options.weight)
    swept = network.session.ask(["sweep", options.weight, [*values.tolist(), current], inputs])
    bounds = _bounds(network.session.network.activations[-1])
    low, high = bounds or _range(swept, targets)
    return use.template(
        weight=quantity_name(network.shape, options.weight),
        groups=parameter_groups(neuron_names(network.shape), layer_names(network.shape), network.has_biases),
        sways=_sways(network, values, inputs) if options.overview else {},
        group=use.unique("overview"),
        reach=bounds[1] - bounds[0] if bounds else 0,
        step=(options.max - options.min) / STEPS,
        rows=[_row(network, index, inputs, targets, swept) for index in range(len(inputs))],
        tabled=[(place, values[place]) for place in TABLED],
        xs=np.linspace(LEFT, RIGHT, STEPS + 1).tolist(),
        across=float(np.interp(current, (options.min, options.max), (LEFT, RIGHT))),
        height=lambda output: BOTTOM - (BOTTOM - TOP) * (output - low) / (high - low),
        box={"left": LEFT, "right": RIGHT, "top": TOP, "bottom": BOTTOM},
        bounds=bounds,
        most=float(np.ptp(swept[:, :, :-1], axis=2).max()),
        text=format_number,
        state=json_in_page({**_for_browser(network, values, inputs, targets, swept), "overview": options.overview}),
    )


def _is_parameter(use: Use) -> bool:
    """Whether the weight that an author names is one; the mistake is noted where it is not."""
    try:
        parameter_place(use.network.session.network, use.options.weight)
    except KeyError as error:
        use.problem(str(error.args[0]), use.at("weight"))
        return False
    return True


def _examples(network: NetworkModel) -> tuple[list[list[float]], list[list[float]]]:
    """The inputs and targets of the rows to show: as many as there are curves for, or the only example."""
    data = network.spec["data"]
    if network.examples == 1:
        count, outputs = network.shape[0], network.shape[-1]
        inputs = [network.value(f"inputs[{index}]") for index in range(count)]
        return [inputs], [[network.value(f"targets[{index}]") for index in range(outputs)]]
    rows = max(1, min(MOST_ROWS, MOST_CURVES // network.shape[-1]))
    return [list(row) for row in data["inputs"][:rows]], [list(row) for row in data["targets"][:rows]]


def _sways(network: NetworkModel, values: Array, inputs: list[list[float]]) -> dict[str, float]:
    """How far the outputs go while one weight or bias alone takes all values, by its path."""
    paths = parameter_paths(network.shape, network.has_biases)
    return dict(zip(paths, network.session.ask(["sways", values.tolist(), inputs]).tolist(), strict=True))


def _bounds(activation: Activation) -> tuple[float, float] | None:
    """The lowest and highest output that there can be; None where outputs have no bounds."""
    low, high = activation(np.array([-FAR, FAR])).round(6)
    further = activation(np.array([-2 * FAR, 2 * FAR])).round(6)
    return (float(low), float(high)) if (further == (low, high)).all() else None


def _range(swept: Array, targets: list[list[float]]) -> tuple[float, float]:
    """The lowest and highest number to be drawn."""
    low, high = min(float(swept.min()), np.min(targets)), max(float(swept.max()), np.max(targets))
    return (low, high) if low < high else (low - 1, high + 1)


def _row(
    network: NetworkModel, index: int, inputs: list[list[float]], targets: list[list[float]], swept: Array
) -> dict[str, Any]:
    """The curves of one example, each with its name; `words` stand above them where the names do not say which example it is."""
    last = len(network.shape) - 1
    words = " ".join(f"{value:.4g}" for value in inputs[index]).replace("-", "−")
    named = len(inputs) == 1 or network.shape[-1] > 1
    curves = [
        {
            "key": f"{index}.{output}",
            "name": neuron_name(network.shape, last, output) if named else f"{words} →",
            "numbers": swept[index, output].tolist(),
            "moves": float(np.ptp(swept[index, output, :-1])),
            "target": target,
        }
        for output, target in enumerate(targets[index])
    ]
    return {"words": words if named and len(inputs) > 1 else "", "curves": curves}


def _for_browser(network: NetworkModel, values: Array, inputs: Any, targets: Any, swept: Array) -> dict[str, Any]:
    """What the element needs: `bounds` has an entry for each activation, in the order of ACTIVATIONS."""
    return {
        "values": [float(f"{value:.12g}") for value in values],
        "bounds": [_bounds(activation) for activation in ACTIVATIONS.values()],
        "rows": {"inputs": inputs, "targets": targets},
        "outputs": neuron_names(network.shape)[-1],
        "most": {"rows": MOST_ROWS, "curves": MOST_CURVES, "bars": MOST_BARS},
        "numbers": [float(f"{value:.6g}") for value in swept.ravel()],
    }


DIRECTIVE = DirectiveType(
    name="perturb",
    summary="One weight on a slider, and the curve of every output against it.",
    options=Options,
    argument="network",
    body="markdown",
    render=render,
    declare=lambda use: use.page.perturbed.add(use.argument or (use.outer.name if use.outer else "")),
    order=20,
    called="One weight or bias on a slider",
)

"""What the parts of a network are called on a page, the same in every view: `Input 1`, `Hidden 2`, or by names of their own."""

import itertools
import re
from collections.abc import Sequence


class Named(tuple[int, ...]):
    """A shape whose inputs or outputs have names of their own: `Named((2, 3, 1), ["red", "blue"], ["warm"])`. Names that are
    not as many as the neurons are let go of."""

    own: dict[int, Sequence[str]]  # by layer

    def __new__(cls, shape: Sequence[int], inputs: Sequence[str] = (), outputs: Sequence[str] = ()) -> "Named":
        named = super().__new__(cls, shape)
        ends = {0: inputs, len(named) - 1: outputs}
        named.own = {layer: names for layer, names in ends.items() if len(names) == named[layer]}
        return named


def own_name(shape: Sequence[int], layer: int, index: int | str) -> str:
    """The neuron's own name with a capital, `Red`; nothing where it has none."""
    names = shape.own.get(layer) if isinstance(shape, Named) else None
    return names[index][:1].upper() + names[index][1:] if names and isinstance(index, int) else ""


def layer_name(shape: Sequence[int], layer: int) -> str:
    """`Inputs`, `Hidden` (numbered where there are several hidden layers) or `Outputs`."""
    if layer == 0:
        return "Inputs"
    if layer == len(shape) - 1:
        return "Outputs"
    return "Hidden" if len(shape) == 3 else f"Hidden {layer}"


def neuron_name(shape: Sequence[int], layer: int, index: int | str) -> str:
    """Its own name or `Input 1`, `Hidden 2`, `Hidden layer 2, neuron 1`, `Output 3`; `index` counts from 0, or is a placeholder's
    text."""
    if own := own_name(shape, layer, index):
        return own
    number = index + 1 if isinstance(index, int) else index
    if layer == 0:
        return f"Input {number}"
    if layer == len(shape) - 1:
        return f"Output {number}"
    return f"Hidden {number}" if len(shape) == 3 else f"Hidden layer {layer}, neuron {number}"


def short_name(shape: Sequence[int], layer: int, index: int) -> str:
    """`Hidden 2`, `Output 3`, or where there are several hidden layers `Hidden 1 · 2`."""
    if layer in (0, len(shape) - 1) or len(shape) == 3:
        return neuron_name(shape, layer, index)
    return f"{layer_name(shape, layer)} · {index + 1}"


def neurons_of(shape: Sequence[int], layers: Sequence[int]) -> str:
    """`the hidden neurons`, `the outputs`, `layer Hidden 2`, or `all hidden neurons` of several layers."""
    if len(layers) > 1:
        return "all hidden neurons"
    name = layer_name(shape, layers[0])
    return {"Hidden": "the hidden neurons", "Outputs": "the outputs"}.get(name, f"layer {name}")


def quantity_name(shape: Sequence[int], path: str) -> str:
    """What a path is called: `Weight from Input 1 to Hidden 2`, `Bias of Hidden 1`, `Input 3`, `Learning rate`."""
    base, *indices = [int(part) if part.isdigit() else part for part in re.split(r"[\[\]]+", path.rstrip("]"))]
    at = [index for index in indices if isinstance(index, int)]
    if base == "weights" and len(at) == 3:
        return f"Weight from {neuron_name(shape, at[0] - 1, at[2])} to {neuron_name(shape, at[0], at[1])}"
    if base in ("biases", "activations") and len(at) == 2:
        return ("Bias of " if base == "biases" else "") + neuron_name(shape, at[0], at[1])
    if base in ("inputs", "outputs", "targets") and len(at) == 1:
        name = neuron_name(shape, 0 if base == "inputs" else len(shape) - 1, at[0])
        return f"Target of {name}" if base == "targets" else name
    plain = {"rate": "learning rate", "bias_rate": "learning rate of the biases"}.get(str(base), str(base)).replace("_", " ")
    return " ".join([plain.capitalize(), *map(str, at)])


def parameter_groups(
    names: Sequence[Sequence[str]], layers: Sequence[str], has_biases: bool
) -> list[tuple[str, list[tuple[str, str]]]]:
    """Every weight and bias as (path, name), by the layer that it leads to: `Weights of outputs`, then `Biases of outputs`.

    `names` are those of the neurons, layer by layer, and `layers` those of the layers.
    """
    groups = []
    for layer in range(1, len(names)):
        sources, targets = list(enumerate(names[layer - 1])), list(enumerate(names[layer]))
        weights = [
            (f"weights[{layer}][{i}][{j}]", f"Weight from {source} to {target}") for i, target in targets for j, source in sources
        ]
        groups.append((f"Weights of {layers[layer].lower()}", weights))
        if has_biases:
            biases = [(f"biases[{layer}][{i}]", f"Bias of {target}") for i, target in targets]
            groups.append((f"Biases of {layers[layer].lower()}", biases))
    return groups


def parameter_paths(shape: Sequence[int], has_biases: bool) -> list[str]:
    """Every weight, then every bias, by its path, in the order of a network's parameters."""
    found = [
        f"weights[{layer}][{i}][{j}]"
        for layer, (source, target) in enumerate(itertools.pairwise(shape), 1)
        for i in range(target)
        for j in range(source)
    ]
    if has_biases:
        found += [f"biases[{layer}][{i}]" for layer, count in enumerate(shape[1:], 1) for i in range(count)]
    return found


def layer_names(shape: Sequence[int]) -> list[str]:
    """The name of every layer."""
    return [layer_name(shape, layer) for layer in range(len(shape))]


def neuron_names(shape: Sequence[int]) -> list[list[str]]:
    """The name of every neuron, layer by layer."""
    return [[neuron_name(shape, layer, index) for index in range(count)] for layer, count in enumerate(shape)]


def shape_in_words(shape: Sequence[int]) -> str:
    """`3 inputs, 2 hidden neurons and 3 outputs`."""
    words = [count_of(shape[0], "input")]
    words += [count_of(count, "hidden neuron") for count in shape[1:-1]]
    return f"{', '.join(words)} and {count_of(shape[-1], 'output')}"


def count_of(count: int, noun: str) -> str:
    """`1 input`, `3 inputs`."""
    return f"{count} {noun}{'' if count == 1 else 's'}"

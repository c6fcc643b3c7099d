"""The named steps of one forward and one backward pass, for whoever explains them one at a time."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from engine.network import Network
from engine.training import Descent, Pass

Array = NDArray[np.float64]

SCALARS = ("step", "cycle", "example", "rate", "bias_rate", "momentum", "mean_cost", "error", "accuracy", "stale")


@dataclass(frozen=True)
class Step:
    """One step: its name (`z`, `a`, `cost`, `delta`, `gradient`, `proposed update`, `applied`), the layer it happens in (None
    for the cost, which belongs to none), and its numbers: a vector per neuron, or a matrix with one row per receiving neuron."""

    name: str
    layer: int | None
    values: Array


def trace(network: Network, x: Array, t: Array, descent: Descent) -> Iterator[Step]:
    """Take one example through the network and back, and apply the update; every yielded array is a copy."""
    one = Pass.of(network)
    layers = len(network.weights)
    one.activations[0][:] = x
    with np.errstate(over="ignore"):
        one.forward()
    for layer in range(1, layers + 1):
        yield Step("z", layer, one.sums[layer - 1].copy())
        yield Step("a", layer, one.activations[layer].copy())
    yield Step("cost", None, np.array(network.cost.value(one.activations[-1], np.asarray(t, dtype=float))))
    with np.errstate(over="ignore"):
        one.backward(np.asarray(t, dtype=float))
    gradient = Network(network.shape, [f.name for f in network.activations], network.cost.name, network.has_biases, one.gradient)
    descent.propose(one.gradient)
    proposal = Network(
        network.shape, [f.name for f in network.activations], network.cost.name, network.has_biases, descent.update
    )
    for layer in range(layers, 0, -1):
        yield Step("delta", layer, one.deltas[layer - 1].copy())
        yield Step("gradient", layer, gradient.weights[layer - 1].copy())
        yield Step("proposed update", layer, proposal.weights[layer - 1].copy())
    descent.apply(one.gradient)
    for layer in range(layers, 0, -1):
        yield Step("applied", layer, network.weights[layer - 1].copy())


def stages(shape: Sequence[int], has_biases: bool, cost: str) -> dict[str, list[dict[str, object]]]:
    """Which quantities become visible, stage by stage, as a pass travels: `forward` and `backprop`, each a list of
    {"name", "layer", "keys"}. Every quantity of a session's layout is in exactly one stage of each list."""
    layers = range(1, len(shape))
    verdict = ["cost"] + (["probabilities"] if cost == "softmax-cross-entropy" else [])

    def back(layer: int) -> list[str]:
        kinds = ["deltas", "weight_gradients", "weight_updates", "weights"]
        kinds += ["bias_gradients", "bias_updates", "biases"] if has_biases else []
        return [f"{kind}[{layer}]" for kind in kinds]

    def stage(name: str, layer: int | None, keys: list[str]) -> dict[str, object]:
        return {"name": name, "layer": layer, "keys": keys}

    ahead = [[f"sums[{layer}]", f"activations[{layer}]"] for layer in layers]
    forward = [stage("inputs", 0, ["activations[0]", "inputs", "targets"])]
    forward += [stage(f"layer {layer}", layer, keys) for layer, keys in zip(layers, ahead, strict=True)]
    rest = [key for layer in layers for key in back(layer)]
    forward.append(stage("cost", None, ["outputs", *verdict, *rest, *SCALARS]))

    backprop = [stage(f"layer {layer}", layer, back(layer)) for layer in reversed(layers)]
    rest = [key for keys in ahead for key in keys]
    backprop.append(stage("done", None, ["activations[0]", "inputs", "targets", "outputs", *rest, *verdict, *SCALARS]))
    return {"forward": forward, "backprop": backprop}

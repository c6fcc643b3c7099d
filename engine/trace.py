"""The named steps of one forward and one backward pass, for whoever explains them one at a time."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from engine.network import Network, parameter_shapes, views
from engine.training import Descent, Pass

Array = NDArray[np.float64]

SCALARS = (
    "step",
    "cycle",
    "example",
    "rate",
    "bias_rate",
    "momentum",
    "l1",
    "l2",
    "mean_cost",
    "penalty",
    "error",
    "accuracy",
    "stale",
)
TEST_SCALARS = ("test_cost", "test_error", "test_accuracy")


@dataclass(frozen=True)
class Step:
    """One step of a pass.

    `name` is `z`, `a`, `cost`, `delta`, `gradient`, `proposed update` or `applied`; `layer` the layer it happens in, None for
    the cost. `values` is a vector per neuron or, for what belongs to weights, a matrix with one row per receiving neuron;
    `biases` then holds the same for the biases, where the network has some.
    """

    name: str
    layer: int | None
    values: Array
    biases: Array | None = None


def trace(network: Network, x: Array, t: Array, descent: Descent) -> Iterator[Step]:
    """Take one example through the network and back, and apply the update; every yielded array is a copy.

    `x` is (n_0,), `t` (n_last,); `descent` is the rule of this network, whose parameters the last steps change.
    """
    one, targets = Pass.of(network), np.asarray(t, dtype=float)
    layers = range(1, len(network.shape))
    one.activations[0][:] = x
    with np.errstate(over="ignore"):
        one.forward()
        one.backward(targets)
    for layer in layers:
        yield Step("z", layer, one.sums[layer - 1].copy())
        yield Step("a", layer, one.activations[layer].copy())
    yield Step("cost", None, np.array(network.cost.value(one.sums[-1], one.activations[-1], targets)))
    descent.propose(one.gradient, np.empty_like(one.gradient))
    for layer in reversed(layers):
        yield Step("delta", layer, one.deltas[layer - 1].copy())
        yield _of_parameters("gradient", layer, network, one.gradient)
        yield _of_parameters("proposed update", layer, network, descent.update)
    descent.apply(one.gradient)
    for layer in reversed(layers):
        yield _of_parameters("applied", layer, network, network.parameters)


def _of_parameters(name: str, layer: int, network: Network, flat: Array) -> Step:
    pieces, layers = views(flat, parameter_shapes(network.shape, network.has_biases)), len(network.weights)
    biases = pieces[layers + layer - 1].copy() if network.has_biases else None
    return Step(name, layer, pieces[layer - 1].copy(), biases)


def stages(shape: Sequence[int], has_biases: bool, cost: str, tested: bool = False) -> dict[str, list[dict[str, object]]]:
    """Which quantities become visible, stage by stage, as a pass travels: `forward` and `backprop`, each a list of
    {"name", "layer", "keys"}. Every quantity of a session's layout is in exactly one stage of each list."""
    layers = range(1, len(shape))
    verdict = ["cost"] + (["probabilities"] if cost == "softmax-cross-entropy" else [])
    scalars = [*SCALARS, *(TEST_SCALARS if tested else ())]

    def back(layer: int) -> list[str]:
        kinds = ["deltas", "weight_gradients", "weight_velocities", "weight_updates", "weights"]
        kinds += ["bias_gradients", "bias_velocities", "bias_updates", "biases"] if has_biases else []
        return [f"{kind}[{layer}]" for kind in kinds]

    def stage(name: str, layer: int | None, keys: list[str]) -> dict[str, object]:
        return {"name": name, "layer": layer, "keys": keys}

    ahead = [[f"functions[{layer}]", f"sums[{layer}]", f"slopes[{layer}]", f"activations[{layer}]"] for layer in layers]
    forward = [stage("inputs", 0, ["activations[0]", "inputs", "targets", "thresholds"])]
    forward += [stage(f"layer {layer}", layer, keys) for layer, keys in zip(layers, ahead, strict=True)]
    rest = [key for layer in layers for key in back(layer)]
    forward.append(stage("cost", None, ["outputs", *verdict, *rest, *scalars]))

    backprop = [stage(f"layer {layer}", layer, back(layer)) for layer in reversed(layers)]
    rest = [key for keys in ahead for key in keys]
    backprop.append(
        stage("done", None, ["activations[0]", "inputs", "targets", "thresholds", "outputs", *rest, *verdict, *scalars])
    )
    return {"forward": forward, "backprop": backprop}

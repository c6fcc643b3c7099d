"""Where each quantity of a network stands in the one vector of numbers that a page reads."""

import re
from collections.abc import Sequence
from typing import Any

import numpy as np

Layout = dict[str, list[Any]]

PARAMETER_KINDS = (
    ("weights", "biases"), ("weight_gradients", "bias_gradients"), ("weight_velocities", "bias_velocities"),
    ("weight_updates", "bias_updates"),
)  # fmt: skip


def make_layout(shape: Sequence[int], has_biases: bool, cost: str, tested: bool = False, coordinates: int = 0) -> Layout:
    """Name -> [offset, shape] of every quantity; `inputs` and `outputs` are other names for the first and last activations.

    With `tested` there are the scalars that speak of examples kept aside for testing; `coordinates` says how many numbers the
    point has of which the inputs are features (engine/features.py), 0 where the inputs are given as they are.
    `penalty` is what l1 and l2 add to the mean cost; `weight_velocities` are what the updates are −rate times of. `thresholds`
    are the outputs from which on an answer is counted as the upper of two classes. `functions[L]` says which activation layer L
    has, as its place in ACTIVATIONS; `slopes[L]` are f′(z) of its neurons.
    """
    layers = range(1, len(shape))
    entries: list[tuple[str, tuple[int, ...]]] = [
        (name, ()) for name in ("step", "cycle", "example", "rate", "bias_rate", "momentum", "l1", "l2")
    ]
    entries += [(name, ()) for name in ("cost", "mean_cost", "penalty", "error", "accuracy", "stale")]
    entries += [(name, ()) for name in ("test_cost", "test_error", "test_accuracy")] if tested else []
    entries += [(name, (shape[-1],)) for name in ("targets", "thresholds")]
    if cost == "softmax-cross-entropy":
        entries.append(("probabilities", (shape[-1],)))
    entries += [("coordinates", (coordinates,))] if coordinates else []
    entries += [(f"activations[{layer}]", (count,)) for layer, count in enumerate(shape)]
    entries += [(f"{kind}[{layer}]", (shape[layer],)) for kind in ("sums", "slopes", "deltas") for layer in layers]
    for weights, biases in PARAMETER_KINDS:
        entries += [(f"{weights}[{layer}]", (shape[layer], shape[layer - 1])) for layer in layers]
        entries += [(f"{biases}[{layer}]", (shape[layer],)) for layer in layers] if has_biases else []
    entries += [(f"functions[{layer}]", ()) for layer in layers]
    layout: Layout = {}
    offset = 0
    for name, dimensions in entries:
        layout[name] = [offset, list(dimensions)]
        offset += int(np.prod(dimensions))
    layout["inputs"] = layout["activations[0]"]
    layout["outputs"] = layout[f"activations[{len(shape) - 1}]"]
    return layout


def locate(layout: Layout, path: str) -> int:
    """The place of one number, such as `cost` or `weights[1][0][2]`, in a session's numbers.

    Raises KeyError with a sentence that says what is wrong and what there is.
    """
    parsed = re.fullmatch(r"(\w+)((?:\[\d+\])*)", path)
    base, indices = (parsed[1], [int(index) for index in re.findall(r"\d+", parsed[2])]) if parsed else (path, [])
    for used in range(len(indices) + 1):
        name = base + "".join(f"[{index}]" for index in indices[:used])
        if name in layout:
            return _within(path, layout[name], indices[used:])
    family = sorted(name for name in layout if name.split("[")[0] == base)
    if family:
        raise KeyError(f'there is no "{path}"; there is {", ".join(family)}')
    names = sorted({name.split("[")[0] for name in layout})
    raise KeyError(f'there is no quantity "{path}"; there are {", ".join(names)}')


def _within(path: str, entry: list[Any], inner: list[int]) -> int:
    offset, shape = entry
    if len(inner) != len(shape):
        missing = len(shape) - len(inner)
        if missing < 0:
            raise KeyError(f'"{path}" has {-missing} index{"es" if missing < -1 else ""} in brackets too many')
        raise KeyError(f'"{path}" is not one number; it takes {missing} more index{"es" if missing > 1 else ""} in brackets')
    for index, count in zip(inner, shape, strict=True):
        if index >= count:
            raise KeyError(f'"{path}" is out of range: the largest index here is {count - 1}')
    return int(offset + (np.ravel_multi_index(inner, shape) if shape else 0))


def places(layout: Layout, pattern: str) -> list[int]:
    """The places of all numbers that a pattern names: `weights`, `weights[1]`, `weights[1][0]`, `weights[1][*][2]`.

    An index that is left out, or written as *, stands for all. Raises KeyError, as `locate` does, where there are none.
    """
    parsed = re.fullmatch(r"(\w+)((?:\[(?:\d+|\*)\])*)", pattern)
    if not parsed or not any(name.split("[")[0] == parsed[1] for name in layout):
        return [locate(layout, pattern)]
    wanted = re.findall(r"\d+|\*", parsed[2])
    found = []
    for name, (offset, shape) in layout.items():
        own = re.findall(r"\d+", name)
        if name.split("[")[0] != parsed[1] or len(wanted) > len(own) + len(shape):
            continue
        for number, inner in enumerate(np.ndindex(*shape)):
            indices = [*own, *map(str, inner)]
            if all(one in ("*", other) for one, other in zip(wanted, indices, strict=False)):
                found.append(int(offset) + number)
    return found or [locate(layout, pattern.replace("*", "0"))]

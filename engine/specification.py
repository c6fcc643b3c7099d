"""A network's specification with parts of it changed: another shape, another seed, other data."""

from collections.abc import Mapping
from typing import Any

from engine.activations import ACTIVATIONS
from engine.datasets import DATASETS, REGRESSION, generated, kept_aside
from engine.features import FEATURES, PLAIN
from engine.losses import COSTS
from engine.network import checked_shape

MOST_NEURONS, MOST_LAYERS = 32, 10
OF_DATA = ("set", "count", "noise", "test", "data_seed")
SETTINGS = ("hidden", "activation", "cost", "rate", "momentum", "l1", "l2", "update", "batch_size", "seed", "features", *OF_DATA)


def changed(spec: Mapping[str, Any], changes: Mapping[str, Any]) -> dict[str, Any]:
    """`spec` (see engine.session.Session) with `changes`, ready for a session.

    Changes are `hidden` (neurons of each hidden layer), `activation` (of all hidden layers), `cost`, `rate`, `momentum`, `l1`,
    `l2`, `update`, `batch_size`, `seed`, `features` (of points in the plane, see engine.features), and of generated data `set`,
    `count`, `noise`, `test` and `data_seed`. Batches, also those of one example, are met in shuffled order. A network whose shape
    or seed changes begins with random numbers of its own. Where a set is not of two classes as the one before was, outputs become
    linear, with the squared error; where it is again, sigmoid. Raises ValueError for what makes no network.
    """
    for name in changes:
        if name not in SETTINGS:
            raise ValueError(f'there is no setting "{name}"; there are {", ".join(SETTINGS)}')
    new = {**spec, **{name: changes[name] for name in ("cost", "rate", "momentum", "l1", "l2") if name in changes}}
    if "batch_size" in changes:
        new |= {"update": "mini-batch", "batch_size": changes["batch_size"]}
    if "update" in changes:
        new["update"] = changes["update"]
    if set(OF_DATA) & set(changes):
        if spec["shape"][-1] != 1:
            raise ValueError(f"generated data have one target; this network has {spec['shape'][-1]} outputs")
        new["data"] = _data(spec, changes)
        new |= {"inputs": None, "targets": None}
    if {"hidden", "seed", "features"} & set(changes):
        new |= {"seed": changes.get("seed", spec["seed"]), "weights": None, "bias_values": None}
    hidden = [_count(count) for count in changes.get("hidden", spec["shape"][1:-1])]
    if len(hidden) > MOST_LAYERS:
        raise ValueError(f"there are {MOST_LAYERS} hidden layers at most")
    features = _features(spec, changes)
    new["features"] = features
    new["shape"] = list(checked_shape([len(features) or _coordinates(spec), *hidden, spec["shape"][-1]]))
    new["activations"] = _activations(spec, changes, len(hidden), new)
    return new


def settings(spec: Mapping[str, Any]) -> dict[str, Any]:
    """Every setting of `spec` as `changed` takes them: changes that hold them all leave nothing of the network before.

    `spec` learns from generated data. Raises ValueError where it does not.
    """
    made = (spec.get("data") or {}).get("from")
    if not made:
        raise ValueError("only a network that learns from generated data can begin as it was written")
    told = {name: spec[name] for name in ("cost", "rate", "update", "seed")}
    told |= {name: spec.get(name) or 0.0 for name in ("momentum", "l1", "l2")}
    told |= {"set": made["set"], "count": made["count"], "noise": made["noise"], "test": made["test"], "data_seed": made["seed"]}
    told |= {"hidden": list(spec["shape"][1:-1]), "activation": spec["activations"][0], "features": spec.get("features") or PLAIN}
    return told | {"batch_size": spec.get("batch_size") or 1}


def _coordinates(spec: Mapping[str, Any]) -> int:
    return 2 if spec.get("features") else int(spec["shape"][0])


def _features(spec: Mapping[str, Any], changes: Mapping[str, Any]) -> list[str]:
    """What the network is given of each point, in the order of the registry; none where that is both coordinates as they are."""
    names = changes.get("features", spec.get("features") or [])
    unknown = [name for name in names if name not in FEATURES]
    if unknown:
        raise ValueError(f'unknown feature "{unknown[0]}"; there are {", ".join(FEATURES)}')
    if "features" in changes and (not names or _coordinates(spec) != 2):
        raise ValueError("a network of points in the plane is given one of their features at least")
    chosen = [name for name in FEATURES if name in names]
    return [] if chosen == list(PLAIN) else chosen


def _count(value: Any) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or not 1 <= value <= MOST_NEURONS:
        raise ValueError(f"a layer has from 1 to {MOST_NEURONS} neurons")
    return value


def _activations(spec: Mapping[str, Any], changes: Mapping[str, Any], hidden: int, new: dict[str, Any]) -> list[str]:
    """One for each layer; the outputs, and the cost with them, suit the data."""
    names, last = spec["activations"][:-1] or spec["activations"], spec["activations"][-1]
    if "activation" in changes:
        names = [changes["activation"]]
    if names[0] not in ACTIVATIONS:
        raise ValueError(f'unknown activation "{names[0]}"; there are {", ".join(ACTIVATIONS)}')
    if "set" in changes:
        before = ((spec.get("data") or {}).get("from") or {}).get("set")
        regression = changes["set"] in REGRESSION
        if regression != (before in REGRESSION):
            last = "linear" if regression else "sigmoid"
        if regression and COSTS[new["cost"]].only_after:
            new["cost"] = "squared-error"
    return [*[*names, *[names[-1]] * hidden][:hidden], last]


def _data(spec: Mapping[str, Any], changes: Mapping[str, Any]) -> dict[str, Any]:
    """Generated data, and with it what it was generated from."""
    before = (spec.get("data") or {}).get("from") or {}
    made = {**{"set": "circle", "count": 200, "noise": 0.0, "seed": 0, "test": 0.0}, **before}
    made |= {name: changes[name] for name in ("set", "count", "noise", "test") if name in changes}
    made["seed"] = changes.get("data_seed", made["seed"])
    if made["set"] not in DATASETS:
        raise ValueError(f'unknown data set "{made["set"]}"; there are {", ".join(DATASETS)}')
    inputs, targets = generated(made["set"], int(made["count"]), float(made["noise"]), int(made["seed"]))
    aside = set(kept_aside(len(inputs), float(made["test"]), int(made["seed"])))
    kept = [
        [row for place, row in enumerate(part.tolist()) if (place in aside) == test]
        for test in (False, True)
        for part in (inputs, targets)
    ]
    return {"inputs": kept[0], "targets": kept[1], "test_inputs": kept[2], "test_targets": kept[3], "from": made}

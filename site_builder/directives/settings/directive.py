"""`settings`: the reader's choice of data, shape, activation, cost, rates, batch size and seed."""

from typing import Annotated, Any, Literal

from pydantic import Field, field_validator

from engine.activations import ACTIVATIONS
from engine.datasets import DATASETS
from engine.description import describe
from engine.features import FEATURES, PLAIN
from engine.specification import MOST_LAYERS, MOST_NEURONS
from site_builder.directives import DirectiveOptions, DirectiveType, Use, known
from site_builder.directives.options import SPLIT
from site_builder.model import NetworkModel, plain

Group = Literal["data", "inputs", "network", "learning", "start"]
GROUPS: tuple[Group, ...] = ("data", "inputs", "network", "learning", "start")
RATES = (0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1.0, 3.0, 10.0)
PENALTIES = (0.0, 0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1.0)
BATCHES = (1, 5, 10, 20, 30, 50, 100)
WITHOUT_PENALTIES = "The costs on show are those of the answers; what L1 and L2 add to them is left out."
SET_NAMES = {
    "circle": "a disc in a ring",
    "xor": "exclusive or",
    "gauss": "two clouds",
    "spiral": "two spirals",
    "moons": "two moons",
    "plane": "a slope (numbers, not classes)",
}


class Options(DirectiveOptions):
    show: Annotated[tuple[Group, ...] | None, SPLIT] = Field(
        None, description="Groups of settings to show, whole; left out, all that apply, those that are rarely used folded away."
    )
    sets: tuple[str, ...] = Field(tuple(SET_NAMES), description="The data sets to choose among, separated by spaces.")
    layers: int = Field(6, ge=1, le=MOST_LAYERS, description="How many hidden layers there may be.")
    neurons: int = Field(8, ge=1, le=MOST_NEURONS, description="How many neurons a hidden layer may have.")

    @field_validator("sets", mode="before")
    @classmethod
    def _sets(cls, value: str) -> tuple[str, ...]:
        return tuple(known("data set", name, DATASETS) for name in value.split())


def declare(use: Use) -> None:
    name = use.argument or (use.outer.name if use.outer else "")
    use.page.tuned.add(name)


def render(use: Use) -> str:
    network, options = use.network, use.options
    made = (network.spec["data"] or {}).get("from")
    if {"data", "inputs"} & set(options.show or ()) and not made:
        use.problem('data and inputs can be chosen for generated data: give the data directive the option "set"', use.at("show"))
        return ""
    hidden = network.shape[1:-1]
    if len(hidden) > options.layers or max(hidden, default=0) > options.neurons:
        use.problem(f"this network has more than {options.layers} hidden layers, or of more than {options.neurons} neurons")
        return ""
    named = set(network.spec["activations"][:-1] or network.spec["activations"])
    activation = named.pop() if len(named) == 1 else ""
    groups = [group for group in options.show or GROUPS if made or group not in ("data", "inputs")]
    return use.template(
        groups=groups,
        made=made,
        sets=[(name, SET_NAMES.get(name, name)) for name in options.sets],
        features=FEATURES.values(),
        plain_features=PLAIN,
        hidden=list(hidden),
        activations=[*zip(ACTIVATIONS, ACTIVATIONS, strict=True), *([("", "one for each layer")] if not activation else [])],
        activation=activation,
        without=WITHOUT_PENALTIES,
        costs=describe(network.session)["costs"].items(),
        folded=options.show is None,
        rates=_with(RATES, network.value("rate")),
        penalties={name: _with(PENALTIES, network.value(name)) for name in ("l1", "l2")},
        batches=_with(BATCHES, _batch(network)),
        batch=_batch(network),
        plain=lambda value: plain(float(value)),
        choices=lambda values: [(plain(float(value)), f"{value:g}") for value in values],
    )


def _batch(network: NetworkModel) -> int:
    """After how many examples the weights change."""
    sizes: dict[str, Any] = {"online": 1, "batch": network.examples}
    return int(sizes.get(network.spec["update"], network.spec["batch_size"]))


def _with(choices: tuple[Any, ...], own: Any) -> list[Any]:
    """The choices, with the network's own among them."""
    return sorted({*choices, own})


DIRECTIVE = DirectiveType(
    name="settings",
    summary="The reader's choice of data, shape, activation, cost, learning rate, regularisation, batch size and seed.",
    options=Options,
    argument="network",
    body="none",
    declare=declare,
    render=render,
    called="Settings",
)

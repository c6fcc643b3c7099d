"""`network`: declares a network, runs it once, and records its first steps for the reader's browser."""

import itertools
import json
import math
import re
from collections.abc import Iterable
from typing import Annotated, Any, Literal

import numpy as np
from markupsafe import Markup
from pydantic import Field, field_validator

from engine.activations import ACTIVATIONS
from engine.losses import COSTS
from engine.names import count_of
from engine.session import Session
from site_builder.directives import DirectiveOptions, DirectiveType, Use, known
from site_builder.directives.options import SPLIT
from site_builder.formats import json_in_page
from site_builder.model import NetworkModel, PageContext
from site_builder.recording import record

RECORDED_STEPS = 4  # updates that the controls can make before Python has arrived
RECORDED_PARAMETERS = 20_000  # in all recorded states of a page together, so that a large network does not swell it
MOST_PARAMETERS = 1_000_000
STATE = Markup('\n<script type="application/json" data-network-state="{}">{}</script>')
NUMBER = r"\s*(-?(?:\d+\.?\d*|\.\d+)(?:e-?\d+)?)\s*"
INIT = re.compile(rf"(uniform|normal)\({NUMBER},{NUMBER}\)|xavier|he")


class Options(DirectiveOptions):
    shape: tuple[int, ...] = Field(description="Neurons per layer, inputs first, such as `3-2-3`.")
    activation: tuple[str, ...] = Field(
        ("sigmoid",),
        description=f"{', '.join(f'`{name}`' for name in ACTIVATIONS)}: one for all layers, or one per layer.",
    )
    cost: str = Field("squared-error", description=f"{', '.join(f'`{name}`' for name in COSTS)}.")
    rate: float = Field(1.0, gt=0, description="The learning rate.")
    bias_rate: float | None = Field(None, ge=0, description="The learning rate of the biases; `rate` where it is left out.")
    momentum: float = Field(0.0, ge=0, lt=1, description="The share of the last step's velocity that is kept.")
    l1: float = Field(0.0, ge=0, description="How strongly weights are held back by their size, so that many become 0.")
    l2: float = Field(0.0, ge=0, description="How strongly they are held back by their squares, so that none grows large.")
    biases: bool = Field(True, description="Whether neurons have biases.")
    update: Literal["online", "batch", "mini-batch"] = Field("online", description="After how many examples the weights change.")
    batch_size: int | None = Field(None, ge=1, description="Examples per update, for `mini-batch`.")
    init: tuple[Any, ...] = Field(("uniform", -1.0, 1.0), description="`uniform(-1, 1)`, `normal(0, 1)`, `xavier` or `he`.")
    seed: int = Field(0, ge=0, lt=2**32, description="The seed of the random numbers.")
    weights: str | None = Field(
        None, description="A JSON file beside the article with weights and biases, in place of random ones."
    )
    inputs: Annotated[tuple[float, ...] | None, SPLIT] = Field(
        None, description="The inputs, separated by spaces; random where they are left out."
    )
    targets: Annotated[tuple[float, ...] | None, SPLIT] = Field(None, description="The targets, separated by spaces.")
    names: tuple[tuple[str, ...], tuple[str, ...]] = Field(
        ((), ()), description="What inputs and outputs are called, such as `red blue -> warm`; either side may be empty."
    )
    data: str | None = Field(None, description="The name of a `data` directive, in place of `inputs` and `targets`.")

    @field_validator("shape", mode="before")
    @classmethod
    def _shape(cls, value: str) -> tuple[int, ...]:
        if not re.fullmatch(r"[1-9]\d*(-[1-9]\d*)+", value):
            raise ValueError("a shape is the number of neurons per layer, such as 3-2-3")
        if not all(len(count) < 8 for count in value.split("-")) or _parameters_in(shape := _counts(value)) > MOST_PARAMETERS:
            raise ValueError(f"it makes more than {MOST_PARAMETERS:,} weights and biases")
        return shape

    @field_validator("names", mode="before")
    @classmethod
    def _names(cls, value: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
        sides = [tuple(side.split()) for side in value.split("->")]
        if len(sides) != 2 or any(len(set(side)) < len(side) for side in sides):
            raise ValueError(
                "name the inputs, each by a word of its own, then an arrow, then the outputs, such as red blue -> warm"
            )
        return sides[0], sides[1]

    @field_validator("activation", mode="before")
    @classmethod
    def _activation(cls, value: str) -> tuple[str, ...]:
        return tuple(known("activation", name, ACTIVATIONS) for name in value.split())

    @field_validator("cost", mode="before")
    @classmethod
    def _cost(cls, value: str) -> str:
        return known("cost", value, COSTS)

    @field_validator("init", mode="before")
    @classmethod
    def _init(cls, value: str) -> tuple[Any, ...]:
        found = INIT.fullmatch(value)
        if not found:
            raise ValueError("it is uniform(low, high), normal(mean, deviation), xavier or he")
        if not found[1]:
            return (value,)
        first, second = float(found[2]), float(found[3])
        if found[1] == "uniform" and first > second:
            raise ValueError("the lower bound comes first")
        if found[1] == "normal" and second < 0:
            raise ValueError("a deviation is not negative")
        return (found[1], first, second)


def _counts(shape: str) -> tuple[int, ...]:
    return tuple(int(count) for count in shape.split("-"))


def _parameters_in(shape: tuple[int, ...]) -> int:
    return sum((before + 1) * after for before, after in itertools.pairwise(shape))


def declare(use: Use) -> None:
    """Put the network on the page; where something is wrong with it, say all that is wrong and leave it out."""
    options, before = use.options, len(use.page.problems.found)
    activations = _activations(use)
    examples = _examples(use)
    _check_cost(use, activations[-1], examples)
    if options.batch_size is not None and options.update != "mini-batch":
        use.problem(f"batch-size is for mini-batch updates; this network's are {options.update}", use.at("batch_size"))
    if options.batch_size is None and options.update == "mini-batch":
        use.problem("mini-batch updates need a batch-size", use.at("update"))
    spec = {
        "shape": list(options.shape), "activations": activations, "cost": options.cost,
        "rate": options.rate, "bias_rate": options.bias_rate, "biases": options.biases,
        "momentum": options.momentum, "l1": options.l1, "l2": options.l2,
        "update": options.update, "batch_size": options.batch_size, "init": list(options.init), "seed": options.seed,
        **_parameters(use), **examples, **_named(use),
    }  # fmt: skip
    if len(use.page.problems.found) > before or options.data not in (None, *use.page.data):
        return
    with np.errstate(all="ignore"):
        session = Session(spec)
    if not np.isfinite(session.numbers).all():
        use.problem("the first forward pass of this network goes past what a computer can hold; give it smaller numbers")
        return
    steps = max(1, min(RECORDED_STEPS, RECORDED_PARAMETERS // _parameters_in(options.shape)))
    use.page.networks[use.argument] = NetworkModel(use.argument, spec, session, steps)


def _activations(use: Use) -> list[str]:
    given, layers = use.options.activation, len(use.options.shape) - 1
    if len(given) not in (1, layers):
        use.problem(f"{len(given)} activations for {layers} layers; give one for all, or one for each", use.at("activation"))
    return list(given) * layers if len(given) == 1 else list(given)


def _check_cost(use: Use, activation: str, examples: dict[str, Any]) -> None:
    """The cost is defined for these outputs and for all targets, those included that are kept aside."""
    data = examples["data"] or {"targets": [examples["targets"] or ()]}
    targets = [row for name in ("targets", "test_targets") for row in data.get(name, ())]
    outputs = use.options.shape[-1]
    table = np.array([row for row in targets if len(row) == outputs], dtype=float).reshape(-1, outputs)
    cost = COSTS[use.options.cost]
    reason, found = cost.unfit(activation, table), "" if cost.only_after in (None, activation) else f", not {activation}"
    if reason:
        use.problem(f"the cost {cost.name} {reason}{found}", use.at("cost"))


def _examples(use: Use) -> dict[str, Any]:
    """The part of the specification that says what the network is shown."""
    options, shape = use.options, use.options.shape
    if (options.data is None) == (options.targets is None):
        use.problem('a network learns from targets: give either the option "targets", with or without "inputs", or "data"')
    if options.data is not None and options.inputs is not None:
        use.problem('the first row of the data is shown first; leave "inputs" out', use.at("inputs"))
    for name, count in (("inputs", shape[0]), ("targets", shape[-1])):
        values = getattr(options, name)
        if values is not None and len(values) != count:
            numbers = "1 number" if len(values) == 1 else f"{len(values)} numbers"
            wanted = name.removesuffix("s") if count == 1 else name
            use.problem(f"{name} has {numbers}; a network of this shape has {count} {wanted}", use.at(name))
    nothing = {"data": None, "inputs": options.inputs, "targets": options.targets}
    if options.data is None:
        return nothing
    data = use.page.data.get(options.data)
    if data is None:
        if use.page.declared_by.get(options.data) != "data":
            use.problem(f'this page has no data "{options.data}"', use.at("data"), given=options.data, allowed=use.page.data)
        return nothing
    sizes = (len(data.inputs[0]), len(data.targets[0]))
    if sizes != (shape[0], shape[-1]):
        message = f'data "{data.name}" has {sizes[0]} inputs and {sizes[1]} targets; this network has {shape[0]} and {shape[-1]}'
        use.problem(message, use.at("data"))
    rows = {"inputs": data.inputs, "targets": data.targets}
    if data.test_inputs:
        rows |= {"test_inputs": data.test_inputs, "test_targets": data.test_targets}
    tables: dict[str, Any] = {name: list(map(list, part)) for name, part in rows.items()}
    made_from = {"from": data.made_from} if data.made_from else {}
    return {"data": tables | made_from, "inputs": None, "targets": None}


def _named(use: Use) -> dict[str, Any]:
    """The part of the specification that says what inputs and outputs are called, where the article gives them names."""
    found = {}
    for which, names, count in zip(
        ("inputs", "outputs"), use.options.names, use.options.shape[:: len(use.options.shape) - 1], strict=True
    ):
        if len(names) not in (0, count):
            use.problem(
                f"names has {count_of(len(names), 'name')} for {count_of(count, which.removesuffix('s'))}", use.at("names")
            )
        if names:
            found[which] = list(names)
    return {"names": found} if found else {}


def _parameters(use: Use) -> dict[str, Any]:
    """Explicit weights and biases from a JSON file, each checked against the shape."""
    name, files = use.options.weights, use.page.article.files
    if name is None:
        return {"weights": None, "bias_values": None}
    place = use.at("weights")
    if name not in files:
        allowed = [file for file in files if file.endswith(".json")]
        use.problem(f'there is no file "{name}" beside the article', place, given=name, allowed=allowed)
        return {}
    try:
        values = json.loads(files[name].read_text(encoding="utf-8"))
    except ValueError as error:
        use.problem(f"{name} is not JSON: {error}", place)
        return {}
    shape = use.options.shape
    expected: dict[str, list[tuple[int, ...]]] = {"weights": [(rows, columns) for columns, rows in itertools.pairwise(shape)]}
    if use.options.biases:
        expected["biases"] = [(count,) for count in shape[1:]]
    if not isinstance(values, dict) or set(values) != set(expected):
        use.problem(f"{name} holds exactly {' and '.join(expected)}, each with one entry per layer", place)
        return {}
    for kind, shapes in expected.items():
        found = _shapes(values[kind])
        if found is None:
            use.problem(f"the {kind} in {name} are not lists of numbers with rows of the same length", place)
        elif found != shapes:
            message = f"the {kind} in {name} have the shapes {_in_words(found)}; this network's have {_in_words(shapes)}"
            use.problem(message, place)
    return {"weights": values["weights"], "bias_values": values.get("biases")}


def _shapes(layers: Any) -> list[tuple[int, ...]] | None:
    """The shape of each layer's numbers; None where they are not full rectangles of numbers."""
    if not isinstance(layers, list):
        return None
    found: list[tuple[int, ...]] = []
    for layer in layers:
        rows: list[Any] = layer if isinstance(layer, list) else [None]
        matrix = bool(rows) and all(isinstance(row, list) for row in rows)
        flat = [cell for row in rows for cell in row] if matrix else rows
        if not all(isinstance(cell, int | float) and not isinstance(cell, bool) and math.isfinite(cell) for cell in flat):
            return None
        if matrix and len({len(row) for row in rows}) != 1:
            return None
        found.append((len(rows), len(rows[0])) if matrix else (len(rows),))
    return found


def _in_words(shapes: list[tuple[int, ...]]) -> str:
    return ", ".join("×".join(map(str, shape)) for shape in shapes)


def render(use: Use) -> str:
    network = use.page.networks[use.argument]
    return use.template(network=network)


def finish(page: PageContext) -> Markup:
    """What the page carries of every network that it shows: its numbers, and the first steps where something takes it through."""
    return Markup().join(
        network_state(network, network.recorded_steps if network.name in page.acted_on else 0, page.spoken.get(network.name, ()))
        for network in page.networks.values()
        if network.name in page.shown
    )


def network_state(network: NetworkModel, steps: int = 0, spoken: Iterable[str] = ()) -> Markup:
    """What a page carries of one network: its numbers, and so many steps from there; `spoken` as in site_builder.recording."""
    return STATE.format(network.name, Markup(json_in_page(record(network, steps, spoken))))


DIRECTIVE = DirectiveType(
    name="network",
    summary="Declares a network. Directives inside it speak of it; other text becomes its caption.",
    options=Options,
    argument="new",
    body="markdown",
    declare=declare,
    render=render,
    finish=finish,
    order=1,
    called="Network",
)

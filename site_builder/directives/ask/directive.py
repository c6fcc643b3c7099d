"""`ask`: put inputs of one's own to the network, as it is or as it will be after some training, and see it consider them."""

import itertools
import re
from typing import Annotated, Any

import numpy as np
from pydantic import Field, field_validator

from engine.names import count_of, neuron_name, shape_in_words
from engine.session import Session, SessionError
from engine.stage import stage
from site_builder.directives import DirectiveOptions, DirectiveType, Use
from site_builder.directives.options import SPLIT
from site_builder.formats import json_in_page
from site_builder.model import NetworkModel
from site_builder.rehearsal import MOST_REHEARSED, rehearse, steps_per_cycle
from site_builder.stage import BODY, HALO, painted, stage_for_browser

AFTER = re.compile(r"([\d,]+)\s+(cycles?|steps?)")
WORDS = {  # what is said of an answer, by whether it is right and whether it was asked before
    "right": "Right: {} is wanted.",
    "wrong": "Wrong: {} is wanted.",
    "near": "The target is {}.",
    "new right": "Right: {} is the answer, though this is not among its examples.",
    "new wrong": "Wrong: {} is the answer, and this is not among its examples.",
    "new near": "The answer is {}, and this is not among its examples.",
    "new": "This is not among its examples.",
}
MOST_SWITCHES = 6  # inputs that are 0 or 1: all their combinations are answered at build


class Options(DirectiveOptions):
    inputs: Annotated[tuple[float, ...] | None, SPLIT] = Field(
        None, description="What is asked first; the network's own inputs where left out."
    )
    targets: Annotated[tuple[float, ...] | None, SPLIT] = Field(
        None, description="The right answer to `inputs`, where these are not among the examples."
    )
    after: str | None = Field(
        None, description="Ask the network as it is after `N cycles` or `N steps`; readers may turn to now."
    )

    @field_validator("after")
    @classmethod
    def _after(cls, value: str) -> str:
        if not AFTER.fullmatch(value):
            raise ValueError("it is a number of cycles or steps, such as 500 cycles")
        return value


def render(use: Use) -> str:
    network, options = use.network, use.options
    inputs = options.inputs or tuple(network.value(f"inputs[{index}]") for index in range(network.shape[0]))
    if len(inputs) != network.shape[0]:
        use.problem(f"this network has {network.shape[0]} inputs, not {len(inputs)}", use.at("inputs"))
        return ""
    if options.targets and len(options.targets) != network.shape[-1]:
        use.problem(f"this network has {count_of(network.shape[-1], 'output')}, not {len(options.targets)}", use.at("targets"))
        return ""
    session = _session(use)
    if session is None:
        return ""
    switches = _are_bits(network, inputs)
    activations = _answers(session, [inputs])[0]
    weights = [float(weight) for layer in session.network.weights for weight in layer.ravel()]
    state = {
        **stage_for_browser(network.shape),
        "switches": switches,
        "parameters": session.network.parameters.tolist() if options.after else None,
        "weights": weights,
        "answers": _all_answers(session) if switches else {},
        "given": [inputs, options.targets] if options.targets else None,
        "words": WORDS,
    }
    return use.template(
        fields=[(neuron_name(network.shape, 0, index), value) for index, value in enumerate(inputs)],
        switches=switches,
        after=_in_words(options.after),
        activations=activations,
        place=stage(network.shape),
        look=painted(network.shape, activations, weights),
        outputs=network.shape[-1],
        words=f"What the network makes of these inputs: {shape_in_words(network.shape)}",
        verdict=_verdict(use, session, inputs, activations[-network.shape[-1] :]),
        state=json_in_page(state),
        halo=HALO,
        body=BODY,
    )


def _in_words(after: str | None) -> str:
    """`60,000 cycles`."""
    found = AFTER.fullmatch(after or "")
    return f"{int(found[1].replace(',', '')):,} {found[2]}" if found else ""


def _session(use: Use) -> Session | None:
    """The network as it is asked at build: after some training, or as it begins."""
    network, after = use.network, use.options.after
    if after is None:
        return network.session
    found = AFTER.fullmatch(after)
    assert found
    steps = int(found[1].replace(",", "")) * (steps_per_cycle(network.spec) if found[2].startswith("cycle") else 1)
    if steps > MOST_REHEARSED:
        use.problem(f"that is more than {MOST_REHEARSED:,} steps, too many to go through at build", use.at("after"))
        return None
    try:
        return rehearse(network.spec, [steps])[steps]
    except SessionError as error:
        use.problem(f"this training cannot be gone through: {error}", use.at("after"))
        return None


def _verdict(use: Use, session: Session, inputs: tuple[float, ...], answer: list[float]) -> str:
    """Whether the first answer is right, in words, as far as that is known; element.js says so of all others."""
    data = use.network.spec["data"]
    if not data:
        return ""
    known = [list(inputs) == row for row in data["inputs"]]
    targets = data["targets"][known.index(True)] if any(known) else use.options.targets
    if targets is None:
        return WORDS["new"]
    if session.has_classes:
        kind = "right" if np.argmax(answer) == np.argmax(targets) else "wrong"
    elif len(answer) == 1 and len({row[0] for row in data["targets"]}) <= 2:
        halfway = session["thresholds[0]"]
        kind = "right" if (answer[0] >= halfway) == (targets[0] >= halfway) else "wrong"
    else:
        kind = "near"
    return WORDS[kind if any(known) else f"new {kind}"].format(" ".join(f"{target:g}" for target in targets))


def _are_bits(network: NetworkModel, inputs: tuple[float, ...]) -> bool:
    """Whether the network knows nothing but noughts and ones, so that an input is a switch."""
    rows = [*(network.spec["data"]["inputs"] if network.spec["data"] else []), inputs]
    return len(inputs) <= MOST_SWITCHES and all(value in (0, 1) for row in rows for value in row)


def _answers(session: Session, rows: Any) -> list[list[float]]:
    answered: list[list[float]] = session.ask(["answers", rows]).tolist()
    return answered


def _all_answers(session: Session) -> dict[str, list[float]]:
    rows = list(itertools.product((0, 1), repeat=session.network.shape[0]))
    found = zip(rows, _answers(session, rows), strict=True)
    return {" ".join(map(str, row)): [float(f"{value:.9g}") for value in answer] for row, answer in found}


DIRECTIVE = DirectiveType(
    name="ask",
    summary="Inputs of the reader's own, and how the network answers them.",
    options=Options,
    argument="network",
    body="markdown",
    render=render,
    called="Ask the network",
)

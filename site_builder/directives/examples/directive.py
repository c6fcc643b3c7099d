"""`examples`: the examples that a network learns from, as a table with its answer and its error for each."""

import numpy as np
from pydantic import Field

from engine.names import neuron_name
from site_builder.directives import DirectiveOptions, DirectiveType, Use


class Options(DirectiveOptions):
    rows: int = Field(12, ge=1, le=100, description="How many of the examples to show.")
    edit: bool = Field(True, description="Let readers change, add and remove examples.")


def render(use: Use) -> str:
    network, data = use.network, use.network.spec["data"]
    if not data:
        use.problem("this network learns from a single example; examples shows those of a data directive")
        return ""
    inputs, targets = np.array(data["inputs"], dtype=float), np.array(data["targets"], dtype=float)
    answers = network.session.ask(["answers", data["inputs"]])[:, -targets.shape[1] :]
    rows = [
        {
            "inputs": inputs[index],
            "targets": targets[index],
            "answers": answers[index],
            "error": float(np.abs(targets[index] - answers[index]).mean()),
        }
        for index in range(min(len(inputs), use.options.rows))
    ]
    last = len(network.shape) - 1
    return use.template(
        rows=rows,
        more=len(inputs) - len(rows),
        current=int(network.value("example")),
        inputs=[neuron_name(network.shape, 0, index) for index in range(network.shape[0])],
        outputs=[neuron_name(network.shape, last, index) for index in range(network.shape[-1])],
        caption=use.body_html,
    )


DIRECTIVE = DirectiveType(
    name="examples",
    summary="The examples that a network learns from, with its answers and its errors.",
    options=Options,
    argument="network",
    body="markdown",
    render=render,
    called="Examples",
)

"""`cost`: the softmax cross-entropy as a curve over the share of the right answer, −ln p, with the network's place on it."""

import math

import numpy as np
from numpy.typing import NDArray

from engine.losses import COSTS
from site_builder.chart import Scale, path
from site_builder.directives import DirectiveOptions, DirectiveType, Use

Array = NDArray[np.float64]

KIND = "softmax-cross-entropy"
WIDTH, HEIGHT = 560.0, 296.0
LEFT, RIGHT, TOP, BOTTOM = 70.0, 530.0, 26.0, 236.0
DEAREST = 2.4  # the cost at the upper edge
SAMPLES = 60
MARKED = (1.0, 0.5, 0.25, 0.125)  # shares, each half of the one before: their costs are equally far apart


class Options(DirectiveOptions):
    pass


def render(use: Use) -> str:
    network = use.network
    if network.session.network.cost.name != KIND:
        use.problem(f"cost draws −ln of the share that the right answer has by softmax; this network's cost is not {KIND}")
        return ""
    right = [place for place in range(network.shape[-1]) if network.value(f"targets[{place}]") == 1]
    if len(right) != 1 or sum(network.value(f"targets[{place}]") for place in range(network.shape[-1])) != 1:
        use.problem("cost needs a network whose first example has one right answer, with a target of 1 and 0 for the others")
        return ""
    x, y = Scale(0, 1, LEFT, RIGHT), Scale(0, DEAREST, BOTTOM, TOP)
    shares = np.geomspace(math.exp(-DEAREST), 1, SAMPLES)
    prices = zip(MARKED, costs(np.array(MARKED)).tolist(), strict=True)
    share, cost = network.value(f"probabilities[{right[0]}]"), network.value("cost")
    return use.template(
        size=(WIDTH, HEIGHT),
        box=(LEFT, RIGHT, TOP, BOTTOM),
        curve=path(list(zip(shares.tolist(), costs(shares).tolist(), strict=True)), x, y),
        marks=[(f"{100 * share:g}%", x(share), price, y(price)) for share, price in prices],
        axes=[f"{scale(0):g} {scale(1) - scale(0):g}" for scale in (x, y)],
        top=DEAREST,
        share=share,
        cost=cost,
        at=(x(share), y(min(cost, DEAREST))),
    )


def costs(shares: Array) -> Array:
    """The cost where the right answer has each of these shares (n,), and one other answer the rest of it."""
    with np.errstate(divide="ignore"):
        logits = np.log(np.maximum(np.stack([shares, 1 - shares], axis=1), np.finfo(float).tiny))
    found: Array = COSTS[KIND].value(logits, logits, np.array([[1.0, 0.0]]))
    return found


DIRECTIVE = DirectiveType(
    name="cost",
    summary="What the share of the right answer costs, with the network's place on the curve.",
    options=Options,
    argument="network",
    body="markdown",
    called="The cost of a share",
    render=render,
)

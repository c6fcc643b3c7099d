"""What a page knows of a network besides its numbers: what its parts are called, and what holds for its arithmetic."""

from typing import Any

from engine.features import symbols
from engine.losses import COSTS
from engine.names import layer_names, neuron_names, neurons_of, shape_in_words, short_name
from engine.session import Session


def describe(session: Session) -> dict[str, Any]:
    """Plain data.

    `layers` are the names of the layers, `names` and `labels` the names of the neurons in each, as they are told and where there
    is little room (inputs have no labels); `words` is the shape in words; `symbols` how the inputs of a network of points
    are written. `averaged` says whether an update learns from several examples at once, so that a gradient is their mean;
    `classes` whether each output stands for a class; `lifted` whether the inputs are features of points. `groups` are layers that
    are spoken of together, with the words for them: first all hidden ones, then each layer by itself; `bound` is the one
    activation that the outputs must have, or None. `costs` are all costs by name, each with what stands against it here, or "".
    """
    network = session.network
    shape, layers = session.shape, range(1, len(network.shape))
    names = neuron_names(shape)
    if network.features:
        names[0] = symbols(network.features)
    return {
        "layers": layer_names(shape),
        "names": names,
        "labels": [[], *([short_name(shape, layer, index) for index in range(shape[layer])] for layer in layers)],
        "words": shape_in_words(shape),
        "symbols": symbols(network.features) if network.coordinates == 2 else [],
        "averaged": session.averaged,
        "classes": session.has_classes,
        "lifted": bool(network.features),
        "groups": [
            {"layers": list(group), "words": neurons_of(shape, group)}
            for group in (session.hidden_layers, *([each] for each in layers))
        ],
        "bound": network.cost.only_after,
        "costs": {name: cost.unfit(network.activations[-1].name, session.targets) for name, cost in COSTS.items()},
    }

"""Blanks: a part of a page is written once for any layer and any neuron, and the browser fills it (browser/blanks.js).

A view's macros are given a Part. For a real layer they write the page, with its numbers; for BLANK, within a `<template>`, they
leave `{layer}`, `{i}`, `{neuron}` and their like open, for a network of any shape that the reader may come to.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from markupsafe import Markup, escape

from engine.names import layer_name, neuron_name
from site_builder.model import NetworkModel


@dataclass(frozen=True)
class Neuron:
    """One neuron of a layer, or a blank one that stands for all of them: `each` are then the attributes that say so."""

    index: int | str
    name: str
    each: str = ""


@dataclass(frozen=True)
class Part:
    """A layer, from 1, with the one `before` it, whose neurons are `sources`, and the one `after` it, whose neurons are
    `receivers` (none after the last). `holds` says which conditions are true of it, and is None in a blank one."""

    layer: int | str
    before: int | str
    after: int | str
    name: str
    neurons: tuple[Neuron, ...]
    sources: tuple[Neuron, ...]
    receivers: tuple[Neuron, ...]
    holds: Mapping[str, bool] | None

    def only(self, condition: str, words: str) -> str:
        """The words where a condition holds.

        `averaged` or `single`, of the examples in an update; `lifted` or `given`, of the inputs; `last` or `inner`, of the layer.
        """
        if self.holds is None:
            return Markup('<span data-only="{}">{}</span>').format(condition, words)
        return escape(words) if self.holds[condition] else Markup()


def part(network: NetworkModel, layer: int) -> Part:
    """A layer of a network, counted from 1, as the page is built with it."""
    shape, last = network.shape, layer == len(network.shape) - 1
    neurons, sources, receivers = (
        tuple(Neuron(index, neuron_name(shape, each, index)) for index in range(shape[each])) if each < len(shape) else ()
        for each in (layer, layer - 1, layer + 1)
    )
    averaged, lifted = network.averaged, bool(network.session.network.features)
    holds = {"averaged": averaged, "single": not averaged, "lifted": lifted, "given": not lifted, "last": last, "inner": not last}
    return Part(layer, layer - 1, layer + 1, layer_name(shape, layer), neurons, sources, receivers, holds)


BLANK = Part(
    "{layer}",
    "{before}",
    "{after}",
    "{name}",
    (Neuron("{i}", "{neuron}", Markup(' data-each="i"')),),
    (Neuron("{j}", "{source}", Markup(' data-each="j"')),),
    (Neuron("{k}", "{receiver}", Markup(' data-each="k"')),),
    None,
)

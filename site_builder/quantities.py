"""Numbers that an article names: `xor.error`, `xor.error after 60000 cycles`, `xor(1 1 0).outputs[0] after 700 steps`.

Only names, indices and numbers: nothing that an author writes is ever evaluated.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass

import numpy as np

from engine.layout import locate
from engine.names import count_of
from engine.session import Session
from site_builder.model import NetworkModel, PageContext
from site_builder.rehearsal import MOST_REHEARSED, rehearse, steps_per_cycle

FORM = re.compile(
    r"(?P<name>\w*)(?:\((?P<inputs>[^)]*)\))?(?P<dot>\.?)(?P<path>[^\s]*)(?P<after>\s+after\s+(?P<count>[\d,]+)\s+(?P<unit>cycles?|steps?))?"
)
ASKABLE = ("activations", "outputs", "probabilities", "inputs")  # what the answer to other inputs consists of


@dataclass(frozen=True)
class Quantity:
    """One number of a network: as it is now, or `after` so many steps of training, or as it answers `inputs`."""

    network: NetworkModel
    path: str
    inputs: tuple[float, ...] | None = None
    after: int | None = None

    @property
    def is_live(self) -> bool:
        """Whether the page shows how it changes; otherwise it stays what it is at build."""
        return self.inputs is None and self.after is None

    def value(self) -> float:
        """The number. Raises SessionError when the training breaks down on its way there."""
        return self.of(self.network.session if self.after is None else rehearse(self.network.spec, [self.after])[self.after])

    def of(self, session: Session) -> float:
        """The number in a session of the same network, whatever `after` is."""
        return session[self.path] if self.inputs is None else _answer(session, self.path, self.inputs)


Note = Callable[[str, int, str | None, Iterable[str]], None]


def read_quantity(page: PageContext, text: str, note: Note) -> Quantity | None:
    """The quantity that `text` names; None where there is none, and then `note(message, offset, given, allowed)` was told why."""
    found = FORM.fullmatch(text.strip())
    if not found:
        note(f'"{text.strip()}" is not a quantity; write one as xor.error, or as xor.error after 100 cycles', 0, None, ())
        return None
    name, path = found["name"], found["path"]
    network = page.networks.get(name)
    if network is None:
        if name not in page.declared or name in page.data:
            note(f'this page has no network "{name}"', 0, name, page.networks)
        return None
    if not path:
        note(f'name a quantity of the network, such as "{name}.cost"', len(name), None, ())
        return None
    inputs, sound = _inputs(network, found, note)
    after = _after(network, found, note)
    if not _has(network, path, found.start("path"), note) or not sound or after == -1:
        return None
    if inputs is not None and path.split("[")[0] not in ASKABLE:
        base = path.split("[")[0]
        note(f'the answer to other inputs has no "{base}"', found.start("path"), base, ASKABLE)
        return None
    return Quantity(network, path, inputs, after)


def _has(network: NetworkModel, path: str, offset: int, note: Note) -> bool:
    try:
        network.value(path)
    except KeyError as error:
        names = sorted({key.split("[")[0] for key in network.layout})
        base = path.split("[")[0]
        if base in names:
            note(str(error.args[0]), offset, None, ())
        else:
            note(f'network "{network.name}" has no quantity "{base}"', offset, base, names)
        return False
    return True


def _inputs(network: NetworkModel, found: re.Match[str], note: Note) -> tuple[tuple[float, ...] | None, bool]:
    if found["inputs"] is None:
        return None, True
    try:
        inputs = tuple(float(number) for number in found["inputs"].replace(",", " ").split())
    except ValueError:
        inputs = ()
    if len(inputs) != network.shape[0] or not np.isfinite(inputs).all():
        note(f"in brackets stand {count_of(network.shape[0], 'input')}, separated by spaces", found.start("inputs"), None, ())
        return None, False
    return inputs, True


def _after(network: NetworkModel, found: re.Match[str], note: Note) -> int | None:
    """The number of steps; None where there is no `after`, -1 where it asks too much."""
    if not found["after"]:
        return None
    count = int(found["count"].replace(",", "") or 0)
    steps = count * steps_per_cycle(network.spec) if found["unit"].startswith("cycle") else count
    if steps > MOST_REHEARSED:
        note(f"that is more than {MOST_REHEARSED:,} steps, too many to go through at build", found.start("count"), None, ())
        return -1
    return steps


def _answer(session: Session, path: str, inputs: tuple[float, ...]) -> float:
    """What the network gives for other inputs."""
    activations = session.network.forward(np.array([inputs]))[1]
    if path.startswith("probabilities"):
        return float(
            session.network.answers(activations[-1])[0][locate(session.layout, path) - session.layout["probabilities"][0]]
        )
    numbers = np.concatenate([each[0] for each in activations])
    start = session.layout["activations[0]"][0]
    return float(numbers[locate(session.layout, path) - start])

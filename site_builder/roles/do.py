"""`{do}`: a phrase that acts on a network when it is pressed."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from engine.door import Door
from engine.landscape import parameter_place
from engine.layout import Layout, locate
from engine.session import MOST_STEPS
from engine.specification import settings
from engine.training import RATES
from site_builder.model import NetworkModel, PageContext
from site_builder.roles import RoleType, RoleUse

FORM = re.compile(r'(?P<name>\w*)\.(?P<actions>\w[^"]*?)\s*"(?P<words>[^"]+)"')
ACTIONS = ("forward", "backprop", "train", "set", "example", "activation", "reset", "undo", "change", "begin", "roll", "perturb")


def render(use: RoleUse) -> str:
    """`xor.set rate 2; train 700 "train it faster"` as a button in the sentence; `reset keeping rate` keeps the rate."""
    found = FORM.fullmatch(use.content.strip())
    if not found:
        use.problem('write what to do and the words for it, such as xor.backprop "run backprop"')
        return ""
    written = [(at, text.split()) for at, text in _parts(found["actions"], found.start("actions")) if text]
    for at, (name, *_) in written:
        if name not in ACTIONS:
            use.problem(f'there is no action "{name}"', at, given=name, allowed=ACTIONS)
            return ""
    network = use.network(found["name"])
    if network is None:
        return ""
    door = Door(json.dumps(network.spec))
    actions = []
    for at, (name, *arguments) in written:
        try:
            actions.append(_action(name, arguments, network.spec))
            refused = _refused(use.page, network, door, actions[-1])
            if name in ("change", "begin") and not refused:
                _changes_of(use.page).append(Change(use, at, network, door.session.layout))
        except ValueError as error:
            refused = str(error)
        if refused:
            use.problem(refused, at)
            return ""
    use.page.acted_on.add(network.name)
    return Markup('<button type="button" class="do" data-for="{}" data-do="{}" disabled>{}</button>').format(
        network.name, json.dumps(actions), found["words"]
    )


@dataclass(frozen=True)
class Change:
    """One change of a network by a phrase: where it is written, and where the numbers of the network that it leads to stand."""

    use: RoleUse
    at: int
    network: NetworkModel
    layout: Layout


def _changes_of(page: PageContext) -> list[Change]:
    found: list[Change] = page.made.setdefault(("do", "changes"), [])
    return found


def finish(page: PageContext) -> str:
    """Every number that the sentences of the article show is one that each change leaves; sentences may follow the phrase."""
    for change in _changes_of(page):
        for path in sorted(page.spoken.get(change.network.name, ())):
            try:
                locate(change.layout, path)
            except KeyError:
                spoken = f"{change.network.name}.{path}"
                change.use.problem(f"the text shows {spoken}, which the network would not have after this", change.at)
                break
    return ""


def _parts(actions: str, start: int) -> Iterator[tuple[int, str]]:
    """What stands between semicolons, and where it begins."""
    for part in re.finditer(r"[^;\s][^;]*", actions):
        yield start + part.start(), part[0].strip()


def _action(name: str, arguments: list[str], spec: dict[str, Any]) -> list[Any]:
    """What is to be done, as the network takes it. To `begin` is to change every setting: nothing of the network before stays."""
    if name == "begin":
        return ["change", settings(spec) | _changes(arguments)]
    if name == "change":
        return ["change", _changes(arguments)]
    if name == "reset" and arguments[:1] == ["keeping"]:
        return ["reset", *_kept(arguments[1:])]
    return [name, *map(_argument, arguments)]


def _refused(page: PageContext, network: NetworkModel, door: Door, action: list[Any]) -> str:
    """Why this action cannot be done, or ""."""
    name, *arguments = action
    if name == "perturb":
        return _no_slider(page, network, arguments)
    if name == "roll" and arguments:
        return "roll takes nothing: it goes on until the network is at rest"
    return "" if action == ["undo"] else door.act(json.dumps(_tried(action)))


def _no_slider(page: PageContext, network: NetworkModel, arguments: list[Any]) -> str:
    """Why no slider of the page can be given this weight or bias, or ""."""
    if network.name not in page.perturbed:
        return f'this page has no perturb of network "{network.name}"'
    if len(arguments) != 1:
        return "perturb takes one weight or bias, such as weights[1][0][2]"
    try:
        parameter_place(network.session.network, str(arguments[0]))
    except KeyError as error:
        return str(error.args[0])
    return ""


def _kept(names: list[str]) -> list[str]:
    """The rates that a reset leaves as the reader has them."""
    for name in names:
        if name not in RATES:
            raise ValueError(f'a reset keeps {", ".join(RATES)}, not "{name}"')
    if not names:
        raise ValueError(f"say what the reset keeps: {', '.join(RATES)}")
    return names


def _tried(action: list[Any]) -> list[Any]:
    """The action to try at build: a training that can be asked for is tried with one step."""
    if action[0] == "reset" and set(action[1:]) <= set(RATES):
        return ["reset"]
    if action[0] == "train" and len(action) == 2 and action[1] in range(1, MOST_STEPS + 1):
        return ["train", 1]
    return ["train", 1] if action == ["roll"] else action


def _changes(arguments: list[str]) -> dict[str, Any]:
    """`hidden=8-8 set=spiral` as what engine.specification is given; `hidden=none` is no hidden layer."""
    found: dict[str, Any] = {}
    for argument in arguments:
        name, _, value = argument.partition("=")
        found[name] = _argument(value)
        if name == "features":
            found[name] = value.split(",")
        if name == "hidden":
            found[name] = [] if value == "none" else [_argument(count) for count in value.split("-")]
    return found


def _argument(text: str) -> str | int | float:
    try:
        return int(text) if re.fullmatch(r"-?\d+", text) else float(text)
    except ValueError:
        return text


ROLE = RoleType(name="do", summary='A phrase that acts, such as {do}`xor.train 100 "train it"`.', render=render, finish=finish)

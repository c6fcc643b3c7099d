"""`{do}`: a phrase that acts on a network when it is pressed."""

import json
import re
from typing import Any

from markupsafe import Markup

from engine.door import Door
from engine.session import MOST_STEPS
from site_builder.roles import RoleType, RoleUse

FORM = re.compile(r'(?P<name>\w*)\.(?P<action>\w+)(?P<arguments>[^"]*?)\s*"(?P<words>[^"]+)"')
ACTIONS = ("forward", "backprop", "train", "set", "example", "activation", "reset", "undo", "change")
STAGED = ("forward", "backprop")  # these are seen to travel through the drawing


def render(use: RoleUse) -> str:
    """`xor.train 700 "train it"` as a button in the sentence."""
    found = FORM.fullmatch(use.content.strip())
    if not found:
        use.problem('write what to do and the words for it, such as xor.backprop "run backprop"')
        return ""
    network = use.network(found["name"])
    if found["action"] not in ACTIONS:
        use.problem(f'there is no action "{found["action"]}"', found.start("action"), given=found["action"], allowed=ACTIONS)
        return ""
    if network is None:
        return ""
    arguments = found["arguments"].split()
    changes = found["action"] == "change"
    action = [found["action"], *([_changes(arguments)] if changes else map(_argument, arguments))]
    refused = "" if action == ["undo"] else Door(json.dumps(network.spec)).act(json.dumps(_tried(action)))
    if refused:
        use.problem(refused, found.start("action"))
        return ""
    use.page.acted_on.add(network.name)
    return Markup('<button type="button" class="do" data-for="{}" data-do="{}"{} disabled>{}</button>').format(
        network.name, json.dumps(action), Markup(" data-staged") if action[0] in STAGED else "", found["words"]
    )


def _tried(action: list[Any]) -> list[Any]:
    """The action to try at build: a training that can be asked for is tried with one step."""
    if action[0] == "train" and len(action) == 2 and action[1] in range(1, MOST_STEPS + 1):
        return ["train", 1]
    return action


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


ROLE = RoleType(name="do", summary='A phrase that acts, such as {do}`xor.train 100 "train it"`.', render=render)

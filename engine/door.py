"""What the browser holds: a session behind strings, so that a call needs no conversion and no exception crosses over."""

import itertools
import json
from dataclasses import asdict
from typing import Any

import numpy as np
from numpy.typing import NDArray

from engine.description import describe
from engine.drawing import draw
from engine.layout import locate
from engine.names import parameter_groups, quantity_name
from engine.session import Session, SessionError
from engine.specification import changed
from engine.stage import plain_stage

Array = NDArray[np.float64]


LABELLED = 30  # connections up to which a drawing that is made while the reader waits has room for their labels


class Door:
    """One network of a page. Its actions are those of a session (see engine.session), and one more: ["change", changes] begins
    anew with parts of the specification changed (see engine.specification). Undo leads back to the session before.

    The specification may hold `spoken`, paths of numbers that the page's sentences show: what leaves one of them without a number
    is refused."""

    def __init__(self, spec: str) -> None:
        self._spec: dict[str, Any] = json.loads(spec)
        self._session = Session(self._spec)
        self._past: list[tuple[dict[str, Any], Session]] = []
        self.opened = 0  # how many sessions there were before: numbers and layout are others when it has changed

    @property
    def session(self) -> Session:
        return self._session

    @property
    def numbers(self) -> Array:
        return self._session.numbers

    @property
    def description(self) -> str:
        """What a page knows of its network: specification, layout, stages, what `describe` tells, and where its parts stand."""
        session = self._session
        shape = session.network.shape
        described = describe(session)
        return json.dumps(
            {
                "spec": self._spec,
                "layout": session.layout,
                "stages": session.stages,
                **described,
                "parameters": parameter_groups(described["names"], described["layers"], session.network.has_biases),
                "drawing": asdict(draw(shape, _connections(shape) <= LABELLED)),
                "plain": asdict(draw(shape, False)),
                "stage": plain_stage(shape),
            }
        )

    def act(self, action: str, merge: bool = False) -> str:
        """Do one action, written in JSON. Returns "" or the message that says why it was not done."""
        try:
            self._act(json.loads(action), merge)
        except (SessionError, json.JSONDecodeError) as error:
            return str(error)
        return ""

    def ask(self, query: str) -> Array:
        """The answer to a question written in JSON. Raises SessionError where there is none."""
        return self._session.ask(json.loads(query))

    def save(self) -> str:
        """The state, written in JSON, for the action ["restore", saved]."""
        return json.dumps(self._session.save())

    def _act(self, action: list[Any], merge: bool) -> None:
        if action and action[0] == "change":
            self._change(action[1:])
        elif action == ["undo"] and self._past and not self._session.can_undo:
            self._spec, self._session = self._past.pop()
            self.opened += 1
        else:
            self._session.act(action, merge)

    def _change(self, arguments: list[Any]) -> None:
        if len(arguments) != 1 or not isinstance(arguments[0], dict):
            raise SessionError("change needs what is to be changed.")
        try:
            spec = changed(self._session.as_it_is(self._spec), arguments[0])
            session = Session(spec)
        except (KeyError, TypeError, ValueError) as error:
            words = str(error)
            raise SessionError(f"{words[:1].upper()}{words[1:]}.") from None
        self._keep_what_is_spoken_of(session)
        if not np.isfinite(session.numbers).all():
            raise SessionError("The first pass of this network goes past what a computer can hold.")
        self._past.append((self._spec, self._session))
        self._spec, self._session = spec, session
        self.opened += 1

    def _keep_what_is_spoken_of(self, session: Session) -> None:
        """SessionError where this session has no number for a place in the page's sentences: it would stand empty."""
        for path in self._spec.get("spoken") or ():
            try:
                locate(session.layout, path)
            except KeyError:
                name = quantity_name(self._session.shape, path)
                raise SessionError(f"The text speaks of a number that this network would not have: {name}.") from None


def _connections(shape: tuple[int, ...]) -> int:
    return sum(before * after for before, after in itertools.pairwise(shape))

"""The one door between a page and its network: plain data in, one vector of numbers out.

A session holds a network, its data and the pass on show. Everything that a page can display stands in `numbers`, a single
float64 vector that is rewritten in place; `layout` says where each quantity stands in it.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from engine.activations import ACTIVATIONS
from engine.features import PLAIN, lifted
from engine.initialisation import initialise
from engine.layout import locate, make_layout
from engine.losses import softmax
from engine.names import Named
from engine.network import Network, checked_shape, parameter_shapes
from engine.queries import QueryError, ask
from engine.trace import stages
from engine.training import RATES, UPDATES, Descent, Pass, Place, Rates, Trainer, check_rate

Array = NDArray[np.float64]
Spec = Mapping[str, Any]
Action = Sequence[Any]

HISTORY = 500  # actions that can be undone
MOST_STEPS = 1_000_000  # in one `train`


class SessionError(ValueError):
    """An action that cannot be done, with a message for the reader; the session is as it was."""


@dataclass(frozen=True)
class State:
    """All that an action can change."""

    numbers: Array
    velocity: Array
    data: tuple[Array, Array, Array, Array]  # inputs and targets to learn from, and to test with
    place: Place
    follow: bool

    def to_plain(self) -> dict[str, Any]:
        place = self.place
        return {
            "numbers": self.numbers.tolist(),
            "velocity": self.velocity.tolist(),
            "data": [part.tolist() for part in self.data],
            "place": [place.cycle, place.position, place.met.tolist(), place.counted, place.error],
            "bias_rate_follows": self.follow,
        }

    @classmethod
    def from_plain(cls, plain: Mapping[str, Any]) -> "State":
        cycle, position, met, counted, error = plain["place"]
        inputs, targets, test_inputs, test_targets = (np.array(part, dtype=float) for part in plain["data"])
        return cls(
            np.array(plain["numbers"], dtype=float),
            np.array(plain["velocity"], dtype=float),
            (inputs, targets, test_inputs, test_targets),
            Place(cycle, position, np.array(met, dtype=float), counted, error),
            plain["bias_rate_follows"],
        )


class Session:
    """A network and what a reader does to it.

    `spec` is plain data: shape, activations (one per layer after the inputs), cost, rate, bias_rate, momentum, biases, update,
    batch_size, init, seed, l1, l2, weights and bias_values (explicit parameters), and either data {"inputs", "targets"}, where
    examples kept aside may be added as {"test_inputs", "test_targets"}, or targets with optional inputs. Raises ValueError for a
    specification that makes no network.
    """

    def __init__(self, spec: Spec) -> None:
        shape, has_biases = list(checked_shape(spec["shape"])), bool(spec.get("biases", True))
        data = spec.get("data") or {}
        self._test_inputs, self._test_targets = (np.array(data.get(f"test_{part}", []), float) for part in ("inputs", "targets"))
        features = spec.get("features") or ()
        self.layout = make_layout(shape, has_biases, spec["cost"], len(self._test_inputs) > 0, len(PLAIN) if features else 0)
        size = max(offset + int(np.prod(dimensions)) for offset, dimensions in self.layout.values())
        self.numbers: Array = np.zeros(size)
        parameters = self._flat("weights", "biases", shape, has_biases)
        self.network = Network(shape, spec["activations"], spec["cost"], has_biases, parameters, features)
        inputs, targets = initialise(self.network, spec)
        unfit = self.network.unfit(targets) or self.network.unfit(self._test_targets.reshape(-1, shape[-1]))
        if unfit:
            raise ValueError(unfit)
        self._points: Array = np.array(data.get("inputs", []), dtype=float)
        self._gradient = self._flat("weight_gradients", "bias_gradients", shape, has_biases)
        self._velocities = self._flat("weight_velocities", "bias_velocities", shape, has_biases)
        self._descent = Descent(self.network, Rates(0.0), self._flat("weight_updates", "bias_updates", shape, has_biases))
        update = spec.get("update") or "online"
        if update not in UPDATES:
            raise ValueError(f'unknown update "{update}"; there are {", ".join(UPDATES)}')
        self._trainer = Trainer(
            self.network, self._descent, inputs, targets, update, int(spec.get("batch_size") or 1), int(spec.get("seed") or 0)
        )
        layers = range(1, len(shape))
        self._shown = Pass(
            self.network,
            [self._view(f"activations[{layer}]") for layer in range(len(shape))],
            [self._view(f"sums[{layer}]") for layer in layers],
            [self._view(f"deltas[{layer}]") for layer in layers],
            self._gradient,
        )
        self._names = spec.get("names") or {}
        self._history: list[State] = []
        self._follow = spec.get("bias_rate") is None
        self["rate"] = float(spec["rate"])
        for name in ("momentum", "l1", "l2"):
            self[name] = float(spec.get(name) or 0.0)
        self["bias_rate"] = self["rate"] if self._follow else float(spec["bias_rate"])
        self._turn_rates()
        self._note_functions()
        self._show_example(0)
        self._refresh()
        self._initial = self._state()

    def __getitem__(self, path: str) -> float:
        return float(self.numbers[locate(self.layout, path)])

    def __setitem__(self, path: str, value: float) -> None:
        self.numbers[locate(self.layout, path)] = value

    @property
    def shape(self) -> Named:
        """The shape, with the names that inputs and outputs have of their own."""
        return Named(self.network.shape, **self._names)

    @property
    def hidden_layers(self) -> range:
        """The layers between inputs and outputs; the only layer of a network that has none."""
        return range(1, max(2, len(self.network.shape) - 1))

    @property
    def averaged(self) -> bool:
        """Whether an update learns from several examples at once, so that a gradient is their mean."""
        return self._trainer.batch_size > 1

    @property
    def stages(self) -> dict[str, list[dict[str, object]]]:
        """The stages in which a pass becomes visible (see engine.trace.stages)."""
        return stages(self.network.shape, self.network.has_biases, self.network.cost.name, len(self._test_inputs) > 0)

    def act(self, action: Action, merge: bool = False) -> None:
        """Do one action; with `merge` it continues the gesture before, so that one undo takes both back.

        ["forward"], ["backprop"], ["train", n], ["set", path, value], ["example", i], ["activation", layer, name] (layer None:
        every hidden one), ["data", inputs, targets] (other examples to learn from; where some are kept aside, others for these
        may follow: test inputs, test targets), ["parameters", values, cycle] (all weights and biases at once, as they are after
        so many cycles), ["restore", saved] (a state that `save` gave), ["reset"], ["undo"].
        Raises SessionError, and changes nothing, for anything else; an interruption changes nothing either.
        """
        name, arguments = self._checked(action)
        if name == "undo":
            if not self._history:
                raise SessionError("There is nothing to undo.")
            self._restore(self._history.pop())
            return
        before = self._state()
        try:
            getattr(self, f"_{name}")(*arguments)
        except KeyboardInterrupt:
            self._restore(before)
            raise
        if not np.isfinite(self.numbers).all():
            self._restore(before)
            remedy = ": try a smaller learning rate" if name in ("backprop", "train") else ""
            raise SessionError(f"That would send the numbers past what a computer can hold{remedy}.")
        if not merge or not self._history:
            self._history.append(before)
            del self._history[:-HISTORY]

    @property
    def _given_inputs(self) -> Array:
        """The inputs as they were given: points, where the network's own are features of these."""
        return self._points if self.network.features else self._trainer.inputs

    @property
    def targets(self) -> Array:
        """The targets of the examples to learn from: (examples, outputs)."""
        return self._trainer.targets

    @property
    def has_classes(self) -> bool:
        """Whether each output stands for a class: in every row of targets, also to test with, one is 1 and all others are 0."""
        targets = np.concatenate([self.targets, self._test_targets.reshape(-1, self.network.shape[-1])])
        return self.network.shape[-1] > 1 and bool(((targets == 1).sum(axis=1) == 1).all() and np.isin(targets, (0, 1)).all())

    @property
    def can_undo(self) -> bool:
        return bool(self._history)

    def as_it_is(self, spec: Spec) -> dict[str, Any]:
        """This session's specification with the rates, functions and examples that it has now in place of its first ones."""
        trainer, before = self._trainer, spec.get("data")
        rates = {name: self[name] for name in RATES} | ({"bias_rate": None} if self._follow else {})
        names = [function.name for function in self.network.activations]
        tables = {"inputs": self._given_inputs, "targets": trainer.targets}
        tables |= {"test_inputs": self._test_inputs, "test_targets": self._test_targets} if len(self._test_inputs) else {}
        data = {**before, **{name: table.tolist() for name, table in tables.items()}} if before else None
        return {**spec, **rates, "activations": names, "data": data}

    def ask(self, query: Sequence[Any]) -> Array:
        """Answer a question about the network as it is (see engine.queries), changing nothing; SessionError if there is none."""
        try:
            return ask(self.network, self._trainer.inputs, self._trainer.targets, query)
        except (QueryError, TypeError, ValueError) as error:
            raise SessionError(str(error)) from None

    def save(self) -> dict[str, Any]:
        """The state as plain data, without the history."""
        return self._state().to_plain()

    def restore(self, saved: Mapping[str, Any]) -> None:
        """Return to a saved state of a session with the same specification; the history is forgotten."""
        self._restore(State.from_plain(saved))
        self._history.clear()

    @contextmanager
    def lent(self) -> Iterator[None]:
        """Do with the session whatever you like: afterwards it and its history are as they were before."""
        state, history = self._state(), list(self._history)
        try:
            yield
        finally:
            self._restore(state)
            self._history = history

    def settle(self) -> None:
        """Take over weights, biases, inputs and targets that were written straight into the numbers, and run forward.

        Raises SessionError for targets that the cost is not defined for."""
        self._check_targets(self._view("targets")[None])
        if len(self._trainer.inputs) == 1:
            self._trainer.inputs[0], self._trainer.targets[0] = self._view("inputs"), self._view("targets")
            if self.network.features:
                self._points[0] = self._view("coordinates")
                self._trainer.inputs[0] = lifted(self._points, self.network.features)[0]
        self._trainer.place.error = None
        self._refresh()

    # the actions

    def _forward(self) -> None:
        self._refresh()

    def _backprop(self) -> None:
        if self["stale"]:
            self._refresh()
        self._trainer.count_whole_cycle()
        self._descent.apply(self._gradient)
        self["step"] += 1
        self["stale"] = 1
        self._count()

    def _train(self, count: int) -> None:
        self._trainer.steps(count)
        self["step"] += count
        if self._trainer.update == "batch":
            self._show_example(int(self["example"]))
        else:
            self._show_example(int(self._trainer.order[self._trainer.place.position]))
        self._refresh()

    def _set(self, path: str, value: float) -> None:
        self[path] = value
        if path.startswith("coordinates"):
            self._view("inputs")[:] = lifted(self._view("coordinates")[None], self.network.features)[0]
        if path in RATES:
            self._follow = self._follow and path != "bias_rate"
            self._turn_rates()
        self.settle()

    def _example(self, index: int) -> None:
        self._show_example(index)
        self._trainer.turn_to(index)
        self._refresh()

    def _activation(self, layer: int | None, name: str) -> None:
        names = [function.name for function in self.network.activations]
        for each in self.hidden_layers if layer is None else (layer,):
            names[each - 1] = name
        try:
            self.network.change_activations(names)
        except ValueError as error:
            raise _refusal(error) from None
        self._note_functions()
        self._trainer.place.error = None
        self._refresh()

    def _data(self, inputs: Array, targets: Array, *test: Array) -> None:
        self._points = inputs
        self._trainer.change_data(lifted(inputs, self.network.features), targets)
        if test:
            self._test_inputs, self._test_targets = test
        self._show_example(min(int(self["example"]), len(inputs) - 1))
        self._refresh()

    def _parameters(self, values: Array, cycle: int) -> None:
        trainer = self._trainer
        self.network.parameters[:] = values
        self._descent.velocity.fill(0.0)
        trainer.change_data(trainer.inputs, trainer.targets)
        trainer.place.cycle = cycle
        self["step"] = cycle * -(-len(trainer.inputs) // trainer.batch_size)
        if trainer.update != "batch":
            self._show_example(int(trainer.order[0]))
        self._refresh()

    def _reset(self) -> None:
        self._restore(self._initial)

    # what the actions are made of

    def _checked(self, action: Action) -> tuple[str, list[Any]]:
        """The action's name and its arguments, or SessionError."""
        name, arguments = (action[0], list(action[1:])) if action else ("", [])
        checks: dict[str, tuple[Callable[[Any], Any], ...]] = {
            "forward": (), "backprop": (), "reset": (), "undo": (), "train": (self._steps,), "example": (self._index,),
            "activation": (self._layer, str),
        }  # fmt: skip
        if name == "set":
            if len(arguments) != 2:
                raise SessionError("set needs a quantity and a number.")
            return name, list(self._assignment(*arguments))
        if name == "data":
            return name, self._tables(arguments)
        if name == "parameters":
            if len(arguments) != 2:
                raise SessionError("parameters needs the numbers and a cycle.")
            return name, [self._all_parameters(arguments[0]), self._cycle(arguments[1])]
        if name == "restore":
            if len(arguments) != 1:
                raise SessionError("restore needs a saved state.")
            return name, [self._saved(arguments[0])]
        if name not in checks:
            others = ("set", "data", "parameters", "restore")
            raise SessionError(f"There is no action {name!r}; there are {', '.join([*checks, *others])}.")
        if len(arguments) != len(checks[name]):
            raise SessionError(f"{name} takes {len(checks[name])} arguments, not {len(arguments)}.")
        return name, [check(argument) for check, argument in zip(checks[name], arguments, strict=True)]

    def _assignment(self, path: Any, value: Any) -> tuple[str, float]:
        """A quantity that can be set, and a number that it can have."""
        path, number = self._settable(path), self._number(value)
        if path in RATES:
            try:
                check_rate(path, number)
            except ValueError as error:
                raise _refusal(error) from None
        if path.startswith("targets"):
            self._check_targets(np.full((1, self.network.shape[-1]), number))
        return path, number

    def _check_targets(self, targets: Array) -> None:
        """SessionError for targets that the cost is not defined for."""
        unfit = self.network.unfit(targets)
        if unfit:
            raise _refusal(unfit)

    def _tables(self, arguments: Sequence[Any]) -> list[Array]:
        if len(arguments) not in (2, 4):
            raise SessionError("data needs inputs and targets, and may have test inputs and test targets.")
        if len(arguments) == 4 and not len(self._test_inputs):
            raise SessionError("This network keeps no examples aside for testing.")
        tables = [self._table(rows, -(place % 2)) for place, rows in enumerate(arguments)]
        if any(len(inputs) != len(targets) for inputs, targets in zip(tables[::2], tables[1::2], strict=True)):
            raise SessionError("Examples need as many rows of targets as of inputs.")
        for targets in tables[1::2]:
            self._check_targets(targets)
        return tables

    def _steps(self, value: Any) -> int:
        if not isinstance(value, int) or isinstance(value, bool) or not 1 <= value <= MOST_STEPS:
            raise SessionError(f"The number of steps is a whole number from 1 to {MOST_STEPS:,}.")
        return value

    def _cycle(self, value: Any) -> int:
        if not isinstance(value, int) or isinstance(value, bool) or value < 0:
            raise SessionError("Cycles are counted from 0.")
        return value

    def _all_parameters(self, values: Any) -> Array:
        count = len(self.network.parameters)
        try:
            numbers = np.array(values, dtype=float)
        except (TypeError, ValueError):
            numbers = np.empty(0)
        if numbers.shape != (count,) or not np.isfinite(numbers).all():
            raise SessionError(f"This network has {count} weights and biases.")
        return numbers

    def _saved(self, plain: Any) -> State:
        try:
            state = State.from_plain(plain)
        except (KeyError, TypeError, ValueError, IndexError):
            raise SessionError("That is not a saved state.") from None
        widths = self.network.coordinates, self.network.shape[-1]
        fits = all(
            part.ndim == 2 and part.shape[1] == width for part, width in zip(state.data, widths * 2, strict=True) if len(part)
        )
        same = (state.numbers.shape, state.velocity.shape) == (self.numbers.shape, self._descent.velocity.shape)
        if not same or not fits or not len(state.data[0]) or state.place.met.shape != state.data[1].shape:
            raise SessionError("That is a saved state of another network.")
        try:
            self.network.suited(self._functions_in(state.numbers))
        except (ValueError, IndexError):
            raise SessionError("That is a saved state of another network.") from None
        return state

    def _index(self, value: Any) -> int:
        count = len(self._trainer.inputs)
        if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value < count:
            raise SessionError(f"The examples are numbered from 0 to {count - 1}.")
        return value

    def _layer(self, value: Any) -> int | None:
        last = len(self.network.shape) - 1
        if value is not None and (not isinstance(value, int) or isinstance(value, bool) or not 1 <= value <= last):
            raise SessionError(f"The layers with an activation are numbered from 1 to {last}.")
        return value

    def _table(self, rows: Any, layer: int) -> Array:
        width = self.network.shape[layer] if layer else self.network.coordinates
        try:
            table = np.array(rows, dtype=float)
        except (TypeError, ValueError):
            table = np.empty(0)
        if table.ndim != 2 or table.shape[0] < 1 or table.shape[1] != width or not np.isfinite(table).all():
            raise SessionError(f"Examples are rows of {width} numbers each.")
        return table

    def _number(self, value: Any) -> float:
        if not isinstance(value, int | float) or isinstance(value, bool) or not np.isfinite(value):
            raise SessionError("That is not a number.")
        return float(value)

    def _settable(self, path: Any) -> str:
        settable = (*SETTABLE, "coordinates") if self.network.features else SETTABLE
        if not isinstance(path, str) or path.split("[")[0] not in settable:
            raise SessionError(f"{path!r} cannot be set; these can: {', '.join(settable)}.")
        try:
            locate(self.layout, path)
        except KeyError as error:
            raise SessionError(error.args[0]) from None
        return path

    def _flat(self, weights: str, biases: str, shape: Sequence[int], has_biases: bool) -> Array:
        start = self.layout[f"{weights}[1]"][0]
        size = sum(int(np.prod(each)) for each in parameter_shapes(shape, has_biases))
        return self.numbers[start : start + size]

    def _view(self, name: str) -> Array:
        offset, dimensions = self.layout[name]
        return self.numbers[offset : offset + int(np.prod(dimensions))].reshape(dimensions)

    def _turn_rates(self) -> None:
        if self._follow:
            self["bias_rate"] = self["rate"]
        self._descent.set_rates(Rates(self["rate"], self["bias_rate"], self["momentum"], self["l1"], self["l2"]))

    def _functions_in(self, numbers: Array) -> list[str]:
        """The names of the activations that these numbers speak of, layer by layer."""
        names = list(ACTIVATIONS)
        return [names[int(numbers[self.layout[f"functions[{layer}]"][0]])] for layer in range(1, len(self.network.shape))]

    def _note_functions(self) -> None:
        for layer, function in enumerate(self.network.activations, 1):
            self[f"functions[{layer}]"] = CODES[function.name]

    def _show_example(self, index: int) -> None:
        self["example"] = index
        if self.network.features:
            self._view("coordinates")[:] = self._points[index]
        self._view("inputs")[:] = self._trainer.inputs[index]
        self._view("targets")[:] = self._trainer.targets[index]

    def _refresh(self) -> None:
        """Run the example on show forward, and work out what a backprop would do."""
        with np.errstate(over="ignore", invalid="ignore"):
            self._shown.forward()
            self._shown.backward(self._view("targets"))
            if self.averaged:
                self._trainer.gradient(self._gradient)
            self._descent.propose(self._gradient, self._velocities)
            for layer, function in enumerate(self.network.activations, 1):
                function.slope(*(self._view(f"{name}[{layer}]") for name in ("sums", "activations", "slopes")))
        outputs, targets = self._view("outputs"), self._view("targets")
        self["cost"] = float(self.network.cost.value(self._shown.sums[-1], outputs, targets))
        if "probabilities" in self.layout:
            self._view("probabilities")[:] = softmax(outputs)
        self["stale"] = 0
        self._count()

    def _count(self) -> None:
        """The scalars that speak of the whole data set under the current weights."""
        trainer = self._trainer
        self._view("thresholds")[:] = thresholds(trainer.targets, self._test_targets)
        answers, self["mean_cost"], self["accuracy"] = self._measured(trainer.inputs, trainer.targets)
        error = trainer.place.error
        self["error"] = float(np.abs(trainer.targets - answers).mean()) if error is None else error
        self["penalty"] = self._descent.rates.penalty(self._descent.weights)
        self["cycle"] = trainer.place.cycle
        if len(self._test_inputs):
            self._count_test()

    def _count_test(self) -> None:
        inputs = lifted(self._test_inputs, self.network.features)
        answers, self["test_cost"], self["test_accuracy"] = self._measured(inputs, self._test_targets)
        self["test_error"] = float(np.abs(self._test_targets - answers).mean())

    def _measured(self, inputs: Array, targets: Array) -> tuple[Array, float, float]:
        """The answers to these inputs, their mean cost, and the share of them that is right."""
        sums, activations = self.network.forward(inputs)
        cost = float(self.network.cost.value(sums[-1], activations[-1], targets).mean())
        return self.network.answers(activations[-1]), cost, _accuracy(activations[-1], targets, self._view("thresholds"))

    def _state(self) -> State:
        trainer = self._trainer
        data = self._given_inputs.copy(), trainer.targets.copy(), self._test_inputs.copy(), self._test_targets.copy()
        return State(self.numbers.copy(), self._descent.velocity.copy(), data, trainer.place.copy(), self._follow)

    def _restore(self, state: State) -> None:
        np.copyto(self.numbers, state.numbers)
        np.copyto(self._descent.velocity, state.velocity)
        inputs, targets, self._test_inputs, self._test_targets = (part.copy() for part in state.data)
        self._points = inputs
        self._trainer.change_data(lifted(inputs, self.network.features), targets)
        self._trainer.place = state.place.copy()
        self._follow = state.follow
        self._turn_rates()
        self.network.change_activations(self._functions_in(self.numbers))


CODES = {name: code for code, name in enumerate(ACTIVATIONS)}
SETTABLE = ("inputs", "targets", "weights", "biases", *RATES)


def _refusal(words: ValueError | str) -> SessionError:
    """The words of a mistake as a sentence for the reader."""
    text = str(words)
    return SessionError(f"{text[:1].upper()}{text[1:]}.")


def thresholds(*tables: Array) -> Array:
    """Halfway between the classes of each output, which are its lowest and its highest target: (outputs,).

    An output that has one target only, in all of the tables, is taken for one with the classes 0 and 1, or −1 and 1.
    """
    targets = np.concatenate([table for table in tables if len(table)])
    low, high = targets.min(axis=0), targets.max(axis=0)
    return np.where(low < high, low / 2 + high / 2, np.where(low < 0, 0.0, 0.5))


def _accuracy(outputs: Array, targets: Array, halfway: Array) -> float:
    """The share of examples whose output is on the right side of the threshold or, of several, whose highest is the right one."""
    if outputs.shape[1] == 1:
        return float(((outputs >= halfway) == (targets >= halfway)).mean())
    return float((outputs.argmax(axis=1) == targets.argmax(axis=1)).mean())


def replay(spec: Spec, actions: Sequence[Action]) -> Session:
    """A fresh session that has done all these actions."""
    session = Session(spec)
    for action in actions:
        session.act(action)
    return session

"""Python that a reader writes: one namespace for a page, in which each of its networks is an object, and NumPy is `np`.

The same runner works at build and in the browser. Code is let loose on the sessions themselves; when it has run they are put
back, and what it made of each is handed over as a saved state, to be taken in by the action ["restore", saved].
"""

import ast
import io
import json
import time
import traceback
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, redirect_stderr, redirect_stdout
from dataclasses import asdict, dataclass, field
from operator import index
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from engine.session import Session

Array = NDArray[np.float64]

MOST_OUTPUT = 50_000  # characters that one run may print
DIGITS = 5  # that arrays are printed with, unless the code says otherwise
PATIENCE = 0.05  # seconds that printed text is held back, so that a fast loop does not flood the page


class Layers:
    """One array per layer, numbered as everywhere: layer 0 holds the inputs. `layers[1] = values` writes into the array."""

    def __init__(self, name: str, first: int, arrays: Sequence[Array]) -> None:
        self._name, self._first, self._arrays = name, first, arrays

    def __getitem__(self, layer: int) -> Array:
        place = layer - self._first if layer >= 0 else layer
        if not -len(self._arrays) <= place < len(self._arrays) or layer in range(self._first):
            last = self._first + len(self._arrays) - 1
            raise IndexError(f"{self._name} are numbered from {self._first} to {last}; there is no {self._name}[{layer}]")
        return self._arrays[place]

    def __setitem__(self, layer: int, values: ArrayLike) -> None:
        self[layer][...] = values

    def __iter__(self) -> Iterator[Array]:
        return iter(self._arrays)

    def __len__(self) -> int:
        return len(self._arrays)

    def __repr__(self) -> str:
        return "\n".join(f"{self._name}[{layer}]:\n{array}" for layer, array in enumerate(self._arrays, self._first))


class Handle:
    """A network of the page, as code sees it. What is written into its arrays counts from the next number that is read."""

    __slots__ = ("_name", "_seen", "_session")

    def __init__(self, name: str, session: Session) -> None:
        self._name = name
        self._turn_to(session)

    def __repr__(self) -> str:
        shape = "-".join(map(str, self.shape))
        return f"<network {self._name}, {shape}, step {self.step}, cost {self.cost:.4g}>"

    @property
    def shape(self) -> tuple[int, ...]:
        """Neurons per layer, inputs first."""
        return self._session.network.shape

    # what can be written: arrays that share the network's memory

    @property
    def weights(self) -> Layers:
        """`weights[1][i, j]`: into neuron i of layer 1 from neuron j of layer 0."""
        return Layers("weights", 1, self._session.network.weights)

    @property
    def biases(self) -> Layers:
        """`biases[1][i]`: of neuron i of layer 1; none at all in a network without biases."""
        return Layers("biases", 1, self._session.network.biases)

    @property
    def inputs(self) -> Array:
        return self._view("inputs")

    @inputs.setter
    def inputs(self, values: ArrayLike) -> None:
        self.inputs[...] = values

    @property
    def targets(self) -> Array:
        return self._view("targets")

    @targets.setter
    def targets(self, values: ArrayLike) -> None:
        self.targets[...] = values

    @property
    def rate(self) -> float:
        return self._number("rate")

    @rate.setter
    def rate(self, value: float) -> None:
        self.set("rate", value)

    @property
    def bias_rate(self) -> float:
        return self._number("bias_rate")

    @bias_rate.setter
    def bias_rate(self, value: float) -> None:
        self.set("bias_rate", value)

    @property
    def momentum(self) -> float:
        return self._number("momentum")

    @momentum.setter
    def momentum(self, value: float) -> None:
        self.set("momentum", value)

    # what follows from it, and can only be read

    @property
    def outputs(self) -> Array:
        return self._computed("outputs")

    @property
    def activations(self) -> Layers:
        """`activations[L][i]` of the example on show; layer 0 holds the inputs."""
        return self._layers("activations", 0)

    @property
    def sums(self) -> Layers:
        return self._layers("sums", 1)

    @property
    def slopes(self) -> Layers:
        """f′(z) of every layer after the inputs."""
        return self._layers("slopes", 1)

    @property
    def deltas(self) -> Layers:
        """dC/dz of every layer after the inputs."""
        return self._layers("deltas", 1)

    @property
    def weight_gradients(self) -> Layers:
        return self._layers("weight_gradients", 1)

    @property
    def bias_gradients(self) -> Layers:
        return self._layers("bias_gradients", 1)

    @property
    def cost(self) -> float:
        """Of the example on show."""
        return self._number("cost")

    @property
    def mean_cost(self) -> float:
        """Over all examples."""
        return self._number("mean_cost")

    @property
    def error(self) -> float:
        return self._number("error")

    @property
    def accuracy(self) -> float:
        return self._number("accuracy")

    @property
    def step(self) -> int:
        return int(self._number("step"))

    @property
    def cycle(self) -> int:
        return int(self._number("cycle"))

    @property
    def data(self) -> tuple[Array, Array]:
        """Copies of all examples: inputs (examples, n_0) and targets (examples, n_last)."""
        self._settle()
        inputs, targets = self._session.save()["data"][:2]
        return np.array(inputs), np.array(targets)

    # what it does

    def forward(self, x: ArrayLike | None = None) -> Array:
        """The outputs for one row of inputs, or for several, changing nothing; without `x`, those for the example on show."""
        if x is None:
            self._act("forward")
            return self.outputs
        rows = np.asarray(x, dtype=float)
        if rows.ndim not in (1, 2) or rows.shape[-1] != self.shape[0]:
            raise ValueError(f"{self._name} takes {self.shape[0]} inputs, or rows of them, not an array of shape {rows.shape}")
        with np.errstate(over="ignore"):
            answers: Array = self._session.network.forward(np.atleast_2d(rows))[1][-1]
        return answers[0] if rows.ndim == 1 else answers

    def backprop(self) -> None:
        """One update from the example on show."""
        self._act("backprop")

    def train(self, steps: int = 1) -> None:
        """So many updates, moving on through the examples."""
        self._act("train", index(steps))

    def set(self, path: str, value: float) -> None:
        """Set one number by its path, such as "weights[1][0][2]" or "rate"."""
        self._act("set", path, float(value))

    def example(self, number: int) -> None:
        """Show the example of this number, counted from 0."""
        self._act("example", index(number))

    def reset(self) -> None:
        """Back to the numbers that the page began with."""
        self._act("reset")

    def _turn_to(self, session: Session) -> None:
        self._session = session
        self._seen = self._written()

    def _act(self, *action: Any) -> None:
        self._settle()
        self._session.act(action)
        self._seen = self._written()

    def _settle(self) -> None:
        """Let the session know when arrays were written into."""
        written = self._written()
        if not np.array_equal(written, self._seen):
            self._session.settle()
            self._seen = written

    def _written(self) -> Array:
        return np.concatenate([self._session.network.parameters, self._view("inputs"), self._view("targets")])

    def _view(self, name: str) -> Array:
        offset, shape = self._session.layout[name]
        return self._session.numbers[offset : offset + int(np.prod(shape))].reshape(shape)

    def _computed(self, name: str) -> Array:
        self._settle()
        array = self._view(name)
        array.flags.writeable = False
        return array

    def _layers(self, name: str, first: int) -> Layers:
        found = [self._computed(each) for each in self._session.layout if each.split("[")[0] == name]
        return Layers(name, first, found)

    def _number(self, name: str) -> float:
        self._settle()
        return self._session[name]


@dataclass
class Outcome:
    """What a run came to: the last expression's value as it prints, or the error and its line in the source, counted from 1.

    `changed` holds the saved state of every network that the code changed, by name.
    """

    value: str | None = None
    error: str | None = None
    line: int | None = None
    column: int = 1
    stopped: bool = False
    changed: dict[str, Any] = field(default_factory=dict)

    def to_json(self) -> str:
        return json.dumps(asdict(self))


class Playground:
    """One page's namespace. `lend` gives it the networks; `run` lets code loose on them."""

    def __init__(self) -> None:
        self._names: dict[str, Any] = {"__name__": "__main__"}
        self._handles: dict[str, Handle] = {}

    def lend(self, name: str, session: Session) -> None:
        """Let code know a network by this name, in place of one that it knew so before."""
        if name in self._handles:
            self._handles[name]._turn_to(session)
        else:
            self._handles[name] = Handle(name, session)

    def run(self, source: str, cell: int, say: Callable[[str], object]) -> Outcome:
        """Run the source of one cell, and tell what it prints while it runs. The sessions are as they were afterwards."""
        self._names |= {"np": np, **self._handles}
        outcome, told = Outcome(), _Told(say)
        with ExitStack() as lent:
            for handle in self._handles.values():
                handle._turn_to(handle._session)
                lent.enter_context(handle._session.lent())
            before = {name: handle._session.save() for name, handle in self._handles.items()}
            try:
                with redirect_stdout(told), redirect_stderr(told), np.printoptions(precision=DIGITS):
                    outcome.value = _printed(self._evaluate(source, _file_name(cell)))
            except BaseException as error:
                _explain(outcome, error, _file_name(cell))
            told.finish()
            self._collect(outcome, before)
        return outcome

    def _evaluate(self, source: str, file_name: str) -> object:
        """Run every statement; gives the value of the last one, if it is an expression."""
        tree = ast.parse(source, file_name)
        last = tree.body.pop() if tree.body and isinstance(tree.body[-1], ast.Expr) else None
        exec(compile(tree, file_name, "exec", dont_inherit=True), self._names)
        if not isinstance(last, ast.Expr):
            return None
        return eval(compile(ast.Expression(last.value), file_name, "eval", dont_inherit=True), self._names)

    def _collect(self, outcome: Outcome, before: Mapping[str, Any]) -> None:
        """Note what has become of every network."""
        for name, handle in self._handles.items():
            with np.errstate(all="ignore"):
                handle._settle()
            if not np.isfinite(handle._session.numbers).all():
                outcome.error = outcome.error or f"{name} was left with numbers that are not finite, so it stays as it was."
                continue
            saved = handle._session.save()
            if saved != before[name]:
                outcome.changed[name] = saved


def _file_name(cell: int) -> str:
    return f"<cell {cell}>"


def _printed(value: object) -> str | None:
    """A value as a cell shows it: NumPy's numbers read as Python's own."""
    if value is None:
        return None
    return repr(value.item() if isinstance(value, np.generic) else value)


def _explain(outcome: Outcome, error: BaseException, file_name: str) -> None:
    """Note what went wrong, and in which line of the cell."""
    if isinstance(error, SyntaxError) and error.filename == file_name:
        outcome.line, outcome.column = error.lineno, max(1, error.offset or 1)
    else:
        frames = traceback.extract_tb(error.__traceback__)
        outcome.line = next((frame.lineno for frame in reversed(frames) if frame.filename == file_name), None)
    outcome.stopped = isinstance(error, KeyboardInterrupt)
    words = traceback.format_exception_only(error)
    outcome.error = (words[-1] if isinstance(error, SyntaxError) else "".join(words)).strip()


class _Told(io.TextIOBase):
    """Hands on what is printed, not oftener than every PATIENCE seconds, and not more than MOST_OUTPUT characters."""

    def __init__(self, say: Callable[[str], object]) -> None:
        self._say, self._held, self._last, self._left = say, "", 0.0, MOST_OUTPUT

    def write(self, text: str) -> int:
        kept = text[: self._left]
        if self._left and len(kept) < len(text):
            kept += "\n… what is printed after this is left out\n"
        self._left = max(0, self._left - len(kept))
        self._held += kept
        if time.monotonic() - self._last > PATIENCE:
            self.finish()
        return len(text)

    def finish(self) -> None:
        """Hand on what is held back."""
        if self._held:
            self._say(self._held)
        self._held, self._last = "", time.monotonic()

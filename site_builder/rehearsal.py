"""What becomes of a network in so many steps of training: found at build, and kept, so that it is paid for once."""

import hashlib
import json
import tempfile
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np

import engine
from engine.session import MOST_STEPS, Session

CACHE = Path(__file__).parents[1] / ".cache" / "rehearsals"
MOST_REHEARSED = 5_000_000  # steps, some minutes of work

Saved = dict[int, dict[str, Any]]


def rehearse(spec: Mapping[str, Any], steps: Iterable[int]) -> dict[int, Session]:
    """A session of this specification as it is after each of these numbers of steps, by number.

    Raises engine.session.SessionError when the training breaks down on its way there.
    """
    wanted = sorted(set(steps))
    kept = CACHE / f"{_key(spec)}.json"
    saved = _read(kept)
    missing = [step for step in wanted if step not in saved]
    for step in missing:
        saved[step] = _trained(spec, saved, step).save()
    if missing:
        _write(kept, saved)
    found = {}
    for step in wanted:
        found[step] = Session(spec)
        found[step].restore(saved[step])
    return found


def steps_per_cycle(spec: Mapping[str, Any]) -> int:
    """How many updates take a network through all of its examples once."""
    examples = len(spec["data"]["inputs"]) if spec["data"] else 1
    size = {"online": 1, "batch": examples}.get(spec["update"], spec["batch_size"] or 1)
    return -(-examples // min(size, examples))


def _trained(spec: Mapping[str, Any], saved: Saved, step: int) -> Session:
    """From the nearest state that is known already."""
    session = Session(spec)
    start = max((known for known in saved if known < step), default=0)
    if start:
        session.restore(saved[start])
    with np.errstate(all="ignore"):
        for done in range(start, step, MOST_STEPS):
            session.act(["train", min(MOST_STEPS, step - done)])
    return session


def _key(spec: Mapping[str, Any]) -> str:
    """Differs whenever the numbers might: with the specification, the engine and NumPy."""
    return hashlib.sha256(json.dumps([spec, _engine(), np.__version__], sort_keys=True).encode()).hexdigest()[:24]


@cache
def _engine() -> str:
    total = hashlib.sha256()
    for path in sorted(Path(engine.__file__).parent.glob("*.py")):
        total.update(path.read_bytes())
    return total.hexdigest()


def _read(path: Path) -> Saved:
    try:
        return {int(step): state for step, state in json.loads(path.read_text(encoding="utf-8")).items()}
    except (OSError, ValueError):  # nothing was kept yet, or the file was cut short: it is only a saving of time
        return {}


def _write(path: Path, saved: Saved) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile("w", dir=path.parent, delete=False, encoding="utf-8") as new:
        json.dump(saved, new)
    Path(new.name).replace(path)

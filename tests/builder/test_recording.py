"""What a page carries of a network is what the engine computes."""

import json
import re
from pathlib import Path
from typing import Any

from engine.session import Session
from site_builder.content import read_article
from site_builder.errors import Problems
from site_builder.model import NetworkModel
from site_builder.recording import record
from site_builder.render import write_article

SPEC: dict[str, Any] = {
    "shape": [2, 2, 1], "activations": ["relu", "linear"], "cost": "squared-error", "rate": 0.5, "bias_rate": None,
    "momentum": 0.5, "biases": True, "update": "online", "batch_size": None, "init": ["uniform", -1, 1], "seed": 3,
    "weights": None, "bias_values": None, "inputs": None, "targets": None,
    "data": {"inputs": [[0, 1], [1, 0], [1, 1]], "targets": [[1], [1], [0]]},
}  # fmt: skip


def numbers_of(recorded: dict[str, Any], index: int) -> list[float]:
    frame = recorded["frames"][index]
    if "numbers" in frame:
        return list(frame["numbers"])
    numbers = numbers_of(recorded, frame["from"])
    for place, value in frame["changed"]:
        numbers[place] = value
    return numbers


def test_every_recorded_step_is_the_engine_s() -> None:
    recorded = json.loads(json.dumps(record(NetworkModel("net", SPEC, Session(SPEC), 4), 4), allow_nan=False))
    for actions in (["backprop", "forward"] * 4, ["train"] * 4):
        session, here = Session(SPEC), 0
        for name in actions:
            action = next(each for each in recorded["actions"] if each[0] == name)
            here = recorded["next"][here][recorded["actions"].index(action)]
            session.act(action)
            assert abs(session.numbers - numbers_of(recorded, here)).max() < 1e-12
        assert session["step"] == 4


def test_steps_beyond_all_numbers_are_left_out() -> None:
    spec = {**SPEC, "rate": 1e200}
    recorded = record(NetworkModel("net", spec, Session(spec), 4), 4)
    json.dumps(recorded, allow_nan=False)
    assert any(None in row for row in recorded["next"])


def test_a_page_tells_its_network_which_numbers_its_sentences_show(tmp_path: Path) -> None:
    article = tmp_path / "article.md"
    network = "::::{network} net\n:shape: 2-2-1\n:targets: 1\n:inputs: 0 1\n\n:::{diagram}\n:::\n::::\n"
    article.write_text(f"---\ntitle: T\n---\n{network}\nNow {{value}}`net.weights[1][1][0]`, at {{scrub}}`net.rate 0..1`, "
                       "once {value}`net.cost after 3 steps`.\n")  # fmt: skip
    problems = Problems()
    read = read_article(article, "article", [], problems)
    assert read is not None
    state = re.search(r"data-network-state=\"net\">(.*?)</script>", str(write_article(read, problems).body))
    problems.raise_if_any()
    assert state and json.loads(state[1])["spec"]["spoken"] == ["rate", "weights[1][1][0]"]

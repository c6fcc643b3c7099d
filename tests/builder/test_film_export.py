"""Films: their keyframes are the network's own numbers, and they can be written as videos."""

from pathlib import Path
from typing import Any

import imageio_ffmpeg
import pytest

from engine.session import Session
from site_builder.cli import main
from site_builder.directives.film.filming import shoot, spaced, weights_of
from site_builder.model import NetworkModel
from tests.builder.authoring import write_content

ARTICLE = """---
title: Film
---
```{data} truth
0 0 -> 0
0 1 -> 1
1 0 -> 1
```

::::{network} xor
:shape: 2-3-1
:data: truth

:::{film}
:cycles: 1 4 16
:::
::::
"""


@pytest.fixture
def content(tmp_path: Path) -> Path:
    return write_content(tmp_path / "content", xor=ARTICLE)


@pytest.mark.parametrize(("name", "held"), [("film.mp4", 6), ("film.gif", 1)])
def test_a_film_is_written(content: Path, tmp_path: Path, name: str, held: int) -> None:
    out = tmp_path / "films" / name
    assert main(["film", "xor", "xor", "--content", str(content), "--out", str(out), "--width", "640"]) == 0
    frames, seconds = imageio_ffmpeg.count_frames_and_secs(str(out))
    assert frames == 9 * held
    assert seconds == pytest.approx(9 / 4, abs=0.1)
    assert next(imageio_ffmpeg.read_frames(str(out)))["size"] == (640, 360)


@pytest.mark.parametrize(
    ("article", "network", "name", "words"),
    [
        ("xro", "xor", "film.mp4", 'there is no article "xro"'),
        ("xor", "and", "film.mp4", 'the article "xor" has no film of "and"; it has xor'),
        ("xor", "xor", "film.avi", "should end in .mp4 or .gif"),
    ],
)
def test_what_cannot_be_written_is_said(
    content: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], article: str, network: str, name: str, words: str
) -> None:
    assert main(["film", article, network, "--content", str(content), "--out", str(tmp_path / name)]) == 1
    assert words in capsys.readouterr().err


def test_cycles_are_spread_over_a_logarithmic_scale() -> None:
    assert spaced(4, 1000) == (1, 10, 100, 1000)
    assert spaced(13, 5) == (1, 2, 3, 4, 5)


@pytest.mark.parametrize(("update", "per_cycle"), [("batch", 1), ("mini-batch", 2)])
def test_a_cycle_that_learns_from_several_examples_at_once_has_a_frame_of_each(update: str, per_cycle: int) -> None:
    """With the answers at its beginning and the weights at its end."""
    spec: dict[str, Any] = {
        "shape": [2, 3, 3], "activations": ["tanh", "linear"], "cost": "softmax-cross-entropy", "rate": 0.5, "seed": 2,
        "update": update, "batch_size": 2,
        "data": {"inputs": [[0, 0], [0, 1], [1, 0], [1, 1]], "targets": [[1, 0, 0], [0, 1, 0], [0, 0, 1], [0, 1, 0]]},
    }  # fmt: skip
    session = Session(spec)
    scenes = shoot(NetworkModel("net", spec, session, 0), [1, 5], 3)
    session.act(["train", 4 * per_cycle])
    assert [frame.example for frame in scenes[1].frames] == [0, 1, 2]
    for frame, row, answer in zip(scenes[1].frames, spec["data"]["inputs"], scenes[1].answers, strict=False):
        assert frame.activations == pytest.approx(session.ask(["answers", [row]])[0].tolist(), rel=1e-12)
        assert frame.activations[-3:] == pytest.approx(answer, rel=1e-12)
        assert sum(answer) == pytest.approx(1)
    session.act(["train", per_cycle])
    for frame in scenes[1].frames:
        assert frame.weights == pytest.approx(weights_of(session), rel=1e-12)

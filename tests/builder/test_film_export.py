"""Films: their keyframes are the network's own numbers, and they can be written as videos."""

from pathlib import Path

import imageio_ffmpeg
import pytest

from site_builder.cli import main
from site_builder.directives.film.filming import spaced
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

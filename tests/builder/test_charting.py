"""The picture of a grid, and the axes that the data ask for."""

import base64
import struct
import zlib
from pathlib import Path

import numpy as np
import pytest

from site_builder.directives.boundary.axes import Axis, span
from site_builder.directives.boundary.directive import Scale
from site_builder.png import mask
from tests.builder.authoring import body_of


def test_a_mask_holds_the_grid_as_greys() -> None:
    values = np.array([[0.0, 0.5, 1.0], [-1.0, 0.25, 2.0]])
    picture = base64.b64decode(mask(values).removeprefix("data:image/png;base64,"))
    assert picture.startswith(b"\x89PNG\r\n\x1a\n")
    chunks, place = {}, 8
    while place < len(picture):
        length, kind = struct.unpack(">I4s", picture[place : place + 8])
        chunks[kind] = picture[place + 8 : place + 8 + length]
        assert struct.unpack(">I", picture[place + 8 + length : place + 12 + length])[0] == zlib.crc32(kind + chunks[kind])
        place += 12 + length
    assert struct.unpack(">II", chunks[b"IHDR"][:8]) == (3, 2)
    lines = np.frombuffer(zlib.decompress(chunks[b"IDAT"]), np.uint8).reshape(2, 4)
    np.testing.assert_array_equal(lines, [[0, 0, 128, 255], [0, 0, 64, 255]])


@pytest.mark.parametrize(
    ("values", "expected"),
    [([0, 1], (-0.1, 1.1)), ([-5.3, 5.3], (-6, 6)), ([3], (2, 4)), ([0, 500], (-50, 550)), ([0, 0.002], (-0.0002, 0.0022))],
)
def test_an_axis_spans_the_data_and_a_margin_in_round_numbers(values: list[float], expected: tuple[float, float]) -> None:
    assert span(np.array(values, float)) == pytest.approx(expected)


def test_ticks_stand_at_round_numbers_within_the_axis() -> None:
    assert Axis("x", -6, 6, 0, 120).ticks == [
        (10.0 * place, text) for place, text in zip(range(0, 13, 2), ["−6", "−4", "−2", "0", "2", "4", "6"], strict=True)
    ]
    assert [text for _, text in Axis("y", -0.1, 1.1, 120, -120).ticks] == ["0.0", "0.2", "0.4", "0.6", "0.8", "1.0"]


def test_a_scale_without_a_reach_takes_the_largest_number() -> None:
    np.testing.assert_allclose(Scale(0.0, None).share(np.array([-1.0, 0.0, 4.0])), [-0.25, 0, 1])
    np.testing.assert_allclose(Scale(0.0, None).share(np.zeros(3)), 0)
    np.testing.assert_allclose(Scale(0.5, 0.5).share(np.array([0.0, 0.5, 3.0])), [-1, 0, 1])


def test_an_activation_may_stand_without_a_choice_of_another(tmp_path: Path) -> None:
    article = tmp_path / "article.md"
    network = "::::{network} net\n:shape: 2-1\n:targets: 1\n\n:::{activation}\n%s:::\n::::\n"
    article.write_text("---\ntitle: One\n---\n" + network % "")
    assert '<fieldset class="choice">' in body_of(article)
    article.write_text("---\ntitle: One\n---\n" + network % ":choose: false\n")
    assert '<fieldset class="choice" hidden>' in body_of(article)

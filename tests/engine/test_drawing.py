"""Labels keep clear of one another and of the neurons; checked here by clipping polygons, not as the drawing itself checks."""

from itertools import combinations, pairwise
from math import cos, radians, sin

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.drawing import GLYPH_WIDTH, Drawing, draw

Point = tuple[float, float]


def rectangle(x: float, y: float, width: float, height: float, angle: float = 0) -> list[Point]:
    c, s = cos(radians(angle)), sin(radians(angle))
    corners = [(-width / 2, -height / 2), (width / 2, -height / 2), (width / 2, height / 2), (-width / 2, height / 2)]
    return [(x + c * dx - s * dy, y + s * dx + c * dy) for dx, dy in corners]


def area_in_common(subject: list[Point], clip: list[Point]) -> float:
    """Sutherland and Hodgman (1974): clip one convex polygon by the other, then take the area by the shoelace formula."""
    for (x1, y1), (x2, y2) in zip(clip, clip[1:] + clip[:1], strict=True):
        side = [(x2 - x1) * (y - y1) - (y2 - y1) * (x - x1) for x, y in subject]
        clipped: list[Point] = []
        for k, (here, there) in enumerate(zip(side, side[1:] + side[:1], strict=True)):
            (ax, ay), (bx, by) = subject[k], subject[(k + 1) % len(subject)]
            if here >= 0:
                clipped.append((ax, ay))
            if here * there < 0:
                t = here / (here - there)
                clipped.append((ax + t * (bx - ax), ay + t * (by - ay)))
        subject = clipped
        if not subject:
            return 0.0
    return abs(sum(ax * by - bx * ay for (ax, ay), (bx, by) in zip(subject, subject[1:] + subject[:1], strict=True))) / 2


def labels(drawing: Drawing) -> list[list[Point]]:
    style = drawing.style
    width = (style.decimals + 3) * GLYPH_WIDTH * style.label
    return [rectangle(c.label_x, c.label_y, width, style.label, c.angle) for c in drawing.connections]


def neuron_parts(drawing: Drawing) -> list[list[Point]]:
    style = drawing.style
    width = (style.decimals + 3) * GLYPH_WIDTH * style.label
    parts = []
    for neuron in drawing.neurons:
        parts.append(rectangle(neuron.x, neuron.y, 2 * style.radius, 2 * style.radius))
        for side in (-1, 1):
            parts.append(rectangle(neuron.x, neuron.y + side * (style.radius + 4 + style.label / 2), width, style.label))
    return parts


def check(drawing: Drawing) -> None:
    assert drawing.labelled
    for one, other in combinations(labels(drawing), 2):
        assert area_in_common(one, other) < 1e-6
    for label in labels(drawing):
        for part in neuron_parts(drawing):
            assert area_in_common(label, part) < 1e-6
    for corner in [point for polygon in labels(drawing) + neuron_parts(drawing) for point in polygon]:
        assert -1 <= corner[0] <= drawing.width + 1 and 0 <= corner[1] <= drawing.height


@pytest.mark.parametrize("shape", [(3, 2, 3), (2, 1), (1, 1), (3, 4, 1), (4, 4, 4), (2, 8, 8, 1), (6, 8, 8, 4)])
def test_no_label_touches_another_or_a_neuron(shape: tuple[int, ...]) -> None:
    check(draw(shape))


@settings(max_examples=12)
@given(st.tuples(st.integers(1, 6), st.integers(1, 8), st.integers(1, 8), st.integers(1, 4)))
def test_every_shape_up_to_6_8_8_4_has_room_for_its_labels(shape: tuple[int, ...]) -> None:
    check(draw(shape))


def test_the_check_itself_sees_an_overlap() -> None:
    assert area_in_common(rectangle(0, 0, 4, 2), rectangle(1, 0, 4, 2, 90)) == pytest.approx(4)


@pytest.mark.parametrize("shape", [(9, 2), (2, 12, 12, 2), (2, 2, 2, 2, 2, 2, 2)])
def test_a_shape_without_room_is_drawn_without_labels(shape: tuple[int, ...]) -> None:
    drawing = draw(shape)
    assert not drawing.labelled
    assert len(drawing.connections) == sum(a * b for a, b in pairwise(shape))


def test_the_same_shape_is_drawn_the_same() -> None:
    assert draw.__wrapped__((3, 5, 2)) == draw.__wrapped__((3, 5, 2))

"""Columns stand side by side in a wide window and follow one another in a narrow one."""

import pytest
from playwright.sync_api import Locator, Page

from tests.browser.conftest import OpenPage, hold_python


def box(part: Locator) -> dict[str, float]:
    return dict(part.bounding_box() or {})


def parts(page: Page) -> tuple[dict[str, float], dict[str, float], dict[str, float]]:
    train, plane = (
        page.get_by_role("button", name="Train", exact=True),
        page.get_by_role("group", name="Map of what the network answers"),
    )
    return box(train), box(plane), box(page.locator("synapse-diagram").first)


@pytest.mark.parametrize("width", [1280, 1024])
def test_the_map_stands_beside_the_network_in_a_wide_window(published: str, open_page: OpenPage, width: int) -> None:
    page = open_page(f"{published}/playground/", prepare=hold_python, viewport={"width": width, "height": 900})
    train, plane, diagram = parts(page)
    assert plane["x"] > 0
    assert plane["x"] + plane["width"] < width / 2
    assert train["x"] == pytest.approx(plane["x"], abs=1)
    assert train["y"] < plane["y"]
    assert diagram["x"] > plane["x"] + plane["width"]
    assert diagram["x"] + diagram["width"] < width


def test_the_network_follows_the_map_in_a_narrow_window(published: str, open_page: OpenPage) -> None:
    page = open_page(f"{published}/playground/", prepare=hold_python, viewport={"width": 600, "height": 900})
    train, plane, diagram = parts(page)
    assert diagram["y"] > plane["y"] + plane["height"]
    assert train["y"] < plane["y"]
    assert plane["x"] == pytest.approx(train["x"], abs=1)
    assert plane["x"] == pytest.approx(diagram["x"], abs=1)


def test_two_networks_stand_side_by_side_each_in_its_figure(published: str, open_page: OpenPage) -> None:
    page = open_page(f"{published}/what-a-single-weight-tells-you/", prepare=hold_python, viewport={"width": 1280, "height": 900})
    left, right = (box(page.get_by_role("figure", name=name)) for name in ("From seed 4", "From seed 11"))
    assert left["y"] == pytest.approx(right["y"], abs=1)
    assert left["width"] == pytest.approx(right["width"], abs=1)
    assert left["x"] + left["width"] < right["x"]

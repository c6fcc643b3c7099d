"""The cost as a map: a ball that rolls into the nearest valley, deep or not."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import PYTHON_START, OpenPage, hold_python


@pytest.fixture
def page(site: str, open_page: OpenPage) -> Page:
    page = open_page(f"{site}/landscape/")
    expect(page.locator("html")).to_have_attribute("data-python", "ready", timeout=PYTHON_START)
    return page


def test_the_map_is_there_before_python(site: str, open_page: OpenPage) -> None:
    page = open_page(f"{site}/landscape/", prepare=hold_python)
    drawn = page.get_by_role(
        "img", name="The mean cost of network single over Weight from Input 1 to Output 1 and Weight from Input 2"
    )
    expect(drawn).to_be_visible()
    expect(drawn.locator(".contours path")).to_have_count(16)


def test_a_dropped_ball_rolls_into_the_valley_that_is_near(page: Page) -> None:
    figure = page.get_by_role("figure", name="Network single")
    drawn = figure.locator("svg.map")
    drawn.scroll_into_view_if_needed()
    box = drawn.bounding_box()
    assert box
    page.mouse.click(box["x"] + box["width"] * 0.85, box["y"] + box["height"] * 0.12)
    expect(figure.get_by_role("slider", name="Ball to the right")).to_have_value(re.compile(r"^[4-6]"))
    figure.get_by_role("button", name="Let it roll").click()
    expect(figure.get_by_role("button", name="Stop")).to_be_visible()
    expect(figure.locator('[data-live="single.mean_cost"]')).to_have_text(re.compile(r"^0\.226"), timeout=60_000)
    figure.get_by_role("button", name="Stop").click()
    expect(figure.get_by_role("button", name="Let it roll")).to_be_visible()
    figure.get_by_role("button", name="Back to the start").click()
    expect(figure.get_by_role("slider", name="Ball to the right")).to_have_value("-2")
    expect(figure.locator(".way")).to_have_attribute("d", "")


def test_the_ball_is_moved_by_keyboard(page: Page) -> None:
    slider = page.get_by_role("figure", name="Network single").get_by_role("slider", name="Ball upwards")
    slider.focus()
    slider.press("ArrowDown")
    expect(page.get_by_role("figure", name="Network single").locator('[data-live="single.step"]')).to_have_count(0)
    expect(page.locator("synapse-landscape .ball").first).not_to_have_attribute("cy", "130.3")


def test_other_weights_make_another_map(page: Page) -> None:
    figure = page.get_by_role("figure", name="Network wide")
    first = figure.locator(".contours path").first
    before = first.get_attribute("d") or ""
    figure.get_by_role("combobox", name="To the right").select_option("Bias of Output 1")
    expect(first).not_to_have_attribute("d", before)
    chosen = first.get_attribute("d") or ""
    figure.get_by_role("button", name="Backprop").click()
    expect(first).not_to_have_attribute("d", chosen)

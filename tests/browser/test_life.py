"""The Game of Life: played from the recording, gone on with by Python, drawn into with a mouse and by keyboard."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import PYTHON_START, OpenPage, hold_python

LATER = re.compile(r"^(?:[6-9]\d|\d{3,})$")  # a generation from 60 on


@pytest.fixture
def page(site: str, open_page: OpenPage) -> Page:
    return open_page(f"{site}/life/")


@pytest.fixture
def held(site: str, open_page: OpenPage) -> Page:
    """The page without Python."""
    return open_page(f"{site}/life/", prepare=hold_python)


def glider(page: Page) -> Locator:
    return page.get_by_role("group", name="Game of Life").first


def grid(page: Page) -> Locator:
    return glider(page).get_by_role("application")


def status(page: Page) -> Locator:
    return glider(page).locator(".life-status")


def press(page: Page, *names: str) -> None:
    for name in names:
        glider(page).get_by_role("button", name=name, exact=True).click()


def expect_state(page: Page, generation: int, living: int) -> None:
    expect(glider(page).locator(".life-generation")).to_have_text(str(generation))
    expect(glider(page).locator(".life-living")).to_have_text(str(living))


def at(page: Page, column: int, row: int) -> tuple[float, float]:
    """The middle of a cell, on the screen; the grid is 32 by 20."""
    grid(page).scroll_into_view_if_needed()
    box = grid(page).bounding_box()
    assert box
    return box["x"] + box["width"] * (column + 0.5) / 32, box["y"] + box["height"] * (row + 0.5) / 20


def test_steps_come_from_the_recording_before_python(held: Page) -> None:
    expect_state(held, 0, 5)
    press(held, "Step")
    expect_state(held, 1, 5)
    expect(grid(held).locator(".life-born")).to_have_attribute("d", "M1 2h0M2 4h0")
    expect(grid(held).locator(".life-died")).to_have_attribute("d", "M2 1h0M1 3h0")
    expect(held.locator("html")).to_have_attribute("data-python", "idle")
    press(held, "Reset")
    expect_state(held, 0, 5)
    expect(grid(held).locator(".life-stayed")).to_have_attribute("d", "M2 1h0M3 2h0M1 3h0M2 3h0M3 3h0")


def test_it_plays_and_pauses(held: Page) -> None:
    press(held, "Play")
    expect(glider(held).locator(".life-generation")).to_have_text(re.compile(r"^[1-9]\d*$"))
    press(held, "Pause")
    shown = glider(held).locator(".life-generation").inner_text()
    press(held, "Step")
    expect_state(held, int(shown) + 1, 5)


def test_the_recording_ends_and_the_page_says_what_it_waits_for(held: Page) -> None:
    press(held, "Play")
    expect_state(held, 60, 5)
    expect(status(held)).to_contain_text("Waiting for Python")


def test_python_goes_on_where_the_recording_ends(page: Page) -> None:
    press(page, "Play")
    expect(glider(page).locator(".life-generation")).to_have_text(LATER, timeout=PYTHON_START)
    expect(glider(page).locator(".life-generation")).to_have_text(re.compile(r"^(?:1[3-9]\d|[2-9]\d\d)$"), timeout=PYTHON_START)
    press(page, "Pause")
    expect(glider(page).locator(".life-living")).to_have_text("5")


def test_cells_are_drawn_with_the_mouse_and_python_takes_them_on(page: Page) -> None:
    press(page, "Clear")
    expect_state(page, 0, 0)
    expect(status(page)).to_have_text("No cell is alive.")
    page.mouse.move(*at(page, 10, 10))
    page.mouse.down()
    page.mouse.move(*at(page, 12, 10))
    page.mouse.up()
    expect_state(page, 0, 3)
    press(page, "Step")
    expect(glider(page).locator(".life-generation")).to_have_text("1", timeout=PYTHON_START)
    expect(grid(page).locator(".life-born")).to_have_attribute("d", "M11 9h0M11 11h0")
    page.mouse.click(*at(page, 11, 9))
    expect_state(page, 1, 2)


def test_what_comes_of_cells_that_are_drawn_is_shown_and_told(page: Page) -> None:
    later = page.get_by_role("list", name="Later generations").first.get_by_role("listitem")
    glider(page).get_by_text("The generations as a table").click()
    press(page, "Clear")
    expect(later.first).to_have_text("Generation 4: 0 living cells, 0 born, 0 died")
    for column in (10, 11, 12):
        page.mouse.click(*at(page, column, 10))
    expected = [f"Generation {each}: 3 living cells, 2 born, 2 died" for each in (4, 15, 30, 60)]
    expect(later).to_have_text(expected, timeout=PYTHON_START)
    expect(later.first.locator(".life-stayed")).to_have_attribute("d", "M11 10h0")
    expect(later.first.locator(".life-born")).to_have_attribute("d", "M10 10h0M12 10h0")
    expect(glider(page).get_by_role("row", name="15 3 2 2")).to_be_visible()
    press(page, "Step")
    expect(page.get_by_role("figure").first.get_by_role("status").filter(has_text="Generation 1: 3 living cells.")).to_have_count(
        1
    )
    page.mouse.click(*at(page, 1, 1))
    expect(later.first).to_have_text("Generation 5: 3 living cells, 2 born, 2 died")
    press(page, "Reset")
    expect(later.first).to_have_text("Generation 4: 5 living cells, 2 born, 2 died")


def test_what_was_just_born_is_told_by_more_than_its_colour(held: Page) -> None:
    press(held, "Step")
    born = grid(held).locator(".life-born").get_attribute("d")
    assert born
    expect(grid(held).locator(".life-core")).to_have_attribute("d", born)
    strokes = [
        grid(held).locator(f".life-{kind}").evaluate("(path) => getComputedStyle(path).stroke")
        for kind in ("born", "stayed", "core")
    ]
    assert strokes[0] == strokes[1] != strokes[2]


def test_cells_are_changed_by_keyboard(held: Page) -> None:
    grid(held).focus()
    for key in ("ArrowRight", "ArrowRight", "ArrowDown", "Space"):
        held.keyboard.press(key)
    expect(status(held)).to_have_text("Row 2, column 3: dead")
    expect_state(held, 0, 4)
    held.keyboard.press("ArrowUp")
    held.keyboard.press("ArrowUp")
    held.keyboard.press("Enter")
    expect(status(held)).to_have_text("Row 20, column 3: alive")
    expect_state(held, 0, 5)
    expect(grid(held)).to_have_accessible_name("32 by 20 cells. Generation 0: 5 living cells")


def test_buttons_work_by_keyboard(held: Page) -> None:
    step = glider(held).get_by_role("button", name="Step")
    step.focus()
    held.keyboard.press("Enter")
    held.keyboard.press("Space")
    expect_state(held, 2, 5)


def test_what_is_drawn_while_playing_is_played_on(page: Page) -> None:
    press(page, "Clear")
    for column, row in ((10, 10), (11, 10), (12, 10)):
        page.mouse.click(*at(page, column, row))
    press(page, "Play")
    expect(glider(page).locator(".life-generation")).to_have_text(re.compile(r"^[1-9]\d*$"), timeout=PYTHON_START)
    page.mouse.move(*at(page, 20, 3))
    page.mouse.down()
    page.mouse.move(*at(page, 22, 3))
    page.mouse.up()
    expect(glider(page).locator(".life-living")).to_have_text("6")


def test_a_python_that_cannot_start_is_told_and_tried_again(site: str, open_page: OpenPage) -> None:
    broken = ("ERR_FAILED", "Failed to load", "Failed to fetch")
    page = open_page(
        f"{site}/life/", expected=broken, prepare=lambda page: page.route("**/runtime/**", lambda route: route.abort())
    )
    press(page, "Clear")
    page.mouse.click(*at(page, 5, 5))
    press(page, "Step")
    expect(status(page)).to_contain_text("Python could not start")
    page.unroute_all()
    press(page, "Try again", "Step")
    expect(glider(page).locator(".life-generation")).to_have_text("1", timeout=PYTHON_START)
    expect(status(page)).to_have_text("No cell is alive.")


def test_without_scripts_it_shows_how_it_begins_and_goes_on(site: str, open_page: OpenPage) -> None:
    page = open_page(f"{site}/life/", java_script_enabled=False)
    expect(page.get_by_role("img", name="32 by 20 cells. Generation 0: 5 living cells").first).to_be_visible()
    stills = page.get_by_role("list", name="Later generations").first.get_by_role("listitem")
    expect(stills).to_have_text([re.compile(f"Generation {each}: 5 living cells, 2 born, 2 died") for each in (4, 15, 30, 60)])
    page.get_by_text("The generations as a table").first.click()
    expect(page.get_by_role("row", name="60 5 2 2")).to_be_visible()


@pytest.mark.parametrize("width", [320, 1280])
def test_it_never_scrolls_sideways(site: str, open_page: OpenPage, width: int) -> None:
    page = open_page(f"{site}/life/", prepare=hold_python, viewport={"width": width, "height": 800})
    assert page.evaluate("document.documentElement.scrollWidth") <= width

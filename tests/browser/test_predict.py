"""Guesses before answers: given by mouse and by keyboard, before Python and without it."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import PYTHON_START, OpenPage, hold_python

CURVE = "How does the error go down"
NUMBER = "how large is the error?"
CHOICE = "The first example wants a 0"


def question(page: Page, words: str) -> Locator:
    return page.get_by_role("group", name=re.compile(re.escape(words)))


def commit(asked: Locator) -> None:
    asked.get_by_role("button", name="Commit to this guess").click()


@pytest.fixture
def page(site: str, open_page: OpenPage) -> Page:
    """Python never arrives."""
    return open_page(f"{site}/predict/", prepare=hold_python, reduced_motion="reduce")


def test_nothing_is_shown_before_a_guess(page: Page) -> None:
    asked = question(page, NUMBER)
    expect(asked.get_by_role("button", name="Commit to this guess")).to_be_disabled()
    expect(asked.locator("details")).not_to_be_visible()


def test_a_number_is_typed_and_compared(page: Page) -> None:
    asked = question(page, NUMBER)
    field = asked.get_by_role("spinbutton", name="Your guess")
    field.fill("30")
    field.press("Enter")
    expect(asked.get_by_role("status")).to_have_text("You said 30.0%; it is 2.5%. A fair try, though too high.")
    expect(asked.get_by_role("button", name="Try again")).to_be_focused()
    asked.get_by_text("The same numbers as a table").click()
    expect(asked.get_by_role("row", name="after 400 cycles of training 2.5%")).to_be_visible()


def test_a_number_is_set_by_slider_and_tried_again(page: Page) -> None:
    asked = question(page, NUMBER)
    asked.get_by_role("slider", name="Your guess, slider").press("Home")
    commit(asked)
    expect(asked.get_by_role("status")).to_have_text("You said 0.0%; it is 2.5%. Very close.")
    asked.get_by_role("button", name="Try again").press("Enter")
    expect(asked.get_by_role("status")).to_be_empty()
    asked.get_by_role("slider", name="Your guess, slider").press("End")
    commit(asked)
    expect(asked.get_by_role("status")).to_contain_text("You said 100.0%; it is 2.5%. Far off")


def test_a_number_out_of_range_cannot_be_committed_to(page: Page) -> None:
    asked = question(page, NUMBER)
    asked.get_by_role("spinbutton", name="Your guess").fill("130")
    expect(asked.get_by_role("button", name="Commit to this guess")).to_be_disabled()


def test_a_choice_is_made_and_the_step_is_taken_in_the_figure(page: Page) -> None:
    asked = question(page, CHOICE)
    asked.get_by_role("radio", name="It falls").check()
    commit(asked)
    expect(asked.get_by_role("status")).to_have_text("You said that it falls, and so it does: it falls, from 0.340 to 0.285.")
    expect(page.locator('[data-neuron="2.0"]')).to_have_attribute("data-exact", re.compile(r"^0\.28"))
    expect(asked.get_by_role("button", name="Start over and watch it")).not_to_be_visible()


def test_a_figure_that_was_touched_is_left_as_it_is(page: Page) -> None:
    page.get_by_role("button", name="Backprop").click()
    asked = question(page, CHOICE)
    asked.get_by_role("radio", name="It rises").focus()
    page.keyboard.press("Space")
    page.keyboard.press("Enter")
    expect(asked.get_by_role("status")).to_contain_text("You said that it rises; it falls")
    expect(page.locator('[data-live="xor.step"]').first).to_have_text("1")
    asked.get_by_role("button", name="Start over and watch it").click()
    expect(page.locator('[data-neuron="2.0"]')).to_have_attribute("data-exact", re.compile(r"^0\.28"))


def test_a_curve_is_drawn_with_the_mouse(page: Page) -> None:
    asked = question(page, CURVE)
    curve = asked.get_by_role("slider", name="Your curve of Error")
    curve.scroll_into_view_if_needed()
    box = curve.bounding_box()
    assert box
    page.mouse.move(box["x"] + 4, box["y"] + box["height"] / 2)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"], box["y"] + box["height"] * 0.9, steps=8)
    page.mouse.up()
    expect(curve).to_have_attribute("aria-valuetext", "10% after 400 cycles")
    commit(asked)
    expect(asked.get_by_role("status")).to_contain_text("The two are furthest apart after 120 cycles")


def test_a_curve_is_drawn_by_keyboard(page: Page) -> None:
    asked = question(page, CURVE)
    curve = asked.get_by_role("slider", name="Your curve of Error")
    curve.press("ArrowDown")
    expect(curve).to_have_attribute("aria-valuetext", "47% after 20 cycles")
    curve.press("ArrowRight")
    curve.press("PageDown")
    expect(curve).to_have_attribute("aria-valuetext", "34% after 40 cycles")
    curve.press("End")
    expect(curve).to_have_attribute("aria-valuetext", "34% after 400 cycles")
    commit(asked)
    expect(asked.get_by_role("status")).to_contain_text("furthest apart")
    curve.press("ArrowUp")
    expect(curve).to_have_attribute("aria-valuetext", "34% after 400 cycles")


def test_the_training_is_done_in_the_figure(site: str, open_page: OpenPage) -> None:
    page = open_page(f"{site}/predict/")
    asked = question(page, NUMBER)
    asked.get_by_role("spinbutton", name="Your guess").fill("5")
    commit(asked)
    expect(page.locator('[data-live="xor.step"]').first).to_have_text("1,600", timeout=PYTHON_START)


def test_without_scripts_the_answer_is_behind_a_word(site: str, open_page: OpenPage) -> None:
    page = open_page(f"{site}/predict/", java_script_enabled=False)
    asked = question(page, CURVE)
    asked.get_by_text("See the answer").click()
    expect(asked.get_by_text("Error falls from 49% to 2%.")).to_be_visible()
    expect(asked.get_by_role("button")).to_have_count(0)


def test_a_question_stays_about_the_network_that_the_page_came_with(site: str, open_page: OpenPage) -> None:
    page = open_page(f"{site}/predict/")
    expect(page.locator("html")).to_have_attribute("data-python", "ready", timeout=PYTHON_START)
    asked = question(page, NUMBER)
    other = asked.get_by_text("This is about the network that the page came with")
    expect(other).not_to_be_visible()
    page.get_by_role("button", name="two and two").click()
    expect(other).to_be_visible()
    field = asked.get_by_role("spinbutton", name="Your guess")
    field.fill("30")
    field.press("Enter")
    expect(asked.get_by_role("status")).to_have_text("You said 30.0%; it is 2.5%. A fair try, though too high.")
    expect(asked.get_by_role("button", name="Start over and watch it")).not_to_be_visible()
    page.get_by_role("button", name="and back").press("Enter")
    expect(other).not_to_be_visible()
    expect(asked.get_by_role("button", name="Start over and watch it")).to_be_visible()

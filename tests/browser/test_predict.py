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


def verdict(asked: Locator) -> Locator:
    return asked.locator(".predict-verdict")


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
    expect(verdict(asked)).to_have_text("You said 30.0%; it is 2.5%. A fair try, though too high.")
    expect(asked.get_by_role("button", name="Try again")).to_be_focused()
    asked.get_by_text("Error as a table").click()
    expect(asked.get_by_role("row", name="after 400 cycles of training 2.5%")).to_be_visible()


def test_a_number_is_set_by_slider_and_tried_again(page: Page) -> None:
    asked = question(page, NUMBER)
    asked.get_by_role("slider", name="Your guess, slider").press("Home")
    commit(asked)
    expect(verdict(asked)).to_have_text("You said 0.0%; it is 2.5%. Very close.")
    asked.get_by_role("button", name="Try again").press("Enter")
    expect(verdict(asked)).to_be_empty()
    asked.get_by_role("slider", name="Your guess, slider").press("End")
    commit(asked)
    expect(verdict(asked)).to_contain_text("You said 100.0%; it is 2.5%. Far off")


def test_a_number_out_of_range_is_refused_and_the_reader_is_told(page: Page) -> None:
    asked = question(page, NUMBER)
    field, told = asked.get_by_role("spinbutton", name="Your guess"), asked.get_by_text("A guess lies between 0% and 100%.")
    expect(told).not_to_be_visible()
    field.fill("130")
    field.press("Enter")
    expect(field).to_have_attribute("aria-invalid", "true")
    expect(field).to_have_accessible_description("A guess lies between 0% and 100%.")
    expect(told).to_be_visible()
    expect(page.get_by_role("status").filter(has_text="A guess lies between 0% and 100%.")).to_have_count(1)
    expect(asked.get_by_role("button", name="Commit to this guess")).to_be_disabled()
    field.fill("13")
    expect(told).not_to_be_visible()
    expect(asked.get_by_role("button", name="Commit to this guess")).to_be_enabled()


def test_the_knob_stands_for_no_guess_until_there_is_one(page: Page) -> None:
    slider = question(page, NUMBER).get_by_role("slider", name="Your guess, slider")
    expect(slider).to_have_attribute("aria-valuetext", "no guess yet")
    slider.press("ArrowRight")
    expect(slider).not_to_have_attribute("aria-valuetext", "no guess yet")
    expect(question(page, NUMBER).get_by_role("spinbutton", name="Your guess")).to_have_value("51")


def test_a_puzzle_has_the_answer_that_the_author_gives(page: Page) -> None:
    asked = question(page, "What belongs to 0 1?")
    asked.get_by_role("radio", name="0").check()
    commit(asked)
    expect(verdict(asked)).to_have_text("You said 0; it is 1.")
    asked.get_by_role("button", name="Try again").click()
    asked.get_by_role("radio", name="1").check()
    commit(asked)
    expect(verdict(asked)).to_have_text("You said 1, and so it is.")
    expect(asked.locator("details")).not_to_be_visible()


def test_an_answer_that_comes_later_is_not_in_the_page(page: Page) -> None:
    asked = question(page, "What will it answer halfway?")
    asked.get_by_role("spinbutton", name="Your guess").fill("0.4")
    commit(asked)
    expect(verdict(asked)).to_have_text("You said 0.40. The answer comes further on.")
    expect(asked.get_by_role("button", name="Change it")).to_be_focused()
    assert "truth" not in (asked.locator("[data-facts]").text_content() or "")
    expect(asked.locator("details")).to_have_count(0)


def test_the_table_says_when_in_words_of_the_page(page: Page) -> None:
    asked = question(page, "With this weight at −4")
    asked.get_by_role("spinbutton", name="Your guess").fill("0.4")
    commit(asked)
    asked.get_by_text(" as a table").click()
    expect(asked.get_by_role("rowheader", name="with Weight from Hidden 2 to Output 1 at −4")).to_be_visible()


def test_a_choice_is_made_and_the_step_is_taken_in_the_figure(page: Page) -> None:
    asked = question(page, CHOICE)
    asked.get_by_role("radio", name="It falls").check()
    commit(asked)
    expect(verdict(asked)).to_have_text("You said that it falls, and so it does: it falls, from 0.340 to 0.285.")
    expect(page.locator('[data-neuron="2.0"]')).to_have_attribute("data-exact", re.compile(r"^0\.28"))
    expect(asked.get_by_role("button", name="Try again")).to_have_accessible_description(re.compile("^You said that it falls"))


def test_a_figure_that_was_touched_is_left_as_it_is(page: Page) -> None:
    page.get_by_role("button", name="Backprop").click()
    asked = question(page, CHOICE)
    asked.get_by_role("radio", name="It rises").focus()
    page.keyboard.press("Space")
    page.keyboard.press("Enter")
    expect(verdict(asked)).to_contain_text("You said that it rises; it falls")
    expect(page.locator('[data-live="xor.step"]').first).to_have_text("1")
    before = page.locator('[data-connection="2.0.0"]').get_attribute("data-exact") or ""
    page.get_by_role("button", name="Backprop").click()
    expect(page.locator('[data-live="xor.step"]').first).to_have_text("2")
    mine = page.locator('[data-connection="2.0.0"]').get_attribute("data-exact") or ""
    assert mine != before
    asked.get_by_role("button", name="Start over and watch it").click()
    expect(page.locator('[data-neuron="2.0"]')).to_have_attribute("data-exact", re.compile(r"^0\.28"))
    expect(page.locator('[data-live="xor.step"]').first).to_have_text("1")
    asked.get_by_role("button", name="Back to what you had").press("Enter")
    expect(page.locator('[data-live="xor.step"]').first).to_have_text("2")
    expect(page.locator('[data-connection="2.0.0"]').first).to_have_attribute("data-exact", mine)
    expect(asked.get_by_role("button", name="Back to what you had")).not_to_be_visible()
    expect(asked.get_by_role("button", name="Start over and watch it")).to_be_focused()


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
    expect(verdict(asked)).to_contain_text("The two are furthest apart after 120 cycles")


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
    expect(verdict(asked)).to_contain_text("furthest apart")
    curve.press("ArrowUp")
    expect(curve).to_have_attribute("aria-valuetext", "34% after 400 cycles")


def test_the_training_is_done_in_the_figure(site: str, open_page: OpenPage) -> None:
    page = open_page(f"{site}/predict/", viewport={"width": 1280, "height": 500})
    asked = question(page, NUMBER)
    asked.get_by_role("spinbutton", name="Your guess").fill("5")
    commit(asked)
    expect(page.locator('[data-live="xor.step"]').first).to_have_text("1,600", timeout=PYTHON_START)
    expect(page.locator("synapse-diagram [data-docked]")).to_be_in_viewport()  # it is seen beside the question


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
    other = asked.get_by_text("About the network that the page came with")
    expect(other).not_to_be_visible()
    page.get_by_role("button", name="two and two").click()
    expect(other).to_be_visible()
    field = asked.get_by_role("spinbutton", name="Your guess")
    field.fill("30")
    field.press("Enter")
    expect(verdict(asked)).to_have_text("You said 30.0%; it is 2.5%. A fair try, though too high.")
    expect(asked.get_by_role("button", name="Start over and watch it")).not_to_be_visible()
    page.get_by_role("button", name="and back").press("Enter")
    expect(other).not_to_be_visible()
    expect(asked.get_by_role("button", name="Start over and watch it")).to_be_visible()


def test_a_question_that_the_figure_has_answered_is_settled_until_it_starts_over(site: str, open_page: OpenPage) -> None:
    page = open_page(f"{site}/predict/", reduced_motion="reduce")
    expect(page.locator("html")).to_have_attribute("data-python", "ready", timeout=PYTHON_START)
    asked = question(page, NUMBER)
    page.get_by_role("button", name="train it").click()
    expect(verdict(asked)).to_have_text("By now the figure has shown it: it is 2.5%.")
    expect(asked.get_by_role("button", name="Commit to this guess")).not_to_be_visible()
    expect(asked.get_by_role("spinbutton", name="Your guess")).to_be_disabled()
    page.get_by_role("button", name="start over").click()
    expect(verdict(asked)).to_have_text("")
    expect(asked.get_by_role("spinbutton", name="Your guess")).to_be_enabled()
    page.get_by_role("button", name="train it").click()
    asked.get_by_role("button", name="Guess all the same").click()
    asked.get_by_role("spinbutton", name="Your guess").fill("30")
    commit(asked)
    expect(verdict(asked)).to_have_text("You said 30.0%; it is 2.5%. A fair try, though too high.")
    expect(asked.get_by_role("button", name="Try again")).to_be_visible()

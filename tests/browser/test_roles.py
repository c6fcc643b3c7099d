"""Prose that acts: phrases that do, numbers to drag, words that light."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import PYTHON_START, OpenPage, exact, expect_numbers, hold_python

OUTPUT = '[data-neuron="2.1"]'


@pytest.fixture
def page(site: str, open_page: OpenPage) -> Page:
    page = open_page(f"{site}/roles/")
    expect(page.locator("html")).to_have_attribute("data-python", "ready", timeout=PYTHON_START)
    return page


def test_a_phrase_acts_before_python(site: str, open_page: OpenPage) -> None:
    page = open_page(f"{site}/roles/", prepare=hold_python, reduced_motion="reduce")
    page.get_by_role("button", name="run backprop").click()
    expect_numbers(page, {'[data-connection="2.0.0"]': 0.18972190})


PULSES = """() => {
  window.pulses = [];
  new MutationObserver((records) => {
    const sent = records.map(({ target }) => target.dataset).filter(({ pulse }) => pulse);
    window.pulses.push(...sent.map(({ pulse, layer }) => `${pulse} ${layer}`));
  }).observe(document.querySelector(".diagram-stage"), { attributes: true, attributeFilter: ["data-pulse"], subtree: true });
}"""


def test_each_pass_of_a_phrase_is_seen_before_the_next_and_one_undo_takes_back_both(page: Page) -> None:
    before = exact(page, '[data-connection="2.0.0"]')
    page.evaluate(PULSES)
    phrase = page.get_by_role("button", name="step and look")
    phrase.click()
    page.wait_for_function("() => window.pulses.includes('forward 2')")
    assert page.evaluate("window.pulses") == ["backward 2", "backward 1", "forward 1", "forward 2"]
    page.get_by_role("group", name="Beside the text").get_by_role("button", name="Undo").click()
    expect_numbers(page, {'[data-connection="2.0.0"]': before})


def test_a_phrase_trains_by_keyboard_to_the_number_that_the_text_names(page: Page) -> None:
    said = page.locator("data.found").get_attribute("value")
    phrase = page.get_by_role("button", name="take fifty steps")
    phrase.focus()
    phrase.press("Enter")
    expect_numbers(page, {'[data-live="learner.cost"]': float(said or "nan")})


def test_a_phrase_sets_a_number(page: Page) -> None:
    page.get_by_role("button", name="raise a bias").click()
    expect_numbers(page, {'[data-bias="2.0"]': 1.5})


def test_a_number_is_dragged_and_one_undo_takes_the_drag_back(page: Page) -> None:
    rate = page.get_by_role("slider", name="Learning rate")
    box = rate.bounding_box()
    assert box
    page.mouse.move(box["x"] + 5, box["y"] + 5)
    page.mouse.down()
    page.mouse.move(box["x"] + 30, box["y"] + 5, steps=4)
    page.mouse.up()
    expect(rate).to_have_text("0.8")
    page.get_by_role("button", name="take it back").click()
    expect(rate).to_have_text("0.3")


@pytest.mark.parametrize("touch", [False, True])
def test_a_number_is_stepped_by_a_press_on_its_arrows(site: str, open_page: OpenPage, touch: bool) -> None:
    options: dict[str, object] = {"has_touch": True, "viewport": {"width": 390, "height": 844}} if touch else {}
    page = open_page(f"{site}/roles/", reduced_motion="reduce", **options)
    rate = page.get_by_role("slider", name="Learning rate")
    rate.scroll_into_view_if_needed()
    box = rate.bounding_box()
    assert box
    press = rate.tap if touch else rate.click
    press(position={"x": box["width"] - 6, "y": box["height"] / 2})
    expect(rate).to_have_text("0.4", timeout=PYTHON_START)
    press(position={"x": 6, "y": box["height"] / 2})
    press(position={"x": box["width"] / 2, "y": box["height"] / 2})
    press(position={"x": 6, "y": box["height"] / 2})
    expect(rate).to_have_text("0.2")


def test_a_number_is_stepped_by_keyboard_and_stops_at_its_end(page: Page) -> None:
    number = page.get_by_role("slider", name="Input 1")
    number.focus()
    number.press("ArrowRight")
    expect_numbers(page, {'[data-neuron="0.0"]': 0.55})
    expect(number).to_have_attribute("aria-valuenow", "0.55")
    number.press("End")
    number.press("ArrowRight")
    expect_numbers(page, {'[data-neuron="0.0"]': 1.0})
    number.press("Home")
    expect(number).to_have_text("−1.00")


def test_words_light_what_they_speak_of(site: str, open_page: OpenPage) -> None:
    page = open_page(f"{site}/roles/", prepare=hold_python)
    page.get_by_role("button", name="all that the third input says").focus()
    expect(page.locator("[data-connection][data-lit]")).to_have_count(2)
    expect(page.locator('[data-connection="1.1.2"]')).to_have_attribute("data-lit", "")
    page.get_by_role("button", name="the first matrix").hover()
    expect(page.locator("[data-connection][data-lit]")).to_have_count(6)


def test_a_part_of_the_figure_lights_the_words(site: str, open_page: OpenPage) -> None:
    page = open_page(f"{site}/roles/", prepare=hold_python)
    words = page.get_by_role("button", name="all that the third input says")
    page.get_by_role("button", name="Weight from Input 3 to Hidden 1").focus()
    expect(words).to_have_attribute("data-lit", "")
    page.get_by_role("button", name="Weight from Input 1 to Hidden 1").focus()
    expect(words).not_to_have_attribute("data-lit", "")


def test_the_game_of_life_beside_phrases_is_played_by_its_own_buttons(page: Page) -> None:
    page.get_by_role("group", name="Game of Life").get_by_role("button", name="Step").click()
    expect(page.locator(".life-generation")).to_have_text("1")  # and no phrase complains in the console


def test_without_scripts_the_sentences_read(site: str, open_page: OpenPage) -> None:
    page = open_page(f"{site}/roles/", java_script_enabled=False)
    expect(page.get_by_text("First run backprop, then take fifty steps, or raise a bias, and take it back.")).to_be_visible()
    expect(page.get_by_text("The rate is 0.3, and the first input 0.50.")).to_be_visible()

"""Backprop one named step at a time: the sentences, the light, the way back, and what ends the walk."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import PYTHON_START, OpenPage, exact, expect_numbers, hold_python

WEIGHT = '[data-connection="2.0.0"]'
STEP = '[data-live="walked.step"]'
LAST = 7


@pytest.fixture
def walked(site: str, open_page: OpenPage) -> Page:
    """A page on which Python never arrives: the walk goes along the recorded steps."""
    return open_page(f"{site}/stepping/", prepare=hold_python)


def controls(page: Page) -> Locator:
    return page.get_by_role("group", name="Controls: Network of 3 inputs")


def sentence(page: Page) -> Locator:
    return controls(page).locator(".step-words")


def press(page: Page, name: str, times: int = 1) -> None:
    for _ in range(times):
        controls(page).get_by_role("button", name=name, exact=True).click()


def test_each_press_is_a_named_step_and_the_last_one_applies(walked: Page) -> None:
    before, update = exact(walked, WEIGHT), exact(walked, '[data-live="walked.weight_updates[2][0][0]"]')
    for number, words in enumerate(
        (
            "Outputs: error signals δ.",
            "Outputs: gradients.",
            "Outputs: proposed updates.",
            "Hidden: error signals δ.",
            "Hidden: gradients.",
            "Hidden: proposed updates.",
        ),
        1,
    ):
        press(walked, "Step through backprop")
        expect(sentence(walked)).to_contain_text(f"Step {number} of {LAST} {words}")
        expect_numbers(walked, {WEIGHT: before, STEP: 0})
    press(walked, "Step through backprop")
    expect(sentence(walked)).to_contain_text("All layers: apply.")
    expect_numbers(walked, {WEIGHT: before + update, STEP: 1})
    expect(walked.locator('[data-label="2.0.0"] .moved')).to_have_attribute("data-moved", "down" if update < 0 else "up")


def test_a_sentence_tells_the_numbers_of_the_network(walked: Page) -> None:
    press(walked, "Step through backprop")
    delta = walked.locator('.table-twin [data-live="walked.deltas[2][0]"]').first.text_content()
    expect(sentence(walked)).to_contain_text(f"× 0.2352 = {delta}, where σ′(−0.4964) = 0.2352.")
    expect(walked.locator("figure.network > [role=status]").first).to_have_text((sentence(walked).text_content() or "").strip())


def height(part: Locator) -> float:
    return part.evaluate("(part) => part.getBoundingClientRect().height")


@pytest.mark.parametrize("width", [1280, 390])
def test_a_sentence_takes_the_place_of_the_arithmetic_below_the_drawing(site: str, open_page: OpenPage, width: int) -> None:
    page = open_page(f"{site}/stepping/", prepare=hold_python, viewport={"width": width, "height": 900})
    figure, panel = page.get_by_role("figure", name="Network of 3 inputs"), page.locator(".arithmetic")
    before = height(figure)
    for _ in range(LAST):
        press(page, "Step through backprop")
        expect(sentence(page)).to_be_visible()
        expect(panel).to_be_hidden()
        assert height(figure) == pytest.approx(before, abs=0.5)
        assert height(sentence(page)) <= height(panel) + 0.5
    page.get_by_role("button", name=re.compile("^Hidden 2: ")).focus()
    expect(panel.get_by_role("heading")).to_have_text("Hidden 2")
    expect(panel).to_be_visible()
    expect(sentence(page)).to_be_hidden()
    press(page, "Step through backprop")
    expect(sentence(page)).to_contain_text("Step 1 of 7")
    expect(panel).to_be_hidden()


def test_without_a_drawing_the_sentences_have_their_place_before_the_first(walked: Page) -> None:
    alone = walked.get_by_role("group", name="Controls: Network of 2 inputs")
    expect(alone.locator(".step-words")).to_have_text("Step goes through backprop, one named step at a time.")
    before = height(alone)
    alone.get_by_role("button", name="Step through backprop").click()
    expect(alone.locator(".step-words")).to_contain_text("Step 1 of 10")
    assert height(alone) == pytest.approx(before, abs=0.5)


def test_the_network_lights_what_a_step_speaks_of(walked: Page) -> None:
    press(walked, "Step through backprop")
    expect(walked.locator('[data-neuron="2.1"]')).to_have_attribute("data-lit", "")
    expect(walked.locator(WEIGHT)).not_to_have_attribute("data-lit", "")
    press(walked, "Step through backprop")
    expect(walked.locator(WEIGHT)).to_have_attribute("data-lit", "")
    expect(walked.locator('[data-neuron="2.1"]')).not_to_have_attribute("data-lit", "")
    walked.keyboard.press("Escape")
    expect(sentence(walked)).to_be_empty()
    expect(walked.locator(WEIGHT)).not_to_have_attribute("data-lit", "")


def test_a_signal_is_seen_to_travel_back(walked: Page) -> None:
    press(walked, "Step through backprop", 4)
    expect(walked.locator('.connections[data-layer="2"]')).to_have_attribute("data-pulse", "backward")
    expect(walked.locator('.connections[data-layer="2"]')).not_to_have_attribute("data-pulse", "backward")


def test_back_goes_one_step_back_and_takes_the_update_back(walked: Page) -> None:
    before = exact(walked, WEIGHT)
    press(walked, "Step through backprop", LAST)
    expect_numbers(walked, {STEP: 1})
    press(walked, "Back")
    expect(sentence(walked)).to_contain_text("Step 6 of 7")
    expect_numbers(walked, {WEIGHT: before, STEP: 0})
    press(walked, "Back", 5)
    expect(sentence(walked)).to_contain_text("Step 1 of 7")
    press(walked, "Back")
    expect(sentence(walked)).to_be_empty()
    expect(controls(walked).get_by_role("button", name="Back", exact=True)).to_be_disabled()


def test_by_keyboard_alone(walked: Page) -> None:
    controls(walked).get_by_role("button", name="Step through backprop").focus()
    walked.keyboard.press("Enter")
    walked.keyboard.press("Space")
    expect(sentence(walked)).to_contain_text("Step 2 of 7")
    walked.keyboard.press("Tab")
    walked.keyboard.press("Enter")
    walked.keyboard.press("Enter")
    expect(sentence(walked)).to_be_empty()
    expect(controls(walked).get_by_role("button", name="Back", exact=True)).to_be_focused()


@pytest.mark.parametrize("other", ["Forward", "Backprop", "Reset"])
def test_another_action_ends_the_walk(walked: Page, other: str) -> None:
    press(walked, "Step through backprop", 2)
    walked.get_by_role("button", name=other, exact=True).click()
    expect(sentence(walked)).to_be_empty()


def test_the_walk_after_an_update_begins_with_a_forward_pass(walked: Page) -> None:
    output = exact(walked, '[data-neuron="2.1"]')
    press(walked, "Step through backprop", LAST)
    expect_numbers(walked, {STEP: 1, '[data-neuron="2.1"]': output})
    press(walked, "Step through backprop")
    expect(sentence(walked)).to_contain_text("Step 1 of 7")
    expect(walked.locator('[data-neuron="2.1"]')).not_to_have_attribute("data-exact", str(output))
    assert exact(walked, '[data-neuron="2.1"]') > output
    press(walked, "Step through backprop", LAST - 1)
    expect_numbers(walked, {STEP: 2})


def test_with_python_a_set_ends_the_walk_and_a_new_one_goes_on(site: str, open_page: OpenPage) -> None:
    page = open_page(f"{site}/stepping/")
    expect(page.locator("html")).to_have_attribute("data-python", "ready", timeout=PYTHON_START)
    press(page, "Step through backprop", 3)
    page.locator(WEIGHT).focus()
    field = page.get_by_role("spinbutton", name="Weight from Hidden 1 to Output 1")
    field.fill("2")
    field.press("Enter")
    expect(sentence(page)).to_be_empty()
    press(page, "Step through backprop", LAST)
    expect(sentence(page)).to_contain_text("All layers: apply.")
    expect_numbers(page, {STEP: 1})
    press(page, "Back")
    expect_numbers(page, {WEIGHT: 2, STEP: 0})


def test_the_steps_are_there_without_scripts(site: str, open_page: OpenPage) -> None:
    page = open_page(f"{site}/stepping/", java_script_enabled=False)
    page.get_by_text("The steps of backprop, with their numbers").first.click()
    steps = page.locator(".step-list").first.get_by_role("listitem")
    expect(steps).to_have_count(LAST)
    expect(steps.nth(1)).to_contain_text(re.compile(r"Hidden 1 to Output 1: 0\.\d{4} × 0\.\d{4} = 0\.\d{4}\."))


def test_a_batch_is_averaged_and_its_momentum_told(walked: Page) -> None:
    steps = walked.get_by_role("group", name="Controls: Network of 2 inputs").locator("[data-step]")
    expect(steps).to_have_count(10)
    expect(steps.nth(0)).to_contain_text("for the example on show")
    expect(steps.nth(1)).to_contain_text("averaged over the batch")
    expect(steps.nth(2)).to_contain_text("momentum")


@pytest.mark.parametrize("width", [768, 1280])
def test_with_the_steps_of_backprop_the_controls_are_still_one_row(site: str, open_page: OpenPage, width: int) -> None:
    page = open_page(f"{site}/stepping/", prepare=hold_python, viewport={"width": width, "height": 900})
    buttons = controls(page).locator(".row").get_by_role("button").all()
    tops = {round(box["y"]) for each in buttons if (box := each.bounding_box())}
    assert len(buttons) == 8
    assert len(tops) == 1, tops

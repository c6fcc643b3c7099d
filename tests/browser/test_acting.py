"""What a reader does: edit, undo, reset, train, pause; with a mouse and by keyboard alone."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import PYTHON_START, OpenPage, choose_pace, exact, expect_numbers, hold_python, undo_of, written

STEP = '[data-live="learner.step"]'
OUTPUT = '[data-neuron="2.1"]'
WEIGHT = '[data-connection="2.0.0"]'


@pytest.fixture
def learner(site: str, open_page: OpenPage) -> Page:
    """The 3-2-3 network with live Python."""
    page = open_page(f"{site}/learner/")
    expect(page.locator("html")).to_have_attribute("data-python", "ready", timeout=PYTHON_START)
    return page


def test_an_edited_input_runs_the_network_and_undo_takes_it_back(learner: Page) -> None:
    before = exact(learner, OUTPUT)
    field = learner.get_by_role("spinbutton", name="Input 2", exact=True)
    field.fill("1")
    field.press("Enter")
    expect(learner.locator(OUTPUT)).not_to_have_attribute("data-exact", str(before))
    expect(learner.get_by_role("slider", name="Input 2 slider")).to_have_value("1")
    learner.get_by_role("button", name="Undo").click()
    expect_numbers(learner, {OUTPUT: before})
    expect(learner.get_by_role("slider", name="Input 2 slider")).to_have_value("-0.25")


def test_a_slider_is_moved_by_keyboard(learner: Page) -> None:
    learner.get_by_role("slider", name="Input 1 slider").press("ArrowRight")
    expect_numbers(learner, {'[data-neuron="0.0"]': 0.51})


def test_an_edit_before_python_waits_for_it(site: str, open_page: OpenPage) -> None:
    page = open_page(f"{site}/learner/")
    field = page.get_by_role("spinbutton", name="Input 1", exact=True)
    field.fill("0.75")
    field.press("Enter")
    expect(page.locator('[data-neuron="0.0"]')).to_have_attribute("data-exact", "0.75", timeout=PYTHON_START)


def test_training_stops_after_its_steps_and_one_undo_takes_it_back(learner: Page) -> None:
    start = exact(learner, WEIGHT)
    choose_pace(learner, steps="100", speed="fast")
    learner.get_by_role("button", name="Train").click()
    expect(learner.locator(STEP).first).to_have_text("100")
    expect(learner.get_by_role("button", name="Train")).to_be_visible()
    learner.get_by_role("button", name="Undo").click()
    expect(learner.locator(STEP).first).to_have_text("0")
    expect_numbers(learner, {WEIGHT: start})


def test_training_until_paused(learner: Page) -> None:
    choose_pace(learner, steps="until paused")
    learner.get_by_role("button", name="Train").click()
    expect(learner.locator(STEP).first).to_have_text(re.compile(r"[1-9]\d+"))
    learner.get_by_role("button", name="Pause").click()
    expect(learner.get_by_role("button", name="Train")).to_be_visible()
    learner.get_by_role("button", name="Reset").click()
    expect(learner.locator(STEP).first).to_have_text("0")
    expect_numbers(learner, {OUTPUT: 0.53613456})


def test_training_begins_along_the_recorded_steps(site: str, open_page: OpenPage) -> None:
    page = open_page(f"{site}/learner/", prepare=hold_python)
    choose_pace(page, steps="1")
    page.get_by_role("button", name="Train").click()
    expect_numbers(page, {OUTPUT: 0.54668139})


def test_reset_and_undo_along_the_recorded_steps(site: str, open_page: OpenPage) -> None:
    page = open_page(f"{site}/learner/", prepare=hold_python)
    expect(undo_of(page)).to_be_disabled()
    for _ in range(3):
        page.get_by_role("button", name="Backprop").click()
    expect(page.locator(STEP).first).to_have_text("3")
    undo_of(page).click()
    expect(page.locator(STEP).first).to_have_text("2")
    page.get_by_role("button", name="Reset").click()
    expect_numbers(page, {WEIGHT: 0.2})
    undo_of(page).click()
    expect(page.locator(STEP).first).to_have_text("2")


def test_a_button_that_has_nothing_more_to_do_keeps_the_focus(site: str, open_page: OpenPage) -> None:
    page = open_page(f"{site}/learner/", prepare=hold_python)
    page.get_by_role("button", name="Backprop").click()
    undo = undo_of(page)
    undo.press("Enter")
    expect(undo).to_be_disabled()
    expect(undo).to_be_focused()
    undo.press("Enter")
    expect(page.locator(STEP).first).to_have_text("0")


@pytest.mark.parametrize("width", [320, 390, 768, 1280])
def test_the_controls_are_one_row_and_backprop_moves_nothing_below_them(site: str, open_page: OpenPage, width: int) -> None:
    page = open_page(f"{site}/learner/", prepare=hold_python, viewport={"width": width, "height": 900}, reduced_motion="reduce")
    row = page.locator(".controls .row").first
    tops = {round(box["y"]) for each in row.get_by_role("button").all() if (box := each.bounding_box())}
    assert len(tops) == 1, tops
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    below = page.locator("figure.network figcaption")
    height = "(element) => element.getBoundingClientRect().top + scrollY"
    before = below.evaluate(height)
    page.get_by_role("button", name="Backprop").click()
    expect(page.locator(".controls .status").first).to_contain_text("Forward shows")
    assert below.evaluate(height) == pytest.approx(before, abs=0.1)


def test_backprop_marks_which_way_a_weight_moved(site: str, open_page: OpenPage) -> None:
    page = open_page(f"{site}/learner/", prepare=hold_python)
    page.get_by_role("button", name="Backprop").click()
    expect(page.locator('[data-label="2.0.0"] .moved')).to_have_attribute("data-moved", "down")
    expect(page.locator('[data-label="2.1.0"] .moved')).to_have_text("↑")


def test_a_neuron_tells_its_arithmetic_by_keyboard(site: str, open_page: OpenPage) -> None:
    page = open_page(f"{site}/learner/", prepare=hold_python)
    page.get_by_role("button", name=re.compile(r"^Input 1: ")).focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    arithmetic = page.get_by_role("group", name="Arithmetic")
    expect(page.get_by_role("button", name=re.compile(r"^Hidden 1: "))).to_be_focused()
    expect(arithmetic).to_contain_text("0.1000 × 0.5000 + 0.3000 × −0.2500 + −0.5000 × 0.7500 + 0.1000")
    expect(arithmetic).to_contain_text("= σ(−0.3000) = 0.4256")


def test_a_connection_tells_its_gradient_and_update(site: str, open_page: OpenPage) -> None:
    page = open_page(f"{site}/learner/", prepare=hold_python)
    page.get_by_role("button", name="Weight from Hidden 1 to Output 1").focus()
    arithmetic = page.get_by_role("group", name="Arithmetic")
    expect(arithmetic).to_contain_text("gradient")
    expect(arithmetic).to_contain_text("−0.0103")
    page.get_by_role("button", name="Backprop").click()
    expect(arithmetic.get_by_role("spinbutton")).to_have_value(re.compile(r"^0\.18972"))


def test_the_arithmetic_is_that_of_another_shape(site: str, open_page: OpenPage) -> None:
    page = open_page(f"{site}/shapes/", reduced_motion="reduce")
    expect(page.locator("html")).to_have_attribute("data-python", "ready", timeout=PYTHON_START)
    arithmetic = page.get_by_role("group", name="Arithmetic")
    page.get_by_role("button", name="five and two").click()
    expect(arithmetic.get_by_role("heading")).to_have_text("Hidden layer 1, neuron 1")
    page.get_by_role("button", name=re.compile(r"^Hidden layer 2, neuron 2: ")).focus()
    weights = [written(page, f'[data-connection="2.1.{source}"]', ".4f") for source in range(5)]
    before = [written(page, f'[data-neuron="1.{source}"]', ".4f") for source in range(5)]
    products = " + ".join(f"{weight} × {activation}" for weight, activation in zip(weights, before, strict=True))
    bias, activation = written(page, '[data-bias="2.1"]', ".4f"), written(page, '[data-neuron="2.1"]', ".4f")
    expect(arithmetic.locator(".formula").first).to_contain_text(f"tanh({products} + {bias})")
    expect(arithmetic.locator("strong").first).to_have_text(activation)
    page.get_by_role("button", name="Weight from Hidden layer 1, neuron 5 to Hidden layer 2, neuron 2").focus()
    field = arithmetic.get_by_role("spinbutton", name="Weight from Hidden layer 1, neuron 5 to Hidden layer 2, neuron 2")
    field.fill("0.25")
    field.press("Enter")
    expect_numbers(page, {'[data-connection="2.1.4"]': 0.25})
    undo_of(page).click()
    undo_of(page).click()
    expect(arithmetic.get_by_role("heading")).to_have_text("Hidden 1")
    expect(page.locator("svg.drawing")).to_have_attribute("aria-label", "Network of 3 inputs, 3 hidden neurons and 2 outputs")


def test_what_is_selected_stays_so_where_the_network_still_has_it(site: str, open_page: OpenPage) -> None:
    page = open_page(f"{site}/shapes/", reduced_motion="reduce")
    expect(page.locator("html")).to_have_attribute("data-python", "ready", timeout=PYTHON_START)
    arithmetic = page.get_by_role("group", name="Arithmetic")
    page.get_by_role("button", name="Weight from Input 2 to Hidden 3").focus()
    page.get_by_role("button", name="five and two").click()
    expect(arithmetic.get_by_role("heading")).to_have_text("Input 2 to Hidden layer 1, neuron 3")
    expect(arithmetic).to_contain_text("gradient = δ × a = ")
    page.get_by_role("button", name="both rows at once").click()
    expect(arithmetic).to_contain_text("gradient = mean of δ × a = ")
    expect(page.locator('[data-connection="1.2.1"]')).to_have_attribute("aria-current", "true")


def test_a_weight_is_edited_in_place(learner: Page) -> None:
    connection = learner.get_by_role("button", name="Weight from Hidden 1 to Output 1")
    connection.focus()
    connection.press("Enter")
    field = learner.locator(".diagram-stage").get_by_role("spinbutton", name="Weight from Hidden 1 to Output 1")
    field.fill("1.5")
    field.press("Enter")
    expect_numbers(learner, {WEIGHT: 1.5})
    expect(connection).to_be_focused()


def test_escape_leaves_a_bias_as_it_was(learner: Page) -> None:
    bias = learner.get_by_role("button", name="Bias of Hidden 1")
    bias.focus()
    bias.press("Enter")
    field = learner.locator(".diagram-stage").get_by_role("spinbutton", name="Bias of Hidden 1")
    field.fill("7")
    field.press("Escape")
    expect(field).to_have_count(0)
    expect_numbers(learner, {'[data-bias="1.0"]': 0.1})


def test_choosing_an_example_and_learning_xor(site: str, open_page: OpenPage) -> None:
    page = open_page(f"{site}/xor/")
    expect(page.locator("html")).to_have_attribute("data-python", "ready", timeout=PYTHON_START)
    page.get_by_role("combobox", name="Example").select_option("2: 0 1 1 → 1")
    expect_numbers(page, {'[data-neuron="0.1"]': 1.0, '[data-target="0"]': 1.0})
    page.get_by_role("button", name="Reset").click()
    choose_pace(page, steps="700", speed="fastest")
    page.get_by_role("button", name="Train").click()
    expect(page.locator('[data-live="xor.cycle"]').first).to_have_text("100")
    expect(page.get_by_text("The error of the last cycle is 32.46%, after 100 cycles.")).to_be_visible()


def test_reduced_motion_shows_the_end_at_once(site: str, open_page: OpenPage) -> None:
    page = open_page(f"{site}/learner/", prepare=hold_python, reduced_motion="reduce")
    page.get_by_role("button", name="Backprop").click()
    assert abs(exact(page, WEIGHT) - 0.18972190) < 1e-6
    expect(page.locator("[data-pulse]")).to_have_count(0)


def test_forward_sends_a_pulse_and_the_numbers_arrive_with_it(site: str, open_page: OpenPage) -> None:
    page = open_page(f"{site}/learner/", prepare=hold_python)
    page.get_by_role("button", name="Backprop").click()
    expect(page.locator(STEP).first).to_have_text("1")
    page.get_by_role("button", name="Forward").click()
    expect(page.locator('.connections[data-layer="1"]')).to_have_attribute("data-pulse", "forward")
    expect(page.locator('.connections[data-layer="2"]')).to_have_attribute("data-pulse", "forward")
    expect_numbers(page, {OUTPUT: 0.54668139})
    expect(page.locator("[data-pulse]")).to_have_count(0)


def test_a_wide_network_shows_a_label_when_its_connection_is_focused(site: str, open_page: OpenPage) -> None:
    page = open_page(f"{site}/xor/", prepare=hold_python)
    wide = page.get_by_role("figure", name="Network of 2 inputs, 9 hidden neurons")
    label = wide.locator('[data-label="1.4.0"]')
    expect(label).to_be_hidden()
    wide.get_by_role("button", name="Weight from Input 1 to Hidden 5").focus()
    expect(label).to_be_visible()
    wide.get_by_role("button", name=re.compile(r"^Hidden 7: ")).focus()
    expect(label).to_be_hidden()
    expect(wide.locator('[data-label="1.6.0"]')).to_be_visible()
    expect(wide.locator('[data-label="1.6.1"]')).to_be_visible()

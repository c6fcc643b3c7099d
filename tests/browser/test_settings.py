"""Settings: the network begins anew as the reader would have it, in every view, and undo leads back."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import PYTHON_START, OpenPage, allow_copying, paste, undo_of

ONE_AFTER_ANOTHER = """async ([first, second, third]) => {
  const drawn = () => document.querySelectorAll('svg.drawing [data-neuron^="0."]').length;
  const before = drawn();
  first.click();
  second.click();
  while (drawn() === before) await new Promise((resolve) => setTimeout(resolve));
  third.click();
}"""  # the third while the second is on its way


@pytest.fixture
def page(site: str, open_page: OpenPage) -> Page:
    page = open_page(f"{site}/playground/")
    expect(page.locator("html")).to_have_attribute("data-python", "ready", timeout=PYTHON_START)
    page.get_by_text("More settings").click()
    return page


def test_a_neuron_more_is_drawn_and_undo_takes_it_away(page: Page) -> None:
    neurons = page.locator("svg.drawing [data-neuron]")
    expect(neurons).to_have_count(6)
    page.get_by_role("button", name="One neuron more in hidden layer 1").click()
    expect(neurons).to_have_count(7)
    expect(page.get_by_label("Neurons in hidden layer 1", exact=True)).to_have_text("4")
    expect(page.get_by_role("button", name="Weight from Input 2 to Hidden 4")).to_be_attached()
    undo_of(page).click()
    expect(neurons).to_have_count(6)
    expect(page.get_by_label("Neurons in hidden layer 1", exact=True)).to_have_text("3")


def test_layers_are_added_and_removed_by_keyboard(page: Page) -> None:
    page.get_by_role("button", name="Add a layer").press("Enter")
    expect(page.locator("svg.drawing [data-neuron]")).to_have_count(9)
    expect(page.get_by_role("combobox", name="Show")).to_have_value("3.0")
    page.get_by_role("button", name="Train").click()
    expect(page.locator('[data-live="net.step"]').first).not_to_have_text("0")
    page.get_by_role("button", name="Pause").click()
    for _ in range(2):
        page.get_by_role("button", name="Remove one").press("Enter")
    expect(page.locator("svg.drawing [data-neuron]")).to_have_count(3)
    expect(page.get_by_role("button", name="Remove one")).to_have_attribute("aria-disabled", "true")
    expect(page.get_by_role("button", name="Remove one")).to_be_focused()


def test_the_table_and_the_equations_follow(page: Page) -> None:
    page.get_by_role("button", name="One neuron fewer in hidden layer 1").click()
    expect(page.get_by_role("grid", name="Weight into Hidden").get_by_role("gridcell")).to_have_count(4)
    page.get_by_text("The weights and activations as a table").click()
    expect(page.get_by_role("rowheader", name="Hidden 2").first).to_be_visible()
    expect(page.get_by_role("rowheader", name="Hidden 3")).to_have_count(0)


def test_other_data_is_learned_and_tested(page: Page) -> None:
    page.get_by_role("combobox", name="Pattern").select_option("two spirals")
    expect(page.locator("synapse-boundary .training .point")).to_have_count(50)
    page.get_by_role("combobox", name="Pattern").select_option("a slope (numbers, not classes)")
    expect(page.get_by_role("combobox", name="Cost")).to_have_value("squared-error")
    noise = page.get_by_role("slider", name="Noise")
    noise.fill("0.5")
    expect(page.get_by_text("50%").first).to_be_visible()


def test_rates_turn_while_it_learns_and_a_seed_begins_anew(page: Page) -> None:
    page.get_by_role("button", name="Backprop").click()
    expect(page.locator('[data-live="net.step"]').first).to_have_text("1")
    page.get_by_role("combobox", name="Learning rate").select_option("0.3")
    page.get_by_role("combobox", name="L2, no weight large").select_option("0.01")
    expect(page.locator('[data-live="net.step"]').first).to_have_text("1")
    weight = page.locator('[data-connection="1.0.0"]')
    before = weight.get_attribute("data-exact") or ""
    page.get_by_role("button", name="Other weights").click()
    expect(weight).not_to_have_attribute("data-exact", before)
    expect(page.get_by_role("spinbutton", name="Seed")).to_have_value("2")
    expect(page.locator('[data-live="net.step"]').first).to_have_text("0")
    expect(page.get_by_role("combobox", name="Learning rate")).to_have_value("0.3")


def test_the_activation_and_the_size_of_a_batch(page: Page) -> None:
    page.get_by_role("combobox", name="Activation").select_option("relu")
    expect(page.locator("svg.drawing .symbol[data-live='net.functions[1]']").first).to_have_text("relu")
    page.get_by_role("combobox", name="Examples per update").select_option("1")
    page.get_by_role("button", name="Backprop").click()
    expect(page.locator('[data-live="net.step"]').first).to_have_text("1")


def test_every_neuron_shows_what_it_answers_over_the_plane(page: Page) -> None:
    maps = page.locator("svg.drawing .neuron image")
    expect(maps).to_have_count(6)
    before = maps.nth(2).get_attribute("href") or ""
    page.get_by_role("button", name="Other weights").click()
    expect(maps.nth(2)).not_to_have_attribute("href", before)
    page.get_by_role("button", name="Add a layer").click()
    expect(maps).to_have_count(9)


def test_the_network_is_given_squares_of_the_coordinates(page: Page) -> None:
    page.get_by_role("checkbox", name="x₁²").press("Space")
    expect(page.locator('svg.drawing [data-neuron^="0."]')).to_have_count(3)
    expect(page.get_by_role("button", name="Weight from x₁² to Hidden 1")).to_be_attached()
    expect(page.get_by_role("gridcell", name="Weight from x₁² to Hidden 1").first).to_be_attached()
    page.get_by_role("button", name=re.compile("^x₁²: ")).focus()
    expect(page.get_by_role("group", name="Arithmetic")).to_contain_text("computed from the coordinates of a point")
    page.get_by_role("checkbox", name="x₁", exact=True).uncheck()
    expect(page.locator('svg.drawing [data-neuron^="0."]')).to_have_count(2)
    expect(page.locator("svg.drawing .neuron image")).to_have_count(6)
    undo_of(page).click()
    expect(page.get_by_role("checkbox", name="x₁", exact=True)).to_be_checked()


def test_inputs_that_are_chosen_in_quick_succession_are_all_there(page: Page) -> None:
    boxes = page.get_by_role("checkbox", name=re.compile("^(x₁²|x₁x₂|sin x₁)$"))
    boxes.evaluate_all(ONE_AFTER_ANOTHER)
    expect(page.locator('svg.drawing [data-neuron^="0."]')).to_have_count(5)
    for place in range(3):
        expect(boxes.nth(place)).to_be_checked()


def test_a_link_brings_another_reader_to_the_same_network(page: Page, open_page: OpenPage) -> None:
    page.get_by_role("button", name="Backprop").click()
    page.get_by_role("combobox", name="Pattern").select_option("exclusive or")
    page.get_by_role("button", name="Add a layer").click()
    expect(page.locator("svg.drawing [data-neuron]")).to_have_count(9)
    page.get_by_role("button", name="Reset").click()
    page.get_by_role("button", name="Backprop").click()
    weight = '[data-connection="3.0.0"]'
    expect(page.locator('[data-live="net.step"]').first).to_have_text("1")
    reached = page.locator(weight).get_attribute("data-exact") or ""
    allow_copying(page)
    page.get_by_role("button", name="Copy link to this state").click()
    expect(page.get_by_text("link", exact=False).filter(has_text="copied").first).to_be_visible()
    other = open_page(paste(page))
    expect(other.locator("svg.drawing [data-neuron]")).to_have_count(9, timeout=PYTHON_START)
    expect(other.locator(weight)).to_have_attribute("data-exact", reached)
    expect(other.get_by_role("combobox", name="Pattern")).to_have_value("xor")
    expect(other.get_by_role("grid", name="Weight into Hidden 2").get_by_role("gridcell")).to_have_count(9)


def test_without_scripts_the_settings_read(site: str, open_page: OpenPage) -> None:
    page = open_page(f"{site}/playground/", java_script_enabled=False)
    page.get_by_text("More settings").click()
    expect(page.get_by_role("combobox", name="Pattern")).to_have_value("circle")
    expect(page.get_by_role("combobox", name="Learning rate")).to_have_value("0.1")


def status(page: Page) -> Locator:
    return page.get_by_role("group", name="Settings").locator(".status")


def test_a_softmax_network_shows_its_cost_and_can_have_another(site: str, open_page: OpenPage) -> None:
    page = open_page(f"{site}/softmax/")
    expect(page.locator("html")).to_have_attribute("data-python", "ready", timeout=PYTHON_START)
    cost = page.get_by_role("combobox", name="Cost")
    expect(cost).to_have_value("softmax-cross-entropy")
    expect(page.get_by_text("it is of 1.02")).to_be_visible()
    cost.select_option("squared-error")
    expect(page.get_by_text("it is of 1.02")).to_have_count(0)
    expect(cost).to_have_value("squared-error")


def test_a_cost_that_cannot_be_says_what_it_needs(site: str, open_page: OpenPage, page: Page) -> None:
    costs = page.get_by_role("combobox", name="Cost")
    expect(costs.get_by_role("option", name="softmax-cross-entropy (needs 2 outputs or more)")).to_have_js_property(
        "disabled", True
    )
    expect(costs.get_by_role("option", name="cross-entropy", exact=True)).to_have_js_property("disabled", False)
    page.get_by_role("combobox", name="Pattern").select_option("a slope (numbers, not classes)")
    expect(costs.get_by_role("option", name="cross-entropy (needs sigmoid outputs)", exact=True)).to_have_js_property(
        "disabled", True
    )
    other = open_page(f"{site}/softmax/", java_script_enabled=False)
    expect(other.get_by_role("option", name="cross-entropy (needs sigmoid outputs)", exact=True)).to_have_js_property(
        "disabled", True
    )


def test_a_change_that_would_leave_a_number_in_the_text_without_its_part_is_refused(site: str, open_page: OpenPage) -> None:
    page = open_page(f"{site}/softmax/")
    expect(page.locator("html")).to_have_attribute("data-python", "ready", timeout=PYTHON_START)
    fewer = page.get_by_role("button", name="One neuron fewer in hidden layer 1")
    fewer.click()
    expect(status(page)).to_have_text(
        "The text speaks of a number that this network would not have: Weight from Hidden 3 to Output 1."
    )
    expect(page.get_by_label("Neurons in hidden layer 1", exact=True)).to_have_text("3")
    expect(page.get_by_text("the third speaks with −1.50")).to_be_visible()
    page.get_by_role("button", name="One neuron more in hidden layer 1").click()
    expect(page.get_by_label("Neurons in hidden layer 1", exact=True)).to_have_text("4")
    expect(status(page)).to_have_text("")


def test_points_of_which_the_text_tells_are_kept_aside(page: Page) -> None:
    aside = page.get_by_role("slider", name="Kept for testing")
    aside.fill("0")
    expect(status(page)).to_have_text("The text speaks of a number that this network would not have: Test accuracy.")
    expect(aside).to_have_value("0.5")


def test_the_focus_stays_where_a_button_reaches_its_limit(page: Page) -> None:
    fewer = page.get_by_role("button", name="One neuron fewer in hidden layer 1")
    for left in (2, 1):
        fewer.press("Enter")
        expect(page.get_by_label("Neurons in hidden layer 1", exact=True)).to_have_text(str(left))
    expect(fewer).to_be_focused()
    expect(fewer).to_have_attribute("aria-disabled", "true")


def test_a_group_of_settings_is_one_stop_of_the_tab_key(page: Page) -> None:
    page.get_by_role("checkbox", name="x₁", exact=True).focus()
    page.keyboard.press("ArrowRight")
    expect(page.get_by_role("checkbox", name="x₂", exact=True)).to_be_focused()
    page.keyboard.press("End")
    expect(page.get_by_role("checkbox", name="sin x₂")).to_be_focused()
    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="Add a layer")).to_be_focused()
    page.keyboard.press("End")
    expect(page.get_by_role("button", name="One neuron more in hidden layer 1")).to_be_focused()
    page.keyboard.press("ArrowLeft")
    expect(page.get_by_role("button", name="One neuron fewer in hidden layer 1")).to_be_focused()
    page.keyboard.press("Shift+Tab")
    expect(page.get_by_role("checkbox", name="sin x₂")).to_be_focused()


def test_what_the_costs_leave_out_is_said_where_weights_are_held_back(page: Page) -> None:
    words = "The costs on show are those of the answers; what L1 and L2 add to them is left out."
    expect(page.get_by_text(words)).to_have_count(0)
    page.get_by_role("combobox", name="L2, no weight large").select_option("0.01")
    expect(status(page)).to_have_text(words)
    page.get_by_role("combobox", name="L2, no weight large").select_option("0")
    expect(status(page)).to_have_text("")


def test_a_choice_that_is_none_says_why(page: Page) -> None:
    seed = page.get_by_role("spinbutton", name="Seed")
    seed.fill("-3")
    seed.press("Enter")
    expect(status(page)).to_contain_text("A seed is a whole number from 0")
    expect(seed).to_have_value("1")
    page.get_by_role("checkbox", name="x₁", exact=True).uncheck()
    expect(page.locator('svg.drawing [data-neuron^="0."]')).to_have_count(1)
    page.get_by_role("checkbox", name="x₂", exact=True).press("Space")
    expect(status(page)).to_contain_text("A network needs an input")
    expect(page.get_by_role("checkbox", name="x₂", exact=True)).to_be_checked()


def test_a_rate_that_a_phrase_sets_is_shown(site: str, open_page: OpenPage) -> None:
    page = open_page(f"{site}/softmax/")
    expect(page.get_by_role("combobox", name="Learning rate")).to_have_value("0.5")
    page.get_by_role("button", name="a rate of 0.25").click()
    expect(page.get_by_role("combobox", name="Learning rate")).to_have_value("0.25")

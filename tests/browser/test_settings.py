"""Settings: the network begins anew as the reader would have it, in every view, and undo leads back."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import PYTHON_START, OpenPage, allow_copying, paste

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
    return page


def test_a_neuron_more_is_drawn_and_undo_takes_it_away(page: Page) -> None:
    neurons = page.locator("svg.drawing [data-neuron]")
    expect(neurons).to_have_count(6)
    page.get_by_role("button", name="One neuron more in hidden layer 1").click()
    expect(neurons).to_have_count(7)
    expect(page.get_by_label("Neurons in hidden layer 1", exact=True)).to_have_text("4")
    expect(page.get_by_role("button", name="Weight from Input 2 to Hidden 4")).to_be_attached()
    page.get_by_role("button", name="Undo").click()
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
    expect(page.get_by_role("button", name="Remove one")).to_be_disabled()


def test_the_table_and_the_equations_follow(page: Page) -> None:
    page.get_by_role("button", name="One neuron fewer in hidden layer 1").click()
    expect(page.get_by_role("grid", name="Weight into Hidden").get_by_role("gridcell")).to_have_count(4)
    page.get_by_text("The same numbers as a table").nth(1).click()
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
    page.get_by_role("button", name="x₁²", exact=True).focus()
    expect(page.get_by_role("group", name="Arithmetic")).to_contain_text("computed from the coordinates of a point")
    page.get_by_role("checkbox", name="x₁", exact=True).uncheck()
    expect(page.locator('svg.drawing [data-neuron^="0."]')).to_have_count(2)
    expect(page.locator("svg.drawing .neuron image")).to_have_count(6)
    page.get_by_role("button", name="Undo").click()
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
    expect(page.get_by_role("combobox", name="Pattern")).to_have_value("circle")
    expect(page.get_by_role("combobox", name="Learning rate")).to_have_value("0.1")

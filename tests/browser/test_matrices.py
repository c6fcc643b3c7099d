"""The network as matrices: linked with the drawing, walked through, up to date."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import OpenPage, expect_numbers, hold_python


@pytest.fixture
def page(site: str, open_page: OpenPage) -> Page:
    return open_page(f"{site}/matrices/", prepare=hold_python, reduced_motion="reduce")


def test_a_cell_lights_its_connection_and_the_connection_its_cell(page: Page) -> None:
    page.get_by_role("gridcell", name="Weight from Input 3 to Hidden 2").hover()
    expect(page.locator("[data-connection][data-lit]")).to_have_count(1)
    expect(page.locator('[data-connection="1.1.2"]')).to_have_attribute("data-lit", "")
    page.get_by_role("button", name="Weight from Hidden 1 to Output 2").focus()
    page.get_by_role("button", name="Weight from Hidden 1 to Output 2").hover()
    expect(page.get_by_role("gridcell", name="Weight from Hidden 1 to Output 2").first).to_have_attribute("data-lit", "")


def test_a_number_of_a_neuron_lights_its_row_and_an_input_its_column(page: Page) -> None:
    page.get_by_role("gridcell", name="Sum, Hidden 2").hover()
    expect(page.locator('[data-neuron="1.1"]')).to_have_attribute("data-lit", "")
    expect(page.locator("[data-connection][data-lit]")).to_have_count(3)
    page.get_by_role("gridcell", name="Activation, Input 1").first.hover()
    expect(page.locator('[data-neuron="0.0"]')).to_have_attribute("data-lit", "")
    expect(page.locator("[data-connection][data-lit]")).to_have_count(2)


def test_the_arrow_keys_move_within_a_matrix(page: Page) -> None:
    first = page.get_by_role("gridcell", name="Weight from Input 1 to Hidden 1")
    first.focus()
    first.press("ArrowRight")
    page.keyboard.press("ArrowDown")
    expect(page.get_by_role("gridcell", name="Weight from Input 2 to Hidden 2")).to_be_focused()
    expect(page.locator('[data-connection="1.1.1"]')).to_have_attribute("data-lit", "")


def test_the_walk_multiplies_adds_applies_and_goes_back(page: Page) -> None:
    step, words = page.get_by_role("button", name="Step", exact=True), page.locator(".walk-words")
    step.click()
    expect(words).to_contain_text("For Hidden 1: 0.10 × 0.50 + 0.30 × −0.25 + −0.50 × 0.75.")
    step.press("Enter")
    expect(words).to_contain_text("plus 0.10 makes −0.30")
    step.press("Enter")
    expect(words).to_contain_text("σ(−0.30) = 0.43")
    page.get_by_role("button", name="Back", exact=True).click()
    expect(words).to_contain_text("Add.")
    for _ in range(5):
        step.click()
    expect(words).to_contain_text("δ.")
    expect(page.get_by_role("region", name="Outputs: backward")).to_be_visible()
    step.click()
    expect(words).to_contain_text("0.08 × 0.43 = 0.03")
    step.click()
    expect(words).to_contain_text("The first weight will move by −0.01")


def test_the_numbers_follow_a_step(page: Page) -> None:
    page.get_by_role("button", name="Backprop").click()
    expect_numbers(page, {'td[data-path="weights[2][0][0]"]': 0.18972190})
    expect(page.get_by_role("gridcell", name="Weight from Hidden 1 to Output 1: 0.19")).to_be_visible()

"""The training set as a table, and questions of the reader's own."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import PYTHON_START, OpenPage, hold_python


@pytest.fixture
def page(site: str, open_page: OpenPage) -> Page:
    page = open_page(f"{site}/table/")
    expect(page.locator("html")).to_have_attribute("data-python", "ready", timeout=PYTHON_START)
    return page


def test_the_answers_and_errors_follow_the_training(page: Page) -> None:
    row = page.get_by_role("row").nth(7)
    expect(row).to_contain_text("0.445")
    page.get_by_role("combobox", name="Speed").select_option("fastest")
    page.get_by_role("button", name="Train").click()
    expect(page.locator('[data-live="xor.step"]').first).to_have_text("700")
    expect(row).not_to_contain_text("0.445")


def test_an_example_is_chosen_changed_removed_and_added(page: Page) -> None:
    page.get_by_role("row").nth(2).click()
    expect(page.get_by_role("row").nth(2)).to_have_attribute("aria-current", "true")
    page.get_by_role("button", name="Show example 5").press("Enter")
    expect(page.get_by_role("row").nth(5)).to_have_attribute("aria-current", "true")
    page.get_by_role("button", name="Edit the examples").click()
    field = page.get_by_role("spinbutton", name="Target of example 2")
    field.fill("0")
    field.press("Tab")
    page.get_by_role("button", name="Remove example 1").click()
    expect(page.get_by_role("row")).to_have_count(7)
    page.get_by_role("button", name="Add an example").click()
    expect(page.get_by_role("row")).to_have_count(8)
    page.get_by_role("button", name="Done").click()
    expect(page.get_by_role("row").nth(1)).to_contain_text("0110")
    for _ in range(3):
        page.get_by_role("button", name="Undo").click()
    expect(page.get_by_role("row").nth(2)).to_contain_text("0111")


def test_a_number_that_is_none_goes_back(page: Page) -> None:
    page.get_by_role("button", name="Edit the examples").click()
    field = page.get_by_role("spinbutton", name="Input 1 of example 1")
    field.fill("")
    field.press("Tab")
    expect(field).to_have_value("0")


def test_a_question_is_answered_before_python(site: str, open_page: OpenPage) -> None:
    page = open_page(f"{site}/table/", prepare=hold_python)
    question = page.get_by_role("group", name="Ask the network")
    expect(question.get_by_role("status").first).to_have_text("0.01")
    expect(question.get_by_text("Right: 0 is the answer, though this is not among its examples.")).to_be_visible()
    question.get_by_role("checkbox", name="Input 2").focus()
    page.keyboard.press("Space")
    expect(question.get_by_role("status").first).to_have_text("1.00")
    expect(question.get_by_text("Right: 1 is wanted.")).to_be_visible()
    page.keyboard.press("Space")
    expect(question.get_by_text("Right: 0 is the answer")).to_be_visible()


def test_a_question_to_the_network_as_it_is_now(page: Page) -> None:
    question = page.get_by_role("group", name="Ask the network")
    question.get_by_role("radio", name="as it is now").check()
    expect(question.get_by_role("status").first).to_have_text("0.44")
    page.get_by_role("combobox", name="Speed").select_option("fastest")
    page.get_by_role("button", name="Train").click()
    expect(question.get_by_role("status").first).not_to_have_text("0.44")

"""The training set as a table, and questions of the reader's own."""

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import PYTHON_START, OpenPage, choose_pace, hold_python, undo_of


@pytest.fixture
def page(site: str, open_page: OpenPage) -> Page:
    page = open_page(f"{site}/table/")
    expect(page.locator("html")).to_have_attribute("data-python", "ready", timeout=PYTHON_START)
    return page


def test_the_answers_and_errors_follow_the_training(page: Page) -> None:
    row = page.get_by_role("row").nth(7)
    expect(row).to_contain_text("0.445")
    choose_pace(page, speed="fastest")
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
        undo_of(page).click()
    expect(page.get_by_role("row").nth(2)).to_contain_text("0111")


def test_a_number_that_is_none_goes_back(page: Page) -> None:
    page.get_by_role("button", name="Edit the examples").click()
    field = page.get_by_role("spinbutton", name="Input 1 of example 1")
    field.fill("")
    field.press("Tab")
    expect(field).to_have_value("0")


def told(page: Page, words: str) -> Locator:
    return page.get_by_role("figure").first.get_by_role("status").filter(has_text=words)


def test_the_examples_are_one_stop_of_the_tab_key(page: Page) -> None:
    page.get_by_role("button", name="Show example 1").focus()
    page.keyboard.press("ArrowDown")
    expect(page.get_by_role("button", name="Show example 2")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_role("row").nth(2)).to_have_attribute("aria-current", "true")
    expect(told(page, "Example 2: ")).to_have_count(1)
    page.keyboard.press("End")
    expect(page.get_by_role("button", name="Show example 7")).to_be_focused()
    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="Edit the examples")).to_be_focused()
    page.keyboard.press("Shift+Tab")
    expect(page.get_by_role("button", name="Show example 7")).to_be_focused()
    page.keyboard.press("Shift+Tab")
    expect(page.get_by_role("group", name="Examples", exact=True).locator(":focus")).to_have_count(0)


def test_the_fields_are_one_stop_of_the_tab_key_and_are_moved_among_as_in_a_grid(page: Page) -> None:
    def field(name: str, example: int) -> Locator:
        return page.get_by_role("spinbutton", name=f"{name} of example {example}")

    edit = page.get_by_role("button", name="Edit the examples")
    edit.press("Enter")
    expect(told(page, "The arrow keys move among the examples.")).to_have_count(1)
    page.keyboard.press("Shift+Tab")
    expect(page.get_by_role("button", name="Show example 1")).to_be_focused()
    page.keyboard.press("End")
    expect(field("Target", 1)).to_be_focused()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    expect(field("Target", 3)).to_be_focused()
    expect(field("Target", 3)).to_have_value("1")
    page.keyboard.type("0.25")
    page.keyboard.press("ArrowLeft")
    expect(field("Target", 3)).to_be_focused()
    page.keyboard.press("Enter")
    expect(field("Target", 4)).to_be_focused()
    expect(told(page, "Other examples: ")).to_have_count(1)
    expect(field("Target", 3)).to_have_value("0.25")
    page.keyboard.press("ArrowLeft")
    expect(field("Input 3", 4)).to_be_focused()
    page.keyboard.type("7")
    page.keyboard.press("Escape")
    expect(field("Input 3", 4)).to_have_value("0")
    expect(field("Input 3", 4)).to_be_focused()
    page.keyboard.press("Control+End")
    expect(field("Target", 7)).to_be_focused()
    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="Done")).to_be_focused()
    page.keyboard.press("Shift+Tab")
    expect(field("Target", 7)).to_be_focused()
    undo_of(page).click()
    expect(field("Target", 3)).to_have_value("1")


def test_the_table_is_a_stop_of_its_own_only_where_it_scrolls(site: str, open_page: OpenPage) -> None:
    page = open_page(f"{site}/table/", prepare=hold_python, viewport={"width": 1280, "height": 800})
    table = page.get_by_role("group", name="Examples", exact=True)
    expect(table).not_to_have_attribute("tabindex", "0")
    page.get_by_role("button", name="Edit the examples").click()
    page.set_viewport_size({"width": 320, "height": 800})
    expect(table).to_have_attribute("tabindex", "0")


def test_the_focus_stays_in_the_table_when_an_example_goes(page: Page) -> None:
    page.get_by_role("button", name="Edit the examples").click()
    page.get_by_role("button", name="Remove example 7").press("Enter")
    expect(told(page, "Other examples: ")).to_have_count(1)
    expect(page.get_by_role("button", name="Remove example 6")).to_be_focused()


def test_errors_stand_under_their_heading(page: Page) -> None:
    edges = page.get_by_role("group", name="Examples", exact=True).evaluate("""(table) => {
      const right = (element) => {
        const range = document.createRange();
        range.selectNodeContents(element);
        return range.getBoundingClientRect().right;
      };
      return [...table.querySelectorAll("thead th:last-child, [data-error]")].map(right);
    }""")
    assert len(edges) == 8
    assert max(edges) - min(edges) < 1


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
    choose_pace(page, speed="fastest")
    page.get_by_role("button", name="Train").click()
    expect(question.get_by_role("status").first).not_to_have_text("0.44")

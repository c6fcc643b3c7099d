"""Questions put to the network that there is: as it was trained at build, as it is now, and as the reader would have it."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import PYTHON_START, OpenPage, allow_copying, paste, undo_of

OTHER = "What had 500 cycles of training was another network"


@pytest.fixture
def page(site: str, open_page: OpenPage) -> Page:
    page = open_page(f"{site}/ask/")
    expect(page.locator("html")).to_have_attribute("data-python", "ready", timeout=PYTHON_START)
    return page


def view(page: Page, network: str = "xor") -> Locator:
    return page.get_by_role("group", name="Ask the network").nth(["xor", "three"].index(network))


def answer(page: Page, network: str = "xor") -> Locator:
    return view(page, network).locator(".ask-answer output")


def test_a_changed_shape_is_asked_as_it_is_now_and_undo_brings_the_trained_one_back(page: Page) -> None:
    trained = answer(page).inner_text()
    expect(view(page).get_by_role("radio", name="after 500 cycles")).to_be_checked()
    page.get_by_role("button", name="five and two").click()
    expect(view(page).locator(".cell")).to_have_count(10)
    expect(view(page).locator(".synapse")).to_have_count(22)
    expect(view(page).get_by_role("img", name="2 inputs, 5 hidden neurons, 2 hidden neurons and 1 output")).to_be_visible()
    expect(view(page).get_by_text(OTHER)).to_be_visible()
    expect(view(page).get_by_role("radio")).to_have_count(0)
    expect(answer(page)).not_to_have_text(trained)
    untrained = answer(page).inner_text()
    page.get_by_role("button", name="Backprop").press("Enter")
    view(page).get_by_role("checkbox", name="Input 2").press("Space")
    expect(answer(page)).not_to_have_text(untrained)
    view(page).get_by_role("checkbox", name="Input 2").press("Space")
    for _ in range(2):
        undo_of(page).press("Enter")
    expect(view(page).locator(".cell")).to_have_count(6)
    expect(answer(page)).to_have_text(trained)
    expect(view(page).get_by_role("radio", name="after 500 cycles")).to_be_checked()
    expect(view(page).get_by_text(OTHER)).not_to_be_visible()
    expect(view(page).locator(".cell text").last).to_have_text(trained)


def test_switches_become_numbers_where_the_examples_are_points(page: Page) -> None:
    trained = answer(page).inner_text()
    page.get_by_role("button", name="sixty points").click()
    field = view(page).get_by_role("spinbutton", name="Input 1")
    expect(field).to_have_value("1")
    expect(view(page).get_by_role("checkbox")).to_have_count(0)
    expect(answer(page)).not_to_have_text(trained)
    untrained = answer(page).inner_text()
    field.fill("-3.5")
    expect(answer(page)).not_to_have_text(untrained)
    field.fill("1")
    expect(answer(page)).to_have_text(untrained)
    undo_of(page).click()
    expect(view(page).get_by_role("checkbox", name="Input 1")).to_be_checked()
    expect(answer(page)).to_have_text(trained)


def test_features_are_asked_about_by_their_point(page: Page) -> None:
    page.get_by_role("button", name="three features").click()
    expect(view(page).locator(".cell")).to_have_count(7)
    expect(view(page).get_by_role("checkbox")).to_have_count(2)
    product = view(page).locator(".cell text").nth(2)
    expect(product).to_have_text("1.00")
    view(page).get_by_role("checkbox", name="Input 1").click()
    expect(product).to_have_text("0.00")


def test_other_examples_and_functions_are_another_training(page: Page) -> None:
    trained = answer(page).inner_text()
    page.get_by_role("button", name="another function").click()
    expect(view(page).get_by_text(OTHER)).to_be_visible()
    undo_of(page).click()
    expect(answer(page)).to_have_text(trained)
    page.get_by_role("button", name="Edit the examples").click()
    field = page.get_by_role("spinbutton", name="Input 1 of example 1")
    field.fill("0.5")
    field.press("Tab")
    expect(view(page).get_by_text(OTHER)).to_be_visible()
    expect(view(page).get_by_role("spinbutton", name="Input 1")).to_be_visible()
    page.get_by_role("button", name="Reset").click()
    expect(view(page).get_by_role("radio", name="after 500 cycles")).to_be_checked()
    expect(view(page).get_by_role("checkbox", name="Input 1")).to_be_visible()
    expect(answer(page)).to_have_text(trained)


def test_the_network_as_it_is_now_may_be_chosen_and_stays_so(page: Page) -> None:
    view(page).get_by_role("radio", name="as it is now").check()
    page.get_by_role("button", name="five and two").click()
    expect(view(page).get_by_text(OTHER)).to_be_visible()
    undo_of(page).click()
    expect(view(page).get_by_role("radio", name="as it is now")).to_be_checked()


def test_it_is_said_whether_the_answer_is_right(page: Page) -> None:
    expect(view(page).get_by_text("Right: 0 is wanted.")).to_be_visible()
    view(page).get_by_role("radio", name="as it is now, before training").check()
    view(page).get_by_role("checkbox", name="Input 1").press("Space")
    expect(view(page).get_by_text("Wrong: 1 is wanted.")).to_be_visible()
    told = f"It answers {answer(page).inner_text()}. Wrong: 1 is wanted."
    expect(page.get_by_role("status").filter(has_text=told)).to_have_count(1)
    page.get_by_role("button", name="Backprop").press("Enter")
    expect(view(page).get_by_role("radio", name="as it is now", exact=True)).to_be_checked()
    page.get_by_role("button", name="sixty points").click()
    view(page).get_by_role("spinbutton", name="Input 1").fill("-3.5")
    expect(view(page).get_by_text("This is not among its examples.")).to_be_visible()


def test_an_input_of_the_picture_is_a_switch_too(page: Page) -> None:
    view(page).locator(".cell").first.click()
    expect(view(page).get_by_role("checkbox", name="Input 1")).not_to_be_checked()
    expect(view(page).locator(".cell text").first).to_have_text("0.00")
    expect(view(page).get_by_text("Right: 1 is wanted.")).to_be_visible()
    view(page).locator(".cell").nth(2).click()
    expect(view(page).locator(".cell text").first).to_have_text("0.00")
    page.get_by_role("button", name="three features").click()
    expect(view(page).locator(".cell")).to_have_count(7)
    view(page).locator(".cell").nth(1).click()
    expect(view(page).get_by_role("checkbox", name="Input 2")).to_be_checked()


def test_as_many_answers_as_outputs(page: Page) -> None:
    expect(answer(page, "three")).to_have_text(re.compile(r"^0\.\d\d 0\.\d\d$"))
    first = answer(page, "three").inner_text()
    page.get_by_role("button", name="a deep one").click()
    expect(view(page, "three").locator(".cell")).to_have_count(23)
    expect(answer(page, "three")).not_to_have_text(first)
    expect(answer(page, "three")).to_have_text(re.compile(r"^0\.\d\d 0\.\d\d$"))
    page.get_by_role("button", name="back", exact=True).click()
    expect(answer(page, "three")).to_have_text(first)
    expect(view(page, "three").locator(".cell")).to_have_count(10)


def test_a_link_brings_another_reader_to_the_same_question(page: Page, open_page: OpenPage) -> None:
    page.get_by_role("button", name="five and two").click()
    page.get_by_role("button", name="Backprop").click()
    expect(view(page).locator(".cell")).to_have_count(10)
    expect(view(page).get_by_text(OTHER)).to_be_visible()
    allow_copying(page)
    page.get_by_role("button", name="Copy link to this state").click()
    expect(page.get_by_text("link", exact=False).filter(has_text="copied").first).to_be_visible()
    other = open_page(paste(page))
    expect(view(other).locator(".cell")).to_have_count(10, timeout=PYTHON_START)
    expect(view(other).get_by_text(OTHER)).to_be_visible()
    expect(view(other).locator(".cell text").first).to_have_text("1.00")

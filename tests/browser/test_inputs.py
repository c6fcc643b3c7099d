"""Sliders and numbers for the inputs, and a choice of example that suits how many there are."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import PYTHON_START, OpenPage, close_to, undo_of


@pytest.fixture
def page(site: str, open_page: OpenPage) -> Page:
    page = open_page(f"{site}/inputs/")
    expect(page.locator("html")).to_have_attribute("data-python", "ready", timeout=PYTHON_START)
    return page


def view(page: Page, network: str) -> Locator:
    return page.get_by_role("group", name={"small": "Inputs: Few examples", "large": "Inputs: Many examples"}[network])


def number(page: Page, network: str = "large") -> Locator:
    return view(page, network).get_by_role("spinbutton", name="Example")


def shown(page: Page, network: str = "large") -> list[str]:
    """The inputs on show, in four digits."""
    fields = view(page, network).get_by_role("spinbutton", name=re.compile("Input"))
    return [field.input_value().replace("-", "−") for field in fields.all()]


def test_few_examples_are_listed_and_many_are_numbered(page: Page) -> None:
    expect(view(page, "small").get_by_role("combobox", name="Example").get_by_role("option")).to_have_count(4)
    expect(number(page, "small")).to_have_count(0)
    expect(view(page, "large").get_by_role("combobox")).to_have_count(0)
    expect(number(page)).to_have_value("1")
    expect(number(page)).to_have_accessible_description("of 200")


def test_one_of_many_is_chosen_by_its_number(page: Page) -> None:
    number(page).fill("7")
    number(page).press("Enter")
    numbers = view(page, "large").locator(".example-numbers")
    expect(numbers).to_have_text(re.compile(r"^\S+ \S+ → [01]$"))
    seventh = numbers.inner_text()
    expect(view(page, "large").get_by_role("spinbutton", name="Input 1")).to_have_value(seventh.split()[0].replace("−", "-"))
    assert seventh.startswith(" ".join(shown(page)))
    number(page).press("ArrowUp")
    expect(numbers).not_to_have_text(seventh)
    number(page).fill("999")
    number(page).press("Enter")
    expect(number(page)).to_have_value("200")
    number(page).fill("")
    number(page).press("Enter")
    expect(number(page)).to_have_value("200")


def test_one_steps_from_example_to_example_by_mouse_and_keyboard(page: Page) -> None:
    before = shown(page)
    view(page, "large").get_by_role("button", name="Next example").click()
    expect(number(page)).to_have_value("2")
    onwards = view(page, "large").get_by_role("button", name="Next example")
    onwards.press("Enter")
    onwards.press("Enter")
    expect(number(page)).to_have_value("4")
    expect(view(page, "large").get_by_role("spinbutton", name="Input 1")).not_to_have_value(before[0].replace("−", "-"))
    back = view(page, "large").get_by_role("button", name="Previous example")
    for place in ("3", "2", "1", "200"):
        back.press("Enter")
        expect(number(page)).to_have_value(place)


def test_the_list_is_that_of_the_examples_as_they_are(page: Page) -> None:
    options = view(page, "small").get_by_role("combobox", name="Example").get_by_role("option")
    page.get_by_role("button", name="Edit the examples").click()
    page.get_by_role("button", name="Add an example").click()
    expect(options).to_have_count(5)
    field = page.get_by_role("spinbutton", name="Input 1 of example 5")
    field.fill("0.5")
    field.press("Tab")
    expect(options.nth(4)).to_have_text("5: 0.5 1 → 0")
    page.get_by_role("button", name="a hundred points").click()
    expect(number(page, "small")).to_have_accessible_description("of 100")
    expect(view(page, "small").get_by_role("slider", name="Input 1 slider")).to_have_attribute("max", re.compile("^[4-7]$"))
    for _ in range(3):
        undo_of(page).click()
    expect(options).to_have_text(["1: 0 0 → 0", "2: 0 1 → 1", "3: 1 0 → 1", "4: 1 1 → 0"])
    expect(number(page, "small")).to_have_count(0)
    expect(view(page, "small").get_by_role("slider", name="Input 1 slider")).to_have_attribute("max", re.compile(r"^1(\.0)?$"))


def test_a_point_is_moved_where_the_network_is_given_its_features(page: Page) -> None:
    page.get_by_role("button", name="three features").click()
    expect(page.locator('[data-neuron="0.2"]')).to_be_attached()
    fields = view(page, "small").get_by_role("spinbutton", name=re.compile("Input"))
    expect(fields).to_have_count(2)
    fields.nth(0).fill("3")
    fields.nth(0).press("Enter")
    fields.nth(1).fill("0.5")
    fields.nth(1).press("Enter")
    for place, value in enumerate((3, 1.5, 0.479425)):
        expect(page.locator(f'[data-neuron="0.{place}"]')).to_have_attribute("data-exact", close_to(value))
    view(page, "small").get_by_role("combobox", name="Example").select_option("3: 1 0 → 1")
    expect(fields.nth(0)).to_have_value("1")
    page.get_by_role("button", name="no hidden layer").click()
    expect(fields.nth(0)).to_have_value("0")
    for _ in range(5):
        undo_of(page).click()
    expect(page.locator('[data-neuron="0.2"]')).to_have_count(0)
    fields.nth(1).fill("0.75")
    fields.nth(1).press("Enter")
    expect(page.locator('[data-neuron="0.1"]')).to_have_attribute("data-exact", close_to(0.75))


def test_without_scripts_there_is_the_first_of_many(site: str, open_page: OpenPage) -> None:
    page = open_page(f"{site}/inputs/", java_script_enabled=False)
    expect(number(page)).to_have_value("1")
    expect(number(page)).to_be_disabled()
    expect(view(page, "large").locator(".example-numbers")).to_have_text(re.compile(r"→ [01]$"))


@pytest.mark.parametrize("width", [320, 1280])
def test_it_never_scrolls_sideways(site: str, open_page: OpenPage, width: int) -> None:
    page = open_page(f"{site}/inputs/", viewport={"width": width, "height": 800})
    assert page.evaluate("document.documentElement.scrollWidth") <= width

"""Words beside words: formulas that browsers set themselves, notes in the margin or behind a number, references."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import OpenPage

NARROW, WIDE = {"width": 390, "height": 800}, {"width": 1440, "height": 900}


@pytest.fixture
def narrow(site: str, open_page: OpenPage) -> Page:
    return open_page(f"{site}/words/", viewport=NARROW, java_script_enabled=False)


@pytest.fixture
def wide(site: str, open_page: OpenPage) -> Page:
    return open_page(f"{site}/words/", viewport=WIDE, java_script_enabled=False)


def test_a_note_opens_and_closes_behind_its_number(narrow: Page) -> None:
    note = narrow.get_by_role("note", name="Note 1")
    expect(note).not_to_be_visible()
    number = narrow.get_by_role("button", name="Note 1")
    number.click()
    expect(note).to_be_visible()
    number.click()
    expect(note).not_to_be_visible()


def test_a_note_is_reached_by_keyboard(narrow: Page) -> None:
    narrow.get_by_role("button", name="Note 1").focus()
    narrow.keyboard.press("Enter")
    narrow.keyboard.press("Tab")
    expect(narrow.get_by_role("link", name="the usual choice")).to_be_focused()
    narrow.keyboard.press("Escape")
    expect(narrow.get_by_role("note", name="Note 1")).not_to_be_visible()


def test_an_open_note_stays_within_the_window(narrow: Page) -> None:
    narrow.get_by_role("button", name="Note 2").click()
    box = narrow.get_by_role("note", name="Note 2").bounding_box()
    assert box
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= NARROW["width"]


def test_notes_stand_in_the_margin_where_there_is_room(wide: Page) -> None:
    expect(wide.get_by_role("button", name="Note 1")).not_to_be_visible()
    note = wide.get_by_role("note", name="Note 1").bounding_box()
    text = wide.locator(".article > p").first.bounding_box()
    assert note
    assert text
    assert note["x"] > text["x"] + text["width"]
    assert note["x"] + note["width"] <= WIDE["width"]


def test_notes_are_read_on_paper(narrow: Page) -> None:
    narrow.emulate_media(media="print")
    expect(narrow.get_by_role("note", name="Note 1")).to_be_visible()
    expect(narrow.get_by_role("button", name="Note 1")).not_to_be_visible()


def test_a_citation_leads_to_its_reference_and_back(wide: Page) -> None:
    wide.get_by_role("link", name="Rumelhart et al., 1986").click()
    entry = wide.get_by_role("listitem").filter(has_text="Learning representations by back-propagating errors")
    expect(entry).to_be_in_viewport()
    entry.get_by_role("link", name="Back to citation").click()
    expect(wide.get_by_role("link", name="Rumelhart et al., 1986")).to_be_in_viewport()


def test_the_references_are_those_that_were_cited(wide: Page) -> None:
    expect(wide.get_by_role("region", name="References").get_by_role("listitem")).to_have_count(2)


def test_a_formula_is_mathematics_to_assistive_technology(wide: Page) -> None:
    expect(wide.get_by_role("math").first).to_be_visible()
    wide.get_by_role("link", name="Equation 2").click()
    expect(wide.locator("#equation-blame")).to_be_in_viewport()


def test_a_wide_formula_scrolls_by_itself(narrow: Page) -> None:
    overflow = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    assert narrow.evaluate(overflow) == 0

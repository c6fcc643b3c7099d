"""Disguises of a network, to choose, to swap and to flip into."""

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import PYTHON_START, OpenPage, exact


@pytest.fixture
def pair(site: str, open_page: OpenPage) -> Page:
    page = open_page(f"{site}/disguise/", reduced_motion="reduce")
    page.get_by_role("figure").first.scroll_into_view_if_needed()
    expect(page.locator("html")).to_have_attribute("data-python", "ready", timeout=PYTHON_START)
    return page


def standing(page: Page) -> Locator:
    return page.locator(".disguise-standing")


def test_the_arrow_keys_go_through_the_disguises_and_the_answer_stays(pair: Page) -> None:
    answer, into = exact(pair, '[data-neuron="2.0"]'), exact(pair, '[data-connection="1.0.0"]')
    cells = pair.get_by_role("radio")
    expect(cells).to_have_count(8)
    cells.first.focus()
    for place in range(1, 8):
        pair.keyboard.press("ArrowRight")
        expect(standing(pair)).to_contain_text(f"Disguise {place + 1} of 8")
        expect(cells.nth(place)).to_be_focused()
    expect(standing(pair)).to_contain_text("seen 8")
    expect(cells.nth(7)).to_have_accessible_name("Neurons in the order 2 1, 1 and 2 flipped")
    assert exact(pair, '[data-connection="1.1.0"]') == -into
    assert abs(exact(pair, '[data-neuron="2.0"]') - answer) < 1e-12


def test_a_flip_turns_signs_and_flipping_again_turns_them_back(pair: Page) -> None:
    into, out = exact(pair, '[data-connection="1.0.0"]'), exact(pair, '[data-connection="2.0.0"]')
    flip = pair.get_by_role("button", name="Flip 1")
    flip.click()
    expect(standing(pair)).to_contain_text("Disguise 3 of 8")
    assert (exact(pair, '[data-connection="1.0.0"]'), exact(pair, '[data-connection="2.0.0"]')) == (-into, -out)
    expect(pair.get_by_role("status").filter(has_text="Every answer is as before")).to_have_count(1)
    flip.click()
    expect(standing(pair)).to_contain_text("Disguise 1 of 8")
    expect(standing(pair)).to_contain_text("seen 2")


def test_a_neuron_is_dragged_onto_another(pair: Page) -> None:
    into = [exact(pair, f'[data-connection="1.{i}.0"]') for i in range(2)]
    one, other = (pair.locator(f'[data-neuron="1.{i}"] .body') for i in range(2))
    expect(pair.get_by_text("drag one hidden neuron onto another")).to_be_visible()
    one.drag_to(other)
    expect(standing(pair)).to_contain_text("Disguise 5 of 8")
    assert [exact(pair, f'[data-connection="1.{i}.0"]') for i in range(2)] == into[::-1]
    other.drag_to(one)
    expect(standing(pair)).to_contain_text("Disguise 1 of 8")
    one.drag_to(pair.locator('[data-neuron="0.0"] .body'))
    expect(standing(pair)).to_contain_text("seen 2")
    expect(standing(pair)).to_contain_text("Disguise 1 of 8")


def test_other_numbers_have_other_disguises(pair: Page) -> None:
    pair.get_by_role("button", name="Swap 1 and 2").click()
    expect(standing(pair)).to_contain_text("seen 2")
    before = pair.locator(".disguise-cell rect").first.get_attribute("opacity") or ""
    pair.get_by_role("button", name="Backprop").click()
    expect(standing(pair)).to_contain_text("Disguise 1 of 8")
    expect(standing(pair)).to_contain_text("seen 1")
    expect(pair.locator(".disguise-cell rect").first).not_to_have_attribute("opacity", before)


@pytest.mark.parametrize("words", ["Another shape", "another activation"])
def test_of_another_kind_of_network_they_are_not_shown(pair: Page, words: str) -> None:
    pair.get_by_role("button", name=words).click()
    expect(standing(pair)).to_contain_text("as the article gives it")
    expect(pair.get_by_role("button", name="Flip 1")).to_have_attribute("aria-disabled", "true")
    pair.locator("figure").get_by_role("button", name="Undo", exact=True).click()
    expect(standing(pair)).not_to_contain_text("as the article gives it")
    expect(pair.get_by_role("button", name="Flip 1")).not_to_have_attribute("aria-disabled", "true")

"""Numbers that follow one another quickly: what is out of sight is up to date when it is seen, and when they rest."""

import re

from playwright.sync_api import Page, expect

from tests.browser.conftest import PYTHON_START, OpenPage, choose_pace, hold_python

HTML = "html"
STEP = '.standing [data-live="learner.step"]'


def training(site: str, open_page: OpenPage) -> Page:
    """The learner while it trains in a window in which little more than its buttons can be seen."""
    page = open_page(f"{site}/learner/", viewport={"width": 800, "height": 240})
    expect(page.locator(HTML)).to_have_attribute("data-python", "ready", timeout=PYTHON_START)
    choose_pace(page, steps="until paused")
    page.get_by_role("button", name="Train").click()
    expect(page.locator(HTML)).to_have_attribute("data-flowing", "")
    expect(page.locator(STEP)).to_have_text(re.compile(r"\d{2,}"))
    return page


def test_what_was_out_of_sight_is_up_to_date_once_training_rests(site: str, open_page: OpenPage) -> None:
    page = training(site, open_page)
    page.get_by_role("button", name="Pause").click()
    expect(page.locator(HTML)).not_to_have_attribute("data-flowing", "")
    now = page.locator('.standing [data-live="learner.cost"]').get_attribute("data-exact") or ""
    expect(page.locator('p [data-live="learner.cost"]').first).to_have_attribute("data-exact", now)


def test_what_comes_into_sight_while_it_trains_follows(site: str, open_page: OpenPage) -> None:
    page = training(site, open_page)
    cost = page.locator('p [data-live="learner.cost"]').first
    cost.scroll_into_view_if_needed()
    before = cost.get_attribute("data-exact") or ""
    expect(cost).not_to_have_attribute("data-exact", before)
    before = cost.get_attribute("data-exact") or ""
    expect(cost).not_to_have_attribute("data-exact", before)


def test_a_single_action_is_drawn_in_the_next_frame(site: str, open_page: OpenPage) -> None:
    page = open_page(f"{site}/learner/", prepare=hold_python, reduced_motion="reduce")
    step = page.locator(STEP)
    expect(step).to_have_text("0")
    shown = """(button, step) => new Promise((resolve) => {
      button.click();
      requestAnimationFrame(() => requestAnimationFrame(() => resolve(document.querySelector(step).textContent)));
    })"""
    assert page.get_by_role("button", name="Backprop").evaluate(shown, STEP) == "1"

"""What a screen reader is told: one polite sentence for each action, in the figure that it is of, and no more."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import PYTHON_START, OpenPage, choose_pace, hold_python

LISTEN = """() => {
  window.said = [];
  const live = '[role="status"], [role="alert"], [role="log"], [aria-live="polite"], [aria-live="assertive"]';
  new MutationObserver((records) => {
    for (const { target } of records) {
      const line = (target.nodeType === 1 ? target : target.parentElement)?.closest(live);
      if (line && line.getAttribute("aria-live") !== "off" && line.textContent.trim()) window.said.push(line.textContent.trim());
    }
  }).observe(document.documentElement, { childList: true, subtree: true, characterData: true });
}"""


def listening(page: Page) -> None:
    page.add_init_script(f"document.addEventListener('readystatechange', {LISTEN}, {{ once: true }})")


def said(page: Page) -> list[str]:
    heard: list[str] = page.evaluate("window.said")
    return heard


@pytest.fixture
def learner(site: str, open_page: OpenPage) -> Page:
    """The 3-2-3 network with live Python, which has said that it is here."""
    page = open_page(f"{site}/learner/", prepare=listening, reduced_motion="reduce")
    expect(page.locator("html")).to_have_attribute("data-python", "ready", timeout=PYTHON_START)
    expect(page.locator("body > [role=status]")).to_have_text("Python is ready.")
    return page


def expect_said(page: Page, act: Callable[[], object], words: str) -> None:
    """Exactly one sentence is said of what `act` does, in the figure."""
    page.evaluate("for (const line of document.querySelectorAll('[data-announcement]')) line.textContent = ''; window.said = []")
    act()
    expect(page.locator("figure.network > [role=status]").first).to_have_text(re.compile(words))
    assert len(said(page)) == 1, said(page)


def test_the_loading_of_python_is_told_at_its_start_and_at_its_end(learner: Page) -> None:
    assert [each for each in said(learner) if "Python" in each][-1] == "Python is ready."
    assert len(said(learner)) <= 2, said(learner)


def test_each_action_is_told_once_when_it_has_come_to_rest(learner: Page) -> None:
    button = lambda name: learner.get_by_role("button", name=name, exact=True).click  # noqa: E731
    expect_said(learner, button("Forward"), r"^Forward: cost \d\.\d{4}\.$")
    expect_said(learner, button("Backprop"), "^The weights have changed: Forward shows")
    choose_pace(learner, steps="100")
    expect_said(learner, button("Train"), r"^Step 101, cost \d\.\d{4}\.$")
    expect_said(learner, button("Undo"), r"^Undone: step 1, cost \d\.\d{4}\.$")
    expect_said(learner, button("Reset"), r"^Reset: step 0, cost \d\.\d{4}\.$")
    slider = learner.get_by_role("slider", name="Input 1 slider")
    expect_said(learner, lambda: [slider.press("ArrowRight") for _ in range(5)], r"^Set to 0\.5\d: cost \d\.\d{4}\.$")


def test_the_same_thing_done_again_is_said_again(learner: Page) -> None:
    forward = learner.get_by_role("button", name="Forward", exact=True)
    expect_said(learner, forward.click, "^Forward")
    expect_said(learner, forward.click, "^Forward")


def test_a_phrase_says_what_it_came_to(site: str, open_page: OpenPage) -> None:
    page = open_page(f"{site}/roles/", prepare=listening, reduced_motion="reduce")
    expect(page.locator("html")).to_have_attribute("data-python", "ready", timeout=PYTHON_START)
    expect(page.locator("body > [role=status]")).to_have_text("Python is ready.")
    expect_said(page, page.get_by_role("button", name="take fifty steps").click, r"^Step 50, cost \d\.\d{4}\.$")
    expect_said(page, page.get_by_role("button", name="raise a bias").click, r"^Set to 1\.5: cost \d\.\d{4}\.$")


def test_who_waits_for_python_is_told_so(site: str, open_page: OpenPage) -> None:
    page = open_page(f"{site}/learner/", prepare=hold_python)
    page.get_by_role("slider", name="Input 1 slider").press("ArrowRight")
    expect(page.locator("figure.network > [role=status]").first).to_have_text("Waiting for Python.")


LATE = {  # by the page: what is answered later than in the same moment, and what waits for that
    "learner": {"an action": "press('[data-act=forward]')"},
    "stepping": {"a walk": "press('[data-act=step]')"},
    "ask": {"a question": "turn('[data-ask]', 0.4)", "a link": "press('.link')"},
    "boundary": {"a point": "key('.training .point', 'Backspace')", "another example": "key('.training .point', 'Enter')"},
    "playground": {"settings": "press('.settings-seed')"},
    "disguise": {"a disguise": "press('.disguise-cell:nth-of-type(2) input')"},
    "roles": {"a generation": "press('[data-does=step]')"},
}
ACT_AND_SPEAK = """async () => {
  const { name } = performance.getEntriesByType("resource").find(({ name }) => /\\/announce\\.[^/]*js$/.test(name));
  const { announce } = await import(name);
  let part;
  const find = (selector) => (part = document.querySelector(selector));
  const press = (selector) => find(selector).click();
  const key = (selector, key) =>
    find(selector).dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true }));
  const turn = (selector, value) => {
    if (find(selector).type === "checkbox") return part.click();
    part.value = value;
    part.dispatchEvent(new Event("input", { bubbles: true }));
  };
  window.said = [];
  ACT;
  announce(part, "Later.");
}"""


@pytest.mark.parametrize("name", LATE)
def test_what_was_begun_later_is_not_spoken_over_by_an_answer_that_took_long(site: str, open_page: OpenPage, name: str) -> None:
    """Something else is said in the same moment in which an action was begun, so before any answer to that."""
    page = open_page(f"{site}/{name}/", prepare=listening, reduced_motion="reduce")
    expect(page.locator("html")).to_have_attribute("data-python", "ready", timeout=PYTHON_START)
    for act in LATE[name].values():
        page.evaluate(ACT_AND_SPEAK.replace("ACT", act))
        page.wait_for_function("() => window.said.includes('Later.')")


def test_how_a_roll_ended_is_not_said_over_what_ended_it(site: str, open_page: OpenPage) -> None:
    page = open_page(f"{site}/landscape/", prepare=listening)
    expect(page.locator("html")).to_have_attribute("data-python", "ready", timeout=PYTHON_START)
    some_frames = "for (let frame = 0; frame < 5; frame++) await new Promise(requestAnimationFrame)"
    page.evaluate(ACT_AND_SPEAK.replace("ACT", f"press('.landscape-roll'); {some_frames}; press('.landscape-roll')"))
    page.wait_for_function("() => window.said.includes('Later.')")

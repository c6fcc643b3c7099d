"""A reader who does what a text says, in its order, and looks whether it comes about."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import PYTHON_START
from tests.browser.test_touch import PHONE

DESK: dict[str, Any] = {"viewport": {"width": 1280, "height": 900}, "reduced_motion": "reduce"}
AT_A_DESK_AND_ON_A_PHONE = pytest.mark.parametrize("window", [DESK, PHONE], ids=["desk", "phone"])
AS_LONG_AS_IT_TAKES = 180_000  # milliseconds that a training may go on, on a loaded machine
NUMBER = """([path, low, high]) => [...document.querySelectorAll(`[data-live="${path}"]`)]
  .some((each) => low <= Number(each.dataset.exact) && Number(each.dataset.exact) <= high)"""

# Whether a good part of one of a network's pictures is on the screen, in its figure or beside the text.
IN_SIGHT = """(network) => [...document.querySelectorAll(`[data-for="${network}"] [data-dock]`)].some((each) => {
  const { top, bottom, left, right, height } = each.getBoundingClientRect();
  const seen = Math.min(bottom, innerHeight) - Math.max(top, 0);
  return height > 0 && left < innerWidth && right > 0 && seen >= 0.4 * Math.min(height, innerHeight);
})"""
LIT_IN_SIGHT = """() => [...document.querySelectorAll("[data-lit]:not(.see, output)")].some((each) => {
  const { top, bottom, width } = each.getBoundingClientRect();
  return width > 0 && bottom > 0 && top < innerHeight;
})"""


class Reader:
    """Presses the phrases of a page, with a finger where the page is touched, and keeps account of those that are left."""

    def __init__(self, page: Page) -> None:
        self.page = page
        page.get_by_role("figure").first.scroll_into_view_if_needed()
        expect(page.locator("html")).to_have_attribute("data-python", "ready", timeout=PYTHON_START)
        self.left = page.locator("button.do").all_text_contents()
        self.unseen = page.locator(".see").all_text_contents()
        self.touches = page.evaluate("navigator.maxTouchPoints > 0")

    def press(self, words: str) -> None:
        """Press the next phrase of the text, which has these words, and wait until all that it does is done, and in sight."""
        assert self.left and self.left[0] == words, f"the next phrase is {self.left[:1]}, not {words!r}"
        self.again(words)
        del self.left[0]

    def again(self, words: str) -> None:
        """Press a phrase out of its turn."""
        phrase = self.page.locator("button.do").get_by_text(words, exact=True)
        if self.touches:
            phrase.tap()
        else:
            phrase.click()
        expect(phrase).not_to_have_attribute("aria-busy", "true", timeout=AS_LONG_AS_IT_TAKES)
        self.page.wait_for_function(IN_SIGHT, arg=phrase.get_attribute("data-for"), timeout=15_000)

    def finds(self, path: str, low: float, high: float) -> None:
        """Wait until the page shows a number between these two, ends included, for a quantity such as `xor.error`."""
        try:
            self.page.wait_for_function(NUMBER, arg=[path, low, high], timeout=60_000)
        except Exception as error:
            raise AssertionError(f"{path} is {self.number(path)}, which is not between {low} and {high}") from error

    def number(self, path: str) -> float:
        """The number that the page shows for a quantity now."""
        return float(self.page.locator(f'[data-live="{path}"]').first.get_attribute("data-exact") or "nan")

    def sees(self, words: str, selector: str, count: int) -> None:
        """Point at a phrase: so many of the parts of `selector` are lit, and some in sight, until the reader leaves it."""
        phrase, lit = self.page.locator(".see").get_by_text(words, exact=True), self.page.locator(f"{selector}[data-lit]")
        if self.touches:
            phrase.tap()
        else:
            phrase.hover()
        expect(lit).to_have_count(count)
        self.page.wait_for_function(LIT_IN_SIGHT, timeout=15_000)
        phrase.focus()
        phrase.blur()
        self.page.mouse.move(0, 0)
        expect(lit).to_have_count(0)
        self.unseen.remove(words)

    def turns(self, name: str, key: str, value: str) -> None:
        """Step the number in the text that sets the quantity of this name; it then is `value`."""
        number = self.page.locator(".scrub").and_(self.page.get_by_role("slider", name=name))
        number.press(key)
        expect(number).to_have_attribute("aria-valuenow", value)


@contextmanager
def reading(page: Page) -> Iterator[Reader]:
    """A reader of an article, who has pressed and looked up every phrase of it in the end."""
    reader = Reader(page)
    yield reader
    assert (reader.left, reader.unseen) == ([], [])

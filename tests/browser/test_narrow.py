"""Every page fits into a narrow window: nothing makes it scroll sideways, with everything that folds out open."""

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import OpenPage, articles_of, hold_python

OPEN = "for (const each of document.querySelectorAll('details')) each.open = true"
SIDEWAYS = """() => {
  const wide = document.documentElement.scrollWidth;
  if (wide <= innerWidth) return [];
  const beyond = [...document.querySelectorAll("body *")].filter((each) => each.getBoundingClientRect().right > innerWidth + 1);
  return [`${wide} pixels wide`, ...beyond.slice(0, 5).map((each) => each.outerHTML.slice(0, 100))];
}"""


BESIDE = """() => {
  const scrolls = (each) => getComputedStyle(each).overflowX !== "visible";
  const inScroller = (each, frame) => each !== frame && (scrolls(each) || inScroller(each.parentElement, frame));
  const found = [];
  for (const frame of document.querySelectorAll("figure, fieldset")) {
    const { left, right } = frame.getBoundingClientRect();
    for (const each of frame.querySelectorAll("button, input, select, output, label, p")) {
      const box = each.getBoundingClientRect();
      if (!box.width || each.closest(".hidden-words") || inScroller(each.parentElement, frame)) continue;
      if (box.right > right + 1.5 || box.left < left - 1.5) found.push(`${each.outerHTML.slice(0, 100)} in ${frame.className}`);
    }
  }
  return found.slice(0, 5);
}"""  # what reaches out of its figure or group of fields, over what stands beside it


def narrow(open_page: OpenPage, url: str, width: int) -> Page:
    return open_page(url, prepare=hold_python, viewport={"width": width, "height": 800})


@pytest.mark.parametrize("width", [320, 768])
@pytest.mark.parametrize("which", ["site", "published"])
def test_no_page_scrolls_sideways(request: pytest.FixtureRequest, open_page: OpenPage, which: str, width: int) -> None:
    home = f"{request.getfixturevalue(which)}/"
    page = narrow(open_page, home, width)
    addresses = articles_of(page)
    found = {}
    for address in ["", *addresses]:
        page.goto(home + address)
        page.evaluate(OPEN)
        found[address] = page.evaluate(SIDEWAYS)
    assert len(found) > 1
    assert {address: beyond for address, beyond in found.items() if beyond} == {}


@pytest.mark.parametrize("width", [390, 768])
@pytest.mark.parametrize("which", ["site", "published"])
def test_nothing_reaches_out_of_its_figure_on_a_touch_screen(
    request: pytest.FixtureRequest, open_page: OpenPage, which: str, width: int
) -> None:
    home = f"{request.getfixturevalue(which)}/"
    page = open_page(home, prepare=hold_python, viewport={"width": width, "height": 800}, has_touch=True, is_mobile=True)
    addresses = articles_of(page)
    found = {}
    for address in addresses:
        page.goto(home + address)
        page.evaluate(OPEN)
        found[address] = page.evaluate(BESIDE)
    assert len(found) > 1
    assert {address: beyond for address, beyond in found.items() if beyond} == {}


@pytest.mark.parametrize("which", ["site", "published"])
def test_letters_of_any_width_stay_in_their_figures(request: pytest.FixtureRequest, open_page: OpenPage, which: str) -> None:
    """As wide as a reader may ask for (WCAG 1.4.12), which is wider than any system's own font."""
    home = f"{request.getfixturevalue(which)}/"
    page = narrow(open_page, home, 768)
    addresses = articles_of(page)
    found = {}
    for address in addresses:
        page.goto(home + address)
        page.evaluate(OPEN)
        page.evaluate("Object.assign(document.body.style, { letterSpacing: '0.12em', wordSpacing: '0.16em' })")
        found[address] = page.evaluate(BESIDE) + page.evaluate(SIDEWAYS)
    assert len(found) > 1
    assert {address: beyond for address, beyond in found.items() if beyond} == {}

"""Every page fits into a narrow window: nothing makes it scroll sideways, with everything that folds out open."""

import re

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import OpenPage, hold_python

OPEN = "for (const each of document.querySelectorAll('details')) each.open = true"
SIDEWAYS = """() => {
  const wide = document.documentElement.scrollWidth;
  if (wide <= innerWidth) return [];
  const beyond = [...document.querySelectorAll("body *")].filter((each) => each.getBoundingClientRect().right > innerWidth + 1);
  return [`${wide} pixels wide`, ...beyond.slice(0, 5).map((each) => each.outerHTML.slice(0, 100))];
}"""


def narrow(open_page: OpenPage, url: str, width: int) -> Page:
    return open_page(url, prepare=hold_python, viewport={"width": width, "height": 800})


@pytest.mark.parametrize("width", [320, 768])
@pytest.mark.parametrize("which", ["site", "published"])
def test_no_page_scrolls_sideways(request: pytest.FixtureRequest, open_page: OpenPage, which: str, width: int) -> None:
    home = f"{request.getfixturevalue(which)}/"
    page = narrow(open_page, home, width)
    links = [link.get_attribute("href") or "" for link in page.get_by_role("main").get_by_role("link").all()]
    found = {}
    for address in ["", *dict.fromkeys(link for link in links if re.fullmatch(r"[\w-]+/", link))]:
        page.goto(home + address)
        page.evaluate(OPEN)
        found[address] = page.evaluate(SIDEWAYS)
    assert len(found) > 1
    assert {address: beyond for address, beyond in found.items() if beyond} == {}

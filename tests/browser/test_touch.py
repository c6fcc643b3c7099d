"""A phone: what is dragged follows the finger while the page holds still, and a swipe beside it scrolls the page."""

import re
from typing import Any

import pytest
from playwright.sync_api import CDPSession, Locator, Page, expect

from tests.browser.conftest import PYTHON_START, ROOT, OpenPage, hold_python

PHONE: dict[str, Any] = {
    "has_touch": True,
    "is_mobile": True,
    "viewport": {"width": 390, "height": 844},
    "reduced_motion": "reduce",
}
ARTICLES = sorted(path.parent.name for path in (ROOT / "content").glob("*/article.md"))
Place = tuple[float, float]

# Controls that a finger must find, with their smaller side in pixels; phrases in a line of text are as high as the line.
TARGETS = """() => {
  const choice = ":is([type=radio], [type=checkbox])";
  const controls = `button:not(.do), select, textarea, summary, input:not(${choice}), label:has(${choice}), .scrub`;
  return [...document.querySelectorAll(`main :is(${controls})`)]
    .filter((each) => each.checkVisibility({ visibilityProperty: true }))
    .map((each) => [each.outerHTML.slice(0, 120), Math.min(each.offsetWidth, each.offsetHeight)]);
}"""
SMALL_LETTERS = """() => [...document.querySelectorAll("select, textarea, input:is([type=number], [type=text])")]
  .filter((each) => parseFloat(getComputedStyle(each).fontSize) < 16).map((each) => each.outerHTML.slice(0, 120))"""


class Finger:
    """One finger on the screen, as the browser's own input sends it: it scrolls what may be scrolled."""

    def __init__(self, page: Page) -> None:
        self._page = page
        self._session: CDPSession = page.context.new_cdp_session(page)

    def _send(self, kind: str, *places: Place) -> None:
        points = [{"x": x, "y": y} for x, y in places]
        self._session.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})

    def tap(self, place: Place) -> None:
        self._send("touchStart", place)
        self._send("touchEnd")

    def drag(self, start: Place, right: float = 0, down: float = 0) -> None:
        self._send("touchStart", start)
        for step in range(1, 11):
            self._send("touchMove", (start[0] + right * step / 10, start[1] + down * step / 10))
        self._send("touchEnd")

    def swipe_past(self, start: Place) -> None:
        """Swipe upwards, which scrolls the page."""
        before = self._page.evaluate("scrollY")
        self.drag(start, down=-200)
        self._page.wait_for_function("(before) => scrollY > before + 100", arg=before)


def at(locator: Locator, across: float = 0.5, down: float = 0.5) -> Place:
    """A place on the screen, by shares of an element's width and height; the element comes into sight for it."""
    locator.scroll_into_view_if_needed()
    box = locator.bounding_box()
    assert box
    return box["x"] + across * box["width"], box["y"] + down * box["height"]


def on_phone(open_page: OpenPage, url: str) -> tuple[Page, Finger]:
    """The page before Python comes."""
    page = open_page(url, prepare=hold_python, **PHONE)
    return page, Finger(page)


def with_python(open_page: OpenPage, url: str) -> tuple[Page, Finger]:
    page = open_page(url, **PHONE)
    page.get_by_role("figure").first.scroll_into_view_if_needed()
    expect(page.locator("html")).to_have_attribute("data-python", "ready", timeout=PYTHON_START)
    return page, Finger(page)


def test_a_number_in_a_sentence_is_dragged_sideways(site: str, open_page: OpenPage) -> None:
    page, finger = with_python(open_page, f"{site}/roles/")
    number = page.locator(".scrub").first
    start, scrolled = at(number), page.evaluate("scrollY")
    finger.drag(start, right=50)
    expect(number).to_have_attribute("aria-valuenow", "1.3")
    assert page.evaluate("scrollY") == scrolled
    finger.swipe_past(start)
    expect(number).to_have_attribute("aria-valuenow", "1.3")


def test_a_point_is_added_moved_and_removed_and_the_plane_scrolled_past(site: str, open_page: OpenPage) -> None:
    page, finger = on_phone(open_page, f"{site}/boundary/")
    gate = page.locator('figure[data-network="gate"]')
    points = gate.get_by_role("button", name=re.compile(r"^Point \d+:"))
    plane = gate.get_by_role("button", name=re.compile("^Cursor at"))
    start, scrolled = at(plane, 0.1, 0.2), page.evaluate("scrollY")
    finger.tap(start)
    expect(points).to_have_count(5)
    finger.drag(start, right=60, down=40)
    expect(gate.get_by_role("button", name=re.compile(r"^Point 5: −0\.\d+, 1\.0"))).to_be_visible()
    assert page.evaluate("scrollY") == scrolled
    for _ in range(2):
        finger.tap((start[0] + 60, start[1] + 40))
    expect(points).to_have_count(4)
    finger.swipe_past(start)
    expect(points).to_have_count(4)


def test_the_ball_is_carried_and_dropped_and_the_map_scrolled_past(site: str, open_page: OpenPage) -> None:
    page, finger = with_python(open_page, f"{site}/landscape/")
    figure = page.get_by_role("figure", name="A single neuron")
    ball, across = figure.locator(".ball"), figure.get_by_role("slider", name="Ball to the right")
    expect(across).to_have_value("-2")
    start, scrolled = at(ball), page.evaluate("scrollY")
    finger.drag(start, right=40)
    expect(across).to_have_value(re.compile(r"^-?[01]\b"))
    assert page.evaluate("scrollY") == scrolled
    carried = across.input_value()
    finger.swipe_past(at(figure.locator(".map"), 0.85, 0.8))
    expect(across).to_have_value(carried)
    finger.tap(at(figure.locator(".map"), 0.85, 0.12))
    expect(across).to_have_value(re.compile(r"^[4-6]"))


def test_the_point_on_an_activation_is_dragged(site: str, open_page: OpenPage) -> None:
    page, finger = on_phone(open_page, f"{site}/activation/")
    point = page.get_by_role("group", name="Activation curve of the hidden neurons").get_by_role("slider")
    start, scrolled = at(point), page.evaluate("scrollY")
    finger.drag(start, right=60, down=5)
    expect(point).to_have_attribute("aria-valuenow", re.compile(r"^3\."))
    assert page.evaluate("scrollY") == scrolled
    finger.swipe_past(start)


def test_cells_are_drawn_and_a_swipe_leaves_none_behind(site: str, open_page: OpenPage) -> None:
    page, finger = on_phone(open_page, f"{site}/life/")
    grid, living = page.get_by_role("application").first, page.locator(".life-living").first
    expect(living).to_have_text("5")
    start, scrolled = at(grid, 0.5, 0.75), page.evaluate("scrollY")
    finger.drag(start, right=80)
    expect(living).to_have_text(re.compile(r"^1[23]$"))
    assert page.evaluate("scrollY") == scrolled
    drawn = living.text_content() or ""
    finger.swipe_past((start[0], start[1] + 20))
    expect(living).to_have_text(drawn)


def test_a_guess_is_drawn_and_a_film_is_scrubbed(published: str, open_page: OpenPage) -> None:
    page, finger = on_phone(open_page, f"{published}/watch-a-network-learn/")
    curve = page.get_by_role("slider", name="Your curve")
    start, scrolled = at(curve, 0.05, 0.2), page.evaluate("scrollY")
    finger.drag(start, right=300, down=120)
    expect(page.locator("synapse-predict", has=curve).get_by_role("button", name="Commit to this guess")).to_be_enabled()
    assert page.evaluate("scrollY") == scrolled
    slider = page.get_by_role("slider", name="Position in the film")
    length = slider.evaluate("(slider) => slider.clientWidth")
    finger.drag(at(slider, 0.05), right=0.4 * length)
    expect(slider).to_have_value(re.compile(r"^[3-6]\d$"))
    finger.swipe_past(at(page.get_by_role("group", name="Film of the network"), 0.5, 0.3))


def test_what_is_tapped_tells_its_arithmetic_and_a_second_tap_edits_it(site: str, open_page: OpenPage) -> None:
    page, finger = with_python(open_page, f"{site}/learner/")
    weight, label = page.locator('[data-connection="2.0.0"]'), page.locator('[data-label="2.0.0"]')
    finger.tap(at(label))
    expect(page.get_by_role("group", name="Arithmetic").get_by_role("spinbutton")).to_have_value("0.2")
    finger.tap(at(label))
    field = page.locator(".diagram-stage").get_by_role("spinbutton", name="Weight from Hidden 1 to Output 1")
    expect(field).to_be_focused()
    field.fill("1.5")
    field.press("Enter")
    expect(weight).to_have_attribute("data-exact", "1.5")
    finger.tap(at(page.locator('[data-neuron="0.0"] .body')))
    value = page.get_by_role("group", name="Arithmetic").get_by_role("spinbutton", name="Value of Input 1")
    value.fill("-0.5")
    value.press("Enter")
    expect(page.locator('[data-neuron="0.0"]')).to_have_attribute("data-exact", "-0.5")


def test_a_tapped_cell_of_a_matrix_stays_lit(site: str, open_page: OpenPage) -> None:
    page, finger = on_phone(open_page, f"{site}/matrices/")
    finger.tap(at(page.locator('synapse-matrices td[data-path="weights[1][1][0]"]').first))
    expect(page.locator('[data-connection="1.1.0"]')).to_have_attribute("data-lit", "")
    expect(page.locator("[data-connection][data-lit]")).to_have_count(1)


@pytest.mark.parametrize("article", ARTICLES)
def test_a_finger_finds_every_control(published: str, open_page: OpenPage, article: str) -> None:
    page, _ = on_phone(open_page, f"{published}/{article}/")
    assert [target for target in page.evaluate(TARGETS) if target[1] < 24] == []
    assert page.evaluate(SMALL_LETTERS) == []
    assert page.evaluate("document.documentElement.scrollWidth") == 390

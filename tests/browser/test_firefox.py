"""Every article in Firefox ESR, read to its end, with the one thing done in it that it is about."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Playwright, expect

from tests.browser.conftest import FIREFOX, PYTHON_START, ROOT, OpenPage, choose_pace, exact, open_firefox, pages

ARTICLES = sorted(path.parent.name for path in Path(ROOT / "content").glob("*/article.md"))


@pytest.fixture(scope="module")
def firefox(playwright: Playwright, browser: Browser) -> Iterator[Browser]:
    started = browser if FIREFOX else open_firefox(playwright)
    yield started
    if started is not browser:
        started.close()


@pytest.fixture
def open_in_firefox(firefox: Browser) -> Iterator[OpenPage]:
    yield from pages(firefox.new_context)


def learn(page: Page) -> None:
    learner = page.get_by_role("figure", name="A network that can learn")
    before = exact(page, '[data-live="learner.cost"]')
    learner.get_by_role("button", name="Backprop", exact=True).click()
    expect(learner.locator('[data-live="learner.step"]').first).to_have_text("1")
    learner.get_by_role("button", name="Forward").click()
    cost = learner.locator('[data-live="learner.cost"]').first
    expect(cost).not_to_have_attribute("data-exact", str(before))
    assert float(cost.get_attribute("data-exact") or "nan") < before


def watch(page: Page) -> None:
    film = page.get_by_role("group", name="Film of the network")
    slider = film.get_by_role("slider", name="Position in the film")
    film.get_by_role("button", name="Play").click()
    expect(slider).not_to_have_value("0")
    slider.press("End")
    expect(slider).to_have_attribute("aria-valuetext", "Cycle 60,000, example 7")
    expect(film.get_by_role("button", name="Play")).to_be_visible()


def point_at_a_cell(page: Page) -> None:
    small = page.get_by_role("figure", name="One network in two pictures")
    small.get_by_role("gridcell", name="Weight from Input 2 to Hidden 3").hover()
    expect(small.locator("[data-connection][data-lit]")).to_have_count(1)
    expect(small.locator('[data-connection="1.2.1"]')).to_have_attribute("data-lit", "")


def turn_a_weight(page: Page) -> None:
    gate = (
        page.get_by_role("figure")
        .filter(has=page.locator("synapse-perturb[data-for=gate]"))
        .get_by_role("group", name="One weight or bias on a slider")
    )
    dot, curve = gate.locator(".perturb-dot").first, gate.locator(".perturb-curve").first
    standing, drawn = dot.get_attribute("cx") or "", curve.get_attribute("points") or ""
    gate.get_by_role("slider", name=re.compile("slider$")).press("Home")
    expect(dot).not_to_have_attribute("cx", standing)
    page.get_by_role("button", name="Turn that one up to 4").click()
    expect(curve).not_to_have_attribute("points", drawn)


def add_a_point(page: Page) -> None:
    net = page.get_by_role("figure", name="A network to change and train")
    points = net.get_by_role("button", name=re.compile(r"^Point \d+:"))
    before = points.count()
    net.get_by_role("button", name=re.compile("^Cursor at")).click(position={"x": 20, "y": 20})
    expect(points).to_have_count(before + 1)
    choose_pace(net, steps="100")
    net.get_by_role("button", name="Train").click()
    expect(net.locator('[data-live="net.step"]').first).to_have_text("100")
    expect(net.locator("canvas.heat")).to_be_visible()


ACTS: dict[str, Callable[[Page], None]] = {
    "how-do-neural-networks-learn": learn,
    "watch-a-network-learn": watch,
    "a-network-is-matrix-multiplication": point_at_a_cell,
    "what-a-single-weight-tells-you": turn_a_weight,
    "playground": add_a_point,
}


@pytest.mark.parametrize("article", ARTICLES)
def test_an_article_works_in_firefox(published: str, open_in_firefox: OpenPage, article: str) -> None:
    page = open_in_firefox(f"{published}/{article}/")
    for figure in page.get_by_role("figure").all():
        figure.scroll_into_view_if_needed()
    page.get_by_role("contentinfo").scroll_into_view_if_needed()
    expect(page.locator("html")).to_have_attribute("data-python", "ready", timeout=PYTHON_START)
    ACTS[article](page)

"""The home page: a network that the reader trains, without Python until then, and a picture for each article."""

import re

from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import PYTHON_START, OpenPage, hold_python

STILL = {"reduced_motion": "reduce"}
LEARNED = re.compile(r"\b100% right")


def figure(page: Page) -> Locator:
    return page.get_by_role("figure", name="A network to train")


def drawn(page: Page) -> list[str]:
    """How thick the lines of the large picture are, and what its maps show."""
    return page.locator("synapse-hero").evaluate(
        "(hero) => [...hero.querySelectorAll('line')].map((line) => line.getAttribute('stroke-width'))"
        ".concat([...hero.querySelectorAll('image')].map((image) => image.getAttribute('href') + image.getAttribute('y')))"
    )


def steps(page: Page) -> int:
    """After how many steps the large network is shown."""
    said = figure(page).get_by_text(re.compile(r"^[\d,]+ steps?: ")).text_content() or ""
    return int(said.split(" ")[0].replace(",", ""))


def test_the_first_figure_plays_once_and_rests_trained(published: str, open_page: OpenPage) -> None:
    page = open_page(f"{published}/")
    expect(figure(page)).not_to_have_text(LEARNED)
    expect(figure(page)).to_have_text(LEARNED)


def test_train_answers_before_python_and_the_engine_goes_on(published: str, open_page: OpenPage) -> None:
    page = open_page(f"{published}/", **STILL)
    learned, before = steps(page), drawn(page)
    expect(page.locator("html")).to_have_attribute("data-python", "idle")
    figure(page).get_by_role("button", name="Start over").click()
    expect(figure(page)).to_contain_text("0 steps: ")
    assert drawn(page) != before
    expect(page.locator("html")).to_have_attribute("data-python", "idle")
    figure(page).get_by_role("button", name="Train").click()
    expect(figure(page).get_by_role("button", name="Pause")).to_be_visible()
    expect(figure(page)).not_to_contain_text(re.compile(r"\b0 steps: "))
    expect(page.locator("html")).to_have_attribute("data-python", "ready", timeout=PYTHON_START)
    expect(figure(page)).to_contain_text(re.compile(r"\b(?:[1-9]\d*,)?\d{1,2}[1-9]0 steps: "), timeout=PYTHON_START)
    expect(figure(page).get_by_role("button", name="Train")).to_be_visible(timeout=PYTHON_START)
    assert steps(page) != learned
    page.get_by_role("button", name="Start over").click()
    expect(figure(page)).to_contain_text("0 steps: ")
    expect(figure(page).get_by_role("status")).to_contain_text("Reset: step 0")


def test_other_data_are_learned_at_once(published: str, open_page: OpenPage) -> None:
    page = open_page(f"{published}/", **STILL)
    clouds = figure(page).get_by_role("radio", name="Clouds")
    points = page.locator(".picture-pair .point")
    first, count, before = points.first.get_attribute("transform") or "", points.count(), drawn(page)
    figure(page).get_by_role("radio", name="Ring").focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    expect(clouds).to_be_checked()
    expect(figure(page)).to_contain_text("Loading Python")
    expect(points.first).not_to_have_attribute("transform", first, timeout=PYTHON_START)
    expect(points).to_have_count(count)
    expect(figure(page)).to_have_text(LEARNED)
    figure(page).get_by_role("button", name="Pause").click()
    assert drawn(page) != before


def test_without_python_the_recorded_states_still_play(published: str, open_page: OpenPage) -> None:
    page = open_page(f"{published}/", prepare=hold_python, **STILL)
    last = steps(page)
    figure(page).get_by_role("button", name="Train").click()
    expect(figure(page)).not_to_have_text(LEARNED)
    expect(figure(page)).to_contain_text(f"{last:,} steps: ")
    expect(figure(page)).to_contain_text("Loading Python")
    figure(page).get_by_role("button", name="Pause").click()
    expect(figure(page).get_by_role("button", name="Train")).to_be_visible()


def test_each_article_has_a_picture_that_plays_when_it_is_come_to(published: str, open_page: OpenPage) -> None:
    page = open_page(f"{published}/")
    cards = page.get_by_role("region", name="Articles").get_by_role("listitem")
    pictures = cards.locator("synapse-picture")
    expect(pictures).to_have_count(cards.count())
    for card in cards.all():
        part = card.locator("[data-numbers], mask image").first
        of = part.get_attribute("data-of") or "y"
        last = (part.get_attribute("data-numbers") or "-31").split(" ")[-1]
        expect(part).to_have_attribute(of, last)
        card.get_by_role("link").focus()
        expect(part).not_to_have_attribute(of, last)
        expect(part).to_have_attribute(of, last)


def test_pictures_stand_still_for_readers_of_less_motion(published: str, open_page: OpenPage) -> None:
    page = open_page(f"{published}/", **STILL)
    expect(figure(page)).to_have_text(LEARNED)
    before = page.locator("main").inner_html()
    page.get_by_role("link", name="How do neural networks learn?").hover()
    assert page.locator("main").inner_html() == before


def test_the_home_page_is_light_and_asks_for_no_python(published: str, open_page: OpenPage) -> None:
    bodies: dict[str, int] = {}
    page = open_page(
        f"{published}/", prepare=lambda page: page.on("response", lambda answer: bodies.update({answer.url: len(answer.body())}))
    )
    figure(page).get_by_role("button", name="Start over").click()
    expect(figure(page)).to_contain_text("0 steps: ")
    expect(page.locator("html")).to_have_attribute("data-python", "idle")
    assert sum(bodies.values()) < 150_000
    assert not [url for url in bodies if "/runtime/" in url or "lab." in url]
    expect(page).to_have_title("Synapse: Neural networks you can take hold of")


def test_without_scripts_the_pictures_are_of_trained_networks(published: str, open_page: OpenPage) -> None:
    page = open_page(f"{published}/", java_script_enabled=False)
    expect(page.get_by_role("img", name="A network of 2 inputs, 4 hidden neurons and 1 output, and a map")).to_be_visible()
    expect(figure(page)).to_have_text(LEARNED)
    expect(page.get_by_role("button")).to_have_count(0)

"""The article that watches a network learn: what it tells is there before Python, and what it points at lights."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import PYTHON_START, OpenPage, expect_numbers, hold_python

ADDRESS = "watch-a-network-learn"


@pytest.fixture
def lesson(published: str, open_page: OpenPage) -> Page:
    """The article as it is before Python has arrived."""
    return open_page(f"{published}/{ADDRESS}/", prepare=hold_python)


def test_the_film_plays_before_python(lesson: Page) -> None:
    slider = lesson.get_by_role("slider", name="Position in the film")
    slider.fill("88")
    film = lesson.get_by_role("group", name="Film of the network")
    film.get_by_role("combobox", name="Speed").select_option("fast")
    film.get_by_role("button", name="Play").click()
    expect(slider).to_have_attribute("aria-valuetext", "Cycle 60,000, example 7")
    expect(film.get_by_text("0.47%")).to_be_visible()


def test_the_films_table_ends_with_its_last_error(lesson: Page) -> None:
    figure = lesson.get_by_role("figure").filter(has=lesson.get_by_role("group", name="Film of the network"))
    figure.get_by_text("The film as a table").click()
    expect(figure.get_by_role("row", name="60,000")).to_contain_text("0.47%")


def test_the_question_is_answered_before_python_and_by_keyboard(lesson: Page) -> None:
    asked = lesson.get_by_role("group", name="Ask the network").first
    expect(asked.get_by_role("status").first).to_have_text("0.01")
    asked.get_by_role("checkbox", name="Input 1").press("Space")
    expect(asked.get_by_role("status").first).to_have_text("1.00")


def test_two_beginnings_answer_one_question_differently(lesson: Page) -> None:
    other = lesson.get_by_role("group", name="Ask the network").last
    expect(other.get_by_role("status").first).to_have_text("0.99")


def test_a_guessed_curve_is_answered_before_python(lesson: Page) -> None:
    guess = lesson.get_by_role("slider", name="Your curve")
    guess.press("ArrowRight")
    for _ in range(3):
        guess.press("ArrowDown")
    commit(lesson)
    expect(lesson.get_by_text("The two are furthest apart after").first).to_be_visible()


def commit(page: Page) -> None:
    """Commit to the curve that was drawn."""
    question = page.get_by_role("group", name="How will the error go down")
    question.get_by_role("button", name="Commit to this guess").click()


@pytest.mark.parametrize("pointed", ["mouse", "keyboard"])
def test_a_phrase_lights_the_withered_connections_in_every_figure(lesson: Page, pointed: str) -> None:
    phrase = lesson.get_by_role("button", name="what leaves the third input")
    phrase.hover() if pointed == "mouse" else phrase.focus()
    for group in ("Film of the network", "Ask the network"):
        expect(lesson.get_by_role("group", name=group).first.locator(".synapse[data-lit]")).to_have_count(4)
    expect(lesson.locator(".film-stills [data-lit]")).to_have_count(8)
    expect(lesson.get_by_role("group", name="Ask the network").last.locator("[data-lit]")).to_have_count(0)


def test_from_the_shelf_the_network_takes_the_step(published: str, open_page: OpenPage) -> None:
    page = open_page(f"{published}/{ADDRESS}/")
    expect(page.locator("html")).to_have_attribute("data-python", "ready", timeout=PYTHON_START)
    page.get_by_role("button", name="cycle 2,500,").click()
    page.get_by_role("button", name="Go on from here").click()
    film = page.get_by_role("group", name="Film of the network")
    expect(film.get_by_text("The network now has the weights with which cycle 2,500 begins.")).to_be_visible()
    own = page.locator("synapse-curve [data-own].hard")
    expect(own).to_have_attribute("d", "")
    for cycle in ("2,599", "2,699", "2,799"):
        page.get_by_role("button", name="Train it for a hundred cycles").click()
        expect(page.locator('[data-live="xor.cycle"]').first).to_have_text(cycle)
    expect(own).to_have_attribute("d", re.compile(r"^M[\d.]+ [\d.]+(L[\d.]+ [\d.]+){50,}$"))
    page.get_by_role("button", name="Show it 1 1 1").click()
    expect_numbers(page, {'[data-neuron="2.0"]': 0.1012871})
    controls = page.get_by_role("group", name="Controls")
    for _ in range(2):
        controls.get_by_role("button", name="Undo").click()
    expect(page.locator('[data-live="xor.cycle"]').first).to_have_text("2,699")


def test_a_long_training_ends_when_something_else_is_asked(published: str, open_page: OpenPage) -> None:
    page = open_page(f"{published}/{ADDRESS}/")
    expect(page.locator("html")).to_have_attribute("data-python", "ready", timeout=PYTHON_START)
    page.get_by_role("slider", name="Your curve").press("ArrowDown")
    commit(page)
    expect(page.locator("synapse-curve [data-own]").first).to_have_attribute("d", re.compile("L"))
    page.get_by_role("group", name="Controls").get_by_role("button", name="Reset").click()
    expect(page.locator('[data-live="xor.step"]').first).to_have_text("0")
    page.get_by_role("button", name="Show it 1 1 1").click()
    expect(page.locator('[data-neuron="0.0"]').first).to_have_attribute("data-exact", "1")
    expect(page.locator('[data-live="xor.step"]').first).to_have_text("0")


def test_the_articles_to_read_on_with_have_no_dashes(lesson: Page) -> None:
    others = lesson.get_by_role("navigation", name="Read on").get_by_role("list")
    expect(others).to_have_css("list-style-type", "none")
    expect(others.get_by_role("link", name="A network is a sequence of matrix multiplications")).to_be_visible()

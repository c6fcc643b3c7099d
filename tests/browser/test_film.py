"""The film of a long training: there before Python, and true to it."""

import json
import re

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import PYTHON_START, OpenPage, choose_pace, expect_numbers, hold_python

CYCLES = [2, 10, 20, 50, 100, 200, 300, 400, 500, 1000, 2500, 12500, 60000]
ERRORS = ["51.91", "49.70", "48.41", "41.59", "32.57", "26.66", "22.53", "18.36", "15.65", "11.43", "9.29", "1.08", "0.47"]


@pytest.fixture
def film(site: str, open_page: OpenPage) -> Page:
    return open_page(f"{site}/film/", prepare=hold_python)


def test_the_keyframes_are_those_of_the_ground_truth(film: Page) -> None:
    for cycle, error in zip(CYCLES, ERRORS, strict=True):
        expect(film.get_by_role("button", name=f"Cycle {cycle:,}, error {error}%")).to_be_visible()
    state = json.loads(film.locator("script[data-film]").text_content() or "")
    frames = state["frames"][-7:]
    answers = [frame[state["neurons"]] for frame in frames]
    assert answers == pytest.approx([0.000646, 0.994828, 0.994833, 0.996554, 0.995169, 0.005682, 0.007929], abs=1e-6)
    assert frames[-1][-4:] == pytest.approx([5.98987132, 11.13583871, -21.08171483, -5.70253392], abs=1e-5)


def rows(page: Page | Locator) -> Locator:
    return page.get_by_role("list", name="Exercises, and what the network answers").get_by_role("button")


def test_each_frame_shows_what_its_cycle_answers_to_every_example(film: Page) -> None:
    film.get_by_role("button", name="Cycle 2,500,").click()
    answers = ["0.00", "0.97", "0.96", "0.98", "0.98", "0.50", "0.04"]  # to 1 1 1 it has no opinion again
    for row, answer in zip(rows(film).all(), answers, strict=True):
        expect(row).to_contain_text(answer)
    expect(rows(film).nth(5)).to_have_accessible_name("1 1 1 → 0, 0.50, not yet asked in this cycle")
    film.get_by_role("slider", name="Position in the film").press("End")
    film.get_by_role("button", name="Cycle 2,500,").click()
    expect(rows(film).nth(5)).to_have_accessible_name("1 1 1 → 0, 0.50")
    expect(rows(film).nth(6)).to_have_accessible_name("0 0 0 → 0, 0.04")


def test_an_example_is_chosen_and_kept_from_cycle_to_cycle(film: Page) -> None:
    picture = film.get_by_role("img", name="The network while it learns")
    rows(film).nth(5).click()
    expect(rows(film).nth(5)).to_have_attribute("aria-current", "true")
    expect(rows(film).nth(4)).to_have_accessible_name("1 0 0 → 1, 0.55")
    expect(picture.get_by_text("1.00")).to_have_count(3)
    film.get_by_role("button", name="Cycle 12,500,").click()
    expect(rows(film).nth(5)).to_have_accessible_name("1 1 1 → 0, 0.01")
    expect(rows(film).nth(5)).to_have_attribute("aria-current", "true")
    expect(picture.get_by_text("1.00")).to_have_count(3)
    expect(film.get_by_role("slider", name="Position in the film")).to_have_attribute("aria-valuetext", "Cycle 12,500, example 6")
    told = "Cycle 12,500, error 1.08%. 1 1 1 → 0, 0.01."
    expect(film.get_by_role("figure").get_by_role("status").filter(has_text="Cycle")).to_have_text(told)


def test_examples_and_cycles_are_two_stops_of_the_tab_key(film: Page) -> None:
    film.get_by_role("combobox", name="Speed").first.focus()
    film.keyboard.press("Tab")
    expect(rows(film).first).to_be_focused()
    film.keyboard.press("ArrowDown")
    expect(rows(film).nth(1)).to_be_focused()
    expect(rows(film).nth(1)).to_have_attribute("aria-current", "true")
    film.keyboard.press("Tab")
    expect(film.get_by_role("button", name="Cycle 2, error")).to_be_focused()
    film.keyboard.press("End")
    expect(film.get_by_role("button", name="60k: cycle 60,000, error 0.47%")).to_be_focused()
    expect(rows(film).nth(1)).to_have_accessible_name("0 1 1 → 1, 0.99")
    film.keyboard.press("Tab")
    expect(film.get_by_role("button", name="Go on from here")).to_be_focused()
    film.keyboard.press("Shift+Tab")
    expect(film.get_by_role("button", name="60k: cycle 60,000, error 0.47%")).to_be_focused()


def test_each_cycle_has_a_bar_that_is_seen(film: Page) -> None:
    heights = film.locator(".film-chapters rect").evaluate_all("bars => bars.map((bar) => bar.getBoundingClientRect().height)")
    assert len(heights) == len(CYCLES)
    assert min(heights) >= 2
    assert heights[0] > heights[9] > heights[12]


def test_it_plays_to_its_end_and_pauses(film: Page) -> None:
    film.get_by_role("slider", name="Position in the film").fill("86")
    film.get_by_role("combobox", name="Speed").first.select_option("fast")
    film.get_by_role("button", name="Play").click()
    expect(film.get_by_role("slider", name="Position in the film")).to_have_attribute("aria-valuetext", "Cycle 60,000, example 7")
    expect(film.get_by_role("button", name="Play")).to_be_visible()


def test_pause_holds_it(film: Page) -> None:
    film.get_by_role("combobox", name="Speed").first.select_option("slow")
    film.get_by_role("button", name="Play").click()
    film.get_by_role("button", name="Pause").click()
    expect(film.get_by_role("button", name="Play")).to_be_visible()


def test_it_is_scrubbed_by_keyboard(film: Page) -> None:
    slider = film.get_by_role("slider", name="Position in the film")
    slider.focus()
    slider.press("End")
    stage = film.get_by_role("group", name="Film of the network")
    expect(stage.get_by_text("60,000")).to_be_visible()
    expect(stage.get_by_text("0.47%")).to_be_visible()
    expect(stage.get_by_role("button", name="0 0 0 → 0, 0.01", exact=True)).to_have_attribute("aria-current", "true")
    slider.press("Home")
    expect(stage.get_by_text("51.91%")).to_be_visible()


def test_the_network_goes_on_from_a_cycle_and_comes_to_the_next_keyframe(site: str, open_page: OpenPage) -> None:
    page = open_page(f"{site}/film/")
    expect(page.locator("html")).to_have_attribute("data-python", "ready", timeout=PYTHON_START)
    page.get_by_role("button", name="Cycle 50,").click()
    page.get_by_role("button", name="Go on from here").click()
    film = page.get_by_role("group", name="Film of the network")
    told, undo = (
        film.get_by_text("The network now has the weights with which cycle 50 begins."),
        film.get_by_role("button", name="Undo"),
    )
    expect(told).to_be_visible()
    undo.click()
    expect(page.locator('[data-live="xor.step"]').first).to_have_text("0")
    expect(undo).not_to_be_visible()
    expect(page.get_by_role("button", name="Go on from here")).to_be_focused()
    page.get_by_role("button", name="Go on from here").press("Enter")
    expect(told).to_be_visible()
    choose_pace(page, steps="350", speed="fastest")
    page.get_by_role("button", name="Train").click()
    expect(page.locator('[data-live="xor.step"]').first).to_have_text("693")
    # the weights with which cycle 100 begins, as the film has them
    state = json.loads(page.locator("script[data-film]").text_content() or "")
    begun = state["parameters"][state["cycles"].index(100)]
    expect_numbers(page, {'[data-connection="1.0.0"]': begun[0], '[data-connection="2.0.3"]': begun[15]})


def test_without_scripts_there_are_stills_and_a_table(site: str, open_page: OpenPage) -> None:
    page = open_page(f"{site}/film/", java_script_enabled=False)
    expect(page.get_by_text("After 60,000 cycles")).to_be_visible()
    page.get_by_text("The film as a table").first.click()
    row = page.get_by_role("row", name="60,000")
    expect(row).to_contain_text("0.47%")
    expect(row).to_contain_text("0.99")


def test_it_plays_on_while_the_network_is_another(site: str, open_page: OpenPage) -> None:
    page = open_page(f"{site}/film/")
    expect(page.locator("html")).to_have_attribute("data-python", "ready", timeout=PYTHON_START)
    other = page.get_by_text("The film is of the network that the page came with.")
    expect(other).not_to_be_visible()
    page.get_by_role("button", name="two and two").click()
    expect(other).to_be_visible()
    expect(page.get_by_role("button", name="Go on from here")).to_have_attribute("aria-disabled", "true")
    stage = page.get_by_role("group", name="Film of the network")
    page.get_by_role("button", name="Cycle 50,").click()
    expect(stage.get_by_text("41.59%")).to_be_visible()
    page.get_by_role("slider", name="Position in the film").press("End")
    expect(stage.get_by_text("0.47%")).to_be_visible()
    page.get_by_role("button", name="Play").press("Enter")
    expect(stage.get_by_text("51.91%")).to_be_visible()
    page.get_by_role("button", name="Pause").press("Enter")
    page.get_by_role("button", name="and back").press("Enter")
    expect(other).not_to_be_visible()
    expect(page.get_by_role("button", name="Go on from here")).to_have_attribute("aria-disabled", "false")


@pytest.mark.parametrize("place", [0, 1])
def test_where_updates_learn_from_several_examples_each_can_be_shown(site: str, open_page: OpenPage, place: int) -> None:
    """Its picture answers what its row does: with softmax the shares of the classes, which come to 1."""
    page = open_page(f"{site}/film-batch/", prepare=hold_python)
    figure = page.locator("figure.network").nth(place)
    picture, shown = figure.get_by_role("img", name="The network while it learns"), set()
    figure.locator(".film-chapters").get_by_role("button").last.click()
    for row in rows(figure).all():
        row.click()
        expect(row).to_have_attribute("aria-current", "true")
        expect(row).not_to_have_accessible_name(re.compile("not yet asked"))
        answers = row.locator(".film-answer").inner_text()
        expect(picture.locator(".cell text").nth(6)).to_have_text(answers.split()[0])
        assert picture.locator(".cell text").all_text_contents()[-3:] == answers.split()
        assert sum(map(float, answers.split())) == pytest.approx(1, abs=0.016)
        shown.add(tuple(picture.locator(".cell text").all_text_contents()[:2]))
    assert shown == {("1.00", "0.00"), ("0.00", "1.00"), ("1.00", "1.00"), ("0.00", "0.00")}

"""The cost as a map: a ball that rolls into the nearest valley, deep or not."""

import itertools
import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import PYTHON_START, OpenPage, hold_python


@pytest.fixture
def page(site: str, open_page: OpenPage) -> Page:
    page = open_page(f"{site}/landscape/")
    expect(page.locator("html")).to_have_attribute("data-python", "ready", timeout=PYTHON_START)
    return page


def test_the_map_is_there_before_python(site: str, open_page: OpenPage) -> None:
    page = open_page(f"{site}/landscape/", prepare=hold_python)
    drawn = page.get_by_role("img", name="The mean cost over Weight from Input 1 to Output 1 and Weight from Input 2 to Output 1")
    expect(drawn).to_be_visible()
    for name in ("Weight from Input 1 to Output 1 →", "Weight from Input 2 to Output 1 →", "cost"):
        expect(drawn.get_by_text(name, exact=True)).to_be_visible()
    heights = [float(text) for text in drawn.locator(".contour-labels text").all_text_contents()]
    assert len(heights) >= 4
    step = min(b - a for a, b in itertools.pairwise(heights))
    assert all(round(height / step, 6).is_integer() for height in heights)


def test_a_dropped_ball_rolls_into_the_valley_that_is_near_and_comes_to_rest(page: Page) -> None:
    figure = page.get_by_role("figure", name="A single neuron")
    drawn = figure.locator("svg.map")
    drawn.scroll_into_view_if_needed()
    box = drawn.bounding_box()
    assert box
    page.mouse.click(box["x"] + box["width"] * 0.75, box["y"] + box["height"] * 0.12)
    expect(figure.get_by_role("slider", name="Ball to the right")).to_have_value(re.compile(r"^[4-6]"))
    figure.get_by_role("button", name="Let it roll").click()
    expect(figure.get_by_role("button", name="Stop")).to_be_visible()
    expect(figure.get_by_text("At rest: the steps have become too small to see.", exact=True)).to_be_visible(timeout=60_000)
    expect(figure.get_by_role("button", name="Let it roll")).to_be_visible()
    expect(figure.locator('[data-live="single.mean_cost"]')).to_have_text(re.compile(r"^0\.226"))
    expect(figure.get_by_role("status").filter(has_text="At rest")).to_have_text(
        re.compile(r"^At rest: the steps have become too small to see\. Cost 0\.226\d\.$")
    )
    expect(figure.locator(".steps")).to_have_attribute("d", re.compile(r"^(M[\d.]+ [\d.]+h0){5,}$"))
    figure.get_by_role("button", name="Back to the start").click()
    expect(figure.get_by_text("At rest: the steps have become too small to see.", exact=True)).to_have_count(0)
    expect(figure.get_by_role("slider", name="Ball to the right")).to_have_value("-2")
    expect(figure.locator(".way")).to_have_attribute("d", "")


def test_whatever_is_set_stops_a_ball_that_rolls(page: Page) -> None:
    figure = page.get_by_role("figure", name="A single neuron")
    figure.get_by_role("button", name="Let it roll").press("Enter")
    expect(figure.locator(".way")).to_have_attribute("d", re.compile("L"))
    page.get_by_role("button", name="five").click()
    page.get_by_role("button", name="and three").click()
    expect(figure.get_by_role("button", name="Let it roll")).to_be_visible()
    across, upwards = (figure.get_by_role("slider", name=f"Ball {where}") for where in ("to the right", "upwards"))
    expect(across).to_have_attribute("aria-valuetext", re.compile(r"^5\.00, cost 0\.\d{4}$"))
    expect(upwards).to_have_attribute("aria-valuetext", re.compile(r"^3\.00, cost 0\.\d{4}$"))
    expect(figure.locator(".way")).to_have_attribute("d", "")


def test_a_phrase_drops_the_ball_and_lets_it_roll(page: Page) -> None:
    figure = page.get_by_role("figure", name="A single neuron")
    page.get_by_role("button", name="drop it at").click()
    expect(figure.get_by_role("button", name="Stop")).to_be_visible()
    page.get_by_role("button", name="drop it at").click()  # again, while it rolls
    expect(figure.get_by_text("At rest: the steps have become too small to see.", exact=True)).to_be_visible(timeout=60_000)
    expect(figure.locator('[data-live="single.mean_cost"]')).to_have_text(re.compile(r"^0\.226"))


def test_a_ball_that_is_out_of_sight_does_not_roll_on(page: Page) -> None:
    figure = page.get_by_role("figure", name="A wide network")
    figure.get_by_role("button", name="Let it roll").press("Enter")
    expect(figure.get_by_role("button", name="Stop")).to_be_visible()
    page.evaluate("scrollTo(0, document.body.scrollHeight)")
    expect(figure.get_by_role("status").filter(has_text="Cost")).to_have_text(re.compile(r"^Stopped\. Cost 0\.\d{4}\.$"))
    expect(figure.get_by_role("button", name="Let it roll")).to_have_count(1)


def test_a_slice_that_moves_keeps_its_scale(page: Page) -> None:
    figure = page.get_by_role("figure", name="A wide network")
    ticks, lines = figure.locator(".scale-ticks text"), figure.locator(".contours")
    before, drawn = ticks.all_text_contents(), lines.locator("path").first.get_attribute("d") or ""
    figure.get_by_role("button", name="Train").click()
    expect(page.locator('[data-live="wide.step"]').first).to_have_text("100", timeout=30_000)
    expect(lines.locator("path").first).not_to_have_attribute("d", drawn)
    expect(ticks).to_have_text(before)


def test_the_ball_is_moved_by_keyboard(page: Page) -> None:
    slider = page.get_by_role("figure", name="A single neuron").get_by_role("slider", name="Ball upwards")
    slider.focus()
    slider.press("ArrowDown")
    expect(page.get_by_role("figure", name="A single neuron").locator('[data-live="single.step"]')).to_have_count(0)
    expect(page.locator("synapse-landscape .ball").first).not_to_have_attribute("cy", "130.3")


def test_other_weights_make_another_map(page: Page) -> None:
    figure = page.get_by_role("figure", name="A wide network")
    first = figure.locator(".contours path").first
    before = first.get_attribute("d") or ""
    figure.get_by_role("combobox", name="To the right").select_option("Bias of Output 1")
    expect(first).not_to_have_attribute("d", before)
    chosen = first.get_attribute("d") or ""
    figure.get_by_role("button", name="Backprop").click()
    expect(first).not_to_have_attribute("d", chosen)


def test_the_table_is_that_of_the_map(page: Page) -> None:
    figure = page.get_by_role("figure", name="A wide network")
    figure.get_by_text("The cost over both weights as a table").click()
    cell = figure.get_by_role("row").nth(1).get_by_role("cell").first
    before = cell.inner_text()
    figure.get_by_role("combobox", name="Upwards").select_option("Bias of Hidden 2")
    expect(figure.get_by_role("table")).to_contain_text(
        "Mean cost, Weight from Input 1 to Hidden 1 to the right, Bias of Hidden 2"
    )
    expect(cell).not_to_have_text(before)
    expect(figure.get_by_role("row").nth(1).get_by_role("rowheader")).to_have_text("6.0")


def test_another_network_has_its_own_map_way_and_choice(page: Page) -> None:
    figure = page.get_by_role("figure", name="A wide network")
    first = figure.locator(".contours path").first
    before = first.get_attribute("d") or ""
    figure.get_by_role("combobox", name="Upwards").select_option("Weight from Hidden 3 to Output 1")
    page.get_by_role("button", name="eight and eight").click()
    expect(figure.get_by_role("combobox", name="To the right")).to_have_value("weights[1][0][0]")
    expect(figure.get_by_role("combobox", name="Upwards")).to_have_value("weights[2][0][2]")
    expect(figure.get_by_role("img", name="over Weight from Input 1 to Hidden layer 1, neuron 1 and Weight")).to_be_visible()
    expect(figure.get_by_role("combobox", name="Upwards").get_by_role("option")).to_have_count(105)
    expect(first).not_to_have_attribute("d", before)
    figure.get_by_role("slider", name="Ball upwards").press("End")
    expect(page.locator('[data-live="wide.mean_cost"]').first).not_to_have_text("")
    ball = figure.locator(".ball")
    expect(ball).to_have_attribute("cy", "8.0")
    figure.get_by_role("button", name="Let it roll").press("Enter")
    expect(figure.locator(".way")).to_have_attribute("d", re.compile("L"))
    page.get_by_role("button", name="none at all").click()
    expect(figure.get_by_role("button", name="Let it roll")).to_be_visible()
    expect(figure.get_by_role("combobox", name="Upwards")).to_have_value("weights[1][0][1]")
    expect(figure.locator(".way")).to_have_attribute("d", "")


def test_undo_brings_the_first_map_back(page: Page) -> None:
    figure = page.get_by_role("figure", name="A wide network")
    figure.get_by_role("combobox", name="To the right").select_option("Weight from Hidden 3 to Output 1")
    first = figure.locator(".contours path").first
    expect(first).not_to_have_attribute("d", "")
    page.get_by_role("button", name="none at all").click()
    expect(figure.get_by_role("combobox", name="To the right")).to_have_value("weights[1][0][0]")
    figure.get_by_role("button", name="Undo").click()
    expect(figure.get_by_role("combobox", name="To the right")).to_have_value("weights[2][0][2]")
    expect(figure.get_by_role("combobox", name="Upwards")).to_have_value("weights[1][0][1]")


def test_other_data_make_another_map(page: Page) -> None:
    figure = page.get_by_role("figure", name="A wide network")
    first = figure.locator(".contours path").first
    before = first.get_attribute("d") or ""
    page.get_by_role("button", name="Edit the examples").click()
    field = page.get_by_role("spinbutton", name="Target of example 1")
    field.fill("1")
    field.press("Tab")
    expect(first).not_to_have_attribute("d", before)
    edited = first.get_attribute("d") or ""
    page.get_by_role("button", name="two hundred points").click()
    expect(first).not_to_have_attribute("d", re.compile(f"^(?:{re.escape(before)}|{re.escape(edited)})$"))
    for _ in range(2):
        figure.get_by_role("button", name="Undo").click()
    expect(first).to_have_attribute("d", re.compile(re.escape(before[:40])))  # a later digit may be rounded otherwise


def test_a_network_of_one_weight_says_that_it_has_no_map(page: Page) -> None:
    figure = page.get_by_role("figure", name="A thin network")
    expect(figure.get_by_role("combobox", name="To the right")).to_have_value("weights[2][0][0]")
    page.get_by_role("button", name="a single weight").click()
    expect(figure.get_by_text("A landscape is over two weights, and this network has one: 1 input and 1 output.")).to_be_visible()
    expect(figure.get_by_role("button", name="Let it roll")).not_to_be_visible()
    page.get_by_role("button", name="back", exact=True).click()
    expect(figure.get_by_role("combobox", name="To the right")).to_have_value("weights[2][0][0]")
    expect(figure.get_by_role("button", name="Let it roll")).to_be_visible()


def test_the_cost_says_that_it_leaves_a_penalty_out(page: Page) -> None:
    figure = page.get_by_role("figure", name="A wide network")
    words = figure.get_by_text(re.compile(r"^without the penalty on large weights, now 0\.\d{4};"))
    expect(words).to_be_hidden()
    page.get_by_role("button", name="hold them back").click()
    expect(words).to_be_visible()

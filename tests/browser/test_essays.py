"""The two essays: what their sentences promise, done in the page as a reader would do it."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import PYTHON_START, OpenPage, hold_python

MATRICES, WEIGHT = "a-network-is-matrix-multiplication", "what-a-single-weight-tells-you"
IDLE = "Weight from Input 1 to Hidden 2"


@pytest.fixture
def matrices(published: str, open_page: OpenPage) -> Page:
    return opened(open_page(f"{published}/{MATRICES}/", reduced_motion="reduce"))


@pytest.fixture
def weight(published: str, open_page: OpenPage) -> Page:
    return opened(open_page(f"{published}/{WEIGHT}/", reduced_motion="reduce"))


def opened(page: Page) -> Page:
    """The page once a figure has come near and its Python has arrived."""
    page.get_by_role("figure").first.scroll_into_view_if_needed()
    expect(page.locator("html")).to_have_attribute("data-python", "ready", timeout=PYTHON_START)
    return page


def cost_at_rest(hill: Locator, cost: str) -> None:
    """Let the ball roll until it rests, at this cost."""
    hill.get_by_role("button", name="Let it roll").click()
    expect(hill.get_by_text("At rest:").first).to_be_visible(timeout=60_000)
    expect(hill.locator('.landscape-cost [data-live="hill.mean_cost"]')).to_have_text(re.compile(cost))
    expect(hill.get_by_role("button", name="Let it roll")).to_be_visible()


def printed(page: Page, cell: int) -> Locator:
    return page.get_by_role("log", name=f"Output of Python cell {cell}")


def run(page: Page, cell: int) -> None:
    page.get_by_role("group", name=f"Python cell {cell}").get_by_role("button", name="Run").click()


def view(page: Page, network: str) -> Locator:
    return page.locator(f"synapse-perturb[data-for={network}]")


def test_the_ball_stays_in_the_valley_that_it_is_dropped_in(matrices: Page) -> None:
    hill = matrices.get_by_role("figure", name="Network hill")
    across = hill.get_by_role("slider", name="Ball to the right")
    cost_at_rest(hill, r"^0\.136")
    expect(across).to_have_value(re.compile(r"^-[78]"))
    matrices.get_by_role("button", name="give the weight the value 8").click()
    expect(across).to_have_value("8")
    expect(hill.locator(".way")).to_have_attribute("d", "")  # it was carried there
    cost_at_rest(hill, r"^0\.0700")
    expect(across).to_have_value(re.compile(r"^[78]"))
    matrices.get_by_role("button", name="Set the weight to 1").press("Enter")
    matrices.get_by_role("button", name="the bias to 0").press("Enter")
    expect(hill.get_by_role("slider", name="Ball upwards")).to_have_value("0")
    cost_at_rest(hill, r"^0\.0727")
    expect(across).to_have_value(re.compile(r"^0\.6"))


def test_words_light_a_row_a_column_and_a_cell_in_both_pictures(matrices: Page) -> None:
    lit = matrices.locator("[data-connection][data-lit]")
    cell = matrices.get_by_role("gridcell", name="Weight from Input 2 to Hidden 3").first
    for words, connections in (("The first row", 2), ("The first column", 3), ("one cell", 1)):
        matrices.locator(".see", has_text=words).hover()
        expect(lit).to_have_count(connections)
    expect(matrices.locator('[data-connection="1.2.1"]')).to_have_attribute("data-lit", "")
    expect(cell).to_have_attribute("data-lit", "")


def test_four_lines_say_what_the_network_says(matrices: Page) -> None:
    first = matrices.locator('p [data-live="small.outputs[0]"]')
    expect(printed(matrices, 1)).to_contain_text(first.text_content() or "")
    matrices.get_by_role("slider", name="Input 1").and_(matrices.locator(".scrub")).press("ArrowLeft")
    expect(first).not_to_have_text("0.46636")
    run(matrices, 1)
    expect(printed(matrices, 1)).not_to_contain_text("0.46636")
    expect(printed(matrices, 1)).to_contain_text(first.text_content() or "")
    run(matrices, 3)
    expect(printed(matrices, 3)).not_to_contain_text("-0.05277")
    expect(printed(matrices, 3)).not_to_contain_text("Error")


def test_the_idle_weight_moves_nothing_even_before_python(published: str, open_page: OpenPage) -> None:
    page = open_page(f"{published}/{WEIGHT}/", prepare=hold_python, reduced_motion="reduce")
    for network, least, most in (("gate", 0, 0.005), ("other", 0.98, 1)):
        sway = float(view(page, network).locator(".perturb-most").text_content() or "nan")
        assert least < sway < most
    answer = view(page, "gate").locator('li[data-curve="2.0"] .perturb-now')
    expect(answer).to_have_text("0.991")
    view(page, "gate").get_by_role("slider", name=f"{IDLE} slider").press("Home")
    expect(answer).to_have_text(re.compile(r"^0\.98[6-9]"))
    view(page, "other").get_by_role("slider", name=f"{IDLE} slider").press("Home")
    expect(view(page, "other").locator('li[data-curve="3.0"] .perturb-now')).to_have_text(re.compile(r"^0\.99"))


def test_the_idle_weight_matters_once_it_is_heard(weight: Page) -> None:
    most = view(weight, "gate").locator(".perturb-most")
    expect(most).to_have_text("0.0047")
    weight.get_by_role("button", name="Turn that one up to 4").click()
    expect(most).to_have_text("0.3701")
    weight.get_by_role("button", name="Put everything back").click()
    expect(most).to_have_text("0.0047")


def test_a_cut_is_mended_by_those_around_it(weight: Page) -> None:
    error, idle = weight.locator('[data-live="gate.error"]').first, weight.locator('p [data-live="gate.weights[2][0][1]"]')
    weight.get_by_role("button", name="cut it").click()
    expect(error).to_have_text("36.8%")
    weight.get_by_role("button", name="train for a hundred steps").click()
    expect(error).to_have_text("1.8%")
    weight.get_by_role("button", name="nine hundred more").press("Enter")
    expect(error).to_have_text("0.4%")
    expect(idle).to_have_text("2.44")


def test_the_disguise_answers_alike(weight: Page) -> None:
    said = printed(weight, 2).text_content() or ""
    assert "-4.05" in said
    run(weight, 2)
    left = weight.get_by_role("figure", name="Network left")
    expect(left.locator('[data-live="left.step"]').first).to_have_text("1,000")
    expect(printed(weight, 2)).to_have_text(said)

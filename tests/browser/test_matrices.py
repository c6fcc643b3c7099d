"""The network as matrices: linked with the drawing, walked through, up to date."""

import re

import pytest
from playwright.sync_api import Page, expect

from site_builder.formats import format_number
from tests.browser.conftest import PYTHON_START, OpenPage, close_to, exact, expect_numbers, hold_python, written


@pytest.fixture
def page(site: str, open_page: OpenPage) -> Page:
    return open_page(f"{site}/matrices/", prepare=hold_python, reduced_motion="reduce")


def test_a_cell_lights_its_connection_and_the_connection_its_cell(page: Page) -> None:
    page.get_by_role("gridcell", name="Weight from Input 3 to Hidden 2").hover()
    expect(page.locator("[data-connection][data-lit]")).to_have_count(1)
    expect(page.locator('[data-connection="1.1.2"]')).to_have_attribute("data-lit", "")
    page.get_by_role("button", name="Weight from Hidden 1 to Output 2").focus()
    page.get_by_role("button", name="Weight from Hidden 1 to Output 2").hover()
    expect(page.get_by_role("gridcell", name="Weight from Hidden 1 to Output 2").first).to_have_attribute("data-lit", "")


def test_a_number_of_a_neuron_lights_its_row_and_an_input_its_column(page: Page) -> None:
    page.get_by_role("gridcell", name="Sum, Hidden 2").hover()
    expect(page.locator('[data-neuron="1.1"]')).to_have_attribute("data-lit", "")
    expect(page.locator("[data-connection][data-lit]")).to_have_count(3)
    page.get_by_role("gridcell", name="Activation, Input 1").first.hover()
    expect(page.locator('[data-neuron="0.0"]')).to_have_attribute("data-lit", "")
    expect(page.locator("[data-connection][data-lit]")).to_have_count(2)


def test_the_arrow_keys_move_within_a_matrix(page: Page) -> None:
    first = page.get_by_role("gridcell", name="Weight from Input 1 to Hidden 1")
    first.focus()
    first.press("ArrowRight")
    page.keyboard.press("ArrowDown")
    expect(page.get_by_role("gridcell", name="Weight from Input 2 to Hidden 2")).to_be_focused()
    expect(page.locator('[data-connection="1.1.1"]')).to_have_attribute("data-lit", "")


def test_the_walk_multiplies_adds_applies_and_goes_back(page: Page) -> None:
    step, words = page.get_by_role("button", name="Step", exact=True), page.locator(".walk-words")
    step.click()
    expect(words).to_contain_text("For Hidden 1: 0.10 × 0.50 + 0.30 × −0.25 + −0.50 × 0.75.")
    step.press("Enter")
    expect(words).to_contain_text("plus 0.10 makes −0.30")
    step.press("Enter")
    expect(words).to_contain_text("σ(−0.30) = 0.43")
    page.get_by_role("button", name="Back", exact=True).click()
    expect(words).to_contain_text("Add.")
    for _ in range(5):
        step.click()
    expect(words).to_contain_text("δ.")
    expect(page.get_by_role("region", name="Outputs: backward")).to_be_visible()
    step.click()
    expect(words).to_contain_text("0.08 × 0.43 = 0.03")
    step.click()
    expect(words).to_contain_text("The first weight will move by −0.01")


def test_the_numbers_follow_a_step(page: Page) -> None:
    page.get_by_role("button", name="Backprop").click()
    expect_numbers(page, {'td[data-path="weights[2][0][0]"]': 0.18972190})
    expect(page.get_by_role("gridcell", name="Weight from Hidden 1 to Output 1: 0.19")).to_be_visible()


@pytest.fixture
def reshaped(site: str, open_page: OpenPage) -> Page:
    """A network that began with 3-3-2 and has come to 3-5-2-2."""
    page = open_page(f"{site}/shapes/", reduced_motion="reduce")
    expect(page.locator("html")).to_have_attribute("data-python", "ready", timeout=PYTHON_START)
    page.get_by_role("button", name="five and two").click()
    expect(page.get_by_role("grid", name="Weight into Hidden 1", exact=True)).to_be_visible()
    return page


def test_another_shape_has_its_own_equations(reshaped: Page) -> None:
    for name, rows, columns in [("Hidden 1", 5, 3), ("Hidden 2", 2, 5), ("Outputs", 2, 2)]:
        equation = reshaped.get_by_role("region", name=f"{name}: forward")
        weights = equation.get_by_role("grid", name=f"Weight into {name}")
        expect(weights.get_by_role("row")).to_have_count(rows)
        expect(weights.get_by_role("gridcell")).to_have_count(rows * columns)
        for kind in ("Bias", "Sum"):
            expect(equation.get_by_role("grid", name=kind).get_by_role("gridcell")).to_have_count(rows)
    reshaped.get_by_text("And back: δ, gradient, update").click()
    gradients = reshaped.get_by_role("grid", name="Gradient of the weight into Hidden 2")
    expect(gradients.get_by_role("gridcell")).to_have_count(10)
    expect(reshaped.get_by_role("region", name="Hidden 2: backward").get_by_role("row")).to_have_count(2 + 1 + 2 + 2)


def test_the_numbers_of_another_shape_are_those_of_the_drawing_and_follow(reshaped: Page) -> None:
    def expect_the_same() -> None:
        for layer, target, source in [(1, 4, 2), (2, 0, 3), (3, 1, 1)]:
            drawn = exact(reshaped, f'[data-connection="{layer}.{target}.{source}"]')
            cell = reshaped.locator(f'td[data-path="weights[{layer}][{target}][{source}]"]')
            expect(cell).to_have_attribute("data-exact", close_to(drawn))
            expect(cell).to_have_text(format_number(drawn, ".2f"))
        expect_numbers(reshaped, {'td[data-path="activations[2][1]"]': exact(reshaped, '[data-neuron="2.1"]')})

    expect_the_same()
    before = exact(reshaped, '[data-connection="3.1.1"]')
    reshaped.get_by_role("button", name="Backprop").click()
    expect(reshaped.locator('[data-connection="3.1.1"]')).not_to_have_attribute("data-exact", str(before))
    expect_the_same()


def test_cells_of_another_shape_light_the_drawing(reshaped: Page) -> None:
    name = "Weight from Hidden layer 1, neuron 4 to Hidden layer 2, neuron 2"
    reshaped.get_by_role("gridcell", name=name).first.hover()
    expect(reshaped.locator("[data-connection][data-lit]")).to_have_count(1)
    expect(reshaped.get_by_role("button", name=name)).to_have_attribute("data-lit", "")
    reshaped.get_by_role("gridcell", name="Sum, Hidden layer 2, neuron 1").hover()
    expect(reshaped.locator("[data-connection][data-lit]")).to_have_count(5)
    cell = reshaped.get_by_role("gridcell", name="Weight from Input 3 to Hidden layer 1, neuron 4")
    cell.focus()
    cell.press("ArrowDown")
    expect(reshaped.get_by_role("gridcell", name="Weight from Input 3 to Hidden layer 1, neuron 5")).to_be_focused()
    expect(reshaped.locator('[data-connection="1.4.2"]')).to_have_attribute("data-lit", "")


def test_the_walk_goes_through_another_shape_and_begins_anew_with_it(reshaped: Page) -> None:
    def cell(path: str) -> str:
        return written(reshaped, f'td[data-path="{path}"]', ".2f")

    step, words = reshaped.get_by_role("button", name="Step", exact=True), reshaped.locator(".walk-words")
    expect(words).to_have_text("Step by step: multiply, add, apply.")
    for _ in range(4):
        step.press("Enter")
    products = [f"{cell(f'weights[2][0][{source}]')} × {cell(f'activations[1][{source}]')}" for source in range(5)]
    expect(words).to_contain_text(
        f"meets the vector a1, number by number, and is added up. For Hidden layer 2, neuron 1: {' + '.join(products)}."
    )
    for _ in range(5):
        step.press("Enter")
    expect(words).to_contain_text(f"For Output 1: σ({cell('sums[3][0]')}) = {cell('activations[3][0]')}.")
    for _ in range(9):
        step.press("Enter")
    expect(words).to_contain_text(f"The first weight will move by {cell('weight_updates[1][0][0]')}")
    expect(step).to_be_disabled()
    reshaped.get_by_role("button", name="Undo").click()
    expect(words).to_have_text("Step by step: multiply, add, apply.")
    expect(step).to_be_enabled()
    step.press("Enter")
    expect(words).to_contain_text("For Hidden 1: ")


def test_a_gradient_over_several_rows_is_told_as_their_mean(reshaped: Page) -> None:
    reshaped.get_by_role("button", name="both rows at once").click()
    step, words = reshaped.get_by_role("button", name="Step", exact=True), reshaped.locator(".walk-words")
    reshaped.get_by_text("And back: δ, gradient, update").click()
    equation = reshaped.get_by_role("region", name="Outputs: backward")
    expect(equation.locator(".operator").first).to_have_text("≈")
    for _ in range(11):
        step.press("Enter")
    expect(words).to_contain_text("For the first weight, as the mean over the batch: ")
    reshaped.get_by_role("button", name="Undo").click()
    expect(equation.locator(".operator").first).to_have_text("=")


def test_the_first_shape_comes_back_as_it_was(site: str, open_page: OpenPage) -> None:
    page = open_page(f"{site}/shapes/", reduced_motion="reduce")
    expect(page.locator("html")).to_have_attribute("data-python", "ready", timeout=PYTHON_START)
    figures = [page.locator(name) for name in ("synapse-matrices", "synapse-diagram", "synapse-activation >> nth=0")]
    before = [figure.aria_snapshot() for figure in figures]
    drawing = drawn(page)
    page.get_by_role("button", name="twelve and eight").click()
    expect(page.get_by_role("grid", name="Weight into Hidden 2").get_by_role("gridcell")).to_have_count(96)
    page.get_by_role("button", name="Undo").click()
    for figure, snapshot in zip(figures, before, strict=True):
        expect(figure).to_match_aria_snapshot(snapshot)
    assert drawn(page) == drawing


def drawn(page: Page) -> str:
    """The drawing, without the digits past those that are recorded in a page."""
    return re.sub(r' data-exact="[^"]*"', "", page.locator("svg.drawing").inner_html())


@pytest.mark.parametrize("width", [320, 768])
def test_large_matrices_scroll_within_their_own_box(site: str, open_page: OpenPage, width: int) -> None:
    page = open_page(f"{site}/shapes/", viewport={"width": width, "height": 800})
    expect(page.locator("html")).to_have_attribute("data-python", "ready", timeout=PYTHON_START)
    page.get_by_role("button", name="twelve and eight").click()
    cell = page.get_by_role("gridcell", name="Activation, Hidden layer 2, neuron 8").first
    cell.focus()
    expect(cell).to_be_in_viewport()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")

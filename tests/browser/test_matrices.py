"""The network as matrices: linked with the drawing, walked through, up to date."""

import math
import re

import pytest
from playwright.sync_api import Page, expect

from site_builder.formats import format_number
from tests.browser.conftest import PYTHON_START, OpenPage, close_to, exact, expect_numbers, hold_python, written

SCROLLED_INTO_SIGHT = """(cell) => {
  cell.scrollIntoView({ block: "nearest", inline: "nearest" });
  const { left, right } = cell.getBoundingClientRect();
  return left >= 0 && right <= innerWidth;
}"""  # time and again: Chromium may take back the first scrolling of a box that it has just laid out


@pytest.fixture
def page(site: str, open_page: OpenPage) -> Page:
    return open_page(f"{site}/matrices/", prepare=hold_python, reduced_motion="reduce")


def test_a_cell_lights_its_connection_and_the_connection_its_cell(page: Page) -> None:
    page.get_by_role("gridcell", name="Weight from Input 3 to Hidden 2").hover()
    expect(page.locator("[data-connection][data-lit]")).to_have_count(1)
    expect(page.locator('[data-connection="1.1.2"]')).to_have_attribute("data-lit", "")
    page.get_by_role("button", name="Weight from Hidden 1 to Output 2").focus()
    page.locator('[data-label="2.1.0"]').hover()
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


def test_an_equation_is_one_stop_of_the_tab_key_and_arrow_keys_go_through_it(page: Page) -> None:
    equation = page.get_by_role("group", name="Hidden: forward")
    page.get_by_role("gridcell", name="Weight from Input 3 to Hidden 2").focus()
    page.keyboard.press("ArrowRight")
    expect(equation.get_by_role("gridcell", name="Activation, Input 2")).to_be_focused()
    page.keyboard.press("ArrowRight")
    expect(equation.get_by_role("gridcell", name="Bias, Hidden 2")).to_be_focused()
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("ArrowLeft")
    expect(equation.get_by_role("gridcell", name="Weight from Input 3 to Hidden 2")).to_be_focused()
    page.keyboard.press("Tab")
    expect(page.get_by_role("gridcell", name="Weight from Hidden 1 to Output 1")).to_be_focused()


def test_the_walk_multiplies_adds_applies_and_goes_back(page: Page) -> None:
    step, words = page.get_by_role("button", name="Step", exact=True), page.locator(".walk-words")
    step.click()
    products = "0.0500 + −0.0750 + −0.3750"
    expect(words).to_contain_text(f"Hidden 1 0.1000 × 0.5000 + 0.3000 × −0.2500 + −0.5000 × 0.7500 = {products} = −0.4000")
    step.press("Enter")
    expect(words).to_contain_text("Hidden 1 −0.4000 + 0.1000 = −0.3000")
    step.press("Enter")
    expect(words).to_contain_text("Hidden 1 σ(−0.3000) = 0.4256")
    expect(words).to_contain_text("Hidden 2 σ(")
    page.get_by_role("button", name="Back", exact=True).click()
    expect(words).to_contain_text("Add.")
    for _ in range(5):
        step.click()
    expect(words).to_contain_text("δ.")
    expect(page.get_by_role("group", name="Outputs: backward")).to_be_visible()
    step.click()
    expect(words).to_contain_text("0.0805 × 0.4256 = 0.0343")
    step.click()
    expect(words).to_contain_text("The first weight will move by −0.3000 × 0.0343 = −0.0103")


def test_every_line_of_the_walk_is_right_as_it_is_printed(page: Page) -> None:
    """A sum of rounded parts is given with no more decimals than follow from these parts."""
    step, words = page.get_by_role("button", name="Step", exact=True), page.locator(".walk-words")
    for _ in range(6):
        step.press("Enter")
        for line in words.locator(".line").all():
            assert_true(line.text_content() or "")


def assert_true(line: str) -> None:
    """What stands between the signs of equality is the same, as far as the decimals on the right go."""
    sides = re.sub(r"^(?:Hidden|Output) \d+", "", line.replace("−", "-")).strip().split(" = ")
    if "σ" in line:
        sides = [str(1 / (1 + math.exp(-float(sides[0][2:-1])))), sides[1]]
    decimals = len(sides[-1].split(".")[1])
    for left in sides[:-1]:
        total = sum(math.prod(float(factor) for factor in part.split(" × ")) for part in left.split(" + "))
        assert abs(total - float(sides[-1])) <= 0.5001 * 10**-decimals, line


def test_the_walk_tells_nothing_before_it_is_made(page: Page) -> None:
    step = page.get_by_role("button", name="Step", exact=True)
    hidden, outputs = (page.get_by_role("group", name=f"{name}: forward") for name in ("Hidden", "Outputs"))
    numbers = {
        "hidden sum": hidden.locator(".z td").first,
        "hidden": hidden.locator(".out td").first,
        "handed on": outputs.locator(".in td").first,
        "output sum": outputs.locator(".z td").first,
        "output": outputs.locator(".out td").first,
    }
    for made in ([], ["hidden sum"], ["hidden sum", "hidden", "handed on"]):
        step.press("Enter")
        for name, cell in numbers.items():
            expect(cell, name).to_be_visible(visible=name in made)
    page.get_by_role("button", name="Back", exact=True).press("Enter")
    expect(numbers["hidden"]).to_be_hidden()
    for _ in range(2):
        page.get_by_role("button", name="Back", exact=True).press("Enter")
    expect(numbers["output"]).to_be_visible()
    expect(page.get_by_role("button", name="Back", exact=True)).to_be_disabled()
    expect(page.get_by_role("button", name="Back", exact=True)).to_be_focused()


def test_a_row_meets_the_column_in_motion(site: str, open_page: OpenPage) -> None:
    page = open_page(f"{site}/matrices/", prepare=hold_python)
    page.get_by_role("button", name="Step", exact=True).press("Enter")
    expect(page.locator(".ghost")).to_have_count(3)
    expect(page.locator("td[data-meets]")).to_have_count(6)
    second = page.locator(".walk-words .line").nth(1)
    expect(second).to_be_hidden()
    expect(second).to_be_visible()
    expect(page.locator(".ghost")).to_have_count(0)


def test_the_walk_is_told_once_by_the_line_of_its_figure(page: Page) -> None:
    page.get_by_role("button", name="Step", exact=True).press("Enter")
    said = page.get_by_role("status").filter(has_text="Each row of W1 meets the vector a0")
    expect(said).to_have_count(1)
    expect(said).to_contain_text("= −0.4000")


def test_the_page_stays_where_it_is_while_the_walk_goes_on(site: str, open_page: OpenPage) -> None:
    page = open_page(f"{site}/matrices/", prepare=hold_python, viewport={"width": 390, "height": 844}, reduced_motion="reduce")
    expect(page.locator(".walk-words .line").first).to_be_visible()
    heights = {round(page.locator(".walk").bounding_box()["height"], 2)}  # type: ignore[index]
    for _ in range(6):
        page.get_by_role("button", name="Step", exact=True).press("Enter")
        heights.add(round(page.locator(".walk").bounding_box()["height"], 2))  # type: ignore[index]
    assert len(heights) == 1


@pytest.mark.parametrize("height", [720, 900])
def test_the_drawing_and_its_matrices_are_in_sight_together(published: str, open_page: OpenPage, height: int) -> None:
    page = open_page(
        f"{published}/a-network-is-matrix-multiplication/", prepare=hold_python, viewport={"width": 1280, "height": height}
    )
    figure = page.get_by_role("figure", name="One network in two pictures")
    for picture in (figure.locator("svg.drawing"), figure.locator("synapse-matrices .forward")):
        figure.evaluate("(figure) => figure.scrollIntoView({ behavior: 'instant' })")
        expect(picture).to_be_in_viewport(ratio=1)


def test_nothing_pales_while_the_walk_goes_on(page: Page) -> None:
    page.get_by_role("button", name="Step", exact=True).press("Enter")
    expect(page.get_by_role("group", name="Outputs: forward")).to_have_css("opacity", "1")
    expect(page.get_by_role("group", name="Hidden: forward").locator(".matrix.b")).to_have_css("opacity", "1")


@pytest.fixture
def live(site: str, open_page: OpenPage) -> Page:
    page = open_page(f"{site}/matrices/", reduced_motion="reduce")
    expect(page.locator("html")).to_have_attribute("data-python", "ready", timeout=PYTHON_START)
    return page


def test_a_cell_is_changed_by_double_click_and_by_enter(live: Page) -> None:
    weight = live.get_by_role("gridcell", name="Weight from Input 3 to Hidden 2")
    weight.dblclick()
    field = live.locator("synapse-matrices").get_by_role("spinbutton", name="Weight from Input 3 to Hidden 2")
    expect(field).to_be_focused()
    field.fill("1.5")
    field.press("Enter")
    expect_numbers(live, {'[data-connection="1.1.2"]': 1.5})
    expect(weight).to_have_text("1.50")
    expect(weight).to_be_focused()
    live.get_by_role("gridcell", name="Activation, Input 1").first.press("Enter")
    field = live.locator("synapse-matrices").get_by_role("spinbutton", name="Activation, Input 1")
    field.fill("-1")
    field.press("Escape")
    expect_numbers(live, {'[data-neuron="0.0"]': 0.5})
    live.get_by_role("gridcell", name="Activation, Input 1").first.press("Enter")
    field.fill("-1")
    field.press("Enter")
    expect_numbers(live, {'[data-neuron="0.0"]': -1.0})


def test_what_is_worked_out_is_not_to_be_changed(page: Page) -> None:
    total = page.get_by_role("gridcell", name="Sum, Hidden 1")
    expect(total).to_have_attribute("aria-readonly", "true")
    expect(page.get_by_role("gridcell", name="Bias, Hidden 1")).to_have_attribute("aria-readonly", "false")
    total.press("Enter")
    expect(page.locator("synapse-matrices").get_by_role("spinbutton")).to_have_count(0)


def test_the_walk_scrolls_to_the_matrices_that_it_is_about(site: str, open_page: OpenPage) -> None:
    page = open_page(f"{site}/shapes/", viewport={"width": 390, "height": 844}, reduced_motion="reduce")
    expect(page.locator("html")).to_have_attribute("data-python", "ready", timeout=PYTHON_START)
    page.get_by_role("button", name="twelve and eight").click()
    equation = page.get_by_role("group", name="Hidden 2: forward")
    answer = equation.get_by_role("gridcell", name="Activation, Hidden layer 2, neuron 1")
    expect(equation).to_be_visible()
    for _ in range(6):
        page.get_by_role("button", name="Step", exact=True).press("Enter")
    expect(answer).to_be_visible()
    assert equation.evaluate(
        "(each) => { const line = each.querySelector('.equation-line').getBoundingClientRect();"
        " const out = each.querySelector('.out').getBoundingClientRect(); return out.right <= line.right + 1; }"
    )


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
        equation = reshaped.get_by_role("group", name=f"{name}: forward")
        weights = equation.get_by_role("grid", name=f"Weight into {name}")
        expect(weights.get_by_role("row")).to_have_count(rows)
        expect(weights.get_by_role("gridcell")).to_have_count(rows * columns)
        for kind in ("Bias", "Sum"):
            expect(equation.get_by_role("grid", name=kind).get_by_role("gridcell")).to_have_count(rows)
    reshaped.get_by_text("And back: δ, gradient, update").click()
    gradients = reshaped.get_by_role("grid", name="Gradient of the weight into Hidden 2")
    expect(gradients.get_by_role("gridcell")).to_have_count(10)
    expect(reshaped.get_by_role("group", name="Hidden 2: backward").get_by_role("row")).to_have_count(2 + 1 + 2 + 2)


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
        return written(reshaped, f'td[data-path="{path}"]', ".4f")

    step, words = reshaped.get_by_role("button", name="Step", exact=True), reshaped.locator(".walk-words")
    expect(words).to_contain_text("Multiply. Each row of W1 meets the vector a0")
    expect(words.locator(".total").first).to_be_hidden()
    for _ in range(4):
        step.press("Enter")
    products = [f"{cell(f'weights[2][0][{source}]')} × {cell(f'activations[1][{source}]')}" for source in range(5)]
    expect(words).to_contain_text(
        f"meets the vector a1, number by number; the products are added up.Hidden layer 2, neuron 1 {' + '.join(products)} = "
    )
    for _ in range(5):
        step.press("Enter")
    expect(words).to_contain_text(f"Output 1 σ({cell('sums[3][0]')}) = {cell('activations[3][0]')}")
    for _ in range(9):
        step.press("Enter")
    expect(words).to_contain_text(f"= {cell('weight_updates[1][0][0]')}.")
    expect(step).to_be_disabled()
    reshaped.get_by_role("group", name="Controls").get_by_role("button", name="Undo").click()
    expect(words.locator(".total").first).to_be_hidden()
    expect(step).to_be_enabled()
    step.press("Enter")
    expect(words).to_contain_text("Hidden 1 ")
    expect(words.locator(".total").first).to_be_visible()


def test_a_gradient_over_several_rows_is_told_as_their_mean(reshaped: Page) -> None:
    reshaped.get_by_role("button", name="both rows at once").click()
    step, words = reshaped.get_by_role("button", name="Step", exact=True), reshaped.locator(".walk-words")
    reshaped.get_by_text("And back: δ, gradient, update").click()
    equation = reshaped.get_by_role("group", name="Outputs: backward")
    expect(equation.locator(".operator").first).to_have_text("≈")
    for _ in range(11):
        step.press("Enter")
    expect(words).to_contain_text("For the first weight, as the mean over the batch: ")
    reshaped.get_by_role("group", name="Controls").get_by_role("button", name="Undo").click()
    expect(equation.locator(".operator").first).to_have_text("=")


def test_the_first_shape_comes_back_as_it_was(site: str, open_page: OpenPage) -> None:
    page = open_page(f"{site}/shapes/", reduced_motion="reduce")
    expect(page.locator("html")).to_have_attribute("data-python", "ready", timeout=PYTHON_START)
    figures = [page.locator(name) for name in ("synapse-matrices", "synapse-diagram", "synapse-activation >> nth=0")]
    before = [figure.aria_snapshot() for figure in figures]
    drawing = drawn(page)
    page.get_by_role("button", name="twelve and eight").press("Enter")
    expect(page.get_by_role("grid", name="Weight into Hidden 2").get_by_role("gridcell")).to_have_count(96)
    page.get_by_role("group", name="Controls").get_by_role("button", name="Undo").press("Enter")
    for figure, snapshot in zip(figures, before, strict=True):
        expect(figure).to_match_aria_snapshot(snapshot)
    assert drawn(page) == drawing


def drawn(page: Page) -> str:
    """The drawing, without the digits past those that are recorded in a page."""
    return re.sub(r' data-exact="[^"]*"', "", page.locator("svg.drawing").inner_html())


@pytest.mark.parametrize("width", [320, 768])
def test_large_matrices_scroll_within_their_own_box(site: str, open_page: OpenPage, width: int) -> None:
    page = open_page(f"{site}/shapes/", viewport={"width": width, "height": 800}, reduced_motion="reduce")
    expect(page.locator("html")).to_have_attribute("data-python", "ready", timeout=PYTHON_START)
    page.get_by_role("button", name="twelve and eight").click()
    cell = page.get_by_role("gridcell", name="Activation, Hidden layer 2, neuron 8").first
    cell.focus()
    page.wait_for_function(SCROLLED_INTO_SIGHT, arg=cell.element_handle())
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")

"""The curve of an activation: its point, the neurons on it, and another function for the network."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from engine.session import Session
from tests.browser.conftest import PYTHON_START, OpenPage, close_to, exact, expect_numbers, hold_python, written

NEURON = '[data-neuron="1.2"]'
SPEC = {
    "shape": [3, 4, 2], "activations": ["tanh", "sigmoid"], "cost": "cross-entropy", "rate": 1, "seed": 4,
    "inputs": [0.5, -0.25, 0.75], "targets": [0, 1],
}  # fmt: skip


def hidden(page: Page) -> Locator:
    return page.get_by_role("group", name="Activation curve of the hidden neurons")


def point(page: Page) -> Locator:
    return hidden(page).get_by_role("slider", name="Point on the curve")


@pytest.fixture
def still(site: str, open_page: OpenPage) -> Page:
    """The page, on which Python never arrives."""
    return open_page(f"{site}/activation/", prepare=hold_python)


@pytest.fixture
def page(site: str, open_page: OpenPage) -> Page:
    page = open_page(f"{site}/activation/")
    expect(page.locator("html")).to_have_attribute("data-python", "ready", timeout=PYTHON_START)
    return page


def test_the_point_is_moved_by_keyboard(still: Page) -> None:
    point(still).focus()
    expect(point(still)).to_have_attribute("aria-valuetext", "z = 1.00, f(z) = 0.7616, slope f′(z) = 0.4200")
    still.keyboard.press("ArrowLeft")
    expect(point(still)).to_have_attribute("aria-valuenow", "0.95")
    still.keyboard.press("PageUp")
    expect(point(still)).to_have_attribute("aria-valuenow", "1.45")
    still.keyboard.press("Home")
    still.keyboard.press("ArrowDown")
    expect(point(still)).to_have_attribute("aria-valuetext", "z = −6.00, f(z) = −1.0000, slope f′(z) = 0.0000")
    expect(hidden(still).locator('[data-read="slopes"]')).to_have_text("0.0000")


def test_the_point_is_dragged_and_stays_on_the_curve(still: Page) -> None:
    plot = hidden(still).locator(".plot > .ground")
    plot.scroll_into_view_if_needed()
    box = plot.bounding_box()
    assert box
    middle = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    still.mouse.move(*middle)
    still.mouse.down()
    expect(point(still)).to_have_attribute("aria-valuetext", re.compile(r"^z = −?0\.0\d, "))
    still.mouse.move(middle[0] + box["width"] / 6, middle[1], steps=4)
    expect(point(still)).to_have_attribute("aria-valuetext", re.compile(r"^z = (2.00|1.95|2.05), f\(z\) = 0.9[67]"))
    still.mouse.move(box["x"] + box["width"] * 1.5, middle[1])
    expect(point(still)).to_have_attribute("aria-valuenow", "6")
    still.mouse.up()
    still.mouse.move(*middle)
    expect(point(still)).to_have_attribute("aria-valuenow", "6")
    expect(point(still)).to_be_focused()


def test_another_function_is_the_networks_and_undo_takes_it_back(page: Page) -> None:
    before = exact(page, NEURON)
    other = Session({**SPEC, "activations": ["softplus", "sigmoid"]})
    hidden(page).get_by_role("radio", name="softplus").click()
    expect_numbers(page, {NEURON: other["activations[1][2]"], '[data-neuron="2.1"]': other["outputs[1]"]})
    expect(hidden(page).locator(".formula")).to_have_text(re.compile(r"softplus f\(z\) = ln"))
    expect(page.locator(f"{NEURON} .symbol").first).to_have_text("softplus")
    page.locator("synapse-controls").get_by_role("button", name="Undo").click()
    expect_numbers(page, {NEURON: before})
    expect(hidden(page).get_by_role("radio", name="tanh")).to_be_checked()
    expect(page.locator(f"{NEURON} .symbol").first).to_have_text("tanh")


def test_a_function_is_chosen_by_keyboard(page: Page) -> None:
    hidden(page).get_by_role("radio", name="tanh").focus()
    page.keyboard.press("ArrowRight")
    expect(hidden(page).get_by_role("radio", name="relu")).to_be_checked()
    relu = Session({**SPEC, "activations": ["relu", "sigmoid"]})
    expect_numbers(page, {NEURON: relu["activations[1][2]"]})


def test_a_phrase_switches_the_function_too(page: Page) -> None:
    page.get_by_role("button", name="ReLU").click()
    expect(hidden(page).get_by_role("radio", name="relu")).to_be_checked()
    expect(page.locator(".arithmetic").first).to_contain_text("relu(")


def test_a_choice_before_python_waits_for_it(site: str, open_page: OpenPage) -> None:
    page = open_page(f"{site}/activation/")
    hidden(page).get_by_role("radio", name="linear").click()
    linear = Session({**SPEC, "activations": ["linear", "sigmoid"]})
    expect(page.locator(NEURON)).to_have_attribute("data-exact", close_to(linear["activations[1][2]"]), timeout=PYTHON_START)
    expect(hidden(page).locator(".status")).to_be_empty()
    expect(page.locator(f"{NEURON} .symbol").first).to_have_text("a")


def test_every_neuron_stands_on_the_curve_and_follows(page: Page) -> None:
    dot = hidden(page).locator('circle[data-dot="1.2"]')
    before = dot.get_attribute("cx")
    expect(dot.locator("title")).to_have_text("Hidden 3")
    page.locator('[data-bias="1.2"]').focus()
    field = page.get_by_role("spinbutton", name="Bias of Hidden 3")
    field.fill("-1")
    field.press("Enter")
    expect(dot).not_to_have_attribute("cx", before or "")
    field.fill("50")
    field.press("Enter")
    expect(dot).to_have_attribute("data-beyond", "")


def test_a_row_and_the_drawing_light_each_other(still: Page) -> None:
    row = hidden(still).locator('.row[data-dot="1.2"]')
    row.hover()
    expect(still.locator(NEURON)).to_have_attribute("data-lit", "")
    still.mouse.move(0, 0)
    still.locator('[data-neuron="1.0"]').focus()
    expect(hidden(still).locator('.row[data-dot="1.0"]')).to_have_attribute("data-lit", "")
    expect(row).not_to_have_attribute("data-lit", "")


def test_a_cost_keeps_the_outputs_that_it_needs(still: Page) -> None:
    outputs = still.get_by_role("group", name="Activation curve of the outputs")
    expect(outputs.get_by_role("radio")).to_have_count(1)
    expect(outputs).to_contain_text("The cost cross-entropy needs sigmoid outputs.")


def test_it_is_whole_without_scripts(site: str, open_page: OpenPage) -> None:
    page = open_page(f"{site}/activation/", java_script_enabled=False)
    expect(hidden(page).locator(".plot > [data-function]:not([hidden]) path.value")).to_be_visible()
    hidden(page).get_by_text("The activation function as a table").click()
    expect(hidden(page).get_by_role("row", name=re.compile("^2 0.9640 0.0707$"))).to_be_visible()
    session = Session(SPEC)
    expect(hidden(page).get_by_role("row", name=re.compile(f"^Hidden 3 {session['sums[1][2]']:.4f} "))).to_be_visible()


def reshaped(site: str, open_page: OpenPage) -> Page:
    page = open_page(f"{site}/shapes/")
    expect(page.locator("html")).to_have_attribute("data-python", "ready", timeout=PYTHON_START)
    return page


def test_the_neurons_are_those_of_another_shape(site: str, open_page: OpenPage) -> None:
    page = reshaped(site, open_page)
    page.get_by_role("button", name="five and two").click()
    hidden = page.get_by_role("group", name="Activation curve of all hidden neurons")
    expect(hidden.locator("circle.dot[data-dot]")).to_have_count(7)
    expect(hidden.locator(".row text:first-of-type")).to_have_text(
        [*(f"Hidden 1 · {n}" for n in range(1, 6)), "Hidden 2 · 1", "Hidden 2 · 2"]
    )
    hidden.get_by_text("The activation function as a table").click()
    number = written(page, '[data-neuron="2.1"]', ".4f")
    expect(hidden.get_by_role("row", name=re.compile(f"^Hidden layer 2, neuron 2 .* {number}$"))).to_be_visible()
    row = hidden.locator('.row[data-dot="1.4"]')
    row.hover()
    expect(page.locator('[data-neuron="1.4"]')).to_have_attribute("data-lit", "")
    hidden.get_by_role("radio", name="relu").click()
    for layer in (1, 2):
        expect(page.locator(f'[data-neuron="{layer}.0"] .symbol').first).to_have_text("relu")
    expect(hidden.locator("circle.dot[data-dot]:not([hidden])")).to_have_count(7)

    outputs = page.get_by_role("group", name="Activation curve of the outputs")
    expect(outputs.locator("circle.dot[data-dot]")).to_have_count(2)
    expect(outputs.locator('circle[data-dot="3.1"] title')).to_have_text("Output 2")
    expect(outputs.locator("path.value:visible")).to_have_count(1)


def test_many_neurons_have_no_rows_and_few_have_them_again(site: str, open_page: OpenPage) -> None:
    page = reshaped(site, open_page)
    first = page.locator("synapse-activation").first
    expect(first.locator(".row")).to_have_count(3)
    page.get_by_role("button", name="twelve and eight").click()
    expect(first.locator("circle.dot[data-dot]")).to_have_count(20)
    expect(first.locator(".row")).to_have_count(0)
    page.get_by_role("button", name="no", exact=True).click()
    expect(first).to_have_attribute("aria-label", "Activation curve of the outputs: Network")
    expect(first.locator(".row")).to_have_count(2)
    expect(first.get_by_role("radio")).to_have_count(1)
    expect(first).to_contain_text("The cost cross-entropy needs sigmoid outputs.")
    for _ in range(2):
        page.locator("synapse-controls").get_by_role("button", name="Undo").click()
    expect(first).to_have_attribute("aria-label", "Activation curve of the hidden neurons: Network")
    expect(first.locator(".row text:first-of-type")).to_have_text(["Hidden 1", "Hidden 2", "Hidden 3"])
    expect(first.get_by_role("radio", name="tanh")).to_be_checked()


def test_another_cost_lets_the_outputs_choose(site: str, open_page: OpenPage) -> None:
    page = reshaped(site, open_page)
    outputs = page.get_by_role("group", name="Activation curve of the outputs")
    expect(outputs.get_by_role("radio")).to_have_count(1)
    page.get_by_role("button", name="squares").click()
    expect(outputs.get_by_role("radio")).to_have_count(5)
    outputs.get_by_role("radio", name="softplus").click()
    expect(page.locator('[data-neuron="2.0"] .symbol').first).to_have_text("softplus")
    expect(outputs.get_by_text("The cost")).to_be_hidden()

"""One weight on a slider: dots that move before Python, curves that follow the network after it, mouse and keyboard."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import PYTHON_START, OpenPage, choose_pace, close_to, hold_python

WEIGHT = "Weight from Hidden 2 to Output 1"
FIELD = '[data-live="xor.weights[2][0][1]"]'


@pytest.fixture
def page(site: str, open_page: OpenPage) -> Page:
    """The page with live Python."""
    page = open_page(f"{site}/perturb/")
    expect(page.locator("html")).to_have_attribute("data-python", "ready", timeout=PYTHON_START)
    return page


@pytest.fixture
def held(site: str, open_page: OpenPage) -> Page:
    return open_page(f"{site}/perturb/", prepare=hold_python, reduced_motion="reduce")


def view(page: Page, network: str = "xor") -> Locator:
    return page.locator(f'synapse-perturb[data-for="{network}"]').first


def slider(page: Page) -> Locator:
    return view(page).get_by_role("slider", name=f"{WEIGHT} slider")


def answer(page: Page, curve: str = "0.0", network: str = "xor") -> Locator:
    return view(page, network).locator(f'li[data-curve="{curve}"] .perturb-now')


def points(page: Page, network: str = "xor") -> str:
    return view(page, network).locator('li[data-curve="0.0"] .perturb-curve').get_attribute("points") or ""


def tabled(page: Page, column: int) -> str:
    """A cell of the first row of the table: the ends of the range stand in columns 0 and 4, the present in 5."""
    return view(page).locator('tr[data-curve="0.0"] td').nth(column).text_content() or ""


def rounded(number: str) -> str:
    return f"{float(number.replace('−', '-')):.3f}"


def test_the_dots_move_before_python(held: Page) -> None:
    slider(held).press("End")
    expect(answer(held)).to_have_text(rounded(tabled(held, 4)))
    expect(view(held).locator(".perturb-dot").first).to_have_attribute("cx", "160.0")
    expect(view(held).locator(".perturb-status")).to_contain_text("Waiting for Python")
    slider(held).press("Home")
    expect(answer(held)).to_have_text(rounded(tabled(held, 0)))


def test_curves_that_have_no_python_say_that_they_wait(held: Page) -> None:
    held.get_by_role("button", name="Backprop").click()
    expect(view(held)).to_have_attribute("data-stale", "")
    expect(view(held).locator(".perturb-status")).to_have_text("The curves follow once Python is here.")


def test_the_slider_sets_the_weight_by_keyboard_and_undo_takes_it_back(page: Page) -> None:
    before = page.locator(FIELD).first.get_attribute("data-exact") or ""
    end, shown, drawn = rounded(tabled(page, 4)), answer(page).inner_text(), points(page)
    slider(page).press("End")
    expect(page.locator(FIELD).first).to_have_attribute("data-exact", "4")
    expect(answer(page)).to_have_text(end)
    expect(view(page)).not_to_have_attribute("data-stale", "")
    assert points(page) == drawn
    page.locator("synapse-controls").get_by_role("button", name="Undo").click()
    expect(page.locator(FIELD).first).to_have_attribute("data-exact", before)
    expect(answer(page)).to_have_text(shown)


def test_a_drag_with_the_mouse_is_one_gesture(page: Page) -> None:
    before = page.locator(FIELD).first.get_attribute("data-exact") or ""
    slider(page).scroll_into_view_if_needed()
    box = slider(page).bounding_box()
    assert box
    page.mouse.move(box["x"] + box["width"] * 0.55, box["y"] + box["height"] / 2)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] * 0.3, box["y"] + box["height"] / 2, steps=6)
    page.mouse.move(box["x"], box["y"] + box["height"] / 2, steps=3)
    page.mouse.up()
    expect(page.locator(FIELD).first).to_have_attribute("data-exact", "-4")
    page.locator("synapse-controls").get_by_role("button", name="Undo").click()
    expect(page.locator(FIELD).first).to_have_attribute("data-exact", before)


def test_a_number_outside_the_range_is_taken(page: Page) -> None:
    field = view(page).get_by_role("spinbutton", name=WEIGHT)
    field.fill("9.5")
    field.press("Enter")
    expect(page.locator(FIELD).first).to_have_attribute("data-exact", "9.5")
    expect(view(page).locator(".perturb-dot").first).to_have_attribute("cx", "160.0")
    expect(answer(page)).not_to_have_text(rounded(tabled(page, 4)))


def test_another_weight_is_chosen(page: Page) -> None:
    drawn = points(page)
    view(page).get_by_role("combobox", name="Weight or bias").select_option("Bias of Output 1")
    expect(view(page).get_by_role("slider", name="Bias of Output 1 slider")).to_be_visible()
    expect(view(page).locator(".perturb-summary")).to_contain_text("Bias of Output 1: from −4 to 4, no answer moves by more than")
    expect(view(page).locator('li[data-curve="0.0"] .perturb-curve')).not_to_have_attribute("points", drawn)
    expect(view(page)).not_to_have_attribute("data-stale", "")
    view(page).get_by_role("slider", name="Bias of Output 1 slider").press("Home")
    expect(page.locator('[data-live="xor.biases[2][0]"]').first).to_have_attribute("data-exact", "-4")
    expect(answer(page)).to_have_text(rounded(tabled(page, 0)))


def test_training_draws_the_curves_anew(page: Page) -> None:
    drawn = points(page)
    choose_pace(page, speed="fastest")
    page.get_by_role("button", name="Train").click()
    expect(page.locator('[data-live="xor.step"]')).to_have_text("100")
    expect(view(page).locator(".perturb-curve").first).not_to_have_attribute("points", drawn)
    expect(view(page)).not_to_have_attribute("data-stale", "")


def test_the_only_example_is_the_one_on_show(page: Page) -> None:
    drawn = points(page, "learner")
    page.get_by_role("spinbutton", name="Input 1", exact=True).fill("1")
    page.keyboard.press("Enter")
    expect(page.locator('[data-live="learner.inputs[0]"]').first).to_have_attribute("data-exact", close_to(1))
    expect(view(page, "learner").locator('li[data-curve="0.0"] .perturb-curve')).not_to_have_attribute("points", drawn)


def test_without_scripts_it_is_whole(site: str, open_page: OpenPage) -> None:
    page = open_page(f"{site}/perturb/", java_script_enabled=False)
    expect(view(page).get_by_role("listitem")).to_have_count(7)
    expect(view(page, "learner").get_by_role("listitem")).to_have_text(
        [re.compile(f"Output {n}.*target.*moves by", re.DOTALL) for n in (1, 2, 3)]
    )
    view(page).get_by_text("The outputs as a table").click()
    expect(view(page).get_by_role("row")).to_have_count(8)


@pytest.mark.parametrize("width", [320, 1280])
def test_it_never_scrolls_sideways(site: str, open_page: OpenPage, width: int) -> None:
    page = open_page(f"{site}/perturb/", prepare=hold_python, viewport={"width": width, "height": 800})
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_another_network_has_its_own_weights_and_charts(page: Page) -> None:
    drawn = points(page)
    page.get_by_role("button", name="two and two").click()
    expect(view(page)).not_to_have_attribute("inert", "")
    choice = view(page).get_by_role("combobox", name="Weight or bias")
    expect(choice.get_by_role("option")).to_have_count(17)
    expect(choice).to_have_value("weights[2][0][1]")
    name = "Weight from Hidden layer 1, neuron 2 to Hidden layer 2, neuron 1"
    expect(view(page).locator(".perturb-summary")).to_contain_text(name)
    expect(view(page)).not_to_have_attribute("data-stale", "")
    expect(view(page).locator('li[data-curve="0.0"] .perturb-curve')).not_to_have_attribute("points", drawn)
    choice.select_option("Bias of Hidden layer 2, neuron 2")
    slid = view(page).get_by_role("slider", name="Bias of Hidden layer 2, neuron 2 slider")
    slid.press("End")
    expect(page.locator('[data-live="xor.biases[2][1]"]').first).to_have_attribute("data-exact", "4")
    expect(answer(page)).to_have_text(rounded(tabled(page, 4)))


def test_undo_brings_the_first_network_and_its_weight_back(page: Page) -> None:
    drawn, words = points(page), view(page).inner_text()
    view(page).get_by_role("combobox", name="Weight or bias").select_option("Weight from Hidden 4 to Output 1")
    page.get_by_role("button", name="two and two").press("Enter")
    expect(view(page).get_by_role("slider", name="Weight from Input 1 to Hidden layer 1, neuron 1 slider")).to_be_visible()
    page.locator("synapse-controls").get_by_role("button", name="Undo").press("Enter")
    expect(view(page).get_by_role("slider", name="Weight from Hidden 4 to Output 1 slider")).to_be_visible()
    view(page).get_by_role("combobox", name="Weight or bias").select_option(WEIGHT)
    expect(view(page).locator('li[data-curve="0.0"] .perturb-curve')).to_have_attribute("points", drawn)
    assert view(page).inner_text() == words


def test_one_chart_for_each_output_of_the_only_example(page: Page) -> None:
    page.get_by_role("button", name="five and two").click()
    charts = view(page, "learner").get_by_role("listitem")
    expect(view(page, "learner").get_by_role("combobox").get_by_role("option")).to_have_count(41)
    expect(charts).to_have_text([re.compile(f"Output {n}.*target", re.DOTALL) for n in (1, 2, 3)])


def test_the_charts_are_those_of_the_examples_as_they_are(page: Page) -> None:
    expect(view(page).get_by_role("listitem")).to_have_count(7)
    page.get_by_role("button", name="Edit the examples").click()
    page.get_by_role("button", name="Remove example 1").click()
    expect(view(page).get_by_role("listitem")).to_have_count(6)
    expect(view(page).get_by_role("listitem").first).to_contain_text("0 1 1 →")
    field = page.get_by_role("spinbutton", name="Input 1 of example 1")
    field.fill("0.5")
    field.press("Tab")
    expect(view(page).get_by_role("listitem").first).to_contain_text("0.5 1 1 →")
    target = page.get_by_role("spinbutton", name="Target of example 1")
    target.fill("0.25")
    target.press("Tab")
    expect(view(page).get_by_role("listitem").first).to_contain_text("target 0.25")
    for _ in range(3):
        page.locator("synapse-controls").get_by_role("button", name="Undo").click()
    expect(view(page).get_by_role("listitem").first).to_contain_text("0 0 1 →")
    expect(view(page).get_by_role("listitem")).to_have_count(7)


@pytest.fixture
def bars(page: Page) -> Locator:
    return page.get_by_role("group", name="The furthest that any answer moves, while one number alone goes from −4 to 4")


def test_every_weight_and_bias_has_a_bar_that_puts_it_on_the_slider(page: Page, bars: Locator) -> None:
    whole = page.get_by_role("group", name="One weight or bias on a slider").filter(has=bars)
    expect(bars.get_by_role("radio")).to_have_count(17)
    expect(bars.get_by_role("radio", name=re.compile(r"^Bias of Hidden 2 .*0\.03 moves an answer by 0\.\d{3}$"))).to_be_checked()
    bars.get_by_role("radio", name="Weight from Hidden 1 to Output 3").check()
    expect(whole.get_by_role("slider", name="Weight from Hidden 1 to Output 3 slider")).to_be_visible()
    bars.get_by_role("radio", name="Weight from Hidden 1 to Output 3").press("ArrowDown")
    expect(whole.get_by_role("slider", name="Weight from Hidden 2 to Output 3 slider")).to_be_visible()
    moves = whole.locator(".perturb-most")
    expect(bars.get_by_role("radio", name="Weight from Hidden 2 to Output 3")).to_be_checked()
    expect(whole).not_to_have_attribute("data-stale", "")
    most = f"{float(moves.inner_text()):.3f}"
    expect(bars.get_by_role("radio", name=re.compile(f"^Weight from Hidden 2 to Output 3 .* {re.escape(most)}$"))).to_be_checked()


def test_a_bar_follows_the_other_weights(page: Page, bars: Locator) -> None:
    one = bars.get_by_role("radio", name="Weight from Input 1 to Hidden 1")
    name = one.evaluate("(input) => input.closest('label').innerText")
    bars.get_by_role("radio", name="Weight from Hidden 1 to Output 1").check()
    page.get_by_role("slider", name="Weight from Hidden 1 to Output 1 slider").press("End")
    expect(one.locator("xpath=..")).not_to_have_text(name, use_inner_text=True)


def test_a_phrase_chooses_the_weight(page: Page, bars: Locator) -> None:
    page.get_by_role("button", name="a weight of the third output").click()
    expect(bars.get_by_role("radio", name="Weight from Hidden 2 to Output 3")).to_be_checked()
    expect(page.get_by_role("slider", name="Weight from Hidden 2 to Output 3 slider")).to_have_count(2)


def test_another_network_has_other_bars(page: Page, bars: Locator) -> None:
    page.get_by_role("button", name="five and two").click()
    expect(bars).to_have_count(0)  # 41 are too many: there is a choice from a list
    expect(page.get_by_role("combobox", name="Weight or bias").last).to_be_visible()
    page.get_by_role("button", name="one hidden neuron").click()
    expect(bars.get_by_role("radio")).to_have_count(10)
    expect(bars.get_by_role("radio", name="Bias of Hidden 1")).to_be_visible()

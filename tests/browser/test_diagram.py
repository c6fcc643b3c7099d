"""The drawing of a network: what its parts are called, the arithmetic below it, and the way through it by keyboard."""

import itertools
import re

import pytest
from playwright.sync_api import Locator, Page, expect

from site_builder.formats import format_number
from tests.browser.conftest import PYTHON_START, OpenPage, choose_pace, exact, expect_numbers, hold_python, undo_of, written

DESCRIBED = """(part) => document.getElementById(part.getAttribute("aria-describedby")).innerText.replace(/\\s+/g, " ")"""


@pytest.fixture
def page(site: str, open_page: OpenPage) -> Page:
    return open_page(f"{site}/learner/", prepare=hold_python, reduced_motion="reduce")


@pytest.fixture
def several(site: str, open_page: OpenPage) -> Page:
    return open_page(f"{site}/diagram/", prepare=hold_python, reduced_motion="reduce")


def arithmetic(page: Page | Locator) -> Locator:
    return page.get_by_role("group", name="Arithmetic")


def number(page: Page, path: str, spec: str = ".4f") -> str:
    return written(page, f'.table-twin [data-live="{path}"]', spec)


def test_every_part_is_named_with_its_number(page: Page) -> None:
    for name in ("Weight from Input 1 to Hidden 1: 0.1000", "Bias of Hidden 1: 0.1000", "Hidden 1: 0.4256", "Input 2: −0.2500"):
        expect(page.get_by_role("button", name=name, exact=True)).to_be_attached()
    page.get_by_role("button", name="Backprop").click()
    weight = number(page, "learner.weights[2][0][0]")
    assert weight != "0.2000"
    expect(page.get_by_role("button", name=f"Weight from Hidden 1 to Output 1: {weight}", exact=True)).to_be_attached()


def test_what_is_selected_is_described_by_its_equation(page: Page) -> None:
    hidden = page.get_by_role("button", name=re.compile("^Hidden 1: "))
    hidden.focus()
    assert hidden.evaluate(DESCRIBED).startswith("σ(0.1000 × 0.5000 + 0.3000 × −0.2500 + −0.5000 × 0.7500 + 0.1000) = σ(−0.3000)")
    weight = page.get_by_role("button", name="Weight from Hidden 1 to Output 1")
    weight.focus()
    assert "= −0.3000 × " in weight.evaluate(DESCRIBED)
    expect(page.get_by_role("group", name="Network of 3 inputs")).to_have_accessible_description(re.compile("Enter edits"))


def test_no_button_stands_within_another_and_the_drawing_is_no_stop_of_its_own(page: Page) -> None:
    expect(page.locator(".drawing [role=button] [role=button]")).to_have_count(0)
    page.get_by_role("button", name=re.compile("^Input 1: ")).focus()
    page.keyboard.press("Shift+Tab")
    assert page.evaluate("document.activeElement.closest('.diagram-stage')") is None
    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name=re.compile("^Input 1: "))).to_be_focused()


def test_home_and_end_go_to_the_first_part_and_the_last(page: Page) -> None:
    page.get_by_role("button", name=re.compile("^Hidden 2: ")).focus()
    page.keyboard.press("End")
    expect(page.get_by_role("button", name="Bias of Output 3")).to_be_focused()
    page.keyboard.press("Home")
    expect(page.locator(".drawing :focus")).to_have_accessible_name(re.compile("^Weight from Input 1 to Hidden 1: "))


def test_after_backprop_an_equation_keeps_the_weights_that_made_its_sum(page: Page) -> None:
    """The equation of the page's first neuron: its products come to the sum beside them, before and after Forward."""
    told = arithmetic(page)
    before = "σ(0.1000 × 0.5000 + 0.3000 × −0.2500 + −0.5000 × 0.7500 + 0.1000) = σ(−0.3000) = 0.4256"
    for _ in range(2):
        page.get_by_role("button", name="Backprop").click()
        expect(told.get_by_text("Forward works it out anew")).to_be_visible()
        if "0.1000 ×" in before:
            expect(told).to_contain_text(before)
        assert_adds_up(told)
        before = ""
    page.get_by_role("button", name="Forward").click()
    expect(told.get_by_text("Forward works it out anew")).to_be_hidden()
    products = " + ".join(
        f"{number(page, f'learner.weights[1][0][{j}]')} × {number(page, f'learner.activations[0][{j}]')}" for j in range(3)
    )
    expect(told).to_contain_text(f"σ({products} + {number(page, 'learner.biases[1][0]')})")
    assert_adds_up(told)


def assert_adds_up(told: Locator) -> None:
    words = (told.locator(".formula").first.text_content() or "").replace("−", "-").replace("…", "")
    products, total = re.findall(r"σ\(([^)]*)\)", words)
    parts = [part.split(" × ") for part in products.split(" + ")]
    assert len(parts) == 4
    added = sum(float(part[0]) * float(part[1] if len(part) > 1 else 1) for part in parts)
    assert abs(added - float(total)) < 3e-4


def test_only_what_is_out_of_date_is_grey(page: Page) -> None:
    page.get_by_role("button", name="Backprop").click()
    expect(page.locator('[data-neuron="1.0"] .activation')).to_have_css("font-style", "italic")
    expect(page.locator('[data-neuron="0.0"] .activation')).to_have_css("font-style", "normal")


def test_the_error_signal_of_a_hidden_neuron_is_worked_out(page: Page) -> None:
    page.get_by_role("button", name=re.compile("^Hidden 1: ")).focus()
    deltas = [number(page, f"learner.deltas[2][{k}]") for k in range(3)]
    back = " + ".join(f"{weight} × {delta}" for weight, delta in zip(("0.2000", "−0.3000", "0.4000"), deltas, strict=True))
    own = number(page, "learner.deltas[1][0]")
    for changed in (False, True):
        if changed:
            page.get_by_role("button", name="Backprop").click()
        expect(arithmetic(page)).to_contain_text(f"error signal δ = ({back}) × 0.2445 = {own}")
        expect(arithmetic(page)).to_contain_text("the slope of the neuron’s own activation, σ′(−0.3000) = 0.2445")
    page.get_by_role("button", name=re.compile("^Output 1: ")).focus()
    expect(arithmetic(page)).to_contain_text(f"error signal δ = {deltas[0]}")


def test_where_the_targets_are_not_told_the_arithmetic_does_not_speak_of_the_way_back(several: Page) -> None:
    figure = several.get_by_role("figure", name="Network of 2 inputs and 1 output")
    for part in ("Output 1: ", "Weight from Input 1 to Output 1"):
        figure.get_by_role("button", name=re.compile(f"^{part}")).focus()
        expect(arithmetic(figure)).to_contain_text(" × ")
        expect(arithmetic(figure)).not_to_contain_text(re.compile("δ|gradient|update"))


def test_an_update_with_momentum_is_not_told_as_the_rate_times_the_gradient(several: Page) -> None:
    figure = several.get_by_role("figure", name="Network of 2 inputs, 2 hidden neurons")
    figure.get_by_role("button", name="Weight from Hidden 1 to Output 1").focus()
    for _ in range(2):
        figure.get_by_role("button", name="Backprop").click()
        told = arithmetic(figure).locator(".formula", has_text="update")
        expect(told.locator(".plainly")).to_be_hidden()
        rate, velocity, update = (float(part.replace("−", "-")) for part in re.findall(r"[−\d.]+\d", told.inner_text()))
        assert abs(rate * velocity - update) < 1e-4
    expect(told).not_to_contain_text(number(several, "heavy.weight_gradients[2][0][0]") + " (the gradient")


def test_an_edit_is_told_with_the_cost_that_it_leads_to(site: str, open_page: OpenPage) -> None:
    page = open_page(f"{site}/learner/")
    expect(page.locator("html")).to_have_attribute("data-python", "ready", timeout=PYTHON_START)
    page.get_by_role("button", name="Weight from Hidden 1 to Output 1").press("Enter")
    field = page.locator(".diagram-stage").get_by_role("spinbutton")
    field.fill("1.5")
    field.press("Enter")
    expect_numbers(page, {'[data-connection="2.0.0"]': 1.5})
    cost = format_number(exact(page, '[data-live="learner.cost"]'), ".4f")
    expect(page.get_by_role("status").filter(has_text="Set to 1.5")).to_have_text(f"Set to 1.5: cost {cost}.")


def test_an_equation_whose_numbers_are_not_known_any_more_is_left_open(page: Page) -> None:
    told = arithmetic(page)
    for _ in range(2):
        page.get_by_role("button", name="Backprop").click()
    expect(page.locator('[data-live="learner.step"]').first).to_have_text("2")
    undo_of(page).click()
    expect(page.locator('[data-live="learner.step"]').first).to_have_text("1")
    page.get_by_role("button", name=re.compile("^Hidden 2: ")).focus()
    expect(told).to_contain_text(re.compile(r"Hidden 2\s*σ\(…\) = σ\("))
    page.get_by_role("button", name="Forward").click()
    expect(told).not_to_contain_text("…")
    assert_adds_up(told)


def test_the_page_stays_where_it_is_whatever_is_selected(site: str, open_page: OpenPage) -> None:
    page = open_page(f"{site}/learner/", prepare=hold_python, viewport={"width": 390, "height": 844})
    panel = arithmetic(page)
    heights = set()
    for part in ("Input 1: ", "Hidden 1: ", "Output 3: ", "Weight from Input 1 to Hidden 1", "Bias of Output 2"):
        page.get_by_role("button", name=re.compile(f"^{part}")).focus()
        expect(panel.get_by_role("heading")).to_be_visible()
        heights.add(round(panel.bounding_box()["height"], 2))  # type: ignore[index]
    assert len(heights) == 1


@pytest.mark.parametrize("width", [1280, 390])
def test_the_controls_stand_right_under_the_drawing_and_the_arithmetic_below_them(
    site: str, open_page: OpenPage, width: int
) -> None:
    page = open_page(f"{site}/learner/", prepare=hold_python, viewport={"width": width, "height": 900})
    parts = [page.locator(".diagram-stage"), page.locator(".controls"), arithmetic(page)]
    boxes = [part.bounding_box() for part in parts]
    for above, below in itertools.pairwise(boxes):
        assert above
        assert below
        assert 0 <= below["y"] - above["y"] - above["height"] < 40
    page.get_by_role("button", name="Bias of Output 3").focus()
    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="Forward")).to_be_focused()
    page.get_by_role("button", name="Copy link").focus()
    page.keyboard.press("Tab")
    expect(arithmetic(page).get_by_role("spinbutton")).to_be_focused()


def test_a_line_stops_at_its_label(page: Page) -> None:
    """A box in the colour of the ground lies over the line, as wide as the digits and the point of the label."""
    for label in page.locator(".drawing [data-label]").all():
        box, text = (label.locator(part).evaluate("(part) => part.getBBox().width") for part in ("rect", "text"))
        sign = label.locator("text").evaluate("(text) => text.textContent.startsWith('−') ? text.getSubStringLength(0, 1) : 0")
        assert text - sign <= box + 1


def test_a_drawing_has_two_decimals_and_the_arithmetic_four(page: Page) -> None:
    expect(page.locator('[data-label="1.0.0"] text')).to_have_text("0.10")
    expect(page.locator('[data-neuron="1.0"] .activation')).to_contain_text("0.43")
    expect(arithmetic(page)).to_contain_text("0.4256")


def test_a_negative_weight_has_a_core_where_its_line_is_wide_enough(site: str, open_page: OpenPage) -> None:
    page = open_page(f"{site}/learner/")
    expect(page.locator("html")).to_have_attribute("data-python", "ready", timeout=PYTHON_START)
    connection = page.locator('[data-connection="1.0.2"]')
    expect(connection.locator(".synapse")).to_have_attribute("data-thin", "")
    expect(connection.locator(".core")).to_be_hidden()
    for value, cored in (("-2", True), ("2", False)):
        page.get_by_role("button", name="Weight from Input 3 to Hidden 1").press("Enter")
        field = page.locator(".diagram-stage").get_by_role("spinbutton")
        field.fill(value)
        field.press("Enter")
        expect(connection.locator(".synapse")).not_to_have_attribute("data-thin", "")
        expect(connection.locator(".core")).to_be_visible(visible=cored)


def test_what_a_crowded_drawing_tells_of_a_neuron_covers_no_other(several: Page) -> None:
    deep = several.get_by_role("figure", name="Network of 2 inputs, 4 hidden neurons")
    for part in ("Hidden layer 3, neuron 2: ", "Hidden layer 3, neuron 3: "):
        neuron = deep.get_by_role("button", name=re.compile(f"^{part}"))
        neuron.locator(".ground").hover()
        expect(deep.locator(".activation:visible")).to_have_count(1)
        told = neuron.locator(".activation").bounding_box()
        assert told
        for other in deep.locator(".ground").all():
            box = other.bounding_box()
            assert box
            assert box["y"] + box["height"] < told["y"] or abs(box["x"] + box["width"] / 2 - told["x"] - told["width"] / 2) > 10


def test_the_neurons_of_a_deep_network_stay_readable(several: Page) -> None:
    deep = several.get_by_role("figure", name="Network of 2 inputs, 4 hidden neurons")
    assert min(each.bounding_box()["width"] for each in deep.locator(".ground").all()) > 24  # type: ignore[index]


def pulse(page: Page, connection: str) -> Locator:
    return page.locator(f'[data-connection="{connection}"] .pulse')


def test_a_pulse_is_as_strong_as_what_its_connection_carries(site: str, open_page: OpenPage) -> None:
    """Forward weight × activation, back weight × error signal; each as a share of the strongest in its gap."""
    page = open_page(f"{site}/learner/", prepare=hold_python)
    page.get_by_role("button", name="Forward").click()
    expect(pulse(page, "1.1.2")).to_have_attribute("style", re.compile(r"--share: 1\.000"))
    expect(pulse(page, "1.0.0")).to_have_attribute("style", re.compile(r"--share: 0\.111"))
    expect(pulse(page, "1.0.0")).to_have_attribute("data-sign", "positive")
    expect(pulse(page, "1.0.2")).to_have_attribute("style", re.compile(r"--share: 0\.833"))
    expect(pulse(page, "1.0.2")).to_have_attribute("data-sign", "negative")
    page.get_by_role("button", name="Backprop").click()
    expect(page.locator('.connections[data-layer="2"]')).to_have_attribute("data-pulse", "backward")
    expect(pulse(page, "2.1.1")).to_have_attribute("style", re.compile(r"--share: 1\.000"))
    expect(pulse(page, "2.1.0")).to_have_attribute("style", re.compile(r"--share: 0\.500"))
    expect(pulse(page, "2.0.1")).to_have_attribute("data-sign", "negative")


def test_lines_that_have_changed_glow(site: str, open_page: OpenPage) -> None:
    page = open_page(f"{site}/learner/", prepare=hold_python)
    page.get_by_role("button", name="Backprop").click()
    glowing = page.locator(".connections[data-glow]")
    expect(glowing).to_have_count(1)
    expect(glowing).to_have_attribute("data-layer", "2")
    expect(glowing).to_have_count(2)
    page.get_by_role("button", name="Forward").click()
    expect(page.locator(".connections[data-glow]")).to_have_count(0)


def test_a_slider_uses_the_width_that_is_free(page: Page) -> None:
    taken = "(row) => [...row.children].reduce((sum, each) => sum + each.getBoundingClientRect().width, 0)"
    for row in page.locator(".inputs .input").all():
        free = row.bounding_box()["width"] - row.evaluate(taken)  # type: ignore[index]
        assert free < 24  # the gaps
        assert row.get_by_role("slider").bounding_box()["width"] > 100  # type: ignore[index]


def test_a_neuron_glows_as_it_answers(site: str, open_page: OpenPage) -> None:
    page = open_page(f"{site}/learner/")
    glow = page.locator('[data-neuron="0.0"] .glow:visible')
    expect(glow).to_have_attribute("data-way", "positive")
    expect(glow).to_have_attribute("fill-opacity", "0.425")
    expect(page.locator('[data-neuron="0.1"] .glow:visible')).to_have_attribute("data-way", "negative")  # −0.25
    first = page.get_by_role("spinbutton", name="Input 1", exact=True)
    first.fill("-1")
    first.press("Enter")
    expect(glow).to_have_attribute("data-way", "negative")
    expect(glow).to_have_attribute("fill-opacity", "0.850")


def test_lines_glow_by_their_gradients_while_a_network_learns(site: str, open_page: OpenPage) -> None:
    page = open_page(f"{site}/learner/")
    expect(page.locator("html")).to_have_attribute("data-python", "ready", timeout=PYTHON_START)
    blame = page.locator('[data-connection="2.0.0"] .blame')
    expect(blame).to_have_css("opacity", "0")
    choose_pace(page, steps="1000", speed="slow")
    page.get_by_role("button", name="Train").click()
    expect(blame).to_have_css("opacity", "1")
    page.get_by_role("button", name="Pause").click()
    expect(blame).to_have_css("opacity", "0")
    gradient = exact(page, '.table-twin [data-live="learner.weight_gradients[2][0][0]"]')
    assert float(blame.get_attribute("stroke-opacity") or 1) == pytest.approx(min(5 * abs(gradient), 0.75), abs=1e-3)


def test_of_a_weight_of_0_next_to_nothing_is_left_and_the_others_stay_as_they_are(site: str, open_page: OpenPage) -> None:
    page = open_page(f"{site}/learner/", reduced_motion="reduce")
    expect(page.locator("html")).to_have_attribute("data-python", "ready", timeout=PYTHON_START)
    line, other = (page.locator(f'[data-connection="2.0.{source}"] .synapse') for source in (0, 1))
    before = other.get_attribute("stroke-width")
    widths, strengths = [], []
    for value in ("2", "0.5", "0.1", "0"):
        page.get_by_role("button", name="Weight from Hidden 1 to Output 1").press("Enter")
        field = page.locator(".diagram-stage").get_by_role("spinbutton")
        field.fill(value)
        field.press("Enter")
        expect(line.locator("..")).to_have_attribute("data-exact", value)
        widths.append(float(line.get_attribute("stroke-width") or 0))
        strengths.append(float(line.get_attribute("stroke-opacity") or 0))
    assert widths == sorted(widths, reverse=True)
    assert widths[-1] <= 0.5
    assert strengths[0] == 1
    assert strengths[-1] < 0.15
    assert other.get_attribute("stroke-width") == before

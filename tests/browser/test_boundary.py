"""The plane of a network's inputs: painted before and after Python comes, and edited with a mouse and by keyboard alone."""

import math
import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import PYTHON_START, OpenPage, choose_pace, hold_python
from tests.browser.test_lab import LAB

PAINTED = """canvas => {
  const { data } = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
  let sum = 0;
  data.forEach((value, place) => (sum = (sum * 31 + value * (place % 7)) % 1000003));
  return String(sum);
}"""
COLOUR = """([canvas, x, y]) => {
  const [red, , blue, alpha] = canvas.getContext("2d").getImageData(x * canvas.width, y * canvas.height, 1, 1).data;
  return alpha === 0 ? "none" : red > blue ? "orange" : "blue";
}"""
CORNERS = """([canvas, places]) => places.map(([x, y]) =>
  [...canvas.getContext("2d").getImageData(x * canvas.width, y * canvas.height, 1, 1).data].slice(0, 3))"""
LOOKS = (
    "(all) => all.map((each) => [each.getAttribute('d'), getComputedStyle(each).fill, each.ariaLabel.split('class ')[1]].join())"
)
CONTRASTS = """(figure) => {
  const context = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
  const seen = (colour) => {
    context.fillStyle = colour;
    context.fillRect(0, 0, 1, 1);
    return [...context.getImageData(0, 0, 1, 1).data].slice(0, 3);
  };
  const linear = (part) => (part / 255 <= 0.04045 ? part / 255 / 12.92 : ((part / 255 + 0.055) / 1.055) ** 2.4);
  const light = ([red, green, blue]) => 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue);
  const ratio = (one, other) => (Math.max(light(one), light(other)) + 0.05) / (Math.min(light(one), light(other)) + 0.05);
  const surface = seen(getComputedStyle(figure.querySelector(".boundary")).getPropertyValue("--surface"));
  const strength = Number(getComputedStyle(figure.querySelector(".heat rect").parentElement).opacity);
  return [...figure.querySelectorAll(".point")].flatMap((point) => {
    const { fill, stroke } = getComputedStyle(point);
    const full = seen(getComputedStyle(point).getPropertyValue("--hue"));
    const map = full.map((part, place) => part * strength + surface[place] * (1 - strength));
    return [surface, map].map((behind) => Math.max(...[fill, stroke].map((colour) => ratio(seen(colour), behind))));
  });
}"""  # of each point, by its rim or what it encloses, against the empty plane and against the fullest colour of its own class


@pytest.fixture
def page(site: str, open_page: OpenPage) -> Page:
    page = open_page(f"{site}/boundary/")
    expect(page.locator("html")).to_have_attribute("data-python", "ready", timeout=PYTHON_START)
    return page


def figure(page: Page, name: str) -> Locator:
    return page.locator(f'figure[data-network="{name}"]')


def points(page: Page, name: str) -> Locator:
    return figure(page, name).get_by_role("button", name=re.compile(r"^Point \d+:"))


def plane(page: Page, name: str) -> Locator:
    return figure(page, name).get_by_role("button", name=re.compile("^Cursor at"))


def at(page: Page, name: str, across: float, up: float) -> tuple[float, float]:
    """Where on the screen a share of the plane's width and height lies, from the left and from below."""
    box = plane(page, name).bounding_box()
    assert box is not None
    return box["x"] + across * box["width"], box["y"] + (1 - up) * box["height"]


def open_table(page: Page, name: str) -> Locator:
    figure(page, name).get_by_text("The examples and answers as a table").click()
    return figure(page, name).get_by_role("table")


def changes(page: Page, locator: Locator, act: Callable[[], object]) -> None:
    """What the canvas shows is another picture after `act`, sooner or later."""
    before = locator.evaluate(PAINTED)
    act()
    page.wait_for_function(f"([canvas, before]) => ({PAINTED})(canvas) !== before", arg=[locator.element_handle(), before])


def test_the_page_has_its_map_points_and_table_without_python(site: str, open_page: OpenPage) -> None:
    page = open_page(f"{site}/boundary/", java_script_enabled=False)
    drawing = figure(page, "gate").get_by_role("img", name="Map of Output 1 over Input 1 and Input 2")
    expect(drawing).to_be_visible()
    expect(drawing.locator(".point")).to_have_count(4)
    expect(drawing.locator("mask image").first).to_have_attribute("href", re.compile("^data:image/png;base64,"))
    expect(figure(page, "winding").locator(".test .point")).to_have_count(30)
    expect(figure(page, "fit").get_by_role("img", name="Curve of Output 1 over Input 1")).to_be_visible()
    expect(open_table(page, "gate").get_by_role("row")).to_have_count(5)


def test_training_repaints_the_map_and_the_table(page: Page) -> None:
    gate = figure(page, "gate")
    table = open_table(page, "gate")
    answer = table.get_by_role("row").nth(1).get_by_role("cell").last
    before = answer.inner_text()
    canvas = gate.locator("canvas")
    changes(page, canvas, gate.get_by_role("button", name="Train").click)
    expect(gate.locator('[data-live="gate.step"]')).to_have_text("100")
    expect(answer).not_to_have_text(before)
    changes(page, canvas, gate.get_by_role("button", name="Reset").click)
    expect(answer).to_have_text(before)


def test_the_painted_map_has_the_colours_of_the_built_one(page: Page) -> None:
    gate = figure(page, "gate")
    gate.get_by_role("button", name="Forward").click()
    canvas = gate.locator("canvas")
    expect(canvas).to_be_visible()
    corners = [page.evaluate(COLOUR, [canvas.element_handle(), 0.02, y]) for y in (0.02, 0.98)]
    assert corners == ["blue", "orange"]
    expect(gate.locator("g.heat")).not_to_be_visible()


def test_the_boundary_is_drawn_where_there_is_one(page: Page) -> None:
    line = figure(page, "gate").locator(".line")
    before = line.get_attribute("d") or ""
    assert before.startswith("M")
    set_bias = f"""async (bias) => {{ const {{ network }} = {LAB}; await network("gate").act(["set", "biases[2][0]", bias]); }}"""
    page.evaluate(set_bias, 0.1)
    expect(line).not_to_have_attribute("d", before)
    page.evaluate(set_bias, 500)
    expect(line).to_have_attribute("d", "")
    figure(page, "gate").get_by_role("button", name="Reset").click()
    expect(line).to_have_attribute("d", before)


def test_another_neuron_is_shown(page: Page) -> None:
    gate = figure(page, "gate")
    gate.get_by_role("button", name="Forward").click()
    show = gate.get_by_role("combobox", name="Show")
    changes(page, gate.locator("canvas"), lambda: show.select_option("Hidden 2"))
    expect(gate.get_by_role("img", name="Colours from −1, blue, over 0 to 1, orange")).to_be_visible()
    expect(open_table(page, "gate").get_by_role("columnheader", name="Hidden 2")).to_be_visible()


def test_a_click_adds_a_drag_moves_and_a_double_click_removes(page: Page) -> None:
    gate = figure(page, "gate")
    undo = gate.get_by_role("button", name="Undo")
    gate.get_by_role("radio", name="1").check()
    page.mouse.click(*at(page, "gate", 0.25, 0.75))
    added = gate.get_by_role("button", name=re.compile(r"Point 5: −0\.2[45]\d*, 1\.2[45]\d*, target 1"))
    expect(added).to_be_visible()

    page.mouse.move(*at(page, "gate", 0.25, 0.75))
    page.mouse.down()
    page.mouse.move(*at(page, "gate", 0.3, 0.8), steps=4)
    page.mouse.move(*at(page, "gate", 0.5, 0.9), steps=4)
    page.mouse.up()
    expect(gate.get_by_role("button", name=re.compile(r"Point 5: 0\.(50?|49)\d*, 1\.(70?|69)\d*, target 1"))).to_be_visible()
    undo.click()
    expect(added).to_be_visible()

    page.mouse.dblclick(*at(page, "gate", 1 / 3, 1 / 3))
    expect(points(page, "gate")).to_have_count(4)
    expect(gate.get_by_role("button", name="Point 1: 0, 1, target 1")).to_be_visible()
    undo.click()
    expect(points(page, "gate")).to_have_count(5)
    gate.get_by_role("button", name="Reset").click()
    expect(points(page, "gate")).to_have_count(4)
    undo.click()
    expect(points(page, "gate")).to_have_count(5)


def test_a_tap_adds_a_point(site: str, open_page: OpenPage) -> None:
    page = open_page(f"{site}/boundary/", prepare=hold_python, has_touch=True, viewport={"width": 360, "height": 800})
    plane(page, "gate").scroll_into_view_if_needed()
    page.touchscreen.tap(*at(page, "gate", 0.2, 0.6))
    expect(points(page, "gate")).to_have_count(5)


def test_everything_is_done_by_keyboard(page: Page) -> None:
    gate = figure(page, "gate")
    plane(page, "gate").focus()
    for key in ("ArrowRight", "ArrowRight", "ArrowUp", "Shift+ArrowDown", "Enter"):
        page.keyboard.press(key)
    expect(gate.get_by_role("status").filter(has_text=re.compile(r"Added: 0.65, 0.56[78], target 0. 5 points"))).to_be_visible()
    page.keyboard.press("Tab")
    expect(gate.get_by_role("button", name="Point 5:")).to_be_focused()
    page.keyboard.press("ArrowLeft")
    moved = gate.get_by_role("button", name="Point 5: 0.575, 0.56")
    expect(moved).to_be_focused()
    page.keyboard.press("PageDown")
    expect(gate.get_by_role("button", name="Point 1:")).to_be_focused()
    page.keyboard.press("PageUp")
    expect(moved).to_be_focused()
    page.keyboard.press("Delete")
    expect(points(page, "gate")).to_have_count(4)
    expect(gate.get_by_role("button", name="Point 4:")).to_be_focused()
    for _ in range(3):
        page.keyboard.press("Backspace")
    expect(points(page, "gate")).to_have_count(1)
    page.keyboard.press("Backspace")
    expect(gate.get_by_role("status").filter(has_text="The last point stays")).to_be_visible()
    expect(points(page, "gate")).to_have_count(1)


def test_a_refusal_is_heard_although_the_edits_before_it_are_answered_later(page: Page) -> None:
    gate = figure(page, "gate")
    points(page, "gate").first.focus()
    page.evaluate(
        """() => {
          const back = () => new KeyboardEvent("keydown", { key: "Backspace", bubbles: true, cancelable: true });
          for (let press = 0; press < 4; press += 1) document.activeElement.dispatchEvent(back());
        }"""
    )  # in one go, so that no edit is answered before the last press
    expect(points(page, "gate")).to_have_count(1)
    expect(gate.get_by_role("status").filter(has_text="The last point stays")).to_be_visible()


def test_a_point_is_moved_while_the_network_trains_and_undo_agrees(page: Page) -> None:
    gate = figure(page, "gate")
    choose_pace(gate, steps="until paused")
    gate.get_by_role("button", name="Train").click()
    page.mouse.move(*at(page, "gate", 1 / 3, 1 / 3))
    page.mouse.down()
    for share in (0.2, 0.15, 0.1):
        page.mouse.move(*at(page, "gate", share, share), steps=3)
    page.mouse.up()
    gate.get_by_role("button", name="Pause").click()
    expect(gate.get_by_role("button", name=re.compile(r"Point 1: −0\.(70?|69)\d*, −0\.(70?|69)\d*, target 0"))).to_be_visible()
    undo = gate.get_by_role("button", name="Undo")
    expect(gate.get_by_role("button", name="Train")).to_be_visible()
    undo.evaluate(
        "async (button) => { for (; button.ariaDisabled !== 'true'; await new Promise(requestAnimationFrame)) button.click(); }"
    )
    expect(gate.get_by_role("button", name="Point 1: 0, 0, target 0")).to_be_visible()
    expect(gate.locator('[data-live="gate.step"]')).to_have_text("0")


def test_test_points_are_hidden_and_stay_as_they_are(page: Page) -> None:
    winding = figure(page, "winding")
    expect(points(page, "winding")).to_have_count(90)
    winding.get_by_role("checkbox", name="Test points").uncheck()
    expect(winding.locator(".test .point").first).not_to_be_visible()
    winding.get_by_role("checkbox", name="Test points").check()
    expect(winding.locator(".test .point").first).to_be_visible()


def test_a_curve_is_bent_by_its_points(page: Page) -> None:
    fit = figure(page, "fit")
    curve = fit.locator(".curve")
    before = curve.get_attribute("points")
    first = points(page, "fit").first
    first.focus()
    expect(first).to_have_accessible_name(re.compile("^Point 1: −3, target −0.14$"))
    page.keyboard.press("ArrowUp")
    expect(first).to_have_accessible_name(re.compile("^Point 1: −3, target −0.0"))
    fit.get_by_role("button", name="Train").click()
    expect(curve).not_to_have_attribute("points", before or "")
    page.mouse.click(*at(page, "fit", 0.5, 0.9))
    expect(points(page, "fit")).to_have_count(11)


def test_an_edit_before_python_shows_at_once_and_is_kept(site: str, open_page: OpenPage) -> None:
    page = open_page(f"{site}/boundary/", prepare=hold_python)
    page.mouse.click(*at(page, "gate", 0.25, 0.75))
    expect(points(page, "gate")).to_have_count(5)


def test_recorded_steps_say_that_the_map_waits_for_python(site: str, open_page: OpenPage) -> None:
    page = open_page(f"{site}/boundary/", prepare=hold_python)
    gate = figure(page, "gate")
    gate.get_by_role("button", name="Backprop").click()
    expect(gate.get_by_text("this follows when Python is here")).to_be_visible()


def test_a_map_without_points_has_nothing_to_edit(page: Page) -> None:
    rising = figure(page, "rising")
    expect(rising.get_by_role("img", name="Map of Output 1")).to_be_visible()
    expect(rising.locator(".point")).to_have_count(0)


@pytest.mark.parametrize("width", [320, 1280])
def test_nothing_scrolls_sideways(site: str, open_page: OpenPage, width: int) -> None:
    page = open_page(f"{site}/boundary/", prepare=hold_python, viewport={"width": width, "height": 800})
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_the_line_is_halfway_between_the_classes_whatever_the_outputs_can_be(page: Page) -> None:
    bent = figure(page, "bent")
    line, legend = bent.locator(".line"), bent.get_by_role("img", name="Colours from 0, blue, over 0.5 to 1, orange")
    built = line.get_attribute("d") or ""
    expect(legend).to_be_visible()
    left, width = bent.locator(".frame").evaluate("(frame) => [frame.x, frame.width].map((each) => each.baseVal.value)")
    across = float(re.findall(r"[\d.]+", built)[0])
    assert (across - left) / width == pytest.approx((math.atanh(0.5) + 1) / 3, abs=0.01)
    bent.get_by_role("button", name="Forward").click()
    expect(bent.locator("canvas")).to_be_visible()
    expect(legend).to_be_visible()
    expect(line).to_have_attribute("d", built)


def test_every_class_has_a_colour_and_a_mark_and_the_legend_follows_what_is_shown(page: Page) -> None:
    kinds = figure(page, "kinds")
    expect(kinds.get_by_role("application", name="Map of all classes over Input 1 and Input 2")).to_be_visible()
    expect(kinds.get_by_role("list", name="Classes").get_by_role("listitem")).to_have_text(["Output 1", "Output 2", "Output 3"])
    looks = kinds.locator(".training .point").evaluate_all(LOOKS)
    assert len(set(looks)) == 3 and len(looks) == 24
    assert all(len({look.split(",")[0] for look in looks if look.endswith(f"Output {each}")}) == 1 for each in (1, 2, 3))
    kinds.get_by_role("button", name="Train").click()
    expect(kinds.locator('[data-live="kinds.step"]')).to_have_text("1,000", timeout=PYTHON_START)
    found = page.evaluate(CORNERS, [kinds.locator("canvas").element_handle(), [[0.2, 0.8], [0.8, 0.8], [0.5, 0.1]]])
    assert len({tuple(colour) for colour in found}) == 3
    table = open_table(page, "kinds")
    for row in table.get_by_role("row").all()[1:4]:
        wanted, answer = row.get_by_role("cell").all()[-2:]
        expect(answer).to_have_text(re.compile(rf"^{wanted.inner_text()}, (0\.[5-9]|1\.0)\d+$"))

    kinds.get_by_role("combobox", name="Show").select_option("Output 2")
    expect(kinds.get_by_role("img", name="Colours from 0, pale, over 0.5 to 1, that of Output 2")).to_be_visible()
    expect(kinds.get_by_role("list", name="Classes")).not_to_be_visible()
    expect(table.get_by_role("columnheader", name="Output 2")).to_be_visible()
    line = kinds.locator(".line").get_attribute("d") or ""
    assert line.startswith("M")
    kinds.get_by_role("combobox", name="Show").select_option("Hidden 2")
    expect(kinds.get_by_role("img", name="Colours from −1, blue, over 0 to 1, orange")).to_be_visible()
    kinds.get_by_role("combobox", name="Show").select_option("All classes")
    expect(kinds.get_by_role("list", name="Classes")).to_be_visible()

    kinds.get_by_role("radio", name="Output 3").check()
    page.mouse.click(*at(page, "kinds", 0.25, 0.75))
    expect(kinds.get_by_role("button", name=re.compile("^Point 25: .* class Output 3$"))).to_be_visible()


def test_the_probability_of_a_class_is_drawn_before_python_too(site: str, open_page: OpenPage) -> None:
    kinds = figure(open_page(f"{site}/boundary/", java_script_enabled=False), "kinds")
    expect(kinds.locator("mask")).to_have_count(3)
    shares = [float(text.split(", ")[1]) for text in kinds.locator("tbody tr td:last-child").all_text_contents()]
    assert len(shares) == 24 and all(1 / 3 <= share <= 1 for share in shares)


def test_tab_leads_to_the_plane_a_point_and_the_choices_and_nowhere_else(page: Page) -> None:
    gate = figure(page, "gate")
    plane(page, "gate").focus()
    page.keyboard.press("Shift+Tab")
    assert not gate.locator("synapse-boundary").evaluate("(boundary) => boundary.contains(document.activeElement)")
    stops = []
    for _ in range(5):
        page.keyboard.press("Tab")
        stops.append(page.evaluate("document.activeElement.ariaLabel ?? document.activeElement.tagName"))
    assert [stop.split(" ")[0] for stop in stops] == ["Cursor", "Point", "SELECT", "INPUT", "SUMMARY"]


def test_a_point_is_shown_in_the_network_and_the_keys_are_told(page: Page) -> None:
    gate = figure(page, "gate")
    third = points(page, "gate").nth(2)
    third.focus()
    for each in (third, plane(page, "gate")):
        expect(each).to_have_accessible_description(re.compile("arrow keys and Enter on the plane"))
    page.keyboard.press("Enter")
    expect(gate.get_by_role("status").filter(has_text="The network shows example 3.")).to_be_visible()
    assert page.evaluate(f"async () => {{ const {{ network }} = {LAB}; return network('gate').value('example'); }}") == 2


def test_marks_stand_out_from_the_map_in_both_schemes(site: str, open_page: OpenPage) -> None:
    for scheme in ("light", "dark"):
        page = open_page(f"{site}/boundary/", prepare=hold_python, color_scheme=scheme)
        for name in ("kinds", "winding"):
            assert min(figure(page, name).evaluate(CONTRASTS)) >= 3, (scheme, name)


def test_colours_that_mean_something_stay_where_colours_are_forced(site: str, open_page: OpenPage) -> None:
    page = open_page(f"{site}/boundary/", prepare=hold_python, forced_colors="active")
    ramp = figure(page, "gate").locator(".ramp")
    expect(ramp).to_have_css("background-image", re.compile("gradient"))
    fills = (
        figure(page, "kinds").locator(".training .point").evaluate_all("(all) => all.map((each) => getComputedStyle(each).fill)")
    )
    assert len(set(fills)) == 3

"""Cells of Python: run, stopped, wrong, changed by keyboard; and what they do to the figures."""

import base64

import pytest
from playwright.sync_api import Locator, Page, Route, expect

from tests.browser.conftest import FIREFOX, PYTHON_START, OpenPage, exact, expect_numbers, hold_python, undo_of

WEIGHT = '[data-connection="2.0.0"]'


def cell(page: Page, number: int) -> Locator:
    return page.get_by_role("group", name=f"Python cell {number}")


def source(page: Page, number: int) -> Locator:
    """The editor of a cell, which comes when the cell is in sight."""
    cell(page, number).scroll_into_view_if_needed()
    return page.get_by_role("textbox", name=f"Source of Python cell {number}")


def expect_source(field: Locator, text: str) -> None:
    expect(field).to_have_js_property("innerText", text)


def output(page: Page, number: int) -> Locator:
    return page.get_by_role("log", name=f"Output of Python cell {number}")


@pytest.fixture
def page(site: str, open_page: OpenPage) -> Page:
    page = open_page(f"{site}/code/")
    expect(page.locator("html")).to_have_attribute("data-python", "ready", timeout=PYTHON_START)
    return page


def test_the_output_is_there_without_python_and_without_scripts(site: str, open_page: OpenPage) -> None:
    for page in (
        open_page(f"{site}/code/", prepare=hold_python),
        open_page(f"{site}/code/", java_script_enabled=False),
    ):
        expect(output(page, 1)).to_contain_text("rate   1: error 26.7%")
        expect(output(page, 3)).to_contain_text("Line 2: ValueError: xor takes 2 inputs")
        expect(output(page, 4)).to_be_hidden()


def test_a_click_runs_a_cell_to_what_the_build_found(page: Page) -> None:
    said = output(page, 1).text_content() or ""
    before = exact(page, WEIGHT)
    cell(page, 1).get_by_role("button", name="Run").click()
    expect(cell(page, 1).get_by_role("status")).to_have_text("Done. xor has changed.")
    expect(output(page, 1)).to_have_text(said)
    expect(page.locator('[data-live="xor.step"]').first).to_have_text("400")
    undo_of(page).click()
    expect_numbers(page, {WEIGHT: before})
    expect(undo_of(page)).to_be_disabled()


def test_what_is_written_runs_by_keyboard_and_is_restored(page: Page) -> None:
    field = source(page, 2)
    field.fill("xor.weights[2][0, 0] = -1.5")
    field.press("Control+Enter")
    expect_numbers(page, {WEIGHT: -1.5})
    expect(output(page, 2)).to_be_hidden()
    cell(page, 2).get_by_role("button", name="Restore").click()
    expect_source(field, '"""Turn the first\nhidden neuron off."""\nxor.weights[2][0, 0] = 0\nxor.weights[2]')
    expect(field).to_be_focused()
    expect(cell(page, 2).get_by_role("button", name="Restore")).to_be_hidden()
    page.keyboard.press("Control+z")
    expect_source(field, "xor.weights[2][0, 0] = -1.5")


def test_an_error_marks_its_line(page: Page) -> None:
    source(page, 2).fill("x = 1\n\nprint('so far')\nx / 0\n")
    cell(page, 2).get_by_role("button", name="Run").click()
    expect(output(page, 2)).to_have_text("so far\nLine 4: ZeroDivisionError: division by zero")
    wrong = cell(page, 2).locator(".cm-line.wrong")
    expect(wrong).to_have_text("x / 0")
    page.keyboard.press("Control+Home")
    source(page, 2).press("Enter")
    expect(wrong).to_have_text("x / 0")
    source(page, 2).fill("x = 1")
    source(page, 2).press("Control+Enter")
    expect(wrong).to_have_count(0)


def test_an_endless_loop_is_stopped_and_its_names_stay(page: Page) -> None:
    cell(page, 4).get_by_role("button", name="Run").click()
    expect(cell(page, 4).get_by_role("status")).to_have_text("Running")
    cell(page, 4).get_by_role("button", name="Stop").click()
    expect(cell(page, 4).get_by_role("status")).to_contain_text("Stopped in line")
    source(page, 4).fill("turns > 0")
    source(page, 4).press("Control+Enter")
    expect(output(page, 4)).to_have_text("True")


RESTARTED = "Stopped by restarting Python: names from earlier runs are gone."
HEEDLESS = """kept = 1
xor.weights[2][0, 0] = -1.5
while True:
    try:
        print("on")
        while True: pass
    except KeyboardInterrupt:
        pass"""


def test_code_that_does_not_heed_stop_ends_when_the_reader_restarts_python(page: Page) -> None:
    page.clock.install()
    source(page, 4).fill(HEEDLESS)
    source(page, 4).press("Control+Enter")
    expect(output(page, 4)).to_have_text("on\n", use_inner_text=False)
    cell(page, 4).get_by_role("button", name="Stop").focus()
    page.keyboard.press("Enter")
    restart = cell(page, 4).get_by_role("button", name="Restart Python")
    expect(restart).to_be_focused()
    expect(output(page, 4)).to_have_text("on\non\n", use_inner_text=False)
    page.clock.fast_forward("10:00")  # however long it takes, it is the reader who ends it
    expect(cell(page, 4).get_by_role("status")).to_have_text("Stopping. Code that goes on ends when Python is restarted.")
    page.keyboard.press("Enter")
    expect(cell(page, 4).get_by_role("status")).to_have_text(RESTARTED)
    expect(cell(page, 4).get_by_role("button", name="Run")).to_be_focused()
    source(page, 4).fill("'kept' in dir(), xor.weights[2][0, 0].item() == -1.5")
    source(page, 4).press("Control+Enter")
    expect(output(page, 4)).to_have_text("(False, False)", timeout=PYTHON_START)


def test_a_double_click_on_stop_does_not_restart_python(page: Page) -> None:
    source(page, 4).fill(HEEDLESS)
    source(page, 4).press("Control+Enter")
    cell(page, 4).get_by_role("button", name="Stop").dblclick()
    expect(cell(page, 4).get_by_role("button", name="Restart Python")).to_be_visible()
    expect(output(page, 4)).to_have_text("on\non\n", use_inner_text=False)


def test_code_is_stopped_although_python_has_not_begun_it(page: Page) -> None:
    """Stop is pressed in the same moment in which it appears, when Python has only been asked."""
    cell(page, 4).evaluate(
        """(cell) => {
          const stop = cell.querySelector("[data-does=stop]");
          const press = () => stop.hidden || (stop.textContent === "Stop" && stop.click());
          new MutationObserver(press).observe(stop, { attributes: true });
          cell.querySelector("[data-does=run]").click();
        }"""
    )
    expect(cell(page, 4).get_by_role("status")).to_contain_text("Stopped")
    cell(page, 1).get_by_role("button", name="Run").click()
    expect(cell(page, 1).get_by_role("status")).to_have_text("Done. xor has changed.")


def test_where_memory_is_not_shared_stop_starts_python_again(site: str, open_page: OpenPage) -> None:
    script = "Object.defineProperty(self, 'crossOriginIsolated', { value: false })"
    page = open_page(f"{site}/code/", prepare=lambda page: page.add_init_script(script))
    source(page, 2).fill("xor.weights[2][0, 0] = -1.5")
    source(page, 2).press("Control+Enter")
    expect(page.locator(WEIGHT).first).to_have_attribute("data-exact", "-1.5", timeout=PYTHON_START)
    cell(page, 4).get_by_role("button", name="Run").click()
    expect(cell(page, 4).get_by_role("status")).to_have_text("Running. Stop restarts Python.")
    cell(page, 4).get_by_role("button", name="Stop").click()
    expect(cell(page, 4).get_by_role("status")).to_have_text(RESTARTED)
    source(page, 4).fill("xor.weights[2][0, 0].item()")
    source(page, 4).press("Control+Enter")
    expect(output(page, 4)).to_have_text("-1.5", timeout=PYTHON_START)


def test_a_run_before_python_waits_for_it(site: str, open_page: OpenPage) -> None:
    page = open_page(f"{site}/code/", prepare=hold_python)
    cell(page, 1).get_by_role("button", name="Run").click()
    expect(cell(page, 1).get_by_role("status")).to_contain_text("Waiting for Python.")


def test_what_is_printed_is_seen_as_it_comes(page: Page) -> None:
    source(page, 4).fill("import time\nprint('first')\ntime.sleep(0.2)\nprint('second')\nwhile True: pass")
    source(page, 4).press("Control+Enter")
    expect(output(page, 4)).to_have_text("first\nsecond\n", use_inner_text=False)
    cell(page, 4).get_by_role("button", name="Stop").click()
    expect(cell(page, 4).get_by_role("status")).to_have_text("Stopped in line 5.")


def test_tab_indents_and_leaves_after_escape(page: Page) -> None:
    field = source(page, 2)
    field.fill("")
    page.keyboard.type("if True:")
    page.keyboard.press("Enter")
    page.keyboard.type("a")
    expect_source(field, "if True:\n    a")
    page.keyboard.press("Tab")
    expect_source(field, "if True:\n        a")
    page.keyboard.press("Control+z")
    expect_source(field, "if True:\n    a")
    page.keyboard.press("Shift+Tab")
    expect_source(field, "if True:\na")
    page.keyboard.press("Escape")
    page.keyboard.press("Tab")
    expect(cell(page, 2).get_by_role("button", name="Run")).to_be_focused()


held_while_loading = pytest.mark.skipif(FIREFOX, reason="Firefox has not loaded a page as long as its editor is held back")


@held_while_loading
@pytest.mark.parametrize(
    "window",
    [{"viewport": {"width": 1280, "height": 800}}, {"viewport": {"width": 320, "height": 700}, "color_scheme": "dark"}],
    ids=["wide", "narrow-dark"],
)
def test_the_editor_looks_as_what_stood_in_its_place(site: str, open_page: OpenPage, window: dict[str, object]) -> None:
    """No pixel differs that could be seen, in any letter's place or colour, nor does what follows a cell move."""
    held: list[Route] = []
    page = open_page(f"{site}/code/", prepare=lambda page: hold_editor(page, held), **window)
    cells = [cell(page, number) for number in (1, 2, 3, 4)]
    before = [appearance(each) for each in cells]
    for route in held:
        route.continue_()
    for number, each in enumerate(cells, 1):
        expect(source(page, number)).to_be_editable()
        (picture, height), (earlier, earlier_height) = appearance(each), before[number - 1]
        assert height == earlier_height
        assert most_different(page, picture, earlier) <= 2, number  # of 255: letters are not smoothed alike every time


PIXELS_APART = """async (urls) => {
  const [one, other] = await Promise.all(urls.map(async (src) => {
    const image = Object.assign(new Image(), { src });
    await image.decode();
    const context = new OffscreenCanvas(image.width, image.height).getContext("2d");
    context.drawImage(image, 0, 0);
    return context.getImageData(0, 0, image.width, image.height).data;
  }));
  if (one.length !== other.length) return 255;
  return one.reduce((most, value, place) => Math.max(most, Math.abs(value - other[place])), 0);
}"""


def hold_editor(page: Page, held: list[Route]) -> None:
    """Python never arrives, and the editor when the test lets it."""
    hold_python(page)
    page.route("**/assets/editor.*", lambda route: held.append(route))


def most_different(page: Page, one: bytes, other: bytes) -> int:
    """How far apart two pictures of the same size are in any channel of any pixel, from 0 to 255."""
    urls = [f"data:image/png;base64,{base64.b64encode(each).decode()}" for each in (one, other)]
    return int(page.evaluate(PIXELS_APART, urls))


def appearance(cell: Locator) -> tuple[bytes, object]:
    cell.evaluate("cell => cell.scrollIntoView({ behavior: 'instant' })")
    return cell.locator(".editor").screenshot(), cell.evaluate("cell => cell.getBoundingClientRect().height")


@held_while_loading
def test_the_caret_goes_where_the_reader_clicked_before_the_editor_came(site: str, open_page: OpenPage) -> None:
    held: list[Route] = []
    page = open_page(f"{site}/code/", prepare=lambda page: hold_editor(page, held))
    cell(page, 2).get_by_text("hidden neuron off").click()
    page.keyboard.press("ArrowDown")
    held[0].continue_()
    expect(source(page, 2)).to_be_focused()
    page.keyboard.press("End")
    page.keyboard.type("?")
    expect_source(source(page, 2), '"""Turn the first\nhidden neuron off."""?\nxor.weights[2][0, 0] = 0\nxor.weights[2]')


@held_while_loading
def test_the_keyboard_reaches_the_source_before_the_editor_came(site: str, open_page: OpenPage) -> None:
    held: list[Route] = []
    page = open_page(f"{site}/code/", prepare=lambda page: hold_editor(page, held))
    cell(page, 1).get_by_role("button", name="Run").focus()
    page.keyboard.press("Shift+Tab")
    expect(cell(page, 1).get_by_role("region", name="Source of Python cell 1")).to_be_focused()
    held[0].continue_()
    expect(source(page, 1)).to_be_focused()


def test_a_cell_whose_editor_cannot_be_loaded_says_so_and_runs(site: str, open_page: OpenPage) -> None:
    page = open_page(
        f"{site}/code/",
        expected=("Failed to load resource", "codemirror-view"),
        prepare=lambda page: page.route("**/codemirror-view.*", lambda route: route.abort()),
    )
    expect(cell(page, 1).get_by_role("status")).to_have_text("The editor could not be loaded, so this cell runs as it stands.")
    cell(page, 1).get_by_role("button", name="Run").click()
    expect(cell(page, 1).get_by_role("status")).to_have_text("Done. xor has changed.", timeout=PYTHON_START)


def test_no_editor_is_loaded_before_a_cell_is_in_sight(published: str, open_page: OpenPage) -> None:
    asked: list[str] = []
    page = open_page(
        f"{published}/a-network-is-matrix-multiplication/",
        prepare=lambda page: page.on("request", lambda request: asked.append(request.url)),
    )
    assert asked and not any("codemirror" in url for url in asked)
    expect(source(page, 1)).to_be_editable()
    assert any("codemirror" in url for url in asked)


OFF_LINE = """(cell) => {
  const root = cell.querySelector(".editor").shadowRoot;
  const boxes = (selector) => [...(root?.querySelectorAll(selector) ?? [])].map((each) => each.getBoundingClientRect());
  const numbers = boxes(".cm-lineNumbers .cm-gutterElement").filter(({ height }) => height);
  const apart = boxes(".cm-line").map(({ top, height }, line) => [numbers[line].top - top, numbers[line].height - height]);
  return apart.flat().some((each) => Math.abs(each) > 1) ? apart.join("; ") : "";
}"""  # how far the numbers are from their lines; the source that stands there without an editor has them in its lines
FRAME = f"if (({OFF_LINE})(cell)) await new Promise(requestAnimationFrame);"  # until it is so
LATER = "async (url) => { await import(url); await new Promise((done) => requestIdleCallback(done)); }"


def test_line_numbers_stand_at_their_lines_where_the_reader_went_on_before_the_editor_came(
    site: str, open_page: OpenPage
) -> None:
    held: list[Route] = []

    def prepare(page: Page) -> None:
        hold_python(page)
        page.route("**/editor.*.js", lambda route: held.append(route))

    page = open_page(f"{site}/code/", prepare=prepare, viewport={"width": 800, "height": 300})
    first = cell(page, 1)
    with page.expect_request("**/editor.*.js"):
        first.scroll_into_view_if_needed()
    page.get_by_role("contentinfo").scroll_into_view_if_needed()
    expect(first).not_to_be_in_viewport()
    held[0].continue_()
    page.evaluate(LATER, held[0].request.url)
    assert first.evaluate(OFF_LINE) == ""
    expect(source(page, 1)).to_be_visible()
    assert first.evaluate(OFF_LINE) == ""
    page.evaluate("document.querySelector('.article').style.fontSize = '30px'")
    assert (
        first.evaluate(f"async (cell) => {{ for (let frame = 0; frame < 600; frame++) {FRAME} return ({OFF_LINE})(cell) }}") == ""
    )


def test_line_numbers_are_as_dark_as_other_quiet_words(site: str, open_page: OpenPage) -> None:
    colour = "(each, part) => getComputedStyle(each, part).color"
    page = open_page(f"{site}/code/", java_script_enabled=False)
    quiet = cell(page, 1).locator(".status").evaluate(colour)
    assert cell(page, 1).locator(".line").first.evaluate(colour, "::before") == quiet
    page = open_page(f"{site}/code/", prepare=hold_python)
    expect(source(page, 1)).to_be_visible()
    assert cell(page, 1).locator(".cm-gutters").evaluate(colour) == quiet

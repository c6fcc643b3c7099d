"""The course of the cost: drawn at build, going on in the browser."""

import re

from playwright.sync_api import expect

from tests.browser.conftest import PYTHON_START, OpenPage, choose_pace, hold_python


def test_the_build_draws_it_and_the_arrow_keys_read_it(site: str, open_page: OpenPage) -> None:
    page = open_page(f"{site}/curve/", prepare=hold_python)
    drawn = page.get_by_role("slider", name="Mean cost and mean error over the cycles of training").first
    drawn.focus()
    drawn.press("End")
    expect(drawn).to_have_attribute("aria-valuetext", re.compile(r"^cycle 1,000: 0\.0\d+, 0\.11"))
    drawn.press("Home")
    expect(drawn).to_have_attribute("aria-valuetext", re.compile(r"^cycle 0: 0\.1"))


def test_pointing_reads_it(site: str, open_page: OpenPage) -> None:
    page = open_page(f"{site}/curve/", prepare=hold_python)
    page.get_by_role("slider", name="Mean cost and mean error").first.hover()
    expect(page.get_by_text(re.compile(r"^cycle \d+: 0\.\d+, 0\.\d+$"))).to_be_visible()


def test_the_readers_own_course_grows_and_goes_back(site: str, open_page: OpenPage) -> None:
    page = open_page(f"{site}/curve/")
    expect(page.locator("html")).to_have_attribute("data-python", "ready", timeout=PYTHON_START)
    own = page.locator("[data-own]").first
    expect(own).to_have_attribute("d", "")
    choose_pace(page, steps="350", speed="fast")
    page.get_by_role("button", name="Train").click()
    expect(page.locator('[data-live="xor.step"]').first).to_have_text("350")
    expect(own).to_have_attribute("d", re.compile(r"^M[\d.]+ [\d.]+(L[\d.]+ [\d.]+){10,}$"))
    page.get_by_role("button", name="Reset").click()
    expect(own).to_have_attribute("d", "")


def test_the_axis_turns_linear(site: str, open_page: OpenPage) -> None:
    page = open_page(f"{site}/curve/", prepare=hold_python)
    expect(page.locator(".ticks-x").first.locator("text")).to_have_text(["0", "1", "10", "100", "1,000"])
    page.get_by_role("checkbox", name="logarithmic axis").first.press("Space")
    expect(page.locator(".ticks-x").first.locator("text")).to_have_text(["0", "200", "400", "600", "800", "1,000"])


def test_the_film_marks_its_cycle(site: str, open_page: OpenPage) -> None:
    page = open_page(f"{site}/curve/", prepare=hold_python)
    page.get_by_role("button", name="Cycle 100,").click()
    expect(page.locator(".film-mark").first).to_have_attribute("transform", re.compile(r"translate\(4\d\d"))


def test_a_share_is_told_in_per_cent(site: str, open_page: OpenPage) -> None:
    page = open_page(f"{site}/curve/", prepare=hold_python)
    drawn = page.get_by_role("slider", name="Mean error over the cycles of training", exact=True)
    drawn.press("Home")
    expect(drawn).to_have_attribute("aria-valuetext", re.compile(r"^cycle 0: \d\d\.\d%$"))
    expect(page.locator("synapse-curve").nth(1).get_by_text("20%", exact=True)).to_be_visible()


def test_the_history_of_one_network_is_not_shown_for_another(site: str, open_page: OpenPage) -> None:
    page = open_page(f"{site}/curve/")
    expect(page.locator("html")).to_have_attribute("data-python", "ready", timeout=PYTHON_START)
    history = page.locator("synapse-curve").nth(1).locator("[data-history]")
    before = history.get_attribute("d") or ""
    page.get_by_role("button", name="another network").click()
    expect(history).to_have_attribute("d", "")
    page.get_by_role("button", name="Undo").first.click()
    expect(history).to_have_attribute("d", re.compile("^" + re.escape(before[:4])))


def test_the_mark_of_the_film_moves_with_the_axis(site: str, open_page: OpenPage) -> None:
    page = open_page(f"{site}/curve/", prepare=hold_python)
    page.get_by_role("button", name="Cycle 100,").click()
    mark = page.locator(".film-mark").first
    logarithmic = mark.get_attribute("transform") or ""
    page.get_by_role("checkbox", name="logarithmic axis").first.press("Space")
    expect(mark).not_to_have_attribute("transform", logarithmic)


def test_the_slider_has_its_value_before_a_key_is_pressed(site: str, open_page: OpenPage) -> None:
    page = open_page(f"{site}/curve/", prepare=hold_python)
    drawn = page.get_by_role("slider", name="Mean error over the cycles of training", exact=True)
    expect(drawn).to_have_attribute("aria-valuenow", "0")
    expect(drawn).to_have_attribute("aria-valuemin", "0")
    expect(drawn).to_have_attribute("aria-valuemax", re.compile(r"^\d\d+$"))
    expect(drawn).to_have_attribute("aria-valuetext", re.compile(r"^cycle 0: 5\d\.\d%$"))


def test_every_example_has_a_line_and_a_name_at_its_end(site: str, open_page: OpenPage) -> None:
    page = open_page(f"{site}/curve/", prepare=hold_python)
    figure = page.get_by_role("figure").filter(has=page.get_by_text("Error of each example", exact=True))
    drawn = figure.get_by_role("slider", name="Error of each example over the cycles of training")
    expect(figure.locator("[data-history]")).to_have_count(7)
    for name in ("0 0 1", "0 1 1", "1 0 1", "0 1 0", "1 0 0", "1 1 1", "0 0 0"):
        expect(figure.locator(".course-name").get_by_text(name, exact=True)).to_be_visible()
    expect(figure.locator(".course-standing")).to_have_text("1 1 1")
    expect(figure.locator(".course-name.hard")).to_have_text("1 1 1")  # the one that comes right last
    drawn.press("Home")
    expect(figure.get_by_text(re.compile(r"^cycle 0: 0 0 1 0\.\d\d, .*, 1 1 1 0\.47, 0 0 0 0\.\d\d$"))).to_be_visible()
    box = drawn.bounding_box()
    assert box
    drawn.hover(position={"x": box["width"] * 0.6, "y": box["height"] * 0.2})
    expect(figure.get_by_text(re.compile(r"^cycle \d\d\d: 1 1 1 0\.\d\d$"))).to_be_visible()


def test_the_readers_own_lines_run_along_those_of_the_examples(site: str, open_page: OpenPage) -> None:
    page = open_page(f"{site}/curve/")
    expect(page.locator("html")).to_have_attribute("data-python", "ready", timeout=PYTHON_START)
    figure = page.get_by_role("figure").filter(has=page.get_by_text("Error of each example", exact=True))
    choose_pace(page, steps="350", speed="fast")
    page.get_by_role("button", name="Train").first.click()
    expect(page.locator('[data-live="xor.step"]').first).to_have_text("350")
    hard = figure.locator("[data-own].hard")
    expect(hard).to_have_attribute("d", re.compile(r"^M[\d.]+ [\d.]+(L[\d.]+ [\d.]+){10,}$"))
    off = figure.evaluate(APART)
    assert off < 2
    page.get_by_role("button", name="Reset").first.click()
    expect(hard).to_have_attribute("d", "")


# how far the reader's line ends from the one that the build drew, in the units of the drawing
APART = r"""(figure) => {
  const points = (selector) => {
    const written = figure.querySelector(selector).getAttribute("d");
    return [...written.matchAll(/([\d.]+) ([\d.]+)/g)].map(([, x, y]) => [Number(x), Number(y)]);
  };
  const [x, y] = points("[data-own].hard").at(-1);
  const line = points("[data-history].hard");
  const next = line.findIndex(([at]) => at >= x);
  const [[x1, y1], [x2, y2]] = [line[next - 1], line[next]];
  return Math.abs(y1 + ((y2 - y1) * (x - x1)) / (x2 - x1) - y);
}"""


def test_the_table_has_the_readers_own_course_too(site: str, open_page: OpenPage) -> None:
    page = open_page(f"{site}/curve/", prepare=hold_python)
    figure = page.get_by_role("figure", name="Network of 3 inputs, 4 hidden neurons and 1 output")
    figure.get_by_text("The course of training as a table").click()
    expect(figure.get_by_role("rowheader")).to_have_text(["0"])
    expect(figure.get_by_text("Train the network, and it is drawn here.")).to_be_visible()
    page.get_by_role("button", name="one step").click()
    expect(figure.get_by_role("rowheader", name="0.1", exact=True)).to_be_visible()
    expect(figure.get_by_role("rowheader", name="Yours")).to_be_visible()
    expect(figure.get_by_text("Train the network, and it is drawn here.")).not_to_be_visible()


def test_a_legend_names_the_lines_that_there_are(site: str, open_page: OpenPage) -> None:
    page = open_page(f"{site}/curve/", prepare=hold_python)
    fresh = page.get_by_role("figure", name="Network of 3 inputs, 4 hidden neurons and 1 output")
    expect(fresh.locator(".key")).to_have_text([re.compile("^Mean cost now"), re.compile("^Mean error now")])
    first = page.locator("synapse-curve").first
    expect(first.get_by_text("the recorded training")).to_be_visible()


def test_the_cost_says_that_it_leaves_a_penalty_out(site: str, open_page: OpenPage) -> None:
    page = open_page(f"{site}/curve/")
    expect(page.locator("html")).to_have_attribute("data-python", "ready", timeout=PYTHON_START)
    words = page.get_by_role("figure", name="Network of 3 inputs, 4 hidden neurons and 1 output").get_by_text(
        "Without the penalty on large weights"
    )
    expect(words).to_be_hidden()
    page.get_by_role("button", name="with a penalty").click()
    expect(words).to_be_visible()

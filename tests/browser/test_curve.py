"""The course of the cost: drawn at build, going on in the browser."""

import re

from playwright.sync_api import expect

from tests.browser.conftest import PYTHON_START, OpenPage, hold_python


def test_the_build_draws_it_and_the_arrow_keys_read_it(site: str, open_page: OpenPage) -> None:
    page = open_page(f"{site}/curve/", prepare=hold_python)
    drawn = page.get_by_role("slider", name="Mean cost and Mean error of network xor over the cycles of training")
    drawn.focus()
    drawn.press("End")
    expect(drawn).to_have_attribute("aria-valuetext", re.compile(r"^cycle 1,000: 0\.0\d+, 0\.11"))
    drawn.press("Home")
    expect(drawn).to_have_attribute("aria-valuetext", re.compile(r"^cycle 0: 0\.1"))


def test_pointing_reads_it(site: str, open_page: OpenPage) -> None:
    page = open_page(f"{site}/curve/", prepare=hold_python)
    page.get_by_role("slider", name="Mean cost and Mean error").hover()
    expect(page.get_by_text(re.compile(r"^cycle \d+: 0\.\d+, 0\.\d+$"))).to_be_visible()


def test_the_readers_own_course_grows_and_goes_back(site: str, open_page: OpenPage) -> None:
    page = open_page(f"{site}/curve/")
    expect(page.locator("html")).to_have_attribute("data-python", "ready", timeout=PYTHON_START)
    own = page.locator("[data-own]").first
    expect(own).to_have_attribute("d", "")
    page.get_by_role("combobox", name="Steps").select_option("350")
    page.get_by_role("combobox", name="Speed").last.select_option("fast")
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
    drawn = page.get_by_role("slider", name=re.compile("^Mean error of network xor"))
    drawn.press("Home")
    expect(drawn).to_have_attribute("aria-valuetext", re.compile(r"^cycle 0: \d\d\.\d%$"))
    expect(page.locator("synapse-curve").nth(1).get_by_text("20%", exact=True)).to_be_visible()


def test_the_history_of_one_network_is_not_shown_for_another(site: str, open_page: OpenPage) -> None:
    page = open_page(f"{site}/curve/")
    expect(page.locator("html")).to_have_attribute("data-python", "ready", timeout=PYTHON_START)
    history = page.locator("[data-history]").last
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

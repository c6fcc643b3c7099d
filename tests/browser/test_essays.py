"""The two essays: what holds before Python is there, and what their cells say of what the reader did."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import PYTHON_START, OpenPage, hold_python

MATRICES, WEIGHT = "a-network-is-matrix-multiplication", "what-a-single-weight-tells-you"
IDLE = "Weight from Input 1 to Hidden 2"


@pytest.fixture
def matrices(published: str, open_page: OpenPage) -> Page:
    page = open_page(f"{published}/{MATRICES}/", reduced_motion="reduce")
    page.get_by_role("figure").first.scroll_into_view_if_needed()
    expect(page.locator("html")).to_have_attribute("data-python", "ready", timeout=PYTHON_START)
    return page


def printed(page: Page, cell: int) -> Locator:
    return page.get_by_role("log", name=f"Output of Python cell {cell}")


def run(page: Page, cell: int) -> None:
    page.get_by_role("group", name=f"Python cell {cell}").get_by_role("button", name="Run").click()


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
    gate, other = (page.locator(f'synapse-perturb[data-for="{name}"]') for name in ("gate", "other"))
    for slider, least, most in ((gate, 0, 0.005), (other, 0.98, 1)):
        sway = float(slider.locator(".perturb-most").text_content() or "nan")
        assert least < sway < most
    answer = gate.locator('li[data-curve="2.0"] .perturb-now')
    expect(answer).to_have_text("0.991")
    gate.get_by_role("slider", name=f"{IDLE} slider").press("Home")
    expect(answer).to_have_text(re.compile(r"^0\.98[6-9]"))
    other.get_by_role("slider", name=f"{IDLE} slider").press("Home")
    expect(other.locator('li[data-curve="3.0"] .perturb-now')).to_have_text(re.compile(r"^0\.99"))

"""What a reader meets: the numbers, the figure, and the page when something is missing."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, Route, expect

from site_builder.serve import Server
from tests.browser.conftest import PYTHON_START, ROOT, OpenPage, build, expect_numbers, hold_python, undo_of

FIRST_OUTPUTS = {'[data-neuron="2.0"]': 0.46664874, '[data-neuron="2.1"]': 0.53613456, '[data-neuron="2.2"]': 0.48600918}
SECOND_OUTPUTS = {'[data-neuron="2.0"]': 0.46116597, '[data-neuron="2.1"]': 0.54668139, '[data-neuron="2.2"]': 0.48006674}
LEARNED = {
    '[data-connection="2.0.0"]': 0.18972190,
    '[data-connection="2.1.0"]': -0.27925900,
    '[data-connection="2.2.1"]': -0.71328253,
    '[data-connection="1.0.0"]': 0.09641405,
    '[data-connection="1.1.2"]': 0.61092957,
    '[data-bias="2.0"]': 0.04194931,
    '[data-bias="1.1"]': -0.09514241,
}
COST = '[data-live="learner.cost"]'


def learn_once(page: Page) -> None:
    """Ground truth B, by the buttons: forward, one backprop, forward again."""
    expect_numbers(page, FIRST_OUTPUTS | {COST: 1.0591725073})
    page.get_by_role("button", name="Forward").click()
    expect_numbers(page, FIRST_OUTPUTS)
    page.get_by_role("button", name="Backprop").click()
    expect_numbers(page, LEARNED)
    expect_numbers(page, FIRST_OUTPUTS)
    page.get_by_role("button", name="Forward").click()
    expect_numbers(page, SECOND_OUTPUTS | {COST: 1.0485794720})


def test_recorded_steps_give_the_numbers_while_python_never_arrives(site: str, open_page: OpenPage) -> None:
    page = open_page(f"{site}/learner/", prepare=hold_python)
    learn_once(page)
    assert page.locator("html").get_attribute("data-python") == "loading"


def test_live_python_gives_the_numbers(site: str, open_page: OpenPage) -> None:
    page = open_page(f"{site}/learner/")
    expect(page.locator("html")).to_have_attribute("data-python", "ready", timeout=PYTHON_START)
    first = page.get_by_role("spinbutton", name="Input 1", exact=True)
    first.fill("0.9")
    first.press("Enter")
    expect(page.locator('[data-neuron="0.0"]')).to_have_attribute("data-exact", "0.9")
    first.fill("0.5")
    first.press("Enter")
    learn_once(page)


def test_python_takes_over_without_a_jump(site: str, open_page: OpenPage) -> None:
    page = open_page(f"{site}/learner/")
    learn_once(page)
    expect(page.locator("html")).to_have_attribute("data-python", "ready", timeout=PYTHON_START)
    page.get_by_role("button", name="Backprop").click()
    undo_of(page).click()
    expect_numbers(page, SECOND_OUTPUTS | LEARNED)


def test_prose_caption_and_table_tell_the_same_numbers(site: str, open_page: OpenPage) -> None:
    page = open_page(f"{site}/learner/", prepare=hold_python)
    page.get_by_role("button", name="Backprop").click()
    page.get_by_role("button", name="Forward").click()
    expect(page.get_by_text("The first output is now 0.461166.")).to_be_visible()
    page.get_by_text("The weights and activations as a table").click()
    row = page.get_by_role("row", name=re.compile("^Output 1 "))
    expect(row).to_contain_text("0.4612")
    expect(page.get_by_text("The caption of the learner.")).to_be_visible()


def test_without_javascript_the_page_reads_whole(site: str, open_page: OpenPage) -> None:
    page = open_page(f"{site}/learner/", java_script_enabled=False)
    expect(page.get_by_text("The cost is 1.0592.")).to_be_visible()
    expect(page.get_by_role("img", name="Network of 3 inputs, 2 hidden neurons and 3 outputs")).to_be_visible()
    page.get_by_text("The weights and activations as a table").click()
    expect(page.get_by_role("row", name=re.compile("^Output 2 "))).to_contain_text("0.5361")
    expect(page.get_by_role("button", name="Forward")).to_be_disabled()


def test_blocked_webassembly_is_said_and_the_recorded_steps_go_on(tmp_path: Path, site: str, open_page: OpenPage) -> None:
    headers = (ROOT / "netlify.toml").read_text().replace(" 'wasm-unsafe-eval'", "")
    assert "wasm-unsafe-eval" not in headers
    (tmp_path / "netlify.toml").write_text(headers)
    out = build(ROOT / "tests/browser/content", tmp_path / "site")
    with Server(out, tmp_path / "netlify.toml") as server:
        page = open_page(f"{server.url.rstrip('/')}/learner/", expected=("WebAssembly", "Content Security Policy"))
        expect(page.locator("html")).to_have_attribute("data-python", "failed", timeout=PYTHON_START)
        expect(page.get_by_text("WebAssembly is switched off here")).to_be_visible()
        expect(page.get_by_role("button", name="Try again")).to_be_visible()
        learn_once(page)


def test_a_lost_runtime_is_said_and_a_retry_brings_it_back(site: str, open_page: OpenPage) -> None:
    pattern = "**/runtime/**"
    page = open_page(
        f"{site}/learner/",
        expected=("Failed to load resource", "net::ERR"),
        prepare=lambda page: page.route(pattern, lambda route: route.abort()),
    )
    expect(page.locator("html")).to_have_attribute("data-python", "failed", timeout=PYTHON_START)
    learn_once(page)
    page.unroute(pattern)
    page.get_by_role("button", name="Try again").click()
    expect(page.locator("html")).to_have_attribute("data-python", "ready", timeout=PYTHON_START)
    expect_numbers(page, SECOND_OUTPUTS)


@pytest.mark.parametrize("width", [320, 768, 1280])
def test_the_page_never_scrolls_sideways(site: str, open_page: OpenPage, width: int) -> None:
    page = open_page(f"{site}/learner/", prepare=hold_python, viewport={"width": width, "height": 800})
    body = page.locator("html")
    assert body.evaluate("element => element.scrollWidth") <= width


def test_python_stays_away_until_a_figure_comes_near(site: str, open_page: OpenPage) -> None:
    page = open_page(f"{site}/far/")
    expect(page.get_by_text("Paragraph 1 says nothing")).to_be_visible()
    expect(page.locator("html")).to_have_attribute("data-python", "idle")
    page.get_by_text("The end.").scroll_into_view_if_needed()
    expect(page.locator("html")).to_have_attribute("data-python", "ready", timeout=PYTHON_START)


def test_loading_is_told_in_plain_words(site: str, open_page: OpenPage) -> None:
    held: list[Route] = []
    page = open_page(
        f"{site}/learner/", prepare=lambda page: page.route("**/python_stdlib.zip", lambda route: held.append(route))
    )
    expect(page.get_by_text(re.compile(r"^Loading Python: \d+\.\d of \d+\.\d MB$"))).to_be_visible()
    expect(page.locator("html")).to_have_attribute("data-python", "loading")
    held[0].continue_()
    expect(page.locator("html")).to_have_attribute("data-python", "ready", timeout=PYTHON_START)


def test_the_site_works_in_a_folder_of_another_site(tmp_path: Path, open_page: OpenPage) -> None:
    build(ROOT / "tests/browser/content", tmp_path / "deep/down")
    with Server(tmp_path, ROOT / "netlify.toml") as server:
        page = open_page(f"{server.url}deep/down/learner/")
        expect(page.locator("html")).to_have_attribute("data-python", "ready", timeout=PYTHON_START)
        learn_once(page)


def test_the_projects_own_articles_open_without_complaint(published: str, open_page: OpenPage) -> None:
    home = open_page(f"{published}/")
    titles = home.get_by_role("heading", level=3).all_inner_texts()
    assert "How do neural networks learn?" in titles
    for title in titles:
        page = open_page(f"{published}/")
        page.get_by_role("link", name=title).first.click()
        expect(page.get_by_role("heading", level=1, name=title)).to_be_visible()
        expect(page.locator("html")).to_have_attribute("lang", "en")


def test_a_lost_reader_is_shown_the_way(published: str, open_page: OpenPage) -> None:
    page = open_page(f"{published}/no/such/page", expected=("404",))
    page.get_by_role("link", name="The home page").click()
    expect(page.get_by_role("heading", level=1)).to_be_visible()


def test_all_that_a_page_begins_with_is_named_in_its_head(published: str, open_page: OpenPage) -> None:
    """A module or a sheet that only another one names would be asked for a round trip later."""
    asked: list[str] = []
    page = open_page(
        f"{published}/how-do-neural-networks-learn/",
        prepare=lambda page: page.on("request", lambda request: asked.append(request.url)),
    )
    page.wait_for_load_state("load")
    named = page.locator("head :is(link[href], script[src])").evaluate_all("all => all.map((each) => each.href || each.src)")
    needed = [url for url in asked if re.search(r"/assets/[^/]+\.(js|css)$", url) and "python_worker" not in url]
    assert needed and set(needed) <= set(named)
    assert len(named) == len(set(named))
    assert [url for url in asked if "/assets/text." in url] == page.locator("link[as=font]").evaluate_all(
        "all => all.map((each) => each.href)"
    )


def test_a_heading_is_named_by_its_words_and_is_no_stop_of_the_tab_key(published: str, open_page: OpenPage) -> None:
    page = open_page(f"{published}/how-do-neural-networks-learn/", prepare=hold_python)
    heading = page.get_by_role("heading", name="One neuron", exact=True)
    expect(heading).to_have_count(1)
    link = heading.get_by_role("link", name="Link to this section")
    expect(link).to_have_attribute("href", "#one-neuron")
    expect(link).to_have_js_property("tabIndex", -1)
    link.click()
    expect(page).to_have_url(re.compile("#one-neuron$"))


def test_a_formula_wider_than_a_phone_scrolls_by_keyboard(published: str, open_page: OpenPage) -> None:
    size = {"width": 390, "height": 844}
    page = open_page(f"{published}/a-network-is-matrix-multiplication/", prepare=hold_python, viewport=size)
    formula = page.get_by_role("group", name="Formula").first
    formula.focus()
    expect(formula).to_be_focused()
    assert formula.evaluate("(each) => each.scrollWidth > each.clientWidth")
    formula.press("ArrowRight")
    expect(formula).not_to_have_js_property("scrollLeft", 0)


def test_on_paper_settings_have_values_stages_are_light_and_nothing_loads(published: str, open_page: OpenPage) -> None:
    page = open_page(f"{published}/playground/", prepare=hold_python)
    page.emulate_media(media="print")
    expect(page.get_by_role("combobox", name="Learning rate")).to_be_visible()
    expect(page.get_by_role("spinbutton", name="Seed")).to_be_visible()
    expect(page.get_by_text("More settings")).to_be_hidden()
    expect(page.get_by_text("Loading Python").first).to_be_hidden()
    expect(page.get_by_text("Train", exact=True)).to_be_hidden()
    page.goto(f"{published}/watch-a-network-learn/")
    page.emulate_media(media="print")
    assert page.locator(".stage").first.evaluate("(each) => getComputedStyle(each).getPropertyValue('--ground')") == "#fff"

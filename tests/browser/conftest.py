"""A built site under the production headers, and pages that fail their test on any console error or off-site request.

`BROWSER=firefox` runs the tests in Firefox ESR instead of Chromium.
"""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Locator, Page, Playwright, expect, sync_playwright

from site_builder.formats import format_number
from site_builder.serve import Server

ROOT = Path(__file__).parents[2]
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync"]
FIREFOX = os.environ.get("BROWSER") == "firefox"
NOT_OVER_BIDI = {"has_touch", "java_script_enabled"}
PYTHON_START = 90_000  # milliseconds that Python may take to start on a loaded machine

expect.set_options(timeout=15_000)


def build(content: Path, out: Path) -> Path:
    subprocess.run(
        [sys.executable, "-m", "site_builder", "build", "--content", str(content), "--out", str(out)], cwd=ROOT, check=True
    )
    return out


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The tests' own articles, served; gives the address."""
    out = build(ROOT / "tests/browser/content", tmp_path_factory.mktemp("site") / "out")
    with Server(out, ROOT / "netlify.toml") as server:
        yield server.url.rstrip("/")


@pytest.fixture(scope="session")
def published(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The project's own articles, served."""
    out = build(ROOT / "content", tmp_path_factory.mktemp("published") / "out")
    with Server(out, ROOT / "netlify.toml") as server:
        yield server.url.rstrip("/")


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    with sync_playwright() as running:
        yield running


@pytest.fixture(scope="session")
def browser(playwright: Playwright) -> Iterator[Browser]:
    """The browser that BROWSER names."""
    browser = open_firefox(playwright) if FIREFOX else open_chromium(playwright)
    yield browser
    browser.close()


def open_chromium(playwright: Playwright) -> Browser:
    """Debian's Chromium where it is installed, otherwise Playwright's own."""
    executable = os.environ.get("CHROMIUM") or shutil.which("chromium")
    return playwright.chromium.launch(executable_path=executable, args=ARGUMENTS)


def open_firefox(playwright: Playwright, preferences: dict[str, Any] | None = None) -> Browser:
    """Debian's Firefox ESR, as readers have it: Playwright drives it by WebDriver BiDi."""
    executable = shutil.which("firefox-esr")
    assert executable, "the tests in Firefox need firefox-esr; as root: apt-get install firefox-esr"
    return playwright.firefox.launch(channel="moz-firefox", executable_path=executable, firefox_user_prefs=preferences)


@pytest.fixture(scope="session")
def context(playwright: Playwright, browser: Browser) -> Iterator[Callable[..., BrowserContext]]:
    """Open a context. Firefox has what a reader prefers from its settings, and is started anew for readers of less motion."""
    calm: list[Browser] = []

    def context(**options: Any) -> BrowserContext:
        for option in NOT_OVER_BIDI & options.keys() if FIREFOX else ():
            pytest.skip(f"Playwright cannot set {option} in Firefox")
        if not FIREFOX or options.get("reduced_motion") != "reduce":
            return browser.new_context(**options)
        if not calm:
            calm.append(open_firefox(playwright, {"ui.prefersReducedMotion": 1}))
        return calm[0].new_context(**options)

    yield context
    for each in calm:
        each.close()


@pytest.fixture(scope="session", autouse=FIREFOX)
def typing() -> Iterator[None]:
    """Over BiDi, `fill` sets a field's text without the `change` that a reader's typing ends in, and gives an editor an empty
    line more: there it is typed."""
    fill = Locator.fill

    def typed(field: Locator, value: str, **options: Any) -> None:
        if field.get_attribute("contenteditable") == "true":
            return type_lines(field, value)
        if field.and_(field.page.locator("input:is([type=number], [type=text])")).count() == 0:
            return fill(field, value, **options)
        field.press("ControlOrMeta+a")
        field.press("Delete")
        return field.press_sequentially(value)

    Locator.fill = typed  # type: ignore[method-assign]
    yield
    Locator.fill = fill  # type: ignore[method-assign]


def type_lines(editor: Locator, text: str) -> None:
    """Type over all that an editor holds, without the indentation that it adds by itself."""
    editor.press("ControlOrMeta+a")
    editor.press("Delete")
    for place, line in enumerate(text.split("\n")):
        if place:
            editor.press("Enter")
            editor.press("Shift+Home")
            editor.press("Delete")
        editor.press_sequentially(line)


OpenPage = Callable[..., Page]


@pytest.fixture
def open_page(context: Callable[..., BrowserContext]) -> Iterator[OpenPage]:
    """Open a page in a fresh context. `expected` names console errors that the test itself brings about."""
    yield from pages(context)


def pages(context: Callable[..., BrowserContext]) -> Iterator[OpenPage]:
    """What opens a page, as `open_page` says, in the contexts that `context` makes; afterwards no page may have complained."""
    contexts: list[BrowserContext] = []
    complaints: list[str] = []

    def open_page(
        url: str, expected: tuple[str, ...] = (), prepare: Callable[[Page], object] | None = None, **options: object
    ) -> Page:
        contexts.append(context(**options))
        page = contexts[-1].new_page()
        origin = "/".join(url.split("/")[:3])

        def complain(text: str) -> None:
            if not any(words in text for words in expected):
                complaints.append(text)

        page.on("console", lambda message: complain(message.text) if message.type == "error" else None)
        page.on("pageerror", lambda error: complain(str(error)))
        page.on("request", lambda request: None if request.url.startswith((origin, "data:", "blob:")) else complain(request.url))
        if prepare:
            prepare(page)
        page.goto(url)
        return page

    yield open_page
    for each in contexts:
        each.close()
    assert complaints == []


def choose_pace(place: Page | Locator, steps: str = "", speed: str = "") -> None:
    """Open the pace of the first controls in `place`, and choose there."""
    button = place.get_by_role("button", name=re.compile("^Pace")).first
    choice = place.get_by_role("group", name="Pace of training")
    button.click()
    for name, value in (("Steps", steps), ("Speed", speed)):
        if value:
            choice.get_by_role("combobox", name=name).select_option(value)
    button.click()
    expect(choice).to_have_count(0)


def articles_of(home: Page) -> list[str]:
    """The addresses of all articles, as the home page links to them."""
    links = [link.get_attribute("href") or "" for link in home.get_by_role("main").get_by_role("link").all()]
    return list(dict.fromkeys(link for link in links if re.fullmatch(r"[\w-]+/", link)))


def hold_python(page: Page) -> None:
    """Python never arrives: the worker that would load it does nothing."""
    headers = {"Content-Type": "text/javascript", "Cross-Origin-Embedder-Policy": "require-corp"}
    page.route("**/python_worker*", lambda route: route.fulfill(body="", headers=headers))


def allow_copying(page: Page) -> None:
    """Let the page write to the clipboard; Firefox asks for no more than the press of a button."""
    if not FIREFOX:
        page.context.grant_permissions(["clipboard-read", "clipboard-write"])


def paste(page: Page) -> str:
    """The text that was copied, as a reader's paste gives it: Firefox lets no script read the clipboard."""
    page.evaluate("document.body.append(document.createElement('textarea'))")
    field = page.locator("body > textarea")
    field.focus()
    field.press("ControlOrMeta+v")
    expect(field).not_to_have_value("")
    text = field.input_value()
    field.evaluate("(field) => field.remove()")
    return text


def expect_numbers(page: Page, numbers: dict[str, float]) -> None:
    """Every selector's `data-exact` comes to its number within 1e-6, sooner or later."""
    for selector, number in numbers.items():
        expect(page.locator(selector).first, selector).to_have_attribute("data-exact", close_to(number))


def close_to(number: float) -> re.Pattern[str]:
    """Matches the decimals of every number within 1e-6: a pattern, so that Playwright's own retrying waits for it."""
    millionths = int(abs(number) * 1e6)
    near = [f"{(millionths + step) / 1e6:.6f}" for step in (-1, 0, 1) if millionths + step >= 0]
    texts = [re.escape(text) + r"\d*" for text in near] + [re.escape(f"{float(text):.6g}") for text in near]
    return re.compile(f"^-?(?:{'|'.join(texts)})$" if millionths == 0 else f"^{'-' if number < 0 else ''}(?:{'|'.join(texts)})$")


def undo_of(page: Page) -> Locator:
    """Undo in the controls of the page's network; another stands beside a phrase that has acted."""
    return page.locator(".controls").get_by_role("button", name="Undo")


def exact(page: Page, selector: str) -> float:
    return float(page.locator(selector).first.get_attribute("data-exact") or "nan")


def written(page: Page, selector: str, spec: str) -> str:
    """The number of an element as a page writes it."""
    return format_number(exact(page, selector), spec)

"""A built site under the production headers, and pages that fail their test on any console error or off-site request."""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Playwright, expect, sync_playwright

from site_builder.serve import Server

ROOT = Path(__file__).parents[2]
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync"]
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
    """Debian's Chromium where it is installed, otherwise Playwright's own."""
    executable = os.environ.get("CHROMIUM") or shutil.which("chromium")
    browser = playwright.chromium.launch(executable_path=executable, args=ARGUMENTS)
    yield browser
    browser.close()


OpenPage = Callable[..., Page]


@pytest.fixture
def open_page(browser: Browser) -> Iterator[OpenPage]:
    """Open a page in a fresh context. `expected` names console errors that the test itself brings about."""
    contexts: list[BrowserContext] = []
    complaints: list[str] = []

    def open_page(
        url: str, expected: tuple[str, ...] = (), prepare: Callable[[Page], object] | None = None, **options: object
    ) -> Page:
        context = browser.new_context(**options)  # type: ignore[arg-type]
        contexts.append(context)
        page = context.new_page()
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
    for context in contexts:
        context.close()
    assert complaints == []


def hold_python(page: Page) -> None:
    """Python never arrives: the worker that would load it does nothing."""
    headers = {"Content-Type": "text/javascript", "Cross-Origin-Embedder-Policy": "require-corp"}
    page.route("**/python_worker*", lambda route: route.fulfill(body="", headers=headers))


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


def exact(page: Page, selector: str) -> float:
    return float(page.locator(selector).first.get_attribute("data-exact") or "nan")

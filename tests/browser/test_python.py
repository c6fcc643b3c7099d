"""Python in its worker: parts that do not come, how far it is, and starting again."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import PYTHON_START, OpenPage

CLIENT = 'performance.getEntriesByType("resource").find(({ name }) => name.includes("/python_client."))?.name'

LATE = """
const terminate = Worker.prototype.terminate;
Worker.prototype.terminate = function () {
  setTimeout(() => {
    terminate.call(this);
    document.documentElement.dataset.ended = "";
  }, 3000);
};
"""  # a page that has so much to do that the worker goes on for a while after it has failed


def state(page: Page, name: str) -> None:
    expect(page.locator("html")).to_have_attribute("data-python", name, timeout=PYTHON_START)


@pytest.mark.parametrize("part", ["pyodide.asm.wasm", "pyodide.asm.mjs", "python_stdlib.zip", "numpy-*", "pyodide-lock.json"])
def test_any_part_that_does_not_come_is_said_at_once(site: str, open_page: OpenPage, part: str) -> None:
    page = open_page(
        f"{site}/learner/",
        expected=("Failed to load", "Error occurred while", "Failed to fetch", "wasm", "loading", "404"),
        prepare=lambda page: page.route(f"**/runtime/*/{part}", lambda route: route.fulfill(status=404)),
    )
    state(page, "failed")
    expect(page.get_by_role("button", name="Try again")).to_be_visible()


@pytest.mark.parametrize("part", ["pyodide.asm.wasm", "python_stdlib.zip", "numpy-*", "pyodide-lock.json"])
def test_python_does_not_go_on_without_a_part_while_the_page_is_busy(site: str, open_page: OpenPage, part: str) -> None:
    def prepare(page: Page) -> None:
        page.add_init_script(LATE)
        page.route(f"**/runtime/*/{part}", lambda route: route.fulfill(status=404))

    page = open_page(f"{site}/learner/", expected=("Failed to load resource",), prepare=prepare)
    state(page, "failed")
    expect(page.locator("html")).to_have_attribute("data-ended", "")


def test_a_changed_package_is_refused(site: str, open_page: OpenPage) -> None:
    page = open_page(
        f"{site}/learner/",
        expected=("integrity", "Failed to fetch", "loading"),
        prepare=lambda page: page.route("**/runtime/*/engine-*", lambda route: route.fulfill(body=b"something else")),
    )
    state(page, "failed")


def test_every_byte_is_counted(site: str, open_page: OpenPage) -> None:
    page = open_page(f"{site}/learner/")
    shares = page.evaluate(f"""async () => {{
      const {{ python }} = await import({CLIENT});
      const shares = [];
      await new Promise((resolve) => python.subscribe(() => {{
        shares.push(python.progress.fraction);
        if (python.state !== "loading") resolve();
      }}));
      return shares;
    }}""")
    assert shares == sorted(shares)
    assert 1 in shares[:-1]


def test_python_that_stopped_is_said_and_started_again(site: str, open_page: OpenPage) -> None:
    page = open_page(f"{site}/learner/")
    state(page, "ready")
    page.evaluate(f"""async () => {{
      const {{ python }} = await import({CLIENT});
      await python.act("a network that there is not", ["forward"], false).catch(() => {{}});
    }}""")
    state(page, "failed")
    page.get_by_role("button", name="Try again").click()
    state(page, "ready")

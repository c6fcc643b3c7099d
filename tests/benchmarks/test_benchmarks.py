"""How long things take and how large they are, side by side with what they are an improvement on. Nothing here fails a build."""

import gzip
import json
import re
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import brotli
from playwright.sync_api import Browser, BrowserContext, Locator, Page, Response, expect

from engine.session import Session
from site_builder.serve import Server
from tests.benchmarks.conftest import Site
from tests.browser.conftest import ROOT, build

STEPS = 10_000
READY = """() => new Promise((resolve) => {
  const html = document.documentElement;
  const look = () => html.dataset.python === "ready" && resolve(performance.now());
  new MutationObserver(look).observe(html, { attributeFilter: ["data-python"] });
  look();
})"""
REPAINT = """([field, shown, times]) => new Promise(async (resolve) => {
  const input = document.querySelector(field), output = document.querySelector(shown), taken = [];
  for (let turn = 0; turn < times; turn++) {
    const painted = new Promise((done) => {
      const observer = new MutationObserver(() => { observer.disconnect(); setTimeout(done); }); // the frame it is drawn in ends
      observer.observe(output, { attributeFilter: ["data-exact"] });
    });
    const start = performance.now();
    input.value = String(turn / 100);
    input.dispatchEvent(new Event("input", { bubbles: true }));
    input.dispatchEvent(new Event("change", { bubbles: true }));
    await painted;
    taken.push(performance.now() - start);
  }
  resolve(taken);
})"""
TRAINED = """async ([client, spec, steps]) => {
  const { python } = await import(client);
  await python.open("benchmark", spec);
  const start = performance.now();
  await python.act("benchmark", ["train", steps], false);
  return performance.now() - start;
}"""


def row(what: str, here: float, there: float, unit: str, against: str) -> None:
    print(f"{what:<42}{here:>12,.4g} {unit:<8}{there:>12,.4g} {unit:<8} × {here / there:<8.3g}{against}")


def note(what: str, value: float, unit: str) -> None:
    print(f"{what:<42}{value:>12,.4g} {unit}")


def test_build_time(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "site_builder", "build", "--content", str(ROOT / "content"), "--out", str(tmp_path / "out")]
    empty = _seconds(lambda: subprocess.run([sys.executable, "-c", "import numpy, jinja2, pydantic"], check=True))
    built = _seconds(lambda: subprocess.run(command, cwd=ROOT, check=True, capture_output=True))
    print()
    row("build of content/", built, empty, "s", "importing what it is built with")


def test_bytes_of_a_page(browser: Browser, tmp_path: Path) -> None:
    """Everything that a first visit of the first article loads besides Python; the goal is under 60 kB gzip."""
    context = browser.new_context()
    page = context.new_page()
    answers: list[Response] = []
    page.on("response", lambda answer: answers.append(answer))
    with Server(build(ROOT / "content", tmp_path / "out"), ROOT / "netlify.toml") as server:
        page.goto(server.url + "how-do-neural-networks-learn/")
        page.get_by_role("heading", level=2).last.scroll_into_view_if_needed()
        page.evaluate(READY)
        bodies = [answer.body() for answer in answers if "/runtime/" not in answer.url]
    context.close()
    print()
    raw, zipped = sum(map(len, bodies)), sum(len(gzip.compress(body, 9)) for body in bodies)
    row("the article without Python, gzip against raw", zipped / 1e3, raw / 1e3, "kB", "")


def test_bytes_of_the_runtime(prepared: Site, stock: Site) -> None:
    print()
    compress: dict[str, Callable[[bytes], bytes]] = {
        "raw": bytes,
        "gzip": lambda each: gzip.compress(each, 9),
        "brotli": lambda each: brotli.compress(each, quality=5),  # about what servers spend while they send
    }
    for kind, pack in compress.items():
        here, there = (
            sum(len(pack(path.read_bytes())) for path in sorted((site.folder / "runtime").rglob("*.*")))
            for site in (prepared, stock)
        )
        row(f"runtime, {kind}", here / 1e6, there / 1e6, "MB", "stock Pyodide and NumPy")


def test_time_until_python_is_ready(prepared: Site, stock: Site, browser: Browser) -> None:
    """From the start of the navigation; `again` is a second visit with the browser's cache filled."""
    times = {}
    for site in (prepared, stock):
        visits = [_visits(browser, site) for _ in range(3)]
        times[site.url] = [statistics.median(each) for each in zip(*visits, strict=True)]
    print()
    for kind, here, there in zip(("first visit", "again"), times[prepared.url], times[stock.url], strict=True):
        row(f"Python ready, {kind}", here / 1e3, there / 1e3, "s", "stock Pyodide and NumPy")


def test_time_from_a_change_to_its_repaint(prepared: Site, browser: Browser) -> None:
    context = browser.new_context()
    page = _ready_page(context, prepared)
    taken = sorted(page.evaluate(REPAINT, ['input[type="range"]', '[data-neuron="2.1"]', 100]))
    context.close()
    print()
    note("input changed to repainted, median", taken[50], "ms")
    note("input changed to repainted, 95 of 100", taken[95], "ms")


def test_time_of_a_repaint_with_every_directive(browser: Browser, tmp_path: Path) -> None:
    """What a frame costs the page's own thread while a network trains that the page shows in every way twice.

    Scripts, style, layout and paint, in time of the processor; the goal is under 16 ms.
    """
    context = browser.new_context()
    print()
    with Server(build(ROOT / "tests/benchmarks/content", tmp_path / "out"), ROOT / "netlify.toml") as server:
        page = context.new_page()
        page.goto(server.url + "stress/")
        page.evaluate(READY)
        for name in ("diagram", "boundary", "matrices", "examples", "landscape", "perturb", "activation", "ask"):
            times = _frames_of_training(browser, page, page.locator(f"synapse-{name}").first)
            note(f"frame of the stress page at {name}, median", times[len(times) // 2], "ms")
            note(f"frame of the stress page at {name}, 95 of 100", times[len(times) * 95 // 100], "ms")
    context.close()


def _frames_of_training(browser: Browser, page: Page, place: Locator) -> list[float]:
    """Milliseconds of the page's thread for every frame of five seconds of training with `place` in sight, sorted."""
    train = page.locator('[data-act="train"]').first
    page.locator('[data-choice="steps"]').first.select_option("until paused")
    page.locator('[data-choice="speed"]').first.select_option("fast")
    step = page.locator('output[data-live="shared.step"]').first
    page.locator('[data-act="reset"]').first.click()
    train.click()
    expect(step).to_have_text(re.compile(r"\d{2,}"))
    place.scroll_into_view_if_needed()
    browser.start_tracing(page=page, categories=["cc", "devtools.timeline", "disabled-by-default-devtools.timeline"])
    page.wait_for_timeout(5000)
    events = json.loads(browser.stop_tracing())["traceEvents"]
    train.evaluate("(button) => button.click()")
    expect(train).to_have_text("Train")
    return sorted(_frames(events))


def _frames(events: list[dict[str, Any]]) -> Iterator[float]:
    """Milliseconds between the ends of two frames in which the busiest thread that draws frames was at work."""
    drawn = [(each["pid"], each["tid"]) for each in events if each["name"] == "UpdateLayoutTree"]
    thread = max(set(drawn), key=drawn.count)
    own = sorted(
        (each for each in events if (each["pid"], each["tid"]) == thread and "tdur" in each), key=lambda each: each["ts"]
    )
    ends = [each["ts"] + each["dur"] for each in own if each["name"] == "ProxyMain::BeginMainFrame"]
    tasks = [each for each in own if each["name"] == "RunTask"]
    for start, end in pairwise(ends):
        yield sum(each["tdur"] for each in tasks if start < each["ts"] + each["dur"] / 2 <= end) / 1e3


def test_training_speed(prepared: Site, browser: Browser) -> None:
    page = (prepared.folder / "learner/index.html").read_text()
    found = re.search(r"<script[^>]*data-network-state[^>]*>(.*?)</script>", page, re.DOTALL)
    assert found
    spec = json.loads(found[1])["spec"]
    session = Session(spec)
    native = STEPS / _seconds(lambda: session.act(["train", STEPS]))
    context = browser.new_context()
    client = next((prepared.folder / "assets").glob("python_client.*.js")).name
    milliseconds = _ready_page(context, prepared).evaluate(TRAINED, [f"../assets/{client}", spec, STEPS])
    context.close()
    print()
    row("training steps of a 3-2-3 in the browser", STEPS / milliseconds * 1e3, native, "per s", "the same steps natively")


def _visits(browser: Browser, site: Site) -> tuple[float, float]:
    context = browser.new_context()
    page = _ready_page(context, site)
    first = page.evaluate(READY)
    page.goto("about:blank")
    page.goto(site.url + "learner/")
    again = page.evaluate(READY)
    context.close()
    return first, again


def _ready_page(context: BrowserContext, site: Site) -> Page:
    page = context.new_page()
    page.goto(site.url + "learner/")
    page.evaluate(READY)
    return page


def _seconds(act: Callable[[], object]) -> float:
    start = time.perf_counter()
    act()
    return time.perf_counter() - start

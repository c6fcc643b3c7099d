"""Nothing jumps: what is pressed stays where it is in the window, with its figure, until all has come to rest."""

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import PYTHON_START, OpenPage

ARTICLES = (
    "how-do-neural-networks-learn",
    "watch-a-network-learn",
    "a-network-is-matrix-multiplication",
    "what-a-single-weight-tells-you",
    "playground",
)
WINDOWS = {"phone": {"width": 390, "height": 844}, "desk": {"width": 1280, "height": 900}}
APART = 1.5  # CSS pixels by which something may move: less than is seen
MOST_SHIFT = 0.02  # of the layout, without the reader's doing
ENOUGH = 700  # milliseconds for which what goes on, such as training, is watched
LONGEST = 60_000  # milliseconds that it may take to come to rest

# one of each kind: of phrases those that do the same, of buttons those of the same directive, class and label without numbers
COLLECT = """() => {
  const kinds = new Map();
  const note = (kind, element) => {
    const can = element.checkVisibility() && !element.disabled && element.ariaDisabled !== "true";
    if (can && !kinds.has(kind)) kinds.set(kind, element);
  };
  for (const button of document.querySelectorAll("main button")) {
    if (button.matches(".link, .retry, [popovertarget]") || button.closest("[popover]")) continue;
    const view = button.closest("main [data-for]:not(button)")?.localName ?? "";
    const acts = button.matches(".do") && JSON.parse(button.dataset.do).map(([name]) => name).join(" ");
    const label = (button.ariaLabel ?? button.textContent).replace(/[\\d.,−]+/g, "").trim();
    note(acts || (button.matches(".see") ? "see" : `${view} ${button.className} ${label}`), button);
  }
  for (const choice of document.querySelectorAll("main select")) {
    const view = choice.closest("[data-for]")?.localName ?? "";
    if (!choice.closest("[popover]")) note(`${view} ${choice.labels[0]?.textContent.trim().split("\\n")[0]}`, choice);
  }
  for (const diagram of document.querySelectorAll("synapse-diagram")) {
    for (const part of ["connection", "neuron:not([data-neuron^='0'])", "bias"]) {
      const all = diagram.querySelectorAll(`g.${part}`);
      if (all.length) note(`diagram ${part}`, all[all.length - 1]);
    }
  }
  let count = 0;
  return [...kinds].map(([kind, element]) => {
    element.dataset.pressed = count;
    return [kind, count++];
  });
}"""

# follows an element and its figure in every frame
FOLLOW = """(element) => {
  const figure = element.closest(".setting-shape, figure, p, li, table, article"); // other layers make a figure another
  const parts = { pressed: element, figure };
  const place = (part) => {
    const { top, left, right } = part.getBoundingClientRect();
    return { top, left, right };
  };
  const start = Object.fromEntries(Object.entries(parts).map(([name, part]) => [name, place(part)]));
  const followed = (window.followed = { going: true, most: { pressed: 0, figure: 0 }, scrolled: scrollY });
  const step = () => {
    if (!followed.going) return;
    for (const [name, part] of Object.entries(parts)) {
      if (!part.isConnected || !part.checkVisibility()) continue;
      const [now, then] = [place(part), start[name]];
      const [left, right] = [now.left - then.left, now.right - then.right];
      const aside = Math.min(...[left, right, (left + right) / 2].map(Math.abs)); // a label may grow
      const moved = Math.max(Math.abs(now.top - then.top), aside);
      followed.most[name] = Math.max(followed.most[name], moved);
    }
    requestAnimationFrame(step);
  };
  step();
}"""
OTHER = "({ options, selectedIndex }) => [...options].findIndex((each, place) => !each.disabled && place !== selectedIndex)"
SHOW = """async (element, whole) => {
  (whole ? (element.closest("figure") ?? element) : element).scrollIntoView({ block: "center", behavior: "instant" });
  for (let frames = 0; frames < 4; frames++) await new Promise((resolve) => requestAnimationFrame(resolve));
  await new Promise((resolve) => setTimeout(resolve, 50));
}"""
RESTING = (
    """() => !("flowing" in document.documentElement.dataset || document.querySelector("[aria-busy=true]") || PAUSES().length)"""
)
PAUSES = """window.PAUSES = () => [...document.querySelectorAll("button")]
  .filter((each) => each.checkVisibility() && /^(Pause|Stop)$/.test(each.textContent.trim()))"""
# what stands beside the text follows the reader
WATCH_SHIFTS = """window.shifts = [];
new PerformanceObserver((list) => {
  for (const { value, hadRecentInput, sources } of list.getEntries()) {
    const nodes = sources.map(({ node }) => node?.parentElement ?? node);
    const parts = nodes.filter((node) => !node?.closest(".dock-ground, [data-dock]"));
    if (!hadRecentInput && parts.length) shifts.push([value, parts.map((node) => node?.outerHTML.slice(0, 120)).join()]);
  }
}).observe({ type: "layout-shift", buffered: true });"""


@pytest.mark.parametrize("window", WINDOWS)
@pytest.mark.parametrize("article", ARTICLES)
def test_what_is_pressed_stays_where_it_is(published: str, open_page: OpenPage, article: str, window: str) -> None:
    page = open_page(f"{published}/{article}/", viewport=WINDOWS[window], reduced_motion="reduce", prepare=watch_shifts)
    assert shifts_while_reading(page) == []
    moved = {}
    for kind, place in page.evaluate(COLLECT):
        most = _press(page, page.locator(f'[data-pressed="{place}"]'))
        if most and max(most.values()) > APART:
            moved[kind] = most
    assert moved == {}


def watch_shifts(page: Page) -> None:
    page.add_init_script(WATCH_SHIFTS)
    page.add_init_script(PAUSES)


def shifts_while_reading(page: Page) -> list[object]:
    """What moves by itself from opening a page to its end, while Python comes."""
    height = page.evaluate("innerHeight")
    for top in range(0, page.evaluate("document.documentElement.scrollHeight"), height):
        page.evaluate("(top) => scrollTo({ top, behavior: 'instant' })", top)
        page.evaluate("() => new Promise((done) => setTimeout(done, 100))")
    expect(page.locator("html")).to_have_attribute("data-python", "ready", timeout=PYTHON_START)
    page.wait_for_function(RESTING, timeout=LONGEST)
    shifts: list[list[float]] = page.evaluate("shifts")
    return [shift for shift in shifts if shift[0] >= MOST_SHIFT]


def _press(page: Page, pressed: Locator) -> dict[str, float] | None:
    """How far what is pressed and its figure move, in CSS pixels; None where it cannot be pressed any more."""
    if not pressed.count() or not pressed.is_visible() or pressed.get_attribute("aria-disabled") == "true":
        return None
    for whole in (True, False):  # what stands beside the text goes back into its figure once that is in sight
        pressed.evaluate(SHOW, whole)
        page.wait_for_function(RESTING, timeout=LONGEST)
    pressed.evaluate(FOLLOW)
    if pressed.evaluate("(element) => element instanceof SVGElement"):
        pressed.dispatch_event("click")
    elif pressed.evaluate("(element) => element instanceof HTMLSelectElement"):
        pressed.select_option(index=max(0, pressed.evaluate(OTHER)))
    else:
        pressed.click()
    page.evaluate("(long) => new Promise((done) => setTimeout(done, long))", ENOUGH)
    page.evaluate("PAUSES().forEach((each) => each.click())")
    page.wait_for_function(RESTING, timeout=LONGEST)
    most: dict[str, float] = page.evaluate("() => { followed.going = false; return followed.most; }")
    return most

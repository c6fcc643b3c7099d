"""Nobody who goes by keyboard has far to go past a figure: it has 25 stops of the Tab key at most."""

import pytest

from tests.browser.conftest import OpenPage, articles_of, hold_python

MOST = 25
FOCUSABLE = "a[href], button, input, select, textarea, summary, [tabindex], [contenteditable=true]"
STOPS = """(focusable) => [...document.querySelectorAll("main figure")].map((figure) => {
  const groups = new Set();
  const shown = (each) => each.checkVisibility({ visibilityProperty: true });
  const stops = [...figure.querySelectorAll(focusable)].filter((each) => {
    if (each.tabIndex < 0 || !shown(each) || each.closest("figcaption, .do, .see, .scrub")) return false;
    if (each.type !== "radio") return true;
    return !groups.has(each.name) && groups.add(each.name);
  });
  return [figure.ariaLabel, stops.map((each) => each.outerHTML.slice(0, 80))];
})"""  # of its own, without what its text does; those that are disabled until there is something to do count too


@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize("which", ["site", "published"])
def test_no_figure_has_more_than_25_stops_of_the_tab_key(
    request: pytest.FixtureRequest, open_page: OpenPage, which: str, width: int
) -> None:
    home = f"{request.getfixturevalue(which)}/"
    page = open_page(home, prepare=hold_python, viewport={"width": width, "height": 800}, has_touch=True)
    addresses = articles_of(page)
    counts, long = {}, {}
    for address in addresses:
        page.goto(home + address)
        page.wait_for_function("() => !document.querySelector(':not(:defined)')")
        for name, stops in page.evaluate(STOPS, FOCUSABLE):
            counts[address, name] = len(stops)
            if len(stops) > MOST:
                long[address, name] = stops
    assert max(counts.values()) >= 8, counts
    assert long == {}

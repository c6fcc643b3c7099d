"""What a single weight tells you, followed to the letter, at a desk and on a phone."""

import re
from typing import Any

from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import OpenPage
from tests.browser.following import AT_A_DESK_AND_ON_A_PHONE, Reader, reading

PAINTED = """(canvas) => {
  canvas.before = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height).data;
  return canvas.before.some((value) => value > 0);
}"""
AS_BEFORE = """(canvas) => canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height).data
  .every((value, place) => Math.abs(value - canvas.before[place]) <= 2)"""
IDLE, BUSY = "Weight from Input 1 to Hidden 2", "Weight from Input 1 to Hidden 1"


@AT_A_DESK_AND_ON_A_PHONE
def test_what_the_article_says_will_happen_happens(published: str, open_page: OpenPage, window: dict[str, Any]) -> None:
    with reading(open_page(f"{published}/what-a-single-weight-tells-you/", **window)) as reader:
        reader.sees("the weight from the first input to the second hidden neuron", '[data-connection="1.1.0"]', 1)
        sweep_the_thirteen(reader)
        train_both(reader)
        disguise(reader.page)
        cut_and_mend(reader)
        reader.press("Train a network from seed 1")
        reader.finds("stuck.error", 0.25, 0.254)
        reader.press("nine thousand more")
        reader.finds("stuck.cycle", 10_000, 10_000)
        reader.finds("stuck.error", 0.2499, 0.2505)


def bars(slider: Locator) -> list[float]:
    """How far each of the thirteen moves an answer, as their bars say."""
    return sorted(float(text) for text in slider.locator(".bar-sway > span:last-child").all_text_contents())


def sweep_the_thirteen(reader: Reader) -> None:
    slider = reader.page.locator('synapse-perturb[data-for="gate"]')
    most, name = slider.locator(".perturb-most"), slider.locator(".perturb-chosen")
    expect(name).to_have_text(IDLE)
    expect(most).to_have_text("0.0047")
    lengths = bars(slider)
    assert len(lengths) == 13
    assert lengths[2] < 0.006  # three do next to nothing
    assert 0.15 < lengths[3] < 0.25  # one moves one by a fifth
    assert lengths[4] > 0.9
    reader.press("Put the weight from Input 1 to Hidden 1 on the slider")
    expect(name).to_have_text(BUSY)
    expect(most).to_have_text(re.compile(r"^0\.99"))
    expect(slider.locator(".perturb-curve")).to_have_count(4)
    assert sum(height(curve) > 60 for curve in slider.locator(".perturb-curve").all()) == 1  # one cliff of four
    reader.sees("its only way out", '[data-connection="2.0.1"]', 1)
    reader.press("Turn that one up to 4")
    expect(name).to_have_text(IDLE)
    expect(most).to_have_text("0.3701")
    expect(slider.locator(f'[data-path="{"weights[1][1][0]"}"] .bar-sway')).to_contain_text("0.370")
    assert bars(slider)[0] > 0.19  # the three short bars stand up
    reader.press("Put everything back")
    expect(most).to_have_text("0.0047")
    other = reader.page.locator('synapse-perturb[data-for="other"] .perturb-most')
    assert float(other.text_content() or "nan") > 0.98


def height(curve: Locator) -> float:
    """How far a curve reaches from its lowest to its highest point, of a field that is 82 high."""
    points = (curve.get_attribute("points") or "").replace(",", " ").split()
    ups = [float(number) for number in points[1::2]]
    return max(ups) - min(ups)


def train_both(reader: Reader) -> None:
    for words, name in (("Train the one from seed 4", "left"), ("then the one from seed 11", "right")):
        reader.press(words)
        reader.finds(f"{name}.step", 1000, 1000)


def disguise(page: Page) -> None:
    masked = page.get_by_role("figure", name="One network in forty-eight disguises")
    drawn, map_ = masked.locator('[data-connection="1.1.0"]').first, masked.locator("synapse-boundary canvas").first
    expect(drawn).to_have_attribute("data-exact", starting("3.7"))
    standing = masked.locator(".disguise-standing")
    expect(standing).to_contain_text("Disguise 1 of 48")
    masked.get_by_role("button", name="Swap 2 and 3").click()
    painted = map_.element_handle()
    page.wait_for_function(PAINTED, arg=painted)
    for button in ("Flip 1", "Flip 2", "Flip 3"):
        masked.get_by_role("button", name=button).click()
    expect(standing).to_contain_text("seen 5")
    expect(drawn).to_have_attribute("data-exact", starting("-2.2"))  # as in the column of seed 11
    expect(masked.locator('[data-connection="2.0.0"]').first).to_have_attribute("data-exact", starting("-4.0"))
    page.wait_for_function(AS_BEFORE, arg=painted)  # the map does not stir
    cells = masked.get_by_role("radio")
    expect(cells).to_have_count(48)
    expect(masked.get_by_role("radio", checked=True)).to_have_accessible_name("Neurons in the order 1 3 2, 1, 2 and 3 flipped")
    cells.nth(20).check(force=True)
    expect(standing).to_contain_text("Disguise 21 of 48")
    expect(standing).to_contain_text("seen 6")


def starting(digits: str) -> Any:
    return re.compile("^" + re.escape(digits))


def cut_and_mend(reader: Reader) -> None:
    reader.sees("the one from the third hidden neuron to the output", '[data-connection="2.0.2"]', 1)
    reader.press("cut it")
    reader.finds("gate.error", 0.36, 0.38)
    reader.press("train for a hundred steps")
    reader.finds("gate.error", 0.015, 0.02)
    reader.press("nine hundred more")
    reader.finds("gate.error", 0.0037, 0.0039)
    reader.page.get_by_role("group", name="Python cell 1").get_by_role("button", name="Run").click()
    told = reader.page.get_by_role("log", name="Output of Python cell 1")
    expect(told).to_contain_text("whole +1000  0.33%")
    expect(told).to_contain_text("cut +900     0.38%")

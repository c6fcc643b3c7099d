"""A figure out of sight is shown beside the phrases that act on it: the figure itself, in the margin or on a sheet."""

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import PYTHON_START, OpenPage, choose_pace, exact, hold_python

NEAR = 'figure[data-network="near"]'
STEP = '[data-live="near.step"]'
RATE = '[data-live="near.rate"]'
WIDE, PHONE, ON_ITS_SIDE = ({"width": 1280, "height": 800}, {"width": 390, "height": 844}, {"width": 844, "height": 390})

COVERED = """() => {
  const ground = document.querySelector(".dock-ground:popover-open")?.getBoundingClientRect();
  const { top, bottom } = document.activeElement.getBoundingClientRect();
  return Boolean(ground) && !document.activeElement.closest(":popover-open") && bottom > ground.top && top < innerHeight;
}"""


@pytest.fixture
def page(site: str, open_page: OpenPage) -> Page:
    """A page whose Python is held: what is recorded answers."""
    return open_page(f"{site}/dock/", prepare=hold_python, viewport=WIDE, reduced_motion="reduce")


@pytest.fixture
def live(site: str, open_page: OpenPage) -> Page:
    page = open_page(f"{site}/dock/", viewport=WIDE, reduced_motion="reduce")
    page.get_by_role("button", name="Train", exact=True).focus()  # Python comes with the figure
    expect(page.locator("html")).to_have_attribute("data-python", "ready", timeout=PYTHON_START)
    return page


def phrase(page: Page, words: str = "run it forward") -> Locator:
    return page.get_by_role("button", name=words, exact=True)


def picture(page: Page) -> Locator:
    return page.locator(".diagram-stage")


def bar(page: Page) -> Locator:
    return page.get_by_role("group", name="Beside the text")


def read(page: Page, words: str = "run it forward") -> None:
    """Scroll so that a phrase is in the upper half of the window."""
    phrase(page, words).evaluate(
        "(one) => scrollBy({ top: one.getBoundingClientRect().top - innerHeight * 0.3, behavior: 'instant' })"
    )


def expect_docked(page: Page) -> dict[str, float]:
    """The picture is whole within the window, while its figure is not; gives where."""
    expect(picture(page)).to_have_attribute("data-docked", "")
    expect(picture(page)).to_be_in_viewport(ratio=0.99)
    expect(page.locator(NEAR)).not_to_be_in_viewport()
    box = picture(page).bounding_box()
    assert box
    return dict(box)


@pytest.mark.parametrize("size", [WIDE, {"width": 1120, "height": 760}, PHONE, ON_ITS_SIDE, {"width": 320, "height": 640}])
def test_the_figure_comes_to_its_phrase_and_goes_back(site: str, open_page: OpenPage, size: dict[str, int]) -> None:
    page = open_page(f"{site}/dock/", prepare=hold_python, viewport=size, reduced_motion="reduce")
    height = page.evaluate("document.documentElement.scrollHeight")
    read(page)
    before = phrase(page).bounding_box()
    box = expect_docked(page)
    assert phrase(page).bounding_box() == before
    assert page.evaluate("document.documentElement.scrollHeight") == height
    text = page.locator("p", has=phrase(page)).bounding_box()
    assert text and before
    if size["width"] >= 1100:
        assert box["x"] + box["width"] <= text["x"]
    else:
        assert box["y"] >= before["y"] + before["height"]
        ground = page.locator(".dock-ground").bounding_box()
        assert ground and ground["height"] <= size["height"] * (0.35 if size["height"] > 480 else 0.5)
    page.evaluate("scrollTo({ top: 0, behavior: 'instant' })")
    expect(picture(page)).not_to_have_attribute("data-docked", "")
    expect(page.locator(".dock-ground, .dock-stand-in, .dock-bar").and_(page.locator(":popover-open"))).to_have_count(0)
    read(page, "these weights")
    expect_docked(page)
    page.evaluate("scrollTo({ top: document.documentElement.scrollHeight, behavior: 'instant' })")
    expect(picture(page)).not_to_have_attribute("data-docked", "")


OVER_FIGURES = """async () => {
  const across = (one, other) => Math.min(one.right, other.right) - Math.max(one.left, other.left);
  const down = (one, other) => Math.min(one.bottom, other.bottom) - Math.max(one.top, other.top);
  const covered = () => {
    const ground = document.querySelector(".dock-ground:popover-open")?.getBoundingClientRect();
    const phrase = document.querySelector(".dock-bar")?.previousElementSibling;
    const figures = document.querySelectorAll("figure, .onward, .colophon");
    const kept = document.documentElement.dataset.dock === "sheet" ? [phrase] : [phrase, ...figures];
    const boxes = ground ? kept.map((each) => each.getBoundingClientRect()) : [];
    return boxes.some((box) => across(box, ground) > 0 && down(box, ground) > 0);
  };
  for (let frame = 0; frame < 600 && covered(); frame++) await new Promise(requestAnimationFrame);
  return covered();
}"""


@pytest.mark.parametrize("words", ["the last weights", "the hidden biases"])
def test_no_figure_is_covered_in_the_margin(page: Page, words: str) -> None:
    """Wherever on the screen the phrase is: beside a figure the picture is smaller, and beside one that fills the margin it
    is on a sheet, which keeps clear of the phrase."""
    read(page, words)
    expect_docked(page)
    for share in (0.9, 0.75, 0.6, 0.45, 0.3, 0.15, 0.02):
        phrase(page, words).evaluate(
            "(one, share) => scrollBy({ top: one.getBoundingClientRect().top - innerHeight * share, behavior: 'instant' })", share
        )
        assert not page.evaluate(OVER_FIGURES), share


FOCUS_UNDER_THE_DOCK = """() => {
  const button = document.querySelector(".life-play");
  const over = (one, other) =>
    one.left < other.right && one.right > other.left && one.top < other.bottom && one.bottom > other.top;
  const covered = () => {
    const ground = document.querySelector(".dock-ground:popover-open");
    return Boolean(ground) && over(ground.getBoundingClientRect(), button.getBoundingClientRect());
  };
  const { top, height } = document.querySelector(".dock-ground").getBoundingClientRect();
  scrollBy({ top: button.getBoundingClientRect().top - top - height / 2, behavior: "instant" });
  const before = covered();
  button.focus({ preventScroll: true });
  return [before, covered()];
}"""


def test_in_the_margin_the_dock_gives_way_to_what_is_focused_under_it(page: Page) -> None:
    read(page, "the last weights")
    expect_docked(page)
    assert page.evaluate(FOCUS_UNDER_THE_DOCK) == [True, False]


def test_what_a_phrase_does_is_seen_beside_it(live: Page) -> None:
    read(live)
    expect_docked(live)
    before = exact(live, '[data-connection="1.0.0"]')
    phrase(live, "train it").click()
    expect(live.locator(STEP).first).to_have_text("20")
    expect_docked(live)
    expect(live.locator('[data-connection="1.0.0"]').first).not_to_have_attribute("data-exact", str(before))


def test_what_is_pointed_at_in_the_text_lights_up_beside_it(page: Page) -> None:
    read(page, "these weights")
    expect_docked(page)
    phrase(page, "these weights").hover()
    expect(picture(page).locator('[data-connection="1.0.0"]')).to_have_attribute("data-lit", "")


def test_one_undo_takes_back_all_that_a_phrase_did(live: Page) -> None:
    read(live)
    phrase(live, "train it").click()
    expect(live.locator(STEP).first).to_have_text("20")
    weight = exact(live, '[data-connection="1.0.0"]')
    phrase(live, "begin again and faster").focus()
    live.keyboard.press("Enter")
    expect(live.locator(STEP).first).to_have_text("5")
    expect(live.locator(RATE).first).to_have_attribute("data-exact", "2")
    live.keyboard.press("Tab")
    expect(bar(live).get_by_role("button", name="Undo")).to_be_focused()
    live.keyboard.press("Enter")
    expect(live.locator(STEP).first).to_have_text("20")
    expect(live.locator(RATE).first).to_have_attribute("data-exact", "0.5")
    assert exact(live, '[data-connection="1.0.0"]') == pytest.approx(weight)
    expect(bar(live).get_by_role("button", name="Undo")).to_have_count(0)
    expect(phrase(live, "begin again and faster")).to_be_focused()


def test_training_goes_on_at_another_rate_and_ends_when_a_weight_is_set(live: Page) -> None:
    choose_pace(live, steps="until paused")
    live.get_by_role("button", name="Train", exact=True).click()
    read(live)
    live.get_by_role("slider", name="Learning rate").press("ArrowRight")
    expect(live.locator(RATE).first).to_have_attribute("data-exact", "0.6")
    expect(live.get_by_role("button", name="Pause", exact=True)).to_have_count(1)
    live.get_by_role("slider", name="Weight from Hidden 1 to Output 1").press("Home")
    expect(live.get_by_role("button", name="Pause", exact=True)).to_have_count(0)
    expect(live.locator('[data-connection="2.0.0"]').first).to_have_attribute("data-exact", "-3")


def test_a_reset_may_keep_the_rate(live: Page) -> None:
    read(live)
    phrase(live, "begin again and faster").click()
    expect(live.locator(STEP).first).to_have_text("5")
    phrase(live, "begin again").click()
    expect(live.locator(STEP).first).to_have_text("0")
    expect(live.locator(RATE).first).to_have_attribute("data-exact", "2")
    live.get_by_role("button", name="Undo").last.click()
    expect(live.locator(STEP).first).to_have_text("5")


def test_a_phrase_can_be_undone_with_its_figure_in_sight_and_sent_away(page: Page) -> None:
    read(page)
    bar(page).get_by_role("button", name="Hide figure").click()
    expect(picture(page)).not_to_have_attribute("data-docked", "")
    expect(bar(page).get_by_role("button", name="Show figure")).to_be_focused()
    page.evaluate("scrollBy({ top: 60, behavior: 'instant' })")
    expect(picture(page)).not_to_have_attribute("data-docked", "")
    bar(page).get_by_role("button", name="Show figure").click()
    expect_docked(page)
    phrase(page).focus()
    page.keyboard.press("Escape")
    expect(picture(page)).not_to_have_attribute("data-docked", "")
    expect(phrase(page)).to_be_focused()


def test_nothing_of_matrices_is_cut_off_on_a_phone(site: str, open_page: OpenPage) -> None:
    page = open_page(f"{site}/dock/", prepare=hold_python, viewport=PHONE, reduced_motion="reduce")
    read(page, "its matrix")
    matrices = page.locator(".forward[data-docked]")
    expect(matrices).to_be_in_viewport(ratio=0.99)
    cut = "(one) => [one, ...one.querySelectorAll('div')].some((each) => each.scrollWidth > each.clientWidth + 1)"
    assert not matrices.evaluate(cut)
    last = matrices.locator("td").last.bounding_box()
    assert last and last["x"] + last["width"] <= PHONE["width"]


def test_it_takes_no_focus_and_who_comes_in_by_keyboard_comes_to_the_figure(page: Page) -> None:
    read(page)
    expect_docked(page)
    expect(page.locator("body")).to_be_focused()
    phrase(page).focus()
    expect_docked(page)
    inside = page.locator(f"{NEAR} :focus")
    for _ in range(20):  # what comes before the first phrase are the figures
        page.keyboard.press("Shift+Tab")
        if inside.count():
            break
    expect(page.locator(NEAR)).to_be_in_viewport()
    expect(inside).to_be_in_viewport()
    expect(picture(page)).not_to_have_attribute("data-docked", "")


def test_the_picture_beside_the_text_takes_the_pointer(page: Page) -> None:
    read(page)
    expect_docked(page)
    page.locator('[data-neuron="2.0"] .body').first.click(force=True)
    expect(page.locator('[data-neuron="2.0"]').first).to_have_attribute("aria-current", "true")
    expect_docked(page)


def test_what_has_the_focus_is_not_covered_by_the_sheet(site: str, open_page: OpenPage) -> None:
    page = open_page(f"{site}/dock/", prepare=hold_python, viewport=PHONE, reduced_motion="reduce")
    read(page)
    expect_docked(page)
    phrase(page).focus()
    for _ in range(7):
        page.keyboard.press("Tab")
        covered = page.evaluate(COVERED)
        assert not covered
    expect_docked(page)


def test_those_who_hear_the_page_are_told_once(page: Page) -> None:
    sentence = "The figure of this network is shown beside the text."
    read(page)
    expect(page.locator("body > [role=status]")).to_have_text(sentence)
    page.evaluate("scrollTo({ top: 0, behavior: 'instant' })")
    expect(picture(page)).not_to_have_attribute("data-docked", "")
    page.evaluate("document.querySelector('body > [role=status]').textContent = ''")
    read(page)
    expect_docked(page)
    phrase(page).click()
    expect(page.locator(f"{NEAR} > [role=status]")).to_contain_text("Forward")
    expect(page.locator("body > [role=status]")).to_have_text("")


def test_a_page_is_printed_with_its_figures_in_their_places(page: Page) -> None:
    read(page)
    expect_docked(page)
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    expect(picture(page)).not_to_have_attribute("data-docked", "")
    expect(page.locator(".dock-stand-in")).to_have_count(0)

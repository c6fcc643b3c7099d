"""The home page: a network to take hold of at once, and a picture for each article, without Python."""

from playwright.sync_api import Page, expect

from tests.browser.conftest import OpenPage

STILL = {"reduced_motion": "reduce"}


def drawn(page: Page) -> list[str]:
    """How thick the lines of the large picture are."""
    return page.locator("figure synapse-picture line").evaluate_all("all => all.map((each) => each.getAttribute('stroke-width'))")


def test_the_first_figure_is_led_by_the_reader(published: str, open_page: OpenPage) -> None:
    page = open_page(f"{published}/", **STILL)
    slider = page.get_by_role("slider", name="Let it learn")
    said = page.get_by_role("figure").get_by_role("status")
    expect(slider).to_be_enabled()
    learned, trained = said.text_content() or "", drawn(page)
    assert learned.endswith("100% right")
    slider.press("Home")
    expect(said).to_have_text(slider.get_attribute("aria-valuetext") or "")
    expect(said).to_contain_text("0 steps: ")
    assert drawn(page) != trained
    slider.press("End")
    expect(said).to_have_text(learned)
    assert drawn(page) == trained


def test_it_plays_by_itself_to_the_end_and_the_reader_stops_it(published: str, open_page: OpenPage) -> None:
    page = open_page(f"{published}/")
    slider = page.get_by_role("slider", name="Let it learn")
    expect(slider).not_to_have_value("15")
    expect(slider).to_have_value("15")
    slider.press("Home")
    expect(slider).to_have_value("0")


def test_each_article_has_a_picture_that_plays_when_it_is_come_to(published: str, open_page: OpenPage) -> None:
    page = open_page(f"{published}/")
    cards = page.get_by_role("region", name="Articles").get_by_role("listitem")
    pictures = cards.locator("synapse-picture")
    expect(pictures).to_have_count(cards.count())
    part = cards.first.locator("line").first
    last = part.get_attribute("stroke-width") or ""
    page.get_by_role("link", name="How do neural networks learn?").focus()
    expect(part).not_to_have_attribute("stroke-width", last)
    expect(part).to_have_attribute("stroke-width", last)


def test_pictures_stand_still_for_readers_of_less_motion(published: str, open_page: OpenPage) -> None:
    page = open_page(f"{published}/", **STILL)
    expect(page.get_by_role("slider", name="Let it learn")).to_have_value("15")
    before = page.locator("synapse-picture").first.inner_html()
    page.get_by_role("link", name="How do neural networks learn?").hover()
    assert page.locator("synapse-picture").first.inner_html() == before


def test_the_home_page_is_light_and_asks_for_no_python(published: str, open_page: OpenPage) -> None:
    bodies: dict[str, int] = {}
    page = open_page(
        f"{published}/", prepare=lambda page: page.on("response", lambda answer: bodies.update({answer.url: len(answer.body())}))
    )
    page.get_by_role("slider", name="Let it learn").fill("3")
    expect(page.locator("html")).to_have_attribute("data-python", "idle")
    assert sum(bodies.values()) < 150_000
    assert not [url for url in bodies if "/runtime/" in url or "lab." in url]
    expect(page).to_have_title("Synapse: Neural networks you can take hold of")


def test_without_scripts_the_pictures_are_of_trained_networks(published: str, open_page: OpenPage) -> None:
    page = open_page(f"{published}/", java_script_enabled=False)
    expect(page.get_by_role("img", name="A network of 2 inputs, 3 hidden neurons and 1 output, and a map")).to_be_visible()
    expect(page.get_by_role("figure").get_by_text("100% right")).to_be_visible()

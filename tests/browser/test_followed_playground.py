"""The playground's article followed to the letter: every phrase on a fresh page, in its turn, and what the text says of it."""

from typing import Any

from playwright.sync_api import expect

from tests.browser.conftest import OpenPage
from tests.browser.following import AT_A_DESK_AND_ON_A_PHONE, Reader, reading
from tests.browser.test_touch import PHONE


@AT_A_DESK_AND_ON_A_PHONE
def test_every_experiment_ends_as_the_text_says(published: str, open_page: OpenPage, window: dict[str, Any]) -> None:
    with reading(open_page(f"{published}/playground/", **window)) as reader:
        reader.press("one cut")
        reader.finds("net.accuracy", 0.5, 0.8)
        reader.press("two cuts")
        reader.finds("net.accuracy", 0.8, 0.92)
        reader.press("a third")
        reader.finds("net.accuracy", 0.97, 1)
        reader.finds("net.test_accuracy", 0.95, 1)

        reader.press("Two clouds")
        reader.finds("net.accuracy", 0, 0)
        reader.press("Let it learn")
        reader.finds("net.test_accuracy", 1, 1)
        reader.press("the exclusive or")
        reader.press("a thousand steps")
        reader.finds("net.test_accuracy", 0, 0.5)

        reader.press("Two spirals")
        reader.press("Ten thousand steps")
        reader.finds("net.test_accuracy", 0.95, 1)
        reader.press("with tanh")
        reader.finds("net.step", 10_000, 10_000)
        reader.finds("net.test_accuracy", 0.5, 0.85)

        reader.press("train it for long")
        reader.finds("net.accuracy", 1, 1)
        reader.finds("net.test_accuracy", 0.6, 0.82)
        reader.finds("net.test_cost", 1, 3)
        reader.press("with an L2 of 0.03")
        reader.finds("net.accuracy", 0.85, 0.97)
        reader.finds("net.test_accuracy", 0.83, 1)
        reader.finds("net.test_cost", 0, 0.5)

        reader.press("nothing but the product")
        reader.press("a single neuron")
        reader.finds("net.test_accuracy", 1, 1)

        reader.press("At a rate of 10")
        reader.finds("net.step", 1000, 1000)  # nothing rests on what becomes of it
        reader.press("At 0.001")
        reader.finds("net.mean_cost", 0.65, 0.8)
        reader.press("At 0.1")
        reader.finds("net.mean_cost", 0, 0.2)
        reader.finds("net.accuracy", 0.97, 1)

        reader.press("from seed 3")
        reader.finds("net.accuracy", 0.95, 1)
        reader.press("From seed 2")
        reader.finds("net.accuracy", 0.6, 0.8)
        reader.press("ten thousand steps more")
        reader.finds("net.step", 11_500, 11_500)
        reader.finds("net.accuracy", 0.6, 0.82)


def test_what_was_done_before_an_experiment_makes_no_difference_to_it(published: str, open_page: OpenPage) -> None:
    page = open_page(f"{published}/playground/", reduced_motion="reduce")
    reader = Reader(page)
    reader.again("a third")
    cost = reader.number("net.mean_cost")
    settings = page.get_by_role("figure", name="A network to change and train")
    settings.get_by_label("Pattern").select_option("plane")
    settings.get_by_text("More settings").click()
    settings.get_by_label("L2", exact=False).select_option("0.3")
    settings.get_by_role("button", name="Other points").click()
    settings.get_by_role("button", name="Other weights").click()
    reader.again("Two spirals")
    reader.again("a third")
    reader.finds("net.mean_cost", cost - 1e-9, cost + 1e-9)


def test_on_a_phone_the_first_phrases_and_train_are_in_sight_of_the_map(published: str, open_page: OpenPage) -> None:
    page = open_page(f"{published}/playground/", **PHONE)
    phrase = page.get_by_role("button", name="one cut")
    phrase.evaluate("(button) => button.scrollIntoView({ block: 'start' })")
    expect(page.locator("synapse-boundary svg").first).to_be_in_viewport(ratio=1)
    expect(phrase).to_be_in_viewport(ratio=1)
    expect(page.get_by_role("button", name="Train", exact=True)).to_be_in_viewport(ratio=1)

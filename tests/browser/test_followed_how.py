"""How do neural networks learn?, followed to the letter, at a desk and on a phone."""

import re
from typing import Any

from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import OpenPage
from tests.browser.following import AT_A_DESK_AND_ON_A_PHONE, Reader, reading

COST, MEAN = "learner.cost", "painter.mean_cost"


@AT_A_DESK_AND_ON_A_PHONE
def test_what_the_article_says_will_happen_happens(published: str, open_page: OpenPage, window: dict[str, Any]) -> None:
    with reading(open_page(f"{published}/how-do-neural-networks-learn/", **window)) as reader:
        play_with_one_neuron(reader)
        learner = figure(reader.page, "learner")
        reader.press("Press Forward")
        reader.sees("twelve weights", '[data-network="learner"] [data-connection]', 12)
        reader.sees("five biases", '[data-network="learner"] [data-bias]', 5)
        turn_one_knob(reader)
        step_through(learner)
        step_through_tables(reader.page)
        guess_the_cost(reader.page)
        learner.get_by_role("button", name="Reset").click()
        now_you(reader, learner)
        three_colours(reader)
        no_single_number(reader)


def figure(page: Page, network: str) -> Locator:
    return page.locator(f'figure[data-network="{network}"]')


def play_with_one_neuron(reader: Reader) -> None:
    reader.finds("neuron.outputs[0]", 0.413, 0.414)
    reader.turns("Red", "ArrowRight", "0.55")
    reader.finds("neuron.outputs[0]", 0.43, 0.44)
    reader.press("words like these")
    reader.finds("neuron.inputs[1]", 0, 0)
    reader.sees("words like these", '[data-network="neuron"] [data-connection]', 2)
    slider = figure(reader.page, "neuron").get_by_role("slider", name="Blue slider")
    slider.press("End")
    reader.finds("neuron.outputs[0]", 0, 0.35)  # blue argues against warm
    reader.finds("neuron.sums[1][0]", -0.68, -0.67)  # 1.5 x 0.55 - 2 + 0.5


def turn_one_knob(reader: Reader) -> None:
    reader.sees("the weight from the first hidden neuron to cool", '[data-network="learner"] [data-connection]', 1)
    reader.finds(COST, 1.1961995, 1.1962005)
    reader.turns("Weight from Hidden 1 to Cool", "ArrowRight", "0.51")
    reader.finds(COST, 1.1954925, 1.1954935)
    reader.press("Put it back")
    reader.finds(COST, 1.1961995, 1.1962005)
    reader.turns("Learning rate", "ArrowRight", "0.6")
    reader.finds("learner.weight_updates[2][1][0]", 0.0424, 0.0425)
    reader.turns("Learning rate", "ArrowLeft", "0.5")


def step_through(learner: Locator) -> None:
    step = learner.get_by_role("button", name="Step through backprop")
    step.click()
    words = learner.locator(".step-words")
    expect(words).to_contain_text("Outputs: error signals δ.")
    for _ in range(3):
        learner.get_by_role("button", name=re.compile("^(Next step|Step through backprop)$")).click()
    expect(words).to_contain_text("Hidden: error signals δ.")
    expect(words).to_contain_text("−0.0168")


def step_through_tables(page: Page) -> None:
    tables = page.locator('synapse-matrices[data-for="learner"]')
    words = tables.locator(".walk-words")
    step = tables.get_by_role("button", name="Step", exact=True)
    forward = ("Multiply.", "Hidden 1", "0.4085", "Multiply.", "Warm", "0.6732")
    back = ("For Warm: 0.0826", "0.0826 × 0.4085 = 0.0338", "= −0.0169", "turned on its side")
    for part in forward + back:
        step.click()
        expect(words).to_contain_text(part)
    expect(words).to_contain_text("For Hidden 1: −0.0168")


def guess_the_cost(page: Page) -> None:
    question = page.get_by_role("group", name="With its first numbers the network pays")
    question.get_by_role("spinbutton", name="Your guess").fill("0")
    question.get_by_role("spinbutton", name="Your guess").press("Tab")
    question.get_by_role("button", name="Commit to this guess").click()
    expect(question.locator(".predict-verdict")).to_contain_text("0.5536")


def now_you(reader: Reader, learner: Locator) -> None:
    reader.finds(COST, 1.1961995, 1.1962005)
    reader.press("Press Backprop")
    expect(learner.locator(".diagram[data-stale]")).to_have_count(1)
    expect(learner.locator("[data-moved=up], [data-moved=down]").first).to_be_attached()
    dot = reader.page.locator("synapse-cost .price-here")
    first = float(dot.get_attribute("cy") or "nan")
    reader.press("Press Forward again")
    expect(learner.locator(".diagram[data-stale]")).to_have_count(0)
    reader.finds(COST, 1.1623, 1.1624)
    reader.finds("learner.outputs[1]", 0.49, 0.4902)
    assert float(dot.get_attribute("cy") or "nan") > first + 2  # and the dot on the curve of the cost lies lower
    reader.press("a hundred times")
    reader.finds(COST, 0.55, 0.59)
    before = reader.number("learner.weights[1][0][0]")
    reader.press("Begin with other weights")
    reader.finds(COST, 0.55, 0.65)
    assert abs(reader.number("learner.weights[1][0][0]") - before) > 0.1
    expect(learner.get_by_role("button", name="Step through backprop")).to_be_visible()
    learner.get_by_label("Colour", exact=True).fill("#ff8000")
    reader.finds("learner.inputs[0]", 1, 1)
    reader.finds("learner.inputs[1]", 0.5, 0.5)
    reader.finds("learner.inputs[2]", 0, 0)


def three_colours(reader: Reader) -> None:
    answers = [f"painter.activations[2][{place}]" for place in range(3)]
    reader.press("Train it")
    reader.finds("painter.cycle", 1000, 1000)
    reader.finds(MEAN, 0.55, 0.57)
    for words, says in (("a yellow", 0), ("a navy blue", 1), ("white", 2), ("a pale blue", 2)):
        reader.press(words)
        reader.finds(answers[says], 0.7, 1)
        for other in {0, 1, 2} - {says}:
            reader.finds(answers[other], 0, 0.5)
    reader.press("Start over at a rate of 30")
    reader.finds("painter.cycle", 1, 1)
    reader.finds(MEAN, 1.2, 1.22)


def no_single_number(reader: Reader) -> None:
    reader.press("Train it and cut the weight from red")
    reader.finds("painter.weights[1][0][0]", 0, 0)
    reader.finds(MEAN, 0.885, 0.895)
    reader.finds("painter.activations[2][2]", 0.9, 1)  # the orange on show comes out neutral
    reader.finds("painter.activations[2][0]", 0, 0.1)
    reader.press("Train on for a hundred rounds")
    reader.finds(MEAN, 0.55, 0.59)
    reader.finds("painter.weights[1][0][0]", 1, 4)
    reader.press("let it begin with other weights")
    reader.finds("painter.weights[1][0][0]", -8, -7)
    reader.finds(MEAN, 0.55, 0.57)

"""A network is a sequence of matrix multiplications, followed to the letter, at a desk and on a phone."""

from typing import Any

from playwright.sync_api import Page, expect

from tests.browser.conftest import OpenPage
from tests.browser.following import AT_A_DESK_AND_ON_A_PHONE, Reader, reading

WEIGHT, BIAS = "hill.weights[1][0][0]", "hill.biases[1][0]"


@AT_A_DESK_AND_ON_A_PHONE
def test_what_the_article_says_will_happen_happens(published: str, open_page: OpenPage, window: dict[str, Any]) -> None:
    with reading(open_page(f"{published}/a-network-is-matrix-multiplication/", **window)) as reader:
        read_the_matrices(reader)
        run_the_cells(reader.page)
        find_the_three_minima(reader)
        watch_the_ground(reader)


def read_the_matrices(reader: Reader) -> None:
    figure = '[data-network="small"] synapse-diagram'
    reader.sees("three rows, two columns", f"{figure} [data-connection]", 6)
    reader.sees("The first row", f"{figure} [data-connection]", 2)
    reader.sees("The first column", f"{figure} [data-connection]", 3)
    reader.sees("one cell", f'{figure} [data-connection="1.2.1"]', 1)
    reader.sees("the bias of that neuron", f'{figure} [data-bias="1.0"]', 1)
    reader.sees("three numbers", f"{figure} [data-neuron]", 3)
    reader.sees("the next matrix", f"{figure} [data-connection]", 6)
    before = reader.number("small.outputs[0]")
    reader.turns("Input 1", "ArrowLeft", "0.9")
    expect(reader.page.locator(f'{figure} [data-neuron="0.0"]').first).to_have_attribute("data-exact", "0.9")
    assert abs(reader.number("small.outputs[0]") - before) > 1e-3
    reader.page.locator(".scrub").first.press("ArrowRight")


def run_the_cells(page: Page) -> None:
    """The cells say what the network says, and the last one finds the gradient that the engine found."""
    for cell, said in ((1, "0.46636"), (2, "one layer:"), (3, "-0.0")):
        page.get_by_role("group", name=f"Python cell {cell}").get_by_role("button", name="Run").click()
        printed = page.get_by_role("log", name=f"Output of Python cell {cell}")
        expect(printed).to_contain_text(said)
        expect(printed).not_to_contain_text("Error")


def find_the_three_minima(reader: Reader) -> None:
    reader.press("Let it roll")
    reader.finds("hill.mean_cost", 0.136, 0.1372)
    reader.finds(WEIGHT, -9, -8)
    reader.press("drop the ball on the other side")
    reader.finds("hill.mean_cost", 0.0699, 0.0702)
    reader.finds(WEIGHT, 8, 9)
    reader.press("Drop the ball near the middle")
    reader.finds("hill.mean_cost", 0.0726, 0.0728)
    reader.finds(WEIGHT, 0.6, 0.7)
    reader.finds(BIAS, 0.2, 0.3)
    rolling = reader.page.get_by_role("figure", name="All there is to this network").get_by_role("button", name="Let it roll")
    expect(rolling).to_be_visible()  # it is at rest, and not rolling still
    after = reader.number(WEIGHT)
    rolling.click()
    expect(rolling).to_be_visible()
    assert abs(reader.number(WEIGHT) - after) < 0.02  # nor does it go anywhere from there


def watch_the_ground(reader: Reader) -> None:
    """The ball leaves the hollow that the slice shows, and sinks where there was high ground."""
    reader.finds("thirteen.mean_cost", 0.71, 0.72)
    land = reader.page.get_by_role("figure", name="Two of thirteen directions")
    across, upwards = (land.get_by_role("slider", name=name) for name in ("Ball to the right", "Ball upwards"))
    reader.press("Let it go a thousand rounds")
    reader.finds("thirteen.mean_cost", 0, 0.01)
    assert float(across.input_value()) < -4
    assert float(upwards.input_value()) > 5

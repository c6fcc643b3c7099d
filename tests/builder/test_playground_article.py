"""What the playground's article says of its experiments is what becomes of them."""

import json
import re
from pathlib import Path

from engine.door import Door
from site_builder.content import read_article
from site_builder.errors import Problems
from site_builder.markdown import Writer
from site_builder.model import PageContext

ARTICLE = Path(__file__).parents[2] / "content/playground/article.md"


def outcome(words: str, steps: int) -> Door:
    """The network after the phrase with these words, and so many steps."""
    problems = Problems()
    article = read_article(ARTICLE, "playground", [], problems)
    assert article
    page = PageContext(article, problems)
    html = str(Writer(page).write(article.nodes))
    found = re.search(r'data-do="([^"]*)"[^>]*>' + words + "<", html)
    assert found, words
    door = Door(json.dumps(page.networks["net"].spec))
    for action in [*json.loads(found[1].replace("&#34;", '"')), ["train", steps]]:
        assert door.act(json.dumps(action)) == ""
    return door


def test_two_cuts_do_not_close_a_ring_and_three_do() -> None:
    assert outcome("Take two hidden neurons", 2000).session["test_accuracy"] < 0.9
    assert outcome("take three", 2000).session["test_accuracy"] > 0.95


def test_a_single_neuron_parts_clouds_but_not_opposite_corners() -> None:
    assert outcome("Two clouds", 300).session["test_accuracy"] == 1
    assert 0.35 < outcome("the exclusive or", 3000).session["test_accuracy"] < 0.65


def test_ten_thousand_steps_part_two_spirals() -> None:
    assert outcome("Two spirals", 10_000).session["test_accuracy"] > 0.95


def test_what_is_learned_by_heart_helps_less_than_what_is_held_back() -> None:
    by_heart, held_back = outcome("like this", 6000).session, outcome("with an L2 of 0.03", 6000).session
    assert by_heart["accuracy"] == 1
    assert by_heart["test_cost"] > 2 * held_back["test_cost"]
    assert held_back["test_accuracy"] > by_heart["test_accuracy"]


def test_the_product_is_all_that_a_single_neuron_needs() -> None:
    assert outcome("Give the network nothing but the product", 600).session["test_accuracy"] > 0.9

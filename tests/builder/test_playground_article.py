"""What the playground's article says of its experiments is what becomes of them."""

import json
import re
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from engine.door import Door
from site_builder.content import read_article
from site_builder.errors import Problems
from site_builder.markdown import Writer
from site_builder.model import PageContext

ARTICLE = Path(__file__).parents[2] / "content/playground/article.md"


@cache
def _article() -> tuple[str, str]:
    """The page, and the specification of its network."""
    problems = Problems()
    article = read_article(ARTICLE, "playground", [], problems)
    assert article
    page = PageContext(article, problems)
    html = str(Writer(page).write(article.nodes))
    return html, json.dumps(page.networks["net"].spec)


def actions_of(words: str) -> list[str]:
    """What the phrase with these words does."""
    found = re.search(r'data-do="([^"]*)"[^>]*>' + re.escape(words) + "<", _article()[0])
    assert found, words
    return [json.dumps(action) for action in json.loads(found[1].replace("&#34;", '"'))]


def outcome(*phrases: str) -> Door:
    """The network after these phrases."""
    door = Door(_article()[1])
    for action in [action for words in phrases for action in actions_of(words)]:
        assert door.act(action) == ""
    return door


def answers(door: Door, points: NDArray[np.float64]) -> NDArray[np.float64]:
    return door.ask(json.dumps(["answers", points.tolist()]))[:, -1]


def rim() -> NDArray[np.float64]:
    """Points all around, outside the ring of the blue points."""
    angle = np.linspace(0, 2 * np.pi, 360, endpoint=False)
    return 5.5 * np.stack([np.cos(angle), np.sin(angle)], axis=1)


def yes_on_the_rim(door: Door) -> int:
    """In how many places around the points the answer turns from no to yes."""
    yes = answers(door, rim()) > 0.5
    return int((yes & ~np.roll(yes, 1)).sum())


def test_one_cut_halves_two_leave_a_strip_and_three_close_the_ring() -> None:
    one, two, three = outcome("one cut"), outcome("two cuts"), outcome("a third")
    assert [yes_on_the_rim(each) for each in (one, two, three)] == [1, 2, 0]
    assert one.session["accuracy"] < 0.75 < two.session["accuracy"] < 0.9 < three.session["test_accuracy"]


def test_a_single_neuron_parts_clouds_but_not_opposite_corners() -> None:
    assert outcome("Two clouds").session["accuracy"] == 0
    assert outcome("Two clouds", "Let it learn").session["test_accuracy"] == 1
    corners = ["the exclusive or"]
    for _ in range(5):
        corners.append("a thousand steps")
        assert outcome(*corners).session["test_accuracy"] <= 0.5


def test_ten_thousand_steps_part_two_spirals_and_with_tanh_they_do_not() -> None:
    assert outcome("Two spirals", "Ten thousand steps").session["test_accuracy"] > 0.95
    assert outcome("with tanh").session["test_accuracy"] < 0.85


def test_what_is_learned_by_heart_helps_less_than_what_is_held_back() -> None:
    start, train = actions_of("train it for long")
    door = Door(_article()[1])
    door.act(start)
    begun = door.session["test_cost"]
    door.act('["train", 400]')
    early = door.session["test_accuracy"]
    assert door.session["test_cost"] < 0.6 * begun  # the dashed line sinks
    assert train == '["train", 6000]'
    by_heart, held_back = outcome("train it for long"), outcome("with an L2 of 0.03")
    assert by_heart.session["accuracy"] == 1
    assert by_heart.session["test_cost"] > 2 * begun  # and climbs
    assert by_heart.session["test_accuracy"] < early - 0.05
    assert yes_on_the_rim(by_heart) >= 2  # spikes, right across the ring
    assert yes_on_the_rim(held_back) == 0  # one round patch
    assert 0.85 < held_back.session["accuracy"] < 1
    assert held_back.session["test_accuracy"] > by_heart.session["test_accuracy"] + 0.05


def test_the_product_is_all_that_a_single_neuron_needs() -> None:
    assert outcome("nothing but the product").session["test_accuracy"] < 0.5
    assert outcome("nothing but the product", "a single neuron").session["test_accuracy"] == 1


def test_one_rate_scrambles_one_creeps_and_one_arrives() -> None:
    begin, train = actions_of("At a rate of 10")
    door = Door(_article()[1])
    door.act(begin)
    begun, higher = door.session["mean_cost"], 0
    for _ in range(json.loads(train)[1]):
        door.act('["train", 1]')
        higher += door.session["mean_cost"] > begun
    assert higher > 700
    creeping, arriving = outcome("At 0.001"), outcome("At 0.1")
    assert creeping.session["accuracy"] < 0.6
    assert creeping.session["mean_cost"] > 0.8 * begun
    assert arriving.session["accuracy"] > 0.97
    assert arriving.session["mean_cost"] < begun / 4


def test_three_neurons_learn_the_exclusive_or_from_one_seed_and_not_from_another() -> None:
    assert outcome("from seed 3").session["accuracy"] > 0.95
    stuck = outcome("From seed 2")
    assert stuck.session["accuracy"] < 0.8
    more = outcome("From seed 2", "ten thousand steps more")
    assert more.session["accuracy"] < 0.8
    assert more.session["mean_cost"] > 0.85 * stuck.session["mean_cost"]
    square = np.stack(np.meshgrid(np.linspace(-6, 6, 40), np.linspace(-6, 6, 40)), axis=-1).reshape(-1, 2)
    said = answers(stuck, square)
    assert 0.4 < np.mean((said > 0.3) & (said < 0.7)) < 0.6  # half of the square stays undecided

"""What the article on matrices says of a slice through the land of thirteen numbers."""

from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from engine.session import Session
from site_builder.content import read_article
from site_builder.errors import Problems
from site_builder.markdown import Writer
from site_builder.model import PageContext

ARTICLE = Path(__file__).parents[2] / "content/a-network-is-matrix-multiplication/article.md"
X, Y, COUNT = "weights[2][0][0]", "weights[2][0][2]", 81


def test_the_hollow_beside_the_ball_is_gone_and_a_pit_opens_on_high_ground() -> None:
    problems = Problems()
    article = read_article(ARTICLE, "matrices", [], problems)
    assert article
    page = PageContext(article, problems)
    Writer(page).write(article.nodes)
    session = Session(page.networks["thirteen"].spec)
    at = np.linspace(-8, 8, COUNT)
    before = _slice(session)
    row, column = np.unravel_index(before.argmin(), before.shape)
    assert f"{before.min():.2f}" == "0.68"
    assert np.hypot(session[X] - at[column], session[Y] - at[row]) < 1.5  # the ball lies near its bottom
    assert session["mean_cost"] - before.min() < 0.05
    session.act(["train", 1000])
    after = _slice(session)
    there = np.argmin(np.abs(at - session[Y])), np.argmin(np.abs(at - session[X]))
    assert before[there] > 1.2  # where the ball ends there was high ground
    assert after[there] < 0.01
    assert after[row, column] > 0.3  # and of the hollow nothing is left


def _slice(session: Session) -> NDArray[np.float64]:
    return session.ask(["landscape", X, Y, [-8, 8], COUNT])[: COUNT * COUNT].reshape(COUNT, COUNT)

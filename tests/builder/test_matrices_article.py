"""What the article on matrices says of a slice through the land of thirteen numbers."""

from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from engine.landscape import equal_steps
from engine.session import Session
from site_builder.content import read_article
from site_builder.errors import Problems
from site_builder.markdown import Writer
from site_builder.model import PageContext

ARTICLE = Path(__file__).parents[2] / "content/a-network-is-matrix-multiplication/article.md"
X, Y, COUNT = "weights[2][0][0]", "weights[2][0][2]", 81
SPAN = [-7.0, 7.0]


def test_the_hollow_beside_the_ball_is_gone_and_a_pit_opens_on_high_ground() -> None:
    problems = Problems()
    article = read_article(ARTICLE, "matrices", [], problems)
    assert article
    page = PageContext(article, problems)
    Writer(page).write(article.nodes)
    session = Session(page.networks["thirteen"].spec)
    at = np.linspace(*SPAN, COUNT)
    before = _slice(session)
    row, column = np.unravel_index(before.argmin(), before.shape)
    rim = min(before[[0, -1]].min(), before[:, [0, -1]].min())
    assert rim - before.min() > 4 * equal_steps(before)[0]  # on every way out of it there are four lines
    assert np.hypot(session[X] - at[column], session[Y] - at[row]) < 1.5  # the ball lies near its bottom
    assert session["mean_cost"] - before.min() < 0.05
    session.act(["train", 1000])
    after = _slice(session)
    there = np.argmin(np.abs(at - session[Y])), np.argmin(np.abs(at - session[X]))
    assert before[there] > 1.2  # where the ball ends there was high ground
    assert after[there] < 0.01
    assert after[row, column] > 0.3  # and of the hollow nothing is left


def _slice(session: Session) -> NDArray[np.float64]:
    return session.ask(["landscape", X, Y, SPAN, COUNT])[: COUNT * COUNT].reshape(COUNT, COUNT)

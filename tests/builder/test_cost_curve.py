"""The price of a share of belief, as its curve draws it."""

import re
from pathlib import Path

import numpy as np
import pytest

from site_builder.directives.cost.directive import costs
from tests.builder.authoring import body_of

ARTICLE = """---
title: A price
---
::::{network} one
:shape: 1-3
:cost: softmax-cross-entropy
:inputs: 1
:targets: 0 1 0
:seed: 3

:::{cost}
:::
::::

{value}`one.probabilities[1]:.1%` costs {value}`one.cost:.4f`.
"""


def test_a_share_costs_minus_its_logarithm() -> None:
    shares = np.array([1e-9, 0.1, 0.125, 0.25, 0.5, 0.9, 1.0])
    assert costs(shares) == pytest.approx(-np.log(shares), abs=1e-12)


def test_each_half_costs_as_much_more_and_the_network_stands_on_the_curve(tmp_path: Path) -> None:
    path = tmp_path / "article.md"
    path.write_text(ARTICLE)
    html = body_of(path)
    marks = [[float(number) for number in mark] for mark in re.findall(r'<path d="M70.0 ([\d.]+)H([\d.]+)V', html)]
    ups = [y for y, _ in marks]
    assert np.diff(ups) == pytest.approx([ups[1] - ups[0]] * 3, abs=0.02)
    x, y = (float(number) for number in re.findall(r'class="price-here" cx="([\d.]+)" cy="([\d.]+)"', html)[0])
    line = np.array([point.split() for point in re.findall(r'class="price-line" d="M([^"]+)"', html)[0].split("L")], float)
    assert np.interp(x, *line.T) == pytest.approx(y, abs=0.3)
    share, cost = re.findall(r'data-read="\w+">([^<]+)<', html)
    assert f">{share}</output> costs" in html and f">{cost}</output>." in html

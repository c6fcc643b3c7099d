"""Rows that are generated, and rows that are kept aside for testing."""

from pathlib import Path

import numpy as np
import pytest

from engine.datasets import DATASETS
from site_builder.content import read_article
from site_builder.errors import Problems
from site_builder.markdown import Writer
from site_builder.model import DataSet, PageContext

ROWS = "".join(f"{number} {-number} -> {number % 2}\n" for number in range(10))


def declared(tmp_path: Path, options: str, rows: str = "", network: str = "") -> PageContext:
    """The page of an article with this one data set."""
    article = tmp_path / "article.md"
    article.write_text(f"---\ntitle: Data\n---\n```{{data}} rows\n{options}\n{rows}```\n{network}")
    problems = Problems()
    read = read_article(article, "article", [], problems)
    assert read is not None
    page = PageContext(read, problems)
    Writer(page).write(read.nodes)
    problems.raise_if_any()
    return page


def data(tmp_path: Path, options: str, rows: str = "") -> DataSet:
    return declared(tmp_path, options, rows).data["rows"]


@pytest.mark.parametrize("name", DATASETS)
def test_a_generated_set_holds_the_points_of_its_generator_in_mixed_order(tmp_path: Path, name: str) -> None:
    found = data(tmp_path, f":set: {name}\n:count: 60\n:noise: 0.1\n:seed: 4")
    points, targets = DATASETS[name](60, 0.1, 4)
    wanted = np.round(np.concatenate([points, targets], axis=1), 4)
    rows = np.concatenate([found.inputs, found.targets], axis=1)
    assert sorted(map(tuple, rows)) == sorted(map(tuple, wanted))
    first_half = np.array(found.targets)[:30, 0]
    assert first_half.min() < first_half.max()
    assert data(tmp_path, f":set: {name}\n:count: 60\n:noise: 0.1\n:seed: 4") == found
    assert len(data(tmp_path, f":set: {name}").inputs) == 200


def test_a_share_is_kept_aside_and_the_others_stay_in_order(tmp_path: Path) -> None:
    found = data(tmp_path, ":test: 0.3", ROWS)
    learned, aside = [row[0] for row in found.inputs], [row[0] for row in found.test_inputs]
    assert len(learned) == 7 and learned == sorted(learned)
    assert sorted(learned + aside) == list(range(10))
    assert [row[0] for row in found.test_targets] == [number % 2 for number in aside]
    assert data(tmp_path, ":test: 0.3\n:seed: 1", ROWS).test_inputs != found.test_inputs
    assert len(data(tmp_path, ":test: 0.01", ROWS).test_inputs) == 1
    assert len(data(tmp_path, ":test: 0.99", ROWS).inputs) == 1


def test_a_network_is_tested_with_what_was_kept_aside_and_only_then(tmp_path: Path) -> None:
    network = "\n:::{network} net\n:shape: 2-1\n:data: rows\n:::\n"
    page = declared(tmp_path, ":set: gauss\n:test: 0.5", network=network)
    assert len(page.networks["net"].spec["data"]["test_inputs"]) == 100
    assert 0 <= page.networks["net"].value("test_accuracy") <= 1
    plain = declared(tmp_path, ":set: gauss", network=network).networks["net"]
    assert set(plain.spec["data"]) == {"inputs", "targets", "from"} and "test_cost" not in plain.layout

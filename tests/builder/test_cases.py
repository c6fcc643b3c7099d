"""Articles and what becomes of them: cases/<name>/expected.html, errors/<name>/expected.txt. Nothing rewrites these files."""

from pathlib import Path

import pytest

from site_builder.directives import FOLDER as DIRECTIVES
from site_builder.directives import directives
from tests.builder.authoring import body_of, mistakes_of

HERE = Path(__file__).parent


def folders(name: str) -> list[Path]:
    return sorted((HERE / name).iterdir())


@pytest.mark.parametrize("folder", folders("cases"), ids=lambda folder: folder.name)
def test_an_article_becomes_this_page(folder: Path) -> None:
    assert body_of(folder / "input.md") + "\n" == (folder / "expected.html").read_text()


@pytest.mark.parametrize("folder", folders("errors"), ids=lambda folder: folder.name)
def test_every_mistake_is_told_with_its_place(folder: Path) -> None:
    assert mistakes_of(folder / "input.md") + "\n" == (folder / "expected.txt").read_text()


@pytest.mark.parametrize("name", directives())
def test_a_guide_has_an_example_that_builds(name: str, tmp_path: Path) -> None:
    lines = (DIRECTIVES / name / "guide.md").read_text().split("\n")
    start = next(number for number, line in enumerate(lines) if line.endswith("`markdown"))
    end = lines.index(lines[start].removesuffix("markdown"), start + 1)
    article = tmp_path / "article.md"
    article.write_text("---\ntitle: Example\n---\n" + "\n".join(lines[start + 1 : end]) + "\n")
    assert mistakes_of(article) == ""
    assert directives()[name].script is None or f"<synapse-{name}" in body_of(article)

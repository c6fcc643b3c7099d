"""What figures and their parts are called by those who hear a page."""

import re
from pathlib import Path

from site_builder.directives import directives
from tests.builder.authoring import body_of

NETWORK = """
:shape: 2-3-1
:inputs: 0 1
:targets: 1
"""


def names(folder: Path, text: str) -> list[str]:
    """The names of all figures and groups of an article, in its order."""
    article = folder / "article.md"
    article.write_text(f"---\ntitle: Names\n---\n{text}")
    marks = re.findall(r'<[^>]*(?:<figure|role="group")[^>]*>|<figure[^>]*>', body_of(article))
    return [name[1] for mark in marks if (name := re.search(r'aria-label="([^"]*)"', mark))]


def test_the_bold_words_that_a_caption_begins_with_name_its_figure(tmp_path: Path) -> None:
    text = f"::::{{network}} one{NETWORK}\n:::{{inputs}}\n:::\n\n**A first\n*network*.** It has **weights**.\n::::\n"
    assert names(tmp_path, text)[:2] == ["A first network", "Inputs"]


def test_other_figures_are_called_after_what_they_show(tmp_path: Path) -> None:
    network = f"::::{{network}} one{NETWORK}\n:::{{inputs}}\n:::\n\n**Now {{value}}`one.step`** and *this*.\n::::\n"
    found = names(tmp_path, network + ":::{controls} one\n:::\n")
    assert [name for name in found if "Choice" not in name and "Pace" not in name] == [
        "Network of 2 inputs, 3 hidden neurons and 1 output",
        "Inputs",
        "Controls",
        "Controls",
    ]


def test_a_network_that_may_get_other_neurons_is_not_called_after_them(tmp_path: Path) -> None:
    text = f'::::{{network}} one{NETWORK}\n:::{{controls}}\n:::\n::::\n\n{{do}}`one.change hidden=2 "Two"`\n'
    assert names(tmp_path, text)[0] == "Network"


def test_parts_of_which_a_page_has_several_are_told_apart(tmp_path: Path) -> None:
    network = "::::{{network}} {}{}\n:::{{inputs}}\n:::\n\n{}\n::::\n"
    text = "".join(network.format(name, NETWORK, caption) for name, caption in (("a", ""), ("b", ""), ("c", "**A third.**")))
    found = [name for name in names(tmp_path, text) if "Choice" not in name]
    several = "Network of 2 inputs, 3 hidden neurons and 1 output, {} of 2"
    assert found == [
        several.format(1),
        f"Inputs: {several.format(1)}",
        several.format(2),
        f"Inputs: {several.format(2)}",
        "A third",
        "Inputs: A third",
    ]


def test_every_directive_that_makes_a_figure_says_what_it_is_called() -> None:
    assert all(kind.called for kind in directives().values() if kind.argument == "network")

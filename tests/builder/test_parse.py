"""The parser takes any text at all, and points into the file when something is wrong with it."""

import re
from pathlib import Path

from hypothesis import example, given
from hypothesis import strategies as st

from site_builder.errors import Problems, Source
from site_builder.model import Article, FrontMatter
from site_builder.parse import Directive, Node, Text, parse, roles
from site_builder.render import check_links, write_article

PIECES = [
    ":::", "::::", "{network}", "{diagram} net", "```", "````", "~~~", "\n", "\n\n", "    ", "- ", "> ", ":shape: 3-2-3", "text",
    "{value}`net.cost`", "`code`", "``", "`", "\\", "{", "}", ":", "é🙂", "\t",
]  # fmt: skip
ARTICLE_PIECES = [
    ":::{network} net\n:shape: 2-1\n:targets: 1\n", "```{data} rows\n0 1 -> 1\n```\n", ":data: rows\n", ":rate: 1e300\n", "# ",
    "[a](b)", "![x](y.png)", "[^1]", "[^1]: note\n", "|a|b|\n|-|-|\n|1|2|\n", "<p>", "<b ", "*[A]: b\n", "{value}`net.cost:.2f`",
]  # fmt: skip


@given(st.lists(st.sampled_from(PIECES), max_size=40).map("".join) | st.text(max_size=80))
@example(":::{a}\n:x: 1\n```{b}\n:::")
@example("{value}``a`")
def test_any_text_is_parsed_and_every_problem_points_into_it(text: str) -> None:
    source, problems = Source("any.md", text), Problems()
    nodes = parse(source, problems)
    for node in every(nodes):
        if isinstance(node, Text):
            roles(node, source, problems)
    for problem in problems.found:
        place = problem.position
        assert 1 <= place.line <= len(source.lines)
        assert 1 <= place.column <= len(source.lines[place.line - 1]) + 1
        assert str(problem).startswith(f"any.md:{place.line}:{place.column}: ")


@given(st.lists(st.sampled_from([*PIECES, *ARTICLE_PIECES]), max_size=30).map("".join))
@example(":::{network} net\n:shape: 2-1\n:targets: 1\n:::\n{value}`net.cost:\n.2q`")
def test_any_article_is_written_or_its_mistakes_point_into_it(text: str) -> None:
    problems = Problems()
    source = Source("any.md", text)
    article = Article("any", FrontMatter(title="Any"), source, parse(source, problems), Path(), {})
    written = write_article(article, problems)
    check_links(written, {}, problems)
    for problem in problems.found:
        place = problem.position
        assert 1 <= place.line <= len(source.lines)
        assert 1 <= place.column <= len(source.lines[place.line - 1]) + 1
    assert problems.found or not re.search("[\ue000\ue001]", written.body)


@given(st.text(alphabet=st.characters(exclude_characters=":`~{}>\\", exclude_categories=["C", "Z"]), min_size=1, max_size=60))
def test_plain_text_stays_as_it_is(text: str) -> None:
    problems = Problems()
    (node,) = parse(Source("plain.md", text), problems)
    assert isinstance(node, Text)
    assert "\n".join(line.text for line in node.lines) == text
    assert problems.found == []


def test_positions_count_from_the_line_and_column_of_the_file() -> None:
    source, problems = Source("a.md", "one\n\n::::{network} net\n:shape: 3-2-3\n\n:::{diagram}\n:::\n::::\n"), Problems()
    _, network, _ = parse(source, problems)
    assert isinstance(network, Directive)
    assert str(network.position) == "a.md:3:6"
    assert str(network.argument_position) == "a.md:3:15"
    assert str(network.options[0].value_position) == "a.md:4:9"
    inner = [node for node in network.body if isinstance(node, Directive)]
    assert [(node.name, str(node.position)) for node in inner] == [("diagram", "a.md:6:5")]


def every(nodes: tuple[Node, ...]) -> list[Node]:
    return [each for node in nodes for each in (node, *(every(node.body) if isinstance(node, Directive) else ()))]

"""Finds the articles of a content folder: index.md is the home page, <slug>/article.md an article with its files beside it."""

import re
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

import yaml
from pydantic import ValidationError

from site_builder.errors import Position, Problems, Source
from site_builder.model import Article, FrontMatter
from site_builder.parse import parse

SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
PRIVATE = re.compile("[\ue000\ue001]")


def find_articles(content: Path, problems: Problems) -> tuple[Article | None, list[Article]]:
    """The home page, and the articles in the order of the home page."""
    home_path = content / "index.md"
    if not home_path.is_file():
        problems.add(Source(str(home_path), "").at(1), "there is no home page; write one here, with a title between --- lines")
    home = read_article(home_path, "", (), problems) if home_path.is_file() else None
    articles = []
    for path in sorted(content.glob("*/article.md")):
        if not SLUG.fullmatch(path.parent.name):
            message = f'the folder "{path.parent.name}" becomes an address: use small letters, digits and single hyphens'
            problems.add(Source(str(path), "").at(1), message)
        beside = [
            file for file in sorted(path.parent.rglob("*")) if file.is_file() and not file.name.startswith(".") and file != path
        ]
        article = read_article(path, path.parent.name, beside, problems)
        if article:
            articles.append(article)
    oldest = date.min
    articles.sort(key=lambda each: (each.matter.order, -(each.matter.date or oldest).toordinal(), each.slug))
    return home, articles


def read_article(path: Path, slug: str, beside: Sequence[Path], problems: Problems) -> Article | None:
    """One article; None, with the reason noted, when its file cannot be read at all."""
    try:
        text = path.read_bytes().decode("utf-8").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        problems.add(Source(str(path), "").at(1), f"this file is not UTF-8: byte {error.start} cannot be read")
        return None
    source = Source(str(path), text)
    if found := PRIVATE.search(text):
        line = text.count("\n", 0, found.start()) + 1
        problems.add(source.at(line), "the characters U+E000 and U+E001 are kept for the builder")
        return None
    matter, start = _front_matter(source, problems)
    nodes = parse(source, problems, start)
    files = {file.relative_to(path.parent).as_posix(): file for file in beside}
    unfit = FrontMatter.model_validate({"title": path.parent.name})  # stands in: the mistakes further down are told as well
    return Article(slug, matter or unfit, source, nodes, path.parent, files)


def _front_matter(source: Source, problems: Problems) -> tuple[FrontMatter | None, int]:
    """The front matter, and the line at which the article begins."""
    lines = source.lines
    if lines[0].strip() != "---":
        problems.add(source.at(1), "an article begins with its title between --- lines")
        return None, 1
    end = next((number for number, line in enumerate(lines[1:], 2) if line.strip() == "---"), None)
    if end is None:
        problems.add(source.at(1), "this front matter is never closed; end it with ---")
        return None, len(lines) + 1
    block = "\n".join(lines[1 : end - 1])
    try:
        tree, values = yaml.compose(block, yaml.SafeLoader), yaml.safe_load(block)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark
        place = source.at(mark.line + 2, mark.column + 1) if mark else source.at(1)
        problems.add(place, f"this front matter cannot be read: {error.problem}")
        return None, end + 1
    except (yaml.YAMLError, ValueError) as error:  # a character that YAML forbids; a date that no calendar has
        problems.add(source.at(1), f"this front matter cannot be read: {str(error).splitlines()[0]}")
        return None, end + 1
    if not isinstance(values, dict) or not isinstance(tree, yaml.MappingNode):
        problems.add(source.at(1), "front matter is a list of names and values, such as title: My article")
        return None, end + 1
    places: dict[str, Position] = {}
    for key, _ in tree.value:
        place = source.at(key.start_mark.line + 2, key.start_mark.column + 1)
        if places.setdefault(str(key.value), place) is not place:
            problems.add(place, f'front matter has "{key.value}" twice')
    return _checked(values, places, source.at(1), problems), end + 1


def _checked(values: dict[str, Any], places: dict[str, Position], top: Position, problems: Problems) -> FrontMatter | None:
    try:
        return FrontMatter.model_validate(values)
    except ValidationError as error:
        for each in error.errors():
            name = str(each["loc"][0])
            place = places.get(name, top)
            if each["type"] == "extra_forbidden":
                problems.add(place, f'front matter has no "{name}"', given=name, allowed=FrontMatter.model_fields)
            elif each["type"] == "missing":
                problems.add(place, f"the front matter needs a {name}")
            else:
                problems.add(place, f'the front matter\'s "{name}" is wrong: {each["msg"].lower()}')
        return None

"""From a content folder to a site, one stage after the other."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from site_builder.content import find_articles
from site_builder.directives import DirectiveType, directives
from site_builder.errors import Problems
from site_builder.markdown import Writer
from site_builder.model import Article, PageContext
from site_builder.package import package_file, package_folder, package_modules, package_stylesheet
from site_builder.picture import paint
from site_builder.publish import publish
from site_builder.render import (
    FONT,
    HERO,
    LAB,
    PICTURE,
    PICTURE_SHEET,
    PRINT_SHEET,
    SHEET,
    Assets,
    Written,
    check_links,
    render_not_found,
    render_page,
    write_article,
)
from site_builder.roles import RoleType, roles
from site_builder.runtime import runtime_files


@dataclass(frozen=True)
class Built:
    """A site in memory: {address: content}, and its articles."""

    files: dict[str, bytes]
    articles: tuple[Article, ...]


def build(content: Path, out: Path, drafts: bool = False) -> Built:
    """Build `content` into `out`. Raises BuildError with every mistake in the articles, and then `out` is as it was."""
    built = assemble(content, drafts)
    publish(built.files, out)
    return built


def assemble(content: Path, drafts: bool = False) -> Built:
    """The whole site in memory."""
    problems = Problems()
    home, found = find_articles(content, problems)
    articles = [article for article in found if drafts or not article.matter.draft]
    written = [write_article(article, problems) for article in ([home] if home else []) + articles]
    files, assets = _assets()
    files |= _beside(articles)
    pages = files | dict.fromkeys([_address(article) for article in ([home] if home else []) + articles], b"")
    for each in written:
        check_links(each, pages, problems)
    problems.raise_if_any()
    files |= _pages(written, articles, assets)
    return Built(files, tuple(articles))


def made_in(content: Path, slug: str, directive: str, name: str) -> Any:
    """What a directive of an article made for a command, under this name.

    Raises BuildError with the article's mistakes, and LookupError with a sentence where there is no such thing.
    """
    problems = Problems()
    _, articles = find_articles(content, problems)
    article = next((each for each in articles if each.slug == slug), None)
    if article is None:
        problems.raise_if_any()
        raise LookupError(f'there is no article "{slug}" in {content}; there are {", ".join(each.slug for each in articles)}')
    page = PageContext(article, problems)
    Writer(page).write(article.nodes)
    problems.raise_if_any()
    names = [known for kind, known in page.made if kind == directive]
    if name not in names:
        raise LookupError(f'the article "{slug}" has no {directive} of "{name}"; it has {", ".join(names) or "none"}')
    return page.made[directive, name]


def _pages(written: Sequence[Written], articles: Sequence[Article], assets: Assets) -> dict[str, bytes]:
    pictures = {each.article.slug: paint(each.sitter) if each.sitter else None for each in written}
    pages = {_address(each.article): render_page(each, articles, pictures, assets).encode() for each in written}
    return {**pages, "404.html": render_not_found(articles, assets).encode()}


def _assets() -> tuple[dict[str, bytes], Assets]:
    """The browser's side: modules, style sheets and Python itself."""
    kinds: list[DirectiveType | RoleType] = [*directives().values(), *roles().values()]
    modules = package_modules([LAB, PICTURE, HERO, *(kind.script for kind in kinds if kind.script)])
    files, sheets = modules.files, {}
    for path in [SHEET, PRINT_SHEET, PICTURE_SHEET, *(kind.sheet for kind in kinds if kind.sheet)]:
        packaged, sheets[path] = package_stylesheet(path)
        files |= packaged
    runtime, runtime_address = package_folder(runtime_files(), "runtime")
    return files | runtime, Assets(modules, sheets, package_file(FONT)[0], runtime_address, sum(map(len, runtime.values())))


def _beside(articles: Sequence[Article]) -> dict[str, bytes]:
    """Images, data and other files that stand beside the articles; not other texts in Markdown."""
    return {
        f"{article.slug}/{name}": path.read_bytes()
        for article in articles
        for name, path in article.files.items()
        if path.suffix != ".md"
    }


def _address(article: Article) -> str:
    return f"{article.slug}/index.html".lstrip("/")

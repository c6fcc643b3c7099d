"""Articles as whole pages.

page.html, home.html and not_found.html of the theme are given: `article` (its front matter as `article.matter`, its `slug`),
`body`, `toc` (Python-Markdown's heading tokens), `scripts`, `modules` (what the scripts import), `stylesheets`, `print_sheet` and
`font` (that of the text; all addresses are relative to the page), `root` (the way back to the site's root: "" or "../"),
`runtime` (the folder of the browser's Python), `runtime_bytes` (its size), `articles` (every article in the order of the home
page), `pictures` (of the articles and of the home page, by slug), and `state` (what the network of the home page's own picture
begins with in the browser).
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from html.parser import HTMLParser
from itertools import chain
from pathlib import Path, PurePosixPath
from posixpath import normpath
from urllib.parse import unquote, urlsplit

import jinja2

from site_builder.directives.network.directive import network_state
from site_builder.errors import Problems
from site_builder.markdown import Writer
from site_builder.model import Article, PageContext
from site_builder.package import Modules
from site_builder.picture import Picture, Sitter, sitter_of

THEME = Path(__file__).parent / "theme"
SHEET, PRINT_SHEET, FONT = THEME / "site.css", THEME / "print.css", THEME / "fonts" / "text.woff2"
PICTURE_SHEET = THEME / "picture.css"
LAB, PICTURE, HERO = (Path(__file__).parent / "browser" / name for name in ("lab.js", "picture.js", "hero.js"))


@dataclass(frozen=True)
class Assets:
    """Where the packaged files stand, from the site's root; `sheets` has by its path what a page links for a style sheet."""

    modules: Modules
    sheets: Mapping[Path, tuple[str, ...]]
    font: str
    runtime: str
    runtime_bytes: int

    def needs(self, scripts: Iterable[Path]) -> list[str]:
        """The modules that these import, each once, those first that others wait for; without these themselves."""
        own = {self.modules.address[path] for path in scripts}
        return [name for name in dict.fromkeys(chain(*(self.modules.needs[path] for path in scripts))) if name not in own]

    def links(self, sheets: Iterable[Path]) -> list[str]:
        """What a page links for these style sheets, each once."""
        return list(dict.fromkeys(chain(*(self.sheets[path] for path in sheets))))


@dataclass(frozen=True)
class Written:
    """An article's body, ready for its page, and what it uses."""

    article: Article
    body: str
    toc: Sequence[Mapping[str, object]]
    scripts: Sequence[Path]
    sheets: Sequence[Path]
    sitter: Sitter | None


def write_article(article: Article, problems: Problems) -> Written:
    page = PageContext(article, problems)
    writer = Writer(page)
    body = writer.write(article.nodes)
    scripts, sheets = [*([LAB] if page.shown else []), *sorted(page.scripts)], sorted(page.sheets)
    if not article.slug:
        scripts, sheets = [*scripts, PICTURE, HERO], [PICTURE_SHEET, *sheets]
    return Written(article, body, writer.toc, scripts, sheets, sitter_of(page))


def render_page(written: Written, articles: Sequence[Article], pictures: Mapping[str, Picture | None], assets: Assets) -> str:
    """A whole page: the home page for the article without a slug, otherwise an article's. `pictures` are theirs by slug."""
    root = "../" if written.article.slug else ""
    return _template("page.html" if written.article.slug else "home.html").render(
        article=written.article,
        body=written.body,
        toc=written.toc,
        scripts=[root + assets.modules.address[path] for path in written.scripts],
        modules=[root + path for path in assets.needs(written.scripts)],
        stylesheets=[root + path for path in assets.links([SHEET, *written.sheets])],
        print_sheet=root + assets.links([PRINT_SHEET])[0],
        font=root + assets.font,
        root=root,
        runtime=root + assets.runtime,
        runtime_bytes=assets.runtime_bytes,
        articles=articles,
        pictures=pictures,
        state=network_state(pictures[""].network) if not written.article.slug and pictures[""] else "",
    )


def render_not_found(articles: Sequence[Article], assets: Assets) -> str:
    """The page for an address that is not there, which may stand at any depth: its links begin at the site's root."""
    return _template("not_found.html").render(
        stylesheets=["/" + path for path in assets.links([SHEET])],
        print_sheet="/" + assets.links([PRINT_SHEET])[0],
        font="/" + assets.font,
        root="/",
        articles=articles,
        scripts=[],
        modules=[],
        runtime="",
        runtime_bytes=0,
    )


def check_links(written: Written, pages: Mapping[str, object], problems: Problems) -> None:
    """Every relative link and image leads to a page, a file beside the article, or a place on the page itself.

    Scripts and styles that a browser would refuse under the site's policy are mistakes too.
    """
    reader = _Links()
    reader.feed(written.body)
    article = written.article
    for forbidden in reader.forbidden:
        words = f"{forbidden} is forbidden by the site's security policy; use a class and a style sheet, or a directive"
        problems.add(article.source.find(forbidden.strip("<>")), words)
    for url in reader.urls:
        parts = urlsplit(url)
        if parts.scheme or parts.netloc:
            continue
        position = article.source.find(url)
        if not parts.path:
            if parts.fragment and unquote(parts.fragment) not in reader.ids:
                problems.add(
                    position, f'this page has no heading or place "#{parts.fragment}"', given=parts.fragment, allowed=reader.ids
                )
            continue
        target = normpath(PurePosixPath(article.slug, unquote(parts.path)).as_posix()).lstrip("/")
        target = "" if target == "." else target
        if target not in pages and f"{target}/index.html".lstrip("/") not in pages:
            problems.add(position, f'"{parts.path}" leads nowhere: there is no such page, and no such file beside the article')


class _Links(HTMLParser):
    """Collects addresses, ids, and what the site's policy forbids."""

    def __init__(self) -> None:
        super().__init__()
        self.urls: list[str] = []
        self.ids: list[str] = []
        self.forbidden: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "style" or (tag == "script" and ("type", "application/json") not in attrs):
            self.forbidden.append(f"<{tag}>")
        for name, value in attrs:
            if name == "style" or name.startswith("on"):
                self.forbidden.append(f"{name}=")
            if name in ("href", "src") and value:
                self.urls.append(value)
            if name == "id" and value:
                self.ids.append(value)


def _template(name: str) -> jinja2.Template:
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(THEME),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    return environment.get_template(name)

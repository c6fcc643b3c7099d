"""`{cite}`: a reference to an entry of references.yaml; those that are cited are listed at the end of the page."""

import re

from markupsafe import Markup

from site_builder.model import Citation, PageContext
from site_builder.references import NAME, Listed, read_references
from site_builder.roles import RoleType, RoleUse


def render(use: RoleUse) -> str:
    """`rumelhart1986` as `(Rumelhart et al., 1986)`; several keys stand between commas."""
    page = use.page
    if page.references is None:
        page.references = read_references(page.article.files, page.problems)
    links = []
    for found in re.finditer(r"[^,\s][^,]*?(?=\s*(?:,|$))", use.content):
        listed = page.references.get(found[0])
        if listed is None:
            _unknown(use, found[0], found.start())
            continue
        place = page.unique(f"cite-{found[0]}")
        page.cited.setdefault(found[0], []).append(Citation(place, use.at(0)))
        link = Markup('<a class="cite" id="{}" href="#reference-{}">{},&nbsp;{}</a>')
        links.append(link.format(place, found[0], listed.entry.short, listed.year))
    if not use.content.strip():
        use.problem("name the entry that is cited, such as {cite}`rumelhart1986`")
    return Markup("({})").format(Markup("; ").join(links)) if links else ""


def _unknown(use: RoleUse, key: str, offset: int) -> None:
    if NAME in use.page.article.files:
        use.problem(f'{NAME} has no entry "{key}"', offset, given=key, allowed=use.page.references or ())
    else:
        use.problem(f'to cite "{key}", write a {NAME} beside the article', offset)


def finish(page: PageContext) -> str:
    """The entries that were cited, in the order of their authors, each with the way back to where it is cited."""
    if not page.cited or not page.references:
        return ""
    listed = sorted((page.references[key] for key in page.cited), key=lambda each: (*each.entry.families, each.year))
    entries = Markup("\n").join(_entry(each, page.cited[each.entry.key]) for each in listed)
    section = (
        '\n<section class="references" aria-labelledby="bibliography">\n<h2 id="bibliography">References</h2>\n'
        "<ul>\n{}\n</ul>\n</section>\n"
    )
    return Markup(section).format(entries)


def _entry(listed: Listed, citations: list[Citation]) -> Markup:
    entry = listed.entry
    title = Markup('<a href="{}">{}</a>').format(entry.url, entry.title) if entry.url else Markup("{}").format(entry.title)
    stop = "" if entry.title.endswith(("?", "!", ".")) else "."
    where = Markup(" {}.").format(entry.where.rstrip(".")) if entry.where else ""
    places = sorted(citations, key=lambda each: (each.position.line, each.position.column))
    several = len(places) > 1
    back = Markup(" ").join(_back(each.id, f" {number}" if several else "") for number, each in enumerate(places, 1))
    words = '<li id="reference-{}">{} ({}). <cite>{}</cite>{}{} {}</li>'
    return Markup(words).format(entry.key, entry.names, listed.year, title, stop, where, back)


def _back(place: str, number: str) -> Markup:
    words = '<a class="footnote-backref" href="#{}" aria-label="Back to citation{}">↩</a>'
    return Markup(words).format(place, number)


ROLE = RoleType(name="cite", summary="A reference, such as {cite}`rumelhart1986`.", render=render, finish=finish)

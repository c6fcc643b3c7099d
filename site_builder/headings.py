"""Headings with a link to themselves, which is no part of their name and no stop on the way of the Tab key."""

from xml.etree import ElementTree

from markdown.extensions.toc import TocExtension, TocTreeprocessor


class _Headings(TocTreeprocessor):
    def add_permalink(self, c: ElementTree.Element, elem_id: str) -> None:
        """Name the heading by its own words alone, and put the link after them. No slug has a full stop, so the id is free."""
        words = ElementTree.Element("span", {"id": f"{elem_id}.name"})
        words.text, c.text = c.text, None
        words.extend(c)
        for child in list(c):
            c.remove(child)
        link = ElementTree.Element(
            "a", {"class": "headerlink", "href": f"#{elem_id}", "aria-label": "Link to this section", "tabindex": "-1"}
        )
        link.text = str(self.use_permalinks)
        c.set("aria-labelledby", f"{elem_id}.name")
        c.extend([words, link])


class Headings(TocExtension):
    """Python-Markdown's table of contents, with such headings where `permalink` is the text of their links."""

    TreeProcessorClass = _Headings

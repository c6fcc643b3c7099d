"""`columns`: parts of an article or of a figure side by side, where there is room for it."""

from typing import Annotated

from markupsafe import Markup
from pydantic import Field

from site_builder.directives import DirectiveOptions, DirectiveType, Use
from site_builder.directives.options import SPLIT
from site_builder.parse import divided


class Options(DirectiveOptions):
    widths: Annotated[tuple[Annotated[int, Field(ge=1, le=6)], ...], SPLIT] = Field(
        (), description="The columns' shares of the width, from 1 to 6, such as `3 2`; the same for all where they are left out."
    )


def render(use: Use) -> str:
    count, widths = len(use.parts), use.options.widths
    if count < 2 or not all(divided(use.node.body)):
        use.problem("columns are divided by a line of three hyphens, with something on either side of it")
        return ""
    if widths and len(widths) != count:
        use.problem(f"{len(widths)} widths for {count} columns", use.at("widths"))
        return ""
    column = Markup('<div class="column" data-width="{}">\n{}\n</div>\n')
    columns = [column.format(width, part) for width, part in zip(widths or (1,) * count, use.parts, strict=True)]
    return Markup('<div class="columns">\n{}</div>').format(Markup().join(columns))


DIRECTIVE = DirectiveType(
    name="columns",
    summary="Parts of an article or of a figure side by side, where there is room for it.",
    options=Options,
    argument="none",
    body="parts",
    render=render,
)

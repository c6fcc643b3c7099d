"""`{note}`: words beside the text, in the margin where there is room for them, behind a small number where there is not."""

import re

import markdown
from markupsafe import Markup

from site_builder.roles import RoleType, RoleUse

ROLE_INSIDE = re.compile(r"\{([A-Za-z][\w-]*)\}(?:`|$)")  # written with single backticks, the note ends where that role begins
SENTENCE = re.compile(r"<p>((?:(?!</?p>).)*)</p>", re.DOTALL)
WORDS = (
    '<span class="note-words" id="{}" role="note" aria-label="Note {}" popover>'
    '<span class="note-number" aria-hidden="true">{} </span>{}</span>'
)


def render(use: RoleUse) -> str:
    """`some *words*`: a number in the sentence and the words that it stands for, which may hold emphasis, links and code."""
    inner = ROLE_INSIDE.search(use.content)
    if inner:
        use.problem(f"a note holds words and links; {inner[1]} cannot stand inside it", inner.start())
        return ""
    found = SENTENCE.fullmatch(markdown.markdown(use.content.strip(), extensions=["smarty"], output_format="html"))
    if not found:
        use.problem("a note is a sentence or two, without headings, lists or quotations")
        return ""
    use.page.notes += 1
    number = use.page.notes
    name = f"note-{number}"
    mark = Markup('<button type="button" class="note-mark" popovertarget="{}" aria-label="Note {}">{}</button>')
    sign = Markup('<sup class="note-sign" aria-hidden="true">{}</sup>').format(number)
    words = Markup(WORDS).format(name, number, number, Markup(found[1]))
    return Markup('<span class="note">{}{}{}</span>').format(mark.format(name, number, number), sign, words)


ROLE = RoleType(name="note", summary="Words beside the text, such as {note}`The *simplest* choice.`", render=render)

"""Formulas: LaTeX in an article, MathML Core in its page, which every browser sets by itself."""

import re

from markupsafe import Markup
from math_core import LatexError, LatexToMathML

AT = re.compile(r"(?s)(\d+): (.*)")
STYLE = re.compile(r' style="([^"]*)"')
PRIMED = re.compile(r"<msup>(<mi[^>]*>[^<]*</mi>)<mo>([′″‴])</mo></msup>")
CLASSES = {
    "text-align:left": "to-left",
    "text-align:right": "to-right",
    "justify-items:start": "",  # part of the classes above
    "justify-items:end": "",
    "padding-left:0": "close-left",
    "padding-right:0": "close-right",
    "padding-left:1em": "apart",
    "padding-right:0.1667em": "thin-space",  # after a bracket that stretches, raised to a power
    "border-right:0.05em solid currentcolor": "line-right",
    "border-top:0.05em solid currentcolor": "line-top",
}
REASONS = {
    "color": "leave colours to the style sheet",
    "width": "write aligned in place of align; the math directive's label gives the number",
}


class FormulaError(ValueError):
    """A formula that cannot be set; `offset` is the place in it of what is wrong."""

    def __init__(self, message: str, offset: int = 0) -> None:
        super().__init__(message)
        self.offset = offset


def mathml(latex: str, display: bool = False) -> Markup:
    """The formula as a <math> element, without any style of its own. Raises FormulaError."""
    if not latex.strip():
        raise FormulaError("this formula is empty")
    try:
        written = LatexToMathML(fancy_error=False).convert_with_local_state(latex, displaystyle=display)
    except LatexError as error:
        found = AT.fullmatch(str(error))
        message, offset = (found[2], int(found[1])) if found else (str(error), 0)
        raise FormulaError(_plainly(message), min(offset, len(latex) - 1)) from None
    if "<menclose" in written:
        raise FormulaError("MathML Core has no frames and no crossed-out terms; leave this command out")
    return Markup(PRIMED.sub(_beside, STYLE.sub(_as_class, written)))


def _beside(found: re.Match[str]) -> str:
    """A prime stands beside its letter: the font's own is raised already, and raised twice it would fly off."""
    return f'<mrow>{found[1]}<mo lspace="0" rspace="0">{found[2]}</mo></mrow>'


def _as_class(found: re.Match[str]) -> str:
    """The site's policy forbids styles in the page: a class for each, from math.css."""
    names = []
    for declaration in filter(None, found[1].split(";")):
        name, _, value = (part.strip() for part in declaration.partition(":"))
        if f"{name}:{value}" not in CLASSES:
            raise FormulaError(REASONS.get(name, f"a formula cannot set its own {name}"))
        names.append(CLASSES[f"{name}:{value}"])
    return f' class="{" ".join(filter(None, names))}"'


def _plainly(message: str) -> str:
    """The converter's message as the others read: `there is no command "\\foo"`."""
    unknown = re.fullmatch(r"Unknown (\w+) (.*)\.", message)
    if unknown:
        return f"there is no {unknown[1]} {unknown[2]} that every browser can show".replace("\\\\", "\\")
    return f"this formula cannot be read: {message[:1].lower()}{message[1:].rstrip('.')}"

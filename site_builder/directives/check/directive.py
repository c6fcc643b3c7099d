"""`check`: claims about an article's numbers, tried at every build, so that its prose cannot drift from its networks."""

import math
import re
from collections.abc import Callable, Iterable

from engine.session import SessionError
from site_builder.directives import DirectiveOptions, DirectiveType, Use
from site_builder.errors import Position
from site_builder.quantities import read_quantity

CLAIM = re.compile(
    r"(?:after\s+(?P<count>[\d,]+)\s+(?P<unit>cycles?|steps?)\s+)?(?P<quantity>.+?)\s*(?P<sign><=|>=|<|>|=)\s*(?P<number>.+)"
)
NUMBER = re.compile(r"(?P<digits>[-−]?(?:\d[\d,]*)?(?:\.(?P<decimals>\d+))?(?:e-?\d+)?)(?P<percent>\s*%)?")
SIGNS: dict[str, Callable[[float, float], bool]] = {
    "<": lambda found, said: found < said,
    "<=": lambda found, said: found <= said,
    ">": lambda found, said: found > said,
    ">=": lambda found, said: found >= said,
}


class Options(DirectiveOptions):
    pass


def declare(use: Use) -> None:
    """Try every claim, whether or not anything of the article is shown."""
    claims = [line for line in use.node.raw or () if line.text.strip() and not line.text.strip().startswith("#")]
    if use.node.raw is not None and not claims:
        use.problem("this check claims nothing; write a line such as: after 100 cycles xor.error < 5%")
    for line in claims:
        indent = len(line.text) - len(line.text.lstrip())
        _try(use, line.text.strip(), use.position.source.at(line.number, line.column + indent))


def _try(use: Use, claim: str, start: Position) -> None:
    def place(offset: int) -> Position:
        return start.source.at(start.line, start.column + offset)

    found = CLAIM.fullmatch(claim)
    number = NUMBER.fullmatch(found["number"].strip()) if found else None
    if not found or not number or not number["digits"].strip("-−"):
        use.problem("a claim is a quantity, one of < <= > >= = and a number, such as: after 100 cycles xor.error < 5%", place(0))
        return
    begins = found.start("quantity")

    def note(message: str, offset: int, given: str | None, allowed: Iterable[str]) -> None:
        use.problem(message, place(begins + offset), given=given, allowed=allowed)

    after = f" after {found['count']} {found['unit']}" if found["count"] else ""
    quantity = read_quantity(use.page, found["quantity"] + after, note)
    if quantity is None:
        return
    try:
        value = quantity.value()
    except SessionError as error:
        use.problem(f"this training cannot be gone through: {error}", place(0))
        return
    if not _holds(value, found["sign"], number):
        share = f"{value * 100:.6g}%" if number["percent"] else f"{value:.8g}"
        use.problem(f"this does not hold: {found['quantity']} is {share}", place(0))


def _holds(value: float, sign: str, number: re.Match[str]) -> bool:
    """`=` holds for a value that reads as the number does, with as many decimals; a whole number means itself and no other."""
    said = float(number["digits"].replace(",", "").replace("−", "-"))
    found = value * 100 if number["percent"] else value
    if sign == "=" and number["digits"].strip("-−").replace(",", "").isdigit():
        return math.isclose(found, said, rel_tol=1e-9, abs_tol=1e-9)
    if sign == "=":
        exponent = re.search(r"e(-?\d+)", number["digits"])
        place = (int(exponent[1]) if exponent else 0) - len(number["decimals"] or "")
        return abs(found - said) <= 0.5 * 10.0**place * (1 + 1e-9) and math.isfinite(found)
    return SIGNS[sign](found, said)


DIRECTIVE = DirectiveType(
    name="check",
    summary="Claims about the article's numbers, tried at every build; a false one is a mistake.",
    options=Options,
    argument="none",
    body="raw",
    declare=declare,
    render=lambda use: "",
    order=50,
)

"""The roles: what stands inside a sentence. One `<name>.py` each, found by looking, which holds a ROLE.

Beside it stand, as it needs them, `<name>.js`, a module that pages with the role load, and `<name>.css`, their style sheet.
"""

import importlib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from site_builder.errors import Position
from site_builder.files import existing
from site_builder.model import NetworkModel, PageContext
from site_builder.parse import Role
from site_builder.quantities import Quantity, read_quantity

FOLDER = Path(__file__).parent


@dataclass(frozen=True)
class RoleUse:
    """One role in one article. `content` is what stands between its backticks."""

    role: Role
    page: PageContext

    @property
    def content(self) -> str:
        return self.role.content

    def at(self, offset: int) -> Position:
        """The place of a character of `content`."""
        return self.role.at(offset)

    def problem(self, message: str, offset: int = 0, *, given: str | None = None, allowed: Iterable[str] = ()) -> None:
        self.page.problems.add(self.at(offset), message, given=given, allowed=allowed)

    def network(self, name: str, offset: int = 0) -> NetworkModel | None:
        """The network of this name; None, with the mistake noted, where there is none."""
        found = self.page.networks.get(name)
        if found is None and (name not in self.page.declared or name in self.page.data):
            self.problem(f'this page has no network "{name}"', offset, given=name, allowed=self.page.networks)
        self.page.shown.add(name)
        return found

    def quantity(self, text: str, offset: int = 0) -> Quantity | None:
        """The quantity that `text`, at this offset of the content, names; None, with the mistake noted, where there is none."""

        def note(message: str, inside: int, given: str | None, allowed: Iterable[str]) -> None:
            self.problem(message, offset + inside, given=given, allowed=allowed)

        found = read_quantity(self.page, text, note)
        self.page.shown |= {found.network.name} if found else set()
        return found


@dataclass(frozen=True)
class RoleType:
    """One kind of role; `render` gives its HTML, or "" once it has noted a mistake.

    `finish`, once all of the article is rendered, gives what then stands at the end of the page.
    """

    name: str
    summary: str
    render: Callable[[RoleUse], str]
    finish: Callable[[PageContext], str] | None = None

    @property
    def script(self) -> Path | None:
        return existing(FOLDER / f"{self.name}.js")

    @property
    def sheet(self) -> Path | None:
        return existing(FOLDER / f"{self.name}.css")


@cache
def roles() -> Mapping[str, RoleType]:
    """Every role by name."""
    found = {}
    for path in sorted(FOLDER.glob("[a-z]*.py")):
        kind: RoleType = importlib.import_module(f"{__name__}.{path.stem}").ROLE
        found[kind.name] = kind
    return found

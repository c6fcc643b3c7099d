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

    def quantity(self, text: str, offset: int = 0) -> tuple[NetworkModel, str] | None:
        """The network and the path that `network.path` names; None, with the mistake noted, where there is none."""
        name, _, path = text.partition(".")
        network = self.page.networks.get(name)
        if network and not path:
            self.problem(f'name a quantity of the network, such as "{name}.cost"', offset + len(name))
            return None
        if network is None:
            if name in self.page.declared and name not in self.page.data:
                return None
            self.problem(f'this page has no network "{name}"', offset, given=name, allowed=self.page.networks)
            return None
        try:
            network.value(path)
        except KeyError as error:
            names = sorted({key.split("[")[0] for key in network.layout})
            base = path.split("[")[0]
            if base in names:
                self.problem(str(error.args[0]), offset + len(name) + 1)
            else:
                message = f'network "{name}" has no quantity "{base}"'
                self.problem(message, offset + len(name) + 1, given=base, allowed=names)
            return None
        return network, path


@dataclass(frozen=True)
class RoleType:
    """One kind of role; `render` gives its HTML, or "" once it has noted a mistake."""

    name: str
    summary: str
    render: Callable[[RoleUse], str]

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

"""What the style sheets keep to, so that a number can change without the page being styled anew."""

import re
from pathlib import Path

import pytest

import site_builder

SHEETS = sorted(Path(site_builder.__file__).parent.rglob("*.css"))
HAS = re.compile(r":has\((?:[^()]|\((?:[^()]|\([^()]*\))*\))*\)")


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: f"{sheet.parent.name}-{sheet.stem}")
def test_has_is_about_the_element_that_is_styled(sheet: Path) -> None:
    """In `a:has(b) c` any change within any `a` lets Chromium style every `c` of the page anew, in `c:has(b)` only that one."""
    text = re.sub(r"/\*.*?\*/", "", sheet.read_text(), flags=re.DOTALL)
    for selector in re.findall(r"[^{}]*:has\([^{}]*", text):
        for single in HAS.sub("\0", selector).split(","):
            assert not re.search(r"\0[^\s>+~]*[\s>+~]+\S", single), selector.strip()

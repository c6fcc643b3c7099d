"""The colours of the theme are strong enough for those who see less of them (WCAG 1.4.3, 1.4.11), in both schemes, on paper."""

import re
from pathlib import Path

import pytest

import site_builder

THEME = Path(site_builder.__file__).parent / "theme"
TEXT, MARK = 4.5, 3.0
Colour = tuple[float, float, float]
SURFACES = ("paper", "surface", "wash")


def tokens(sheet: str, start: str) -> dict[str, str]:
    """The colours that a block of a sheet names, by name; the block is the first after `start`."""
    text = (THEME / sheet).read_text()
    block = text[text.index(start) :].split("{", start.count("{") + 1)[-1].split("}")[0]
    return dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6});", block))


LIGHT = tokens("site.css", ":root")
DARK = LIGHT | tokens("site.css", "(prefers-color-scheme: dark) {")
PAPER = LIGHT | tokens("print.css", ":root")
SCHEMES = {"light": LIGHT, "dark": DARK, "paper": PAPER}
STAGE = tokens("stage.css", ".stage") | {"middle": "#1a2130"}  # the lighter end of its ground
STAGE_ON_PAPER = STAGE | tokens("stage.css", "@media print {") | {"middle": "#ffffff"}
STAGES = {"stage": STAGE, "stage on paper": STAGE_ON_PAPER}


def rgb(text: str) -> Colour:
    red, green, blue = (int(text[place : place + 2], 16) / 255 for place in (1, 3, 5))
    return red, green, blue


def mixed(colour: Colour, share: float, other: Colour) -> Colour:
    """As `color-mix(in srgb, colour share, other)`."""
    red, green, blue = (share * one + (1 - share) * two for one, two in zip(colour, other, strict=True))
    return red, green, blue


def luminance(colour: Colour) -> float:
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: Colour, other: Colour) -> float:
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def weaker(found: dict[str, float], least: float) -> dict[str, float]:
    return {name: value for name, value in found.items() if value < least}


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("name", ["ink", "muted", "accent", "positive-text", "negative-text"])
def test_text_is_read_on_every_surface(scheme: str, name: str) -> None:
    of = SCHEMES[scheme]
    assert weaker({surface: contrast(rgb(of[name]), rgb(of[surface])) for surface in SURFACES}, TEXT) == {}


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("name", ["positive", "negative", "edge", "accent"])
def test_marks_lines_and_the_focus_are_seen_on_every_surface(scheme: str, name: str) -> None:
    of = SCHEMES[scheme]
    assert weaker({surface: contrast(rgb(of[name]), rgb(of[surface])) for surface in SURFACES}, MARK) == {}


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_what_is_lit_is_still_read(scheme: str) -> None:
    of = {name: rgb(text) for name, text in SCHEMES[scheme].items()}
    lit, active, wrong = (
        mixed(of[name], share, of["surface"]) for name, share in (("neuron", 0.35), ("neuron", 0.16), ("positive", 0.14))
    )
    phrase = mixed(of["accent"], 0.28, of["paper"])
    found = {"a lit cell": contrast(of["ink"], lit), "a pressed phrase": contrast(of["ink"], phrase)}
    found |= {f"{name} in a step": contrast(of[name], active) for name in ("ink", "muted", "positive-text", "negative-text")}
    found |= {"the number of a wrong line": contrast(of["positive-text"], wrong)}
    assert weaker(found, TEXT) == {}


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_edges_of_phrases_and_living_cells_are_seen(scheme: str) -> None:
    of = {name: rgb(text) for name, text in SCHEMES[scheme].items()}
    heart = of["neuron"] if scheme == "light" else mixed(of["neuron"], 0.55, (0, 0, 0))
    found = {
        "the edge of a phrase": contrast(mixed(of["accent"], 0.72, of["paper"]), of["paper"]),
        "a cell": contrast(of["ink"], of["wash"]),
        "the heart of a cell just born": contrast(heart, of["ink"]),
        "a cell just died": contrast(of["edge"], of["wash"]),
    }
    assert weaker(found, MARK) == {}


@pytest.mark.parametrize("stage", STAGES)
def test_the_stage_is_read_and_its_marks_are_seen(stage: str) -> None:
    of = {name: rgb(text) for name, text in STAGES[stage].items()}
    grounds = ("ground", "middle")
    assert (
        weaker(
            {f"{name} on {each}": contrast(of[name], of[each]) for name in ("words", "quiet", "dim") for each in grounds}, TEXT
        )
        == {}
    )
    marks = ("warm", "cool", "control", "accent")
    assert weaker({f"{name} on {each}": contrast(of[name], of[each]) for name in marks for each in grounds}, MARK) == {}
    assert contrast(of["words"], of["line"]) >= TEXT  # letters of a button and of the example on show

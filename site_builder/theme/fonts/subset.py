"""Cuts Source Serif 4 down to what an English article with some mathematics needs.

    npm install --no-save @fontsource/source-serif-4@5
    pip install fonttools brotli
    python site_builder/theme/fonts/subset.py node_modules/@fontsource/source-serif-4/files

writes the four fonts beside this file, 33 kB in all. Their licence (OFL.txt) reserves the original's name for the original, so
these carry none of their own; the style sheet calls the family Synapse Serif.
"""

import sys
from pathlib import Path

from fontTools.subset import Options, Subsetter, load_font, save_font

HERE = Path(__file__).parent
LETTERS = "".join(map(chr, range(0x20, 0x7F)))
MARKS = "\u00a0‘’“”–—…·×−"
TEXT = LETTERS + MARKS + "©°±²½ßäçèéöü′↑↓"
EMPHASIS = LETTERS.translate({ord(each): None for each in '"#$%&*@\\^`{|}~<>_[]'}) + "\u00a0é×–—’“”−"
GREEK = "ΔΣαβγδεηθλμπσφ"
CUTS = {
    "latin-400-normal": ("text", TEXT),
    "latin-400-italic": ("italic", EMPHASIS),
    "latin-600-normal": ("bold", EMPHASIS + "%"),
    "greek-400-italic": ("greek", GREEK),
}


def cut(source: Path, target: Path, characters: str) -> None:
    """Write the characters of one font, with kerning and both kinds of figures, and nothing else."""
    options = Options(flavor="woff2", hinting=False, desubroutinize=True, layout_features=["kern", "pnum", "tnum"], name_IDs=[0, 13, 14])
    font = load_font(str(source), options)
    subsetter = Subsetter(options)
    subsetter.populate(text=characters)
    subsetter.subset(font)
    save_font(font, str(target), options)


def main(folder: Path) -> None:
    for name, (role, characters) in CUTS.items():
        cut(folder / f"source-serif-4-{name}.woff2", HERE / f"{role}.woff2", characters)


if __name__ == "__main__":
    main(Path(sys.argv[1]))

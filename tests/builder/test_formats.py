"""Numbers read the same whether Python wrote them at build or JavaScript at a repaint."""

import json
import re
import shutil
import subprocess
from pathlib import Path
from random import Random

import pytest

from site_builder.formats import format_number
from tests.builder.authoring import body_of

ROOT = Path(__file__).parents[2]
SPECS = [
    ".0f",
    ".1f",
    ".2f",
    ".4f",
    ".6f",
    "f",
    ".0%",
    ".1%",
    ".2%",
    "%",
    ".1g",
    ".3g",
    ".4g",
    "g",
    ".2e",
    "e",
    "d",
    "+.2f",
    ",.0f",
    ",d",
    "+,.1f",
]
VALUES = [
    0.0, -0.0, 1.0, -1.0, 0.5, 1.5, 2.5, -2.5, 0.125, 0.375, -0.625, 1e-7, -1e-7, 123456.789, 1234567.0, 0.1, 0.3, 1 / 3, 2 / 3,
    0.99995, 9.9995, 99.5, 0.00012345, 12345678.9, 5e-324, 1e15, 0.045, 1.005, 8.345, -0.00004,
]  # fmt: skip


def test_some_numbers_in_words() -> None:
    assert format_number(-0.5, ".2f") == "−0.50"
    assert format_number(0.0047, ".2%") == "0.47%"
    assert format_number(60000.0, ",d") == "60,000"
    assert format_number(float("nan"), ".2f") == "–"
    assert [format_number(-0.00004, spec) for spec in (".4f", "+.4f", ".1%", "d")] == ["0.0000", "+0.0000", "0.0%", "0"]
    assert [format_number(-0.0, spec) for spec in ("f", ".3g", ".2e")] == ["0.000000", "0", "0.00e+00"]
    assert [format_number(-0.00006, spec) for spec in (".4f", ".3g", ".0e")] == ["−0.0001", "−6e-05", "−6e-05"]
    with pytest.raises(ValueError, match="a format is"):
        format_number(1.0, ".2q")


def test_javascript_agrees_on_every_number() -> None:
    random = Random(1)
    values = VALUES + [random.uniform(-1, 1) * 10 ** random.randint(-6, 6) for _ in range(200)]
    pairs = [(value, spec) for value in values for spec in SPECS]
    module = (ROOT / "site_builder/browser/format.js").as_uri()
    program = f"""
        import {{ readFileSync }} from "node:fs";
        const module = readFileSync(new URL("{module}")).toString("base64");
        const {{ formatNumber }} = await import("data:text/javascript;base64," + module);
        const pairs = JSON.parse(readFileSync(0, "utf8"));
        console.log(JSON.stringify(pairs.map(([value, spec]) => formatNumber(value, spec))));
    """
    command = [shutil.which("node") or "node", "--input-type=module", "-e", program]
    done = subprocess.run(command, input=json.dumps(pairs), capture_output=True, text=True, check=True)
    differences = [
        (value, spec, format_number(value, spec), there)
        for (value, spec), there in zip(pairs, json.loads(done.stdout), strict=True)
        if format_number(value, spec) != there
    ]
    assert differences == []


def test_an_answer_that_rounds_to_zero_is_written_without_a_sign(tmp_path: Path) -> None:
    article = tmp_path / "article.md"
    (tmp_path / "small.json").write_text('{"weights": [[[-0.001]]], "biases": [[0]]}')
    options = ":shape: 1-1\n:activation: linear\n:weights: small.json\n:inputs: 1\n:targets: 0\n"
    network = f"::::{{network}} net\n{options}\n:::{{ask}}\n:::\n::::\n"
    article.write_text(f"---\ntitle: T\n---\n{network}")
    body = body_of(article)
    assert "0.00</output>" in body and not re.search("[-−]0\\.00<", body)

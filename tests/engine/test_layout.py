"""Names of whole families of numbers."""

import pytest

from engine.layout import locate, make_layout, places

LAYOUT = make_layout((3, 4, 1), True, "squared-error")


def test_a_whole_family_a_matrix_a_row_a_column_and_one_number() -> None:
    assert len(places(LAYOUT, "weights")) == 16
    assert len(places(LAYOUT, "weights[1]")) == 12
    assert places(LAYOUT, "weights[1][2]") == [locate(LAYOUT, f"weights[1][2][{j}]") for j in range(3)]
    assert places(LAYOUT, "weights[1][*][2]") == [locate(LAYOUT, f"weights[1][{i}][2]") for i in range(4)]
    assert places(LAYOUT, "cost") == [locate(LAYOUT, "cost")]
    assert places(LAYOUT, "outputs") == places(LAYOUT, "activations[2]")


@pytest.mark.parametrize("pattern", ["wieghts", "weights[3]", "weights[1][*][3]", "weights[1][0][0][0]", "weights[", ""])
def test_a_pattern_that_names_nothing_is_an_error(pattern: str) -> None:
    with pytest.raises(KeyError):
        places(LAYOUT, pattern)

"""A column as an error names it: by its header, else by its place in the file, counted from 1."""

import pytest

from registry.validation.rules.validate import Sheet, shown_name


@pytest.mark.parametrize(
    ("places", "place", "name"),
    [
        ((), 0, "maand"),
        ((), 1, "kolom 2"),
        ((), 2, "kolom 3"),
        ((2, 5, 7), 1, "kolom 5"),
        ((2, 5, 7), 2, "kolom 7"),
    ],
)
def test_a_column_without_a_name_has_its_place(
    places: tuple[int, ...], place: int, name: str
) -> None:
    sheet = Sheet((" maand ", "", "  "), (), places=places)
    assert shown_name(sheet, place) == name

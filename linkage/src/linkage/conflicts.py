"""Conflicts between two claims that forbid an automatic link, however well the rest agrees."""

from typing import Final

from linkage.belgian_numbers import is_valid_number
from linkage.claim import Features
from linkage.schema import Comparison

OTHER_NUMBER: Final = "ander_rijksregisternummer"
"""Two valid national numbers that differ."""
OTHER_PERSON: Final = "naam_en_geboortedatum_anders"
"""Another family name, given name and birth date."""
OTHER_SEX: Final = "geslacht_en_geboortedatum_anders"
"""Another sex and birth date."""


def conflict(one: Features, other: Features, compared: list[Comparison]) -> str | None:
    """The code of a conflict, or None; ``compared`` is the comparison of the two."""
    mine, theirs = one[4], other[4]
    if mine and theirs and mine != theirs and is_valid_number(mine) and is_valid_number(theirs):
        return OTHER_NUMBER
    names_differ, birth_differs, sex_differs = 0, False, False
    for field, level, _ in compared:
        if level == "different":
            birth_differs = birth_differs or field == "birth"
            sex_differs = sex_differs or field == "sex"
            names_differ += field in ("family", "given")
    if birth_differs and names_differ == 2:
        return OTHER_PERSON
    return OTHER_SEX if birth_differs and sex_differs else None

"""Conflicts between two claims that forbid an automatic link, however well the rest agrees."""

from collections.abc import Sequence

from linkage.claim import Features, is_valid_number
from linkage.comparison_levels import Comparison, compare

OTHER_NUMBER = "ander_rijksregisternummer"
"""Two valid national numbers that differ."""
OTHER_PERSON = "naam_en_geboortedatum_anders"
"""Another family name, given name and birth date."""
OTHER_SEX = "geslacht_en_geboortedatum_anders"
"""Another sex and birth date."""

_DIFFERENT = {field: (field, "different", "") for field in ("birth", "family", "given", "sex")}


def conflict(
    one: Features, other: Features, compared: Sequence[Comparison] | None = None
) -> str | None:
    """The code of a conflict, or None. ``compared`` saves comparing once more."""
    mine, theirs = one.number, other.number
    if mine and theirs and mine != theirs and is_valid_number(mine) and is_valid_number(theirs):
        return OTHER_NUMBER
    levels = compare(one, other) if compared is None else compared
    if _DIFFERENT["birth"] in levels:
        if _DIFFERENT["family"] in levels and _DIFFERENT["given"] in levels:
            return OTHER_PERSON
        if _DIFFERENT["sex"] in levels:
            return OTHER_SEX
    return None

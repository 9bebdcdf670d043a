"""The code that somebody probably meant: by other words for it, or by a slip of the pen."""

import difflib
from collections.abc import Mapping

from registry.minimum_format.rules import codes
from registry.minimum_format.rules.codes import CodeList, fold

CLOSE = 0.8
"""Likeness, from 0 to 1, at which a slip of the pen is taken for its code."""
SHORTEST = 4
"""Letters of a word that can hold a slip: ``man`` is too close to too much."""
MOST_COMPARED = 500
"""Different values of one delivery that are compared; more are no slips."""

_UNKNOWN = dict.fromkeys(
    ("?", "-", "nvt", "n.v.t.", "niet_gekend", "unknown", "inconnu"), "onbekend"
)
OTHER_WORDS: tuple[tuple[CodeList, Mapping[str, str]], ...] = (
    (
        codes.GENDER,
        _UNKNOWN
        | dict.fromkeys(("v", "f", "vrouwelijk", "female", "femme"), "vrouw")
        | dict.fromkeys(("m", "mannelijk", "male", "homme"), "man")
        | dict.fromkeys(("x", "non_binair", "nonbinair", "anders"), "non_binair_anders")
        | dict.fromkeys(("transvrouw", "trans_v"), "trans_vrouw")
        | dict.fromkeys(("transman", "trans_m"), "trans_man"),
    ),
    (
        codes.LEEFTIJD,
        _UNKNOWN
        | dict.fromkeys((">50", "50_en_ouder", "ouder_dan_50", ">=50"), "50_plus")
        | dict.fromkeys(("18_tot_20",), "18-20")
        | dict.fromkeys(("21_tot_24",), "21-24")
        | dict.fromkeys(("25_tot_29",), "25-29")
        | dict.fromkeys(("30_tot_39",), "30-39")
        | dict.fromkeys(("40_tot_49",), "40-49"),
    ),
    (codes.BRANCHE, _UNKNOWN | {"raamprostitutie": "raam", "straatprostitutie": "straat"}),
    (codes.EERSTE_CONTACT, {"new": "nieuw", "bekend": "gekend", "oud": "gekend"}),
    (
        codes.SOORT,
        dict.fromkeys(("med", "medical"), "medisch")
        | dict.fromkeys(("psy", "psychisch", "sociaal", "psycho_sociaal"), "psychosociaal"),
    ),
)
"""Other words for a code, folded. This list is closed, so what is in it may be shown."""


class MeantCodes:
    """Suggestions within one delivery; remembers nothing beyond it."""

    def __init__(self) -> None:
        self._known: dict[tuple[int, str], tuple[str | None, str] | None] = {}

    def find(self, list_: CodeList, text: str) -> tuple[str | None, str] | None:
        """A pair: the text as written, where that may be shown, and the code that is meant."""
        key = (id(list_), text)
        if key not in self._known:
            if len(self._known) >= MOST_COMPARED:
                return None
            self._known[key] = _meant(list_, text)
        return self._known[key]


def _meant(list_: CodeList, text: str) -> tuple[str | None, str] | None:
    folded = fold(text) or text.strip()
    words = next((words for of, words in OTHER_WORDS if of is list_), {})
    if folded in words:
        return text.strip(), words[folded]
    if len(folded) < SHORTEST:
        return None
    by_spelling = {fold(label): code for code, label in list_.labels.items()}
    by_spelling |= {fold(code): code for code in list_}
    close = difflib.get_close_matches(folded, by_spelling, n=2, cutoff=CLOSE)
    found = {by_spelling[spelling] for spelling in close}
    return (None, found.pop()) if len(found) == 1 else None

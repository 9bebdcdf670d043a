"""Words of other scripts in Latin letters, by the standard that their bearers' papers follow.

What a table here does not say is left to ``anyascii``. Rules go by script and by letters, for
everybody alike: a name's origin is neither asked nor guessed.
"""

import re
from collections.abc import Callable
from typing import Final
from unicodedata import normalize

from linkage.scripts import arabic, cyrillic, greek, hangul, hebrew, thai
from linkage.scripts.han import family_reading

__all__ = ["family_reading", "romanised"]

_SCRIPTS: Final[tuple[tuple[re.Pattern[str], Callable[[str], str]], ...]] = (
    (re.compile("[\u0370-\u03ff\u1f00-\u1fff\u0300-\u036f]+"), greek.romanised),
    (re.compile("[\u0400-\u052f]+"), cyrillic.romanised),
    (re.compile("[\u0590-\u05ff]+"), hebrew.romanised),
    (re.compile("[\u0600-\u06ff\u200c]+(?: +[\u0600-\u06ff\u200c]+)*"), arabic.romanised),
    (re.compile("[\u0e00-\u0e7f]+"), thai.romanised),
    (re.compile("[\uac00-\ud7a3]+"), hangul.romanised),
)
_FIRST: Final = "\u0370"
"""The first letter that a table may know; before it stand Latin letters and their marks."""


def romanised(text: str) -> str:
    """Case-folded text with its known scripts in Latin letters; all else stays as it is."""
    text = normalize("NFC", text)
    if not text or max(text) < _FIRST:
        return text
    for letters, romanise in _SCRIPTS:
        text = _each(letters, romanise, text)
    return text


def _each(letters: re.Pattern[str], romanise: Callable[[str], str], text: str) -> str:
    return letters.sub(lambda found: romanise(found[0]), text)

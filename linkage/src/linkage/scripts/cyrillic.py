"""Cyrillic names where ``anyascii`` and the papers differ: ICAO Doc 9303-3 and national laws."""

import re
from typing import Final

_LETTERS: Final = str.maketrans({"ё": "e", "џ": "dz", "ѓ": "gj", "ќ": "kj", "ў": "u"})
"""Russian papers since 2013; Gaj's alphabet; Macedonian and Belarusian papers."""
_HARD_SIGN: Final = re.compile("ъ(?=[еёюяиіїє])|ъ$")
"""Where it separates, or ended a word before 1945, it is no letter; else the Bulgarian ``a``
(Transliteration Act of 2009)."""
_UKRAINIAN: Final = re.compile("[іїєґ]")
"""Letters that Russian has not: beside them ``г`` is an ``h`` (Cabinet resolution 55 of 2010)."""


def romanised(word: str) -> str:
    word = _HARD_SIGN.sub("", word).replace("ъ", "a")
    if _UKRAINIAN.search(word):
        word = word.replace("зг", "zgh").replace("г", "h").replace("ґ", "g")
    return word.translate(_LETTERS)

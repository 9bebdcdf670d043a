"""Greek names by ELOT 743 (ISO 843, type 2), as papers have them since 1982."""

import re
from typing import Final
from unicodedata import normalize

_LETTERS: Final = str.maketrans(
    dict(zip("αβγδεζηικλμνξοπρσςτυφω", "avgdeziiklmnxoprsstyfo", strict=True))
    | {"θ": "th", "χ": "ch", "ψ": "ps"}
)
_BEFORE: Final = "αεηιουωβγδζλμνρ"
"""Vowels and voiced consonants: before them ``υ`` of ``αυ ευ ηυ`` is a ``v``."""
_TOGETHER: Final = (
    (re.compile("ου(?!\u0308)"), "ou"),
    (re.compile(f"([αεη])υ(?=[{_BEFORE}])"), r"\1v"),
    (re.compile("([αεη])υ(?!\u0308)"), r"\1f"),
    (re.compile("γγ"), "ng"),
    (re.compile("γξ"), "nx"),
    (re.compile("γχ"), "nch"),
    (re.compile("γκ"), "gk"),
    (re.compile(r"\bμπ|μπ\b"), "b"),
    (re.compile("μπ"), "mp"),
    (re.compile("ντ"), "nt"),
)
_ACCENTS: Final = re.compile("[\u0300-\u0307\u0309-\u036f]")
_DIAERESIS: Final = "\u0308"


def romanised(word: str) -> str:
    """A diaeresis keeps two vowels apart, every other mark counts for nothing."""
    plain = _ACCENTS.sub("", normalize("NFD", word))
    for letters, latin in _TOGETHER:
        plain = letters.sub(latin, plain)
    return plain.replace(_DIAERESIS, "").translate(_LETTERS)

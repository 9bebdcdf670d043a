"""Names as they sound, whatever the script and the spelling that somebody wrote them in.

Letters become Latin (anyascii), then spellings of one sound become one: ``Khristova``, ``Hristova``
and ``Христова`` fold to the same key. A fold key is for comparing and is never shown.
"""

import re
from functools import lru_cache

from anyascii import anyascii

SOUNDS = (
    ("kh", "h"),
    ("ph", "f"),
    ("sh", "s"),
    ("ch", "c"),
    ("tz", "c"),
    ("ts", "c"),
    ("ou", "u"),
    ("ck", "c"),
    ("x", "cs"),
    ("y", "i"),
    ("j", "i"),
    ("w", "v"),
    ("k", "c"),
    ("q", "c"),
    ("z", "s"),
)
"""Applied in this order until nothing changes; every rule shortens or leaves the alphabet."""

PARTICLES = frozenset(
    """
    van von der den de het ten ter te d la le les el al ul ad da das do dos du des del dela di
    e i ibn bin ben bint bu abu su sum sur af av of san saint st
    """.split()  # noqa: SIM905 - a list of words reads as words
)
"""Small words of family names, folded, that come and go: ``van der``, ``El``, ``dos``."""

STREETS = frozenset(
    """
    straat str strat laan lei plein weg steenweg baan dreef kaai singel street st road rd
    avenue av ave place pl drive dr circuit cct crescent cres court ct lane ln close cl way
    boulevard blvd rue calle c rua strada ulica ulitsa ul utca ut gasse strasse
    """.split()  # noqa: SIM905 - a list of words reads as words
)
"""Words for a street, that are left out or shortened at will."""

_GLUED = re.compile(r"(?<=...)(?:straat|strasse|street|road|avenue|steenweg|laan|plein|str)$")
_LOWER = re.compile(r"[a-z]+")
_APART = re.compile(r"[^a-z'’`]+")
_WORDS = re.compile(r"[a-z0-9]+")
_TWICE = re.compile(r"(.)\1+")
_CONSONANTS = str.maketrans("vfdg", "bptc", "aeiouh")


def tokens(name: str) -> tuple[str, ...]:
    """The folded words of a name, in their order; empty when nothing in it can be read."""
    return _tokens(name.casefold())


@lru_cache(maxsize=16_384)
def _tokens(name: str) -> tuple[str, ...]:
    words = _APART.split(anyascii(name).lower())
    folded = (fold("".join(_LOWER.findall(word))) for word in words)
    return tuple(word for word in folded if word)


@lru_cache(maxsize=16_384)
def bearing(name: str) -> tuple[str, ...]:
    """The folded words of a family name without particles, unless it has nothing else."""
    words = tokens(name)
    return tuple(word for word in words if word not in PARTICLES) or words


@lru_cache(maxsize=16_384)
def street(name: str) -> str:
    """The words that tell one street from another, folded; digits stay (``145th``)."""
    words = _WORDS.findall(anyascii(name.casefold()).lower())
    telling = [word for word in words if word not in STREETS] or words
    return " ".join(fold(_GLUED.sub("", word)) for word in telling)


def fold(word: str) -> str:
    """One lower-case Latin word to its fold key; folding a key changes nothing."""
    while True:
        before = word
        for written, sound in SOUNDS:
            word = word.replace(written, sound)
        word = _TWICE.sub(r"\1", word)
        if word == before:
            return word


@lru_cache(maxsize=32_768)
def skeleton(word: str) -> str:
    """The consonants of a folded word, those that languages mix up made one.

    ``Mohamed``, ``Muhammad``; ``Váldez``, ``Baldes``; ``Phumiphat``, ``Pumipat``. A vowel at the
    start stays as ``a``.
    """
    bones = _TWICE.sub(r"\1", word.translate(_CONSONANTS))
    return f"a{bones}" if word[:1] in "aeiou" else bones

"""Names and streets as tuples of folded words, without the words that come and go."""

import re
from functools import lru_cache

from linkage.scripts import family_reading
from linkage.transliteration import fold, to_latin

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


def tokens(name: str) -> tuple[str, ...]:
    """The folded words of a name, in their order; empty when nothing in it can be read."""
    return _tokens(name.casefold())


@lru_cache(maxsize=65_536)
def _tokens(name: str) -> tuple[str, ...]:
    words = _APART.split(to_latin(name))
    letters = [word if word.isalpha() else "".join(_LOWER.findall(word)) for word in words]
    return tuple([folded for word in letters if (folded := fold(word))])


@lru_cache(maxsize=65_536)
def family_tokens(name: str) -> tuple[str, ...]:
    """The folded words of a family name without particles, unless it has nothing else."""
    words = tokens(family_reading(name))
    return tuple([word for word in words if word not in PARTICLES]) or words


@lru_cache(maxsize=65_536)
def street_key(name: str) -> str:
    """The words that tell one street from another, folded; digits stay (``145th``)."""
    words = _WORDS.findall(to_latin(name.casefold()))
    telling = [word for word in words if word not in STREETS] or words
    return " ".join(fold(_GLUED.sub("", word)) for word in telling)

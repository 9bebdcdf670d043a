"""Variants of one name, as several hands write it."""

import unicodedata
from dataclasses import dataclass, replace

from simulator.city.cultures import Culture

_LETTERS = str.maketrans({"ł": "l", "Ł": "L", "ø": "o", "Ø": "O", "đ": "d", "Đ": "D", "ß": "ss"})


@dataclass(frozen=True, slots=True)
class Name:
    """``given`` and ``family`` as the civil registry of the country writes them."""

    given: str
    family: str


def without_marks(name: Name) -> Name:
    """As typed on a keyboard without accents."""
    return Name(_bare(name.given), _bare(name.family))


def respelled(name: Name, culture: Culture) -> Name:
    """The family name in another transliteration, when its culture has one for it."""
    for ours, theirs in culture.respell:
        if ours in name.family:
            return replace(name, family=name.family.replace(ours, theirs, 1))
    return name


def swapped(name: Name) -> Name:
    """Given name in the field of the family name, and the other way round."""
    return Name(name.family, name.given)


def shortened(name: Name) -> Name:
    """The first of several given names, and the first of a double family name."""
    return Name(name.given.split()[0], name.family.split()[0])


def folded(name: Name) -> frozenset[str]:
    """The words of a name without accents, case and order."""
    bare = without_marks(name)
    return frozenset(f"{bare.given} {bare.family}".lower().replace("-", " ").split())


def _bare(text: str) -> str:
    decomposed = unicodedata.normalize("NFKD", text.translate(_LETTERS))
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter))

"""Persons as reports name them: whether two of them are one, however a name was written down."""

import re
import unicodedata
from collections.abc import Iterable
from typing import Protocol

UNCOMPOSED = str.maketrans({"ł": "l", "đ": "d", "ø": "o", "ı": "i", "æ": "ae", "œ": "oe"})
"""Letters whose sign is no accent of its own in Unicode."""


class NamedPerson(Protocol):
    @property
    def name(self) -> str: ...
    @property
    def birth_date(self) -> str | None: ...


def is_same(own: Iterable[NamedPerson], others: Iterable[NamedPerson]) -> bool:
    """The same name and birth date; without a birth date nobody is held for another.

    Accents, capitals, hyphens and the order of first and last names tell nobody apart.
    """
    known = {(words(who.name), who.birth_date) for who in own if who.birth_date}
    return bool(known & {(words(who.name), who.birth_date) for who in others})


def words(name: str) -> tuple[str, ...]:
    """The words of a name as they compare, in one order."""
    spread = unicodedata.normalize("NFKD", name.casefold().translate(UNCOMPOSED))
    plain = "".join(sign for sign in spread if not unicodedata.combining(sign))
    return tuple(sorted(re.findall(r"\w+", plain.replace("'", "").replace("’", ""))))

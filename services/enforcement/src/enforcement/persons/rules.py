"""Persons as reports name them: whether two of them are one, however a name was written down."""

import re
import unicodedata
from collections.abc import Iterable
from datetime import date
from typing import Protocol

UNCOMPOSED = str.maketrans({"ł": "l", "đ": "d", "ø": "o", "ı": "i", "æ": "ae", "œ": "oe"})
"""Letters whose sign is no accent of its own in Unicode."""
UNNAMED = ((), ("onbekend",))
"""No name, as the police write down somebody of whom they know none."""


class NamedPerson(Protocol):
    @property
    def name(self) -> str: ...
    @property
    def birth_date(self) -> str | None: ...


def is_same(own: Iterable[NamedPerson], others: Iterable[NamedPerson]) -> bool:
    """The same name and birth date; without a whole date, or a name that can be read, nobody is
    held for another: many are born in one year.

    Accents, capitals, hyphens and the order of first and last names tell nobody apart.
    """
    return bool(_known(own) & _known(others))


def _known(persons: Iterable[NamedPerson]) -> set[tuple[tuple[str, ...], date]]:
    told = {(words(who.name), _whole_date(who.birth_date)) for who in persons}
    return {(name, born) for name, born in told if name not in UNNAMED and born is not None}


def _whole_date(birth_date: str | None) -> date | None:
    try:
        return date.fromisoformat(birth_date or "")
    except ValueError:
        return None


def words(name: str) -> tuple[str, ...]:
    """The words of a name as they compare, in one order."""
    spread = unicodedata.normalize("NFKD", name.casefold().translate(UNCOMPOSED))
    plain = "".join(sign for sign in spread if not unicodedata.combining(sign))
    return tuple(sorted(re.findall(r"\w+", plain.replace("'", "").replace("’", ""))))

"""Linkage codes, as the page of an organisation makes them from a few facts about somebody."""

import hmac
from collections.abc import Mapping
from dataclasses import replace
from hashlib import sha256

from simulator.city.care import Tables

LETTERS = "bcdfghjklmnpqrstvwxz"
LENGTH = 18
ALPHABET = "abcdefghijklmnopqrstuvwxyz"
YEARS = 30
"""Years of birth; with two letters of each parent's name nobody has the facts of another."""


def with_codes(tables: Tables, key: bytes, numbers: Mapping[str, int]) -> Tables:
    """The tables with a code for each client whose number is known."""
    return replace(
        tables,
        clienten=tuple(
            {**row, "koppelcode": code_of(key, numbers[code]) if code in numbers else ""}
            for row in tables.clienten
            for code in [row["client_code"]]
        ),
    )


def code_of(key: bytes, person: int) -> str:
    """The same for the same person, at every organisation with this key."""
    number = int.from_bytes(hmac.digest(key, _facts(person).encode(), sha256))
    letters = []
    for _ in range(LENGTH):
        number, rest = divmod(number, len(LETTERS))
        letters.append(LETTERS[rest])
    return f"k1-{''.join(letters)}"


def _facts(person: int) -> str:
    names, year = divmod(person, YEARS)
    father, mother = divmod(names, len(ALPHABET) ** 2)
    return f"v|{1970 + year}|{_two(mother)}|{_two(father)}"


def _two(number: int) -> str:
    first, second = divmod(number, len(ALPHABET))
    return ALPHABET[first] + ALPHABET[second]

"""Term frequencies: the share of people who have a value, which makes an agreement tell or not.

One table of names for everybody: how often a name is met here, whoever bears it.
"""

import math
from typing import Final
from zlib import crc32

from linkage.claim import Features

Tables = dict[str, dict[str, float]]
Terms = tuple[str, tuple[str, ...]]
"""A table, and values that count in it."""

NAMES = {"family": 0.0005, "given": 0.002}
"""Names, and the share of people who have one that nobody counted yet."""
VALUES = {
    "number": 1e-6,
    "document": 1e-6,
    "phone": 2e-5,
    "birth": 6e-5,
    "sex": 0.5,
    "alias": 0.003,
    "street": 0.002,
    "house": 0.01,
    "postcode": 0.005,
    "municipality": 0.01,
}
"""Other fields, and the share of people who have a value that nobody counted yet."""
IDENTIFYING = ("number", "document", "phone")
"""Counted under a checksum: only how often they come back matters."""
AS_WRITTEN: Final = tuple([field for field in VALUES if field not in IDENTIFYING])
OWN_HOLDERS = {"number": 3.0, "document": 3.0}
"""Holders of one number that are taken for one person, known under several records."""
PRIOR_PERSONS = 500.0
"""Persons that the shares above count for, as a prior."""
MAX_TERMS: Final = 30_000
"""Terms of one field that are kept; those that came once go first."""
ALL: Final = "#"
"""The term under which a table counts all its persons."""


class TermFrequencies:
    """Counts of persons by value; with names as folded words, so personal data like the claims."""

    def __init__(self, tables: Tables) -> None:
        self.tables = tables

    def share(self, field: str, value: str) -> float:
        """The share of people who have this value; of several names the rarest counts most."""
        if field in NAMES:
            words = sorted(self._name_share(field, word) for word in value.split())
            return words[0] * math.sqrt(words[1]) if len(words) > 1 else words[0]
        counts = self.tables.get(field)
        unseen = VALUES[field]
        if counts is None:
            return unseen
        others = counts.get(_key(field, value), 0.0) - OWN_HOLDERS.get(field, 1.0)
        return (max(others, 0.0) + PRIOR_PERSONS * unseen) / (counts[ALL] + PRIOR_PERSONS)

    def _name_share(self, field: str, word: str) -> float:
        counts = self.tables.get(field)
        if counts is None:
            return NAMES[field]
        return (_good_turing(counts, word) + PRIOR_PERSONS * NAMES[field]) / (
            counts[ALL] + PRIOR_PERSONS
        )


def add_to(tables: Tables, table: str, value: str, weight: float) -> None:
    """Add to one count; a table that grew too long loses what is rare."""
    counts = tables.get(table)
    if counts is None:
        counts = tables[table] = {}
    counts[value] = counts.get(value, 0.0) + weight
    if len(counts) > MAX_TERMS:
        drop_rare_terms(counts)


def terms_of(claim: Features) -> list[Terms]:
    """Table and values of all terms that a new person brings."""
    # Taken apart at once: to ask for a field by its name is what a compiler makes no faster.
    family, given, birth, sex, number, papers, phone, street, house, code, town, alias = claim
    terms: list[Terms] = []
    if family:
        terms.append(("family", family))
    if given:
        terms.append(("given", given))
    if number:
        terms.append(("number", (_key("number", number),)))
    if papers:
        terms.append(("document", tuple([_key("document", text) for _, text in papers])))
    if phone:
        terms.append(("phone", (_key("phone", phone),)))
    rest = (birth, sex, alias, street, house, code, town)
    for place in range(len(AS_WRITTEN)):
        text = rest[place]
        if text:
            terms.append((AS_WRITTEN[place], (text,)))
    return terms


def count_person(tables: Tables, terms: list[Terms]) -> None:
    """Count a new person in every table that has a term of hers, and each of the terms."""
    for table, values in terms:
        counts = tables.get(table)
        if counts is None:
            counts = tables[table] = {}
        counts[ALL] = counts.get(ALL, 0.0) + 1.0
        for value in values:
            counts[value] = counts.get(value, 0.0) + 1.0
            if len(counts) > MAX_TERMS:
                drop_rare_terms(counts)


def drop_rare_terms(counts: dict[str, float]) -> None:
    """Keep the terms that many share; the rest are as good as unseen."""
    least = 1.0
    while len(counts) > MAX_TERMS // 2:
        for value in [value for value, count in counts.items() if count <= least]:
            del counts[value]
        least *= 2


def _good_turing(counts: dict[str, float], word: str) -> float:
    """Somebody else's chance on a word that one person brought is less than a whole person's."""
    return max(counts.get(word, 0.0) - 0.75, 0.25)


def _key(field: str, value: str) -> str:
    return str(crc32(value.encode())) if field in IDENTIFYING else value

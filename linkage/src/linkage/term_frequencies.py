"""Term frequencies: the share of people who have a value, which makes an agreement tell or not.

One table of names for everybody: how often a name is met here, whoever bears it.
"""

import math
from typing import Final

from linkage.persons import PERSONS
from linkage.schema import Field, Schema, Terms

Tables = dict[str, dict[str, float]]
PRIOR_PERSONS = 500.0
"""Persons that the shares above count for, as a prior."""
MAX_TERMS: Final = 30_000
"""Terms of one field that are kept; those that came once go first."""
ALL: Final = "#"
"""The term under which a table counts all its persons."""


class TermFrequencies:
    """Counts of persons by value; with names as folded words, so personal data like the claims."""

    def __init__(self, tables: Tables, schema: Schema = PERSONS) -> None:
        self.tables = tables
        self._fields = schema.by_name

    def share(self, field: str, value: str) -> float:
        """The share of people who have this value; of several names the rarest counts most."""
        of = self._fields[field]
        if of.words:
            words = sorted(self._word_share(of, word) for word in value.split())
            return words[0] * math.sqrt(words[1]) if len(words) > 1 else words[0]
        counts = self.tables.get(field)
        if counts is None:
            return of.unseen
        others = counts.get(of.term(value), 0.0) - of.holders
        return (max(others, 0.0) + PRIOR_PERSONS * of.unseen) / (counts[ALL] + PRIOR_PERSONS)

    def _word_share(self, field: Field, word: str) -> float:
        counts = self.tables.get(field.name)
        if counts is None:
            return field.unseen
        return (_good_turing(counts, word) + PRIOR_PERSONS * field.unseen) / (
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

"""How many people share a value: what makes an agreement surprising, or no news at all.

Names count within their culture, for what is rare in a city may be common where it comes from.
"""

import math
from collections.abc import Iterator
from zlib import crc32

from linkage.claim import Features
from linkage.cultures import OTHER

Tables = dict[str, dict[str, float]]

NAMES = {"family": 0.0005, "given": 0.002}
"""Names, and which part of all people has one nobody counted yet."""
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
IDENTIFYING = ("number", "document", "phone")
"""Counted under a checksum: only how often they come back matters."""
RECORDED_TWICE = {"number": 3.0, "document": 3.0}
"""One person may be known under several records, so a few holders of one number mean nothing."""
EXPECTED = 500.0
"""Persons that the shares above weigh as much as."""
TRUSTED = 200.0
"""Persons of a culture that weigh as much as everybody together."""
MOST = 30_000
"""Values of one field that are kept; what came once goes first."""
ALL = "#"


class Frequencies:
    """Persons by value. Names are in it as folded words: personal data like the claims."""

    def __init__(self, tables: Tables) -> None:
        self.tables = tables

    def share(self, field: str, value: str, culture: str) -> float:
        """Which part of all people has this value; of several names the rarest counts most."""
        if field in NAMES:
            words = sorted(self._name_share(field, word, culture) for word in value.split())
            return words[0] * math.sqrt(words[1]) if len(words) > 1 else words[0]
        counts = self.tables.get(field)
        unseen = VALUES[field]
        if counts is None:
            return unseen
        others = counts.get(_key(field, value), 0.0) - RECORDED_TWICE.get(field, 1.0)
        return (max(others, 0.0) + EXPECTED * unseen) / (counts[ALL] + EXPECTED)

    def _name_share(self, field: str, word: str, culture: str) -> float:
        counts = self.tables.get(field)
        if counts is None:
            return NAMES[field]
        everywhere = (_turing(counts, word) + EXPECTED * NAMES[field]) / (counts[ALL] + EXPECTED)
        within = self.tables.get(f"{field}:{culture}")
        if within is None:
            return everywhere
        trust = within[ALL] / (within[ALL] + TRUSTED)
        return (1 - trust) * everywhere + trust * _turing(within, word) / within[ALL]


def values(claim: Features) -> Iterator[tuple[str, str]]:
    """Table and value of all that a new person brings."""
    for field in NAMES:
        if words := getattr(claim, field):
            for table in (field, f"{field}:{claim.culture or OTHER}"):
                yield table, ALL
                yield from ((table, word) for word in words)
    for field in VALUES:
        if field == "document":
            said = [number for _, number in claim.documents]
        else:
            said = [text] if (text := getattr(claim, field)) else []
        if said:
            yield field, ALL
            yield from ((field, _key(field, text)) for text in said)


def forget_rare(counts: dict[str, float]) -> None:
    """Keep what many share; the rest is as good as unseen."""
    least = 1.0
    while len(counts) > MOST // 2:
        for value in [value for value, count in counts.items() if count <= least]:
            del counts[value]
        least *= 2


def _turing(counts: dict[str, float], word: str) -> float:
    """Somebody else's chance on a word that one person brought is less than a whole person's."""
    return max(counts.get(word, 0.0) - 0.75, 0.25)


def _key(field: str, value: str) -> str:
    return str(crc32(value.encode())) if field in IDENTIFYING else value

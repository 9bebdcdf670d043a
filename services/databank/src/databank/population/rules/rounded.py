"""Rounded counts of the sector: multiples of a base that add up, from which no difference tells.

Months, halves and years share persons, so that a figure of one may be subtracted from another.
The tables of a period add up, so that none of them narrows another: each count stays known to less
than the base either way. What two periods say together, ``differences`` looks at.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from databank.population.rules.origins import AGE_BANDS, ORIGINS
from disclosure import round_controlled

BASES = {1: 10, 6: 5, 12: 5}
"""By the months of a period: a month, which is subtracted most, has the larger (handbook §4.8)."""
ONE, MORE = "een", "meer"
NEW, KNOWN = "nieuw", "gekend"
IN, OUT = "in", "out"


@dataclass(frozen=True, slots=True)
class ActivePerson:
    """One person active in a period, with nothing that says who; ``moves`` as ``straat:raam``."""

    branches: frozenset[str]
    visibilities: frozenset[str]
    moves: frozenset[str]
    is_new: bool
    age_band: str
    origin: str


@dataclass(frozen=True, slots=True)
class KnownEstablishment:
    branch: str
    visibility: str


@dataclass(frozen=True, slots=True)
class RoundedCounts:
    """``by`` has the tables by dimension; a code that is not there stands at zero.

    Without a total nothing is told, and a table that is not there is not told either.
    """

    total: int | None
    by: Mapping[str, Mapping[str, int]] = field(default_factory=dict)

    def of(self, dimension: str) -> dict[str, int]:
        return dict(self.by.get(dimension, {}))


def round_persons(
    people: Sequence[ActivePerson], base: int, key: bytes, name: str
) -> RoundedCounts:
    """The counts of a period. ``name`` is the period: the same figures are rounded the same way."""
    lines = {
        "branch_counts": Counter(ONE if len(each.branches) == 1 else MORE for each in people),
        "known": Counter(NEW if each.is_new else KNOWN for each in people),
        "age_bands": _among(AGE_BANDS, (each.age_band for each in people)),
        "origin_groups": _among(ORIGINS, (each.origin for each in people)),
    }
    overlapping = {
        "branches": Counter(code for each in people for code in each.branches),
        "visibilities": Counter(code for each in people for code in each.visibilities),
        "moves": Counter(code for each in people for code in each.moves),
    }
    total, rounded = _rounded(len(people), lines, overlapping, base, key, f"persons {name}")
    return RoundedCounts(total, rounded)


def round_establishments(
    places: Sequence[KnownEstablishment], base: int, key: bytes, name: str
) -> RoundedCounts:
    """Of establishments too: one may be the home of a single person."""
    lines = {
        "branches": Counter(each.branch for each in places),
        "visibilities": Counter(each.visibility for each in places),
    }
    total, rounded = _rounded(len(places), lines, {}, base, key, f"establishments {name}")
    return RoundedCounts(total, rounded)


def _rounded(
    total: int,
    lines: Mapping[str, Mapping[str, int]],
    overlapping: Mapping[str, Mapping[str, int]],
    base: int,
    key: bytes,
    name: str,
) -> tuple[int, dict[str, dict[str, int]]]:
    """Lines add up to the total. Of overlapping ones, each code does with those who have it not."""
    pairs = {
        f"{dimension} {code}": {IN: count, OUT: total - count}
        for dimension, counts in overlapping.items()
        for code, count in counts.items()
    }
    whole, rounded = round_controlled(total, {**lines, **pairs}, base, key, name)
    tables = {dimension: _shown(rounded[dimension]) for dimension in lines}
    for dimension, counts in overlapping.items():
        tables[dimension] = _shown({code: rounded[f"{dimension} {code}"][IN] for code in counts})
    return whole, tables


def _among(codes: Sequence[str], given: Iterable[str]) -> dict[str, int]:
    counted = Counter(given)
    return {code: counted[code] for code in codes}


def _shown(counts: Mapping[str, int]) -> dict[str, int]:
    """Nothing is said of what is rounded to zero: not even which codes there were."""
    return {code: counts[code] for code in sorted(counts) if counts[code]}

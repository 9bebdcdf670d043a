"""Rounded counts of the sector: multiples of a base that add up, from which no difference tells.

Months, halves and years share persons, so that a figure of one may be subtracted from another.
Each table of a period adds up to its total, so that it does not narrow it: each count stays known
to less than the base either way. What tables and periods say together, ``joint_audit`` looks at.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from databank.population.rules.origins import AGE_BANDS, ORIGINS
from disclosure import round_controlled

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
class TrueCounts:
    """``lines`` add up to the total; of ``overlapping`` codes somebody may have several."""

    total: int
    lines: Mapping[str, Mapping[str, int]]
    overlapping: Mapping[str, Mapping[str, int]] = field(default_factory=dict)

    def rounded_total(self, base: int, key: bytes, name: str) -> int:
        return round_controlled(self.total, {}, base, key, name)[0]

    def rounded(self, table: str, base: int, key: bytes, name: str) -> tuple[int, dict[str, int]]:
        """A table, and the total to which it adds up; the same again by the same name.

        Of overlapping codes, who has each adds up with who has it not.
        """
        if table in self.lines:
            total, rounded = round_controlled(
                self.total, {table: self.lines[table]}, base, key, name
            )
            return total, _shown(rounded[table])
        pairs = {
            code: {IN: count, OUT: self.total - count}
            for code, count in self.overlapping[table].items()
        }
        total, rounded = round_controlled(self.total, pairs, base, key, name)
        return total, _shown({code: counts[IN] for code, counts in rounded.items()})


def count_persons(people: Sequence[ActivePerson]) -> TrueCounts:
    lines = {
        "known": Counter(NEW if each.is_new else KNOWN for each in people),
        "branch_counts": Counter(ONE if len(each.branches) == 1 else MORE for each in people),
        "age_bands": _among(AGE_BANDS, (each.age_band for each in people)),
        "origin_groups": _among(ORIGINS, (each.origin for each in people)),
    }
    overlapping = {
        "branches": Counter(code for each in people for code in each.branches),
        "visibilities": Counter(code for each in people for code in each.visibilities),
        "moves": Counter(code for each in people for code in each.moves),
    }
    return TrueCounts(len(people), lines, overlapping)


def count_establishments(places: Sequence[KnownEstablishment]) -> TrueCounts:
    """Of establishments too: one may be the home of a single person."""
    lines = {
        "branches": Counter(each.branch for each in places),
        "visibilities": Counter(each.visibility for each in places),
    }
    return TrueCounts(len(places), lines)


def _among(codes: Sequence[str], given: Iterable[str]) -> dict[str, int]:
    counted = Counter(given)
    return {code: counted[code] for code in codes}


def _shown(counts: Mapping[str, int]) -> dict[str, int]:
    """Nothing is said of what is rounded to zero: not even which codes there were."""
    return {code: counts[code] for code in sorted(counts) if counts[code]}

"""What a comparison is worth: bits per field, and what relatives, namesakes and removals take.

Three corrections keep fields that go together from counting double. Who moved gives another street,
house number and postcode at once. What relatives and housemates share (family name, address, phone,
for twins the birth date) tells a person from strangers, not from them. And two people may have the
same names for a reason, a grandmother for one, however rare those names are.
"""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from dataclasses import field as having
from typing import NamedTuple

from linkage.comparison_levels import Compared
from linkage.term_frequencies import Frequencies

ADDRESS = frozenset(("street", "house", "postcode", "municipality"))
SHARED = ADDRESS | {"family", "phone"}
"""What a person has in common with relatives and housemates."""
NAMES = frozenset(("family", "given", "order"))
MOST_AMONG_KIN = {"given": 6.0, "birth": 4.5, "number": 9.0, "document": 9.0}
"""Bits by which two relatives are told apart at most: one pair in 64 has the same given name, one
in 22 are twins, one in 500 uses the other's papers."""
NEXT_NUMBER = 3.0
"""Relatives' numbers are given out one after the other: almost equal says little."""
SAME_PLACE = 1.5
"""Who has the same postcode lives in the same municipality: no news."""
LONGER_NAME = -0.5
MOVED, KIN = "address", "kin"
CORRECTED = "corrected"
_LARGEST = 200.0


class Step(NamedTuple):
    """One bar of the waterfall; ``share`` is how common the value is, where that counted."""

    field: str
    level: str
    bits: float
    share: float | None = None


class Worth(NamedTuple):
    """A step with what of it tells relatives apart; ``kind`` is the sum that it goes into."""

    step: Step
    bits: float
    among_kin: float
    kind: int


OTHER, NAME, PLACE = 0, 1, 2


@dataclass(slots=True)
class Weights:
    """The numbers in force at one moment. ``prior`` in bits; the rest as in ``Model``."""

    prior: float
    kin: float
    namesake: float
    same_address: float
    match_at: float
    new_at: float
    fixed: dict[str, dict[str, float]]
    log_m: dict[str, dict[str, float]]
    frequencies: Frequencies
    plain: dict[str, dict[str, Worth]] = having(default_factory=dict)
    """What a level is worth where no value counts."""
    _worth: dict[tuple[str, str, str, str], Worth] = having(default_factory=dict)

    def __post_init__(self) -> None:
        self.plain = {
            field: {level: worth(Step(field, level, bits)) for level, bits in levels.items()}
            for field, levels in self.fixed.items()
        }

    def of(self, field: str, level: str, value: str, culture: str) -> Worth:
        """What is said once is said again by the next candidate, so it is kept."""
        key = (field, level, value, culture)
        found = self._worth.get(key)
        if found is None:
            share = self.frequencies.share(field, value, culture)
            bits = self.surprise(field, level, share)
            found = self._worth[key] = worth(Step(field, level, bits, share))
        return found

    def surprise(self, field: str, level: str, share: float) -> float:
        bits = self.log_m[field][level] - math.log2(share)
        return max(bits if level == "exact" else bits + LONGER_NAME, 0.0)


class Sums(NamedTuple):
    """``kin`` is what tells apart relatives, ``names`` what the names say; all in bits."""

    total: float
    kin: float
    names: float
    address: float | None


def weigh(compared: Sequence[Compared], culture: str, weights: Weights) -> tuple[float, list[Step]]:
    """All bits of a comparison, corrected, and the steps before correction."""
    steps: list[Step] = []
    total = kin = names = 0.0
    address: float | None = None
    plain, of = weights.plain, weights.of
    for field, level, value in compared:
        step, bits, apart, kind = of(field, level, value, culture) if value else plain[field][level]
        if kind == PLACE:
            if field == "municipality" and level == "exact":
                step = beside_postcode(step, steps)
                bits = step.bits
            address = bits if address is None else address + bits
        else:
            total += bits
            kin += apart
            if kind == NAME:
                names += bits
        steps.append(step)
    return corrected(Sums(total, kin, names, address), weights), steps


def worth(step: Step) -> Worth:
    kind = PLACE if step.field in ADDRESS else NAME if step.field in NAMES else OTHER
    return Worth(step, step.bits, among_kin(*step[:3]), kind)


def sums(steps: Iterable[Step]) -> Sums:
    total = kin = names = 0.0
    address: float | None = None
    for _, bits, apart, kind in map(worth, steps):
        if kind == PLACE:
            address = bits if address is None else address + bits
        else:
            total += bits
            kin += apart
            if kind == NAME:
                names += bits
    return Sums(total, kin, names, address)


def among_kin(field: str, level: str, bits: float) -> float:
    if field in ADDRESS:
        return 0.0
    if field in SHARED or bits <= 0:
        return min(bits, 0.0)
    if level in ("typo", "near") and field in ("number", "document"):
        return min(bits, NEXT_NUMBER)
    return min(bits, MOST_AMONG_KIN.get(field, bits))


def moved(address: float | None, weights: Weights) -> float:
    """The address as a whole: hers, or another since she moved, which says next to nothing."""
    if address is None:
        return 0.0
    same = weights.same_address
    return math.log2(same * 2 ** min(address, _LARGEST) + 1 - same)


def explained_away(full: float, kin: float, names: float, weights: Weights) -> float:
    """Bits that relatives and namesakes take from ``full``."""
    by_kin = weights.kin * 2 ** min(full - kin, _LARGEST)
    return -math.log2(1 + by_kin + weights.namesake * 2 ** min(names, _LARGEST))


def corrected(found: Sums, weights: Weights) -> float:
    full = found.total + moved(found.address, weights)
    return full + explained_away(full, found.kin, found.names, weights)


def waterfall(steps: Sequence[Step], weights: Weights) -> tuple[Step, ...]:
    """The steps with the corrections beneath, so that all of them add up to the bits."""
    found = sums(steps)
    full, corrections = found.total, []
    if found.address is not None:
        address = moved(found.address, weights)
        corrections.append(Step(MOVED, CORRECTED, address - found.address))
        full += address
    taken = explained_away(full, found.kin, found.names, weights)
    return (*steps, *corrections, Step(KIN, CORRECTED, taken))


def uncorrected(steps: Iterable[Step]) -> list[Step]:
    return [step for step in steps if step.level != CORRECTED]


def at_one_place(steps: Sequence[Step], weights: Weights) -> list[Step]:
    """The municipality weighed beside the postcode, whichever claim each of them came from."""
    return [
        beside_postcode(
            step._replace(bits=weights.surprise(step.field, step.level, step.share)), steps
        )
        if step.field == "municipality" and step.level == "exact" and step.share is not None
        else step
        for step in steps
    ]


def beside_postcode(step: Step, steps: Iterable[Step]) -> Step:
    """A municipality beside a postcode: the rarer of the two counts, the other a little."""
    code = max((s.bits for s in steps if s.field == "postcode" and s.level == "exact"), default=0.0)
    if not code:
        return step
    return step._replace(bits=max(step.bits - code, 0.0) + min(SAME_PLACE, step.bits, code))

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

from databank.domain.comparing import Compared
from databank.domain.frequencies import Frequencies

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
    _worth: dict[tuple[str, str, str, str], Step] = having(default_factory=dict)

    def worth(self, field: str, level: str, value: str, culture: str) -> Step:
        """Of a value that both said; kept, for the next candidate says it too."""
        key = (field, level, value, culture)
        step = self._worth.get(key)
        if step is None:
            share = self.frequencies.share(field, value, culture)
            step = self._worth[key] = Step(field, level, self.surprise(field, level, share), share)
        return step

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
    fixed = weights.fixed
    steps = [
        weights.worth(field, level, value, culture)
        if value
        else Step(field, level, fixed[field][level])
        for field, level, value in compared
    ]
    steps = [_place(steps, step) if step.field == "municipality" else step for step in steps]
    return corrected(sums(steps), weights), steps


def sums(steps: Iterable[Step]) -> Sums:
    total = kin = names = 0.0
    address: float | None = None
    for name, level, bits, _ in steps:
        if name in ADDRESS:
            address = bits if address is None else address + bits
            continue
        total += bits
        kin += among_kin(name, level, bits)
        if name in NAMES:
            names += bits
    return Sums(total, kin, names, address)


def among_kin(field: str, level: str, bits: float) -> float:
    if field in SHARED or bits <= 0:
        return 0.0 if field in SHARED else bits
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


def _place(steps: Sequence[Step], step: Step) -> Step:
    """A municipality beside a postcode: the rarer of the two counts, the other a little."""
    if step.level != "exact":
        return step
    code = max((s.bits for s in steps if s.field == "postcode" and s.level == "exact"), default=0.0)
    bits = max(step.bits - code, 0.0) + min(SAME_PLACE, step.bits, code) if code else step.bits
    return step._replace(bits=bits)

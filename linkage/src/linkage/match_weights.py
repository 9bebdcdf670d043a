"""Match weights: bits per field, and the corrections for relatives, namesakes and removals.

Three corrections keep fields that go together from counting double. Who moved gives another street,
house number and postcode at once. What relatives and housemates share (family name, address, phone,
for twins the birth date) tells a person from strangers, not from them. And two people may have the
same names for a reason, a grandmother for one, however rare those names are.
"""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from dataclasses import field as dataclass_field
from typing import Final

from linkage.caution import NONE, Caution
from linkage.persons import PERSONS
from linkage.schema import Comparison, Schema
from linkage.term_frequencies import TermFrequencies

ADDRESS = frozenset(("street", "house", "postcode", "municipality"))
SHARED = ADDRESS | {"family", "phone"}
"""Fields that a person has in common with relatives and housemates."""
NAMES = frozenset(("family", "given", "order"))
MAX_BITS_AMONG_KIN = {"given": 6.0, "birth": 4.5, "number": 9.0, "document": 9.0}
"""Bits by which two relatives are told apart at most: one pair in 64 has the same given name, one
in 22 are twins, one in 500 uses the other's papers."""
MAX_BITS_CONSECUTIVE: Final = 3.0
"""Bits of numbers almost equal, at most: those of relatives are given out one after the other."""
MAX_BITS_SAME_PLACE: Final = 1.5
"""Bits of a municipality beside its postcode, at most: who shares one shares the other."""
PART_OF_NAME_BITS: Final = -0.5
"""Bits added to the weight of a name of which only a part agrees."""
MOVED, KIN = "address", "kin"
"""Fields of the two corrections: a removal, and relatives and namesakes."""
BOTH_NAMES: Final = ("family", "given")
CORRECTED: Final = "corrected"
"""The level of a correction."""
_MAX_EXPONENT: Final = 200.0


OTHER: Final = 0
NAME: Final = 1
PLACE: Final = 2
"""The total that a step goes into."""


class WaterfallStep:
    """The partial match weight of one field; ``share`` is how common its value is, where that
    counted. Never changed once it is made."""

    __slots__ = ("bits", "field", "level", "share")

    def __init__(self, field: str, level: str, bits: float, share: float | None = None) -> None:
        self.field = field
        self.level = level
        self.bits = bits
        self.share = share

    def with_bits(self, bits: float) -> "WaterfallStep":
        return WaterfallStep(self.field, self.level, bits, self.share)

    def _key(self) -> tuple[object, ...]:
        return (self.field, self.level, self.bits, self.share)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, WaterfallStep) and self._key() == other._key()

    def __hash__(self) -> int:
        return hash(self._key())

    def __repr__(self) -> str:
        return f"<{self.field} {self.level} {self.bits:+.2f}>"


class StepWeight:
    """A step, its bits, the bits that tell it from relatives, and the total that it goes into."""

    __slots__ = ("bits", "bits_among_kin", "kind", "step")

    def __init__(self, step: WaterfallStep) -> None:
        field, bits = step.field, step.bits
        self.step = step
        self.bits = bits
        self.bits_among_kin = bits_among_kin(field, step.level, bits)
        self.kind = PLACE if field in ADDRESS else NAME if field in NAMES else OTHER


@dataclass(slots=True)
class Weights:
    """The numbers in force at one moment; as in ``Model``.

    ``prior`` in bits is that of a claim without a source when the numbers were made: each decision
    has its own. ``twin``: how many twins of one given person come per claim about somebody new; it
    asks people, and is in no probability. ``caution`` is what people's verdicts taught.
    ``order_tells_kin``: decisions of before took names the other way round for what tells a person
    from her relatives; they are replayed so. ``schema`` is that of the records compared.
    """

    prior: float
    kin: float
    namesake: float
    same_address: float
    match_at: float
    new_at: float
    fixed: dict[str, dict[str, float]]
    log_m: dict[str, dict[str, float]]
    frequencies: TermFrequencies
    twin: float = 0.0
    caution: Caution = NONE
    order_tells_kin: bool = False
    schema: Schema = PERSONS
    level_weights: dict[str, dict[str, StepWeight]] = dataclass_field(default_factory=dict)
    """By field and level, where the frequency of no value counts."""
    _term_weights: dict[tuple[str, str, str, bool], StepWeight] = dataclass_field(
        default_factory=dict
    )

    def __post_init__(self) -> None:
        self.level_weights = {
            field: {
                level: StepWeight(WaterfallStep(field, level, bits))
                for level, bits in levels.items()
            }
            for field, levels in self.fixed.items()
        }

    def cautious(self, said: float) -> float:
        """The probability to go by; without any caution nothing is asked, as most often."""
        return said if self.caution is NONE else self.caution.of(said)

    def term_weight(self, field: str, level: str, value: str, crossed: bool) -> StepWeight:
        """The weight of agreeing on a value; kept, since the next candidate agrees on it too.

        ``crossed``: names that are written the other way round. A family name is rare among given
        names, yet common where it belongs, and who bears both names straight may be a namesake.
        """
        key = (field, level, value, crossed)
        weight = self._term_weights.get(key)
        if weight is None:
            if crossed:
                share = max(self.frequencies.share(name, value) for name in BOTH_NAMES)
            else:
                share = self.frequencies.share(field, value)
            bits = self.term_bits(field, level, share)
            weight = self._term_weights[key] = StepWeight(WaterfallStep(field, level, bits, share))
        return weight

    def term_bits(self, field: str, level: str, share: float) -> float:
        """The term-frequency adjustment: ``share`` takes the place of the mean u."""
        bits = self.log_m[field][level] - math.log2(share)
        return max(bits if level == "exact" else bits + PART_OF_NAME_BITS, 0.0)


class WeightTotals:
    """Bits of all steps: ``kin`` those that tell relatives apart, ``names`` those of the names."""

    __slots__ = ("address", "kin", "names", "total")

    def __init__(self, total: float, kin: float, names: float, address: float | None) -> None:
        self.total = total
        self.kin = kin
        self.names = names
        self.address = address


def weigh(compared: list[Comparison], weights: Weights) -> tuple[float, list[WaterfallStep]]:
    """All bits of a comparison, corrected, and the steps before correction."""
    steps: list[WaterfallStep] = []
    total = kin = names = 0.0
    address: float | None = None
    level_weights = weights.level_weights
    crossed = is_crossed(compared)
    for field, level, value in compared:
        if value:  # asked of the object each time: compiled code then calls without the interpreter
            weight = weights.term_weight(field, level, value, crossed and field in BOTH_NAMES)
        else:
            weight = level_weights[field][level]
        step, bits = weight.step, weight.bits
        if weight.kind == PLACE:
            if field == "municipality" and level == "exact":
                step = beside_postcode(step, steps)
                bits = step.bits
            address = bits if address is None else address + bits
        else:
            total += bits
            kin += weight.bits_among_kin
            if weight.kind == NAME:
                names += bits
        steps.append(step)
    return corrected_bits(WeightTotals(total, kin, names, address), weights), steps


def is_crossed(compared: list[Comparison]) -> bool:
    """Whether the names agree the other way round: said after one or both of them."""
    return any(compared[place][0] == "order" for place in range(1, min(3, len(compared))))


def total_weights(steps: Iterable[WaterfallStep]) -> WeightTotals:
    """The totals of steps without corrections."""
    total = kin = names = 0.0
    address: float | None = None
    for step in steps:
        field, bits = step.field, step.bits
        if field in ADDRESS:
            address = bits if address is None else address + bits
        else:
            total += bits
            kin += bits_among_kin(field, step.level, bits)
            if field in NAMES:
                names += bits
    return WeightTotals(total, kin, names, address)


def bits_among_kin(field: str, level: str, bits: float) -> float:
    """The part of a step's bits that also tells a person from relatives and housemates.

    Whoever writes names the other way round does so with relatives' as well.
    """
    if field in ADDRESS or field == "order":
        return 0.0
    if field in SHARED or bits <= 0:
        return min(bits, 0.0)
    if level in ("typo", "near") and field in ("number", "document"):
        return min(bits, MAX_BITS_CONSECUTIVE)
    return min(bits, MAX_BITS_AMONG_KIN.get(field, bits))


def bits_among_twins(steps: Iterable[WaterfallStep]) -> float | None:
    """All bits that tell a person from her twin; None where they cannot be twins.

    Twins have one birth date and family name, and papers made one after the other.
    """
    apart, same = 0.0, 0
    for step in steps:
        field, bits = step.field, step.bits
        if field in ("birth", "family"):
            same += bits > 0
        elif step.level != CORRECTED:
            consecutive = field in ("document", "number") and step.level in ("typo", "near")
            apart += min(bits, 0.0) if consecutive else bits_among_kin(field, step.level, bits)
    return apart if same == 2 else None


def share_of_her(steps: Iterable[WaterfallStep], prior: float, weights: Weights) -> float:
    """The probability that it is her, of her and a twin of hers."""
    apart = bits_among_twins(steps)
    if apart is None:
        return 1.0
    return 1 / (1 + weights.twin * math.pow(2.0, min(-prior - apart, _MAX_EXPONENT)))


def address_bits(address: float | None, weights: Weights) -> float:
    """The address as a whole: hers, or another since she moved, which says next to nothing."""
    if address is None:
        return 0.0
    same = weights.same_address
    return math.log2(same * math.pow(2.0, min(address, _MAX_EXPONENT)) + 1.0 - same)


def explained_away(full: float, kin: float, names: float, weights: Weights) -> float:
    """Bits that relatives and namesakes take from ``full``."""
    by_kin = weights.kin * math.pow(2.0, min(full - kin, _MAX_EXPONENT))
    by_name = weights.namesake * math.pow(2.0, min(names, _MAX_EXPONENT))
    return -math.log2(1.0 + by_kin + by_name)


def corrected_bits(totals: WeightTotals, weights: Weights) -> float:
    """The match weight: all bits, less those that a removal, relatives or namesakes explain."""
    full = totals.total + address_bits(totals.address, weights)
    return full + explained_away(full, totals.kin, totals.names, weights)


def waterfall(steps: Sequence[WaterfallStep], weights: Weights) -> tuple[WaterfallStep, ...]:
    """The steps with the corrections beneath, so that all of them add up to the bits."""
    totals = total_weights(steps)
    if weights.order_tells_kin:
        totals.kin += math.fsum(step.bits for step in steps if step.field == "order")
    full, corrections = totals.total, []
    if totals.address is not None:
        address = address_bits(totals.address, weights)
        corrections.append(WaterfallStep(MOVED, CORRECTED, address - totals.address))
        full += address
    taken = explained_away(full, totals.kin, totals.names, weights)
    return (*steps, *corrections, WaterfallStep(KIN, CORRECTED, taken))


def without_corrections(steps: Iterable[WaterfallStep]) -> list[WaterfallStep]:
    """The steps of a waterfall alone."""
    return [step for step in steps if step.level != CORRECTED]


def municipality_beside_postcode(
    steps: Sequence[WaterfallStep], weights: Weights
) -> list[WaterfallStep]:
    """The municipality weighed beside the postcode, whichever claim each of them came from."""
    return [
        beside_postcode(
            step.with_bits(weights.term_bits(step.field, step.level, step.share)), steps
        )
        if step.field == "municipality" and step.level == "exact" and step.share is not None
        else step
        for step in steps
    ]


def beside_postcode(step: WaterfallStep, steps: Iterable[WaterfallStep]) -> WaterfallStep:
    """A municipality beside a postcode: the rarer of the two counts, the other a little."""
    code = 0.0
    for other in steps:
        if other.field == "postcode" and other.level == "exact":
            code = other.bits
    if not code:
        return step
    return step.with_bits(max(step.bits - code, 0.0) + min(MAX_BITS_SAME_PLACE, step.bits, code))


def replay(steps: Iterable[WaterfallStep], weights: Weights) -> tuple[WaterfallStep, ...]:
    """The same waterfall again, from levels and frequencies, with the weights of its day."""
    plain: list[WaterfallStep] = []
    for step in without_corrections(steps):
        if step.share is None:
            again = weights.fixed[step.field][step.level]
        else:
            again = weights.term_bits(step.field, step.level, step.share)
        plain.append(step.with_bits(again))
    return waterfall(municipality_beside_postcode(plain, weights), weights)

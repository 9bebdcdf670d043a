"""The error of a linkage: two persons with one code, one person with two, or with none.

Nothing here reads who came to more than one organisation. What a figure may be off follows from
the figure itself, what organisations show, and the few numbers of :class:`LinkageError`; these
follow from each organisation's own counts, in classes of T: nobody can size a smaller group by
them, another organisation neither, and one client more or less mostly changes nothing.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import combinations
from math import floor

from registry.counts.rules.cells import Key
from registry.year_linkage.rules import confidence
from registry.year_linkage.rules.linked_figures import (
    LinkedFigure,
    LinkedFigures,
    Sizes,
    most_twice,
)

CONFIDENCE = 95
"""Percent of years in which what is real lies between the bounds that are told."""
RISK_SIDE = 0.025
"""Of being outside, on either side; below, two causes share it."""
FEWEST_SAMPLED = 50
"""Clients coded a second time. When all fifty agree, nine in ten do at least; of thirty one could
say no more than 86 in a hundred, of twenty 80, and the total would be as wide as its sum."""
MOST_UNCERTAIN = 2 / 3
"""Of what nobody knows without linkage (from all of the largest organisation's to the sum), a
figure leaves at most this much open; otherwise it says little and seems to say much."""
STEP = 5
"""Of the percent and persons that are told."""


class Lack(StrEnum):
    """Something that keeps a linked total from being published."""

    GEEN_EXACT_TOTAAL = "geen_exact_totaal"
    """The organisation's own total of the year is hidden, or told in tens."""
    GEEN_STEEKPROEF = "geen_steekproef"
    STEEKPROEF_TE_KLEIN = "steekproef_te_klein"
    TE_ONZEKER = "te_onzeker"


@dataclass(frozen=True, slots=True)
class Sample:
    """Clients that an organisation coded a second time, and how many got the same code."""

    sampled: int
    alike: int


@dataclass(frozen=True, slots=True)
class Measurement:
    """The quality of one organisation's codes, by its delivery and its sample.

    ``clients``, ``coded`` and ``pairs_alike`` (pairs of its clients with one code) are as it
    delivered: who is erased later changes none of them.
    """

    organisation: str
    clients: int
    coded: int
    pairs_alike: int
    sample: Sample | None = None

    @property
    def fewest(self) -> int:
        """So many are sampled at least: all where there are fewer."""
        return min(FEWEST_SAMPLED, self.coded)

    @property
    def lack(self) -> Lack | None:
        if self.sample is None:
            return Lack.GEEN_STEEKPROEF
        return Lack.STEEKPROEF_TE_KLEIN if self.sample.sampled < self.fewest else None


@dataclass(frozen=True, slots=True)
class LinkageError:
    """``agreement`` is the least percent of codes made twice that are the same.

    ``false_meetings`` are the most persons that were taken for somebody else's, ``without_code``
    the most clients of whom nobody knows whether they came elsewhere.
    """

    agreement: int
    false_meetings: int
    without_code: int


def error_of(measured: Sequence[Measurement], threshold: int) -> LinkageError | None:
    """None as long as a sample lacks, or is too small."""
    shares = []
    for each in measured:
        if each.sample is None or each.lack is not None:
            return None
        # A person at two organisations gets the same code as often as the square root of the
        # product of both shares: never less often than at the worse of the two.
        shares.append(confidence.least_share(each.sample.alike, each.sample.sampled, RISK_SIDE / 2))
    pairs = sum(each.coded * (each.coded - 1) // 2 for each in measured)
    between = sum(one.coded * other.coded for one, other in combinations(measured, 2))
    alike = sum(_class_above(each.pairs_alike, threshold) - 1 for each in measured)
    false_meetings = confidence.most_elsewhere(min(alike, pairs), pairs, between, RISK_SIDE)
    return LinkageError(
        agreement=STEP * floor(100 * min(shares, default=0.0) / STEP),
        false_meetings=STEP * -(-false_meetings // STEP),
        without_code=sum(_class_above(each.clients - each.coded, threshold) for each in measured),
    )


def _class_above(number: int, threshold: int) -> int:
    """The first number of the next class of T: the same for T numbers, and above each."""
    return threshold * (number // threshold + 1)


def widened(
    figures: LinkedFigures, shown: Mapping[Key, Sizes], error: LinkageError, threshold: int
) -> LinkedFigures:
    """The figures with bounds that hold for persons, where those before held for codes.

    More is missed than met by chance, so what codes say lies near one end: told is the middle.
    A figure that would say too little is left out, by what is shown and the error alone.
    """
    return {
        key: _widened(figure, shown[key], error, threshold)
        if figure.value is not None and says_enough(shown[key], error, threshold)
        else LinkedFigure()
        for key, figure in figures.items()
    }


def says_enough(sizes: Sizes, error: LinkageError, threshold: int) -> bool:
    """Whether any figure of organisations of these sizes is narrow enough to be told."""
    most, base = most_twice(sizes), 2 * threshold
    whole = sum(sizes.values())
    widest = max(
        _width(_widened(_drawn(whole, most, drawn, base), sizes, error, threshold))
        for drawn in range(0, most + base, base)
    )
    return widest <= MOST_UNCERTAIN * most


def _drawn(whole: int, most: int, drawn: int, base: int) -> LinkedFigure:
    return LinkedFigure(
        whole - min(drawn, most),
        whole - min(most, drawn + base - 1),
        whole - min(most, max(0, drawn - base + 1)),
    )


def _width(figure: LinkedFigure) -> int:
    return (figure.at_most or 0) - (figure.at_least or 0)


def _widened(
    figure: LinkedFigure, sizes: Sizes, error: LinkageError, threshold: int
) -> LinkedFigure:
    most, whole = most_twice(sizes), sum(sizes.values())
    if figure.at_least is None or figure.at_most is None or not most:
        return figure
    few, many = whole - figure.at_most, whole - figure.at_least
    least_twice = max(0, few - error.false_meetings)
    same = confidence.most_tries(many, error.agreement / 100, most, RISK_SIDE / 2)
    at_least, at_most = whole - min(most, same + error.without_code), whole - least_twice
    if (at_least + at_most) % 2:  # as far on both sides: readers are told the middle and how far
        at_least, at_most = (
            (at_least - 1, at_most) if at_least > whole - most else (at_least, at_most + 1)
        )
    return LinkedFigure((at_least + at_most) // 2, at_least, at_most)


def lacking(
    measured: Iterable[Measurement], totals: Sizes, threshold: int
) -> list[tuple[Lack, str | None]]:
    """Things that keep the total from being published, each with its organisation if it is of one.

    ``totals`` are the exact ones that organisations show. Who came to more than one has no part in
    it: so people hear it before the codes are destroyed, and may still mend it.
    """
    found = [*measured]
    lacks: list[tuple[Lack, str | None]] = [
        (Lack.GEEN_EXACT_TOTAAL, each.organisation)
        for each in found
        if each.organisation not in totals
    ]
    lacks += [(each.lack, each.organisation) for each in found if each.lack is not None]
    error = error_of(found, threshold)
    if error is not None and not lacks and not says_enough(totals, error, threshold):
        lacks.append((Lack.TE_ONZEKER, None))
    return lacks

"""Pictures of an indicator: its trend over periods, and its parts by each dimension.

A figure that is suppressed or unknown is in no picture: the table beside it says which it is.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from reporting.figures.rules.code_labels import label_of
from reporting.figures.rules.outcomes import Breakdown, Outcome, Row, Status
from reporting.figures.rules.terms import IN_TIME, LATE, Term
from reporting.figures.rules.told import MayBeTold, Provenance

MOST_LABELS = 24
"""A picture with more labels is none; the table has them all."""
MOVES = "branch_shift"
"""The dimension whose codes are two branches, as ``straat:raam``."""


class PictureKind(StrEnum):
    """Trend, parts, moves, terms that were met, and a calendar of days."""

    VERLOOP = "verloop"
    VERDELING = "verdeling"
    VAN_NAAR = "van_naar"
    TERMIJNEN = "termijnen"
    KALENDER = "kalender"


@dataclass(frozen=True, slots=True)
class Bar(MayBeTold):
    """A figure by its label. Without ``value`` it is ``suppressed``, or it is not known.

    ``short`` is what a drawing says in place of the label, where that is long.
    ``margin``: how much a rounded figure may be off either way. ``told``: as its source told it.
    ``origin`` and ``target`` are the
    labels of a move's branches. ``series`` tells two figures of one label apart, as a period and
    the one before. ``day`` is that of a calendar.
    """

    label: str
    value: int | None
    suppressed: bool = False
    margin: int = 0
    origin: str = ""
    target: str = ""
    short: str = ""
    series: str = ""
    day: date | None = None
    told: Provenance | None = None

    @property
    def is_drawn(self) -> bool:
        return self.value is not None and not self.suppressed


@dataclass(frozen=True, slots=True)
class Picture:
    """``subject`` is the part or dimension, empty for the whole indicator."""

    kind: PictureKind
    subject: str
    bars: tuple[Bar, ...]

    @property
    def drawn(self) -> list[Bar]:
        return [bar for bar in self.bars if bar.is_drawn]

    @property
    def is_worth_drawing(self) -> bool:
        """Two figures at least, one of them above zero, and not too many to read."""
        drawn = self.drawn
        readable = (
            self.kind is PictureKind.KALENDER or len({bar.label for bar in drawn}) <= MOST_LABELS
        )
        return len(drawn) >= 2 and readable and any(bar.value for bar in drawn)


@dataclass(frozen=True, slots=True)
class PeriodOutcome:
    """The answer for a period, with the period's label and its short name."""

    label: str
    short: str
    outcome: Outcome


def trends(known: Sequence[PeriodOutcome]) -> list[Picture]:
    """Of the whole, or where it has no total of each part; ``known`` is oldest first."""
    if any(each.outcome.value is not None or each.outcome.suppressed for each in known):
        bars = tuple(
            Bar(
                each.label,
                each.outcome.value,
                each.outcome.suppressed,
                each.outcome.margin,
                short=each.short,
                told=each.outcome.told,
            )
            for each in known
        )
        return [Picture(PictureKind.VERLOOP, "", bars)]
    names = {part.code: part.label for each in known for part in each.outcome.parts if part.counted}
    return [
        Picture(PictureKind.VERLOOP, label, tuple(_part(code, each) for each in known))
        for code, label in names.items()
    ]


def shares(outcome: Outcome) -> list[Picture]:
    """One for each dimension of the figure; moves from branch to branch as a square of both."""
    if outcome.status is not Status.CIJFER:
        return []
    return [_share(split) for split in outcome.breakdowns]


def _share(split: Breakdown) -> Picture:
    is_move = split.dimension == MOVES
    kind = PictureKind.VAN_NAAR if is_move else PictureKind.VERDELING
    return Picture(kind, split.label, tuple(_bar(row, is_move=is_move) for row in split.rows))


def _bar(row: Row, *, is_move: bool) -> Bar:
    origin, _, target = row.code.partition(":") if is_move else ("", "", "")
    return Bar(
        row.label,
        row.value,
        row.suppressed,
        row.margin,
        origin=label_of(origin) if origin else "",
        target=label_of(target) if target else "",
        told=row.told,
    )


def _part(code: str, known: PeriodOutcome) -> Bar:
    for part in known.outcome.parts:
        if part.code == code:
            return Bar(
                known.label,
                part.value,
                part.suppressed,
                part.margin,
                short=known.short,
                told=part.told,
            )
    return Bar(known.label, None, short=known.short)


def of_terms(terms: Sequence[Term], in_time: str = IN_TIME, late: str = LATE) -> Picture:
    """Two figures of each term, under these names."""
    bars = tuple(
        Bar(term.label, value, series=series)
        for term in terms
        for series, value in ((in_time, term.in_time), (late, term.late))
    )
    return Picture(PictureKind.TERMIJNEN, "", bars)

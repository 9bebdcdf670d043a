"""Facts: what reporting remembers of each event, and never a person."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Fact:
    """``day`` is the Brussels day that the fact counts for; ``dims`` what indicators split by."""

    kind: str
    subject_id: UUID
    day: date
    branch: str | None = None
    dims: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class NewFact:
    """A fact to be written: ``occurred_at`` is when it happened, ``told_at`` when it was said;
    ``day`` is the day that it counts for.

    ``recorded_at`` is when its event was recorded by its publisher: of what somebody wrote down
    late, later than both. From then on the fact was known.
    """

    event_id: UUID | None
    kind: str
    subject_id: UUID
    occurred_at: datetime
    day: date
    told_at: datetime
    recorded_at: datetime
    branch: str | None
    dims: dict[str, Any]


TOLD_WITHIN = timedelta(days=31)
"""A fact that was recorded later says nothing of what its source told at its time: an inspection of
years ago, written down today, makes no year whole."""

WITHDRAWS: dict[str, frozenset[str]] = {
    "shift-cancelled": frozenset({"shift-declared", "shift-changed"}),
    "shift-lapsed": frozenset({"shift-declared", "shift-changed"}),
    "branch-reading-withdrawn": frozenset({"branch-reading-found", "branch-reading-changed"}),
    "branch-shift-withdrawn": frozenset({"branch-shift-announced", "branch-shift-detected"}),
    "first-contact-withdrawn": frozenset({"first-contact-due", "first-contact-renewed"}),
    "inspection-withdrawn": frozenset({"inspection-completed"}),
    "integrity-decision-withdrawn": frozenset({"integrity-investigation-ended"}),
    "mayor-measure-order-withdrawn": frozenset(
        {
            "mayor-measure-appeal-decided",
            "mayor-measure-confirmed",
            "mayor-measure-ended",
            "mayor-measure-enforced",
            "mayor-measure-execution-recorded",
            "mayor-measure-lapsed",
            "mayor-measure-notified",
            "mayor-measure-ordered",
        }
    ),
    "mayor-measure-renewal-withdrawn": frozenset(
        {
            "mayor-measure-confirmed",
            "mayor-measure-lapsed",
            "mayor-measure-notified",
            "mayor-measure-ordered",
        }
    ),
    "monthly-action-withdrawn": frozenset({"monthly-action-planned"}),
    "report-withdrawn": frozenset({"report-drawn-up"}),
    "sanction-case-reopened": frozenset({"sanction-closed"}),
    "sanction-decision-withdrawn": frozenset(
        {
            "sanction-appeal-decided",
            "sanction-decided",
            "sanction-execution-recorded",
            "sanction-notified",
        }
    ),
    "sanction-next-finding-voided": frozenset({"sanction-next-finding-linked"}),
    "seen-elsewhere-withdrawn": frozenset({"seen-elsewhere"}),
    "shift-check-withdrawn": frozenset({"shift-verified", "shift-absence-observed"}),
    "street-ban-withdrawn": frozenset(
        {
            "street-ban-appeal-decided",
            "street-ban-confirmed",
            "street-ban-ended",
            "street-ban-notified",
            "street-ban-ordered",
        }
    ),
    "unannounced-presence-withdrawn": frozenset({"unannounced-presence-observed"}),
}
"""Facts about the same subject that no longer count when such a fact arrives. None is deleted.

One that names a moment (``observed_at``) withdraws only what was observed then, and one that names
a ``renewal`` nothing of the order before it, or of a later one.
"""

AGAIN = (
    "integrity-decision-withdrawn",
    "mayor-measure-order-withdrawn",
    "mayor-measure-renewal-withdrawn",
    "sanction-case-reopened",
    "sanction-decision-withdrawn",
    "sanction-next-finding-voided",
    "shift-check-withdrawn",
    "street-ban-withdrawn",
)
"""They come before a new check, decision or order about the same subject, which counts."""

WITHDRAWN_BY: dict[str, frozenset[str]] = {
    withdrawn: frozenset(
        kind for kind, gone in WITHDRAWS.items() if withdrawn in gone and kind not in AGAIN
    )
    for withdrawn in frozenset[str]().union(*WITHDRAWS.values())
}
"""The kinds that withdraw each kind, also when it comes later than they; not those of ``AGAIN``,
whose events come in their order: a later one is another.
"""


class Facts:
    """The facts that count in a period, to be narrowed and counted."""

    def __init__(self, facts: Iterable[Fact]) -> None:
        self._facts = list(facts)

    def __iter__(self) -> Iterator[Fact]:
        return iter(self._facts)

    def of(self, *kinds: str) -> "Facts":
        return Facts(fact for fact in self._facts if fact.kind in kinds)

    def where(self, dimension: str, *codes: Any) -> "Facts":
        return Facts(fact for fact in self._facts if value(fact, dimension) in codes)

    def within(self, first: date, last: date) -> "Facts":
        return Facts(fact for fact in self._facts if first <= fact.day <= last)

    @property
    def count(self) -> int:
        """Different subjects: the same inspection told twice is one inspection."""
        return len({(fact.kind, fact.subject_id) for fact in self._facts})

    def distinct(self, dimension: str) -> int:
        """Different codes; a list in a fact gives each of its members."""
        return len(self.codes(dimension))

    def codes(self, dimension: str) -> set[Any]:
        codes: set[Any] = set()
        for fact in self._facts:
            code = value(fact, dimension)
            if isinstance(code, list):
                codes.update(code)
            elif code is not None:
                codes.add(code)
        return codes

    def total(self, dimension: str) -> int:
        """The sum of a number, or of the lengths of a list, over different subjects."""
        numbers = {(f.kind, f.subject_id): _number(value(f, dimension)) for f in self._facts}
        return sum(numbers.values())

    def by(self, dimension: str) -> dict[str, "Facts"]:
        """Split by the codes of a dimension, in the order of the codes."""
        groups: dict[str, list[Fact]] = {}
        for fact in self._facts:
            code = value(fact, dimension)
            groups.setdefault("onbekend" if code is None else str(code), []).append(fact)
        return {code: Facts(groups[code]) for code in sorted(groups)}

    def subjects(self) -> Collection[UUID]:
        return {fact.subject_id for fact in self._facts}


def value(fact: Fact, dimension: str) -> Any:
    return fact.branch if dimension == "branch" else fact.dims.get(dimension)


def _number(amount: Any) -> int:
    return len(amount) if isinstance(amount, list) else int(amount or 0)

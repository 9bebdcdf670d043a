"""Status of premises: blocked or not, and the reason, from the facts that enforcement told.

Facts are kept as they came and judged by their own times, so an event that arrives late, or
after one about another period, changes the answer exactly as much as it should.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum
from uuid import UUID

from chassis.days import city_day
from chassis.messages import LazyMessage, lazy
from pandkalender.moments.rules.period import Period, spoken


class FactKind(StrEnum):
    """The kind of decision that a fact is."""

    TERM = "term"
    SUSPENSION = "suspension"
    LIFTED = "lifted"
    CLOSURE = "closure"
    WITHDRAWN = "withdrawn"
    EXPIRED = "expired"


@dataclass(frozen=True, slots=True)
class Fact:
    """One decision about premises.

    ``dossier_id`` is the declaration that it is about; of a closure and its lifting, the case.
    ``known_at`` is when it was decided. ``ends_at`` is exclusive, and empty for what has no end:
    a term without one is a renewal that was asked, which lets the declaration work on until the
    next term of its dossier is decided.
    For what happens at once (lifted, withdrawn, expired) ``starts_at`` is that moment.
    ``taken_back``: of a lifting, whoever decided what it ends took that back; ``annulled``: the
    Council of State annulled it, maybe after it was lifted already.
    """

    kind: FactKind
    dossier_id: UUID | None
    known_at: datetime
    starts_at: datetime
    ends_at: datetime | None = None
    taken_back: bool = False
    annulled: bool = False


STILL_AWAITED = datetime(9999, 1, 1, tzinfo=UTC)
"""The end of a declaration whose renewal nobody decided yet."""

FORMER_OWNER = lazy("Het pand heeft intussen een andere eigenaar.")
"""Of a shift that was declared before a sale."""


def why_blocked(facts: Iterable[Fact], period: Period) -> LazyMessage | None:
    """The Dutch reason why no shift may fill ``period``; None when it may."""
    facts = list(facts)
    return _closed(facts, period) or _suspended(facts, period) or without_term(facts, period)


def _closed(facts: Sequence[Fact], period: Period) -> LazyMessage | None:
    for fact in _of(facts, FactKind.CLOSURE):
        end = _end_of_ban(fact, facts)
        if _touches(fact.starts_at, end, period):
            start = spoken(fact.starts_at)
            if end is None:
                return lazy("Het pand is definitief gesloten vanaf %(start)s.", start=start)
            return lazy(
                "Het pand is gesloten van %(start)s tot %(end)s.", start=start, end=spoken(end)
            )
    return None


def _suspended(facts: Sequence[Fact], period: Period) -> LazyMessage | None:
    """A suspension is about the premises, so a newer dossier does not escape it."""
    for fact in _of(facts, FactKind.SUSPENSION):
        end = _end_of_ban(fact, facts)
        if _touches(fact.starts_at, end, period):
            start = spoken(fact.starts_at)
            if end is None:
                return lazy("De geschiktheidsverklaring is geschorst van %(start)s.", start=start)
            return lazy(
                "De geschiktheidsverklaring is geschorst van %(start)s tot %(end)s.",
                start=start,
                end=spoken(end),
            )
    return None


def _end_of_ban(ban: Fact, facts: Iterable[Fact]) -> datetime | None:
    """The end of a suspension or closure: its own, or when it was lifted; None for good.

    A lifting ends what was decided before it was known. What is told anew at the same moment goes
    on: the suspension of one case is lifted there, and that of another is not.
    """
    ends = [fact.starts_at for fact in _liftings(ban, facts)]
    return min([*ends, *([ban.ends_at] if ban.ends_at else [])], default=None)


def _liftings(ban: Fact, facts: Iterable[Fact]) -> list[Fact]:
    return [
        fact
        for fact in facts
        if fact.kind is FactKind.LIFTED
        and fact.dossier_id == ban.dossier_id
        and fact.known_at > ban.known_at
    ]


def _was_taken_back(ban: Fact, facts: Iterable[Fact]) -> bool:
    """By the lifting that ended it, before it was over by itself."""
    first = min(_liftings(ban, facts), key=lambda fact: fact.starts_at, default=None)
    if first is None or (ban.ends_at is not None and ban.ends_at <= first.starts_at):
        return False
    return first.taken_back


def _was_annulled(ban: Fact, facts: Iterable[Fact]) -> bool:
    """Whenever that was told of its case; of a suspension, whose liftings bear the declaration that
    others suspend too, by the lifting that ended it, or by one before the next suspension."""
    facts = list(facts)
    liftings = _liftings(ban, facts)
    if ban.kind is FactKind.CLOSURE:
        return any(lifting.annulled for lifting in liftings)
    first = min(liftings, key=lambda fact: fact.starts_at, default=None)
    since = min(
        (
            fact.known_at
            for fact in facts
            if fact.kind is FactKind.SUSPENSION
            and fact.dossier_id == ban.dossier_id
            and fact.known_at > ban.known_at
        ),
        default=None,
    )
    return any(
        lifting.annulled and (lifting is first or since is None or lifting.known_at <= since)
        for lifting in liftings
    )


def without_term(facts: Sequence[Fact], period: Period) -> LazyMessage | None:
    """The reason where no declaration works, apart from what bars it for a time."""
    terms = _of(facts, FactKind.TERM)
    if not terms:
        return lazy("Dit pand heeft geen geschiktheidsverklaring.")
    valid = [Period(term.starts_at, end) for term in terms if (end := _end_of(term, facts))]
    gap = _first_gap(valid, period)
    if gap is None:
        return None
    ended = [term.ends_at for term in valid if term.length and term.ends_at <= gap]
    for fact in reversed(_of(facts, FactKind.WITHDRAWN)):
        if fact.starts_at <= gap and not any(end > fact.starts_at for end in ended):
            return lazy(
                "De geschiktheidsverklaring is ingetrokken op %(start)s.",
                start=spoken(fact.starts_at),
            )
    later = [term.starts_at for term in valid if term.length and term.starts_at > gap]
    if later:
        return lazy(
            "De geschiktheidsverklaring geldt pas vanaf %(day)s.",
            day=f"{city_day(min(later)):%d/%m/%Y}",
        )
    last = city_day(max(term.ends_at for term in valid) - timedelta(microseconds=1))
    return lazy("De geschiktheidsverklaring gold tot en met %(day)s.", day=f"{last:%d/%m/%Y}")


def _end_of(term: Fact, facts: Sequence[Fact]) -> datetime:
    """A withdrawal ends every term decided before it; an expiry only those of its own dossier."""
    end = term.ends_at or _decided_after(term, facts)
    for fact in facts:
        ends_term = fact.kind is FactKind.WITHDRAWN or (
            fact.kind is FactKind.EXPIRED and fact.dossier_id == term.dossier_id
        )
        if ends_term and fact.starts_at >= term.known_at:
            end = min(end, fact.starts_at)
    return max(end, term.starts_at)


def _decided_after(asked: Fact, facts: Sequence[Fact]) -> datetime:
    """The decision on a renewal that was asked: granted or refused, it names a term."""
    decided = [
        fact.known_at
        for fact in _of(facts, FactKind.TERM)
        if fact.dossier_id == asked.dossier_id
        and fact.ends_at is not None
        and fact.known_at >= asked.known_at
    ]
    return min(decided, default=STILL_AWAITED)


def _first_gap(valid: Iterable[Period], period: Period) -> datetime | None:
    reached = period.starts_at
    for term in sorted(valid, key=lambda term: term.starts_at):
        if term.starts_at > reached:
            break
        reached = max(reached, term.ends_at)
        if reached >= period.ends_at:
            return None
    return reached


def _touches(start: datetime, end: datetime | None, period: Period) -> bool:
    return start < period.ends_at and (end is None or (start < end and period.starts_at < end))


def _of(facts: Iterable[Fact], kind: FactKind) -> list[Fact]:
    return sorted((fact for fact in facts if fact.kind is kind), key=lambda fact: fact.starts_at)


@dataclass(frozen=True, slots=True)
class Ban:
    """A suspension or closure as it stands; ``ends_at`` is its term or its lifting.

    ``taken_back`` or ``annulled`` by the Council of State: it counts as if it never was, from
    ``ends_at`` on.
    """

    kind: FactKind
    known_at: datetime
    starts_at: datetime
    ends_at: datetime | None
    taken_back: bool = False
    annulled: bool = False

    def over(self, at: datetime) -> bool:
        return self.ends_at is not None and self.ends_at <= at


def bans(facts: Iterable[Fact]) -> list[Ban]:
    """Suspensions and closures, the latest first."""
    facts = list(facts)
    kinds = (FactKind.SUSPENSION, FactKind.CLOSURE)
    standing = [
        Ban(
            fact.kind,
            fact.known_at,
            fact.starts_at,
            _end_of_ban(fact, facts),
            _was_taken_back(fact, facts),
            _was_annulled(fact, facts),
        )
        for fact in facts
        if fact.kind in kinds
    ]
    return sorted(standing, key=lambda ban: ban.starts_at, reverse=True)


def last_valid_day(facts: Iterable[Fact], at: datetime) -> date | None:
    """The last day of the terms that follow each other from ``at``; None when none runs then.

    While a renewal is awaited that is the end of the present term, also once it is past.
    """
    facts = list(facts)
    reached = at
    for term in _of(facts, FactKind.TERM):
        if term.ends_at is not None and term.starts_at <= reached:
            reached = max(reached, _end_of(term, facts))
    if reached == at and renewal_awaited(facts, at):
        ends = [term.ends_at for term in _of(facts, FactKind.TERM) if term.ends_at]
        return city_day(max(ends, default=at) - timedelta(microseconds=1))
    return city_day(reached - timedelta(microseconds=1)) if reached > at else None


def is_over(facts: Iterable[Fact], at: datetime) -> bool:
    """Whether no term runs, and none is still to come."""
    facts = list(facts)
    return all(
        _end_of(term, facts) <= max(at, term.starts_at) for term in _of(facts, FactKind.TERM)
    )


def renewal_awaited(facts: Iterable[Fact], at: datetime) -> bool:
    """Whether a renewal was asked and nobody decided it yet."""
    facts = list(facts)
    return any(
        term.ends_at is None and term.starts_at <= at < _end_of(term, facts)
        for term in _of(facts, FactKind.TERM)
    )

"""Correspondence of the procedures: each says which letters it sends, what they say, and what their
arrival takes. Letters know no procedure; the service hands them over when it is wired.
"""

from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Protocol
from uuid import UUID

from chassis.db import Transaction
from chassis.web import Function
from enforcement.cases.rules import CaseKind
from enforcement.cases.store import findings
from enforcement.cases.store.findings import Finding, OffenderIdentity
from enforcement.cases.store.timeline import By
from enforcement.notifications.rules import LetterKind
from enforcement.notifications.rules.case_file import CaseFile
from enforcement.notifications.rules.letters import AddresseeRole, Particulars, WrongLetterError
from enforcement.notifications.rules.notification import Proof
from enforcement.notifications.rules.outlines import Outline
from enforcement.notifications.store.awaited import AwaitedLetters

Follow = Callable[[Transaction, UUID, date, By], Awaitable[object]]
"""Takes the case, the day on which the last addressee was notified, and who noted it."""
Later = Callable[[Transaction, UUID, Proof, By], Awaitable[object]]
Unreached = Callable[[Transaction, UUID, By], Awaitable[None]]


class CityTexts(Protocol):
    """What the city itself wrote for a letter: its versions, and what a template asks of it."""

    @property
    def ids(self) -> Sequence[UUID]: ...
    def said(self, told: Mapping[str, Any]) -> dict[str, Any]: ...


TextsOf = Callable[[Transaction, CaseKind, LetterKind, date], Awaitable[CityTexts]]


@dataclass(frozen=True, slots=True)
class Handover:
    """Sale of the declaration that a case is about; ``binds``: what is decided binds the buyer."""

    seller: str
    holder: str
    sold_at: datetime
    binds: bool

    def is_to_be_told(self, notified_at: datetime | None) -> bool:
        """Whether the buyer has still to hear what binds: known before the sale, the seller did."""
        return self.binds and (notified_at is None or notified_at > self.sold_at)


class Addressed(Protocol):
    """The row of a case, which knows whether one of its letters came back."""

    undelivered: bool


class OwnTerms(Protocol):
    """Terms of one person of a case, from the letters that this person got."""

    @property
    def told_on(self) -> date | None: ...
    @property
    def defence_until(self) -> date | None: ...
    @property
    def appeal_until(self) -> date | None: ...


@dataclass(frozen=True, slots=True)
class Arrival:
    """What a letter's arrival takes in its procedure; ``anew``: once it proves to have come later,
    or another came in place of one that came back.

    ``each_apart``: each person's arrival is told as it comes, though that of others is open.
    ``waited_for``: the case may not go on against somebody without it. ``known_ahead``: it is told
    as soon as the day is sure, though that may be a few days ahead: whoever gets the letter on the
    day after it left may answer at once. A sanction works, and a reminder counts, only from the day
    itself. ``unreached``: a letter came back of whose day the procedure was not told, though it may
    have noted one by itself.
    """

    follow: Follow
    anew: Later
    each_apart: bool = False
    waited_for: bool = True
    known_ahead: bool = False
    unreached: Unreached | None = None


async def _nowhere(_tx: Transaction, _premises_id: UUID) -> str | None:
    return None


async def _no_more(_tx: Transaction, _case: CaseFile, _kind: LetterKind) -> dict[str, Any]:
    return {}


async def _as_said(
    _tx: Transaction, _case: CaseFile, _kind: LetterKind, particulars: Particulars
) -> Particulars:
    return particulars


async def _nobody(_tx: Transaction, _case_id: UUID, _kind: LetterKind) -> AddresseeRole | None:
    return None


async def _ever(_tx: Transaction, _case_id: UUID, _kind: LetterKind) -> datetime | None:
    return None


async def _not_renewed(
    _tx: Transaction, _case_id: UUID, _kind: LetterKind, _drafted_at: datetime
) -> bool:
    return False


async def _never(
    _tx: Transaction, _case_id: UUID, _kind: LetterKind, _drafted_at: datetime
) -> datetime | None:
    return None


async def _none_own(_tx: Transaction, _case_id: UUID) -> Mapping[UUID, OwnTerms]:
    return {}


async def _no_count(_tx: Transaction, _case_id: UUID) -> None:
    return None


async def _no_parts(_tx: Transaction, _case_id: UUID) -> Sequence[UUID]:
    return ()


async def _nothing_beside(_tx: Transaction, _case_id: UUID, _kind: LetterKind) -> Sequence[UUID]:
    return ()


async def _no_day(_tx: Transaction, _case_id: UUID, _kind: LetterKind) -> date | None:
    return None


async def _unsold(_tx: Transaction, _case_id: UUID) -> Handover | None:
    return None


async def _same_person(_tx: Transaction, _case_id: UUID) -> datetime | None:
    return None


@dataclass(frozen=True, slots=True, kw_only=True)
class Correspondence:
    """The letters of a procedure. ``workers`` make and see them (handbook §4.3).

    ``row`` is the case itself, locked, and ``find`` the case as letters know it; ``must_be_ready``
    raises ``RefusedError`` where the case is not ready for a letter; ``awaited`` says which cases
    await one; ``said`` are the particulars that the case itself knows, ``told`` what else its
    templates ask for.

    The rest is of few: ``told_of`` what the templates of one kind ask for, which another letter is
    not outdated by; ``place_of`` premises in a line; ``complete`` adds what a draft reserves;
    ``copied_to`` the office that gets a copy, ``said_since`` the moment from which a letter says
    what it says now, ``retaken_at`` that at which what a letter of some moment said was taken back,
    ``renewed_since`` whether it was renewed; ``persons`` whom the case is about; ``terms_of`` each,
    where everybody has their own, and ``count_persons`` who still lacks a letter; ``parts`` cases
    that were joined to it;
    ``enclosed`` documents of the case that go with a letter; ``held_until`` the last day on which
    something holds without a letter; ``sold`` how what it is about went over to another, and
    ``passed_at`` since when its letters go to another person than before; ``binds_buyer_since``
    that sale, where a kind of letter notifies whoever bought.
    ``in_place`` are steps that leave a case in its state, and
    change what its letters say; ``codes``: a letter bears a code for the page of the own case.
    """

    kind: CaseKind
    workers: frozenset[Function]
    outlines: Mapping[LetterKind, Outline]
    awaited: AwaitedLetters
    arrivals: Mapping[LetterKind, Arrival]
    row: Callable[[Transaction, UUID], Awaitable[Addressed | None]]
    find: Callable[[Transaction, UUID], Awaitable[CaseFile | None]]
    must_be_ready: Callable[[Transaction, CaseFile, LetterKind], Awaitable[None]]
    said: Callable[[Transaction, CaseFile, LetterKind], Awaitable[dict[str, Any]]]
    told: Callable[
        [Transaction, CaseFile, Sequence[Finding], Particulars], Awaitable[dict[str, Any]]
    ]
    place_of: Callable[[Transaction, UUID], Awaitable[str | None]] = _nowhere
    complete: Callable[[Transaction, CaseFile, LetterKind, Particulars], Awaitable[Particulars]] = (
        _as_said
    )
    copied_to: Callable[[Transaction, UUID, LetterKind], Awaitable[AddresseeRole | None]] = _nobody
    said_since: Callable[[Transaction, UUID, LetterKind], Awaitable[datetime | None]] = _ever
    retaken_at: Callable[[Transaction, UUID, LetterKind, datetime], Awaitable[datetime | None]] = (
        _never
    )
    told_of: Callable[[Transaction, CaseFile, LetterKind], Awaitable[dict[str, Any]]] = _no_more
    renewed_since: Callable[[Transaction, UUID, LetterKind, datetime], Awaitable[bool]] = (
        _not_renewed
    )
    persons: Callable[[Transaction, UUID], Awaitable[Sequence[OffenderIdentity]]] = (
        findings.offenders
    )
    terms_of: Callable[[Transaction, UUID], Awaitable[Mapping[UUID, OwnTerms]]] = _none_own
    count_persons: Callable[[Transaction, UUID], Awaitable[None]] = _no_count
    parts: Callable[[Transaction, UUID], Awaitable[Sequence[UUID]]] = _no_parts
    enclosed: Callable[[Transaction, UUID, LetterKind], Awaitable[Sequence[UUID]]] = _nothing_beside
    held_until: Callable[[Transaction, UUID, LetterKind], Awaitable[date | None]] = _no_day
    sold: Callable[[Transaction, UUID], Awaitable[Handover | None]] = _unsold
    passed_at: Callable[[Transaction, UUID], Awaitable[datetime | None]] = _same_person
    binds_buyer_since: Callable[[Transaction, UUID, LetterKind], Awaitable[datetime | None]] = _ever
    in_place: frozenset[str] = frozenset()
    codes: bool = False

    def outline(self, kind: LetterKind) -> Outline:
        """Raises ``WrongLetterError`` for a kind that this procedure does not send."""
        outline = self.outlines.get(kind)
        if outline is None:
            raise WrongLetterError
        return outline


@dataclass(slots=True)
class _Known:
    by_kind: dict[CaseKind, Correspondence] = field(default_factory=dict)
    texts_of: TextsOf | None = None


_KNOWN = _Known()


def hand_over(correspondences: Iterable[Correspondence], texts_of: TextsOf) -> None:
    """Let letters know the procedures of the service, in the order in which a case is looked for,
    and where the city keeps its own texts; once, where the service is wired.
    """
    _KNOWN.by_kind = {each.kind: each for each in correspondences}
    _KNOWN.texts_of = texts_of


async def city_texts(
    tx: Transaction, case_kind: CaseKind, letter: LetterKind, on: date
) -> CityTexts:
    """What the city itself wrote for a kind of letter, as it holds on a day."""
    assert _KNOWN.texts_of is not None, "handed over where the service is wired"
    return await _KNOWN.texts_of(tx, case_kind, letter, on)


def correspondences() -> Sequence[Correspondence]:
    """The correspondence of every procedure."""
    return [*_KNOWN.by_kind.values()]


def correspondence(kind: CaseKind) -> Correspondence:
    """The correspondence of the cases of a kind."""
    return _KNOWN.by_kind[kind]

"""Letters that cases await: each kind with its cases, the first last day on top; names nobody."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import (
    ColumnElement,
    Date,
    Select,
    Subquery,
    and_,
    bindparam,
    false,
    literal,
    literal_column,
    or_,
    true,
    union_all,
)
from sqlalchemy import select as select_columns
from sqlalchemy.dialects.postgresql.asyncpg import PGDialect_asyncpg
from sqlalchemy.orm import Mapped
from sqlmodel import col, func, select

from chassis.days import city_day
from chassis.db import Transaction
from enforcement.cases.rules import CaseKind
from enforcement.cases.store.timeline import TimelineEntry
from enforcement.legal_terms.store import FIRST_TO_END
from enforcement.notifications.rules import LetterKind
from enforcement.notifications.rules.letters import (
    COPIED,
    IN_FAVOUR,
    AddresseeRole,
    LetterState,
)
from enforcement.notifications.rules.outlines import Outline
from enforcement.notifications.store.addressees import AddresseeRow
from enforcement.notifications.store.letters import Letter

YES, NO = true(), false()
TODAY: ColumnElement[date] = bindparam("today", type_=Date())
"""The day on which somebody asks, in Brussels."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Awaited:
    """A letter that cases in these states await, and ``when`` more has to hold.

    ``since`` is the moment of what the letter tells: one that was made before tells something else.
    Without it a case gets the letter once. ``by_hand``: of these cases somebody has to write what
    the letter says. ``lacked``: persons of the case have it already, so that one goes to who was
    named later.
    """

    letter: LetterKind
    states: frozenset[StrEnum]
    when: ColumnElement[bool] = YES
    since: ColumnElement[datetime | None] | None = None
    by_hand: ColumnElement[bool] = NO
    lacked: bool = False


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class AwaitedLetters:
    """The letters that cases of one procedure await, with the columns of their table.

    ``held``: the police ask to wait, which stops all but what is in somebody's favour.
    """

    case_id: Mapped[UUID]
    number: Mapped[str]
    state: Mapped[Any]
    letters: Sequence[Awaited]
    held: ColumnElement[bool] = NO
    minor: ColumnElement[bool] = NO


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of letter in one procedure, as its address names it: ``gas-case:opstartbrief``."""

    case: CaseKind
    letter: LetterKind

    def __str__(self) -> str:
        return f"{self.case}:{self.letter}"


@dataclass(frozen=True, slots=True)
class Asked:
    """A kind to look for, with what its procedure says of it."""

    kind: Kind
    outline: Outline
    awaits: AwaitedLetters


@dataclass(frozen=True, slots=True)
class Number:
    """The number of cases that await a kind, and of those for which somebody has to write it."""

    kind: Kind
    cases: int
    by_hand: int
    first_day: date | None


@dataclass(frozen=True, slots=True)
class WaitingCase:
    """A case that awaits a letter; ``addressed``: everybody to whom it goes is known."""

    case_id: UUID
    number: str
    by_hand: bool
    addressed: bool
    last_day: date | None


def last_taken(case_id: Mapped[UUID], *steps: str) -> ColumnElement[datetime | None]:
    """The moment at which somebody last noted one of these steps in a case."""
    query = select(func.max(TimelineEntry.at)).where(
        TimelineEntry.case_id == case_id, col(TimelineEntry.step).in_([*map(str, steps)])
    )
    return query.correlate_except(TimelineEntry).scalar_subquery()


def noted_since(case_id: Mapped[UUID], noted: str, *steps: StrEnum) -> ColumnElement[bool]:
    """Whether this was noted in a case behind the last of these steps."""
    before = (
        select(func.max(TimelineEntry.position))
        .where(TimelineEntry.case_id == case_id, col(TimelineEntry.step).in_([*map(str, steps)]))
        .correlate_except(TimelineEntry)
    )
    since = (
        select(TimelineEntry.position)
        .where(
            TimelineEntry.case_id == case_id,
            TimelineEntry.step == noted,
            col(TimelineEntry.position) > before.scalar_subquery(),
        )
        .correlate_except(TimelineEntry)
    )
    return since.exists()


def still_to_leave(
    table: AwaitedLetters, closed_at: Mapped[datetime | None], kinds: Collection[LetterKind]
) -> str:
    """SQL for the ids of cases with a letter of these kinds that has yet to leave: it is awaited,
    drafted or checked. Who cancels the last one of a case that ended decided that none leaves.

    For kinds whose condition asks no ``TODAY``, and that all persons of a case get at once.
    """
    cancelled = col(Letter.cancelled_at) >= closed_at
    awaiting = [
        select_columns(table.case_id).where(
            table.state.in_(awaited.states),
            awaited.when,
            ~_made(table, awaited),
            ~_of_kinds(table, [awaited.letter], cancelled),
        )
        for awaited in table.letters
        if awaited.letter in kinds
    ]
    unsent = col(Letter.state).in_([LetterState.CONCEPT, LetterState.NAGEKEKEN])
    query = union_all(
        *awaiting, select_columns(table.case_id).where(_of_kinds(table, kinds, unsent))
    )
    dialect = PGDialect_asyncpg()  # type: ignore[no-untyped-call]
    return str(query.compile(dialect=dialect, compile_kwargs={"literal_binds": True}))


def _of_kinds(
    table: AwaitedLetters, kinds: Collection[LetterKind], *more: ColumnElement[bool]
) -> ColumnElement[bool]:
    letter = select(Letter.letter_id).where(
        Letter.case_id == table.case_id, col(Letter.kind).in_(sorted(kinds)), *more
    )
    return letter.correlate_except(Letter).exists()


async def numbers(tx: Transaction, asked: Sequence[Asked]) -> list[Number]:
    """Of each kind that some case awaits, the soonest last day on top."""
    if not asked:
        return []
    c = _cases(asked)
    query = select_columns(
        c.c.kind,
        c.c.letter,
        func.count(),
        func.count().filter(c.c.by_hand),
        func.min(_last_day()),
    ).group_by(c.c.kind, c.c.letter)
    found = [
        Number(Kind(CaseKind(kind), LetterKind(letter)), cases, by_hand, first_day)
        for kind, letter, cases, by_hand, first_day in await _ask(tx, query)
    ]
    return sorted(found, key=lambda each: (each.first_day or date.max, str(each.kind)))


async def cases(tx: Transaction, asked: Asked, offset: int, limit: int) -> list[WaitingCase]:
    """Cases that await a kind: the first last day on top, what has none comes last."""
    c, last_day = _cases([asked]), _last_day()
    query = (
        _rows(c, last_day)
        .order_by(last_day.asc().nulls_last(), c.c.number)
        .offset(offset)
        .limit(limit)
    )
    return [WaitingCase(*row) for row in await _ask(tx, query)]


async def among(tx: Transaction, asked: Asked, case_ids: Collection[UUID]) -> list[WaitingCase]:
    """Those of these cases that await a kind now."""
    c = _cases([asked])
    query = _rows(c, _last_day()).where(c.c.case_id.in_(case_ids))
    return [WaitingCase(*row) for row in await _ask(tx, query)]


def _rows(c: Subquery, last_day: ColumnElement[date | None]) -> Select[Any]:
    return select_columns(c.c.case_id, c.c.number, c.c.by_hand, c.c.addressed, last_day)


async def _ask(tx: Transaction, query: Any) -> Sequence[Any]:
    rows: Sequence[Any] = (await tx.session.exec(query, params={"today": city_day(tx.now)})).all()
    return rows


def _last_day() -> ColumnElement[date | None]:
    """The last day of the term of a case ``c`` that ends first."""
    return literal_column(f"(SELECT t.last_day FROM ({FIRST_TO_END}) AS t)", Date())  # noqa: S608


def _cases(asked: Sequence[Asked]) -> Subquery:
    return union_all(
        *(
            _awaiting(each, awaited)
            for each in asked
            for awaited in each.awaits.letters
            if awaited.letter is each.kind.letter
        )
    ).subquery("c")


def _awaiting(asked: Asked, awaited: Awaited) -> Select[Any]:
    table, outline = asked.awaits, asked.outline
    free = true() if awaited.letter in IN_FAVOUR else ~table.held
    columns: list[ColumnElement[Any]] = [
        literal(str(asked.kind.case)).label("kind"),
        literal(str(awaited.letter)).label("letter"),
        table.case_id.label("case_id"),
        table.number.label("number"),
        awaited.by_hand.label("by_hand"),
        _addressed(table, outline).label("addressed"),
    ]
    query: Select[Any] = select_columns(*columns)
    return query.where(
        table.state.in_(awaited.states),
        free,
        awaited.when,
        _somebody_lacks_it(table, awaited, outline) if awaited.lacked else ~_made(table, awaited),
    )


def _made(table: AwaitedLetters, awaited: Awaited) -> ColumnElement[bool]:
    """Whether there is a letter of this occasion, drafted or gone; that of a lawyer is a copy."""
    return (
        select(Letter.letter_id)
        .where(
            Letter.case_id == table.case_id,
            Letter.kind == awaited.letter,
            Letter.state != LetterState.GEANNULEERD,
            col(Letter.role).not_in(COPIED),
            *_of_occasion(awaited),
        )
        .correlate_except(Letter)
        .exists()
    )


def _of_occasion(awaited: Awaited) -> Sequence[ColumnElement[bool]]:
    if awaited.since is None:
        return ()
    return (or_(awaited.since.is_(None), col(Letter.drafted_at) >= awaited.since),)


def _somebody_lacks_it(
    table: AwaitedLetters, awaited: Awaited, outline: Outline
) -> ColumnElement[bool]:
    letter = (
        select(Letter.letter_id)
        .where(
            Letter.case_id == table.case_id,
            Letter.kind == awaited.letter,
            Letter.state != LetterState.GEANNULEERD,
            Letter.person_id == AddresseeRow.person_id,
        )
        .correlate_except(Letter)
    )
    return _named(table, outline.goes_to, ~letter.exists())


def _addressed(table: AwaitedLetters, outline: Outline) -> ColumnElement[bool]:
    """Somebody gets it, and of a minor who has to have it registered the holders do too."""
    if not outline.registered:
        return _named(table, outline.goes_to)
    holder = _named(table, (AddresseeRole.OUDERLIJK_GEZAG,))
    return and_(_named(table, outline.goes_to), or_(~table.minor, holder))


def _named(
    table: AwaitedLetters, roles: Sequence[AddresseeRole], *more: ColumnElement[bool]
) -> ColumnElement[bool]:
    return (
        select(AddresseeRow.addressee_id)
        .where(
            AddresseeRow.case_id == table.case_id,
            col(AddresseeRow.removed_at).is_(None),
            col(AddresseeRow.role).in_(roles),
            *more,
        )
        .correlate_except(AddresseeRow)
        .exists()
    )

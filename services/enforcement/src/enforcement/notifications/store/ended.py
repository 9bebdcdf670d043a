"""Decisions that somebody was told of and that ended otherwise than by their own days."""

from collections.abc import Sequence
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import ColumnElement, func
from sqlalchemy.orm import Mapped
from sqlmodel import Field, col, select

from chassis.db import Transaction
from chassis.tables import MOMENT, code, one_of
from contracts.codes import DecidingBody
from enforcement.notifications.rules import LetterKind
from enforcement.notifications.rules.ended import Ending
from enforcement.notifications.store import letters
from enforcement.notifications.store.awaited import Awaited
from enforcement.tables import Table


class EndedDecision(Table, table=True):
    """See :class:`~enforcement.notifications.rules.ended.Ended`; it ended on ``ended_on``, and was
    noted at ``noted_at``, as the line of the timeline that says why. ``anew`` is empty while nobody
    said whether the body decides anew."""

    __tablename__ = "ended_decision"
    __table_args__ = (one_of("ending", Ending), one_of("body", DecidingBody))

    ended_id: UUID = Field(primary_key=True)
    case_id: UUID = Field(index=True)
    ending: Ending = Field(sa_type=code(Ending, varchar=True))
    body: DecidingBody = Field(sa_type=code(DecidingBody, varchar=True))
    what: str
    renewal: int
    decided_on: date
    ended_on: date
    earlier_until: date | None = None
    anew: bool | None = None
    noted_at: datetime = Field(sa_type=MOMENT)


def awaited_when_ended(
    case_id: Mapped[UUID], states: frozenset[StrEnum], by_hand: ColumnElement[bool]
) -> Awaited:
    """The letter that says so is awaited in any state: whoever it concerns holds a decision that is
    none any more."""
    noted_at = (
        select(func.max(EndedDecision.noted_at))
        .where(EndedDecision.case_id == case_id)
        .correlate_except(EndedDecision)
        .scalar_subquery()
    )
    return Awaited(
        letter=LetterKind.HERNEMING,
        states=states,
        when=noted_at.is_not(None),
        since=noted_at,
        by_hand=by_hand,
    )


async def untold(tx: Transaction, case_id: UUID) -> Sequence[EndedDecision]:
    """Those that no letter told yet that left, the first one first."""
    told_until = await letters.told_until(tx, case_id, LetterKind.HERNEMING)
    query = select(EndedDecision).where(EndedDecision.case_id == case_id)
    if told_until is not None:
        query = query.where(col(EndedDecision.noted_at) > told_until)
    return (await tx.session.exec(query.order_by(col(EndedDecision.noted_at)))).all()


async def forget(tx: Transaction, rows: Sequence[EndedDecision]) -> None:
    for row in rows:
        await tx.session.delete(row)
    await tx.session.flush()

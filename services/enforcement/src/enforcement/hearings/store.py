"""Hearings of cases, and the slots in which they take place."""

from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID, uuid4

from sqlalchemy import func
from sqlmodel import Field, col, select

from chassis.db import Transaction
from chassis.tables import MOMENT, code, one_of
from enforcement.hearings.rules import HearingOutcome, SlotNotFoundError
from enforcement.tables import Table


class HearingSlot(Table, table=True):
    """A moment and a place at which a sanctioning officer can hear one person."""

    __tablename__ = "hearing_slot"

    slot_id: UUID = Field(primary_key=True, default_factory=uuid4)
    starts_at: datetime = Field(sa_type=MOMENT, index=True)
    place: str
    case_id: UUID | None = None


class Hearing(Table, table=True):
    """A hearing that somebody asked for. ``interpreter`` is a language, where one is needed.

    ``position`` counts the hearings of a case: a new one for each new invitation.
    """

    __tablename__ = "hearing"
    __table_args__ = (one_of("outcome", HearingOutcome),)

    case_id: UUID = Field(primary_key=True, foreign_key="gas_case.case_id")
    position: int = Field(primary_key=True)
    slot_id: UUID | None = Field(default=None, foreign_key="hearing_slot.slot_id")
    planned_at: datetime | None = Field(default=None, sa_type=MOMENT)
    place: str | None = None
    interpreter: str | None = None
    with_lawyer: bool = False
    invited_on: date | None = None
    outcome: HearingOutcome | None = Field(default=None, sa_type=code(HearingOutcome))
    ended_at: datetime | None = Field(default=None, sa_type=MOMENT)


async def free_slots(tx: Transaction, size: int) -> Sequence[HearingSlot]:
    """Those that are still to come, the first on top."""
    query = select(HearingSlot).where(
        col(HearingSlot.case_id).is_(None), col(HearingSlot.starts_at) > tx.now
    )
    return (await tx.session.exec(query.order_by(col(HearingSlot.starts_at)).limit(size))).all()


async def take_slot(tx: Transaction, slot_id: UUID, case_id: UUID) -> HearingSlot:
    """Raises ``SlotNotFoundError`` when another case has it, or when it is over."""
    slot = await tx.session.get(HearingSlot, slot_id, with_for_update=True)
    if slot is None or slot.case_id is not None or slot.starts_at <= tx.now:
        raise SlotNotFoundError
    slot.case_id = case_id
    return slot


async def free(tx: Transaction, slot_id: UUID | None) -> None:
    """Give back a slot, so that another case can have it."""
    slot = None if slot_id is None else await tx.session.get(HearingSlot, slot_id)
    if slot is not None:
        slot.case_id = None


async def of_case(tx: Transaction, case_id: UUID) -> Sequence[Hearing]:
    query = select(Hearing).where(Hearing.case_id == case_id).order_by(col(Hearing.position))
    return (await tx.session.exec(query)).all()


async def current(tx: Transaction, case_id: UUID) -> Hearing | None:
    """The hearing that is still awaited."""
    query = select(Hearing).where(Hearing.case_id == case_id, col(Hearing.outcome).is_(None))
    return (await tx.session.exec(query)).first()


async def add(tx: Transaction, hearing: Hearing) -> None:
    query = select(func.count()).where(col(Hearing.case_id) == hearing.case_id)
    hearing.position = 1 + (await tx.session.exec(query)).one()
    tx.session.add(hearing)

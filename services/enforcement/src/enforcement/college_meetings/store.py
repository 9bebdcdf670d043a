"""Days on which the college meets."""

from collections.abc import Sequence
from datetime import date, datetime

from sqlmodel import Field, col, select

from chassis.db import Transaction
from chassis.tables import MOMENT
from enforcement.tables import Table


class CollegeMeeting(Table, table=True):
    """A meeting; one that was cancelled before its day was none.

    ``closed_at``: all that it decided is recorded, and what it did not confirm has lapsed.
    """

    __tablename__ = "college_meeting"

    day: date = Field(primary_key=True)
    entered_at: datetime = Field(sa_type=MOMENT)
    cancelled_at: datetime | None = Field(default=None, sa_type=MOMENT)
    closed_at: datetime | None = Field(default=None, sa_type=MOMENT)

    @property
    def open(self) -> bool:
        """Whether what it decided, or will, may still be recorded."""
        return self.cancelled_at is None and self.closed_at is None


async def find_for_update(tx: Transaction, day: date) -> CollegeMeeting | None:
    return await tx.session.get(CollegeMeeting, day, with_for_update=True)


async def may_confirm(tx: Transaction, day: date) -> bool:
    """Whether there is a meeting on a day whose decisions may still be recorded."""
    meeting = await tx.session.get(CollegeMeeting, day)
    return meeting is not None and meeting.open


async def next_after(tx: Transaction, day: date) -> date | None:
    """The first meeting after a day; None while its day is not known."""
    query = select(CollegeMeeting).where(
        col(CollegeMeeting.day) > day, col(CollegeMeeting.cancelled_at).is_(None)
    )
    meeting = (await tx.session.exec(query.order_by(col(CollegeMeeting.day)))).first()
    return None if meeting is None else meeting.day


async def unclosed(tx: Transaction) -> Sequence[date]:
    """The meetings that are to come, or whose decisions may still be recorded; by day."""
    query = select(CollegeMeeting).where(
        col(CollegeMeeting.cancelled_at).is_(None), col(CollegeMeeting.closed_at).is_(None)
    )
    meetings = (await tx.session.exec(query.order_by(col(CollegeMeeting.day)))).all()
    return [meeting.day for meeting in meetings]

"""Days on which the college and the municipal council meet."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlmodel import Field, col, select

from chassis.days import city_day
from chassis.db import Transaction
from chassis.tables import MOMENT, code, one_of
from enforcement.meetings.rules import CollegeOutcome, MeetingBody
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

    @property
    def entered_late(self) -> bool:
        """Whether somebody entered it after its day."""
        return self.day < city_day(self.entered_at)


class CouncilMeeting(Table, table=True):
    """A meeting of the municipal council. Nothing lapses by it, so that none is closed."""

    __tablename__ = "council_meeting"

    day: date = Field(primary_key=True)
    entered_at: datetime = Field(sa_type=MOMENT)
    cancelled_at: datetime | None = Field(default=None, sa_type=MOMENT)

    @property
    def open(self) -> bool:
        """Whether it took place, or is to."""
        return self.cancelled_at is None


class CollegeDecision(Table, table=True):
    """A decision about an order, by the number that the college's own system gave it."""

    __tablename__ = "college_decision"
    __table_args__ = (one_of("outcome", CollegeOutcome),)

    case_id: UUID = Field(primary_key=True)
    meeting_on: date = Field(primary_key=True)
    number: str
    outcome: CollegeOutcome = Field(sa_type=code(CollegeOutcome, varchar=True))
    recorded_at: datetime = Field(sa_type=MOMENT)


Meeting = CollegeMeeting | CouncilMeeting
TABLE_OF: Mapping[MeetingBody, type[Meeting]] = {
    MeetingBody.COLLEGE: CollegeMeeting,
    MeetingBody.GEMEENTERAAD: CouncilMeeting,
}


async def find_for_update(
    tx: Transaction, day: date, body: MeetingBody = MeetingBody.COLLEGE
) -> Meeting | None:
    meeting: Meeting | None = await tx.session.get(TABLE_OF[body], day, with_for_update=True)
    return meeting


async def college_meeting_for_update(tx: Transaction, day: date) -> CollegeMeeting | None:
    return await tx.session.get(CollegeMeeting, day, with_for_update=True)


async def may_decide(tx: Transaction, day: date, body: MeetingBody = MeetingBody.COLLEGE) -> bool:
    """Whether a body meets on a day, and what it decided may still be recorded."""
    meeting: Meeting | None = await tx.session.get(TABLE_OF[body], day)
    return meeting is not None and meeting.open


async def next_after(
    tx: Transaction, day: date, body: MeetingBody = MeetingBody.COLLEGE
) -> date | None:
    """The first meeting after a day; None while its day is not known."""
    table = TABLE_OF[body]
    query = select(table).where(col(table.day) > day, col(table.cancelled_at).is_(None))
    meeting: Any = (await tx.session.exec(query.order_by(col(table.day)))).first()
    return None if meeting is None else meeting.day


async def keep_decision(
    tx: Transaction, case_id: UUID, meeting_on: date, number: str | None, outcome: CollegeOutcome
) -> None:
    """Keep the number of a decision, if it has one."""
    if number is not None:
        decision = CollegeDecision(
            case_id=case_id,
            meeting_on=meeting_on,
            number=number,
            outcome=outcome,
            recorded_at=tx.now,
        )
        await tx.session.merge(decision)


async def is_kept(tx: Transaction, meeting_on: date, number: str) -> bool:
    """Whether a decision of a meeting was recorded by this number, of whichever case."""
    query = select(CollegeDecision).where(
        CollegeDecision.meeting_on == meeting_on, CollegeDecision.number == number
    )
    return (await tx.session.exec(query.limit(1))).first() is not None


async def numbers_of(tx: Transaction, case_id: UUID) -> str:
    """Numbers of the decisions about the orders of a case, the first one first."""
    return ", ".join((await numbers_by_meeting(tx, case_id)).values())


async def numbers_by_meeting(tx: Transaction, case_id: UUID) -> Mapping[date, str]:
    """Numbers of the decisions about the orders of a case, by the day of the meeting."""
    query = select(CollegeDecision).where(CollegeDecision.case_id == case_id)
    decisions = await tx.session.exec(query.order_by(col(CollegeDecision.meeting_on)))
    return {each.meeting_on: each.number for each in decisions}


async def unclosed(tx: Transaction) -> Sequence[CollegeMeeting]:
    """Meetings of the college to come, or with decisions still to record; by day."""
    query = select(CollegeMeeting).where(
        col(CollegeMeeting.cancelled_at).is_(None), col(CollegeMeeting.closed_at).is_(None)
    )
    return (await tx.session.exec(query.order_by(col(CollegeMeeting.day)))).all()


async def of_the_council(tx: Transaction, since: date) -> Sequence[date]:
    """Meetings of the municipal council from a day on, by day."""
    query = select(CouncilMeeting).where(
        col(CouncilMeeting.cancelled_at).is_(None), col(CouncilMeeting.day) >= since
    )
    meetings = (await tx.session.exec(query.order_by(col(CouncilMeeting.day)))).all()
    return [meeting.day for meeting in meetings]

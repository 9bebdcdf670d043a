"""Timelines of cases: each step with its author, moment, reason and legal basis."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import Column, Identity, func
from sqlmodel import BigInteger, Field, col, select

from chassis.db import Transaction
from chassis.tables import MOMENT
from chassis.web import Actor
from enforcement.cases.rules import HEARING_MOVED, RENEWAL_MOVED
from enforcement.tables import Table

MOVES = {HEARING_MOVED: "hearing", RENEWAL_MOVED: "renewal"}
"""Lines that say on which day the last step of a kind took place, in the place of what it says."""


class TimelineEntry(Table, table=True):
    """One line of a timeline (tijdlijn): a step that somebody took, or a flag that a timer set.

    ``at`` is when it was recorded, ``happened_at`` when the letter or hearing itself was.
    """

    __tablename__ = "timeline"

    position: int | None = Field(
        default=None, sa_column=Column(BigInteger, Identity(always=True), primary_key=True)
    )
    case_id: UUID = Field(index=True)
    step: str
    from_state: str | None = None
    to_state: str
    at: datetime = Field(sa_type=MOMENT)
    happened_at: datetime | None = Field(default=None, sa_type=MOMENT)
    actor_function: str
    actor_subject: str
    reason: str | None = None
    legal_basis_id: str | None = None


@dataclass(frozen=True, slots=True)
class By:
    """The author of a step: a function and a pseudonym, never a name."""

    function: str
    subject: str

    @classmethod
    def actor(cls, actor: Actor) -> "By":
        return cls(str(actor.function), actor.subject)


CLOCK = By("systeem", "klok")
POLICE = By("systeem", "databank")


def note(
    tx: Transaction,
    case_id: UUID,
    step: str,
    states: tuple[str | None, str],
    by: By,
    *,
    reason: str | None = None,
    basis: str | None = None,
    happened_at: datetime | None = None,
) -> None:
    """Add a line; ``states`` are the state before (None for a new case) and after."""
    before, after = states
    tx.session.add(
        TimelineEntry(
            case_id=case_id,
            step=step,
            from_state=None if before is None else str(before),
            to_state=str(after),
            at=tx.now,
            happened_at=happened_at,
            actor_function=by.function,
            actor_subject=by.subject,
            reason=reason,
            legal_basis_id=basis,
        )
    )


async def of_case(tx: Transaction, case_id: UUID) -> Sequence[TimelineEntry]:
    """The timeline of a case, in order."""
    query = select(TimelineEntry).where(TimelineEntry.case_id == case_id)
    return (await tx.session.exec(query.order_by(col(TimelineEntry.position)))).all()


async def newest(tx: Transaction, case_id: UUID) -> int:
    """The position of the last line that somebody or the police caused; what a clock said is none.

    Whoever asks this of a case waits for others who asked it until they are done.
    """
    await tx.conn.execute("SELECT pg_advisory_xact_lock(hashtextextended($1, 0))", str(case_id))
    query = select(func.max(TimelineEntry.position)).where(
        TimelineEntry.case_id == case_id, TimelineEntry.actor_subject != CLOCK.subject
    )
    return (await tx.session.exec(query)).one() or 0


async def latest(tx: Transaction, case_id: UUID, *steps: str) -> datetime | None:
    """The moment at which the last of these steps took place; None before the first of them.

    A day that was put right since counts in the place of the one that was noted.
    """
    asked = [*map(str, steps)]
    moved = [line for line, step in MOVES.items() if step in asked]
    happened = func.coalesce(TimelineEntry.happened_at, TimelineEntry.at)
    query = (
        select(TimelineEntry.step, happened)
        .where(TimelineEntry.case_id == case_id, col(TimelineEntry.step).in_([*asked, *moved]))
        .order_by(col(TimelineEntry.position))
    )
    days: dict[str, list[datetime]] = {step: [] for step in asked}
    for line, day in await tx.session.exec(query):
        step = MOVES.get(line, line)
        if line in MOVES:
            days[step].pop()
        days[step].append(day)
    return max((day for each in days.values() for day in each), default=None)


async def earliest_since(
    tx: Transaction, case_id: UUID, step: str, before: Collection[str]
) -> datetime | None:
    """The moment at which the first step of a kind took place since the case was last in one of the
    states ``before``, whenever somebody noted it; None where none was since."""
    moments: list[datetime] = []
    for line in await of_case(tx, case_id):
        if line.to_state in before:
            moments = []
        elif line.step == step:
            moments.append(line.happened_at or line.at)
    return min(moments, default=None)


async def latest_before(
    tx: Transaction, case_id: UUID, step: str, states: Collection[str]
) -> str | None:
    """The state of these in which the last such step was taken from one of them; None before."""
    query = (
        select(TimelineEntry.from_state)
        .where(
            TimelineEntry.case_id == case_id,
            TimelineEntry.step == str(step),
            col(TimelineEntry.from_state).in_([*map(str, states)]),
        )
        .order_by(col(TimelineEntry.position).desc())
        .limit(1)
    )
    return (await tx.session.exec(query)).first()


async def reason_since(tx: Transaction, case_id: UUID, noted: str, *steps: str) -> str | None:
    """The reason noted first behind the last of these steps; None where none was since."""
    before = select(func.max(TimelineEntry.position)).where(
        TimelineEntry.case_id == case_id, col(TimelineEntry.step).in_([*map(str, steps)])
    )
    query = (
        select(TimelineEntry.reason)
        .where(
            TimelineEntry.case_id == case_id,
            TimelineEntry.step == noted,
            col(TimelineEntry.position) > before.scalar_subquery(),
        )
        .order_by(col(TimelineEntry.position))
        .limit(1)
    )
    return (await tx.session.exec(query)).first()


async def latest_reason(tx: Transaction, case_id: UUID, step: str) -> str | None:
    """The reason of the last of these steps; None before the first of them."""
    query = (
        select(TimelineEntry.reason)
        .where(TimelineEntry.case_id == case_id, TimelineEntry.step == str(step))
        .order_by(col(TimelineEntry.position).desc())
        .limit(1)
    )
    return (await tx.session.exec(query)).first()


async def latest_author(tx: Transaction, case_id: UUID, step: str) -> str | None:
    """The function of who took the last of these steps; None before the first of them."""
    query = (
        select(TimelineEntry.actor_function)
        .where(TimelineEntry.case_id == case_id, TimelineEntry.step == str(step))
        .order_by(col(TimelineEntry.position).desc())
        .limit(1)
    )
    return (await tx.session.exec(query)).first()

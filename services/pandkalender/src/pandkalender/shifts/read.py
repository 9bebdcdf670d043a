"""Read shifts: an owner the own ones, the police all, and each look is logged (DP-04)."""

from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from chassis.db import Transaction
from chassis.messages import LazyMessage
from chassis.web import Actor
from contracts.codes import LapseReason
from pandkalender.premises import store as premises
from pandkalender.premises.rules import FORMER_OWNER, why_blocked
from pandkalender.premises.store import Facts
from pandkalender.shifts.rules import planning_state
from pandkalender.shifts.rules.planning_state import OPEN, OwnerVerification, PlanningState, Step
from pandkalender.shifts.rules.work import Work
from pandkalender.shifts.store import shift_rows
from pandkalender.shifts.store.shift_rows import ShiftQuery, ShiftRow
from pandkalender.workers import log_access
from pandkalender.workers.rules.entered_worker import EnteredWorker
from pandkalender.workers.rules.identity_status import IdentityStatus
from pandkalender.workers.rules.owner_view import seen_since


@dataclass(frozen=True, slots=True)
class OwnShift:
    """A shift as its owner may see it: what was entered, a state and a status.

    Never what the police found; ``lapse_reason`` says why it did not take place.
    """

    shift_id: UUID
    premises_id: UUID
    premises_label: str
    room_id: UUID
    room_label: str
    starts_at: datetime
    ends_at: datetime
    ended_at: datetime | None
    state: PlanningState
    verification: OwnerVerification
    identity_status: IdentityStatus
    late: bool
    lead_minutes: int
    declared_at: datetime
    blocked_reason: str | None
    lapse_reason: LapseReason | None
    allowed: tuple[Step, ...]
    worker: EnteredWorker
    work: Work

    @property
    def is_checked(self) -> bool:
        """Whether the police checked the shift on the spot."""
        return self.verification is OwnerVerification.GECONTROLEERD


@dataclass(frozen=True, slots=True)
class PoliceShift:
    """A shift as the police may see it here."""

    row: ShiftRow
    state: PlanningState
    blocked_reason: str | None


@dataclass(frozen=True, slots=True)
class ShiftPage:
    """A page of a list; ``number`` counts from 1, and stands in the access log."""

    number: int
    limit: int
    offset: int


async def read_own(tx: Transaction, actor: Actor, shift_id: UUID) -> OwnShift | None:
    """A shift of the own organisation; another's, or one of long ago, does not exist here."""
    row = await shift_rows.get_shift(tx, shift_id, actor.organisation)
    if row is None or row.ended_before(seen_since(tx.now)):
        return None
    await log_access.log_worker(tx, actor, row.worker_id)
    facts = await premises.list_facts(tx, [row.premises_id])
    return _own(row, blocked_reason(row, facts), tx.now)


async def list_own(
    tx: Transaction, actor: Actor, query: ShiftQuery, page: ShiftPage
) -> list[OwnShift]:
    """Shifts of the own organisation, as far back as owners look."""
    since = seen_since(tx.now)
    query = replace(query, after=max(query.after or since, since))
    rows = await shift_rows.list_shifts(tx, query, page.limit, page.offset)
    facts = await premises.list_facts(tx, {row.premises_id for row in rows})
    await log_access.log_shifts(tx, actor, f"page-{page.number}")
    return [_own(row, blocked_reason(row, facts), tx.now) for row in rows]


async def list_all(
    tx: Transaction, actor: Actor, query: ShiftQuery, page: ShiftPage, purpose: str
) -> list[PoliceShift]:
    """Shifts of all owners, for the police."""
    rows = await shift_rows.list_shifts(tx, query, page.limit, page.offset)
    facts = await premises.list_facts(tx, {row.premises_id for row in rows})
    await log_access.log_shifts(tx, actor, f"page-{page.number}", purpose)
    return [PoliceShift(row, row.state(tx.now), blocked_reason(row, facts)) for row in rows]


def blocked_reason(row: ShiftRow, facts: Facts) -> LazyMessage | None:
    """The reason why a shift that has yet to end cannot take place after all."""
    if row.planning not in OPEN:
        return None
    if row.is_of_former_owner:
        return FORMER_OWNER
    return why_blocked(facts[row.premises_id], row.period)


def _own(row: ShiftRow, blocked_reason: str | None, now: datetime) -> OwnShift:
    return OwnShift(
        shift_id=row.shift_id,
        premises_id=row.premises_id,
        premises_label=row.premises_label,
        room_id=row.room_id,
        room_label=row.room_label,
        starts_at=row.starts_at,
        ends_at=row.ends_at,
        ended_at=row.ended_at,
        state=row.state(now),
        verification=planning_state.verification_for_owner(row.verification),
        identity_status=row.identity_status,
        late=row.late,
        lead_minutes=row.lead_minutes,
        declared_at=row.declared_at,
        blocked_reason=blocked_reason,
        lapse_reason=row.lapse_reason,
        allowed=planning_state.allowed(row.planning, row.period, now),
        worker=row.worker,
        work=row.work,
    )

"""Rosters that were read from a file and wait for the owner's yes."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import Column, Index, LargeBinary, text
from sqlmodel import Field, col, delete

from chassis.db import Transaction
from contracts.identity import IdentityClaim
from pandkalender.sealed_columns import DRAFT
from pandkalender.shifts.rules.draft import Draft, RosterShift
from pandkalender.shifts.rules.period import Period
from pandkalender.shifts.rules.work import UNSAID, Work, WorkStatus
from pandkalender.tables import Table, moment


class RosterDraft(Table, table=True):
    """Rows of a file, sealed."""

    __tablename__ = "roster_draft"
    __table_args__ = (Index("roster_draft_rows_key", text("substr(rows, 1, 5)")),)

    draft_id: UUID = Field(primary_key=True)
    owner: str
    rows: bytes = Field(sa_column=Column(LargeBinary, nullable=False))
    made_at: datetime = moment()


async def keep(tx: Transaction, owner: str, shifts: Sequence[RosterShift]) -> UUID:
    """Keep the shifts of a file under a new id."""
    draft_id = uuid4()
    rows = tx.vault.seal(DRAFT, draft_id, [_as_json(shift) for shift in shifts])
    tx.session.add(RosterDraft(draft_id=draft_id, owner=owner, rows=rows, made_at=tx.now))
    await tx.session.flush()
    return draft_id


async def take(tx: Transaction, owner: str, draft_id: UUID) -> list[RosterShift] | None:
    """Take the shifts out, once: a second yes gets None."""
    own = col(RosterDraft.draft_id) == draft_id, col(RosterDraft.owner) == owner
    taken = await tx.session.exec(delete(RosterDraft).where(*own).returning(col(RosterDraft.rows)))
    sealed = taken.scalar_one_or_none()
    if sealed is None:
        return None
    return [_from_json(row) for row in tx.vault.open(DRAFT, draft_id, sealed)]


async def forget(tx: Transaction, draft_id: UUID) -> None:
    """Delete what nobody said yes to."""
    await tx.session.exec(delete(RosterDraft).where(col(RosterDraft.draft_id) == draft_id))


def _as_json(shift: RosterShift) -> dict[str, Any]:
    draft = shift.draft
    return {
        "number": shift.number,
        "room": str(draft.room_id),
        "starts": draft.period.starts_at.isoformat(),
        "ends": draft.period.ends_at.isoformat(),
        "claim": draft.claim.model_dump(mode="json"),
        "work": [draft.work.status, draft.work.recognition, _day(draft.work.recognised_until)],
    }


def _from_json(row: dict[str, Any]) -> RosterShift:
    period = Period(datetime.fromisoformat(row["starts"]), datetime.fromisoformat(row["ends"]))
    claim = IdentityClaim.model_validate(row["claim"])
    return RosterShift(row["number"], Draft(UUID(row["room"]), period, claim, _work(row)))


def _work(row: dict[str, Any]) -> Work:
    """A row that an older release kept has none."""
    if "work" not in row:
        return UNSAID
    status, recognition, until = row["work"]
    return Work(WorkStatus(status), recognition, date.fromisoformat(until) if until else None)


def _day(on: date | None) -> str | None:
    return on.isoformat() if on else None

"""Rosters that were read from a file and wait for the owner's yes."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import Column, Index, LargeBinary, text
from sqlmodel import Field, col, delete, select

from chassis.db import Transaction
from chassis.messages import restored, stored
from contracts.identity import IdentityClaim
from pandkalender.moments.rules.period import Period
from pandkalender.sealed_columns import DRAFT, PREVIEW
from pandkalender.shifts.rules.draft import Draft, RosterShift
from pandkalender.shifts.rules.roster_preview import RosterLine
from pandkalender.shifts.rules.work import UNSAID, Work, WorkStatus
from pandkalender.tables import Table, moment


class RosterDraft(Table, table=True):
    """Rows of a file, sealed: those that can be declared, and all of them as they are shown."""

    __tablename__ = "roster_draft"
    __table_args__ = (
        Index("roster_draft_rows_key", text("substr(rows, 1, 5)")),
        Index("roster_draft_preview_key", text("substr(preview, 1, 5)")),
        Index("roster_draft_owner", "owner", "made_at"),
    )

    draft_id: UUID = Field(primary_key=True)
    owner: str
    rows: bytes = Field(sa_column=Column(LargeBinary, nullable=False))
    preview: bytes | None = Field(default=None, sa_column=Column(LargeBinary))
    made_at: datetime = moment()


async def keep(tx: Transaction, owner: str, lines: Sequence[RosterLine], most: int) -> UUID:
    """Keep the rows of a file under a new id, and of each owner only the ``most`` newest files."""
    draft_id = uuid4()
    good = [(line.number, line.draft) for line in lines if line.draft and not line.wrong]
    rows = [_as_json(RosterShift(number, draft)) for number, draft in good]
    tx.session.add(
        RosterDraft(
            draft_id=draft_id,
            owner=owner,
            rows=tx.vault.seal(DRAFT, draft_id, rows),
            preview=tx.vault.seal(PREVIEW, draft_id, [_shown(line) for line in lines]),
            made_at=tx.now,
        )
    )
    await tx.session.flush()
    newest_first = (
        select(col(RosterDraft.draft_id))
        .where(col(RosterDraft.owner) == owner)
        .order_by(col(RosterDraft.made_at).desc(), col(RosterDraft.draft_id) != draft_id)
    )
    older = newest_first.offset(most)
    await tx.session.exec(delete(RosterDraft).where(col(RosterDraft.draft_id).in_(older)))
    return draft_id


async def preview(tx: Transaction, owner: str, draft_id: UUID) -> list[RosterLine] | None:
    """The rows of a file that waits, without what they would declare; None when none waits."""
    own = col(RosterDraft.draft_id) == draft_id, col(RosterDraft.owner) == owner
    sealed = (await tx.session.exec(select(RosterDraft.preview).where(*own))).one_or_none()
    if sealed is None:
        return None
    return [_line(row) for row in tx.vault.open(PREVIEW, draft_id, sealed)]


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


def _shown(line: RosterLine) -> dict[str, Any]:
    period = line.period
    return {
        "number": line.number,
        "place": line.place,
        "name": line.name,
        "hours": [period.starts_at.isoformat(), period.ends_at.isoformat()] if period else None,
        "wrong": [stored(why) for why in line.wrong],
    }


def _line(row: dict[str, Any]) -> RosterLine:
    hours = [datetime.fromisoformat(moment) for moment in row["hours"] or ()]
    return RosterLine(
        row["number"],
        row["place"],
        row["name"],
        Period(*hours) if hours else None,
        wrong=[restored(why) for why in row["wrong"]],
    )


def _work(row: dict[str, Any]) -> Work:
    """A row that an older release kept has none."""
    if "work" not in row:
        return UNSAID
    status, recognition, until = row["work"]
    return Work(WorkStatus(status), recognition, date.fromisoformat(until) if until else None)


def _day(on: date | None) -> str | None:
    return on.isoformat() if on else None

"""Versions of regie records: only ever added, so that the history is complete."""

from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ARRAY, Column, Index, Integer, Text, func, text
from sqlalchemy.dialects.postgresql import JSONB, distinct_on
from sqlalchemy.orm import aliased
from sqlmodel import Field, col, select

from chassis.db import Transaction
from chassis.tables import MOMENT, code, one_of
from reporting.regie.rules.kinds import RegieKind, RegieStatus
from reporting.regie.rules.minutes import FollowUp, Minutes
from reporting.regie.rules.records import RecordVersion, RegieEntry, Register
from reporting.tables import Table


def _lines() -> Column[Any]:
    return Column(ARRAY(Text), nullable=False, server_default=text("'{}'"))


def _follow_up(row: dict[str, Any]) -> FollowUp:
    return FollowUp(**row | {"due": date.fromisoformat(row["due"])})


class RegieRecord(Table, table=True):
    """One version. ``recorded_by`` is the function of who wrote it, ``actor`` a pseudonym."""

    __tablename__ = "regie_record"
    __table_args__ = (
        Index("regie_record_kind", "kind", "day"),
        one_of("kind", RegieKind),
        one_of("status", RegieStatus),
    )

    record_id: UUID = Field(primary_key=True)
    version: int = Field(sa_column=Column(Integer, primary_key=True, autoincrement=False))
    kind: RegieKind = Field(sa_type=code(RegieKind))
    type: str = Field(sa_type=Text)
    day: date
    subject: str = Field(sa_type=Text)
    partners: list[str] = Field(sa_column=Column(ARRAY(Text), nullable=False))
    status: RegieStatus = Field(sa_type=code(RegieStatus))
    signed_on: date | None = None
    until: date | None = None
    withdrawn: bool
    agenda: list[str] = Field(sa_column=_lines())
    decisions: list[str] = Field(sa_column=_lines())
    follow_up: list[dict[str, Any]] = Field(
        sa_column=Column(JSONB, nullable=False, server_default=text("'[]'"))
    )
    next_on: date | None = None
    origin: UUID | None = None
    reason: str | None = Field(default=None, sa_type=Text)
    recorded_at: datetime = Field(sa_type=MOMENT)
    recorded_by: str = Field(sa_type=Text)
    actor: str = Field(sa_type=Text)

    def as_version(self) -> RecordVersion:
        """The version as the rules know it: without the actor."""
        return RecordVersion(
            record_id=self.record_id,
            version=self.version,
            entry=RegieEntry(
                kind=self.kind,
                type=self.type,
                day=self.day,
                subject=self.subject,
                partners=tuple(self.partners),
                status=self.status,
                signed_on=self.signed_on,
                until=self.until,
                withdrawn=self.withdrawn,
                minutes=Minutes(
                    tuple(self.agenda),
                    tuple(self.decisions),
                    tuple(_follow_up(row) for row in self.follow_up),
                    self.next_on,
                ),
                origin=self.origin,
            ),
            reason=self.reason,
            by=self.recorded_by,
            at=self.recorded_at,
        )


class RegieReminder(Table, table=True):
    """A reminder of a day by which something is to be done, as it left; ``due_key`` names the day
    and its task (``reporting.regie.rules.due``)."""

    __tablename__ = "regie_reminder"

    due_key: UUID = Field(primary_key=True)
    sent_at: datetime = Field(sa_type=MOMENT)


async def add_reminder(tx: Transaction, due_key: UUID) -> None:
    tx.session.add(RegieReminder(due_key=due_key, sent_at=tx.now))
    await tx.session.flush()


async def reminded(tx: Transaction) -> dict[UUID, datetime]:
    """When each reminder left."""
    rows = (await tx.session.exec(select(RegieReminder))).all()
    return {row.due_key: row.sent_at for row in rows}


async def add(tx: Transaction, version: RecordVersion, actor: str) -> None:
    entry = version.entry
    tx.session.add(
        RegieRecord(
            record_id=version.record_id,
            version=version.version,
            kind=entry.kind,
            type=entry.type,
            day=entry.day,
            subject=entry.subject,
            partners=list(entry.partners),
            status=RegieStatus(entry.status),
            signed_on=entry.signed_on,
            until=entry.until,
            withdrawn=entry.withdrawn,
            agenda=list(entry.minutes.agenda),
            decisions=list(entry.minutes.decisions),
            follow_up=[asdict(each) | {"due": str(each.due)} for each in entry.minutes.follow_up],
            next_on=entry.minutes.next_on,
            origin=entry.origin,
            reason=version.reason,
            recorded_at=version.at,
            recorded_by=version.by,
            actor=actor,
        )
    )
    await tx.session.flush()


async def history(tx: Transaction, record_id: UUID) -> list[RecordVersion]:
    """All versions, oldest first."""
    query = select(RegieRecord).where(RegieRecord.record_id == record_id)
    rows = (await tx.session.exec(query.order_by(col(RegieRecord.version)))).all()
    return [row.as_version() for row in rows]


async def history_for_update(tx: Transaction, record_id: UUID) -> list[RecordVersion]:
    """All versions, oldest first; nobody else corrects the record in this transaction."""
    lock = func.pg_advisory_xact_lock(func.hashtextextended(str(record_id), 0))
    await tx.session.exec(select(lock))
    return await history(tx, record_id)


@dataclass(frozen=True, slots=True)
class RecordFilter:
    """The records that a list shows; an empty field means all. Both days are inside."""

    kind: RegieKind | None = None
    type: str | None = None
    first: date | None = None
    last: date | None = None
    status: str | None = None
    origin: UUID | None = None


_latest = (
    select(RegieRecord)
    .ext(distinct_on(col(RegieRecord.record_id)))
    .order_by(col(RegieRecord.record_id), col(RegieRecord.version).desc())
)


async def page(
    tx: Transaction, asked: RecordFilter, *, limit: int, offset: int
) -> list[RecordVersion]:
    """Last versions, newest day first; withdrawn ones too."""
    latest = aliased(RegieRecord, _latest.subquery())
    query = select(latest)
    if asked.kind is not None:
        query = query.where(latest.kind == asked.kind)
    if asked.type is not None:
        query = query.where(latest.type == asked.type)
    if asked.first is not None:
        query = query.where(latest.day >= asked.first)
    if asked.last is not None:
        query = query.where(latest.day <= asked.last)
    if asked.status is not None:
        query = query.where(latest.status == asked.status)
    if asked.origin is not None:
        query = query.where(latest.origin == asked.origin)
    query = query.order_by(col(latest.day).desc(), col(latest.record_id))
    rows = (await tx.session.exec(query.limit(limit).offset(offset))).all()
    return [row.as_version() for row in rows]


async def days(tx: Transaction, kind: RegieKind) -> tuple[date, date] | None:
    """The first and the last day of the records of a kind; None without any."""
    latest = aliased(RegieRecord, _latest.subquery())
    query = select(func.min(latest.day), func.max(latest.day)).where(latest.kind == kind)
    first, last = (await tx.session.exec(query)).one()
    return None if first is None else (first, last)


async def is_bottleneck(tx: Transaction, record_id: UUID) -> bool:
    """Whether a bottleneck of that id stands."""
    last = await history(tx, record_id)
    return bool(last) and last[-1].entry.kind is RegieKind.KNELPUNT and not last[-1].entry.withdrawn


async def open_follow_up(
    tx: Transaction, kind: RegieKind | None = None
) -> list[tuple[RecordVersion, int]]:
    """Tasks left over from records that stand, soonest first, each by its place in the record."""
    latest = aliased(RegieRecord, _latest.subquery())
    query = select(latest).where(
        col(latest.withdrawn).is_(False), col(latest.follow_up).contains([{"done": False}])
    )
    if kind is not None:
        query = query.where(latest.kind == kind)
    versions = [row.as_version() for row in (await tx.session.exec(query)).all()]
    left = [
        (version, number)
        for version in versions
        for number, each in enumerate(version.entry.minutes.follow_up)
        if not each.done
    ]
    return sorted(left, key=lambda each: each[0].entry.minutes.follow_up[each[1]].due)


async def standing(tx: Transaction) -> list[RecordVersion]:
    """The last version of every record that was not taken back."""
    latest = aliased(RegieRecord, _latest.subquery())
    query = select(latest).where(col(latest.withdrawn).is_(False)).order_by(col(latest.day))
    return [row.as_version() for row in (await tx.session.exec(query)).all()]


async def register(tx: Transaction, as_of: datetime | None = None) -> Register:
    """Everything that counts, or counted then; a city has some hundreds of records a year."""
    query = _latest if as_of is None else _latest.where(RegieRecord.recorded_at <= as_of)
    rows = (await tx.session.exec(query)).all()
    return Register(row.as_version().entry for row in rows)

"""Versions of the register of regulation: only ever added, so that the history is complete."""

from dataclasses import fields
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ARRAY, Column, Integer, Text, func
from sqlalchemy.dialects.postgresql import distinct_on
from sqlalchemy.orm import aliased
from sqlmodel import Field, col, select

from chassis.db import Transaction
from chassis.tables import MOMENT, code, one_of
from reporting.regulation.rules import Decision, Entry, Kind, RecordVersion, Topic, Verdict
from reporting.tables import Table


class RegulationRecord(Table, table=True):
    """One version. ``recorded_by`` is the function of who wrote it, ``actor`` a pseudonym."""

    __tablename__ = "regulation_record"
    __table_args__ = (
        one_of("kind", Kind),
        one_of("topic", Topic),
        one_of("decision", Decision),
        one_of("verdict", Verdict),
    )

    record_id: UUID = Field(primary_key=True)
    version: int = Field(sa_column=Column(Integer, primary_key=True, autoincrement=False))
    kind: Kind = Field(sa_type=code(Kind))
    topic: Topic = Field(sa_type=code(Topic))
    day: date
    subject: str = Field(sa_type=Text)
    partners: list[str] = Field(sa_column=Column(ARRAY(Text), nullable=False))
    consulted_on: date | None = None
    submitted_on: date | None = None
    decided_on: date | None = None
    decision: Decision | None = Field(default=None, sa_type=code(Decision))
    tried_on: date | None = None
    verdict: Verdict | None = Field(default=None, sa_type=code(Verdict))
    result: str = Field(sa_type=Text)
    note: str = Field(sa_type=Text)
    withdrawn: bool
    reason: str | None = Field(default=None, sa_type=Text)
    recorded_at: datetime = Field(sa_type=MOMENT)
    recorded_by: str = Field(sa_type=Text)
    actor: str = Field(sa_type=Text)

    def as_version(self) -> RecordVersion:
        """The version as the rules know it: without the actor."""
        content: dict[str, Any] = {field.name: getattr(self, field.name) for field in fields(Entry)}
        return RecordVersion(
            record_id=self.record_id,
            version=self.version,
            entry=Entry(**content | {"partners": tuple(self.partners)}),
            reason=self.reason,
            by=self.recorded_by,
            at=self.recorded_at,
        )


async def add(tx: Transaction, version: RecordVersion, actor: str) -> None:
    content = {field.name: getattr(version.entry, field.name) for field in fields(Entry)}
    tx.session.add(
        RegulationRecord(
            **content | {"partners": list(version.entry.partners)},
            record_id=version.record_id,
            version=version.version,
            reason=version.reason,
            recorded_at=version.at,
            recorded_by=version.by,
            actor=actor,
        )
    )
    await tx.session.flush()


async def history(tx: Transaction, record_id: UUID) -> list[RecordVersion]:
    """All versions, oldest first."""
    query = select(RegulationRecord).where(RegulationRecord.record_id == record_id)
    rows = (await tx.session.exec(query.order_by(col(RegulationRecord.version)))).all()
    return [row.as_version() for row in rows]


async def history_for_update(tx: Transaction, record_id: UUID) -> list[RecordVersion]:
    """All versions, oldest first; nobody else corrects the record in this transaction."""
    lock = func.pg_advisory_xact_lock(func.hashtextextended(str(record_id), 0))
    await tx.session.exec(select(lock))
    return await history(tx, record_id)


_latest = (
    select(RegulationRecord)
    .ext(distinct_on(col(RegulationRecord.record_id)))
    .order_by(col(RegulationRecord.record_id), col(RegulationRecord.version).desc())
)


async def page(
    tx: Transaction, kind: Kind | None, *, limit: int, offset: int
) -> list[RecordVersion]:
    """Last versions, newest day first; withdrawn ones too."""
    latest = aliased(RegulationRecord, _latest.subquery())
    query = select(latest) if kind is None else select(latest).where(latest.kind == kind)
    query = query.order_by(col(latest.day).desc(), col(latest.record_id))
    rows = (await tx.session.exec(query.limit(limit).offset(offset))).all()
    return [row.as_version() for row in rows]

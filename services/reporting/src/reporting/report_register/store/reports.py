"""Reports and their versions: read by page, and written one step at a time."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import func
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import defer
from sqlmodel import col, select

from chassis.days import CITY
from chassis.db import Transaction
from chassis.rows import fetch_all
from reporting.report_register.rules.lifecycle import ReportNotFoundError, State
from reporting.report_register.rules.published import AwaitedReport, PublishedReport
from reporting.report_register.store.tables import ReportRow, StepRow, VersionRow


@dataclass(frozen=True, slots=True)
class ReportLine:
    """A report with its versions, the newest first."""

    report: ReportRow
    versions: tuple[VersionRow, ...]


async def add_planned(tx: Transaction, row: ReportRow) -> bool:
    """Whether it was added: there is one report of a kind about a period, whoever planned it."""
    query = insert(ReportRow).values(row.model_dump()).on_conflict_do_nothing()
    added = await tx.session.exec(query.returning(col(ReportRow.report_id)))
    return added.first() is not None


async def get(tx: Transaction, report_id: UUID) -> ReportRow:
    """Raises ``ReportNotFoundError``."""
    report = await tx.session.get(ReportRow, report_id)
    if report is None:
        raise ReportNotFoundError
    return report


async def lock(tx: Transaction, report_id: UUID) -> ReportRow:
    """The report, on which nobody else takes a step in this transaction."""
    await tx.session.exec(
        select(func.pg_advisory_xact_lock(func.hashtextextended(str(report_id), 0)))
    )
    return await get(tx, report_id)


async def versions(tx: Transaction, report_id: UUID) -> list[VersionRow]:
    """The newest first, as they are now: also what this session had read before it had the lock."""
    query = select(VersionRow).where(VersionRow.report_id == report_id)
    query = query.order_by(col(VersionRow.version).desc())
    fresh = query.execution_options(populate_existing=True)
    return list((await tx.session.exec(fresh)).all())


async def published_versions(tx: Transaction) -> Sequence[VersionRow]:
    """Every version that readers have seen, also one that was replaced since; the oldest first."""
    query = select(VersionRow).where(col(VersionRow.published_at).is_not(None))
    return (await tx.session.exec(query.order_by(col(VersionRow.published_at)))).all()


async def version(tx: Transaction, report_id: UUID, number: int) -> VersionRow:
    """Raises ``ReportNotFoundError``."""
    row = await tx.session.get(VersionRow, (report_id, number))
    if row is None:
        raise ReportNotFoundError
    return row


async def every(tx: Transaction) -> list[ReportLine]:
    """All reports, the last due first: a city has some tens in the years of a plan."""
    reports = select(ReportRow).order_by(col(ReportRow.due_on).desc(), col(ReportRow.kind))
    lean = select(VersionRow).options(
        defer(VersionRow.content),  # type: ignore[arg-type]
        defer(VersionRow.public_content),  # type: ignore[arg-type]
    )
    rows = (await tx.session.exec(lean.order_by(col(VersionRow.version).desc()))).all()
    of_report: dict[UUID, list[VersionRow]] = {}
    for row in rows:
        of_report.setdefault(row.report_id, []).append(row)
    return [
        ReportLine(report, tuple(of_report.get(report.report_id, ())))
        for report in (await tx.session.exec(reports)).all()
    ]


async def to_remind(tx: Transaction, until: date) -> list[ReportRow]:
    """Reports due by then of which no version was ever published."""
    out = select(VersionRow.report_id).where(col(VersionRow.published_at).is_not(None))
    query = select(ReportRow).where(ReportRow.due_on <= until, col(ReportRow.report_id).not_in(out))
    return list((await tx.session.exec(query.order_by(col(ReportRow.due_on)))).all())


async def add(tx: Transaction, row: VersionRow | StepRow) -> None:
    tx.session.add(row)
    await tx.session.flush()


async def steps(tx: Transaction, report_id: UUID) -> Sequence[StepRow]:
    """The newest first."""
    query = select(StepRow).where(StepRow.report_id == report_id)
    return (await tx.session.exec(query.order_by(col(StepRow.nr).desc()))).all()


async def last_step(tx: Transaction, report_id: UUID) -> int:
    """The number of the last step; 0 before the first."""
    query = select(func.coalesce(func.max(StepRow.nr), 0)).where(StepRow.report_id == report_id)
    return int((await tx.session.exec(query)).one())


async def published(tx: Transaction) -> list[PublishedReport]:
    """Reports of which a version stands, on the day of the first that was not taken back."""
    return await fetch_all(
        tx.conn,
        PublishedReport,
        "SELECT kind, period, due_on,"
        " (min(published_at) FILTER (WHERE state <> $2) AT TIME ZONE $3)::date AS published_on"
        "  FROM report JOIN report_version USING (report_id)"
        " GROUP BY report_id HAVING bool_or(state = $1) ORDER BY 4, kind, period",
        State.GEPUBLICEERD,
        State.INGETROKKEN,
        CITY.key,
    )


async def awaited(tx: Transaction, on: date) -> list[AwaitedReport]:
    """Reports due before a Brussels day of which no version stands that was out by then."""
    return await fetch_all(
        tx.conn,
        AwaitedReport,
        "SELECT kind, period, due_on FROM report"
        " WHERE due_on < $1 AND NOT EXISTS ("
        "   SELECT FROM report_version"
        "    WHERE report_version.report_id = report.report_id AND state <> $2"
        "      AND (published_at AT TIME ZONE $3)::date <= $1)"
        " ORDER BY due_on, kind",
        on,
        State.INGETROKKEN,
        CITY.key,
    )

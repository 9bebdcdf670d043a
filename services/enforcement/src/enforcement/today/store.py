"""What waits for a function beside cases: hearings, visits, advices, changes; nobody is named."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from chassis.days import day_start
from chassis.db import Transaction
from chassis.rows import fetch_all, fetch_one
from enforcement.advices import store as advices
from enforcement.advices.store import ADVISED, AdviceLine
from enforcement.cases.rules import CaseKind
from enforcement.suitability.rules import ENDED, AdviceService, ChangeKind
from enforcement.today.rules import MOST_ROWS, SHOWN_BACK
from enforcement.worklist.rules import SOON, DayCounts


@dataclass(frozen=True, slots=True)
class HearingDay:
    """A hearing of a case that nobody wrote down yet."""

    case_id: UUID
    kind: CaseKind
    number: str
    at: datetime


@dataclass(frozen=True, slots=True)
class VisitDay:
    """A visit that has a day and did not take place."""

    visit_id: UUID
    place: str
    planned_for: date


@dataclass(frozen=True, slots=True)
class ReportedChange:
    """A change that an owner reported and nobody assessed yet."""

    dossier_id: UUID
    number: str
    kind: ChangeKind
    reported_at: datetime


HEARINGS = """
SELECT * FROM (
  SELECT h.case_id, 'gas-case' AS kind, g.number, h.planned_at AS at
    FROM hearing h JOIN gas_case g USING (case_id)
   WHERE h.outcome IS NULL AND g.closed_at IS NULL
  UNION ALL SELECT case_id, 'sanction-case', number, hearing_at FROM sanction_case
   WHERE NOT heard AND decision_kind IS NULL
  UNION ALL SELECT dossier_id, 'suitability-dossier', number, hearing_at FROM dossier
   WHERE NOT heard AND state <> ALL($4)
  UNION ALL SELECT case_id, 'integrity-investigation', number, hearing_at
    FROM integrity_investigation WHERE NOT heard AND closed_at IS NULL
  UNION ALL SELECT case_id, 'mayor-measure', number, hearing_at FROM mayor_measure
   WHERE NOT heard AND state <> 'afgesloten'
  UNION ALL SELECT case_id, 'street-ban', number, hearing_at FROM street_ban_case
   WHERE NOT heard AND closed_at IS NULL) AS h
 WHERE h.at >= $2 AND h.at < $3 AND h.kind = ANY($1)
 ORDER BY h.at < $6, h.at, h.number LIMIT $5
"""
VISITS = """
SELECT v.visit_id, p.street || ' ' || p.house_number AS place, v.planned_for
  FROM planned_visit v JOIN dossier d USING (dossier_id) JOIN premises p USING (premises_id)
 WHERE v.completed_at IS NULL AND d.state <> ALL($1) AND v.planned_for <= $2
 ORDER BY v.planned_for, p.street, p.house_number LIMIT $3
"""
CHANGES = """
SELECT d.dossier_id, d.number, c.kind, c.reported_at
  FROM dossier_change c JOIN dossier d USING (dossier_id)
 WHERE c.outcome IS NULL AND c.withdrawn_at IS NULL AND d.state <> ALL($1)
 ORDER BY c.reported_at, d.number LIMIT $2
"""
COUNTS = """
SELECT count(*) FILTER (WHERE x.due_on < $4) AS late,
       count(*) FILTER (WHERE x.due_on = $4) AS today,
       count(*) FILTER (WHERE x.due_on > $4 AND x.due_on <= $4 + 7) AS soon, count(*) AS total
"""
ADVICES = f"{COUNTS} FROM ({advices.OPEN}) AS x"
FIRST_ADVICES = f"{advices.OPEN} LIMIT $4"


async def hearings(tx: Transaction, kinds: Collection[CaseKind], today: date) -> list[HearingDay]:
    """Those of today and of the week to come, and then those of before that nobody wrote down."""
    return await fetch_all(
        tx.conn,
        HearingDay,
        HEARINGS,
        [*map(str, kinds)],
        day_start(today - SHOWN_BACK),
        day_start(today + SOON + timedelta(days=1)),
        [*map(str, ENDED)],
        MOST_ROWS,
        day_start(today),
    )


async def visits(tx: Transaction, today: date) -> list[VisitDay]:
    """Those that should have taken place by the end of today, the oldest first."""
    return await fetch_all(tx.conn, VisitDay, VISITS, [*map(str, ENDED)], today, MOST_ROWS)


async def changes(tx: Transaction) -> list[ReportedChange]:
    """The oldest first; of a declaration that is over there is nothing to assess."""
    return await fetch_all(tx.conn, ReportedChange, CHANGES, [*map(str, ENDED)], MOST_ROWS)


async def count_advices(tx: Transaction, service: AdviceService | None, today: date) -> DayCounts:
    """Advices that are open, of one service or of all, by their last day."""
    values = service, [*map(str, ADVISED)], None, today
    found = await fetch_one(tx.conn, DayCounts, ADVICES, *values)
    assert found is not None
    return found


async def first_advices(tx: Transaction, service: AdviceService | None) -> list[AdviceLine]:
    """The first of those that are open, soonest first."""
    values = service, [*map(str, ADVISED)], None, MOST_ROWS
    return await fetch_all(tx.conn, AdviceLine, FIRST_ADVICES, *values)

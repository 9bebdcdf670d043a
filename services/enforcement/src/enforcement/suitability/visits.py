"""Visits to premises: plan the yearly one, and record one that took place."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID, uuid4

from chassis.bus import record
from chassis.days import city_day
from chassis.db import Transaction
from chassis.messages import lazy
from chassis.refusals import FieldRefusedError
from contracts.codes import VisitKind, VisitReason, VisitResult
from contracts.enforcement import SuitabilityVisitCompleted
from enforcement.cases.rules import happened
from enforcement.cases.store.timeline import By
from enforcement.cases.take_step import take_step
from enforcement.legal_terms import case_terms
from enforcement.legal_terms.rules import Deadline
from enforcement.suitability import store
from enforcement.suitability.rules import REGULATION, VISIT_TERM, DossierStep
from enforcement.suitability.store import Dossier
from enforcement.suitability.store.visits import Visit


@dataclass(frozen=True, slots=True)
class VisitReport:
    """A visit: reactive for an application or renewal, proactive every year."""

    kind: VisitKind
    reason: VisitReason
    result: VisitResult
    rooms_visited: int
    completed_at: datetime | None


async def record_visit(
    tx: Transaction, dossier_id: UUID, by: By, report: VisitReport
) -> tuple[Dossier, Visit]:
    """A visit of this kind that was planned is over with it. Raises ``RefusedError``."""
    dossier = await store.get_for_update(tx, dossier_id)
    completed_at = happened("completedAt", report.completed_at, tx.now)
    if report.rooms_visited > len(dossier.rooms):
        raise FieldRefusedError(
            "roomsVisited", lazy("Dit pand heeft %(rooms)s ruimtes.", rooms=len(dossier.rooms))
        )
    take_step(
        tx,
        dossier,
        DossierStep.VISITS,
        by,
        reason=f"{report.kind}, {report.reason}: {report.result}",
        basis=REGULATION,
        happened_at=completed_at,
    )
    planned = await store.planned_visits.find_open(tx, dossier_id, report.kind)
    if planned is not None:
        planned.completed_at = tx.now
    visit = Visit(
        visit_id=uuid4() if planned is None else planned.visit_id,
        dossier_id=dossier_id,
        kind=str(report.kind),
        reason=str(report.reason),
        result=str(report.result),
        rooms_visited=report.rooms_visited,
        completed_at=completed_at,
    )
    tx.session.add(visit)
    if report.kind is VisitKind.REACTIEF:
        dossier.visited = True
    if report.kind is VisitKind.PROACTIEF:
        await plan_visit(tx, dossier, city_day(completed_at).year + 1)
    record(
        tx,
        SuitabilityVisitCompleted(
            visit_id=visit.visit_id,
            dossier_id=dossier_id,
            premises_id=dossier.premises_id,
            kind=report.kind,
            reason=report.reason,
            result=report.result,
            rooms_visited=report.rooms_visited,
            completed_at=completed_at,
        ),
    )
    return dossier, visit


async def plan_visit(tx: Transaction, dossier: Dossier, year: int) -> None:
    """The proactive visit of a calendar year: a task with a date, no term of law."""
    due = Deadline(date(year, 12, 31), date(year, 12, 1))
    today = city_day(tx.now)
    await case_terms.start_until(tx, dossier.dossier_id, VISIT_TERM, today, due)

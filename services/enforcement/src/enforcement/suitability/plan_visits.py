"""Plan visits on a day, fill in what is found per room, and complete them."""

from collections.abc import Mapping, Sequence
from datetime import date
from uuid import UUID, uuid4

from chassis.bus import record
from chassis.days import city_day
from chassis.db import Transaction
from chassis.messages import lazy
from chassis.refusals import FieldRefusedError, StepRefusedError
from contracts.codes import VisitKind, VisitReason
from contracts.enforcement import SuitabilityVisitPlanned
from enforcement.cases.store.timeline import By
from enforcement.cases.take_step import permits
from enforcement.suitability import store
from enforcement.suitability.acts.visits import RecordVisit
from enforcement.suitability.desk import DECLARATIONS
from enforcement.suitability.rules import DossierStep
from enforcement.suitability.rules.checklist import (
    PointFinding,
    VisitOverError,
    points,
    result_of,
)
from enforcement.suitability.store import planned_visits
from enforcement.suitability.store.planned_visits import PlannedVisit


async def plan_visits(
    tx: Transaction, dossier_ids: Sequence[UUID], day: date, reason: VisitReason
) -> list[PlannedVisit]:
    """Give each of these houses a day; one that had a day already gets this one instead.

    Raises ``RefusedError``.
    """
    today = city_day(tx.now)
    if day < today:
        raise FieldRefusedError("dag", lazy("Kies vandaag of een dag die nog moet komen."))
    kind = VisitKind.PROACTIEF if reason is VisitReason.JAARLIJKS else VisitKind.REACTIEF
    planned = []
    for dossier_id in sorted(dossier_ids):
        dossier = await store.get_for_update(tx, dossier_id)
        if not permits(dossier, DossierStep.VISITS, today):
            raise StepRefusedError(lazy("Dit pand kan nu niet bezocht worden."), [])
        visit = await planned_visits.find_open(tx, dossier_id, kind)
        if visit is None:
            visit = PlannedVisit(
                visit_id=uuid4(),
                dossier_id=dossier_id,
                kind=str(kind),
                reason=str(reason),
                planned_for=day,
            )
            tx.session.add(visit)
        visit.planned_for = day
        planned.append(visit)
        event = SuitabilityVisitPlanned(
            visit_id=visit.visit_id,
            dossier_id=dossier_id,
            premises_id=dossier.premises_id,
            kind=kind,
            planned_for=day,
            planned_at=tx.now,
        )
        record(tx, event)
    return planned


async def get_open(tx: Transaction, visit_id: UUID) -> PlannedVisit:
    """A visit that is still to take place; locked. Raises ``VisitOverError``."""
    visit = await planned_visits.find_for_update(tx, visit_id)
    if visit is None or visit.completed_at is not None:
        raise VisitOverError
    return visit


async def fill_in_room(
    tx: Transaction, visit_id: UUID, room: str, findings: Mapping[str, PointFinding]
) -> PlannedVisit:
    """Keep what was found in a room, every point of the day; again replaces it.

    Raises ``RefusedError``.
    """
    visit = await get_open(tx, visit_id)
    dossier, _premises = await store.get(tx, visit.dossier_id, None)
    if room not in {each["label"] for each in dossier.rooms}:
        raise FieldRefusedError("ruimte", lazy("Dit pand heeft geen ruimte met die naam."))
    for point in points(city_day(tx.now), dossier.permit_type):
        if point not in findings:
            raise FieldRefusedError(point, lazy("Kies wat je zag."))
    kept = {point: str(finding) for point, finding in findings.items()}
    visit.findings = {**visit.findings, room: kept}
    return visit


async def complete_visit(tx: Transaction, visit_id: UUID, by: By) -> PlannedVisit:
    """The rooms that were filled in are those that were visited. Raises ``RefusedError``."""
    visit = await get_open(tx, visit_id)
    if not visit.findings:
        raise StepRefusedError(lazy("Vul eerst minstens één ruimte in."), [])
    report = RecordVisit(
        kind=VisitKind(visit.kind),
        reason=VisitReason(visit.reason),
        result=result_of(visit.findings),
        rooms_visited=len(visit.findings),
    )
    await DECLARATIONS.take(tx, visit.dossier_id, by, report)
    return visit

"""Begin an integrity investigation, by decision of the mayor (NGW art. 119ter §2)."""

from dataclasses import dataclass
from uuid import UUID, uuid4

from chassis.bus import record
from chassis.days import city_day
from chassis.db import Transaction
from chassis.messages import lazy
from chassis.refusals import FieldRefusedError, StepRefusedError
from contracts.enforcement import IntegrityInvestigationStarted
from enforcement.cases.store import numbers, timeline
from enforcement.cases.store.timeline import By
from enforcement.integrity_investigations import store
from enforcement.integrity_investigations.ordinance import Ordinance
from enforcement.integrity_investigations.rules import (
    BASIS,
    INVESTIGATION_TERM,
    IntegrityState,
    NoOrdinanceError,
    Subject,
)
from enforcement.integrity_investigations.store import IntegrityInvestigation
from enforcement.legal_terms import case_terms
from enforcement.legal_terms import store as legal_terms
from enforcement.suitability import store as suitability
from enforcement.suitability.rules import ENDED, VALID


@dataclass(frozen=True, slots=True)
class Place:
    """An establishment that needs no permit, and the code of who operates it."""

    label: str
    street: str
    house_number: str
    postcode: str
    owner: str


async def open_about_dossier(
    tx: Transaction, ordinance: Ordinance | None, number: str, by: By
) -> IntegrityInvestigation:
    """About an application, or a declaration that works. Raises ``RefusedError``."""
    _must_hold(tx, ordinance)
    dossier = await store.dossier_by_number(tx, number.strip())
    if dossier is None:
        raise FieldRefusedError("number", lazy("Dit dossier is er niet. Kijk het nummer na."))
    if dossier.state in ENDED:
        raise FieldRefusedError(
            "number", lazy("Dit dossier is afgelopen. Kies een dossier dat loopt.")
        )
    subject = Subject.VERKLARING if dossier.state in VALID else Subject.AANVRAAG
    who = (dossier.premises_id, dossier.owner, dossier.dossier_id)
    return await _open(tx, ordinance, who, subject, by)


async def open_without_permit(
    tx: Transaction, ordinance: Ordinance | None, place: Place, by: By
) -> IntegrityInvestigation:
    """About an establishment for which the city asks no permit (§9). Raises ``RefusedError``."""
    _must_hold(tx, ordinance)
    premises_id = await suitability.premises_at(
        tx, place.label, place.street, place.house_number, place.postcode
    )
    if await suitability.runs_at_address(tx, premises_id):
        reason = lazy(
            "Voor dit adres loopt een dossier van een verklaring. Vul het nummer daarvan in."
        )
        raise FieldRefusedError("number", reason)
    who = (premises_id, place.owner, None)
    return await _open(tx, ordinance, who, Subject.ZONDER_VERGUNNING, by)


def _must_hold(tx: Transaction, ordinance: Ordinance | None) -> None:
    if ordinance is None or not ordinance.holds(city_day(tx.now)):
        raise NoOrdinanceError


async def _open(
    tx: Transaction,
    ordinance: Ordinance | None,
    who: tuple[UUID, str, UUID | None],
    subject: Subject,
    by: By,
) -> IntegrityInvestigation:
    premises_id, owner, dossier_id = who
    if await store.runs_for(tx, premises_id, owner):
        raise StepRefusedError(
            lazy("Hierover loopt al een integriteitsonderzoek. Werk daarin verder.")
        )
    assert ordinance is not None
    case = IntegrityInvestigation(
        case_id=uuid4(),
        number=await numbers.next_number(tx, "INT"),
        premises_id=premises_id,
        dossier_id=dossier_id,
        owner=owner,
        subject=subject,
        state=IntegrityState.GESTART,
        ordinance=ordinance.reference,
        started_at=tx.now,
    )
    tx.session.add(case)
    await tx.session.flush()
    timeline.note(tx, case.case_id, "opening", (None, case.state), by, basis=BASIS)
    law = await legal_terms.law(tx, city_day(tx.now), INVESTIGATION_TERM)
    await case_terms.start(tx, case.case_id, law, INVESTIGATION_TERM, city_day(tx.now))
    record(
        tx,
        IntegrityInvestigationStarted(case_id=case.case_id, about=subject, started_at=tx.now),
    )
    return case

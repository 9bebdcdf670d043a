"""Applications and renewals on the agenda of the college: those that it can decide at a meeting."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from chassis.days import city_day
from chassis.db import Transaction
from contracts.codes import VisitResult
from enforcement.cases.take_step import permits
from enforcement.council_of_state.annulled_before import Annulment, annulled_before
from enforcement.legal_terms import store as legal_terms
from enforcement.suitability import store
from enforcement.suitability.rules import DECISION_TERM, AdviceResult, DossierStep
from enforcement.suitability.store import Dossier
from enforcement.suitability.undo_refusal import replaces_annulled


@dataclass(frozen=True, slots=True)
class PermitItem:
    """A declaration that is asked, or asked again, as the college reads it: no person in it.

    ``advices``: each service with its answer, none where it was late. ``visit``: the day and result
    of the last visit. ``heard_on``: when the owner was to be heard about a refusal.
    ``annulled``: the judgment by which the Council of State annulled the refusal that is decided
    anew.
    """

    case_id: UUID
    number: str
    renewal: bool
    permit_type: str
    place: str | None
    owner: str
    asked_on: date
    advices: tuple[tuple[str, AdviceResult | None], ...]
    visit: tuple[date, VisitResult] | None
    heard_on: date | None
    decide_by: date | None
    annulled: Annulment | None


async def permits_for(tx: Transaction, meets_on: date) -> list[PermitItem]:
    """By number. A recorded decision takes one off; so does an advice that is asked once more."""
    return [
        await _item(tx, dossier)
        for dossier in await store.undecided(tx)
        if permits(dossier, DossierStep.DECISION, meets_on)
    ]


async def _item(tx: Transaction, dossier: Dossier) -> PermitItem:
    file = dossier.file()
    asked_on = await legal_terms.began_on(tx, dossier.dossier_id, DECISION_TERM)
    ends = await legal_terms.running(tx, dossier.dossier_id, DECISION_TERM)
    visits = await store.visits.of_dossier(tx, dossier.dossier_id)
    last = visits[-1] if visits else None
    heard = dossier.hearing_at if dossier.heard else None
    return PermitItem(
        case_id=dossier.dossier_id,
        number=dossier.number,
        renewal=file.renewing,
        permit_type=dossier.permit_type,
        place=await store.place_of(tx, dossier.premises_id),
        owner=dossier.owner,
        asked_on=asked_on or city_day(dossier.filed_at),
        advices=tuple(
            (each.service, each.outcome) for each in await store.advices.of_round(tx, dossier)
        ),
        visit=(city_day(last.completed_at), VisitResult(last.result)) if last else None,
        heard_on=heard and city_day(heard),
        decide_by=ends.last_day if ends else None,
        annulled=await _annulled(tx, dossier),
    )


async def _annulled(tx: Transaction, dossier: Dossier) -> Annulment | None:
    if not await replaces_annulled(tx, dossier.dossier_id):
        return None
    return await annulled_before(tx, dossier.dossier_id)

"""Preparation of a decision: a first grant has every advice of its type and a visit, or says why
one is lacking; a refusal rests on nothing that its owner could not answer.
"""

from datetime import date

from chassis.days import city_day
from chassis.db import Transaction
from chassis.messages import lazy, together
from chassis.refusals import FieldRefusedError, StepRefusedError
from contracts.codes import VisitResult
from enforcement.cases.store import timeline
from enforcement.cases.store.timeline import By
from enforcement.suitability import store
from enforcement.suitability.rules import (
    REGULATION,
    UNPREPARED,
    AdviceResult,
    advices_of,
    visit_is_due,
)
from enforcement.suitability.store import Dossier


async def must_be_prepared(
    tx: Transaction, dossier: Dossier, by: By, on: date, because: str | None
) -> None:
    """An advice that was asked and not given in time counts: its file says so.

    ``because``: why one was never asked, or nobody saw the place. Raises ``FieldRefusedError``.
    """
    asked = {each.service for each in await store.advices.of_round(tx, dossier)}
    unasked = [each for each in advices_of(dossier.permit_type, on) if each not in asked]
    unseen = visit_is_due(dossier.permit_type, on) and not dossier.visited
    if not unasked and not unseen:
        return
    if because:
        states = (dossier.state, dossier.state)
        timeline.note(
            tx, dossier.dossier_id, UNPREPARED, states, by, reason=because, basis=REGULATION
        )
        return
    lacking = lazy("Nog niemand bezocht het pand voor deze aanvraag.")
    if unasked:
        services = ", ".join(unasked).replace("_", " ")
        asking = lazy("Nog niet om advies gevraagd: %(services)s.", services=services)
        lacking = together(asking, lacking) if unseen else asking
    asks = lazy("Doe dat eerst, of zeg waarom het niet nodig is.")
    raise FieldRefusedError("lackingBecause", together(lacking, asks))


async def must_have_been_answered(tx: Transaction, dossier: Dossier) -> None:
    """What came in against the owner since the invitation, nobody asked the owner about (domain
    §2.1: first the intention to refuse, then the hearing). Raises ``StepRefusedError``.
    """
    invited_at = dossier.invited_at
    if invited_at is None:
        return
    came_in = [
        each
        for each in await store.advices.of_round(tx, dossier)
        if each.outcome is AdviceResult.ONGUNSTIG and each.given_at and each.given_at > invited_at
    ]
    lacking = [
        each
        for each in await store.visits.of_dossier(tx, dossier.dossier_id)
        if each.result == VisitResult.TEKORTEN
        and city_day(each.completed_at) > city_day(invited_at)
    ]
    if came_in or lacking:
        found = (
            lazy("Na de uitnodiging kwam er een ongunstig advies.")
            if came_in
            else lazy("Een bezoek na de uitnodiging vond tekorten.")
        )
        again = lazy("Nodig de eigenaar opnieuw uit, zodat die ook daarop kan antwoorden.")
        raise StepRefusedError(together(found, again), [])

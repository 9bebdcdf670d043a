"""Preparation of a first grant: every advice of its type and a visit, or why one is lacking."""

from datetime import date

from chassis.db import Transaction
from chassis.messages import lazy, together
from chassis.refusals import FieldRefusedError
from enforcement.cases.store import timeline
from enforcement.cases.store.timeline import By
from enforcement.suitability import store
from enforcement.suitability.rules import REGULATION, UNPREPARED, advices_of, visit_is_due
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

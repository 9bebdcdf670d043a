"""Lift a suspension from the declaration itself: by the body that imposed it, in its own case."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from uuid import UUID

from chassis.days import city_day
from chassis.db import Transaction
from chassis.messages import lazy
from chassis.refusals import StepRefusedError
from contracts.codes import DecidingBody
from enforcement.cases.store.timeline import By
from enforcement.integrity_investigations.acts.end import LiftSuspension
from enforcement.integrity_investigations.desk import INVESTIGATIONS
from enforcement.mayor_measures import end as measures
from enforcement.mayor_measures import store as measure_orders
from enforcement.sanctions import reopen as sanctions
from enforcement.sanctions import store as sanction_cases
from enforcement.sanctions.rules import WrongBodyError
from enforcement.suitability import store
from enforcement.suitability.rules import DossierStep
from enforcement.suitability.store import Dossier

Lift = Callable[[Transaction, By, str], Awaitable[object]]


@dataclass(frozen=True, slots=True)
class SuspendingCase:
    """A case that suspends the declaration, the body that decided it, and how that ends it."""

    case_id: UUID
    body: DecidingBody
    lift: Lift


async def lift(
    tx: Transaction, dossier_id: UUID, by: By, reason: str, secretariat_of: DecidingBody
) -> Dossier:
    """End what this body imposed; a suspension by another body goes on. Raises ``RefusedError``.

    ``secretariat_of`` is the body for which the author may record decisions.
    """
    dossier = await store.get_for_update(tx, dossier_id)
    dossier.procedure.next_state(
        dossier.file(), DossierStep.LIFTING, city_day(tx.now), dossier.resume
    )
    imposed = [
        await _imposed_by(tx, each.case_id)
        for each in await store.suspensions.running(tx, dossier_id)
    ]
    own = {each.case_id: each for each in imposed if each.body is secretariat_of}
    if not imposed:
        raise StepRefusedError(lazy("Hef de schorsing op in het dossier dat ze oplegde."))
    if not own:
        raise WrongBodyError(imposed[0].body)
    for each in own.values():
        await each.lift(tx, by, reason)
    return dossier


async def _imposed_by(tx: Transaction, case_id: UUID) -> SuspendingCase:
    """``case_id`` as a suspension names it: of an order of the mayor, that of the order."""
    measure_id = await measure_orders.measure_of_order(tx, case_id)
    if measure_id is not None:
        return SuspendingCase(
            measure_id,
            DecidingBody.BURGEMEESTER,
            lambda tx, by, reason: measures.lift(tx, measure_id, by, reason),
        )
    sanction = await sanction_cases.find_for_update(tx, case_id)
    if sanction is not None:
        body = DecidingBody(sanction.deciding_body or "")
        return SuspendingCase(
            case_id, body, lambda tx, by, reason: sanctions.reopen(tx, case_id, by, reason, body)
        )
    return SuspendingCase(
        case_id,
        DecidingBody.COLLEGE,
        lambda tx, by, _reason: INVESTIGATIONS.take(tx, case_id, by, LiftSuspension()),
    )

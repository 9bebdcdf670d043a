"""Lift a suspension from the declaration itself: by the body that imposed it, in its own case."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from uuid import UUID

from chassis.db import Transaction
from chassis.messages import lazy
from chassis.refusals import StepRefusedError
from chassis.web import Function
from contracts.codes import DecidingBody
from enforcement.cases.store.timeline import By
from enforcement.integrity_investigations.acts.end import LiftSuspension
from enforcement.integrity_investigations.desk import INVESTIGATIONS
from enforcement.integrity_investigations.rules import BASIS
from enforcement.mayor_measures import store as measure_orders
from enforcement.mayor_measures.acts.end import LiftMeasure
from enforcement.mayor_measures.desk import MEASURES
from enforcement.mayor_measures.put_into_effect import SUSPENSION_BASIS
from enforcement.sanctions import store as sanction_cases
from enforcement.sanctions.acts.end import LiftSanction
from enforcement.sanctions.desk import SANCTIONS
from enforcement.sanctions.rules import WrongBodyError
from enforcement.sanctions.secretariats import SECRETARIAT_OF
from enforcement.suitability import store
from enforcement.suitability.rules import SANCTION_BASIS
from enforcement.suitability.store import Dossier
from enforcement.suitability.suspension import end_suspension, suspend_again

Lift = Callable[[Transaction, By, str], Awaitable[object]]


@dataclass(frozen=True, slots=True)
class SuspendingCase:
    """A case that suspends the declaration, the body that decided it and by which law, and how that
    ends it."""

    case_id: UUID
    body: DecidingBody
    law: str
    lift: Lift


async def own_suspensions(tx: Transaction, dossier: Dossier, by: By) -> list[SuspendingCase]:
    """The cases of the body of whoever lifts, which alone it may end. Raises ``RefusedError``."""
    imposed = [
        await _imposed_by(tx, each.case_id)
        for each in await store.suspensions.running(tx, dossier.dossier_id)
    ]
    if not imposed:
        raise StepRefusedError(lazy("Hef de schorsing op in het dossier dat ze oplegde."))
    body = SECRETARIAT_OF[Function(by.function)]
    own = {each.case_id: each for each in imposed if each.body is body}
    if not own:
        raise WrongBodyError(imposed[0].body)
    return [*own.values()]


async def lift(
    tx: Transaction, dossier: Dossier, by: By, reason: str, cases: Sequence[SuspendingCase]
) -> None:
    """End what these cases do to a declaration, once the step was taken; a suspension by another
    case goes on. Raises ``RefusedError``."""
    await end_suspension(tx, dossier)
    await tx.session.flush()
    for each in cases:
        await each.lift(tx, by, reason)
    await suspend_again(tx, dossier, by, cases[0].law)


async def _imposed_by(tx: Transaction, case_id: UUID) -> SuspendingCase:
    """``case_id`` as a suspension names it: of an order of the mayor, that of the order."""
    measure_id = await measure_orders.measure_of_order(tx, case_id)
    if measure_id is not None:
        return SuspendingCase(
            measure_id,
            DecidingBody.BURGEMEESTER,
            SUSPENSION_BASIS,
            lambda tx, by, reason: MEASURES.take(
                tx, measure_id, by, LiftMeasure(motivation=reason)
            ),
        )
    sanction = await sanction_cases.find_for_update(tx, case_id)
    if sanction is not None:
        body = DecidingBody(sanction.deciding_body or "")
        return SuspendingCase(
            case_id,
            body,
            SANCTION_BASIS,
            lambda tx, by, reason: SANCTIONS.take(tx, case_id, by, LiftSanction(motivation=reason)),
        )
    return SuspendingCase(
        case_id,
        DecidingBody.COLLEGE,
        BASIS,
        lambda tx, by, _reason: INVESTIGATIONS.take(tx, case_id, by, LiftSuspension()),
    )

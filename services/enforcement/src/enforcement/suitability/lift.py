"""Lift a suspension from the declaration itself: by the body that imposed it, in its own case."""

from collections.abc import Sequence

from chassis.db import Transaction
from chassis.messages import lazy
from chassis.refusals import StepRefusedError
from chassis.web import Function
from enforcement.cases.rules import WrongBodyError
from enforcement.cases.store.timeline import By
from enforcement.functions import SECRETARIAT_OF
from enforcement.suitability import store
from enforcement.suitability.store import Dossier
from enforcement.suitability.suspending_cases import SuspendingCase, suspending_case
from enforcement.suitability.suspension import end_suspension, suspend_again


async def own_suspensions(tx: Transaction, dossier: Dossier, by: By) -> list[SuspendingCase]:
    """The cases of the body of whoever lifts, which alone it may end. Raises ``RefusedError``."""
    imposed = [
        await suspending_case(tx, each.case_id)
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

"""Undo what a notified sanction did: the Council of State suspended or annulled the decision.

A ruling on a decision that the body took back does nothing to the case, which nobody contests.
"""

from chassis.bus import revoke
from chassis.db import Transaction
from contracts.codes import SanctionKind
from enforcement.cases.store.timeline import By
from enforcement.notifications.rules.ended import Ending
from enforcement.sanctions.check_execution import withdraw_check
from enforcement.sanctions.put_into_effect import (
    WITHDRAWAL_DUE,
    put_into_effect,
    suspended_of,
    tell_reopened,
)
from enforcement.sanctions.rules import CLOSURES, Effect
from enforcement.sanctions.store import SanctionCase
from enforcement.sanctions.tell_ended import tell_ended
from enforcement.suitability import store as suitability
from enforcement.suitability import suspension
from enforcement.suitability.reinstate import reinstate


async def stay(tx: Transaction, case: SanctionCase, by: By) -> None:
    """The Council suspended the decision: from now on it does nothing, until the Council rules."""
    if not case.contested:
        return
    restricted = case.restricts
    case.stayed_at = tx.now
    if restricted:
        await give_back(tx, case, by)


async def annul(tx: Transaction, case: SanctionCase, by: By) -> None:
    """The Council annulled the decision: it never was, and all that it took is given back."""
    if not case.contested:
        return
    restricted, stayed = case.restricts, case.stayed_at is not None
    case.stayed_at, case.annulled_at = None, tx.now
    await tell_ended(tx, case, Ending.VERNIETIGD)
    if restricted:
        await give_back(tx, case, by, ending=Ending.VERNIETIGD)
    elif stayed and case.effect_from is not None and case.decision_kind in CLOSURES:
        tell_reopened(tx, case, ending=Ending.VERNIETIGD)
    elif stayed and case.effect_from is not None and case.decision_kind == SanctionKind.SCHORSING:
        await lift_suspension(tx, case, by, case.number, ending=Ending.VERNIETIGD)


async def let_work_again(tx: Transaction, case: SanctionCase, by: By) -> None:
    """The Council leaves the decision as it was: what is left of a suspended one works again."""
    if case.stayed_at is None:
        return
    case.stayed_at = None
    if not case.restricts or case.effect_from is None:
        return
    if case.effect_to is not None and case.effect_to <= tx.now:
        return
    left = Effect(max(case.effect_from, tx.now), case.effect_to)
    kind = SanctionKind(case.decision_kind or "")
    works = await put_into_effect(tx, case, kind, left, by, tx.now, again=True)
    if not works and kind is SanctionKind.SCHORSING and left.ends is not None:
        period = (left.starts, left.ends)
        await suspension.set_aside(tx, case.premises_id, case.case_id, period, case.number)


async def give_back(
    tx: Transaction, case: SanctionCase, by: By, *, ending: Ending | None = None
) -> None:
    """Give back what a sanction took; nobody checks it any more. ``ending``: how the
    decision became none, as if it never was."""
    withdraw_check(tx, case, by)
    if case.decision_kind in CLOSURES:
        tell_reopened(tx, case, ending=ending)
    elif case.decision_kind == SanctionKind.INTREKKING:
        await revoke(tx, WITHDRAWAL_DUE, str(case.case_id))
        dossier = await suitability.find_withdrawn_for_update(tx, case.premises_id, case.owner)
        if dossier is not None:
            await reinstate(tx, dossier, by, case.number)
    else:
        await lift_suspension(tx, case, by, case.number, ending=ending)


async def lift_suspension(
    tx: Transaction, case: SanctionCase, by: By, reason: str, *, ending: Ending | None = None
) -> None:
    """A suspension by another case, of whatever procedure, goes on."""
    dossier = await suspended_of(tx, case)
    await suspension.lift_of(tx, dossier, case.case_id, by, reason, ending=ending)

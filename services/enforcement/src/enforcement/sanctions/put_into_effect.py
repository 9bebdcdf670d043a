"""Put a notified decision into effect: a closure, a suspension, or a withdrawal on its day."""

from datetime import datetime
from uuid import UUID

from chassis.bus import record, schedule
from chassis.db import Transaction
from contracts.codes import SanctionKind
from contracts.enforcement import PremisesClosed, PremisesReopened
from enforcement.cases.store import timeline
from enforcement.cases.store.timeline import CLOCK, By
from enforcement.notifications.rules.ended import Ending
from enforcement.sanctions import store
from enforcement.sanctions.rules import CLOSURES, UNINVITED, Effect, SanctionStep
from enforcement.sanctions.store import SanctionCase
from enforcement.suitability import store as suitability
from enforcement.suitability.end_declaration import withdraw_declaration
from enforcement.suitability.store import Dossier
from enforcement.suitability.suspension import suspend

WITHOUT_CONSEQUENCE = "zonder_gevolg"
"""Noted when a decision is notified after its end, or finds no working declaration."""

WITHDRAWAL_DUE = "sanction-withdrawal"
"""Starts a withdrawal on the day that its decision gave."""


async def put_into_effect(
    tx: Transaction,
    case: SanctionCase,
    kind: SanctionKind,
    effect: Effect,
    by: By,
    notified_at: datetime,
    *,
    again: bool = False,
) -> bool:
    """A closure concerns the premises; the other sanctions the declaration, if one still works: a
    suspension also where it was sold since its owner was invited to be heard.

    ``again``: it did nothing for a while, and works anew from now on.
    """
    if kind in CLOSURES:
        tell_closed(tx, case, effect, tx.now if again else case.decided_at or tx.now)
        return True
    if kind is SanctionKind.SCHORSING and effect.ends is not None:
        dossier = await suspended_of(tx, case)
        if dossier is None:
            return False
        period = (effect.starts, effect.ends)
        await suspend(tx, dossier, case.case_id, period, by, case.number)
        return True
    dossier = await declaration_of(tx, case)
    if dossier is None:
        return False
    if effect.starts > tx.now:
        await schedule(tx, WITHDRAWAL_DUE, str(case.case_id), effect.starts)
    else:
        await _withdraw(tx, dossier, case, by, notified_at)
    return True


def tell_closed(tx: Transaction, case: SanctionCase, effect: Effect, decided_at: datetime) -> None:
    """Calendar and police know premises with a declaration; of another place they know no id.

    What was lifted before ``decided_at`` is closed again: a lifting ends only what came before it.
    """
    if case.unlisted:
        return
    record(
        tx,
        PremisesClosed(
            premises_id=case.premises_id,
            case_id=case.case_id,
            closed_from=effect.starts,
            closed_to=effect.ends,
            decided_at=decided_at,
        ),
    )


def tell_reopened(tx: Transaction, case: SanctionCase, *, ending: Ending | None = None) -> None:
    """As :func:`tell_closed`: only premises that were closed there are reopened. ``ending``: how
    the decision became none, where it did."""
    if not case.unlisted:
        record(
            tx,
            PremisesReopened(
                premises_id=case.premises_id,
                case_id=case.case_id,
                reopened_at=tx.now,
                taken_back=ending is Ending.INGETROKKEN,
                annulled=ending is Ending.VERNIETIGD,
            ),
        )


async def withdraw_when_due(tx: Transaction, case_id: UUID) -> None:
    """The day on which the body let a withdrawal begin is here."""
    case = await store.find_for_update(tx, case_id)
    if case is None or case.effect_from is None or case.effect_from > tx.now:
        return
    dossier = await declaration_of(tx, case)
    if dossier is None:
        timeline.note(tx, case_id, WITHOUT_CONSEQUENCE, (case.state, case.state), CLOCK)
    else:
        await _withdraw(tx, dossier, case, CLOCK, case.effect_from)


async def suspended_of(tx: Transaction, case: SanctionCase) -> Dossier | None:
    """The declaration that a suspension concerns: nobody frees it by selling once he is to be
    heard."""
    if case.owner is None:
        return await declaration_of(tx, case)
    return await suitability.find_continued_for_update(
        tx, case.premises_id, case.owner, await invited_since(tx, case)
    )


async def invited_since(tx: Transaction, case: SanctionCase) -> datetime | None:
    """When the owner was first invited to be heard, unless the case went back behind that."""
    return await timeline.earliest_since(
        tx, case.case_id, SanctionStep.HEARING_INVITATION, UNINVITED
    )


async def declaration_of(tx: Transaction, case: SanctionCase) -> Dossier | None:
    """The declaration that a sanction concerns: of the owner who was warned, and nobody else's."""
    dossier = await suitability.find_valid_for_update(tx, case.premises_id)
    if dossier is None or (case.owner is not None and dossier.owner != case.owner):
        return None
    return dossier


async def _withdraw(
    tx: Transaction, dossier: Dossier, case: SanctionCase, by: By, notified_at: datetime
) -> None:
    await withdraw_declaration(tx, dossier, by, case.number, notified_at)

"""Notify a decision: from then on it works, and the appeal term runs."""

from datetime import datetime
from uuid import UUID

from chassis.bus import record
from chassis.days import city_day
from chassis.db import Transaction
from contracts.codes import SanctionKind
from contracts.enforcement import PremisesClosed
from enforcement.cases.rules import happened
from enforcement.cases.store import timeline
from enforcement.cases.store.timeline import By
from enforcement.cases.take_step import take_step
from enforcement.legal_terms import case_terms
from enforcement.legal_terms import store as legal_terms
from enforcement.sanctions import store
from enforcement.sanctions.rules import (
    CLOSURES,
    WARNING_BASIS,
    WITHOUT_EFFECT,
    Effect,
    SanctionStep,
    effect_of,
)
from enforcement.sanctions.store import SanctionCase
from enforcement.suitability import store as suitability
from enforcement.suitability.end_declaration import withdraw_declaration
from enforcement.suitability.rules import APPEAL_TERM, SANCTION_BASIS
from enforcement.suitability.suspension import suspend

WITHOUT_CONSEQUENCE = "zonder_gevolg"
"""Noted when a decision is notified after its end, or finds no working declaration."""


async def notify_decision(
    tx: Transaction, case_id: UUID, by: By, notified_at: datetime | None
) -> SanctionCase:
    """Raises ``RefusedError``."""
    case = await store.get_for_update(tx, case_id)
    notified_at = happened("notifiedAt", notified_at, tx.now, after=case.decided_at)
    take_step(tx, case, SanctionStep.NOTIFICATION, by, basis=WARNING_BASIS, happened_at=notified_at)
    case.notified_at = notified_at
    kind = SanctionKind(case.decision_kind or "")
    effect = effect_of(kind, case.effective_from, case.effective_to, notified_at)
    if effect is not None and await _put_into_effect(tx, case, kind, effect, by, notified_at):
        case.effect_from, case.effect_to = effect.starts, effect.ends
    elif kind not in WITHOUT_EFFECT:
        timeline.note(tx, case_id, WITHOUT_CONSEQUENCE, (case.state, case.state), by)
    law = await legal_terms.law(tx, city_day(notified_at), APPEAL_TERM)
    await case_terms.start(tx, case_id, law, APPEAL_TERM, city_day(notified_at))
    return case


async def _put_into_effect(
    tx: Transaction,
    case: SanctionCase,
    kind: SanctionKind,
    effect: Effect,
    by: By,
    notified_at: datetime,
) -> bool:
    """A closure concerns the premises; the other sanctions the declaration, if one still works."""
    if kind in CLOSURES:
        record(
            tx,
            PremisesClosed(
                premises_id=case.premises_id,
                case_id=case.case_id,
                closed_from=effect.starts,
                closed_to=effect.ends,
                decided_at=case.decided_at or tx.now,
            ),
        )
        return True
    dossier = await suitability.find_valid_for_update(tx, case.premises_id)
    if dossier is None:
        return False
    if kind is SanctionKind.SCHORSING and effect.ends is not None:
        period = (effect.starts, effect.ends)
        await suspend(tx, dossier, case.case_id, period, by, case.number)
    else:
        dossier.heard = True  # in the sanction procedure, before this decision
        await withdraw_declaration(tx, dossier, by, case.number, SANCTION_BASIS, notified_at)
    return True

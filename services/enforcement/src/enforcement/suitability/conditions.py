"""Conditions of a declaration: set them with their last days, and note which are met."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from uuid import UUID

from chassis.bus import record
from chassis.days import city_day
from chassis.db import Transaction
from chassis.refusals import FieldRefusedError
from contracts.enforcement import SuitabilityConditionMet, SuitabilityConditionsMet
from enforcement.cases.store.timeline import By
from enforcement.cases.take_step import take_step
from enforcement.legal_terms import case_terms
from enforcement.legal_terms import store as legal_terms
from enforcement.legal_terms.rules import Deadline
from enforcement.suitability import store
from enforcement.suitability.rules import (
    CONDITIONS_TERM,
    REGULATION,
    ConditionsMet,
    DossierState,
    DossierStep,
)
from enforcement.suitability.store import Dossier


async def set_conditions(
    tx: Transaction,
    dossier: Dossier,
    codes: Sequence[str],
    due_on: date | None,
    due: Mapping[str, date],
) -> None:
    """Set conditions by a decision, beside those still open: a renewal forgets none."""
    if not codes:
        return
    unknown = next((code for code in due if code not in codes), None)
    if unknown is not None:
        raise FieldRefusedError("due", f"'{unknown}' is geen voorwaarde van deze beslissing.")
    dossier.conditions = [*dict.fromkeys([*dossier.conditions, *codes])]
    await tx.session.flush()
    days = [due.get(code, due_on) for code in codes]
    await store.conditions.keep(tx, dossier.dossier_id, codes, days)
    await _watch_next(tx, dossier)


async def meet_conditions(
    tx: Transaction, dossier_id: UUID, by: By, codes: Sequence[str] = ()
) -> Dossier:
    """Some conditions are met, or all without ``codes``: then the declaration is a full one.

    While it is suspended or a renewal runs it stays in that state. Raises ``RefusedError``.
    """
    dossier = await store.get_for_update(tx, dossier_id)
    met = list(dict.fromkeys(codes)) or list(dossier.conditions)
    unknown = next((code for code in met if code not in dossier.conditions), None)
    if unknown is not None:
        raise FieldRefusedError("conditions", f"'{unknown}' is geen open voorwaarde.")
    left = [code for code in dossier.conditions if code not in met]
    outcome = ConditionsMet.DEEL if left else ConditionsMet.ALLE
    step, reason = DossierStep.CONDITIONS_MET, ", ".join(met)
    take_step(tx, dossier, step, by, outcome=outcome, reason=reason, basis=REGULATION)
    dossier.conditions = left
    if not left and dossier.resume is DossierState.VOORWAARDELIJK_TOEGEKEND:
        dossier.resume = DossierState.TOEGEKEND
    await tx.session.flush()
    await store.conditions.meet(tx, dossier_id, met, tx.now)
    await _watch_next(tx, dossier)
    for code in met:
        _record_met(tx, dossier, code)
    if not left:
        event = SuitabilityConditionsMet(
            premises_id=dossier.premises_id, dossier_id=dossier_id, met_at=tx.now
        )
        record(tx, event)
    return dossier


def _record_met(tx: Transaction, dossier: Dossier, code: str) -> None:
    record(
        tx,
        SuitabilityConditionMet(
            premises_id=dossier.premises_id,
            dossier_id=dossier.dossier_id,
            condition=code,
            met_at=tx.now,
        ),
    )


async def _watch_next(tx: Transaction, dossier: Dossier) -> None:
    """The board shows the open condition that is due first."""
    due_on = await store.conditions.next_due(tx, dossier.dossier_id)
    if due_on is None:
        await case_terms.close(tx, dossier.dossier_id, CONDITIONS_TERM)
        return
    today = city_day(tx.now)
    law = await legal_terms.law(tx, today, CONDITIONS_TERM)
    term = law.terms[CONDITIONS_TERM]
    ends = Deadline(due_on, due_on - timedelta(days=term.warn_before_days))
    await case_terms.start_until(
        tx, dossier.dossier_id, CONDITIONS_TERM, today, ends, term.valid_from
    )

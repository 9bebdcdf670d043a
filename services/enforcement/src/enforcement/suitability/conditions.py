"""Conditions of a declaration: set them with their last days, and watch which is due first."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from chassis.days import city_day
from chassis.db import Transaction
from chassis.messages import lazy
from chassis.refusals import FieldRefusedError
from enforcement.legal_terms import case_terms
from enforcement.legal_terms import store as legal_terms
from enforcement.legal_terms.rules import Deadline
from enforcement.suitability import store
from enforcement.suitability.rules import (
    CONDITIONS_TERM,
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
        reason = lazy("'%(code)s' is geen voorwaarde van deze beslissing.", code=unknown)
        raise FieldRefusedError("due", reason)
    dossier.conditions = [*dict.fromkeys([*dossier.conditions, *codes])]
    await tx.session.flush()
    days = [due.get(code, due_on) for code in codes]
    await store.conditions.keep(tx, dossier.dossier_id, codes, days)
    await watch_next(tx, dossier)


async def watch_next(tx: Transaction, dossier: Dossier) -> None:
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

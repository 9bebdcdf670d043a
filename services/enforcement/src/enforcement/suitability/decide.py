"""Decide on an application or a renewal: grant the declaration, or refuse it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from chassis.bus import record, schedule
from chassis.days import city_day, day_start
from chassis.db import Transaction
from chassis.refusals import FieldRefusedError
from contracts.enforcement import (
    SuitabilityConditionsMet,
    SuitabilityGranted,
    SuitabilityRefused,
    SuitabilityRenewed,
)
from enforcement.cases.rules import happened
from enforcement.cases.store.timeline import By
from enforcement.cases.take_step import take_step
from enforcement.legal_terms import case_terms
from enforcement.legal_terms import store as legal_terms
from enforcement.legal_terms.rules import Deadline
from enforcement.suitability import store
from enforcement.suitability.end_declaration import EXPIRY, expire, start_appeal
from enforcement.suitability.rules import (
    CONDITIONS_TERM,
    REGULATION,
    UNTIL_DECISION,
    VALIDITY_TERM,
    Decision,
    DossierState,
    DossierStep,
    validity,
)
from enforcement.suitability.store import Dossier
from enforcement.suitability.visits import plan_visit


@dataclass(frozen=True, slots=True)
class DeclarationDecision:
    """Days are inclusive; without them the regulation's validity counts.

    Moments are when the body decided and the applicant knew; without them now.
    """

    outcome: Decision
    motivation: str
    valid_from: date | None
    valid_to: date | None
    conditions: Sequence[str]
    conditions_due_on: date | None
    decided_at: datetime | None = None
    notified_at: datetime | None = None


async def decide(
    tx: Transaction, dossier_id: UUID, by: By, decision: DeclarationDecision
) -> Dossier:
    """On an application or, while a renewal runs, on the renewal. Raises ``RefusedError``."""
    dossier = await store.get_for_update(tx, dossier_id)
    decided_at = happened("decidedAt", decision.decided_at, tx.now, after=dossier.filed_at)
    notified_at = happened("notifiedAt", decision.notified_at, tx.now, after=decided_at)
    renewal = dossier.state is DossierState.VERNIEUWING_LOPEND
    take_step(
        tx,
        dossier,
        DossierStep.DECISION,
        by,
        outcome=str(decision.outcome),
        reason=decision.motivation,
        basis=REGULATION,
        happened_at=decided_at,
    )
    await case_terms.close(tx, dossier_id, *UNTIL_DECISION)
    if decision.outcome is Decision.GEWEIGERD:
        await _refuse(tx, dossier, decided_at, notified_at)
    else:
        await _grant(tx, dossier, decision, decided_at, renewal=renewal)
    return dossier


async def meet_conditions(tx: Transaction, dossier_id: UUID, by: By) -> Dossier:
    """All conditions are met: the declaration becomes a full one. Raises ``RefusedError``."""
    dossier = await store.get_for_update(tx, dossier_id)
    reason = ", ".join(dossier.conditions)
    take_step(tx, dossier, DossierStep.CONDITIONS_MET, by, reason=reason, basis=REGULATION)
    dossier.conditions = []
    await case_terms.close(tx, dossier_id, CONDITIONS_TERM)
    record(
        tx,
        SuitabilityConditionsMet(
            premises_id=dossier.premises_id, dossier_id=dossier_id, met_at=tx.now
        ),
    )
    return dossier


async def _grant(
    tx: Transaction,
    dossier: Dossier,
    decision: DeclarationDecision,
    decided_at: datetime,
    *,
    renewal: bool,
) -> None:
    """Give the declaration its validity and tell it. Raises ``FieldRefusedError``."""
    today = city_day(decided_at)
    term = (await legal_terms.law(tx, today, VALIDITY_TERM)).terms[VALIDITY_TERM]
    present_end = dossier.valid_to if renewal else None
    period = validity(decision.valid_from, decision.valid_to, today, present_end, term)
    if period is None:
        reason = "De geldigheid eindigt voor ze begint of is al voorbij."
        raise FieldRefusedError("validTo", reason)
    valid_from, valid_to = period
    dossier.valid_from = dossier.valid_from if renewal else valid_from
    dossier.valid_to = valid_to
    dossier.conditions = list(decision.conditions)
    dossier.heard = False
    ends = Deadline(valid_to, valid_to - timedelta(days=term.warn_before_days))
    await case_terms.start_until(
        tx, dossier.dossier_id, VALIDITY_TERM, valid_from, ends, term.valid_from
    )
    if decision.conditions and decision.conditions_due_on is not None:
        due = Deadline(decision.conditions_due_on, decision.conditions_due_on)
        await case_terms.start_until(tx, dossier.dossier_id, CONDITIONS_TERM, today, due)
    if not renewal:
        await plan_visit(tx, dossier, today.year)
    await schedule(tx, EXPIRY, str(dossier.dossier_id), day_start(valid_to + timedelta(days=1)))
    due_on = decision.conditions_due_on if decision.conditions else None
    await _record_validity(tx, dossier, valid_from, decided_at, due_on, renewal=renewal)


async def _record_validity(
    tx: Transaction,
    dossier: Dossier,
    valid_from: date,
    decided_at: datetime,
    conditions_due_on: date | None,
    *,
    renewal: bool,
) -> None:
    assert dossier.valid_to is not None
    premises = await store.as_fact(tx, dossier)
    if renewal:
        record(
            tx,
            SuitabilityRenewed(
                premises_id=dossier.premises_id,
                dossier_id=dossier.dossier_id,
                premises=premises,
                conditional=bool(dossier.conditions),
                conditions=tuple(dossier.conditions),
                conditions_due_on=conditions_due_on,
                valid_from=valid_from,
                valid_to=dossier.valid_to,
                decided_at=decided_at,
            ),
        )
        return
    record(
        tx,
        SuitabilityGranted(
            premises_id=dossier.premises_id,
            dossier_id=dossier.dossier_id,
            premises=premises,
            conditional=bool(dossier.conditions),
            conditions=tuple(dossier.conditions),
            conditions_due_on=conditions_due_on,
            valid_from=valid_from,
            valid_to=dossier.valid_to,
            decided_at=decided_at,
        ),
    )


async def _refuse(
    tx: Transaction, dossier: Dossier, decided_at: datetime, notified_at: datetime
) -> None:
    """Refuse an application. After a refused renewal the present term just runs out."""
    record(
        tx,
        SuitabilityRefused(
            premises_id=dossier.premises_id, dossier_id=dossier.dossier_id, decided_at=decided_at
        ),
    )
    await expire(tx, dossier)
    await start_appeal(tx, dossier, notified_at)

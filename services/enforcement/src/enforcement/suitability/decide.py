"""Decide on an application or a renewal: grant the declaration, or refuse it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from uuid import UUID

from chassis.bus import record, schedule
from chassis.days import city_day, day_start
from chassis.db import Transaction
from chassis.messages import lazy
from chassis.refusals import FieldRefusedError
from contracts.enforcement import (
    SuitabilityGranted,
    SuitabilityRefused,
    SuitabilityRenewalRefused,
    SuitabilityRenewed,
)
from enforcement.applications.answer_applicant import end_applications
from enforcement.cases.rules import happened
from enforcement.cases.store.timeline import By
from enforcement.cases.take_step import take_step
from enforcement.legal_terms import case_terms
from enforcement.legal_terms import store as legal_terms
from enforcement.legal_terms.rules import Deadline
from enforcement.suitability import store
from enforcement.suitability.conditions import set_conditions
from enforcement.suitability.end_declaration import EXPIRY, expire
from enforcement.suitability.hear import forget_hearing
from enforcement.suitability.notify_decision import await_notification
from enforcement.suitability.preparation import must_be_prepared
from enforcement.suitability.rules import (
    REGULATION,
    STILL_CONDITIONAL,
    UNTIL_DECISION,
    VALIDITY_TERM,
    Decision,
    DossierState,
    DossierStep,
    permit_type,
    validity,
)
from enforcement.suitability.store import Dossier
from enforcement.suitability.suspension import take_over
from enforcement.suitability.visits import plan_visit


@dataclass(frozen=True, slots=True)
class DeclarationDecision:
    """Days are inclusive; without them the regulation's validity counts.

    ``due`` gives a condition a last day of its own, instead of ``conditions_due_on``.
    ``lacking_because``: why an advice or the visit of a first grant was left out. Moments are
    when the body decided (without it now) and the applicant knew (without it later, by a letter).
    """

    outcome: Decision
    motivation: str
    valid_from: date | None
    valid_to: date | None
    conditions: Sequence[str]
    conditions_due_on: date | None
    decided_at: datetime | None = None
    notified_at: datetime | None = None
    due: Mapping[str, date] = field(default_factory=dict)
    lacking_because: str | None = None


async def decide(
    tx: Transaction, dossier_id: UUID, by: By, decision: DeclarationDecision
) -> Dossier:
    """On an application or, while a renewal runs, on the renewal. Raises ``RefusedError``."""
    dossier = await store.get_for_update(tx, dossier_id)
    decided_at = happened("decidedAt", decision.decided_at, tx.now, after=dossier.filed_at)
    renewal = dossier.state is DossierState.VERNIEUWING_LOPEND
    refused = decision.outcome is Decision.GEWEIGERD
    outcome = str(decision.outcome)
    if renewal and refused and dossier.conditions:
        outcome = STILL_CONDITIONAL
    take_step(
        tx,
        dossier,
        DossierStep.DECISION,
        by,
        outcome=outcome,
        reason=decision.motivation,
        basis=REGULATION,
        happened_at=decided_at,
    )
    if not renewal and not refused:
        because = decision.lacking_because
        await must_be_prepared(tx, dossier, by, city_day(decided_at), because)
    forget_hearing(dossier)
    dossier.stayed_refusal_on = None
    await case_terms.close(tx, dossier_id, *UNTIL_DECISION)
    if not refused:
        await _grant(tx, dossier, decision, decided_at, renewal=renewal)
        if not renewal:
            await take_over(tx, dossier, by)
    elif renewal:
        await _refuse_renewal(tx, dossier, decided_at)
    else:
        _refuse(tx, dossier, decided_at)
    await end_applications(tx, dossier_id)
    if decision.outcome is not Decision.TOEGEKEND:
        await await_notification(tx, dossier, decided_at, decision.notified_at)
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
    given = permit_type(dossier.permit_type, today)
    if given is not None and given.has_last_day and decision.valid_to is None:
        reason = lazy(
            "Deze soort vergunning geldt voor dagen die je zelf noemt. Geef de laatste dag."
        )
        raise FieldRefusedError("validTo", reason)
    present_end = dossier.valid_to if renewal else None
    valid_from, valid_to = validity(
        decision.valid_from, decision.valid_to, today, present_end, term
    )
    dossier.valid_from = dossier.valid_from if renewal else valid_from
    dossier.valid_to = valid_to
    dossier.renewal_refused_on = None
    await set_conditions(tx, dossier, decision.conditions, decision.conditions_due_on, decision.due)
    ends = Deadline(valid_to, valid_to - timedelta(days=term.warn_before_days))
    await case_terms.start_until(
        tx, dossier.dossier_id, VALIDITY_TERM, valid_from, ends, term.valid_from
    )
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
            permit_type=dossier.permit_type,
        ),
    )


def _refuse(tx: Transaction, dossier: Dossier, decided_at: datetime) -> None:
    record(
        tx,
        SuitabilityRefused(
            premises_id=dossier.premises_id, dossier_id=dossier.dossier_id, decided_at=decided_at
        ),
    )


async def _refuse_renewal(tx: Transaction, dossier: Dossier, decided_at: datetime) -> None:
    """The present term runs out; it ends at once when its last day is over."""
    assert dossier.valid_from is not None
    assert dossier.valid_to is not None
    dossier.renewal_refused_on = city_day(decided_at)
    record(
        tx,
        SuitabilityRenewalRefused(
            premises_id=dossier.premises_id,
            dossier_id=dossier.dossier_id,
            valid_from=dossier.valid_from,
            valid_to=dossier.valid_to,
            decided_at=decided_at,
        ),
    )
    await expire(tx, dossier)

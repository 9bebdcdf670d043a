"""What happens to a declaration, whoever causes it: a decision, a sanction or the clock."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from chassis.bus import record, revoke, schedule
from chassis.db import Transaction
from chassis.web import Problem
from contracts.enforcement import (
    SuitabilityExpired,
    SuitabilityGranted,
    SuitabilityRefused,
    SuitabilityRenewed,
    SuitabilitySuspended,
    SuitabilitySuspensionLifted,
    SuitabilityWithdrawn,
)
from enforcement.cases import step
from enforcement.cases.store.timeline import CLOCK, By
from enforcement.legal_terms import store as legal_terms
from enforcement.legal_terms.rules import Deadline, brussels_day, start_of
from enforcement.suitability import store
from enforcement.suitability.rules import DossierState, DossierStep, validity
from enforcement.tables import Dossier

VALIDITY_TERM = "suitability.validity_months"
CONDITIONS_TERM = "suitability.conditions"
APPEAL_TERM = "rvs.annulment_days"
ADVICES_DUE = "suitability-advices-due"
UNTIL_DECISION = ("suitability.decision_days", "suitability.advice_days", CONDITIONS_TERM)
"""What no longer runs once a decision was taken."""
VISIT_TERM = "suitability.yearly_visit"
EXPIRY = "suitability-expiry"
SUSPENSION_END = "suspension-end"
SANCTION_BASIS = "law:2013-06-24:45"
REGULATION = "regulation:antwerp"


@dataclass(frozen=True, slots=True)
class Wanted:
    """The validity that a decision asks for; days are inclusive, None is the default."""

    valid_from: date | None
    valid_to: date | None
    conditions_due_on: date | None


async def await_advices(tx: Transaction, dossier: Dossier, due_on: date) -> None:
    """Advices that are not in by the end of ``due_on`` are no longer waited for."""
    due_at = start_of(due_on + timedelta(days=1))
    await schedule(tx, ADVICES_DUE, str(dossier.dossier_id), due_at)


async def close_advices_when_all_in(tx: Transaction, dossier: Dossier, by: By) -> None:
    """The last advice makes the dossier ready for a decision."""
    today = brussels_day(tx.now)
    if dossier.advices_awaited or not step.permits(dossier, DossierStep.ADVICES_CLOSED, today):
        return
    step.take(tx, dossier, DossierStep.ADVICES_CLOSED, by, basis=REGULATION)
    await legal_terms.close(tx, dossier.dossier_id, "suitability.advice_days")
    await revoke(tx, ADVICES_DUE, str(dossier.dossier_id))


async def grant(
    tx: Transaction, dossier: Dossier, conditions: Sequence[str], wanted: Wanted, *, renewal: bool
) -> None:
    """Give the declaration its validity and tell it. Raises ``Problem`` for an unsound period."""
    today = brussels_day(tx.now)
    term = (await legal_terms.law(tx, today, VALIDITY_TERM)).terms[VALIDITY_TERM]
    present_end = dossier.valid_to if renewal else None
    period = validity(wanted.valid_from, wanted.valid_to, today, present_end, term)
    if period is None:
        raise Problem.field("validTo", "De geldigheid eindigt voor ze begint of is al voorbij.")
    valid_from, valid_to = period
    dossier.valid_from = dossier.valid_from if renewal else valid_from
    dossier.valid_to = valid_to
    dossier.conditions = list(conditions)
    dossier.heard = False
    ends = Deadline(valid_to, valid_to - timedelta(days=term.warn_before_days))
    await legal_terms.start_until(
        tx, dossier.dossier_id, VALIDITY_TERM, valid_from, ends, term.valid_from
    )
    if conditions and wanted.conditions_due_on is not None:
        due = Deadline(wanted.conditions_due_on, wanted.conditions_due_on)
        await legal_terms.start_until(tx, dossier.dossier_id, CONDITIONS_TERM, today, due)
    if not renewal:
        await plan_visit(tx, dossier, today.year)
    await schedule(tx, EXPIRY, str(dossier.dossier_id), start_of(valid_to + timedelta(days=1)))
    await _tell_validity(tx, dossier, valid_from, renewal=renewal)


async def _tell_validity(
    tx: Transaction, dossier: Dossier, valid_from: date, *, renewal: bool
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
                valid_from=valid_from,
                valid_to=dossier.valid_to,
                decided_at=tx.now,
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
            valid_from=valid_from,
            valid_to=dossier.valid_to,
            decided_at=tx.now,
        ),
    )


async def refuse(tx: Transaction, dossier: Dossier) -> None:
    """Refuse an application. After a refused renewal the present term just runs out."""
    record(
        tx,
        SuitabilityRefused(
            premises_id=dossier.premises_id, dossier_id=dossier.dossier_id, decided_at=tx.now
        ),
    )
    await expire(tx, dossier)
    await _start_appeal(tx, dossier)


async def suspend(
    tx: Transaction,
    dossier: Dossier,
    case_id: UUID,
    period: tuple[datetime, datetime],
    by: By,
    reason: str,
) -> None:
    """Suspend by a notified sanction. A suspension during another one only makes it longer."""
    if dossier.state != DossierState.GESCHORST:
        dossier.resume = dossier.state
    step.take(tx, dossier, DossierStep.SUSPENSION, by, reason=reason, basis=SANCTION_BASIS)
    starts, ends = period
    dossier.suspended_from = min(starts, dossier.suspended_from or starts)
    dossier.suspended_to = max(ends, dossier.suspended_to or ends)
    await schedule(tx, SUSPENSION_END, str(dossier.dossier_id), dossier.suspended_to)
    record(
        tx,
        SuitabilitySuspended(
            premises_id=dossier.premises_id,
            dossier_id=dossier.dossier_id,
            case_id=case_id,
            suspended_from=starts,
            suspended_to=ends,
            decided_at=tx.now,
        ),
    )


async def lift(tx: Transaction, dossier: Dossier, by: By, reason: str) -> None:
    """The suspension is over: the dossier goes on in the state that it had."""
    step.take(
        tx,
        dossier,
        DossierStep.LIFTING,
        by,
        outcome=dossier.resume,
        reason=reason,
        basis=SANCTION_BASIS,
    )
    dossier.resume = dossier.suspended_from = dossier.suspended_to = None
    await revoke(tx, SUSPENSION_END, str(dossier.dossier_id))
    record(
        tx,
        SuitabilitySuspensionLifted(
            premises_id=dossier.premises_id, dossier_id=dossier.dossier_id, lifted_at=tx.now
        ),
    )


async def withdraw(tx: Transaction, dossier: Dossier, by: By, reason: str, basis: str) -> None:
    """Take the declaration back for good; the owner may appeal."""
    step.take(tx, dossier, DossierStep.WITHDRAWAL, by, reason=reason, basis=basis)
    await _end(tx, dossier)
    await _start_appeal(tx, dossier)
    record(
        tx,
        SuitabilityWithdrawn(
            premises_id=dossier.premises_id, dossier_id=dossier.dossier_id, withdrawn_at=tx.now
        ),
    )


async def relinquish(tx: Transaction, dossier: Dossier, by: By) -> None:
    """The owner ends the term; the contract tells that as the end of a term without renewal."""
    step.take(tx, dossier, DossierStep.RELINQUISHMENT, by, basis=REGULATION)
    await _end(tx, dossier)
    _tell_expired(tx, dossier)


async def expire(tx: Transaction, dossier: Dossier) -> None:
    """Let the declaration end if its last valid day is over and no renewal runs."""
    if not step.permits(dossier, DossierStep.EXPIRY, brussels_day(tx.now)):
        return
    step.take(tx, dossier, DossierStep.EXPIRY, CLOCK, basis=REGULATION)
    await _end(tx, dossier)
    _tell_expired(tx, dossier)


async def _start_appeal(tx: Transaction, dossier: Dossier) -> None:
    today = brussels_day(tx.now)
    rules = await legal_terms.law(tx, today, APPEAL_TERM)
    await legal_terms.start(tx, dossier.dossier_id, rules, APPEAL_TERM, today)


async def plan_visit(tx: Transaction, dossier: Dossier, year: int) -> None:
    """The proactive visit of a calendar year: a task with a date, no term of law."""
    due = Deadline(date(year, 12, 31), date(year, 12, 1))
    await legal_terms.start_until(tx, dossier.dossier_id, VISIT_TERM, brussels_day(tx.now), due)


async def _end(tx: Transaction, dossier: Dossier) -> None:
    dossier.resume = dossier.suspended_from = dossier.suspended_to = None
    await legal_terms.close(tx, dossier.dossier_id)
    for timer in (ADVICES_DUE, EXPIRY, SUSPENSION_END):
        await revoke(tx, timer, str(dossier.dossier_id))


def _tell_expired(tx: Transaction, dossier: Dossier) -> None:
    record(
        tx,
        SuitabilityExpired(
            premises_id=dossier.premises_id, dossier_id=dossier.dossier_id, expired_at=tx.now
        ),
    )

"""The mayor proposes, the college decides; or the mayor ends the investigation."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from chassis.bus import record
from chassis.days import city_day
from chassis.db import Transaction
from chassis.messages import lazy
from chassis.refusals import FieldRefusedError
from contracts.enforcement import IntegrityInvestigationEnded
from enforcement.cases.rules import happened
from enforcement.cases.store.timeline import By
from enforcement.cases.take_step import take_step
from enforcement.integrity_investigations import store
from enforcement.integrity_investigations.erase import erase_findings, keep_until
from enforcement.integrity_investigations.rules import (
    BASIS,
    SUSPENSION_TERM,
    UNTIL_DECISION,
    Ground,
    IntegrityStep,
    Measure,
)
from enforcement.integrity_investigations.store import IntegrityInvestigation
from enforcement.legal_terms import case_terms
from enforcement.legal_terms import store as legal_terms


@dataclass(frozen=True, slots=True)
class Decision:
    """``months`` and ``conditions`` (to lift it) belong to a suspension, and there alone."""

    measure: Measure
    motivation: str
    months: int | None = None
    conditions: str | None = None
    decided_at: datetime | None = None


async def propose(
    tx: Transaction,
    case_id: UUID,
    by: By,
    measure: Measure,
    *,
    grounds: Sequence[Ground],
    motivation: str,
) -> IntegrityInvestigation:
    """The mayor's proposal, with its grounds (§10). Raises ``RefusedError``."""
    case = await store.get_for_update(tx, case_id)
    if (measure is Measure.GEEN_MAATREGEL) == bool(grounds):
        reason = lazy("Kies minstens één grond voor een maatregel, en geen grond zonder maatregel.")
        raise FieldRefusedError("grounds", reason)
    step = IntegrityStep.PROPOSAL
    file = case.file()
    take_step(tx, case, step, by, outcome=str(measure), reason=str(measure), basis=BASIS, file=file)
    case.proposed, case.proposal, case.proposed_at = measure, motivation, tx.now
    case.grounds = [str(ground) for ground in grounds]
    return case


async def decide(
    tx: Transaction, case_id: UUID, by: By, decision: Decision
) -> IntegrityInvestigation:
    """It works only after its notification and the waiting time. Raises ``RefusedError``."""
    case = await store.get_for_update(tx, case_id)
    decided_at = happened("decidedAt", decision.decided_at, tx.now, after=case.proposed_at)
    await _check_suspension(tx, decision, decided_at)
    measure = decision.measure
    take_step(
        tx,
        case,
        IntegrityStep.DECISION,
        by,
        outcome=str(measure),
        reason=str(measure),
        basis=BASIS,
        happened_at=decided_at,
    )
    case.decided, case.decision, case.decided_at = measure, decision.motivation, decided_at
    case.months, case.conditions = decision.months, decision.conditions
    await _end(tx, case, measure, decided_at, by)
    return case


async def discontinue(
    tx: Transaction, case_id: UUID, by: By, motivation: str
) -> IntegrityInvestigation:
    """The mayor ends the investigation without a measure. Raises ``RefusedError``."""
    case = await store.get_for_update(tx, case_id)
    take_step(tx, case, IntegrityStep.DISCONTINUATION, by, basis=BASIS)
    case.decided, case.decision = Measure.GEEN_MAATREGEL, motivation
    case.decided_at = tx.now
    await _end(tx, case, Measure.GEEN_MAATREGEL, tx.now, by)
    return case


async def _check_suspension(tx: Transaction, decision: Decision, decided_at: datetime) -> None:
    """Raises ``FieldRefusedError`` for a suspension without its length or conditions."""
    suspends = decision.measure is Measure.SCHORSING
    if not suspends:
        if decision.months is not None or decision.conditions:
            reason = lazy("Een duur en voorwaarden horen alleen bij een schorsing.")
            raise FieldRefusedError("months", reason)
        return
    law = await legal_terms.law(tx, city_day(decided_at), SUSPENSION_TERM)
    most = law.terms[SUSPENSION_TERM].value or 0
    if decision.months is None or not 1 <= decision.months <= most:
        raise FieldRefusedError(
            "months", lazy("Een schorsing duurt 1 tot %(most)s maanden.", most=most)
        )
    if not decision.conditions:
        reason = lazy("Zeg onder welke voorwaarden de schorsing wordt opgeheven.")
        raise FieldRefusedError("conditions", reason)


async def _end(
    tx: Transaction, case: IntegrityInvestigation, measure: Measure, at: datetime, by: By
) -> None:
    """The terms of the investigation stop; without a measure the case is over at once."""
    await case_terms.close(tx, case.case_id, *UNTIL_DECISION)
    if measure is Measure.GEEN_MAATREGEL:
        case.closed_at = tx.now
        await erase_findings(tx, case, by)
        await keep_until(tx, case)
    record(
        tx,
        IntegrityInvestigationEnded(
            case_id=case.case_id, about=case.subject, measure=measure, decided_at=at
        ),
    )

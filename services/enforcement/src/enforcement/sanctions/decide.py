"""Record the decision of the college or the mayor on a sanction."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from chassis.bus import record
from chassis.days import city_day
from chassis.db import Transaction
from chassis.messages import lazy
from chassis.refusals import FieldRefusedError, StepRefusedError
from contracts.branches import Branch
from contracts.codes import DecidingBody, SanctionKind
from contracts.enforcement import SanctionDecided
from enforcement.cases.rules import happened
from enforcement.cases.store import findings, timeline
from enforcement.cases.store.timeline import By
from enforcement.cases.take_step import take_step
from enforcement.legal_terms import store as legal_terms
from enforcement.sanctions import store
from enforcement.sanctions.propose import must_have_object
from enforcement.sanctions.rules import (
    DEFENCE_STEPS,
    LONGEST,
    WARNING_BASIS,
    Period,
    SanctionStep,
    WrongBodyError,
    defence_runs,
    unsound_period,
)
from enforcement.sanctions.store import SanctionCase


@dataclass(frozen=True, slots=True)
class SanctionDecision:
    """``effective_to`` is exclusive. Without ``effective_from`` it works from the notification.

    ``decided_at`` is when the body decided, without it now.
    """

    kind: SanctionKind
    deciding_body: DecidingBody | None
    effective_from: datetime | None
    effective_to: datetime | None
    motivation: str
    decided_at: datetime | None = None


async def decide(
    tx: Transaction, case_id: UUID, decision: SanctionDecision, by: By, secretariat_of: DecidingBody
) -> SanctionCase:
    """The decision works only once the owner was notified. Raises ``RefusedError``.

    ``secretariat_of`` is the body for which the author may record decisions.
    """
    case = await store.get_for_update(tx, case_id)
    if await _police_wait(tx, case_id):
        raise StepRefusedError(lazy("De politie vraagt om te wachten. Overleg eerst met haar."))
    must_have_object(case, decision.kind)
    heard_at = await timeline.latest(tx, case_id, *DEFENCE_STEPS)
    decided_at = happened("decidedAt", decision.decided_at, tx.now, after=heard_at)
    deciding_body = await _deciding_body(tx, decision, decided_at, secretariat_of)
    runs = defence_runs(case.file(), city_day(decided_at))
    if runs is not None and case.heard:
        raise FieldRefusedError("decidedAt", runs)
    period = Period(decision.effective_from, decision.effective_to)
    longest = await _longest(tx, case, decision.kind)
    wrong = unsound_period(decision.kind, period, decided_at, longest)
    if wrong is not None:
        raise FieldRefusedError(*wrong)
    take_step(
        tx,
        case,
        SanctionStep.DECISION,
        by,
        reason=decision.motivation,
        basis=WARNING_BASIS,
        happened_at=decided_at,
    )
    case.decision_kind = str(decision.kind)
    case.deciding_body = str(deciding_body)
    case.decided_at = decided_at
    case.effective_from, case.effective_to = decision.effective_from, decision.effective_to
    first = (await findings.of_case(tx, case_id))[0]
    record(
        tx,
        SanctionDecided(
            case_id=case_id,
            premises_id=case.premises_id,
            kind=decision.kind,
            deciding_body=deciding_body,
            effective_from=decision.effective_from,
            effective_to=decision.effective_to,
            decided_at=decided_at,
            branch=Branch(first.branch),
            in_tolerance_zone=first.in_tolerance_zone,
        ),
    )
    return case


async def _police_wait(tx: Transaction, case_id: UUID) -> bool:
    """Whether the police asked to wait after people went on, and did not end that since (DP-11).

    What was held before that, people release themselves after consultation.
    """
    held_at = await timeline.latest(tx, case_id, SanctionStep.HOLD)
    released_at = await timeline.latest(tx, case_id, SanctionStep.RELEASE)
    if held_at is None or (released_at is not None and released_at >= held_at):
        return False
    return await findings.waits(tx, case_id)


async def _longest(tx: Transaction, case: SanctionCase, kind: SanctionKind) -> int | None:
    """The months that a temporary sanction may last, by the rules of the day of the fact."""
    term_id = LONGEST.get(kind)
    if term_id is None:
        return None
    law = await legal_terms.law(tx, city_day(case.fact_at), term_id)
    return law.terms[term_id].value


async def _deciding_body(
    tx: Transaction,
    decision: SanctionDecision,
    decided_at: datetime,
    secretariat_of: DecidingBody,
) -> DecidingBody:
    """The body as given, else the default of the day (A3); recorded by its own secretariat."""
    body = decision.deciding_body or await legal_terms.default_body(
        tx, decision.kind, city_day(decided_at)
    )
    if body is None:
        raise FieldRefusedError(
            "decidingBody", lazy("Zeg wie beslist: voor deze sanctie is er geen vast.")
        )
    if body is not secretariat_of:
        raise WrongBodyError(body)
    return body

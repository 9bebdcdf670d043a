"""The sanction procedure from decision to closing (plan 2.2, handbook §2.7)."""

from datetime import datetime
from uuid import UUID

from fastapi import APIRouter
from pydantic import AwareDatetime

from chassis.bus import record
from chassis.edge import Tx
from chassis.web import Actor, Body, Function, Problem
from contracts.codes import DecidingBody, SanctionKind
from contracts.enforcement import ExecutionCheckRequested, PremisesClosed, SanctionDecided
from enforcement.cases import step
from enforcement.cases.api.access import CaseWorker, DecidingActor, Notifier
from enforcement.cases.api.shapes import Text, happened
from enforcement.cases.store import timeline
from enforcement.cases.store.timeline import By
from enforcement.legal_terms import store as legal_terms
from enforcement.legal_terms.rules import brussels_day
from enforcement.sanctions.api.shapes import WARNING_BASIS, SanctionStepTaken, locked, taken
from enforcement.sanctions.rules import (
    CLOSURES,
    HANDLED,
    WITHOUT_EFFECT,
    Effect,
    SanctionStep,
    effect_of,
    unsound_period,
)
from enforcement.suitability import declaration
from enforcement.suitability import store as suitability
from enforcement.tables import SanctionCase

router = APIRouter(prefix="/v1/sanction-cases", tags=["sanctieprocedure"])

CLOSURE_TERM = "sanction.temp_closure_max"
WITHOUT_CONSEQUENCE = "zonder_gevolg"
"""Noted when a decision is notified after its end, or finds no working declaration."""

RECORDS_FOR = {
    Function.COLLEGE_SECRETARIS: DecidingBody.COLLEGE,
    Function.KABINET_BURGEMEESTER: DecidingBody.BURGEMEESTER,
}


class SanctionDecision(Body):
    """``effectiveTo`` is exclusive. Without ``effectiveFrom`` it works from the notification."""

    kind: SanctionKind
    deciding_body: DecidingBody | None = None
    effective_from: AwareDatetime | None = None
    effective_to: AwareDatetime | None = None
    motivation: Text


@router.post("/{case_id}/decision")
async def decide(
    case_id: UUID, body: SanctionDecision, tx: Tx, actor: DecidingActor
) -> SanctionStepTaken:
    """What the college or the mayor decided. It works only once the owner was notified."""
    case = await locked(tx, case_id)
    deciding_body = await _deciding_body(tx, body, actor)
    rules = await legal_terms.law(tx, brussels_day(case.fact_at), CLOSURE_TERM)
    wrong = unsound_period(
        body.kind, body.effective_from, body.effective_to, rules.terms[CLOSURE_TERM].value or 0
    )
    if wrong is not None:
        raise Problem.field(*wrong)
    step.take(
        tx,
        case,
        SanctionStep.DECISION,
        By.actor(actor),
        reason=body.motivation,
        basis=WARNING_BASIS,
    )
    case.decision_kind = str(body.kind)
    case.deciding_body = str(deciding_body)
    case.decided_at = tx.now
    case.effective_from, case.effective_to = body.effective_from, body.effective_to
    record(
        tx,
        SanctionDecided(
            case_id=case_id,
            premises_id=case.premises_id,
            kind=body.kind,
            deciding_body=deciding_body,
            effective_from=body.effective_from,
            effective_to=body.effective_to,
            decided_at=tx.now,
        ),
    )
    return taken(tx, case)


async def _deciding_body(tx: Tx, body: SanctionDecision, actor: Actor) -> DecidingBody:
    """The body as given, else the default of the day (A3); recorded by its own secretariat."""
    deciding = body.deciding_body or await legal_terms.default_body(
        tx, body.kind, brussels_day(tx.now)
    )
    if deciding is None:
        raise Problem.field("decidingBody", "Zeg wie beslist: voor deze sanctie is er geen vast.")
    if RECORDS_FOR[actor.function] is not deciding:
        raise Problem(
            403,
            "geen-toegang",
            f"Alleen het secretariaat van het orgaan '{deciding}' legt dit vast.",
        )
    return deciding


class DecisionNotified(Body):
    notified_at: AwareDatetime | None = None


@router.post("/{case_id}/notification")
async def notify_decision(
    case_id: UUID, body: DecisionNotified, tx: Tx, actor: Notifier
) -> SanctionStepTaken:
    """The owner was notified: from now on the decision works, and the appeal term runs."""
    case = await locked(tx, case_id)
    notified_at = happened(tx, "notifiedAt", body.notified_at)
    if case.decided_at is not None and notified_at < case.decided_at:
        raise Problem.field("notifiedAt", "De kennisgeving komt na de beslissing.")
    step.take(
        tx,
        case,
        SanctionStep.NOTIFICATION,
        By.actor(actor),
        basis=WARNING_BASIS,
        happened_at=notified_at,
    )
    case.notified_at = notified_at
    kind = SanctionKind(case.decision_kind or "")
    effect = effect_of(kind, case.effective_from, case.effective_to, notified_at)
    by = By.actor(actor)
    if effect is not None and await _put_into_effect(tx, case, kind, effect, by):
        case.effect_from, case.effect_to = effect.starts, effect.ends
    elif kind not in WITHOUT_EFFECT:
        timeline.note(tx, case_id, WITHOUT_CONSEQUENCE, (case.state, case.state), by)
    rules = await legal_terms.law(tx, brussels_day(notified_at), declaration.APPEAL_TERM)
    await legal_terms.start(tx, case_id, rules, declaration.APPEAL_TERM, brussels_day(notified_at))
    return taken(tx, case)


async def _put_into_effect(
    tx: Tx, case: SanctionCase, kind: SanctionKind, effect: Effect, by: By
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
    dossier = await suitability.locked_valid(tx, case.premises_id)
    if dossier is None:
        return False
    if kind is SanctionKind.SCHORSING and effect.ends is not None:
        period = (effect.starts, effect.ends)
        await declaration.suspend(tx, dossier, case.case_id, period, by, case.number)
    else:
        dossier.heard = True  # in the sanction procedure, before this decision
        await declaration.withdraw(tx, dossier, by, case.number, declaration.SANCTION_BASIS)
    return True


@router.post("/{case_id}/execution-check-request")
async def request_check(case_id: UUID, tx: Tx, actor: CaseWorker) -> SanctionStepTaken:
    """Ask the police to check on the spot that the sanction is respected."""
    case = await locked(tx, case_id)
    step.take(tx, case, SanctionStep.EXECUTION_CHECK_REQUEST, By.actor(actor))
    record(
        tx,
        ExecutionCheckRequested(
            case_id=case_id,
            premises_id=case.premises_id,
            kind=SanctionKind(case.decision_kind or ""),
            effective_from=_known(case.effect_from),
            effective_to=case.effect_to,
            requested_at=tx.now,
        ),
    )
    return taken(tx, case)


def _known(moment: datetime | None) -> datetime:
    assert moment is not None, "the procedure asks no check of a decision without effect"
    return moment


class Closing(Body):
    reason: Text | None = None


@router.post("/{case_id}/closing")
async def close(
    case_id: UUID, tx: Tx, actor: CaseWorker, body: Closing = Closing()
) -> SanctionStepTaken:
    """The end of the case; one that ends without a decision needs a reason."""
    case = await locked(tx, case_id)
    if body.reason is None and case.state not in HANDLED:
        raise Problem.field("reason", "Zeg waarom je dit dossier zonder beslissing afsluit.")
    step.take(tx, case, SanctionStep.CLOSING, By.actor(actor), reason=body.reason)
    await legal_terms.close(tx, case_id)
    return taken(tx, case)

"""The sanction procedure from finding to proposal (plan 2.2, handbook §2.7)."""

from uuid import UUID

from fastapi import APIRouter
from pydantic import AwareDatetime

from chassis.bus import record
from chassis.edge import Tx
from chassis.web import Body, Problem
from contracts.codes import SanctionKind
from contracts.enforcement import SanctionWarningSent
from enforcement.cases import step
from enforcement.cases.api.access import CaseWorker
from enforcement.cases.api.shapes import Motivated, Text, happened
from enforcement.cases.store.timeline import By
from enforcement.legal_terms import store as legal_terms
from enforcement.legal_terms.rules import brussels_day, deemed_received
from enforcement.sanctions.api.shapes import (
    HEARING_BASIS,
    WARNING_BASIS,
    SanctionStepTaken,
    locked,
    taken,
)
from enforcement.sanctions.rules import SanctionStep

router = APIRouter(prefix="/v1/sanction-cases", tags=["sanctieprocedure"])

WARNING_TERM = "sanction.warning_validity_months"
DEFENCE_TERM = "sanction.defence_days"


@router.post("/{case_id}/release")
async def release(case_id: UUID, body: Motivated, tx: Tx, actor: CaseWorker) -> SanctionStepTaken:
    """After consultation with the police the case may go on."""
    case = await locked(tx, case_id)
    step.take(tx, case, SanctionStep.RELEASE, By.actor(actor), reason=body.motivation)
    return taken(tx, case)


class Notified(Body):
    notified_at: AwareDatetime | None = None


@router.post("/{case_id}/pv-notification")
async def notify_report(
    case_id: UUID, body: Notified, tx: Tx, actor: CaseWorker
) -> SanctionStepTaken:
    """The owner got the PV of the findings."""
    case = await locked(tx, case_id)
    notified_at = happened(tx, "notifiedAt", body.notified_at)
    step.take(
        tx,
        case,
        SanctionStep.PV_NOTIFICATION,
        By.actor(actor),
        basis=WARNING_BASIS,
        happened_at=notified_at,
    )
    return taken(tx, case)


class WarningLetter(Body):
    """``extract`` is the text of the breached rule: without it a warning does not count."""

    sent_at: AwareDatetime | None = None
    extract: Text


@router.post("/{case_id}/warning")
async def warn(case_id: UUID, body: WarningLetter, tx: Tx, actor: CaseWorker) -> SanctionStepTaken:
    """The warning; only a fact after it, within its validity, can lead to a sanction."""
    case = await locked(tx, case_id)
    sent_at = happened(tx, "sentAt", body.sent_at)
    step.take(
        tx,
        case,
        SanctionStep.WARNING,
        By.actor(actor),
        reason=body.extract,
        basis=WARNING_BASIS,
        happened_at=sent_at,
    )
    rules = await legal_terms.law(tx, brussels_day(case.fact_at), WARNING_TERM)
    ends = await legal_terms.start(tx, case_id, rules, WARNING_TERM, brussels_day(sent_at))
    case.warned_at = sent_at
    case.warning_valid_until = ends.last_day
    record(tx, SanctionWarningSent(case_id=case_id, premises_id=case.premises_id, sent_at=sent_at))
    return taken(tx, case)


class Invitation(Body):
    """A registered letter is deemed received on the third working day; else on ``sentAt``."""

    hearing_at: AwareDatetime
    sent_at: AwareDatetime | None = None
    registered: bool = True


@router.post("/{case_id}/hearing-invitation")
async def invite(case_id: UUID, body: Invitation, tx: Tx, actor: CaseWorker) -> SanctionStepTaken:
    """The owner may be heard or write; the defence term starts with the receipt."""
    case = await locked(tx, case_id)
    sent_at = happened(tx, "sentAt", body.sent_at)
    if body.hearing_at <= sent_at:
        raise Problem.field("hearingAt", "De hoorzitting komt na de uitnodiging.")
    step.take(
        tx,
        case,
        SanctionStep.HEARING_INVITATION,
        By.actor(actor),
        basis=HEARING_BASIS,
        happened_at=sent_at,
    )
    rules = await legal_terms.law(tx, brussels_day(case.fact_at), DEFENCE_TERM)
    received = brussels_day(sent_at)
    if body.registered:
        received = deemed_received(received, rules.days.legal)
    ends = await legal_terms.start(tx, case_id, rules, DEFENCE_TERM, received)
    await legal_terms.close(tx, case_id, WARNING_TERM)
    case.invited_at = sent_at
    case.hearing_at = body.hearing_at
    case.defence_until = ends.last_day
    return taken(tx, case)


class HearingReport(Body):
    held_at: AwareDatetime | None = None
    report: Text


@router.post("/{case_id}/hearing")
async def hear(case_id: UUID, body: HearingReport, tx: Tx, actor: CaseWorker) -> SanctionStepTaken:
    """The hearing took place; its report is part of the file."""
    case = await locked(tx, case_id)
    held_at = happened(tx, "heldAt", body.held_at)
    if case.invited_at is not None and held_at < case.invited_at:
        raise Problem.field("heldAt", "De hoorzitting komt na de uitnodiging.")
    step.take(
        tx,
        case,
        SanctionStep.HEARING,
        By.actor(actor),
        reason=body.report,
        basis=HEARING_BASIS,
        happened_at=held_at,
    )
    await _defended(tx, case_id)
    case.heard = True
    return taken(tx, case)


class Defence(Body):
    received_at: AwareDatetime | None = None
    summary: Text | None = None


@router.post("/{case_id}/written-defence")
async def receive_defence(
    case_id: UUID, body: Defence, tx: Tx, actor: CaseWorker
) -> SanctionStepTaken:
    """The owner wrote; a late defence is registered all the same."""
    case = await locked(tx, case_id)
    received_at = happened(tx, "receivedAt", body.received_at)
    step.take(
        tx,
        case,
        SanctionStep.WRITTEN_DEFENCE,
        By.actor(actor),
        reason=body.summary,
        basis=HEARING_BASIS,
        happened_at=received_at,
    )
    await _defended(tx, case_id)
    case.heard = True
    return taken(tx, case)


@router.post("/{case_id}/no-defence")
async def note_silence(case_id: UUID, tx: Tx, actor: CaseWorker) -> SanctionStepTaken:
    """Nobody came or wrote before the hearing and the defence term were over."""
    case = await locked(tx, case_id)
    step.take(tx, case, SanctionStep.NO_DEFENCE, By.actor(actor), basis=HEARING_BASIS)
    await _defended(tx, case_id)
    case.heard = True
    return taken(tx, case)


async def _defended(tx: Tx, case_id: UUID) -> None:
    await legal_terms.close(tx, case_id, DEFENCE_TERM)


class Proposal(Body):
    kind: SanctionKind
    motivation: Text
    proportionality: Text


@router.post("/{case_id}/proposal")
async def propose(case_id: UUID, body: Proposal, tx: Tx, actor: CaseWorker) -> SanctionStepTaken:
    """The draft for the deciding body, with why the measure is in proportion."""
    case = await locked(tx, case_id)
    reason = f"{body.kind}: {body.motivation}\n\nProportionaliteit: {body.proportionality}"
    step.take(tx, case, SanctionStep.PROPOSAL, By.actor(actor), reason=reason)
    case.proposed_kind = str(body.kind)
    return taken(tx, case)


@router.post("/{case_id}/agenda")
async def put_on_agenda(case_id: UUID, tx: Tx, actor: CaseWorker) -> SanctionStepTaken:
    """The proposal is on the agenda of the deciding body; this step may be left out."""
    case = await locked(tx, case_id)
    step.take(tx, case, SanctionStep.AGENDA, By.actor(actor))
    return taken(tx, case)

"""The sanction procedure over HTTP, from finding to proposal (plan 2.2, handbook §2.7)."""

from uuid import UUID

from fastapi import APIRouter

from chassis.edge import Tx
from chassis.web import Body
from contracts.codes import SanctionKind
from enforcement.acts.api import router_of
from enforcement.cases.api.access import CaseWorker
from enforcement.cases.api.bodies import Moment, MotivationBody, Text
from enforcement.cases.store.timeline import By
from enforcement.council_of_state import api as council_of_state
from enforcement.functions import BODIES, CASE_WORKERS
from enforcement.sanctions import link_finding as linking
from enforcement.sanctions import propose as proposal
from enforcement.sanctions import release as sanction_release
from enforcement.sanctions import warn as warning
from enforcement.sanctions.acts import COUNCIL, STEPS
from enforcement.sanctions.api.views import SanctionStepTaken, step_taken
from enforcement.sanctions.desk import SANCTIONS

router = APIRouter(prefix="/v1/sanction-cases", tags=["sanctieprocedure"])


@router.post("/{case_id}/release")
async def release(
    case_id: UUID, body: MotivationBody, tx: Tx, actor: CaseWorker
) -> SanctionStepTaken:
    """After consultation with the police the case may go on."""
    case = await sanction_release.release(tx, case_id, By.actor(actor), body.motivation)
    return step_taken(tx, case)


class ReportNotification(Body):
    notified_at: Moment | None = None


@router.post("/{case_id}/pv-notification")
async def notify_report(
    case_id: UUID, body: ReportNotification, tx: Tx, actor: CaseWorker
) -> SanctionStepTaken:
    """The owner got the PV of the findings."""
    by = By.actor(actor)
    return step_taken(tx, await warning.notify_report(tx, case_id, by, body.notified_at))


class WarningLetter(Body):
    """``extract`` is the text of the breached rule: without it a warning does not count.

    A registered letter is deemed received on the third working day; else on ``sentAt``.
    """

    sent_at: Moment | None = None
    registered: bool = True
    extract: Text


@router.post("/{case_id}/warning")
async def warn(case_id: UUID, body: WarningLetter, tx: Tx, actor: CaseWorker) -> SanctionStepTaken:
    """The warning; only a fact after its receipt, within its validity, can lead to a sanction."""
    case = await warning.warn(
        tx,
        case_id,
        By.actor(actor),
        extract=body.extract,
        sent_at=body.sent_at,
        registered=body.registered,
    )
    return step_taken(tx, case)


class NextFinding(Body):
    """``ownerKnown``: somebody made sure that it is the same owner, if no declaration says so."""

    finding_id: UUID
    owner_known: bool = False


@router.post("/{case_id}/next-finding")
async def link_finding(
    case_id: UUID, body: NextFinding, tx: Tx, actor: CaseWorker
) -> SanctionStepTaken:
    """A finding that could not be linked on arrival is the next one; its own case ends."""
    case = await linking.link_finding(
        tx, case_id, body.finding_id, By.actor(actor), owner_known=body.owner_known
    )
    return step_taken(tx, case)


class Proposal(Body):
    kind: SanctionKind
    motivation: Text
    proportionality: Text


@router.post("/{case_id}/proposal")
async def propose(case_id: UUID, body: Proposal, tx: Tx, actor: CaseWorker) -> SanctionStepTaken:
    """The draft for the deciding body, with why the measure is in proportion."""
    case = await proposal.propose(
        tx,
        case_id,
        By.actor(actor),
        body.kind,
        motivation=body.motivation,
        proportionality=body.proportionality,
    )
    return step_taken(tx, case)


@router.post("/{case_id}/agenda")
async def put_on_agenda(case_id: UUID, tx: Tx, actor: CaseWorker) -> SanctionStepTaken:
    """The proposal is on the agenda of the deciding body; this step may be left out."""
    return step_taken(tx, await proposal.put_on_agenda(tx, case_id, By.actor(actor)))


acts = router_of(SANCTIONS, SanctionStepTaken, step_taken, STEPS)
council = council_of_state.routes_of(SANCTIONS, COUNCIL, CASE_WORKERS | BODIES)

"""The fine procedure over HTTP, before anything is sent: hold, triage, prosecutor, early ends."""

from uuid import UUID

from fastapi import APIRouter

from chassis.edge import Tx
from chassis.web import Body
from enforcement.cases.api.access import CaseWorker, GasWorker
from enforcement.cases.api.bodies import Moment, MotivationBody
from enforcement.cases.store.timeline import By
from enforcement.gas import ask_prosecutor, dismiss, protect_minor
from enforcement.gas import join as gas_join
from enforcement.gas import release as gas_release
from enforcement.gas import separate as gas_separate
from enforcement.gas import triage as gas_triage
from enforcement.gas.api.views import GasStepTaken, step_taken
from enforcement.gas.rules import MixedOffence, ProsecutorAnswer

router = APIRouter(prefix="/v1/gas-cases", tags=["procedure geldboete"])


@router.post("/{case_id}/release")
async def release(case_id: UUID, body: MotivationBody, tx: Tx, actor: CaseWorker) -> GasStepTaken:
    """After consultation with the police the case may go on."""
    case = await gas_release.release(tx, case_id, By.actor(actor), body.motivation)
    return step_taken(tx, case)


class Triage(Body):
    """``envisaged`` in whole euros; ``minor`` only where the birth date is not known."""

    envisaged: int
    minor: bool | None = None


@router.post("/{case_id}/triage")
async def triage(case_id: UUID, body: Triage, tx: Tx, actor: GasWorker) -> GasStepTaken:
    """The fine in view: above the law's threshold the opening letter offers a hearing."""
    choice = gas_triage.Triage(envisaged=body.envisaged, minor=body.minor)
    return step_taken(tx, await gas_triage.triage(tx, case_id, By.actor(actor), choice))


class Join(Body):
    """``samePerson``: somebody looked, where the system does not see it by itself."""

    into_id: UUID
    same_person: bool = False


@router.post("/{case_id}/join")
async def join(case_id: UUID, body: Join, tx: Tx, actor: GasWorker) -> GasStepTaken:
    """Facts found together: the case goes into another, which is about both from now on."""
    by = By.actor(actor)
    case = await gas_join.join(tx, case_id, body.into_id, by, same_person=body.same_person)
    return step_taken(tx, case)


@router.post("/{case_id}/separation")
async def separate(case_id: UUID, tx: Tx, actor: GasWorker) -> GasStepTaken:
    """Undo a join: the case is one of its own again, until the decision about both."""
    return step_taken(tx, await gas_separate.separate(tx, case_id, By.actor(actor)))


class ProsecutorReferral(Body):
    mixed: MixedOffence
    received_at: Moment | None = None


@router.post("/{case_id}/prosecutor-referral")
async def refer(case_id: UUID, body: ProsecutorReferral, tx: Tx, actor: GasWorker) -> GasStepTaken:
    """The facts are a crime too: the prosecutor's term runs from his receipt of the PV."""
    by = By.actor(actor)
    case = await ask_prosecutor.refer(tx, case_id, by, body.mixed, body.received_at)
    return step_taken(tx, case)


class ProsecutorReply(Body):
    answer: ProsecutorAnswer
    answered_at: Moment | None = None


@router.post("/{case_id}/prosecutor-answer")
async def record_answer(
    case_id: UUID, body: ProsecutorReply, tx: Tx, actor: GasWorker
) -> GasStepTaken:
    """The prosecutor waives, or prosecutes: then the city's case ends."""
    by = By.actor(actor)
    case = await ask_prosecutor.record_answer(tx, case_id, by, body.answer, body.answered_at)
    return step_taken(tx, case)


@router.post("/{case_id}/prosecutor-silence")
async def note_silence(case_id: UUID, tx: Tx, actor: GasWorker) -> GasStepTaken:
    """The prosecutor's term passed without an answer."""
    return step_taken(tx, await ask_prosecutor.note_silence(tx, case_id, By.actor(actor)))


class CounselNamed(Body):
    named_at: Moment | None = None


@router.post("/{case_id}/counsel")
async def note_counsel(case_id: UUID, body: CounselNamed, tx: Tx, actor: GasWorker) -> GasStepTaken:
    """The head of the bar named a lawyer for the minor."""
    by = By.actor(actor)
    return step_taken(tx, await protect_minor.note_counsel(tx, case_id, by, body.named_at))


class ProsecutorCopy(Body):
    """``proofId`` is a document of the case that proves the sending."""

    proof_id: UUID
    sent_at: Moment | None = None


@router.post("/{case_id}/prosecutor-copy")
async def note_copy(case_id: UUID, body: ProsecutorCopy, tx: Tx, actor: GasWorker) -> GasStepTaken:
    """A copy of a minor's finding went to the prosecutor, as the law wants of each."""
    by, proof, sent = By.actor(actor), body.proof_id, body.sent_at
    return step_taken(tx, await protect_minor.note_prosecutor_copy(tx, case_id, by, proof, sent))


@router.post("/{case_id}/inadmissible")
async def declare_inadmissible(
    case_id: UUID, body: MotivationBody, tx: Tx, actor: GasWorker
) -> GasStepTaken:
    """No rule was in force, the person was too young, or the fact came twice."""
    by = By.actor(actor)
    return step_taken(tx, await dismiss.declare_inadmissible(tx, case_id, by, body.motivation))


@router.post("/{case_id}/shelving")
async def shelve(case_id: UUID, body: MotivationBody, tx: Tx, actor: GasWorker) -> GasStepTaken:
    """No procedure is started; possible on hold too."""
    by = By.actor(actor)
    return step_taken(tx, await dismiss.shelve(tx, case_id, by, body.motivation))

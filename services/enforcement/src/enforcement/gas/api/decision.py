"""The fine procedure over HTTP: the decision of the sanctioning officer, or a term that lapsed."""

from uuid import UUID

from fastapi import APIRouter

from chassis.edge import Tx
from chassis.web import Body
from enforcement.cases.api.access import CaseWorker, GasWorker, SanctioningOfficer
from enforcement.cases.api.bodies import Short, Text
from enforcement.cases.store.timeline import By
from enforcement.gas import check_finder, check_victim, close, decide, expire
from enforcement.gas import correct as correction
from enforcement.gas import dismiss as dismissal
from enforcement.gas import withdraw as withdrawal
from enforcement.gas.api.views import GasStepTaken, step_taken
from enforcement.gas.rules import DefenceOutcome, DismissalKind

router = APIRouter(prefix="/v1/gas-cases", tags=["procedure geldboete"])


class FinderChecked(Body):
    """``finder`` is a pseudonym of the city, or ``extern``."""

    finder: Short


@router.post("/{case_id}/finder-check")
async def record_finder(
    case_id: UUID, body: FinderChecked, tx: Tx, actor: GasWorker
) -> GasStepTaken:
    """Somebody else than who decides read in the report who found the facts."""
    by = By.actor(actor)
    return step_taken(tx, await check_finder.check_finder(tx, case_id, body.finder, by))


@router.post("/{case_id}/police-consultation")
async def check(case_id: UUID, tx: Tx, actor: GasWorker) -> GasStepTaken:
    """The police were asked today, and see no reason to wait."""
    return step_taken(tx, await check_victim.check_victim(tx, case_id, By.actor(actor)))


class Fine(Body):
    """``amount`` in whole euros. ``declaresNoPart``: neither found the facts nor mediated."""

    amount: int
    motivation: Text
    defence: DefenceOutcome
    declares_no_part: bool


@router.post("/{case_id}/fine")
async def impose(case_id: UUID, body: Fine, tx: Tx, actor: SanctioningOfficer) -> GasStepTaken:
    """A fine, with its reasons and the answer to the defence."""
    decision = decide.FineDecision(
        amount=body.amount,
        motivation=body.motivation,
        defence=body.defence,
        declares_no_part=body.declares_no_part,
    )
    return step_taken(tx, await decide.impose(tx, case_id, decision, By.actor(actor)))


class Dismissal(Body):
    kind: DismissalKind
    motivation: Text


@router.post("/{case_id}/dismissal")
async def dismiss(
    case_id: UUID, body: Dismissal, tx: Tx, actor: SanctioningOfficer
) -> GasStepTaken:
    """No fine, or a warning."""
    by = By.actor(actor)
    case = await dismissal.dismiss(tx, case_id, by, body.kind, body.motivation)
    return step_taken(tx, case)


class Correction(Body):
    """``amount`` in whole euros, below the one that stands; the letter repeats ``motivation``."""

    amount: int
    motivation: Text


@router.post("/{case_id}/fine-correction")
async def correct(
    case_id: UUID, body: Correction, tx: Tx, actor: SanctioningOfficer
) -> GasStepTaken:
    """A lower amount; what was paid above it goes back."""
    by = By.actor(actor)
    case = await correction.correct(tx, case_id, by, body.amount, body.motivation)
    return step_taken(tx, case)


class Withdrawal(Body):
    """``motivation`` stands in the letter to the person."""

    motivation: Text


@router.post("/{case_id}/fine-withdrawal")
async def withdraw(
    case_id: UUID, body: Withdrawal, tx: Tx, actor: SanctioningOfficer
) -> GasStepTaken:
    """The fine is taken back, whatever became of it since: nothing is owed, nothing undoes this."""
    by = By.actor(actor)
    return step_taken(tx, await withdrawal.withdraw(tx, case_id, by, body.motivation))


@router.post("/{case_id}/closing")
async def close_case(case_id: UUID, tx: Tx, actor: CaseWorker) -> GasStepTaken:
    """Nothing is to be done any more about a fine that is paid or given up."""
    return step_taken(tx, await close.close_case(tx, case_id, By.actor(actor)))


@router.post("/{case_id}/expiry")
async def confirm_expiry(case_id: UUID, tx: Tx, actor: SanctioningOfficer) -> GasStepTaken:
    """The decision term is over: no fine can follow, and nothing undoes this."""
    return step_taken(tx, await expire.confirm_expiry(tx, case_id, By.actor(actor)))

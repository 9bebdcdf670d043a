"""One screen on the spot: the declared identity, and four big buttons for the outcome."""

from dataclasses import dataclass
from uuid import UUID

from fastapi import APIRouter, Request
from pydantic import Field
from starlette.responses import Response

from chassis.days import city_day
from chassis.db import Transaction
from chassis.edge import Tx
from chassis.refusals import RefusedError
from chassis.web import Actor, Body, Problem
from chassis.web.pages import gettext as _
from chassis.web.pages import go, page, read, tell
from chassis.web.pages.idempotency import is_first, new_key
from chassis.web.pages.languages import mark
from databank.access.purposes import pages as purposes
from databank.access.purposes.pages import GrantId, PurposeForm
from databank.access.shields.view import require_open
from databank.roles import BESCHERMING, Officer, TeamMember, log_shown
from databank.screens import labels as screens
from databank.screens.reason_form import TakenBack, ask_reason, read_reason
from databank.shifts import labels
from databank.shifts.labels import ANSWER, CONFIRMATION
from databank.shifts.pages.opened_shift import ask_purpose, open_on_page
from databank.shifts.pages.quarter_view import View
from databank.shifts.read import find_shift
from databank.shifts.rules.shift import runs_at
from databank.shifts.rules.verification import OF_A_RUNNING_SHIFT, Outcome, suggests_finding
from databank.shifts.rules.worker_answer import Confirmation, confirmation_of
from databank.shifts.store import verifications, worker_answers
from databank.shifts.store.quarter import DeclaredShift
from databank.shifts.store.worker_answers import AnswerRow
from databank.shifts.verify import SpotCheck, verify
from databank.shifts.withdraw_check import withdraw_check
from databank.stated_identity.labels import MINORITY
from databank.stated_identity.rules.age import minority
from databank.welfare.consultation_hold import consult_first_about
from linkage import is_valid_number

router = APIRouter(include_in_schema=False)


class VerificationForm(Body):
    outcome: Outcome = Field(alias="vaststelling")
    key: UUID = Field(alias="sleutel")


@router.get("/controle/{shift_id}")
async def get_shift(
    request: Request,
    shift_id: UUID,
    tx: Tx,
    officer: Officer,
    view: View,
    grant: GrantId = None,
) -> Response:
    shift = await open_on_page(request, tx, officer, shift_id, grant)
    if isinstance(shift, Response):
        return shift
    number = shift.national_number
    runs = runs_at(shift, tx.now)
    return page(
        request,
        "verification.html",
        shift=shift,
        view=view,
        grant=grant,
        key=new_key(),
        Outcome=Outcome,
        outcomes=labels.OUTCOME,
        offered=[code for code in labels.OUTCOME if runs or code not in OF_A_RUNNING_SHIFT],
        labels=labels,
        worker_answers=ANSWER,
        confirmations=CONFIRMATION,
        words=screens,
        number_holds=is_valid_number(number) if number else None,
        young=MINORITY.get(minority(shift.birth_date, city_day(tx.now))),
        consult=await consult_first_about(tx, shift.person_id),
        checks=await verifications.standing(tx.conn, shift_id),
        said=await _said(tx, officer, shift),
        somebody_else=await verifications.somebody_else(tx.conn, shift_id),
    )


@router.post("/controle/{shift_id}/doel")
async def post_purpose(request: Request, shift_id: UUID, tx: Tx, officer: Officer) -> Response:
    """State for what a shift of another day is read."""
    shift = await find_shift(tx, shift_id)
    require_open(tx, shift.person_id)
    form = await read(request, PurposeForm)
    grant_id = await purposes.save_purpose(request, tx, officer, form, shift.person_id)
    if grant_id is None:
        return ask_purpose(request, officer, shift_id, form, status=422)
    return go(f"/controle/{shift_id}?doel={grant_id}")


@router.post("/controle/{shift_id}")
async def post_verification(
    request: Request, shift_id: UUID, tx: Tx, officer: TeamMember, view: View
) -> Response:
    """A phone that tries again changes nothing: the form carries its own key."""
    form = await read(request, VerificationForm)
    if form.model is None:
        raise Problem(
            422,
            "ongeldig",
            mark("Kies wat je vaststelt."),
            detail=mark("Open de controle opnieuw."),
        )
    if await is_first(tx, form.model.key):
        check = SpotCheck(outcome=form.model.outcome, observed_at=tx.now, shift_id=shift_id)
        (result,) = await verify(tx, officer.subject, [check])
        if isinstance(result, RefusedError):
            raise result
        await tell(tx, request, _("Je vaststelling is bewaard."))
        if suggests_finding(form.model.outcome):
            text = _("Iemand werkt zonder aangifte. Leg de persoon en een vaststelling vast.")
            await tell(tx, request, text, "warning")
    return go(view.after(shift_id))


@router.get("/controle/{shift_id}/intrekken/{verification_id}")
async def get_withdraw(
    request: Request, shift_id: UUID, verification_id: UUID, tx: Tx, officer: TeamMember
) -> Response:
    return ask_reason(request, _withdrawal(shift_id))


@router.post("/controle/{shift_id}/intrekken/{verification_id}")
async def post_withdraw(
    request: Request, shift_id: UUID, verification_id: UUID, tx: Tx, officer: TeamMember
) -> Response:
    form = await read_reason(request)
    if form.model is None:
        return ask_reason(request, _withdrawal(shift_id), form)
    if await is_first(tx, form.model.key):
        await withdraw_check(tx, officer.subject, verification_id, form.model.reason)
        await tell(tx, request, _("De controle is ingetrokken. Wat eruit volgde, ook."))
    return go(f"/controle/{shift_id}")


def _withdrawal(shift_id: UUID) -> TakenBack:
    return TakenBack(
        title=_("Controle intrekken"),
        explained=_(
            "Trek ze in als je je vergiste. Ze telt dan niet mee, en de eigenaar ziet ze niet."
        ),
        button=_("Trek de controle in"),
        back=f"/controle/{shift_id}",
    )


@dataclass(frozen=True, slots=True)
class WorkerSaid:
    """Answers of the worker herself about the shift, and the state that follows from them."""

    confirmation: Confirmation
    answers: list[AnswerRow]


async def _said(tx: Transaction, officer: Actor, shift: DeclaredShift) -> WorkerSaid | None:
    """The worker's own answers, read as a signal is; None as long as nobody asked her.

    A shield hides that there are any: then the page looks as if nobody asked.
    """
    if shift.is_shielded:
        return None
    answers = await worker_answers.of_shift(tx.conn, shift.shift_id)
    confirmation = confirmation_of(
        [answer.answer for answer in answers],
        asked=await worker_answers.was_asked(tx.conn, shift.shift_id),
        over=(shift.ended_at or shift.ends_at) <= tx.now,
    )
    if confirmation is Confirmation.NIET_GEVRAAGD:
        return None
    await log_shown(tx, officer, [shift.person_id], BESCHERMING)
    return WorkerSaid(confirmation, answers)

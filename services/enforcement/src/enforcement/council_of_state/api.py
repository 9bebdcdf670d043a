"""Requests to the Council of State over HTTP, of sanctions."""

from datetime import date
from uuid import UUID

from fastapi import APIRouter

from chassis.edge import Tx
from chassis.web import Body, View
from enforcement.cases.api.access import CaseWorker, SanctionReader
from enforcement.cases.api.bodies import Moment, Short, Text
from enforcement.cases.rules import CaseKind
from enforcement.cases.store.timeline import By
from enforcement.council_of_state import judge, lodge, store
from enforcement.council_of_state.rules import CouncilAppealNotFoundError, CouncilRuling, Urgency

router = APIRouter(prefix="/v1/sanction-cases", tags=["Raad van State"])
KIND = CaseKind.SANCTION


class CouncilAppealView(View):
    """``late``: lodged after the last day, which the Council weighs. ``ruling`` is the latest."""

    lodged_on: date
    late: bool
    urgency: Urgency
    roll_number: str | None
    law_office: str | None
    file_due_on: date | None
    file_sent_on: date | None
    ruling: CouncilRuling | None
    ruled_on: date | None


@router.get("/{case_id}/council-appeal")
async def read_appeal(case_id: UUID, tx: Tx, _actor: SanctionReader) -> CouncilAppealView:
    """The request for annulment of a decision, and how far it is."""
    appeal = await store.find(tx, case_id)
    if appeal is None:
        raise CouncilAppealNotFoundError
    return CouncilAppealView.model_validate(appeal)


class CouncilRequest(Body):
    """``urgency``: whether a suspension is asked too, also in extreme urgency."""

    lodged_at: Moment | None = None
    urgency: Urgency = Urgency.GEEN
    roll_number: Short | None = None


@router.post("/{case_id}/council-appeal")
async def lodge_request(
    case_id: UUID, body: CouncilRequest, tx: Tx, actor: CaseWorker
) -> CouncilAppealView:
    """The owner asked the Council of State to annul the decision; that stops nothing by itself."""
    request = lodge.Request(body.lodged_at, body.urgency, body.roll_number)
    appeal = await lodge.lodge(tx, KIND, case_id, By.actor(actor), request)
    return CouncilAppealView.model_validate(appeal)


class CouncilLawyer(Body):
    """``fileDueOn`` is the day that the ordinance gives for the file."""

    law_office: Short
    file_due_on: date | None = None


@router.post("/{case_id}/council-lawyer")
async def appoint_lawyer(
    case_id: UUID, body: CouncilLawyer, tx: Tx, actor: CaseWorker
) -> CouncilAppealView:
    """The office that defends the city, and when the file must be there."""
    by = By.actor(actor)
    appeal = await lodge.appoint_lawyer(tx, KIND, case_id, by, body.law_office, body.file_due_on)
    return CouncilAppealView.model_validate(appeal)


class CouncilFile(Body):
    sent_at: Moment | None = None


@router.post("/{case_id}/council-file")
async def send_file(
    case_id: UUID, body: CouncilFile, tx: Tx, actor: CaseWorker
) -> CouncilAppealView:
    """The file went to the Council."""
    appeal = await lodge.send_file(tx, KIND, case_id, By.actor(actor), body.sent_at)
    return CouncilAppealView.model_validate(appeal)


class RulingBody(Body):
    ruling: CouncilRuling
    summary: Text | None = None
    ruled_at: Moment | None = None


@router.post("/{case_id}/council-ruling")
async def record_ruling(
    case_id: UUID, body: RulingBody, tx: Tx, actor: CaseWorker
) -> CouncilAppealView:
    """The Council suspended, annulled, or left the decision: it works in the calendar at once."""
    judgment = judge.Judgment(body.ruling, body.summary, body.ruled_at)
    appeal = await judge.record_ruling(tx, KIND, case_id, By.actor(actor), judgment)
    return CouncilAppealView.model_validate(appeal)

"""Requests to the Council of State over HTTP, of each decision that may be contested."""

from datetime import date
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter

from chassis.edge import Tx
from chassis.web import Actor, Body, Function, View, allow
from contracts.codes import CouncilRuling
from enforcement.cases.api.bodies import Moment, Short, Text
from enforcement.cases.rules import CaseKind
from enforcement.cases.store.timeline import By
from enforcement.council_of_state import judge, lodge, store
from enforcement.council_of_state.rules import CouncilAppealNotFoundError, Urgency
from enforcement.functions import (
    BAN_READERS,
    BODIES,
    CASE_WORKERS,
    MEASURE_READERS,
    MEASURE_WORKERS,
)


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


class CouncilRequest(Body):
    """``urgency``: whether a suspension is asked too, also in extreme urgency."""

    lodged_at: Moment | None = None
    urgency: Urgency = Urgency.GEEN
    roll_number: Short | None = None


class CouncilLawyer(Body):
    """``fileDueOn`` is the day that the ordinance gives for the file."""

    law_office: Short
    file_due_on: date | None = None


class CouncilFile(Body):
    sent_at: Moment | None = None


class RulingBody(Body):
    ruling: CouncilRuling
    summary: Text | None = None
    ruled_at: Moment | None = None


def routes_of(
    prefix: str,
    kind: CaseKind,
    readers: frozenset[Function] = CASE_WORKERS | BODIES,
    workers: frozenset[Function] = CASE_WORKERS,
) -> APIRouter:
    """The request of a case of this kind, under the address of its cases."""
    router = APIRouter(prefix=prefix, tags=["Raad van State"])
    reader, worker = allow(*readers), allow(*workers)

    @router.get("/{case_id}/council-appeal")
    async def read_appeal(
        case_id: UUID, tx: Tx, _actor: Annotated[Actor, reader]
    ) -> CouncilAppealView:
        """The request for annulment of a decision, and how far it is."""
        appeal = await store.find(tx, case_id)
        if appeal is None:
            raise CouncilAppealNotFoundError
        return CouncilAppealView.model_validate(appeal)

    @router.post("/{case_id}/council-appeal")
    async def lodge_request(
        case_id: UUID, body: CouncilRequest, tx: Tx, actor: Annotated[Actor, worker]
    ) -> CouncilAppealView:
        """The owner asked the Council of State to annul the decision; that alone stops nothing."""
        request = lodge.Request(body.lodged_at, body.urgency, body.roll_number)
        appeal = await lodge.lodge(tx, kind, case_id, By.actor(actor), request)
        return CouncilAppealView.model_validate(appeal)

    @router.post("/{case_id}/council-lawyer")
    async def appoint_lawyer(
        case_id: UUID, body: CouncilLawyer, tx: Tx, actor: Annotated[Actor, worker]
    ) -> CouncilAppealView:
        """The office that defends the city, and when the file must be there."""
        by = By.actor(actor)
        appeal = await lodge.appoint_lawyer(
            tx, kind, case_id, by, body.law_office, body.file_due_on
        )
        return CouncilAppealView.model_validate(appeal)

    @router.post("/{case_id}/council-file")
    async def send_file(
        case_id: UUID, body: CouncilFile, tx: Tx, actor: Annotated[Actor, worker]
    ) -> CouncilAppealView:
        """The file went to the Council."""
        appeal = await lodge.send_file(tx, kind, case_id, By.actor(actor), body.sent_at)
        return CouncilAppealView.model_validate(appeal)

    @router.post("/{case_id}/council-ruling")
    async def record_ruling(
        case_id: UUID, body: RulingBody, tx: Tx, actor: Annotated[Actor, worker]
    ) -> CouncilAppealView:
        """The Council suspended, annulled or left the decision: the calendar follows at once."""
        judgment = judge.Judgment(body.ruling, body.summary, body.ruled_at)
        appeal = await judge.record_ruling(tx, kind, case_id, By.actor(actor), judgment)
        return CouncilAppealView.model_validate(appeal)

    return router


SANCTIONS = routes_of("/v1/sanction-cases", CaseKind.SANCTION)
DECLARATIONS = routes_of("/v1/suitability-dossiers", CaseKind.SUITABILITY)
MEASURES = routes_of("/v1/mayor-measures", CaseKind.MEASURE, MEASURE_READERS, MEASURE_WORKERS)
STREET_BANS = routes_of("/v1/street-bans", CaseKind.STREET_BAN, BAN_READERS, CASE_WORKERS)

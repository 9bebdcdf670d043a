"""A request to the Council of State over HTTP, and how far it is."""

from collections.abc import Iterable
from datetime import date
from typing import Any
from uuid import UUID

from fastapi import APIRouter

from chassis.db import Transaction
from chassis.edge import Tx
from chassis.web import Actor, Function, View, allow
from contracts.codes import CouncilRuling
from enforcement.acts.act import Act
from enforcement.acts.api import router_of
from enforcement.acts.desk import Desk
from enforcement.council_of_state import store
from enforcement.council_of_state.rules import CouncilAppealNotFoundError, Urgency

TAG = "Raad van State"


class CouncilRequestView(View):
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


class CouncilAppealView(CouncilRequestView):
    """The last request of a case. ``earlier`` are those against decisions that were taken back,
    which run on."""

    earlier: list[CouncilRequestView]


def routes_of(
    desk: Desk[Any], acts: Iterable[type[Act]], readers: frozenset[Function]
) -> APIRouter:
    """The request of a case of a desk, and its acts: each answers with the request as it is."""
    router = router_of(desk, CouncilAppealView, _appeal_of, acts, tag=TAG)

    async def read_appeal(
        case_id: UUID, tx: Tx, actor: Actor = allow(*readers)
    ) -> CouncilAppealView:
        """The request for annulment of a decision, and how far it is."""
        return await _view(tx, case_id)

    router.add_api_route("/{case_id}/council-appeal", read_appeal, methods=["GET"])
    return router


async def _appeal_of(tx: Transaction, case: Any) -> CouncilAppealView:
    return await _view(tx, case.case_id)


async def _view(tx: Transaction, case_id: UUID) -> CouncilAppealView:
    appeal = await store.find(tx, case_id)
    if appeal is None:
        raise CouncilAppealNotFoundError
    before = await store.earlier(tx, case_id)
    earlier = [CouncilRequestView.model_validate(each) for each in before]
    return CouncilAppealView(
        **CouncilRequestView.model_validate(appeal).model_dump(), earlier=earlier
    )

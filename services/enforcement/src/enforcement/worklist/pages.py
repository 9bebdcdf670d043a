"""Page of ``/werklijst``: open cases by their last day, with what they await of the reader."""

from typing import Annotated

from fastapi import APIRouter, Query, Request
from starlette.responses import Response

from chassis.edge import Tx
from chassis.web import Actor, allow
from chassis.web.pages import page
from enforcement.cases import labels as case_labels
from enforcement.cases.procedures import Procedures
from enforcement.cases.rules import WorkList
from enforcement.functions import CITY, SANCTIONING
from enforcement.legal_terms import store as legal_terms
from enforcement.legal_terms.labels import left
from enforcement.notifications.labels import KIND
from enforcement.worklist import store
from enforcement.worklist.offer import offered, reader_for

router = APIRouter(include_in_schema=False)

Worker = Annotated[Actor, allow(*CITY, *SANCTIONING)]
ON_A_PAGE = 25


@router.get("/werklijst")
async def get_work(
    request: Request,
    tx: Tx,
    actor: Worker,
    which: Annotated[WorkList, Query(alias="lijst")] = WorkList.TEAM,
    everything: Annotated[bool, Query(alias="alles")] = False,
    number: Annotated[int, Query(alias="page", ge=1, le=10_000)] = 1,
) -> Response:
    """Without ``alles`` only cases in which it is the turn of the reader's function.

    Nobody is named.
    """
    procedures: Procedures = request.app.state.procedures
    reader = reader_for(tx, actor, procedures)
    today, ended = reader.today, procedures.ended_states() if everything else None
    offset = (number - 1) * ON_A_PAGE
    rows = await store.open_cases(tx, reader, which, ended, offset, ON_A_PAGE + 1)
    return page(
        request,
        "worklist.html",
        rows=[await offered(tx, each, actor.function, procedures) for each in rows[:ON_A_PAGE]],
        more=len(rows) > ON_A_PAGE,
        number=number,
        which=which,
        everything=everything,
        today=today,
        days=(await legal_terms.law(tx, today)).days,
        left=left,
        procedures=procedures,
        words=case_labels,
        letters=KIND,
    )

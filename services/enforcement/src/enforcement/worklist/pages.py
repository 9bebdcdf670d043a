"""Page of ``/werklijst``: open cases by their last day, with the acts that the reader may take."""

from typing import Annotated

from fastapi import APIRouter, Query, Request
from starlette.responses import Response

from chassis.days import city_day
from chassis.edge import Tx
from chassis.web import Actor, allow
from chassis.web.pages import page
from enforcement.cases import labels as case_labels
from enforcement.cases.procedures import Procedures
from enforcement.cases.rules import WorkList
from enforcement.cases.scope import scope_of
from enforcement.functions import CITY, SANCTIONING
from enforcement.legal_terms import store as legal_terms
from enforcement.legal_terms.labels import left
from enforcement.worklist import store
from enforcement.worklist.offer import acting_states, offered
from enforcement.worklist.store import Wanted

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
    """Without ``alles`` only cases in a state in which the reader's function has something to do.

    Nobody is named.
    """
    procedures: Procedures = request.app.state.procedures
    today = city_day(tx.now)
    scope = scope_of(actor.function)
    wanted = Wanted(
        scope.kinds,
        procedures.ended_states(),
        None if everything else acting_states(actor.function, procedures),
        scope.college,
        which,
        actor.subject,
        today,
    )
    rows = await store.open_cases(tx, wanted, (number - 1) * ON_A_PAGE, ON_A_PAGE + 1)
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
        steps={each.kind: {**each.steps.steps} for each in procedures},
    )

"""Lists of cases: one's own, those that nobody works on, the whole team's; what waits per state."""

from typing import Annotated

from fastapi import APIRouter, Query, Request
from starlette.responses import Response

from chassis.days import city_day
from chassis.edge import Tx
from chassis.web import Function
from chassis.web.pages import page
from enforcement.cases import labels
from enforcement.cases.assign import reader_for
from enforcement.cases.pages.people import WORKERS, CaseFollower
from enforcement.cases.procedures import Procedures
from enforcement.cases.rules import CaseKind, WorkList
from enforcement.cases.store import case_list, colleagues
from enforcement.cases.store.case_list import StateCount
from enforcement.legal_terms import store as legal_terms
from enforcement.legal_terms.labels import left

router = APIRouter(include_in_schema=False)

ON_A_PAGE = 50


@router.get("/dossiers")
async def get_cases(
    request: Request,
    tx: Tx,
    actor: CaseFollower,
    which: Annotated[WorkList | None, Query(alias="lijst")] = None,
    state: Annotated[str | None, Query(alias="toestand", max_length=60)] = None,
    kind: Annotated[CaseKind | None, Query(alias="soort")] = None,
    number: Annotated[int, Query(alias="page", ge=1, le=10_000)] = 1,
) -> Response:
    """Without a list: one's own, or those of nobody while one has none. No person is named."""
    if actor.function in WORKERS:
        await colleagues.meet(tx, actor)
    procedures: Procedures = request.app.state.procedures
    who = reader_for(tx, actor, procedures)
    counts = await case_list.counts(tx, who)
    if which is None:
        which = WorkList.MIJN if counts[WorkList.MIJN] else WorkList.VRIJ
    offset = (number - 1) * ON_A_PAGE
    choice = case_list.Choice(which, state, kind)
    rows = await case_list.cases(tx, who, choice, offset, ON_A_PAGE + 1)
    states = await case_list.by_state(tx, who)
    return page(
        request,
        "cases.html",
        rows=rows[:ON_A_PAGE],
        more=len(rows) > ON_A_PAGE,
        number=number,
        which=which,
        state=state,
        kind=kind,
        states=states,
        waiting=[each for each in states if _waits(procedures, each, actor.function)],
        counts=counts,
        today=city_day(tx.now),
        days=(await legal_terms.law(tx, city_day(tx.now))).days,
        left=left,
        labels=labels,
        state_label=procedures.state_label,
        WorkList=WorkList,
        me=await colleagues.of_actor(tx, actor),
    )


def _waits(procedures: Procedures, count: StateCount, function: Function) -> bool:
    """Whether cases in a state wait for a function, so that they stand first on its page."""
    return f"{count.kind}:{count.state}" in procedures.waiting_states(function)

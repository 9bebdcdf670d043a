"""Page of ``/werklijst``: open cases by their last day, with the acts that the reader may take."""

from dataclasses import dataclass
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query, Request
from starlette.responses import Response

from chassis.days import city_day
from chassis.db import Transaction
from chassis.edge import Tx
from chassis.web import Actor, Function, allow
from chassis.web.pages import page
from enforcement.cases import labels as case_labels
from enforcement.cases.pages.tasks import Task, tasks_of
from enforcement.cases.procedures import Procedures
from enforcement.cases.rules import WorkList
from enforcement.cases.scope import scope_of
from enforcement.cases.take_step import allowed_steps
from enforcement.functions import CITY, SANCTIONING
from enforcement.legal_terms import store as legal_terms
from enforcement.legal_terms.labels import left
from enforcement.worklist import store
from enforcement.worklist.store import Due, Wanted

router = APIRouter(include_in_schema=False)

Worker = Annotated[Actor, allow(*CITY, *SANCTIONING)]
ON_A_PAGE = 25
NOBODY = UUID(int=0)


@dataclass(frozen=True, slots=True)
class Work:
    """An open case with the acts that the reader may take now."""

    due: Due
    tasks: list[Task]


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
        rows=[await _work(tx, each, actor.function, procedures) for each in rows[:ON_A_PAGE]],
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


def acting_states(function: Function, procedures: Procedures) -> set[str]:
    """The states, as ``kind:state``, that some act of this function leaves or stays in."""
    return {
        f"{each.kind}:{state}"
        for each in procedures
        for state, step in each.procedure.transitions
        if (state, step) not in each.seldom and each.steps.page_of(NOBODY, step, function)
    }


async def _work(tx: Transaction, due: Due, function: Function, procedures: Procedures) -> Work:
    steps = procedures.of(due.kind).steps
    case = await steps.get(tx, due.case_id)
    allowed = allowed_steps(case, city_day(tx.now))
    tasks = tasks_of(steps, due.case_id, allowed, function)
    return Work(due, [task for task in tasks if task.path])

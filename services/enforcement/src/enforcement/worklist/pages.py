"""Page of ``/werklijst``: open cases by their last day, with the acts that the reader may take."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Any
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
from enforcement.cases.rules import CaseKind, WorkList
from enforcement.cases.take_step import allowed_steps
from enforcement.functions import CITY, SANCTIONING
from enforcement.gas.pages.step_forms import GAS_FORMS
from enforcement.integrity_investigations.desk import INVESTIGATIONS
from enforcement.legal_terms import store as legal_terms
from enforcement.legal_terms.board.labels import left
from enforcement.mayor_measures.pages.step_forms import MEASURE_FORMS
from enforcement.sanctions.pages.step_forms import SANCTION_FORMS
from enforcement.search import labels
from enforcement.search.find import scope_of
from enforcement.street_bans.desk import STREET_BANS
from enforcement.suitability.pages.step_forms import SUITABILITY_FORMS
from enforcement.worklist import store
from enforcement.worklist.store import Due, Wanted

router = APIRouter(include_in_schema=False)

Worker = Annotated[Actor, allow(*CITY, *SANCTIONING)]
ON_A_PAGE = 25
ACTS: Mapping[CaseKind, Any] = {
    CaseKind.GAS: GAS_FORMS,
    CaseKind.SANCTION: SANCTION_FORMS,
    CaseKind.SUITABILITY: SUITABILITY_FORMS,
    CaseKind.INTEGRITY: INVESTIGATIONS,
    CaseKind.MEASURE: MEASURE_FORMS,
    CaseKind.STREET_BAN: STREET_BANS,
}
"""What gives a case of each procedure, and knows the page of each step and who takes it."""
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
    today = city_day(tx.now)
    scope = scope_of(actor.function)
    wanted = Wanted(
        scope.kinds,
        labels.ended_states(),
        None if everything else acting_states(actor.function),
        scope.college,
        which,
        actor.subject,
        today,
    )
    rows = await store.open_cases(tx, wanted, (number - 1) * ON_A_PAGE, ON_A_PAGE + 1)
    return page(
        request,
        "worklist.html",
        rows=[await _work(tx, each, actor.function) for each in rows[:ON_A_PAGE]],
        more=len(rows) > ON_A_PAGE,
        number=number,
        which=which,
        everything=everything,
        today=today,
        days=(await legal_terms.law(tx, today)).days,
        left=left,
        labels=labels,
        words=case_labels,
        steps={kind: {**acts.steps} for kind, acts in ACTS.items()},
    )


def acting_states(function: Function) -> set[str]:
    """The states, as ``kind:state``, that some act of this function leaves or stays in."""
    return {
        f"{kind}:{state}"
        for kind, acts in ACTS.items()
        for state, step in labels.procedure_of(kind).transitions
        if acts.page_of(NOBODY, step, function)
    }


async def _work(tx: Transaction, due: Due, function: Function) -> Work:
    acts = ACTS[CaseKind(due.kind)]
    case = await acts.get(tx, due.case_id)
    allowed = allowed_steps(case, city_day(tx.now))
    tasks = tasks_of(acts, due.case_id, allowed, function)
    return Work(due, [task for task in tasks if task.path])

"""The inbox: findings that the police transferred and nobody looked at, with their checks."""

from typing import Annotated

from fastapi import APIRouter, Query, Request
from starlette.responses import Response

from chassis.days import city_day
from chassis.edge import Tx
from chassis.web.pages import page
from enforcement.cases import labels
from enforcement.cases.assign import kinds_of
from enforcement.cases.pages.people import CaseReader
from enforcement.cases.store import colleagues
from enforcement.gas.rules import GasState
from enforcement.intake import store
from enforcement.intake.labels import CHECK, CHECK_COLOUR
from enforcement.intake.rules import Check, check_intake
from enforcement.intake.store import IntakeCase
from enforcement.legal_terms import store as legal_terms
from enforcement.legal_terms.labels import left
from enforcement.sanctions.rules import SanctionState

router = APIRouter(include_in_schema=False)

ON_A_PAGE = 50
UNSEEN = (
    GasState.GEREGISTREERD,
    GasState.OPGESCHORT_OVERLEG,
    GasState.WACHT_OP_PARKET,
    SanctionState.VASTSTELLING_ONTVANGEN,
)


@router.get("/nieuw")
async def get_intake(
    request: Request,
    tx: Tx,
    actor: CaseReader,
    number: Annotated[int, Query(alias="page", ge=1, le=10_000)] = 1,
) -> Response:
    """No person is named: the age is a result of the checks."""
    await colleagues.meet(tx, actor)
    kinds = kinds_of(actor.function)
    offset = (number - 1) * ON_A_PAGE
    rows = await store.new_cases(tx, kinds, UNSEEN, offset, ON_A_PAGE + 1)
    more, rows = len(rows) > ON_A_PAGE, rows[:ON_A_PAGE]
    alike = await store.alike(tx, [row.case_id for row in rows])
    return page(
        request,
        "intake.html",
        rows=[(row, _checks(row, doubles=row.case_id in alike)) for row in rows],
        alike=alike,
        more=more,
        number=number,
        today=city_day(tx.now),
        days=(await legal_terms.law(tx, city_day(tx.now))).days,
        left=left,
        labels=labels,
        check_label=CHECK,
        check_colour=CHECK_COLOUR,
    )


def _checks(row: IntakeCase, *, doubles: bool) -> list[Check]:
    return check_intake(
        on_hold=row.on_hold,
        competent=row.competent,
        minor=row.minor,
        mixed=row.mixed,
        doubles=doubles,
    )

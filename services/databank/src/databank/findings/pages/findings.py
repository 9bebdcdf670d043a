"""The lists of findings: those to be done, those transferred, and those that ended."""

from datetime import date
from typing import Annotated

from fastapi import APIRouter, Query, Request
from starlette.responses import Response

from chassis.days import city_day
from chassis.edge import Tx
from chassis.web.pages import page
from contracts.codes import Addressee
from databank.finding_register.rules.steps import WITHIN_TERM, FindingState, FindingSummary, Step
from databank.finding_register.store import history
from databank.findings import labels
from databank.findings.pages.facts import named
from databank.findings.rules.worklist import WorkList, list_of
from databank.findings.store import work_lists
from databank.roles import TOEZICHT, Officer, log_list
from databank.welfare.store import protective_doubts

router = APIRouter(include_in_schema=False)

SOON = 14
"""Days before the end of the term from which a finding is marked."""
ON_A_PAGE = 50


@router.get("/vaststellingen")
async def get_findings(
    request: Request,
    tx: Tx,
    officer: Officer,
    which: Annotated[WorkList, Query(alias="lijst")] = WorkList.TE_DOEN,
    number: Annotated[int, Query(alias="page", ge=1, le=10_000)] = 1,
) -> Response:
    """A list without offenders, who are read one finding at a time."""
    today = city_day(tx.now)
    rows = await work_lists.worklist(tx.conn, which, (number - 1) * ON_A_PAGE, ON_A_PAGE)
    await log_list(tx, officer, "findings", f"{len(rows)} vaststellingen", TOEZICHT)
    counts = await work_lists.counts(tx.conn, today)
    totals = dict.fromkeys(WorkList, 0)
    for count in counts:
        totals[list_of(count.state, count.addressee)] += count.findings
    totals[WorkList.OVERLEG] = await protective_doubts.count_open(tx.conn)
    return page(
        request,
        "findings.html",
        rows=[(row, _days_left(row, today)) for row in rows],
        which=which,
        totals=totals,
        late=sum(count.past_term for count in counts if _waits(count.state, count.addressee)),
        number=number,
        last=max(1, -(-totals[which] // ON_A_PAGE)),
        facts=named(await history.fact_codes(tx.conn, today)),
        soon=SOON,
        labels=labels,
        Step=Step,
        WorkList=WorkList,
    )


def _waits(state: FindingState, addressee: Addressee | None) -> bool:
    """The city must have it within a term of the law, or may have to."""
    is_to_do = list_of(state, addressee) is WorkList.TE_DOEN
    return is_to_do and (addressee is None or addressee in WITHIN_TERM)


def _days_left(finding: FindingSummary, today: date) -> int | None:
    """Days until the city must have it at the latest; None where it need not, or has it."""
    if finding.transmit_by is None or not _waits(finding.state, finding.addressee):
        return None
    return (finding.transmit_by - today).days

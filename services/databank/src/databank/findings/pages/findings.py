"""The lists of findings: those to be done, those transferred, and those that ended."""

from datetime import date
from typing import Annotated

from fastapi import APIRouter, Query, Request
from starlette.responses import Response

from chassis.days import city_day
from chassis.edge import Tx
from chassis.web.pages import page
from databank.access.roles import TOEZICHT, Officer, log_list
from databank.findings import labels
from databank.findings.pages.facts import named
from databank.findings.rules.steps import FindingState as S
from databank.findings.rules.steps import FindingSummary
from databank.findings.store import findings, history

router = APIRouter(include_in_schema=False)

SOON = 14
"""Days before the end of the term from which a finding is marked."""
LISTS = {
    "te-doen": (S.GENOTEERD, S.VASTSTELLING, S.IN_OPMAAK, S.OPGEMAAKT),
    "weg": (S.OVERGEMAAKT, S.INGEVOERD),
    "klaar": (S.GEEN_GEVOLG, S.MONDELINGE_WAARSCHUWING, S.GESEPONEERD, S.INGETROKKEN),
}


@router.get("/vaststellingen")
async def get_findings(
    request: Request,
    tx: Tx,
    officer: Officer,
    which: Annotated[str, Query(alias="lijst", pattern="^(te-doen|weg|klaar)$")] = "te-doen",
) -> Response:
    """A list without offenders, who are read one finding at a time."""
    rows = await findings.worklist(tx.conn, LISTS[which])
    await log_list(tx, officer, "findings", f"{len(rows)} vaststellingen", TOEZICHT)
    today = city_day(tx.now)
    return page(
        request,
        "findings.html",
        rows=[(row, _days_left(row, today)) for row in rows],
        which=which,
        facts=named(await history.fact_codes(tx.conn, today)),
        soon=SOON,
        labels=labels,
    )


def _days_left(finding: FindingSummary, today: date) -> int | None:
    """Days until the city must have it at the latest; None where it need not, or has it."""
    if finding.transmit_by is None or finding.state not in LISTS["te-doen"]:
        return None
    if finding.addressee is None or finding.has_term:
        return (finding.transmit_by - today).days
    return None

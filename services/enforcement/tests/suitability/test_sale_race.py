"""A sale and a withdrawal at once, in two transactions: the later one sees what the first did."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Any
from uuid import UUID

import asyncpg
import httpx
import pytest
from fastapi import FastAPI

from chassis.db import Database
from chassis.web import Function
from contracts.codes import DecidingBody, SanctionKind
from enforcement.acts.act import Act
from enforcement.acts.desk import Desk
from enforcement.cases.store.timeline import By
from enforcement.integrity_investigations.acts.decision import ProposeMeasure
from enforcement.integrity_investigations.desk import INVESTIGATIONS
from enforcement.integrity_investigations.rules import Ground, Measure
from enforcement.sanctions.acts.decision import DecideSanction
from enforcement.sanctions.acts.proposal import ProposeSanction
from enforcement.sanctions.desk import SANCTIONS
from enforcement.suitability.acts.changes import AssessChange
from enforcement.suitability.desk import DECLARATIONS
from enforcement.suitability.rules import ChangeOutcome

from ..support.city import City
from ..support.integrity import Investigation, ordinance
from ..support.sanctions import COLLEGE, WORKER, heard, invited, notified, proposed

OFFICE, OWNER = Function.DIENST_PROSTITUTIEBELEID, Function.EIGENAAR
SELLER, BUYER = "OWN-001", "OWN-081"
SAID = {"outcome": "aanvaard", "reason": "Nagegaan.", "holder": BUYER, "newHolder": True}
WAITS = """
SELECT EXISTS (
  SELECT FROM pg_stat_activity
   WHERE datname = current_database() AND wait_event_type = 'Lock')
"""
PROPOSED = ProposeSanction(
    kind=SanctionKind.INTREKKING, motivation="Herhaling.", proportionality="Niets helpt."
)
DECIDED = DecideSanction(
    kind=SanctionKind.INTREKKING,
    deciding_body=DecidingBody.COLLEGE,
    defence_answer="U erkende het.",
    motivation="Herhaling.",
    proportionality="Niets helpt.",
)


@asynccontextmanager
async def open_act(
    app: FastAPI, city: City, desk: Desk[Any], case_id: str, function: Function, act: Act
) -> AsyncIterator[None]:
    """An act that was taken, in a transaction that commits at the end of the block."""
    database: Database = app.state.database
    async with database.begin(city.later(seconds=1)) as tx:
        await desk.take(tx, UUID(case_id), By(str(function), "eerst"), act)
        await tx.session.flush()
        yield


async def asks_meanwhile(
    rows: asyncpg.Connection, ask: Callable[[], Any]
) -> asyncio.Task[httpx.Response]:
    """Asked on a connection of its own, and answered, or waiting for the other one by now."""
    asked = asyncio.ensure_future(ask())
    for _ in range(1_500):
        if asked.done() or await rows.fetchval(WAITS):
            return asked
        await asyncio.sleep(0.02)
    raise AssertionError("neither answered nor waiting")


async def told_of_a_sale(city: City, path: str) -> None:
    await city.does(OWNER, f"{path}/changes", {"kind": "houder"}, organisation=SELLER)


@pytest.mark.parametrize("act", [PROPOSED, DECIDED], ids=["proposed", "decided"])
async def test_a_sale_waits_for_a_withdrawal_and_is_refused(
    app: FastAPI, city: City, rows: asyncpg.Connection, act: Act
) -> None:
    if act is PROPOSED:
        case = await invited(city)
        await heard(city, case["path"], final=True)
        function = WORKER
    else:
        case, function = await proposed(city, "schorsing"), COLLEGE
    path = case["dossier"]
    await told_of_a_sale(city, path)
    async with open_act(app, city, SANCTIONS, case["caseId"], function, act):
        sale = await asks_meanwhile(
            rows, lambda: city.call(OFFICE, "POST", f"{path}/change-assessment", SAID)
        )
    answer = await sale
    assert answer.status_code == 409 and "in te trekken" in answer.text
    assert (await city.sees(OFFICE, path))["owner"] == SELLER


async def test_a_withdrawal_waits_for_a_sale_and_takes_nothing_from_the_buyer(
    app: FastAPI, city: City, rows: asyncpg.Connection
) -> None:
    case = await proposed(city, "schorsing")
    path = case["dossier"]
    await told_of_a_sale(city, path)
    accepted = AssessChange(outcome=ChangeOutcome.AANVAARD, reason="Nagegaan.", holder=BUYER)
    body = DECIDED.model_dump(mode="json", by_alias=True, exclude_none=True)
    dossier_id = path.rpartition("/")[2]
    async with open_act(app, city, DECLARATIONS, dossier_id, OFFICE, accepted):
        withdrawal = await asks_meanwhile(
            rows, lambda: city.call(COLLEGE, "POST", f"{case['path']}/decision", body)
        )
        assert not withdrawal.done(), "it waits for the sale"
    assert (await withdrawal).is_success
    await notified(city, case["path"])
    seen = await city.sees(OFFICE, path)
    assert (seen["owner"], seen["state"]) == (BUYER, "toegekend")


async def test_a_sale_waits_for_a_proposal_of_the_mayor_on_integrity(
    app: FastAPI, city: City, rows: asyncpg.Connection
) -> None:
    filed = await city.granted(SELLER)
    path = filed["path"]
    await told_of_a_sale(city, path)
    with ordinance(app):
        case = await Investigation.starts(app, city, nummer=filed["number"])
        await case.heard()
        act = ProposeMeasure(
            measure=Measure.OPHEFFING, grounds=[*Ground][:1], motivation="Feiten die vaststaan."
        )
        mayor = Function.KABINET_BURGEMEESTER
        async with open_act(app, city, INVESTIGATIONS, case.case_id, mayor, act):
            sale = await asks_meanwhile(
                rows, lambda: city.call(OFFICE, "POST", f"{path}/change-assessment", SAID)
            )
        assert (await sale).status_code == 409

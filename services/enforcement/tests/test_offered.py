"""No page of the city offers what its reader may not do: no link, and no form, is refused."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta
from uuid import uuid4

import asyncpg
import pytest
from fastapi import FastAPI

from chassis.web import Function
from chassis.web.authorisation.table import rows as table_rows
from launcher.page_walk import PageWalk

from .support import every_step
from .support.advices import asked
from .support.applications import one_application, unplaced
from .support.browser import signed_in
from .support.camt import camt, entry
from .support.city import City
from .support.integrity import ordinance

FIRST = (Function.DOSSIERBEHANDELAAR_BH, Function.SANCTIONEREND_AMBTENAAR, Function.FINANCIEN)
"""They see most, so the ids that they see fill the addresses for the others."""


async def one_of_each(app: FastAPI, city: City, rows: asyncpg.Connection) -> list[str]:
    """A case at each step, applications, an advice and a line; their pages."""
    cases = [
        *await every_step.of_fines(app, city, rows),
        *await every_step.of_investigations(app, city),
        *await every_step.of_measures(app, city),
        *await every_step.of_street_bans(app, city),
        *await every_step.of_declarations(city),
        *await every_step.of_sanctions(city),
        f"/aanvragen/{(await one_application(city))[0]}",
        f"/aanvragen/{await unplaced(city, 'OWN-001')}",
    ]
    await asked(city, "brandweer")
    await city.transfers(on_hold=True)
    await city.transfers()
    finance = await signed_in(app, city, Function.FINANCIEN, "biedt-aan")
    file = camt((uuid4().hex, [entry(1_000 + uuid4().int % 999, city.today, "x")]))
    await finance.send("/betalingen/afschriften", {"bestand": ("a.xml", file, "text/xml")})
    return cases


@asynccontextmanager
async def a_proposal(app: FastAPI, city: City) -> AsyncIterator[None]:
    """Of a version of a legal term; taken back at the end, since a term has one at a time."""
    lawyer = await signed_in(app, city, Function.JURIST_BH, "biedt-aan")
    path = await lawyer.does(
        "/wettelijke-termijnen/databank.first_contact_due_days/voorstel",
        vanaf=str(city.today + timedelta(days=30)),
        waarde="9",
        omschrijving="Eerste contact",
        grond="plan",
        zekerheid="config",
        reden="Beter haalbaar.",
        sleutel=str(uuid4()),
    )
    try:
        yield
    finally:
        await lawyer.does(f"{path}/intrekken")


ALL = pytest.mark.night(
    "the same pages, read by those who see fewer of them",
    stays="::test_no_page_offers_a_step_that_is_refused",
)


@pytest.mark.parametrize(
    "everybody", [pytest.param(False, id="most"), pytest.param(True, id="all", marks=ALL)]
)
async def test_no_page_offers_a_step_that_is_refused(
    app: FastAPI, city: City, rows: asyncpg.Connection, everybody: bool
) -> None:
    with ordinance(app):
        cases = await one_of_each(app, city, rows)
        officer = await signed_in(app, city, Function.PROSTITUTIEAMBTENAAR, "kijkt-na")
        declarations = [case for case in cases if case.startswith("/geschiktheid/")]
        shown = [await officer.sees(page) for page in declarations]
        assert any("Stel vast: niet nageleefd" in each for each in shown), "one is overdue"
        async with a_proposal(app, city):
            await _walk_all(app, city, cases, everybody)


async def _walk_all(app: FastAPI, city: City, cases: list[str], everybody: bool) -> None:
    functions = {
        function
        for route, row in table_rows(app.state.table)
        if not route[1].startswith("/v1/")
        for function in row.functions
    }
    walk = PageWalk(app)
    for function in [*FIRST, *(sorted(functions - {*FIRST}) if everybody else ())]:
        organisation = "BRANDWEER" if function is Function.ADVIESDIENST else "STAD"
        browser = await signed_in(app, city, function, f"loopt-{function}", organisation)
        pages = await walk.go(browser.get, function, *cases)
        assert pages, function
    assert not walk.refused, walk.report()
    if everybody:
        missed = walk.screens() - walk.seen
        assert len(missed) < len(walk.screens()) / 4, missed

"""The service as a whole: who gets in, the schema, and the metrics."""

import asyncio
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Connection
from sqlalchemy.ext.asyncio import create_async_engine
from sqlalchemy.pool import NullPool

from chassis.web import Function, undeclared_routes
from contracts import events_for
from launcher.sandbox import Sandbox
from reporting.authorisation import READERS
from reporting.indicators.gauges import GAUGES
from reporting.schema import TABLES

from .support.events import inspection
from .support.reporting import Reporting

PATHS = ["/v1/regie-records", "/v1/shifts/summary"]


async def test_every_route_says_who_may_use_it(running: Reporting) -> None:
    assert undeclared_routes(running.app) == []


@pytest.mark.parametrize("path", PATHS)
async def test_what_the_city_keeps_opens_for_people_of_the_city_alone(
    reporting: Reporting, path: str
) -> None:
    assert (await reporting.client.get(path)).status_code == 401
    for outsider in (Function.POLITIE_TEAMLEIDER, Function.EIGENAAR, Function.STUDIEDIENST_ANALIST):
        answer = await reporting.client.get(path, headers=reporting.headers(outsider))
        assert answer.status_code == 403


@pytest.mark.parametrize(
    "path", ["/v1/branch-shifts/summary", "/v1/branch-readings/summary", "/v1/facts/counts"]
)
async def test_what_goes_up_by_one_with_each_person_is_shown_to_nobody_of_the_city(
    reporting: Reporting, path: str
) -> None:
    for reader in sorted(READERS):
        answer = await reporting.client.get(path, headers=reporting.headers(reader))
        assert answer.status_code == 403, reader


async def test_the_technical_administrator_sees_counts_of_facts_but_no_figures(
    reporting: Reporting,
) -> None:
    headers = reporting.headers(Function.TECHNISCH_BEHEERDER)
    counts = await reporting.client.get("/v1/facts/counts", headers=headers)
    assert set(counts.json()) == {event.type for event in events_for("reporting")}
    assert (await reporting.client.get("/v1/indicators", headers=headers)).status_code == 403


async def test_the_migrations_make_the_tables_that_the_code_declares(
    running: Reporting, sandbox: Sandbox
) -> None:
    url = sandbox.database("reporting").owner_url.replace("postgresql://", "postgresql+asyncpg://")
    engine = create_async_engine(url, poolclass=NullPool)

    def differences(connection: Connection) -> list[Any]:
        options = {"include_name": lambda name, kind, _parent: not _of_the_bus(name, kind)}
        context = MigrationContext.configure(connection, opts=options | {"compare_type": True})
        return list(compare_metadata(context, TABLES))

    async with engine.connect() as connection:
        assert await connection.run_sync(differences) == []
    await engine.dispose()


def _of_the_bus(name: str | None, kind: str) -> bool:
    return kind == "table" and str(name).startswith(("bus_", "alembic_", "web_"))


async def scraped(reporting: Reporting) -> str:
    async with Sandbox.internal(reporting.app) as client:
        return (await client.get("/metrics")).text


async def test_the_gauges_show_the_running_month_and_year_and_only_codes(
    reporting: Reporting,
) -> None:
    driven = reporting.headers(now="2026-07-01T12:00:00+02:00")
    await reporting.client.get("/v1/indicators", headers=driven)
    await reporting.told(inspection())
    await GAUGES.refresh()
    lines = [
        line
        for line in (await scraped(reporting)).splitlines()
        if line.startswith("krachtlijn_indicator{")
    ]
    assert 'krachtlijn_indicator{id="IND-2.1-02",part="",period="jaar"} 1.0' in lines
    assert 'krachtlijn_indicator{id="IND-2-01",part="branches",period="jaar"} 1.0' in lines
    assert len(lines) < 400


async def test_hasty_scrapers_cost_no_queries(reporting: Reporting) -> None:
    GAUGES.show(reporting.app.state.database, reporting.app.state.clock)
    await scraped(reporting)
    first = GAUGES.refreshing
    assert first is not None
    await asyncio.wait_for(first, 60)
    for _ in range(5):
        await scraped(reporting)
    assert GAUGES.refreshing is first

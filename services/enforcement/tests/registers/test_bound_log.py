"""The log of the register is bounded every night, by the years of the law."""

from datetime import timedelta

import asyncpg
from fastapi import FastAPI

from chassis.days import city_day, day_start
from chassis.db import Database
from chassis.web.access_log.chain import verify_chain
from enforcement.legal_terms import store as legal_terms
from enforcement.registers.bound_log import TIMER, drop_years

from ..support.city import City
from ..support.procedure import WORKER, FineCase

HOUR = timedelta(hours=4)

GIVEN = """
SELECT has_function_privilege('enforcement', 'drop_access_segment(integer)', 'execute')
   AND NOT has_table_privilege('enforcement', 'access_log', 'DELETE')
   AND NOT has_table_privilege('enforcement', 'access_log_segment', 'INSERT, UPDATE, DELETE')
"""


async def test_every_night_with_the_login_of_the_service(
    app: FastAPI, city: City, rows: asyncpg.Connection
) -> None:
    case = await FineCase.opens(city, app)
    await city.sees(WORKER, f"{case.path}/offenders", **{"Krachtlijn-Purpose": "procedure"})
    count = await rows.fetchval("SELECT count(*) FROM access_log")
    assert count
    database: Database = app.state.database
    async with database.begin(city.now) as tx:
        await drop_years(tx)
    due = await rows.fetchval("SELECT due_at FROM bus_timer WHERE name = $1", TIMER)
    assert day_start(city_day(due)) + HOUR == due > city.now
    assert await rows.fetchval("SELECT count(*) FROM access_log") >= count
    await verify_chain(rows)
    assert await rows.fetchval(GIVEN)


async def test_the_database_counts_as_many_years_as_the_law(
    app: FastAPI, city: City, rows: asyncpg.Connection
) -> None:
    database: Database = app.state.database
    async with database.begin(city.now) as tx:
        law = await legal_terms.law(tx, city_day(city.now), "gas.log_retention_years")
    years = law.terms["gas.log_retention_years"].value
    oldest = await rows.fetchval("SELECT access_year(now()) - oldest_access_year() + 1")
    assert oldest == years

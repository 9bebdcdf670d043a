"""The file of a declaration keeps its persons ten years after it ended (handbook §4.9)."""

from collections.abc import AsyncIterator
from datetime import date, timedelta
from uuid import UUID, uuid4

import asyncpg
import pytest
from fastapi import FastAPI

from chassis.days import day_start
from chassis.db import Database
from chassis.web import Function
from enforcement.overdue import kept_too_long
from enforcement.registers.destroy import destroy_over
from launcher.sandbox import Sandbox

from ..support.browser import signed_in
from ..support.city import City
from ..support.kept_cases import leaving_alone
from ..support.letters import ADDRESS

OWNER, OFFICE = Function.EIGENAAR, Function.DIENST_PROSTITUTIEBELEID
WORKER, OFFICER = Function.DOSSIERBEHANDELAAR_BH, Function.SANCTIONEREND_AMBTENAAR
TABLES = ("letter", "addressee", "case_document")


@pytest.fixture
async def database(sandbox: Sandbox, app: FastAPI, service: City) -> AsyncIterator[Database]:
    database = Database(sandbox.database("enforcement").url)
    database.vault = app.state.database.vault
    yield database
    await database.close()


@pytest.fixture(autouse=True)
async def after_all_others(rows: asyncpg.Connection, city: City) -> AsyncIterator[None]:
    """The nights of this test leave alone what other tests of this database made."""
    await rows.execute(
        "UPDATE gas_case SET decided_on = NULL, mediation_offered_on = NULL, decide_by = $1",
        date(2200, 1, 1),
    )
    await rows.execute("UPDATE sanction_case SET decided_at = NULL")
    async with leaving_alone(city, rows):
        yield


async def night_of(database: Database, day: date) -> None:
    async with database.begin(day_start(day) + timedelta(hours=3)) as tx:
        await destroy_over(tx)


async def left(rows: asyncpg.Connection, dossier_id: UUID) -> dict[str, int]:
    return {
        table: await rows.fetchval(f"SELECT count(*) FROM {table} WHERE case_id = $1", dossier_id)
        for table in TABLES
    }


async def test_a_declaration_that_ended_forgets_its_persons_ten_years_later(
    app: FastAPI, city: City, rows: asyncpg.Connection, database: Database
) -> None:
    owner = f"OWN-{uuid4().hex[:8]}"
    filed = await city.granted(owner)
    dossier_id = UUID(filed["dossierId"])
    path = f"/v1/cases/{dossier_id}/addressees"
    await city.does(OFFICE, path, {**ADDRESS, "role": "overtreder"})
    body = {"caseId": filed["dossierId"], "kind": "herinnering_vernieuwing"}
    assert (await city.call(OFFICE, "POST", "/v1/letters", body)).is_success
    await city.does(OWNER, f"{filed['path']}/relinquishment", organisation=owner)
    last = city.today.replace(year=city.today.year + 10)
    place, owned = f"/v1/premises/{filed['premisesId']}/cases", f"/v1/owners/{owner}/cases"

    await night_of(database, last)
    assert all((await left(rows, dossier_id)).values())
    assert (await city.call(WORKER, "GET", owned)).is_success

    await night_of(database, last + timedelta(days=1))
    assert await left(rows, dossier_id) == dict.fromkeys(TABLES, 0)
    row = await rows.fetchrow("SELECT * FROM dossier WHERE dossier_id = $1", dossier_id)
    assert row is not None and owner not in map(str, row.values())
    assert row["number"] == filed["number"], "the file itself stays, without anybody"
    proof = await rows.fetchrow("SELECT * FROM register_destruction WHERE case_id = $1", dossier_id)
    assert proof is not None
    assert (proof["ground"], proof["kept_until"]) == ("verklaring", last)
    assert owner not in proof["erased"]
    reasons = await rows.fetch("SELECT reason FROM timeline WHERE case_id = $1", dossier_id)
    assert {each["reason"] for each in reasons} == {None}

    assert (await city.call(WORKER, "GET", owned)).status_code == 404
    file = await city.sees(WORKER, place)
    assert (file["cases"], file["owners"]) == ([], [])
    office = await signed_in(app, city, OFFICE)
    assert f"Eigenaar {owner}" not in await office.sees(await office.does("/zoeken", zoek=owner))
    assert filed["number"] in await (await signed_in(app, city, OFFICER)).sees("/register")


async def test_a_declaration_that_is_kept_too_long_raises_an_alarm(
    city: City, database: Database
) -> None:
    """The night did not come: from the end of it on."""
    filed = await city.granted(f"OWN-{uuid4().hex[:8]}")
    ended_on = city.today
    owner = (await city.sees(OFFICE, filed["path"]))["owner"]
    await city.does(OWNER, f"{filed['path']}/relinquishment", organisation=owner)
    over = day_start(ended_on.replace(year=ended_on.year + 10) + timedelta(days=2))
    async with city.sandbox.asking("enforcement") as conn:
        assert await kept_too_long(conn, over - timedelta(seconds=1)) is None
        assert await kept_too_long(conn, over) == over
        await night_of(database, over.date() + timedelta(days=1))
        assert await kept_too_long(conn, over) is None


async def test_a_declaration_that_works_or_is_before_the_council_keeps_its_persons(
    city: City, rows: asyncpg.Connection, database: Database
) -> None:
    works, contested = [await city.granted(f"OWN-{uuid4().hex[:8]}") for _ in range(2)]
    await rows.execute(
        "INSERT INTO council_appeal (case_id, kind, lodged_on, late, urgency)"
        " VALUES ($1, 'suitability-dossier', $2, false, 'geen')",
        UUID(contested["dossierId"]),
        city.today,
    )
    await rows.execute(
        "UPDATE dossier SET state = 'ingetrokken' WHERE dossier_id = $1",
        UUID(contested["dossierId"]),
    )
    await night_of(database, city.today.replace(year=city.today.year + 20))
    for filed in (works, contested):
        owner = await rows.fetchval(
            "SELECT owner FROM dossier WHERE dossier_id = $1", UUID(filed["dossierId"])
        )
        assert owner.startswith("OWN-")

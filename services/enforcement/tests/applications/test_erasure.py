"""Erasure of what an applicant sent when its time is over, with a proof that names nobody."""

from collections.abc import AsyncIterator
from datetime import datetime, timedelta
from uuid import UUID, uuid4

import asyncpg
import pytest
from fastapi import FastAPI

from chassis.db import Database
from chassis.web import Function
from contracts.pandkalender import SuitabilityApplicationWithdrawn
from enforcement.applications.erase_application import erase_over
from launcher.sandbox import Sandbox

from ..support.advices import adviser, asked
from ..support.applications import answers, arrive, document, one_application, submitted
from ..support.browser import signed_in
from ..support.city import LACKING, City
from ..support.papers import paper

UNCLAIMED = timedelta(days=60)

OFFICE, COLLEGE = Function.PROSTITUTIEAMBTENAAR, Function.COLLEGE_SECRETARIS
TWO_YEARS = timedelta(days=732)
"""Past them, whether there is a leap day in between or not; two days less is not."""


@pytest.fixture
async def database(sandbox: Sandbox, app: FastAPI, service: City) -> AsyncIterator[Database]:
    database = Database(sandbox.database("enforcement").url)
    database.vault = app.state.database.vault
    yield database
    await database.close()


async def night(database: Database, at: datetime) -> None:
    async with database.begin(at) as tx:
        await erase_over(tx)


async def is_kept(rows: asyncpg.Connection, application_id: UUID) -> bool:
    count = "SELECT count(*) FROM received_application WHERE application_id = $1"
    return bool(await rows.fetchval(count, application_id))


async def withdrawn(city: City, application_id: UUID) -> None:
    event = SuitabilityApplicationWithdrawn(application_id=application_id, withdrawn_at=city.now)
    await arrive(city, event)


async def test_a_withdrawn_application_goes_two_years_later_with_its_papers_and_pictures(
    app: FastAPI, city: City, rows: asyncpg.Connection, database: Database
) -> None:
    application_id, document_id = await one_application(city)
    officer = await signed_in(app, city, OFFICE, "ambtenaar-bewaart")
    await officer.sees(f"/aanvragen/{application_id}/documenten/{document_id}")
    kept = await rows.fetchval(
        "SELECT case_document_id FROM application_document WHERE application_id = $1",
        application_id,
    )
    await withdrawn(city, application_id)
    await night(database, city.now + TWO_YEARS - timedelta(days=2))
    assert await is_kept(rows, application_id)
    await night(database, city.now + TWO_YEARS)
    assert not await is_kept(rows, application_id)
    for table, column in (("case_document", "document_id"), ("document_picture", "document_id")):
        left = f"SELECT count(*) FROM {table} WHERE {column} = $1"
        assert await rows.fetchval(left, kept) == 0, table
    proofs = "SELECT * FROM application_erasure WHERE application_id = $1"
    (proof,) = await rows.fetch(proofs, application_id)
    assert proof["reference"].startswith("AV-")
    assert '"document_picture": 2' in proof["erased"]
    assert '"received_application": 1' in proof["erased"]
    with pytest.raises(asyncpg.InsufficientPrivilegeError):
        async with database.connection() as conn:
            await conn.execute("DELETE FROM application_erasure")
    assert (await officer.get(f"/aanvragen/{application_id}")).status_code == 404
    await night(database, city.now + TWO_YEARS + timedelta(days=1))
    assert len(await rows.fetch(proofs, application_id)) == 1


async def test_an_application_is_kept_as_long_as_the_declaration_works(
    city: City, rows: asyncpg.Connection, database: Database
) -> None:
    application = submitted(city, uuid4())
    await arrive(city, application)
    (answer,) = await answers(city, application.application_id)
    path = f"/v1/suitability-dossiers/{answer.dossier_id}"
    await city.does(OFFICE, f"{path}/completeness", {"complete": True})
    await city.does(OFFICE, f"{path}/advice-requests", {"services": ["brandweer"]})
    await city.does(OFFICE, f"{path}/advices", {"service": "brandweer", "outcome": "gunstig"})
    granted = {"outcome": "toegekend", "motivation": "Alles is in orde.", **LACKING}
    await city.does(COLLEGE, f"{path}/decision", granted)
    await night(database, city.now + TWO_YEARS)
    assert await is_kept(rows, application.application_id)
    await city.does(OFFICE, f"{path}/relinquishment")
    await night(database, city.now + TWO_YEARS - timedelta(days=2))
    assert await is_kept(rows, application.application_id)
    await night(database, city.now + TWO_YEARS)
    assert not await is_kept(rows, application.application_id)
    assert (await city.sees(OFFICE, path))["state"] == "afgestand"


async def test_an_application_that_runs_is_never_erased_by_the_clock(
    city: City, rows: asyncpg.Connection, database: Database
) -> None:
    application_id, _ = await one_application(city)
    await night(database, city.now + 5 * TWO_YEARS)
    assert await is_kept(rows, application_id)


async def test_parts_whose_application_never_came_go_after_sixty_days(
    city: City, rows: asyncpg.Connection, database: Database
) -> None:
    application_id = uuid4()
    _, parts = document(application_id)
    await arrive(city, *parts)
    count = "SELECT count(*) FROM application_part WHERE application_id = $1"
    await night(database, city.now + UNCLAIMED - timedelta(hours=1))
    assert await rows.fetchval(count, application_id) == 3
    await night(database, city.now + UNCLAIMED + timedelta(hours=1))
    assert await rows.fetchval(count, application_id) == 0
    proof = "SELECT erased FROM application_erasure WHERE application_id = $1"
    assert '"application_part": 3' in await rows.fetchval(proof, application_id)


async def test_reasons_and_reports_of_advices_go_with_the_file_and_what_was_concluded_stays(
    app: FastAPI, city: City, rows: asyncpg.Connection, database: Database
) -> None:
    dossier = await asked(city, "brandweer")
    fire = await adviser(app, city, "brandweer")
    said = {"uitkomst": "ongunstig", "redenen": "De trap is te smal."}
    file = ("bestanden", ("verslag.pdf", paper(2), "application/pdf"))
    assert (await fire.upload(f"/adviezen/{dossier}", [file], said)).status_code == 303
    path = f"/v1/suitability-dossiers/{dossier}"
    await city.hears(path)
    refusal = {
        "outcome": "geweigerd",
        "motivation": "De vluchtweg is niet veilig.",
        "defenceAnswer": "Gelezen.",
    }
    await city.does(COLLEGE, f"{path}/decision", refusal)
    ended_at = city.now
    advice = "SELECT outcome, reasons, report_id FROM advice WHERE dossier_id = $1"
    kept = await rows.fetchrow(advice, UUID(dossier))
    assert kept is not None
    report = kept["report_id"]
    for days, there in ((730, True), (732, False)):
        await night(database, ended_at + timedelta(days=days))
        row = await rows.fetchrow(advice, UUID(dossier))
        assert row is not None
        assert row["outcome"] == "ongunstig"
        assert (row["reasons"] is not None, row["report_id"] is not None) == (there, there)
        for table in ("case_document", "document_picture"):
            count = f"SELECT count(*) FROM {table} WHERE document_id = $1"
            assert bool(await rows.fetchval(count, report)) == there
    proof = "SELECT erased::text FROM application_erasure WHERE application_id = $1"
    assert '"document_picture": 2' in await rows.fetchval(proof, UUID(dossier))

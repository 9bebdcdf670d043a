"""The directorate's advice goes with the decision, and is destroyed with what was found."""

import asyncio
import io
from uuid import UUID

import asyncpg
from fastapi import FastAPI
from pypdf import PdfReader

from ..support.browser import Browser
from ..support.city import City
from ..support.integrity import Investigation
from ..support.papers import paper

OWNER = {
    "rol": "overtreder",
    "naam": "Ilinca Voorbeeld",
    "straat": "Teststraat",
    "nummer": "5",
    "postcode": "2000",
    "gemeente": "Voorbeeld",
}
FILES = """
SELECT count(*) FROM case_document
 WHERE case_id = $1 AND kind = 'ander' AND withdrawn_at IS NULL
"""


async def brings(case: Investigation, who: Browser, content: bytes) -> int:
    files = [("bestanden", ("advies.pdf", content, "application/pdf"))]
    return (await who.upload(f"{case.page}/advies-diob", files, {})).status_code


async def named(case: Investigation) -> None:
    await case.lawyer.does(f"/brieven/dossier/{case.case_id}/geadresseerden", **OWNER)


async def drafted(
    case: Investigation, rows: asyncpg.Connection, kind: str, **particulars: str
) -> str:
    """The page of a letter that the lawyer of the case drafted."""
    await case.lawyer.does(f"/brieven/dossier/{case.case_id}/nieuw", soort=kind, **particulars)
    newest = "SELECT letter_id FROM letter WHERE case_id = $1 ORDER BY drafted_at DESC LIMIT 1"
    return f"/brieven/{await rows.fetchval(newest, case.case_id)}"


async def printed(case: Investigation) -> int:
    """The sheets of all that leaves, with what goes along."""
    file = await case.lawyer.get("/brieven/alle.pdf?lijst=posten")
    assert file.status_code == 200, file.text
    return await asyncio.to_thread(sheets, file.content)


def sheets(pdf: bytes) -> int:
    return len(PdfReader(io.BytesIO(pdf)).pages)


async def test_the_advice_is_enclosed_with_the_decision_that_leaves(
    app: FastAPI, city: City, rows: asyncpg.Connection, on: None
) -> None:
    case = await Investigation.of_declaration(app, city)
    assert await brings(case, case.lawyer, paper(2)) == 409, "before the advice was noted"
    await case.decided("opheffing")
    await named(case)
    letter = await drafted(case, rows, "beslissing")
    await case.mayor.does("/brieven/nakijken", brief=letter.rpartition("/")[2])
    bare = await printed(case)
    assert "nog niet in het dossier" in await case.lawyer.sees(case.page)
    assert await brings(case, case.college, paper(2)) == 403
    assert await brings(case, case.lawyer, b"MZ no paper") == 422
    assert await brings(case, case.lawyer, paper(3)) == 303
    assert await brings(case, case.mayor, paper(2)) == 303, "a better copy"
    assert await rows.fetchval(FILES, UUID(case.case_id)) == 1
    for reader in (case.lawyer, case.mayor, case.college):
        file = await reader.get(f"{case.page}/advies-diob.pdf")
        assert await asyncio.to_thread(sheets, file.content) == 2
    assert await printed(case) >= bare + 2


async def test_the_advice_is_destroyed_with_what_was_found(
    app: FastAPI, city: City, rows: asyncpg.Connection, on: None
) -> None:
    case = await Investigation.of_declaration(app, city)
    await case.advised()
    assert await brings(case, case.lawyer, paper(2)) == 303
    assert await rows.fetchval(FILES, UUID(case.case_id)) == 1
    await case.does(case.mayor, "beeindigen", motivering="Er is niets gevonden.", zeker="ja")
    assert await rows.fetchval(FILES, UUID(case.case_id)) == 0
    assert (await case.lawyer.get(f"{case.page}/advies-diob.pdf")).status_code == 404
    assert await brings(case, case.lawyer, paper()) == 409

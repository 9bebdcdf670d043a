"""Workers with a code: as the police give it, and as she types it."""

from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import asyncpg

from contracts.databank import WorkerAccessGranted
from contracts.identity import WorkerSecret
from contracts.sealed import Sealed
from contracts.worker_code import digest, new_code, read_code

from .browser import Browser, passer_by
from .city import NOW, SERVICE, City


async def rows(city: City, query: str, *values: Any) -> list[asyncpg.Record]:
    async with city.app.state.database.connection() as conn:
        return list(await conn.fetch(query, *values))


async def ref_of(city: City, shift_id: str) -> UUID:
    (row,) = await rows(city, "SELECT worker_id FROM shift WHERE shift_id = $1", UUID(shift_id))
    return UUID(str(row["worker_id"]))


async def tell(city: City, *events: Any) -> None:
    await city.sandbox.handled(SERVICE, await city.sandbox.publish(*events, at=NOW))


async def access(city: City, *refs: UUID, days: int = 14) -> tuple[str, UUID]:
    """A code as the police give it, and its id."""
    code, access_id = new_code(), uuid4()
    secret = WorkerSecret(digest=digest(read_code(code) or ""), worker_refs=refs)
    event = WorkerAccessGranted(
        access_id=access_id,
        granted_at=NOW,
        expires_at=NOW + timedelta(days=days),
        opens=Sealed.of(secret),
    )
    await tell(city, event)
    return code, access_id


async def enter(city: City, code: str) -> Browser:
    browser = passer_by(city)
    answer = await browser.post("/mijn", {"stap": "code", "code": code})
    assert (answer.status_code, answer.headers["location"]) == (303, "/mijn"), answer.text
    return browser

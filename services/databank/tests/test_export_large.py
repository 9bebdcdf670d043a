"""A hundred thousand rows leave in little memory, and everybody in them is accounted for."""

import asyncio
import io
import resource
from typing import Any
from uuid import UUID, uuid4

import pytest
from python_calamine import CalamineWorkbook

from chassis.web import Function
from chassis.web.exports import Batch, Column, ExportList
from databank.authorisation import OFFICERS
from databank.exports import EXPORTS, PURPOSES

from .support.browser import signed_in
from .support.databank import Databank, day

ROWS = 100_000


async def count(*_: Any) -> int:
    return ROWS


async def read(_tx: Any, _wanted: Any, after: list[Any] | None, limit: int) -> Batch:
    first = after[0] if after else 0
    numbers = range(first, min(first + limit, ROWS))
    rows = [[str(UUID(int=nr)), "Ana", "Voorbeeld", nr] for nr in numbers]
    about = [("person", str(UUID(int=nr + 2**64))) for nr in numbers]
    return Batch(rows, about, [numbers.stop] if numbers.stop < ROWS else None)


LARGE = ExportList(
    code="groot",
    label="Groot",
    explains="",
    columns=(Column("persoon"), Column("voornaam"), Column("naam"), Column("nr", "number")),
    functions=OFFICERS,
    purposes=PURPOSES,
    personal=True,
    count=count,
    read=read,
)


@pytest.mark.long
async def test_a_hundred_thousand_rows(databank: Databank, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(EXPORTS.__dict__, "listings", (*EXPORTS.listings, LARGE))
    agent = await signed_in(databank, Function.POLITIE_AGENT, f"agent-{uuid4().hex[:8]}")
    leader = await signed_in(databank, Function.POLITIE_TEAMLEIDER, f"leider-{uuid4().hex[:8]}")
    on = databank.today
    date = str(day(on).date())
    form = {"van": date, "tot": date, "vorm": "xlsx", "doel": "toezicht", "stap": "vragen"}
    form |= {"reden": "Een heel grote lijst voor een proef.", "sleutel": str(uuid4())}
    asked = await agent.moves_to(day(on)).post("/uitvoer/nieuw/groot", form)
    path = asked.headers["location"]
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    began = asyncio.get_running_loop().time()
    await leader.moves_to(day(on)).post(path, {"actie": "goedkeuren"})
    halfway = False
    while "Klaar om op te halen" not in (page := await agent.get(path)).text:
        assert "Mislukt" not in page.text
        halfway = halfway or "van 100.000 rijen klaar." in page.text
        await asyncio.sleep(0.2)
    took = asyncio.get_running_loop().time() - began
    grown = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024
    assert halfway, "progress shows"
    file = await agent.get(f"{path}/bestand")
    sheet = CalamineWorkbook.from_object(io.BytesIO(file.content)).get_sheet_by_name("Gegevens")
    assert sheet.height == ROWS + 1
    (row,) = await databank.fetch(
        "SELECT count(*) FROM access_log WHERE action = 'disclose' AND subject_kind = 'person'"
        " AND actor_subject LIKE 'agent-%' AND at >= $1",
        day(on - 1),
    )
    assert row["count"] >= ROWS
    print(f"{took:.1f} s, {grown:.0f} MB more")  # noqa: T201
    assert took < 120, took  # seconds
    assert grown < 120, f"{grown:.0f} MB for {ROWS} rows"

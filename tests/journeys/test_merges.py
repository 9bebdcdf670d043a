"""People take two for one, and see their mistake: the city's figures are as if they never had."""

import asyncio
import importlib
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import httpx
import pytest

from chassis.web import Function
from contracts import EVENTS
from launcher.sandbox import Sandbox

START = datetime(2026, 3, 2, 20, tzinfo=UTC)
SERVICES = ("databank", "reporting")
SUMMARY = "/v1/branch-shifts/summary?period=2026-03"


@dataclass
class Police:
    """The databank, and what the city learns from it."""

    sandbox: Sandbox
    clients: dict[str, httpx.AsyncClient]

    async def does(self, path: str, body: dict[str, Any], day: float) -> Any:
        headers = {
            "Authorization": f"Bearer {self.sandbox.token(Function.POLITIE_AGENT, 'politie')}",
            "Krachtlijn-Time": (START + timedelta(days=day)).isoformat(),
            "Krachtlijn-Purpose": "toezicht",
        }
        answer = await self.clients["databank"].post(path, json=body, headers=headers)
        assert answer.status_code in (200, 201), answer.text
        return answer.json()

    async def meets(self, branch: str, day: float, number: str, name: str) -> str:
        document = {"kind": "paspoort", "country": "ROU", "number": number}
        claim = {
            "givenNames": name,
            "familyName": f"{name}escu",
            "birthDate": "1995-04-13",
            "document": document,
        }
        body = {
            "branch": branch,
            "kind": "maandactie",
            "result": "geen_opmerkingen",
            "completedAt": (START + timedelta(days=day)).isoformat(),
            "persons": [{"role": "sekswerker", "claim": claim}],
        }
        (person,) = (await self.does("/v1/inspections", body, day))["persons"]
        return str(person["personId"])

    async def figure(self) -> dict[str, int]:
        """Moves by direction that stand, once the city heard all that the police told it."""
        told = [
            one.id
            for one in await self.sandbox.recorded("databank")
            if "reporting" in EVENTS[one.type].readers
        ]
        await self.sandbox.handled("reporting", told, seconds=20)
        token = self.sandbox.token(Function.POLITIE_TEAMLEIDER, "LPA", service="reporting")
        answer = await self.clients["reporting"].get(
            SUMMARY, headers={"Authorization": f"Bearer {token}"}
        )
        assert answer.status_code == 200, answer.text
        return {row["code"]: row["value"] for row in answer.json()["directions"]}


@pytest.fixture(scope="module")
async def police(pytestconfig: pytest.Config) -> AsyncIterator[Police]:
    sandbox = await asyncio.to_thread(Sandbox.open, Path(pytestconfig.rootpath))
    clients = {}
    async with AsyncExitStack() as running:
        for service in SERVICES:
            await asyncio.to_thread(sandbox.database, service)
            app = importlib.import_module(f"{service}.app").build(sandbox.settings(service))
            clients[service] = await running.enter_async_context(sandbox.serve(app))
        yield Police(sandbox, clients)
    await asyncio.to_thread(sandbox.close)


async def before(police: Police, one: tuple[str, str], other: tuple[str, str]) -> tuple[str, str]:
    first = await police.meets("straat", 0, *one)
    await police.meets("raam", 8, *one)
    second = await police.meets("escort", 4, *other)
    await police.meets("straat", 12, *other)
    return first, second


async def between(police: Police, one: tuple[str, str], other: tuple[str, str]) -> None:
    await police.meets("massagesalon", 16, *one)
    await police.meets("raam", 15, *other)
    await police.meets("escort", 2, *one)


async def afterwards(police: Police, one: tuple[str, str], other: tuple[str, str]) -> None:
    await police.meets("straat", 20, *one)
    await police.meets("stripclub", 14, *other)


async def test_the_citys_figure_returns_to_what_it_would_have_been(police: Police) -> None:
    nothing = await police.figure()
    assert nothing == {}
    plain = (("PLAIN0001", "Vilma"), ("PLAIN0002", "Ottoka"))
    for part in (before, between, afterwards):
        await part(police, *plain)
    expected = await police.figure()
    assert sum(expected.values()) >= 6
    mistaken = (("MISTAKE01", "Brunda"), ("MISTAKE02", "Zelgi"))
    first, second = await before(police, *mistaken)
    apart = await police.figure()
    body = {"otherPersonId": second, "ground": "gegevens_vergeleken"}
    change = await police.does(f"/v1/persons/{first}/merge", body, 21)
    assert await police.figure() != apart
    await between(police, *mistaken)
    path = f"/v1/person-changes/{change['changeId']}/undo"
    await police.does(path, {"ground": "vergissing"}, 22)
    await afterwards(police, *mistaken)
    both = await police.figure()
    assert both == {direction: 2 * count for direction, count in expected.items()}

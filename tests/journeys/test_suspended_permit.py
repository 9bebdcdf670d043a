"""What the city decides of a permit, and takes back, in the calendar and with the police."""

import asyncio
import importlib
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import httpx
import pytest

from chassis.days import city_day
from chassis.web import Function
from contracts.enforcement import (
    SuitabilityGranted,
    SuitabilityReconsidered,
    SuitabilityRefused,
    SuitabilitySuspended,
)
from contracts.enforcement import SuitabilitySuspensionLifted as Lifted
from launcher.sandbox import Sandbox

START = datetime(2026, 3, 2, 9, tzinfo=UTC)
SERVICES = ("enforcement", "pandkalender", "databank")
OWNER = "OWN-134ter"
WORKER, MAYOR = Function.DOSSIERBEHANDELAAR_BH, Function.KABINET_BURGEMEESTER
COLLEGE, OFFICE = Function.COLLEGE_SECRETARIS, Function.DIENST_PROSTITUTIEBELEID
CLAIM = {
    "givenNames": "Vilmaproef",
    "familyName": "Ottokescu",
    "birthDate": "1995-04-13",
    "document": {"kind": "paspoort", "country": "ROU", "number": "PROEF0001"},
}


@dataclass
class City:
    sandbox: Sandbox
    clients: dict[str, httpx.AsyncClient]
    now: datetime = START

    async def asks(
        self, function: Function, path: str, body: Any = None, service: str = "enforcement"
    ) -> httpx.Response:
        self.now += timedelta(minutes=1)
        organisation = OWNER if function is Function.EIGENAAR else "STAD"
        token = self.sandbox.token(function, organisation, service=service)
        headers = {"Authorization": f"Bearer {token}", "Krachtlijn-Time": self.now.isoformat()}
        return await self.clients[service].post(path, json=body or {}, headers=headers)

    async def does(self, function: Function, path: str, body: Any = None) -> dict[str, Any]:
        answer = await self.asks(function, path, body)
        assert answer.is_success, (path, answer.text)
        said: dict[str, Any] = answer.json()
        return said

    async def declares(self, room: str, days: int = 1) -> httpx.Response:
        """The owner declares a shift some days ahead."""
        begins = (self.now + timedelta(days=days)).replace(hour=19, minute=0)
        shift = {"roomId": room, "startsAt": begins.isoformat(), "worker": CLAIM}
        shift["endsAt"] = (begins + timedelta(hours=8)).isoformat()
        return await self.asks(Function.EIGENAAR, "/v1/shifts", shift, "pandkalender")

    async def hears(self, event: type[Any], service: str = "pandkalender") -> dict[str, Any]:
        """The calendar, or another service, handled the last event of this kind."""
        told = (await self.sandbox.recorded("enforcement", event))[-1]
        await self.sandbox.handled(service, [told.id])
        data: dict[str, Any] = told.data
        return data


@pytest.fixture
async def city(pytestconfig: pytest.Config) -> AsyncIterator[City]:
    sandbox = await asyncio.to_thread(Sandbox.open, Path(pytestconfig.rootpath))
    clients = {}
    async with AsyncExitStack() as running:
        for service in SERVICES:
            settings = await asyncio.to_thread(sandbox.settings, service)
            app = importlib.import_module(f"{service}.app").build(settings)
            app.state.clock.advance(START)
            clients[service] = await running.enter_async_context(sandbox.serve(app))
        yield City(sandbox, clients)
    await asyncio.to_thread(sandbox.close)


async def advised(city: City) -> tuple[dict[str, Any], str]:
    """An application that lacks only the decision, and its path."""
    place = {"label": "P-1", "street": "Proefstraat", "houseNumber": uuid4().hex[:6]}
    filed = await city.does(
        Function.EIGENAAR,
        "/v1/suitability-dossiers",
        {"premises": place | {"postcode": "2000"}, "rooms": ["R-01"]},
    )
    dossier = f"/v1/suitability-dossiers/{filed['dossierId']}"
    await city.does(OFFICE, f"{dossier}/completeness", {"complete": True})
    await city.does(OFFICE, f"{dossier}/advice-requests", {"services": ["brandweer"]})
    advice = {"service": "brandweer", "outcome": "gunstig"}
    await city.does(OFFICE, f"{dossier}/advices", advice)
    return filed, dossier


async def test_a_suspension_by_the_mayor_stops_declarations_until_it_lapses(city: City) -> None:
    filed, dossier = await advised(city)
    granted = {"outcome": "toegekend", "motivation": "In orde."}
    granted |= {"lackingBecause": "De andere diensten zagen dit pand dit jaar al."}
    await city.does(COLLEGE, f"{dossier}/decision", granted)
    room = str((await city.hears(SuitabilityGranted))["premises"]["rooms"][0]["roomId"])
    assert (await city.declares(room)).is_success

    begun = {"kind": "openbare_orde", "grounds": "Xyz.", "branch": "raam"}
    measure = await city.does(WORKER, "/v1/mayor-measures", begun | {"number": filed["number"]})
    path = f"/v1/mayor-measures/{measure['caseId']}"
    hearing = city.now + timedelta(days=4)
    handed = {"hearingAt": hearing.isoformat(), "receivedOn": city_day(city.now).isoformat()}
    await city.does(WORKER, f"{path}/hearing-invitation", handed)
    city.now = hearing + timedelta(hours=2)
    await city.does(WORKER, f"{path}/hearing", {"report": "Gehoord."})
    city.now += timedelta(days=1)
    ends = city.now + timedelta(days=60)
    draft = {"basis": "ngw_134ter", "content": "schorsing", "motivation": "Xyz."}
    await city.does(WORKER, f"{path}/proposal", draft | {"ends": ends.isoformat()})
    meeting = (city.now + timedelta(days=2)).date().isoformat()
    await city.does(COLLEGE, "/v1/college-meetings", {"day": meeting})
    await city.does(MAYOR, f"{path}/order", {"defenceAnswer": "Gelezen."})
    assert (await city.declares(room, days=2)).is_success, "signed, and not notified yet"

    await city.does(WORKER, f"{path}/notification")
    await city.hears(SuitabilitySuspended)
    refused = await city.declares(room, days=3)
    assert refused.status_code in (409, 422), refused.text
    assert "geschorst" in refused.text

    city.now += timedelta(days=2)
    await city.does(COLLEGE, f"{path}/refusal", {"meetingOn": meeting})
    await city.hears(Lifted)
    assert (await city.declares(room, days=4)).is_success, "it lapsed without the college"


async def test_the_police_read_no_refusal_that_the_city_took_back(city: City) -> None:
    filed, dossier = await advised(city)
    hearing = city.now + timedelta(days=25)
    await city.does(OFFICE, f"{dossier}/hearing-invitation", {"hearingAt": hearing.isoformat()})
    city.now = hearing + timedelta(hours=1)
    await city.does(OFFICE, f"{dossier}/hearing", {"report": "Gehoord."})
    refused = {"outcome": "geweigerd", "motivation": "Niet in orde.", "defenceAnswer": "Gelezen."}
    await city.does(COLLEGE, f"{dossier}/decision", refused)
    await city.hears(SuitabilityRefused, "databank")
    assert await known_to_the_police(city, filed) == ["geweigerd"]
    why = {"motivation": "Over het verkeerde pand.", "restart": "beslissing"}
    await city.does(COLLEGE, f"{dossier}/retake", why)
    for service in ("databank", "pandkalender"):
        await city.hears(SuitabilityReconsidered, service)
    assert await known_to_the_police(city, filed) == []
    granted = {"outcome": "toegekend", "motivation": "In orde."}
    granted |= {"lackingBecause": "De andere diensten zagen dit pand dit jaar al."}
    await city.does(COLLEGE, f"{dossier}/decision", granted)
    room = str((await city.hears(SuitabilityGranted))["premises"]["rooms"][0]["roomId"])
    await city.hears(SuitabilityGranted, "databank")
    assert await known_to_the_police(city, filed) == ["geschikt"]
    assert (await city.declares(room)).is_success


async def known_to_the_police(city: City, filed: dict[str, Any]) -> list[str]:
    """What the databank keeps of the declaration of these premises."""
    asked = "SELECT state FROM suitability WHERE premises_id = $1::uuid"
    async with city.sandbox.asking("databank") as conn:
        return [row["state"] for row in await conn.fetch(asked, filed["premisesId"])]

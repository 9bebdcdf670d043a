"""The calendar with what surrounds it: owners at work, the police, and the events of others."""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import asyncpg
import httpx
from fastapi import FastAPI

from chassis.bus.envelope import Envelope
from chassis.web import Function
from contracts import Event
from contracts.enforcement import Premises, Room, SuitabilityGranted
from launcher.sandbox import Sandbox

SERVICE = "pandkalender"
NOW = datetime(2026, 1, 5, 9, 0, tzinfo=UTC)
EVENING = NOW + timedelta(hours=10)


def worker(nr: int = 1, **other: Any) -> dict[str, Any]:
    """Somebody with a document of her own, whose names tell nothing about her."""
    document = {"kind": "paspoort", "country": "ROU", "number": f"RO-{nr:06d}"}
    return {
        "givenNames": f"Ana{nr}",
        "familyName": "Voorbeeld",
        "birthDate": "1999-02-03",
        "document": document,
    } | other


@dataclass
class Owner:
    """An owner at work: sends requests in simulated time."""

    client: httpx.AsyncClient
    token: str
    organisation: str
    rooms: list[UUID] = field(default_factory=list)
    premises_id: UUID = field(default_factory=uuid4)

    def headers(self, at: datetime) -> dict[str, str]:
        return {"Authorization": f"Bearer {self.token}", "Krachtlijn-Time": at.isoformat()}

    async def get(self, path: str, at: datetime = NOW) -> httpx.Response:
        return await self.client.get(path, headers=self.headers(at))

    async def post(self, path: str, body: Any, at: datetime = NOW) -> httpx.Response:
        return await self.client.post(path, json=body, headers=self.headers(at))

    def shift(
        self,
        room: int = 0,
        starts_at: datetime = EVENING,
        hours: float = 8,
        who: dict[str, Any] | None = None,
        **more: Any,
    ) -> dict[str, Any]:
        return {
            "roomId": str(self.rooms[room]),
            "startsAt": starts_at.isoformat(),
            "endsAt": (starts_at + timedelta(hours=hours)).isoformat(),
            "worker": who or worker(),
            **more,
        }

    async def declare(self, at: datetime = NOW, **shift: Any) -> httpx.Response:
        return await self.post("/v1/shifts", self.shift(**shift), at)

    async def declared(self, at: datetime = NOW, **shift: Any) -> str:
        """The id of a new shift."""
        response = await self.declare(at, **shift)
        assert response.status_code == 201, response.text
        shift_id: str = response.json()["shiftId"]
        return shift_id

    async def shown(self, shift_id: str, at: datetime = NOW) -> dict[str, Any]:
        response = await self.get(f"/v1/shifts/{shift_id}", at)
        assert response.status_code == 200, response.text
        shown: dict[str, Any] = response.json()
        return shown


@dataclass
class City:
    """The service with what surrounds it."""

    sandbox: Sandbox
    app: FastAPI
    client: httpx.AsyncClient

    async def owner(self, rooms: int = 3, *, granted: bool = True) -> Owner:
        """A new owner with own premises."""
        organisation = f"OWN-{uuid4().hex[:8]}"
        token = self.sandbox.token(Function.EIGENAAR, organisation)
        owner = Owner(self.client, token, organisation, [uuid4() for _ in range(rooms)])
        if granted:
            await self.tell(self.grant(owner))
        return owner

    def grant(self, owner: Owner, dossier_id: UUID | None = None, **other: Any) -> Event:
        labels = enumerate(owner.rooms, start=1)
        premises = Premises(
            premises_id=owner.premises_id,
            label="Pand 1",
            street="Voorbeeldstraat",
            house_number="1",
            postcode="2000",
            owner=owner.organisation,
            rooms=tuple(Room(room_id=room, label=f"R-{nr:02d}") for nr, room in labels),
        )
        facts = {
            "valid_from": date(2025, 6, 1),
            "valid_to": date(2027, 5, 31),
            "decided_at": NOW - timedelta(days=200),
        } | other
        return SuitabilityGranted(
            premises_id=owner.premises_id,
            dossier_id=dossier_id or uuid4(),
            premises=premises,
            conditional=False,
            conditions=(),
            **facts,
        )

    async def tell(self, *events: Event, at: datetime = NOW) -> None:
        """Publish as another service, and wait until the calendar heard."""
        await self.sandbox.handled(SERVICE, await self.sandbox.publish(*events, at=at))

    async def police(self, path: str, **headers: str) -> httpx.Response:
        token = self.sandbox.token(Function.POLITIE_AGENT, "politie", service="pandkalender")
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        return await self.client.get(path, headers={"Authorization": f"Bearer {token}"} | named)

    async def events(self, kind: type[Event], **match: Any) -> list[Any]:
        """What the calendar recorded of one kind, opened as databank would, oldest first."""
        opener = self.sandbox.opener("databank")
        found = []
        for envelope in await self.sandbox.recorded(SERVICE, kind):
            event = _opened(envelope, opener)
            if all(str(getattr(event, name)) == str(value) for name, value in match.items()):
                found.append(event)
        return found

    async def query(self, sql: str, *arguments: Any) -> list[asyncpg.Record]:
        async with self.sandbox.asking(SERVICE, owner=True) as conn:
            return list(await conn.fetch(sql, *arguments))


def _opened(envelope: Envelope, opener: Any) -> Event:
    event: Event = opener.open(envelope.read(), envelope.id)
    return event

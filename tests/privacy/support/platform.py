"""The services as people reach them; every refusal is kept."""

import asyncio
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import httpx

from chassis.db import Database
from chassis.web import Function
from contracts.enforcement import Premises, Room, SuitabilityGranted
from launcher import services
from launcher.rundir import RunDir
from launcher.sandbox import Sandbox
from launcher.services import Clock, Service

from .canaries import Canary
from .events import NOW, TONIGHT


@dataclass
class Platform:
    run: RunDir
    sandbox: Sandbox
    services: dict[str, Service]
    canaries: list[Canary] = field(default_factory=list)
    problems: list[tuple[str, bytes]] = field(default_factory=list)
    """Every answer that refused something, headers and body."""
    client: httpx.AsyncClient = field(
        default_factory=lambda: httpx.AsyncClient(timeout=30, trust_env=False)
    )

    def somebody(self, **known: Any) -> Canary:
        self.canaries.append(Canary.number(len(self.canaries) + 1, **known))
        return self.canaries[-1]

    async def call(
        self,
        service: str,
        path: str,
        body: Any = None,
        *,
        function: Function = Function.EIGENAAR,
        organisation: str = "OWN-A",
        method: str = "POST",
        **other: Any,
    ) -> httpx.Response:
        token = self.sandbox.token(function, organisation, service=service)
        headers = {"Authorization": f"Bearer {token}", "Krachtlijn-Purpose": "toezicht"}
        headers |= other.pop("headers", {})
        url = self.services[service].url + path
        answer = await self.client.request(method, url, json=body, headers=headers, **other)
        if answer.status_code >= 400:
            said = f"{answer.headers}".encode() + answer.content
            self.problems.append((f"{answer.status_code} {service} {path[:30]}", said))
        return answer

    async def done(self, service: str, path: str, body: Any, **other: Any) -> Any:
        answer = await self.call(service, path, body, **other)
        assert answer.is_success, answer.text
        return answer.json()

    async def police(self, path: str, body: Any = None, **other: Any) -> Any:
        options = {"function": Function.POLITIE_AGENT, "organisation": "politie"} | other
        return await self.done("databank", path, body, **options)

    async def grant(self, owner: str) -> Premises:
        rooms = tuple(Room(room_id=uuid4(), label=f"R-{nr:02}") for nr in range(60))
        premises = Premises(
            premises_id=uuid4(),
            label="Pand",
            street="Voorbeeldstraat",
            house_number="1",
            postcode="2000",
            owner=owner,
            rooms=rooms,
        )
        event = SuitabilityGranted(
            premises_id=premises.premises_id,
            dossier_id=uuid4(),
            premises=premises,
            conditional=False,
            conditions=(),
            valid_from=date(2020, 1, 1),
            valid_to=date(2099, 12, 31),
            decided_at=NOW - timedelta(days=2),
        )
        ids = await self.sandbox.publish(event)
        await self.sandbox.handled("pandkalender", ids)
        return premises

    def shift(self, premises: Premises, room: int, worker: dict[str, Any]) -> dict[str, Any]:
        return {
            "roomId": str(premises.rooms[room].room_id),
            "startsAt": TONIGHT.isoformat(),
            "endsAt": (TONIGHT + timedelta(hours=6)).isoformat(),
            "worker": worker,
        }

    async def restart(self) -> None:
        """Start what does not run."""
        await asyncio.sleep(0.3)
        names = list(self.services)
        started = await asyncio.to_thread(services.ensure, self.sandbox.infra, names, Clock())
        self.services = {service.name: service for service in started}

    async def settled(self, service: str, question: str, seconds: float = 20) -> None:
        database = Database(self.sandbox.database(service).url, connections=1)
        try:
            for _ in range(int(seconds / 0.1)):
                async with database.connection() as conn:
                    if await conn.fetchval(question):
                        return
                await asyncio.sleep(0.1)
        finally:
            await database.close()
        raise TimeoutError(f"{service}: {question}")

"""The databank at work in a corner of its own."""

import asyncio
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from uuid import UUID, uuid4

import asyncpg
import httpx
from fastapi import FastAPI

from chassis.bus.envelope import encode
from chassis.bus.seal import Sealer
from chassis.db import Cause
from chassis.web import Function
from contracts import Event
from launcher.credentials import Credentials
from launcher.sandbox import Sandbox


@dataclass
class Databank:
    """The running service, and what the bus keeps in its database."""

    sandbox: Sandbox
    app: FastAPI
    client: httpx.AsyncClient
    keys: Credentials

    async def told(self, *events: Event) -> list[UUID]:
        """Publish as pandkalender would, with the keys as they are now; wait until it was had."""
        sealer = Sealer.load(self.keys.seal_public)
        ids = [uuid4() for _ in events]
        for event_id, event in zip(ids, events, strict=True):
            body = encode(
                sealer.seal(event, event_id),
                event_id=event_id,
                at=datetime.now(UTC),
                sequence=1,
                cause=Cause(),
            )
            await self.sandbox.publish_body(
                body, event.routing_key, publisher=event.publisher, key=event.partition_key
            )
        await self.sandbox.handled("databank", ids)
        return ids

    async def asks(
        self,
        method: str,
        path: str,
        body: dict[str, Any] | None = None,
        function: Function = Function.POLITIE_BEHEERDER,
    ) -> httpx.Response:
        token = self.sandbox.token(function, "LPA", subject="beheerder-7")
        return await self.client.request(
            method, path, json=body, headers={"Authorization": f"Bearer {token}"}
        )

    async def parked(self) -> list[tuple[str, str]]:
        """Type and reason of what is parked, oldest first."""
        rows = await self.sandbox.parked("databank")
        return [(row["type"].split(".")[-2], row["reason"]) for row in rows]

    async def log(self) -> list[tuple[str, str, str]]:
        rows = await self.fetch("SELECT * FROM bus_parking_log ORDER BY position")
        return [(row["action"], row["actor"], row["reason"]) for row in rows]

    async def shifts(self) -> set[UUID]:
        return {row["shift_id"] for row in await self.fetch("SELECT shift_id FROM shift")}

    async def fetch(self, query: str) -> list[asyncpg.Record]:
        return await self._as(self.sandbox.database("databank").url, query)

    async def owner(self, statement: str) -> None:
        await self._as(self.sandbox.database("databank").owner_url, statement)

    @staticmethod
    async def _as(url: str, query: str) -> list[asyncpg.Record]:
        conn = await asyncpg.connect(url)
        try:
            return list(await conn.fetch(query))
        finally:
            await conn.close()

    async def until_parked(self, *expected: tuple[str, str]) -> None:
        for _ in range(1_200):
            if await self.parked() == list(expected):
                return
            await asyncio.sleep(0.05)
        raise AssertionError(await self.parked())

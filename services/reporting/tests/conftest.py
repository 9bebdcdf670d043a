"""Reporting on the real bus and database, and events as the other services would tell them."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import asyncpg
import httpx
import pytest
from fastapi import FastAPI

from chassis.settings import Settings
from chassis.web import Function
from contracts import Event
from contracts.databank import InspectionCompleted
from contracts.identity import IdentityClaim, WorkerClaim
from contracts.pandkalender import ShiftDeclared
from contracts.sealed import Sealed
from launcher.sandbox import Sandbox
from launcher.sandbox_plugin import sandbox as sandbox
from reporting.app import build

NOW = "2026-07-01T12:00:00+02:00"


@dataclass
class Reporting:
    """The running service, as an official of the city and as the bus see it."""

    sandbox: Sandbox
    app: FastAPI
    client: httpx.AsyncClient

    async def get(self, path: str, **params: Any) -> httpx.Response:
        return await self.client.get(path, params=params, headers=self.headers())

    async def post(self, path: str, body: dict[str, Any], **headers: str) -> httpx.Response:
        return await self.client.post(path, json=body, headers=self.headers() | headers)

    async def told(self, *events: Event) -> list[UUID]:
        """Publish the events and wait until reporting has kept them; their ids."""
        ids = await self.sandbox.publish(*events)
        await self.sandbox.handled("reporting", ids)
        return ids

    async def figure(self, indicator_id: str, period: str = "2026") -> dict[str, Any]:
        answer = await self.get(f"/v1/indicators/{indicator_id}", period=period)
        assert answer.status_code == 200, answer.text
        found: dict[str, Any] = answer.json()
        return found

    async def counts(self) -> dict[str, tuple[int, int]]:
        """Kinds of events with at least one fact: ``(facts, withdrawn)``."""
        counted = (await self.get("/v1/facts/counts")).json()
        return {
            event_type.split(".")[-2]: (count["facts"], count["withdrawn"])
            for event_type, count in counted.items()
            if count["facts"]
        }

    def headers(
        self, function: Function = Function.REPORTING_MEDEWERKER, now: str = NOW
    ) -> dict[str, str]:
        return {
            "Authorization": f"Bearer {self.sandbox.token(function)}",
            "Krachtlijn-Time": now,
        }


@pytest.fixture(scope="session")
def settings(sandbox: Sandbox) -> Settings:
    """Made outside the event loop, since migrations run a loop of their own."""
    return sandbox.settings("reporting")


@pytest.fixture(scope="session")
async def running(sandbox: Sandbox, settings: Settings) -> AsyncIterator[Reporting]:
    app = build(settings)
    async with sandbox.serve(app) as client:
        yield Reporting(sandbox, app, client)


@pytest.fixture
async def reporting(running: Reporting) -> AsyncIterator[Reporting]:
    """The service with nothing told yet."""
    await wipe(running.sandbox)
    yield running


async def wipe(sandbox: Sandbox) -> None:
    owner = await asyncpg.connect(sandbox.database("reporting").owner_url)
    await owner.execute(
        "TRUNCATE fact, care_aggregate, regie_record, bus_inbox, bus_parked RESTART IDENTITY"
    )
    await owner.close()


def moment(text: str) -> datetime:
    return datetime.fromisoformat(text).astimezone(UTC)


def inspection(**changes: Any) -> InspectionCompleted:
    facts: dict[str, Any] = {
        "inspection_id": uuid4(),
        "branch": "straat",
        "visibility": "zichtbaar",
        "kind": "maandactie",
        "result": "geen_opmerkingen",
        "completed_at": moment("2026-03-10T22:00:00+01:00"),
        "establishment_ids": (),
        "workers_checked": 0,
        "clients_checked": 0,
        "operators_checked": 0,
    }
    return InspectionCompleted(**facts | changes)


def shift(**changes: Any) -> ShiftDeclared:
    starts_at = changes.pop("starts_at", moment("2026-03-10T20:00:00+01:00"))
    claim = IdentityClaim(given_names="Ana", family_name="Voorbeeld", birth_date="1999-02-03")
    facts: dict[str, Any] = {
        "shift_id": uuid4(),
        "premises_id": uuid4(),
        "room_id": uuid4(),
        "starts_at": starts_at,
        "ends_at": starts_at + timedelta(hours=8),
        "declared_at": starts_at - timedelta(hours=2),
        "lead_minutes": 120,
        "late": False,
        "declared_by": "OWN-001",
        "worker": Sealed.of(WorkerClaim(worker_ref=uuid4(), identity=claim)),
    }
    return ShiftDeclared(**facts | changes)

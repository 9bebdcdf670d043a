"""The databank at work in a corner of its own, and an operator at the command line."""

import asyncio
import json
import shutil
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import asyncpg
import httpx
import pytest
import typer.main
from click.testing import CliRunner, Result

from chassis.bus.envelope import encode
from chassis.bus.seal import Sealer
from chassis.db import Cause
from chassis.web import Function
from contracts import Event
from contracts.identity import IdentityClaim, WorkerClaim
from contracts.pandkalender import ShiftCancelled, ShiftDeclared, ShiftEnded
from contracts.sealed import Sealed
from databank.app import build
from launcher import bus
from launcher.errors import LauncherError
from launcher.sandbox import Sandbox

NAME = "Ilinca"
"""In every declaration here, sealed; nothing that an operator sees may hold it."""


@dataclass(frozen=True)
class Answer:
    """What a command left behind; ``error`` is the sentence that the launcher prints."""

    code: int
    text: str
    error: str = ""

    @property
    def json(self) -> Any:
        return json.loads(self.text)


@dataclass
class Operator:
    """Runs ``krachtlijn bus`` on the databases and the broker of a corner."""

    sandbox: Sandbox
    keys: Path
    seen: list[str] = field(default_factory=list)

    async def __call__(self, *arguments: str, answer: str | None = None) -> Answer:
        found = await asyncio.to_thread(self._run, [*arguments, *self._place(arguments[0])], answer)
        self.seen.append(found.text + found.error)
        return found

    async def orders(self, verb: str, *arguments: str) -> Answer:
        return await self(
            *(verb, "databank", "--actor", "beheerder-1", "--because", "a test", *arguments)
        )

    def _place(self, command: str) -> list[str]:
        infra, place = self.sandbox.infra, []
        for service, database in self.sandbox.databases.items():
            place += ["--database-url", f"{service}={database.url}"]
            place += ["--database-url", f"{service}_owner={database.owner_url}"]
        host = infra.management_url.removeprefix("http://")
        login = f"{infra.admin_user}:{infra.admin_password}"
        place += ["--management-url", f"http://{login}@{host}/{self.sandbox.vhost}"]
        return [*place, "--keys", str(self.keys)]

    @staticmethod
    def _run(arguments: list[str], answer: str | None) -> Answer:
        command = typer.main.get_command(bus.app)
        result: Result = CliRunner().invoke(command, arguments, input=answer)
        if isinstance(result.exception, LauncherError):
            return Answer(1, result.stdout, str(result.exception))
        if result.exception is not None and not isinstance(result.exception, SystemExit):
            raise result.exception
        return Answer(result.exit_code, result.stdout, result.stderr)


@dataclass
class Databank:
    """The running service, and what the bus keeps in its database."""

    sandbox: Sandbox
    client: httpx.AsyncClient
    keys: Path

    async def told(self, *events: Event) -> list[UUID]:
        """Publish as pandkalender would, with the keys as they are now; wait until it was had."""
        sealer = Sealer.load(self.keys / "public.json")
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
        for _ in range(200):
            if await self.parked() == list(expected):
                return
            await asyncio.sleep(0.05)
        raise AssertionError(await self.parked())


def declared(shift_id: UUID | None = None) -> ShiftDeclared:
    starts_at = datetime.now(UTC) + timedelta(hours=2)
    claim = IdentityClaim(given_names=NAME, family_name=uuid4().hex, birth_date="1999-02-03")
    return ShiftDeclared(
        shift_id=shift_id or uuid4(),
        premises_id=uuid4(),
        room_id=uuid4(),
        starts_at=starts_at,
        ends_at=starts_at + timedelta(hours=8),
        declared_at=datetime.now(UTC),
        lead_minutes=120,
        late=False,
        declared_by="eigenaar",
        worker=Sealed.of(WorkerClaim(worker_ref=uuid4(), identity=claim)),
    )


def cancelled(shift_id: UUID | None = None) -> ShiftCancelled:
    """Of a shift that nobody declared, unless an id is given: databank rejects it."""
    return ShiftCancelled(
        shift_id=shift_id or uuid4(),
        premises_id=uuid4(),
        cancelled_at=datetime.now(UTC),
        reason="ziek",
    )


def ended(shift_id: UUID) -> ShiftEnded:
    return ShiftEnded(
        shift_id=shift_id, premises_id=uuid4(), ended_at=datetime.now(UTC), early=False
    )


@pytest.fixture(scope="session")
async def corner(pytestconfig: pytest.Config) -> AsyncIterator[Sandbox]:
    sandbox = await asyncio.to_thread(Sandbox.open, Path(pytestconfig.rootpath))
    for service in ("pandkalender", "databank", "enforcement"):
        await asyncio.to_thread(sandbox.database, service)
    yield sandbox
    await asyncio.to_thread(sandbox.close)


@pytest.fixture(scope="session")
def keys(corner: Sandbox, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Key files that these tests may change."""
    folder = tmp_path_factory.mktemp("keys") / "seal"
    shutil.copytree(corner.infra.credentials.seal_public.parent, folder)
    return folder


@pytest.fixture(scope="session")
async def service(corner: Sandbox, keys: Path) -> AsyncIterator[Databank]:
    settings = corner.settings("databank", "system").model_copy(
        update={
            "seal_public": keys / "public.json",
            "seal_private": keys / "databank.json",
        }
    )
    async with corner.serve(build(settings)) as client:
        yield Databank(corner, client, keys)


@pytest.fixture
async def databank(service: Databank) -> Databank:
    """The service with nothing parked and nothing on the log."""
    await service.owner(
        "TRUNCATE bus_parked, bus_parking_log, bus_inbox, bus_hold, bus_release, bus_erasure"
    )
    return service


@pytest.fixture
async def operator(corner: Sandbox, keys: Path) -> AsyncIterator[Operator]:
    """Whatever the operator saw, no name was in it."""
    operator = Operator(corner, keys)
    yield operator
    assert NAME not in "".join(operator.seen)

"""Services with their own folder of secrets, everything between them and their servers in TLS."""

import asyncio
import os
import subprocess
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import asyncpg
import httpx
import pytest

from chassis.web import Function
from contracts.enforcement import Premises, Room, SuitabilityGranted
from launcher import ports
from launcher.databases import locate
from launcher.names import VHOST
from launcher.sandbox import Sandbox

from .support.operator import Operator

SERVICES = ("pandkalender", "databank")


@dataclass
class Served:
    """A service as `python -m chassis.serve` runs it, and what it is told."""

    operator: Operator
    name: str
    port: int
    internal: int
    more: dict[str, str] = field(default_factory=dict)

    @property
    def environment(self) -> dict[str, str]:
        servers, tree = self.operator.servers, self.operator.secrets
        return {
            "PATH": os.environ["PATH"],
            "KRACHTLIJN_AMQP_URL": f"amqps://{self.name}@localhost:{servers.amqp_port}/{VHOST}",
            "KRACHTLIJN_DATABASE_URL": f"postgresql://{self.name}@localhost:"
            f"{servers.postgres_port}/{self.name}?sslmode=verify-full",
            "KRACHTLIJN_SECRETS": str(tree / self.name),
            "KRACHTLIJN_PUBLIC": str(tree / "public"),
            "KRACHTLIJN_PORT": str(self.port),
            "KRACHTLIJN_INTERNAL_PORT": str(self.internal),
            **self.more,
        }

    def run(self, *module: str, **options: Any) -> "subprocess.Popen[str]":
        command = [self.operator.programs / "python", "-m", *module]
        folder = self.operator.folder
        return subprocess.Popen(command, cwd=folder, env=self.environment, text=True, **options)

    async def ready(self) -> bool:
        asked = self.run("chassis.healthcheck", stdout=subprocess.DEVNULL)
        return await asyncio.to_thread(asked.wait, 30) == 0


async def until(condition: Callable[[], Any], what: str) -> None:
    for _ in range(240):
        if await condition():
            return
        await asyncio.sleep(0.25)
    raise TimeoutError(what)


@pytest.fixture(scope="module")
def logs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("logs")


@pytest.fixture(scope="module")
def started(platform: Operator, logs: Path) -> Iterator[dict[str, Served]]:
    run = platform.servers.run
    served = {}
    with ExitStack() as stack:
        for name in SERVICES:
            claimed = ports.claim(run, f"served-{name}", f"served-{name}-internal")
            served[name] = Served(platform, name, *claimed.values())
            log = stack.enter_context((logs / name).open("w"))
            process = served[name].run("chassis.serve", name, stdout=log, stderr=log)
            stack.callback(process.wait, 30)
            stack.callback(process.terminate)
        yield served


@pytest.fixture
async def client(started: dict[str, Served]) -> AsyncIterator[httpx.AsyncClient]:
    for service in started.values():
        await until(service.ready, f"{service.name} is not ready")
    trust = started["databank"].operator.servers.broker.trust
    async with httpx.AsyncClient(verify=trust.context(), trust_env=False, timeout=30) as client:
        yield client


def granted(premises_id: UUID, room_id: UUID) -> SuitabilityGranted:
    today = datetime.now(UTC).date()
    return SuitabilityGranted(
        premises_id=premises_id,
        dossier_id=uuid4(),
        premises=Premises(
            premises_id=premises_id,
            label="Pand 1",
            street="Voorbeeldstraat",
            house_number="1",
            postcode="2000",
            owner="OWN-7",
            rooms=(Room(room_id=room_id, label="R-01"),),
        ),
        conditional=False,
        conditions=(),
        valid_from=today - timedelta(days=9),
        valid_to=today + timedelta(days=90),
        decided_at=datetime.now(UTC) - timedelta(days=9),
    )


async def test_what_an_owner_declares_reaches_the_police_over_tls_alone(
    started: dict[str, Served], client: httpx.AsyncClient
) -> None:
    servers = started["databank"].operator.servers
    sandbox = Sandbox(servers, VHOST, "")
    sandbox.databases |= {name: locate(servers, name) for name in SERVICES}
    room = uuid4()
    told = await sandbox.publish(granted(uuid4(), room))
    await sandbox.handled("pandkalender", told)
    begins = datetime.now(UTC) + timedelta(hours=2)
    answer = await client.post(
        f"https://localhost:{started['pandkalender'].port}/v1/shifts",
        headers={"Authorization": f"Bearer {sandbox.token(Function.EIGENAAR, 'OWN-7')}"},
        json={
            "roomId": str(room),
            "startsAt": begins.isoformat(),
            "endsAt": (begins + timedelta(hours=6)).isoformat(),
            "worker": {
                "givenNames": "Ana",
                "familyName": "Voorbeeld",
                "birthDate": "1999-02-03",
                "document": {"kind": "paspoort", "country": "ROU", "number": "RO-000001"},
            },
        },
    )
    assert answer.status_code == 201, answer.text
    declared = [
        each.id for each in await sandbox.recorded("pandkalender") if "shift-declared" in each.type
    ]
    assert declared
    await sandbox.handled("databank", declared, seconds=60)


async def test_every_connection_of_a_service_is_encrypted(
    started: dict[str, Served], client: httpx.AsyncClient
) -> None:
    """The pool, and those that listen for word of another instance."""
    servers = started["databank"].operator.servers
    conn = await asyncpg.connect(servers.superuser_dsn())
    rows = await conn.fetch(
        "SELECT usename, ssl FROM pg_stat_ssl JOIN pg_stat_activity USING (pid)"
        " WHERE usename = ANY($1::text[])",
        list(SERVICES),
    )
    await conn.close()
    assert {row["usename"] for row in rows} == set(SERVICES)
    assert all(row["ssl"] for row in rows)


async def test_a_service_takes_no_request_in_plain(
    started: dict[str, Served], client: httpx.AsyncClient
) -> None:
    with pytest.raises(httpx.HTTPError):
        await client.get(f"http://localhost:{started['databank'].port}/v1/persons")


def stopped(served: Served) -> tuple[int, str]:
    process = served.run("chassis.serve", served.name, stderr=subprocess.PIPE)
    _, error = process.communicate(timeout=60)
    return process.returncode, error


def test_a_service_that_is_told_a_plain_address_does_not_start(platform: Operator) -> None:
    url = "postgresql://databank@database/databank?sslmode=require"
    code, told = stopped(Served(platform, "databank", 1, 1, {"KRACHTLIJN_DATABASE_URL": url}))
    assert code == 1
    assert told.startswith("KRACHTLIJN_DATABASE_URL: The database on database would be reached")
    assert "Traceback" not in told


def test_a_service_with_no_folder_of_its_own_does_not_start(platform: Operator) -> None:
    code, told = stopped(Served(platform, "databank", 1, 1, {"KRACHTLIJN_SECRETS": "/nowhere"}))
    assert code == 1
    assert told.startswith("KRACHTLIJN_SECRETS names /nowhere, which this user")

"""Everywhere that the platform keeps or shows something, as ``(place, content)``."""

import time
from collections.abc import AsyncIterator, Iterator

import aiormq
import asyncpg
import httpx
from aiormq.abc import DeliveredMessage

from contracts import SERVICES
from launcher.infra import Infrastructure
from launcher.names import TAP, VHOST
from launcher.rundir import RunDir
from launcher.services import Service

Place = tuple[str, bytes]

OWN_TABLES = {
    "pandkalender": set[str](),
    "databank": {"claim", "claim_features", "learned"},
    "enforcement": set[str](),
    "registry": {"delivery_row"},
    "reporting": set[str](),
}
"""Where the plan puts personal data in clear; nowhere else may it be."""


def logs(run: RunDir) -> Iterator[Place]:
    """What services, broker, database and launcher wrote."""
    for path in run.logs.iterdir():
        yield f"log {path.name}", path.read_bytes()


def broker_files(run: RunDir) -> Iterator[Place]:
    """Queues, indexes and logs of the broker on disk."""
    folder = run.servers.resolve() / "rabbitmq"
    for path in folder.rglob("*"):
        if path.is_file():
            yield f"broker file {path.relative_to(folder)}", path.read_bytes()


def faces(services: list[Service]) -> Iterator[Place]:
    """What a service shows to whoever can reach it."""
    for service in services:
        for path in ("/metrics", "/health/ready", "/health/live"):
            yield f"{service.name}{path}", _healthy(service.internal + path).content


def _healthy(url: str) -> httpx.Response:
    """Its answer once it is well: a consumer may just be taking over what another left."""
    for _ in range(300):
        answer = httpx.get(url, timeout=10, trust_env=False)
        if answer.status_code == 200:
            return answer
        time.sleep(0.2)
    raise AssertionError(f"{url}: {answer.text}")


async def rows(infra: Infrastructure, service: str) -> list[Place]:
    """Every row of every table of one service, as text; bytes as hexadecimal digits."""
    conn = await asyncpg.connect(infra.superuser_dsn(service))
    try:
        tables = await conn.fetch("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
        found = []
        for table in sorted(row["tablename"] for row in tables):
            lines = await conn.fetch(f'SELECT one::text AS line FROM "{table}" AS one')
            content = "\n".join(line["line"] for line in lines)
            found.append((f"{service}.{table}", content.encode()))
        return found
    finally:
        await conn.close()


async def databases(infra: Infrastructure) -> list[Place]:
    """All tables in which nobody may find a person."""
    return [
        (place, content)
        for service in SERVICES
        for place, content in await rows(infra, service)
        if place.partition(".")[2] not in OWN_TABLES[service]
    ]


async def tapped(infra: Infrastructure) -> AsyncIterator[Place]:
    """Every event that went by since the last look: properties, headers and body."""
    password = infra.credentials.broker[TAP]
    connection = await aiormq.connect(infra.amqp_url(TAP, password, VHOST))
    channel = await connection.channel()
    while True:
        message: DeliveredMessage = await channel.basic_get(TAP, no_ack=True)
        if message.delivery_tag is None:
            break
        said = f"{message.routing_key} {dict(message.header.properties)}"
        yield f"message {message.routing_key}", said.encode() + message.body
    await connection.close()

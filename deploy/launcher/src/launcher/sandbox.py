"""A corner of the private broker and database for one run of tests.

An own virtual host and own databases (with a suffix), the real logins, keys and permissions, so
that several runs can share the servers and none sees another.
"""

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from http import HTTPStatus
from pathlib import Path
from typing import Literal
from uuid import UUID, uuid4

import aio_pika
import asyncpg
import httpx
from fastapi import FastAPI
from pydantic import SecretStr

from chassis.bus import topology
from chassis.bus.envelope import CONTENT_TYPE, Envelope, decode, encode
from chassis.bus.seal import Opener, Sealer
from chassis.bus.timers import Timers
from chassis.db import Cause
from chassis.outages import is_transient
from chassis.settings import Settings
from chassis.vault import Ring, Vault, store
from chassis.web import DOMAIN_OF, Function, TrustDomain, issue
from contracts import Event
from launcher import databases, templates
from launcher.clients import register
from launcher.databases import ServiceDatabase
from launcher.infra import Infrastructure
from launcher.kept_connections import KeptConnections
from launcher.names import ADMIN
from launcher.operations.declare import declare
from launcher.operations.management import Management

AT = {
    TrustDomain.EIGENAAR: "pandkalender",
    TrustDomain.POLITIE: "databank",
    TrustDomain.STAD: "enforcement",
    TrustDomain.ZORG: "registry",
}
"""The service that a token is for when none is named: where most of the domain's people work."""
PATIENCE_SECONDS = 60


@dataclass
class Sandbox:
    """Everything that a test needs to run services for real. Made by :meth:`open`."""

    infra: Infrastructure
    vhost: str
    suffix: str
    partitions: int = 1
    databases: dict[str, ServiceDatabase] = field(default_factory=dict)
    kept: KeptConnections = field(default_factory=KeptConnections, repr=False, compare=False)

    @classmethod
    def open(
        cls, root: Path, environment: str = "test", partitions: int = 1, *, tls: bool = False
    ) -> "Sandbox":
        """With ``tls`` the servers speak nothing else; then ``root`` has them for itself."""
        infra = Infrastructure.ensure(root, environment, tls=tls)
        mark = uuid4().hex[:8]
        sandbox = cls(infra, f"run-{mark}", f"_{mark}", partitions)
        try:
            sandbox.define(sandbox.definitions())
        except BaseException:
            sandbox.close()
            raise
        return sandbox

    @classmethod
    def off_the_bus(cls, root: Path, environment: str = "test") -> "Sandbox":
        """Databases alone, for what asks nothing of the broker: to make and remove a virtual host
        with all its queues costs more of the processor than most tests."""
        infra = Infrastructure.ensure(root, environment)
        return cls(infra, "", f"_{uuid4().hex[:8]}")

    def define(self, document: dict[str, object]) -> None:
        """Set definitions on the broker, as its administrator."""
        with self.management() as client:
            declare(client, document)

    def definitions(self) -> dict[str, object]:
        digests = self.infra.credentials.broker_users
        users = {name: digest for name, digest in digests.items() if name != ADMIN}
        clients = register.readers(self.infra.credentials)
        return topology.definitions(self.vhost, users, self.partitions, clients)

    def close(self) -> None:
        """Remove the virtual host and the databases, those of them that are there."""
        databases.drop(self.infra, list(self.databases), self.suffix)
        if not self.vhost:
            return
        with self.management() as client:
            path = f"/api/vhosts/{self.vhost}"
            try:
                gone = client.delete(path)
            except httpx.RemoteProtocolError:  # a busy broker hangs up, and goes on removing
                gone = client.delete(path)
            if gone.status_code != HTTPStatus.NOT_FOUND:  # the broker never began it
                gone.raise_for_status()

    def management(self) -> httpx.Client:
        """Making and removing queue after queue takes long on a machine under load."""
        return Management.of(self.infra.broker, self.vhost).client(seconds=180)

    def database(self, service: str, *, migrate: bool = True) -> ServiceDatabase:
        """The service's database in this sandbox, created and migrated at first use."""
        if service not in self.databases:
            self.databases |= (
                templates.create(self.infra, service, self.suffix)
                if migrate
                else databases.create(self.infra, [service], self.suffix)
            )
        return self.databases[service]

    def amqp_url(self, service: str) -> str:
        password = self.infra.credentials.broker[service]
        return self.infra.amqp_url(service, password, self.vhost)

    def settings(
        self, service: str, clock: Literal["system", "driven"] = "driven", *, migrate: bool = True
    ) -> Settings:
        credentials = self.infra.credentials
        return Settings(
            amqp_url=SecretStr(self.amqp_url(service)),
            database_url=SecretStr(self.database(service, migrate=migrate).url),
            seal_public=credentials.seal_public,
            seal_private=credentials.seal_private(service),
            vault=credentials.vault(service),
            issuers=credentials.issuers,
            tls_ca=credentials.ca,
            clock=clock,
            partitions=self.partitions,
            internal_port=None,
        )

    def token(
        self,
        function: Function,
        organisation: str = "test",
        *,
        service: str | None = None,
        ttl: int = 900,
        subject: str = "t",
    ) -> str:
        """A token of the issuer that the function belongs to; see ``AT`` for ``service``."""
        domain = DOMAIN_OF[function]
        return self.token_of(
            domain, function, organisation, service=service, ttl=ttl, subject=subject
        )

    def token_of(
        self,
        domain: TrustDomain,
        function: Function,
        organisation: str = "test",
        *,
        service: str | None = None,
        ttl: int = 900,
        subject: str = "t",
    ) -> str:
        key = (self.infra.credentials.issuer_keys / f"{domain}.key").read_text()
        return issue(
            key,
            domain=domain,
            function=function,
            organisation=organisation,
            subject=subject,
            service=service or AT[domain],
            ttl=ttl,
            second_factor=True,
        )

    @asynccontextmanager
    async def serve(self, app: FastAPI) -> AsyncIterator[httpx.AsyncClient]:
        """Run a service in this process and give a client for it, once it is ready."""
        async with app.router.lifespan_context(app):
            transport = httpx.ASGITransport(app=app, raise_app_exceptions=False)
            async with httpx.AsyncClient(transport=transport, base_url="http://service") as client:
                await self.ready(app)
                yield client

    @staticmethod
    def internal(app: FastAPI) -> httpx.AsyncClient:
        """A client for the health and metrics of a service in this process."""
        transport = httpx.ASGITransport(app=app.state.internal)
        return httpx.AsyncClient(transport=transport, base_url="http://internal")

    async def ready(self, app: FastAPI) -> None:
        """Wait until a service in this process is ready."""
        async with self.internal(app) as client:
            for _ in range(600):
                if (await client.get("/health/ready")).status_code == httpx.codes.OK:
                    return
                await asyncio.sleep(0.05)
        raise TimeoutError("the service did not become ready")

    @staticmethod
    async def do_what_is_due(app: FastAPI) -> None:
        """Fire the timers of a service in this process that are due, as another instance of it
        would: its own loops look twice a second, for which a test would wait, and ask meanwhile.

        What meets a lock stays, and comes again by itself.
        """
        for loop in app.state.platform.deadlines.values():
            if isinstance(loop, Timers):
                try:
                    while await loop.run_one():
                        pass
                except Exception as error:
                    if not is_transient(error):
                        raise

    async def publish(
        self,
        *events: Event,
        at: datetime | None = None,
        cause: Cause | None = None,
        event_id: UUID | None = None,
    ) -> list[UUID]:
        """Publish as the events' own publisher, sealed, as that service itself would."""
        sealer = Sealer.load(self.infra.credentials.seal_public)
        ids = []
        for event in events:
            ids.append(event_id or uuid4())
            body = encode(
                sealer.seal(event, ids[-1]),
                event_id=ids[-1],
                at=at or datetime.now(UTC),
                sequence=1,
                cause=cause or Cause(),
            )
            await self.publish_body(
                body, event.routing_key, publisher=event.publisher, key=event.partition_key
            )
        return ids

    async def publish_body(
        self, body: bytes, routing_key: str, *, publisher: str, key: str, user_id: str | None = None
    ) -> None:
        channel = await self.kept.channel(self.amqp_url(publisher))
        exchange = await channel.get_exchange(topology.EXCHANGE, ensure=False)
        message = aio_pika.Message(
            body,
            content_type=CONTENT_TYPE,
            user_id=user_id or publisher,
            delivery_mode=aio_pika.DeliveryMode.PERSISTENT,
            headers={"partitionkey": key, "recordedat": int(time.time() * 1000)},
        )
        await exchange.publish(message, routing_key, mandatory=True)

    def asking(
        self, service: str, *, owner: bool = False
    ) -> AbstractAsyncContextManager[asyncpg.Connection]:
        """A connection with the service's login or its owner's, for the block alone. It is used
        again: what sets something for its session, or waits in a transaction, opens one itself."""
        database = self.database(service)
        return self.kept.database(database.owner_url if owner else database.url)

    async def empty(self, service: str, truncate: str) -> None:
        """Have the owner ``truncate`` tables, while the service may be at work in them.

        It waits less than PostgreSQL before that ends one of two that wait for each other, gives
        way, and comes again: neither this nor a timer of the service fails.
        """
        async with self.asking(service, owner=True) as conn, asyncio.timeout(PATIENCE_SECONDS):
            while True:
                with suppress(asyncpg.LockNotAvailableError):
                    async with conn.transaction():
                        await conn.execute("SET LOCAL lock_timeout = '100ms'")
                        await conn.execute(truncate)
                    return
                await asyncio.sleep(0.05)

    @asynccontextmanager
    async def keeping(self, service: str, table: str) -> AsyncIterator[None]:
        """Put the rows of a table back after the block, as its owner."""
        async with self.asking(service, owner=True) as conn:
            rows = await conn.fetchval(f"SELECT json_agg(t) FROM {table} t")  # noqa: S608
        try:
            yield
        finally:
            back = f"INSERT INTO {table} SELECT * FROM json_populate_recordset(NULL::{table}, $1)"  # noqa: S608
            async with self.asking(service, owner=True) as conn, conn.transaction():
                await conn.execute(f"DELETE FROM {table}")  # noqa: S608
                await conn.execute(back, rows)

    async def handled(self, service: str, ids: list[UUID], *, seconds: float = 30) -> None:
        """Wait until the service has these events in its inbox (handled or parked)."""
        async with self.asking(service) as conn:
            for _ in range(int(seconds / 0.02)):
                count = await conn.fetchval(
                    "SELECT count(*) FROM bus_inbox WHERE event_id = ANY($1::uuid[])", ids
                )
                if count == len(set(ids)):
                    return
                await asyncio.sleep(0.02)
        raise TimeoutError(f"{service} did not handle {len(ids)} events in {seconds} s")

    async def recorded(self, service: str, event: type[Event] | None = None) -> list[Envelope]:
        """Every event that the service has recorded so far, or those of one type, in order,
        published or not."""
        async with self.asking(service) as conn:
            rows = await conn.fetch(
                "SELECT position, body FROM bus_outbox WHERE type = coalesce($1, type) UNION ALL"
                " SELECT position, body FROM bus_archive WHERE type = coalesce($1, type)"
                " ORDER BY position",
                event.type if event else None,
            )
        return [decode(row["body"]) for row in rows]

    async def parked(self, service: str) -> list[asyncpg.Record]:
        async with self.asking(service) as conn:
            return list(await conn.fetch("SELECT * FROM bus_parked ORDER BY position"))

    async def vault(self, service: str) -> Vault:
        """The vault that opens the identities that a service keeps sealed."""
        ring = Ring.load(self.infra.credentials.vault(service))
        conn = await asyncpg.connect(self.database(service).owner_url)
        try:
            return Vault(service, ring, await store.keys(conn))
        finally:
            await conn.close()

    def opener(self, reader: str) -> Opener:
        return Opener.load(reader, self.infra.credentials.seal_private(reader))

"""A city of two toys: owners declare at one, the other notes; and the proof that all of it arrived.

Broker and database are the environment's own, so that they may be killed.
"""

import asyncio
import time
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Any
from uuid import UUID, uuid4

import asyncpg
import httpx

from chassis.bus import schema
from chassis.web import Function, revocations, security_events
from launcher import postgres, rabbitmq
from launcher.nursery import Nursery
from launcher.rabbitmq import Broker
from launcher.sandbox import Sandbox

from .instance import PATIENCE, Toy, eventually
from .proof import Proof, prove
from .servers import Server
from .toy import TABLES

WIPE = (
    "TRUNCATE bus_outbox, bus_archive, bus_inbox, bus_parked, bus_parking_log, bus_timer,"
    " bus_sequence, bus_lease, bus_replay, bus_replay_event, bus_catch_up, bus_attempt, bus_pause,"
    " bus_gap, "
)


@dataclass
class Tally:
    """What one scenario, or all of them, came to."""

    kills: int = 0
    recovery: list[float] = field(default_factory=list)
    stops: list[float] = field(default_factory=list)
    proofs: list[Proof] = field(default_factory=list)


class City:
    """The toys and servers of one environment. One scenario at a time."""

    def __init__(
        self, sandbox: Sandbox, nursery: Nursery, cluster: Sequence[Broker] = (), *nodes: Server
    ) -> None:
        """With the brokers of a cluster the toys know all of them, and ``nodes`` can be killed."""
        run, credentials = sandbox.infra.run, sandbox.infra.credentials
        brokers = cluster or [sandbox.infra.broker]
        self.sandbox = sandbox
        self.declarer = Toy(sandbox, nursery, "pandkalender", brokers)
        self.noter = Toy(sandbox, nursery, "databank", brokers)
        self.second_noter = Toy(sandbox, nursery, "databank", brokers, instance=1, instances=2)
        self.toys = [self.declarer, self.noter, self.second_noter]
        self.nodes = list(nodes) or [Server(run, rabbitmq.ALONE.component, self._broker)]
        self.broker = self.nodes[0]
        self.database = Server(run, "postgres", lambda: postgres.ensure(run, credentials))
        self.accepted: list[tuple[UUID, int]] = []
        self.refusals: list[int] = []
        self.tally = Tally()
        self._client = httpx.AsyncClient(trust_env=False, timeout=8)

    def _broker(self) -> Broker:
        return rabbitmq.ensure(self.sandbox.infra.run, self.sandbox.infra.credentials)

    async def begin(self) -> None:
        """Make the toys' tables."""
        for service, tables in TABLES.items():
            statements: list[str] = []
            for upgrade in schema.UPGRADES:
                upgrade(statements.append, service)
            statements += [revocations.TABLE, security_events.TABLE]
            for name, columns in tables.items():
                statements.append(f"CREATE TABLE {name} ({columns})")
            for statement in statements:
                await self.execute(service, statement)

    async def start(self) -> None:
        """Both toys, ready."""
        for toy in (self.declarer, self.noter):
            toy.start()
        for toy in (self.declarer, self.noter):
            await toy.becomes_ready()

    async def end(self) -> None:
        """Stop what still runs and forget what was declared, for the next scenario."""
        for server in (*self.nodes, self.database):
            server.thaw()
        await asyncio.gather(*(server.start() for server in (*self.nodes, self.database)))
        for toy in self.toys:
            if toy.alive:
                toy.thaw()
                self.tally.stops.append(await toy.stop())
        mortals: list[Toy | Server] = [*self.toys, *self.nodes, self.database]
        for mortal in mortals:
            self.tally.kills += mortal.killed
            mortal.killed = 0
        for toy in self.toys:
            toy.wires.clear()
        for service, tables in TABLES.items():
            await self.execute(service, WIPE + ", ".join(tables))
        await asyncio.to_thread(self._empty_queues)
        self.accepted.clear()
        self.refusals.clear()
        self.tally = Tally()

    def close(self) -> None:
        """No toy outlives the tests, also when a scenario went wrong."""
        for toy in self.toys:
            if toy.alive:
                toy.kill()

    def _empty_queues(self) -> None:
        with self.sandbox.management() as client:
            for queue in client.get(f"/api/queues/{self.sandbox.vhost}").json():
                client.delete(f"/api/queues/{self.sandbox.vhost}/{queue['name']}/contents")

    async def execute(self, service: str, statement: str) -> None:
        conn = await asyncpg.connect(self.sandbox.database(service, migrate=False).owner_url)
        try:
            await conn.execute(statement)
        finally:
            await conn.close()

    async def declare(self, key: UUID, number: int, events: int = 1) -> bool:
        """Whether it was accepted. When no answer came it may have been kept all the same."""
        body = {"key": str(key), "number": number, "events": events}
        if not await self._says("POST", "/v1/declarations", body):
            return False
        self.accepted += [(key, number) for number in range(number, number + events)]
        return True

    async def promise(self, key: UUID, number: int, seconds: float) -> None:
        """It will be declared by itself in ``seconds``, by the clock of the declarer."""
        body = {"key": str(key), "number": number, "seconds": seconds}
        assert await self._says("POST", "/v1/promises", body)
        self.accepted.append((key, number))

    async def take_back(self, key: UUID, number: int) -> None:
        assert await self._says("DELETE", f"/v1/promises/{key}/{number}")
        self.accepted.remove((key, number))

    async def drive(self, seconds: float) -> None:
        """Tell the declarer, whose clock is driven, that it is so much later than it is."""
        moment = (datetime.now(UTC) + timedelta(seconds=seconds)).isoformat()
        body = {"key": str(uuid4()), "number": 0}
        assert await self._says("POST", "/v1/declarations", body, {"Krachtlijn-Time": moment})

    async def _says(
        self,
        method: str,
        path: str,
        body: dict[str, Any] | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> bool:
        """An owner to the declarer; whether it was taken, as far as one hears."""
        try:
            response = await self._client.request(
                method,
                self.declarer.url + path,
                json=body,
                headers={
                    "Authorization": f"Bearer {self.sandbox.token(Function.EIGENAAR)}",
                    **(headers or {}),
                },
            )
        except httpx.HTTPError:
            return False
        if not response.is_success:
            self.refusals.append(response.status_code)
        return response.is_success

    async def orders(self, what: str, **order: Any) -> dict[str, Any] | None:
        """An operator to the noter about its parked messages; None when no answer came."""
        try:
            response = await self._client.post(
                f"{self.noter.url}/v1/bus/{what}",
                json={"because": "a scenario", **order},
                headers={
                    "Authorization": f"Bearer {self.sandbox.token(Function.POLITIE_BEHEERDER)}"
                },
            )
        except httpx.HTTPError:
            return None
        answer: dict[str, Any] = response.raise_for_status().json()
        return answer

    @asynccontextmanager
    async def owners(self, *, number: int = 4, pause: float = 0.03) -> AsyncIterator[None]:
        """As long as the block lasts, owners declare, each for some keys, whatever happens."""
        leaving = asyncio.Event()
        tasks = [asyncio.create_task(self._owner(leaving, pause)) for _ in range(number)]
        try:
            yield
        finally:
            leaving.set()
            await asyncio.gather(*tasks)

    async def _owner(self, leaving: asyncio.Event, pause: float) -> None:
        keys = [uuid4() for _ in range(3)]
        turn = 0
        while not leaving.is_set():
            await self.declare(keys[turn % len(keys)], 3 * turn, events=1 + turn % 3)
            turn += 1
            with suppress(TimeoutError):
                await asyncio.wait_for(leaving.wait(), pause)

    async def works(self) -> None:
        """Shifts that are declared now get noted, in each partition."""
        keys = [uuid4() for _ in range(8)]

        async def accepted(key: UUID) -> bool:
            return await self.declare(key, 1)

        async def noted() -> bool:
            query = "SELECT count(*) FROM noted WHERE key = ANY($1)"
            return bool(await self.fetch("databank", query, keys) == len(keys))

        for key in keys:
            await eventually(partial(accepted, key), "a shift can be declared", 120)
        await eventually(noted, "the shifts were noted", 120)

    async def something_moves(self) -> bool:
        """Whether events were noted in the last moments."""
        query = "SELECT count(*) FROM bus_inbox WHERE handled_at > now() - interval '0.2 s'"
        return bool(await self.fetch("databank", query))

    async def waiting_to_be_published(self) -> int:
        return int(await self.fetch("pandkalender", "SELECT count(*) FROM bus_outbox"))

    async def recovers(self, within: float = PATIENCE) -> None:
        """From now on, how long until all works again, without help."""
        begin = time.monotonic()
        await asyncio.wait_for(self.works(), within)
        self.tally.recovery.append(time.monotonic() - begin)

    async def fetch(self, service: str, query: str, *arguments: object) -> Any:
        """One value, or 0 when the database is away."""
        try:
            conn = await asyncpg.connect(self.sandbox.database(service, migrate=False).url)
            try:
                return await conn.fetchval(query, *arguments)
            finally:
                await conn.close()
        except (OSError, asyncpg.PostgresError):
            return 0

    async def noted_each_once_in_order(self, within: float = PATIENCE) -> Proof:
        """Waits until everything declared was published and noted, and fails when that is wrong."""
        proof = await prove(self, within)
        self.tally.proofs.append(proof)
        assert proof.holds, proof
        return proof

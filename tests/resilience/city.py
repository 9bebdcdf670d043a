"""A city of two toys: owners declare at one, the other notes; and the proof that all of it arrived.

Broker and database are the environment's own, so that they may be killed.
"""

import asyncio
import os
import signal
import time
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import asyncpg
import httpx

from chassis.bus import schema
from chassis.web import Function
from launcher import ports, postgres, processes, rabbitmq
from launcher.nursery import Nursery
from launcher.processes import Process
from launcher.rabbitmq import Broker
from launcher.sandbox import Sandbox

from .proof import Proof, prove
from .servers import Server
from .toy import TABLES

HERE = Path(__file__).parent
STOP_SECONDS = 30.0
"""What a stop may take at worst, with everything around it hanging."""

WIPE = (
    "TRUNCATE bus_outbox, bus_archive, bus_inbox, bus_parked, bus_parking_log, bus_timer,"
    " bus_sequence, bus_lease, bus_replay, "
)


@dataclass
class Toy:
    """One toy as a process; ``instance`` tells two of the same service apart."""

    sandbox: Sandbox
    nursery: Nursery
    service: str
    brokers: Sequence[Broker]
    instance: int = 0
    instances: int = 1
    process: Process | None = None

    @property
    def name(self) -> str:
        return f"{self.service}-{self.instance}"

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{ports.remembered(self.sandbox.infra.run)[self.name]}"

    @property
    def alive(self) -> bool:
        return self.process is not None and self.process.alive

    @property
    def _died(self) -> Path:
        return self.sandbox.infra.run.path / f"{self.name}.died"

    def start(self, *, die_at: str | None = None, after: int = 1, **environment: str) -> None:
        """Returns before it is ready. ``environment`` is for settings and what toys heed."""
        run, settings = self.sandbox.infra.run, self.sandbox.settings(self.service, migrate=False)
        self._died.unlink(missing_ok=True)
        dying = {"TOY_DIE_AT": die_at, "TOY_DIE_AFTER": str(after), "TOY_DIED": str(self._died)}
        port = ports.claim(run, self.name)[self.name]
        self.process = self.nursery.start(
            self.name,
            port,
            {
                "PATH": os.environ["PATH"],
                "KRACHTLIJN_AMQP_URL": ",".join(map(self._amqp_url, self.brokers)),
                "KRACHTLIJN_DATABASE_URL": settings.database_url.get_secret_value(),
                "KRACHTLIJN_SEAL_PUBLIC": str(settings.seal_public),
                "KRACHTLIJN_SEAL_PRIVATE": str(settings.seal_private),
                "KRACHTLIJN_ISSUERS": str(settings.issuers),
                "KRACHTLIJN_PARTITIONS": str(settings.partitions),
                "KRACHTLIJN_INSTANCE": str(self.instance),
                "KRACHTLIJN_INSTANCES": str(self.instances),
                **{name: value for name, value in dying.items() if die_at and value},
                **environment,
            },
            address=f"http://127.0.0.1:{port}",
            app=f"toy:{self.service}",
            folder=HERE,
        )

    def _amqp_url(self, broker: Broker) -> str:
        infra = replace(self.sandbox.infra, broker=broker)
        password = infra.credentials.broker[self.service]
        return infra.amqp_url(self.service, password, self.sandbox.vhost)

    def kill(self) -> None:
        self.signal(signal.SIGKILL)
        assert self.process is not None
        assert not processes.wait_gone([self.process], 5)

    def freeze(self) -> None:
        self.signal(signal.SIGSTOP)

    def thaw(self) -> None:
        self.signal(signal.SIGCONT)

    def signal(self, number: signal.Signals) -> None:
        assert self.process is not None
        with suppress(ProcessLookupError):
            os.kill(self.process.pid, number)

    async def stop(self) -> float:
        """Ask it to stop, as a platform would; the seconds it took."""
        assert self.process is not None
        begin = time.monotonic()
        self.signal(signal.SIGTERM)
        late = await asyncio.to_thread(processes.wait_gone, [self.process], STOP_SECONDS)
        assert not late, f"{self.name} did not stop in {STOP_SECONDS} s: {self.process.log}"
        return time.monotonic() - begin

    async def dies_at(self, seconds: float = 20) -> str:
        """The step at which it died, which must happen in time."""
        assert self.process is not None
        assert not await asyncio.to_thread(processes.wait_gone, [self.process], seconds)
        return self._died.read_text()

    async def readiness(self) -> dict[str, Any]:
        """What it says of itself; empty when it does not answer."""
        try:
            async with httpx.AsyncClient(trust_env=False, timeout=10) as client:
                answer: dict[str, Any] = (await client.get(f"{self.url}/health/ready")).json()
                return answer
        except httpx.HTTPError:
            return {}

    async def is_ready(self) -> bool:
        said = await self.readiness()
        return bool(said) and all(said.values())

    async def becomes_ready(self, within: float = 20) -> None:
        await eventually(self.is_ready, within, f"{self.name} is ready")

    async def says_not(self, check: str, within: float) -> None:
        """Its readiness tells, in time, that something is not there."""

        async def told() -> bool:
            return (await self.readiness()).get(check) is False

        await eventually(told, within, f"{self.name} says that {check} is away")


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
        self._token = sandbox.token(Function.EIGENAAR, ttl=86_400)
        self._client = httpx.AsyncClient(trust_env=False, timeout=8)

    def _broker(self) -> Broker:
        return rabbitmq.ensure(self.sandbox.infra.run, self.sandbox.infra.credentials)

    async def begin(self) -> None:
        """Make the toys' tables."""
        for service, table in TABLES.items():
            statements: list[str] = []
            schema.upgrade_0001(statements.append, service)
            for statement in (*statements, table):
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
        for service, table in TABLES.items():
            await self.execute(service, WIPE + table.split()[2])
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
        try:
            response = await self._client.post(
                f"{self.declarer.url}/v1/declarations",
                json={"key": str(key), "number": number, "events": events},
                headers={"Authorization": f"Bearer {self._token}"},
            )
        except httpx.HTTPError:
            return False
        if response.status_code != 201:
            self.refusals.append(response.status_code)
            return False
        self.accepted += [(key, number) for number in range(number, number + events)]
        return True

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
            await eventually(partial(accepted, key), 120, "a shift can be declared")
        await eventually(noted, 120, "the shifts were noted")

    async def something_moves(self) -> bool:
        """Whether events were noted in the last moments."""
        query = "SELECT count(*) FROM bus_inbox WHERE handled_at > now() - interval '0.2 s'"
        return bool(await self.fetch("databank", query))

    async def waiting_to_be_published(self) -> int:
        return int(await self.fetch("pandkalender", "SELECT count(*) FROM bus_outbox"))

    async def recovers(self, within: float) -> None:
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

    async def noted_each_once_in_order(self, within: float = 60) -> Proof:
        """Waits until everything declared was published and noted, and fails when that is wrong."""
        proof = await prove(self, within)
        self.tally.proofs.append(proof)
        assert proof.holds, proof
        return proof


async def eventually(condition: Any, within: float, what: str) -> None:
    until = time.monotonic() + within
    while not await condition():
        assert time.monotonic() < until, f"not within {within} s: {what}"
        await asyncio.sleep(0.05)

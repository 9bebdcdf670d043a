"""A toy as a process: started, killed, frozen, asked to stop, and what it says of itself."""

import asyncio
import os
import signal
import time
from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import httpx

from launcher import ports, processes
from launcher.nursery import Nursery
from launcher.processes import Process
from launcher.rabbitmq import Broker
from launcher.sandbox import Sandbox

from .wires import Wire

HERE = Path(__file__).parent
BROKER, DATABASE = "broker", "database"
NOTICED_SECONDS = 45.0
"""An operator is promised to be told in ten; a busy machine may take longer."""
PATIENCE = 60.0
"""How long something may take that takes a moment where nothing else happens."""
STOP_SECONDS = 30.0
"""What a stop may take at worst, with everything around it hanging."""


NO_LIMITS = {
    f"KRACHTLIJN_LIMIT_{whose}_{which}": "0"
    for whose in ("ADDRESS", "ACTOR")
    for which in ("MINUTE", "AT_ONCE")
}
"""What these tests ask in a few seconds, others ask in an hour."""


@dataclass
class Toy:
    """One toy as a process; ``instance`` tells two of the same service apart.

    It reaches a server over a wire where there is one, by the name of the server.
    """

    sandbox: Sandbox
    nursery: Nursery
    service: str
    brokers: Sequence[Broker]
    instance: int = 0
    instances: int = 1
    process: Process | None = None
    killed: int = 0
    wires: dict[str, Wire] = field(default_factory=dict)

    @property
    def name(self) -> str:
        return f"{self.service}-{self.instance}"

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{ports.remembered(self.sandbox.infra.run)[self.name]}"

    @property
    def internal(self) -> str:
        """Where it tells of its health and metrics."""
        port = ports.remembered(self.sandbox.infra.run)[f"{self.name}-internal"]
        return f"http://127.0.0.1:{port}"

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
        claimed = ports.claim(run, self.name, f"{self.name}-internal")
        port = claimed[self.name]
        self.process = self.nursery.start(
            self.name,
            port,
            {
                "PATH": os.environ["PATH"],
                "KRACHTLIJN_AMQP_URL": ",".join(map(self._amqp_url, self.brokers)),
                "KRACHTLIJN_DATABASE_URL": self._database_url(),
                "KRACHTLIJN_SEAL_PUBLIC": str(settings.seal_public),
                "KRACHTLIJN_SEAL_PRIVATE": str(settings.seal_private),
                "KRACHTLIJN_VAULT": str(settings.vault),
                "KRACHTLIJN_ISSUERS": str(settings.issuers),
                "KRACHTLIJN_PARTITIONS": str(settings.partitions),
                "KRACHTLIJN_INTERNAL_PORT": str(claimed[f"{self.name}-internal"]),
                "KRACHTLIJN_INSTANCE": str(self.instance),
                "KRACHTLIJN_INSTANCES": str(self.instances),
                **NO_LIMITS,
                **{name: value for name, value in dying.items() if die_at and value},
                **environment,
            },
            address=f"http://127.0.0.1:{port}",
            app=f"toy:{self.service}",
            folder=HERE,
        )

    def _amqp_url(self, broker: Broker) -> str:
        if wire := self.wires.get(BROKER):
            broker = replace(broker, port=wire.port)
        infra = replace(self.sandbox.infra, broker=broker)
        password = infra.credentials.broker[self.service]
        return infra.amqp_url(self.service, password, self.sandbox.vhost)

    def _database_url(self) -> str:
        url = urlsplit(self.sandbox.database(self.service, migrate=False).url)
        if wire := self.wires.get(DATABASE):
            url = url._replace(netloc=f"{url.netloc.rpartition(':')[0]}:{wire.port}")
        return url.geturl()

    def kill(self) -> None:
        self.killed += 1
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

    async def dies_at(self) -> str:
        """The step at which it died, which must happen in time."""
        assert self.process is not None
        assert not await asyncio.to_thread(processes.wait_gone, [self.process], PATIENCE)
        self.killed += 1
        return self._died.read_text()

    async def readiness(self) -> dict[str, Any]:
        """What it says of itself; empty when it does not answer."""
        try:
            async with httpx.AsyncClient(trust_env=False, timeout=10) as client:
                answer: dict[str, Any] = (await client.get(f"{self.internal}/health/ready")).json()
                return answer
        except httpx.HTTPError:
            return {}

    async def metrics(self) -> str:
        async with httpx.AsyncClient(trust_env=False, timeout=10) as client:
            return (await client.get(f"{self.internal}/metrics")).text

    async def retries(self) -> float:
        """How often its loops have tried something again since it started."""
        lines = (await self.metrics()).splitlines()
        return sum(
            float(line.rpartition(" ")[2])
            for line in lines
            if line.startswith("krachtlijn_retries_total{")
        )

    async def is_ready(self) -> bool:
        said = await self.readiness()
        return bool(said) and all(said.values())

    async def becomes_ready(self) -> None:
        await eventually(self.is_ready, f"{self.name} is ready")

    async def says_not(self, check: str) -> None:
        """Its readiness tells, in time, that something is not there."""

        async def told() -> bool:
            return (await self.readiness()).get(check) is False

        await eventually(told, f"{self.name} says that {check} is away", NOTICED_SECONDS)


async def eventually(
    condition: Callable[[], Awaitable[bool]], what: str, within: float = PATIENCE
) -> None:
    until = time.monotonic() + within
    while not await condition():
        assert time.monotonic() < until, f"not within {within} s: {what}"
        await asyncio.sleep(0.05)

"""Three broker nodes on one machine that know each other by one cookie and one name server."""

import asyncio
import shutil
from collections.abc import AsyncIterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager
from dataclasses import dataclass
from functools import cached_property, partial
from pathlib import Path
from typing import Any
from urllib.parse import quote

import httpx

from chassis.bus import topology
from contracts import SERVICES
from launcher import infra, leftovers, ports, processes, rabbitmq
from launcher.credentials.make import ensure_secrets
from launcher.infra import Infrastructure
from launcher.rabbitmq import Broker, Node
from launcher.rundir import RunDir
from launcher.sandbox import Sandbox

from .servers import Server

NAMES = ("rabbit1", "rabbit2", "rabbit3")
NAME_SERVER = "epmd"


@dataclass(frozen=True)
class Cluster:
    sandbox: Sandbox
    nodes: tuple[Node, ...]
    brokers: tuple[Broker, ...]

    @classmethod
    def open(cls, root: Path, environment: str, partitions: int) -> "Cluster":
        run = RunDir.of(root, environment)
        credentials = ensure_secrets(run)
        nodes = tuple(Node(name, NAMES) for name in NAMES)
        _serve_names(run)
        with ThreadPoolExecutor(len(nodes)) as pool:
            start = partial(rabbitmq.ensure, run, credentials)
            brokers = tuple(pool.map(start, nodes))
        place = Infrastructure(
            run, credentials, brokers[0], infra.ensure_database(run, credentials)
        )
        sandbox = Sandbox(place, "cluster", "_cluster", partitions)
        cluster = cls(sandbox, nodes, brokers)
        # Without the tap of demonstrations, a classic queue, which lives on one node only.
        users = {name: credentials.broker_users[name] for name in SERVICES}
        sandbox.define(topology.definitions(sandbox.vhost, users, partitions))
        return cluster

    @cached_property
    def servers(self) -> list[Server]:
        run, credentials = self.sandbox.infra.run, self.sandbox.infra.credentials
        return [
            Server(run, node.component, partial(rabbitmq.ensure, run, credentials, node))
            for node in self.nodes
        ]

    def close(self) -> None:
        """Everything of it goes, data too: the next run forms a new cluster."""
        run = self.sandbox.infra.run
        leftovers.sweep(run)
        processes.forget(run, [*NAMES, NAME_SERVER, "postgres"])
        for name in (*NAMES, "postgres"):
            shutil.rmtree(run.servers.resolve() / name, ignore_errors=True)

    async def server_of(self, erlang_name: str) -> Server:
        number = [node.erlang_name for node in self.nodes].index(erlang_name)
        return self.servers[number]

    async def leader(self, queue: str) -> Server:
        """The node whose word counts for a queue."""
        vhost = quote(self.sandbox.vhost, safe="")
        found = await self.ask(f"/api/queues/{vhost}/{queue}")
        return await self.server_of(found["leader"])

    async def node_of(self, user: str) -> Server:
        """The node that a service is connected to; the broker tells after some seconds."""
        for _ in range(120):
            for connection in await self.ask("/api/connections"):
                if connection.get("user") == user:
                    return await self.server_of(connection["node"])
            await asyncio.sleep(0.5)
        raise TimeoutError(f"{user} is connected to no node")

    async def members(self, queue: str) -> int:
        """On how many nodes a queue is kept."""
        found = await self.ask(f"/api/queues/{quote(self.sandbox.vhost, safe='')}/{queue}")
        return len(found["members"])

    async def ask(self, path: str) -> Any:
        """The answer of any node's management that has one."""
        place = self.sandbox.infra
        async with httpx.AsyncClient(
            auth=(place.admin_user, place.admin_password), timeout=10, trust_env=False
        ) as client:
            for broker in self.brokers:
                try:
                    answer = await client.get(broker.management_url + path)
                    answer.raise_for_status()
                    return answer.json()
                except httpx.HTTPError:
                    continue
        raise ConnectionError("no node answers")

    @asynccontextmanager
    async def parted(self, node: Server) -> AsyncIterator[None]:
        """As long as the block lasts a node is cut off from the others; clients still reach it."""
        await self._believe(node, "parted")
        try:
            yield
        finally:
            await self._believe(node, "erlang:get_cookie()")

    async def _believe(self, node: Server, cookie: str) -> None:
        """What a node takes for the cookie of the others; when that is wrong, none gets in."""
        others = ", ".join(
            f"'{n.erlang_name}'" for n in self.nodes if n.component != node.component
        )
        change = f"{{erlang:set_cookie(N, {cookie}), erlang:disconnect_node(N)}}"
        expression = f"[{change} || N <- [{others}]]."
        (itself,) = (n for n in self.nodes if n.component == node.component)
        run = self.sandbox.infra.run
        await asyncio.to_thread(rabbitmq.control, run, "eval", expression, node=itself)


def _serve_names(run: RunDir) -> None:
    """The name server as a process of its own, so that it outlives each node."""
    if processes.running(run, NAME_SERVER) is None:
        port = ports.claim(run, "epmd")["epmd"]
        program = shutil.which("epmd")
        assert program is not None, "epmd comes with Erlang"
        processes.spawn(
            run, NAME_SERVER, [program, "-address", "127.0.0.1", "-port", str(port)], {}
        )

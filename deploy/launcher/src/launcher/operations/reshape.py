"""Reshape a broker before a topology fits it: remove queues of another sort, or too many.

A queue's sort cannot be changed in place, and the number of partitions decides to which queue a key
goes. So a queue goes only when nothing can be lost or overtaken by it: it is empty, and where the
number of partitions changes no service is connected.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

import aio_pika
import httpx

from chassis.bus.topology import TAP
from contracts import SERVICES
from launcher.errors import LauncherError
from launcher.operations.management import Management

PARTITION = re.compile(rf"({'|'.join(SERVICES)})\.[0-9]+")

Sort = Mapping[str, Any]
"""A queue's arguments by name: its type, and what else is fixed when it is made."""


@dataclass(frozen=True)
class Plan:
    """Queues that are made anew, queues that are too many, and readers whose number changes."""

    anew: list[str]
    superfluous: list[str]
    readers: list[str]


def plan(there: Mapping[str, Sort], wanted: Mapping[str, Sort]) -> Plan:
    """The plan that leads from the queues that are there to those that are wanted."""
    known = {_reader(name) for name in there} - {None}
    changed = {name for name in there.keys() ^ wanted.keys() if _reader(name) in known}
    anew = {name for name in there.keys() & wanted if there[name] != wanted[name]}
    return Plan(
        anew=sorted(anew),
        superfluous=sorted(changed & there.keys()),
        readers=sorted({reader for name in changed | anew if (reader := _reader(name))}),
    )


async def make_room(management: Management, document: Mapping[str, Any]) -> list[str]:
    """Remove the queues that do not fit ``document``; gives their names.

    Raises a :class:`LauncherError`, and leaves everything as it is, when a queue is in use.
    """
    wanted = {queue["name"]: queue["arguments"] for queue in document["queues"]}
    async with management.asynchronous() as client:
        host = _Host(client, quote(management.vhost, safe=""))
        there = await host.queues()
        found = plan(there, wanted)
        if not found.anew and not found.readers:
            return []
        if found.readers:
            await host.refuse_services()
        partitions = [name for name in there if _reader(name) in found.readers]
        async with await management.connect() as connection:
            await _refuse_full(connection, {*partitions, *found.anew} - {TAP})
            bindings = await host.unbind(found.superfluous)
            try:
                await _refuse_full(connection, found.superfluous)
            except LauncherError:
                await host.bind(bindings)
                raise
        gone = [*found.anew, *found.superfluous]
        for name in gone:
            await host.delete(name)
        return gone


def _reader(name: str) -> str | None:
    found = PARTITION.fullmatch(name)
    return found.group(1) if found else None


async def _refuse_full(connection: aio_pika.abc.AbstractConnection, names: Iterable[str]) -> None:
    """Refuse queues with messages, by the broker's own count: its statistics lag by seconds."""
    full = []
    for name in sorted(names):
        channel = await connection.channel()
        queue = await channel.declare_queue(name, passive=True)
        if messages := queue.declaration_result.message_count:
            full.append(f"{name} ({messages})")
        await channel.close()
    if full:
        raise LauncherError(
            f"There are still messages in {', '.join(full)}. Nothing was changed. What is in a "
            "partition has to be handled first: start the services with the number of partitions "
            "that there was, wait until their queues are empty (krachtlijn bus status), stop them "
            "and apply again. Dead letters and unrouted events are looked at and removed first "
            "(docs/operating/commands.md)."
        )


@dataclass(frozen=True)
class _Host:
    """A virtual host through the broker's management."""

    client: httpx.AsyncClient
    name: str

    async def queues(self) -> dict[str, Sort]:
        """The queues of the host; none when it is not there yet."""
        answer = await self.client.get(f"/api/queues/{self.name}", params={"disable_stats": "true"})
        if answer.status_code == httpx.codes.NOT_FOUND:
            return {}
        found = answer.raise_for_status().json()
        return {
            queue["name"]: {"x-queue-type": queue["type"], **queue["arguments"]} for queue in found
        }

    async def refuse_services(self) -> None:
        answer = await self.client.get(f"/api/vhosts/{self.name}/connections")
        users = {each["user"] for each in answer.raise_for_status().json()} & set(SERVICES)
        if users:
            raise LauncherError(
                "The number of partitions changes only while the services are stopped, else "
                f"events of one key could overtake each other: {', '.join(sorted(users))} still "
                "connected. Nothing was changed. Stop them when their queues are empty "
                "(krachtlijn bus status), and apply again."
            )

    async def unbind(self, queues: Iterable[str]) -> list[dict[str, Any]]:
        """Let nothing new arrive in these queues; gives their former bindings."""
        undone = []
        for queue in queues:
            answer = await self.client.get(f"/api/queues/{self.name}/{queue}/bindings")
            for binding in answer.raise_for_status().json():
                if binding["source"]:
                    key = quote(binding["properties_key"], safe="")
                    path = f"{self._between(binding)}/{key}"
                    (await self.client.delete(path)).raise_for_status()
                    undone.append(binding)
        return undone

    async def bind(self, bindings: Iterable[Mapping[str, Any]]) -> None:
        for binding in bindings:
            body = {name: binding[name] for name in ("routing_key", "arguments")}
            answer = await self.client.post(self._between(binding), json=body)
            answer.raise_for_status()

    def _between(self, binding: Mapping[str, Any]) -> str:
        return f"/api/bindings/{self.name}/e/{binding['source']}/q/{binding['destination']}"

    async def delete(self, queue: str) -> None:
        (await self.client.delete(f"/api/queues/{self.name}/{queue}")).raise_for_status()

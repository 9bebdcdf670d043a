"""The state of the bus: each service's tables, and its queues as the broker sees them."""

from dataclasses import asdict
from typing import Any

import httpx

from chassis.bus import catch_up, parking, rebuild
from chassis.bus.admin import queries
from chassis.bus.parking import KEY
from launcher.errors import LauncherError
from launcher.operations.management import Management
from launcher.operations.places import Place

OLDEST_SECONDS = 60.0
"""Age in seconds of an event that waits for the broker from which services are not ready."""


async def of(place: Place, services: list[str]) -> dict[str, Any]:
    """The state by service; one that cannot be asked has only an ``error``."""
    queues = depths(place.management)
    found = {}
    for service in services:
        try:
            standing = await _of_service(place, service)
        except LauncherError as error:
            standing = {"error": str(error)}
        found[service] = standing | {"queues": _queues_of(service, queues)}
    return found


async def _of_service(place: Place, service: str) -> dict[str, Any]:
    async with place.connection(service) as conn:
        return {
            "outbox": asdict(await queries.outbox(conn)),
            "inbox": asdict(await queries.inbox(conn)),
            "parked": [asdict(count) for count in await parking.counts(conn, service)],
            "timers": asdict(await queries.timers(conn)),
            "holdsLiveSince": await catch_up.since(conn, service),
            "rebuilds": await rebuild.unfinished(conn, service) is not None,
            "replays": [asdict(replay) for replay in await queries.replays(conn)],
        }


def depths(management: Management | None) -> dict[str, dict[str, int]] | None:
    """Messages and consumers by queue; None when the broker's management cannot be asked."""
    if management is None:
        return None
    try:
        with management.client() as client:
            answer = client.get(management.queues(), params={"disable_stats": "false"})
            answer.raise_for_status()
    except httpx.HTTPError:
        return None
    return {
        queue["name"]: {
            "messages": queue.get("messages", 0),
            "consumers": queue.get("consumers", 0),
        }
        for queue in answer.json()
    }


def _queues_of(service: str, queues: dict[str, dict[str, int]] | None) -> dict[str, int] | None:
    if queues is None:
        return None
    own = [
        queue
        for name, queue in queues.items()
        if name.startswith(f"{service}.") and name.rpartition(".")[2].isdigit()
    ]
    return {
        "messages": sum(queue["messages"] for queue in own),
        "consumers": sum(queue["consumers"] for queue in own),
        "dead": queues.get(f"{service}.dead", {}).get("messages", 0),
    }


def attention(standing: dict[str, Any]) -> list[str]:
    """Remarks about everything that needs a person, in a few words each."""
    if "error" in standing:
        return [standing["error"]]
    found = []
    if standing["outbox"]["seconds"] > OLDEST_SECONDS:
        found.append("events wait for the broker")
    if parked := sum(each["messages"] for each in standing["parked"]):
        found.append(f"{parked} parked")
    if keyless := sum(each["messages"] for each in standing["parked"] if each["reason"] == KEY):
        found.append(f"{keyless} without a seal key yet")
    if failed := standing["timers"]["failed"]:
        found.append(f"{plenty(failed, 'timer')} failed")
    if standing["holdsLiveSince"]:
        cure = "rebuild" if standing["rebuilds"] else "replay --missing"
        found.append(f"holds live events until bus {cure} is done")
    queues = standing["queues"]
    if queues and queues["dead"]:
        found.append(plenty(queues["dead"], "dead letter"))
    return found


def plenty(number: int, word: str) -> str:
    return f"{number} {word}" if number == 1 else f"{number} {word}s"

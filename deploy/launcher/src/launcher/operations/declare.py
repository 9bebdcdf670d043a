"""Declare a topology on a broker, and have the broker keep to which partition a key goes."""

from typing import Any

import httpx

KEEPS_RINGS = "khepri_db"
"""The broker's feature by which it keeps its metadata, also to which partition a key goes. Without
it the broker makes that anew at each start, from bindings that come in any order: most keys move,
and what is new of a key overtakes what waits of it in another partition."""


_PEOPLE = ("users", "permissions", "topic_permissions")


def declare(client: httpx.Client, document: dict[str, Any]) -> None:
    """Declare everything, through the broker's management; repeating it changes nothing."""
    _keep_rings(client)
    for part in _in_order(document):
        _tell(client, part).raise_for_status()


def _tell(client: httpx.Client, part: dict[str, Any]) -> httpx.Response:
    """A busy broker may hang up without an answer; then it is told once more."""
    try:
        return client.post("/api/definitions", json=part)
    except httpx.RemoteProtocolError:
        return client.post("/api/definitions", json=part)


def _keep_rings(client: httpx.Client) -> None:
    """Have a broker of one node keep every ring; what is there stays.

    Nodes of a cluster keep it for each other, as long as one of them is up; with this feature one
    that is cut off from the others would hold on to its clients, which then wait for nothing.
    """
    if len(client.get("/api/nodes").raise_for_status().json()) > 1:
        return
    flags = client.get("/api/feature-flags").raise_for_status().json()
    for flag in flags:
        if flag["name"] == KEEPS_RINGS and flag["state"] != "enabled":
            answer = client.put(f"/api/feature-flags/{KEEPS_RINGS}/enable", json={}, timeout=120)
            answer.raise_for_status()


def _in_order(document: dict[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
    """Exchanges and queues, then people: such a broker makes no exchange that permissions speak
    of. Each is told once, since the broker looks at every binding that it is told of again."""
    people: dict[str, Any] = {name: [] for name in _PEOPLE}
    return {**document, **people}, {name: document[name] for name in _PEOPLE}

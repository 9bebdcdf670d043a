"""Dead letters, which nobody could read: looked at and left in place; content never shown."""

from typing import Any

import httpx

from launcher.errors import LauncherError
from launcher.operations.places import Place
from launcher.reach import management_in_clear

_SHORT = {"truncate": 1, "encoding": "auto", "ackmode": "ack_requeue_true"}


def look(place: Place, service: str, most: int) -> dict[str, Any]:
    """``messages`` in the queue, and of the ``looked`` oldest their number and size by reason."""
    if place.management is None:
        raise LauncherError(
            "The broker's management is not known: start the broker, or say where it is with "
            "--management-url https://USER@HOST:15671/VHOST."
        )
    queue = place.management.queues(f"/{service}.dead")
    with management_in_clear(), place.management.client() as client:
        depth = client.get(queue)
        if depth.status_code == httpx.codes.NOT_FOUND:
            raise LauncherError(
                f"There is no queue {service}.dead: {service} reads no events, or the topology "
                "was not applied (krachtlijn topology apply)."
            )
        depth.raise_for_status()
        found = client.post(f"{queue}/get", json={"count": most, **_SHORT})
        found.raise_for_status()
    letters = found.json()
    return {
        "messages": max(depth.json().get("messages", 0), len(letters)),
        "looked": len(letters),
        "reasons": _by_reason(letters),
    }


def _by_reason(letters: list[dict[str, Any]]) -> list[dict[str, Any]]:
    sizes: dict[str, list[int]] = {}
    for letter in letters:
        headers = letter["properties"].get("headers") or {}
        sizes.setdefault(str(headers.get("reason", "unknown")), []).append(letter["payload_bytes"])
    return [
        {"reason": reason, "messages": len(sized), "largestBytes": max(sized)}
        for reason, sized in sorted(sizes.items())
    ]

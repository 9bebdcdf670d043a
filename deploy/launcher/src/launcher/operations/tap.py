"""Removal of the tap: the login and the queue by which a simulator sees every event go by."""

from urllib.parse import quote

import httpx

from chassis.bus.topology import TAP


def remove(client: httpx.Client, vhost: str) -> list[str]:
    """Remove it from a virtual host, and its login where it has no other; what was there."""
    host = quote(vhost, safe="")
    gone = _delete(client, f"/api/queues/{host}/{TAP}")
    _delete(client, f"/api/permissions/{host}/{TAP}")
    answer = client.get(f"/api/users/{TAP}/permissions")
    if answer.status_code != httpx.codes.NOT_FOUND and not answer.raise_for_status().json():
        gone = _delete(client, f"/api/users/{TAP}") or gone
    return [TAP] if gone else []


def _delete(client: httpx.Client, path: str) -> bool:
    answer = client.delete(path)
    if answer.status_code == httpx.codes.NOT_FOUND:
        return False
    answer.raise_for_status()
    return True

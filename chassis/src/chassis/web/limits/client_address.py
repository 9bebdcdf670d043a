"""Address of the client, also behind a proxy: only those that are named may say whose it is."""

import asyncio
import socket
from collections.abc import Collection
from ipaddress import IPv6Address, ip_address, ip_network
from time import monotonic
from typing import Any

import structlog
from starlette.types import ASGIApp, Receive, Scope, Send
from uvicorn.middleware.proxy_headers import ProxyHeadersMiddleware

FORWARDED = (b"x-forwarded-for", b"x-forwarded-proto")
FRESH_SECONDS = 60.0
"""So long a name of a proxy counts as looked up."""
SOONEST_SECONDS = 2.0
"""A proxy that came back elsewhere is looked for no sooner than this after the last time."""
LOOKUP_SECONDS = 2.0

log = structlog.get_logger("limits")


def network(address: str) -> str:
    """The part of an address that counts as one place: a household of IPv6 has 64 bits of them."""
    try:
        parsed = ip_address(address)
    except ValueError:
        return address
    if not isinstance(parsed, IPv6Address):
        return address
    return str(parsed.ipv4_mapped or int(parsed) >> 64)


class ClientAddress:
    """Middleware: after it ``scope["client"]`` is who asked, and not the proxy in between.

    ``proxies`` are addresses, networks and names. What anybody else says in ``X-Forwarded-For``
    counts for nothing; who says it as long as no proxy is named is told of once in the log, since
    then all people behind a proxy share what one address may ask.
    """

    def __init__(self, app: ASGIApp, proxies: Collection[str]) -> None:
        self._app = app
        self._fixed = [each for each in proxies if _is_network(each)]
        self._names = sorted(set(proxies) - set(self._fixed))
        self._found: list[str] = []
        self._looked_up = float("-inf")
        self._looking = asyncio.Lock()
        self._told = False
        self._apply()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] not in ("http", "websocket"):
            await self._app(scope, receive, send)
            return
        if scope.get("client"):
            host, port = scope["client"]
            scope["client"] = (_plain(host), port)
            if any(name in FORWARDED for name, _ in scope["headers"]):
                await self._look_up(scope["client"][0])
                self._tell(scope["client"][0])
        await self._read(scope, receive, send)

    def _apply(self) -> None:
        """The server's own reader of these headers; its types are its own too."""
        reader: Any = ProxyHeadersMiddleware
        self._read = reader(self._app, [*self._fixed, *self._found])

    async def _look_up(self, peer: str) -> None:
        """Look names up that are old, or at once for a peer that is none of those known."""
        if not self._names or monotonic() - self._looked_up < self._patience(peer):
            return
        async with self._looking:
            if monotonic() - self._looked_up < self._patience(peer):
                return
            self._found = [address for name in self._names for address in await _addresses_of(name)]
            self._looked_up = monotonic()
            self._apply()

    def _patience(self, peer: str) -> float:
        return FRESH_SECONDS if peer in self._read.trusted_hosts else SOONEST_SECONDS

    def _tell(self, peer: str) -> None:
        if self._told or self._fixed or self._names:
            return
        self._told = True
        log.warning(
            "forwarded by a proxy that is not named",
            advice="name it in KRACHTLIJN_TRUSTED_PROXIES, else all behind it count as one address",
        )


async def _addresses_of(name: str) -> list[str]:
    """No address while a name is not known: then nobody is believed for it."""
    try:
        async with asyncio.timeout(LOOKUP_SECONDS):
            found = await asyncio.get_running_loop().getaddrinfo(
                name, None, type=socket.SOCK_STREAM
            )
    except (OSError, TimeoutError):
        log.warning("proxy not found", name=name)
        return []
    return sorted({str(address[0]) for *_, address in found})


def _plain(host: str) -> str:
    """An address of IPv4 as such, also where it came in by a socket of IPv6."""
    try:
        parsed = ip_address(host)
    except ValueError:
        return host
    mapped = parsed.ipv4_mapped if isinstance(parsed, IPv6Address) else None
    return str(mapped) if mapped else host


def _is_network(named: str) -> bool:
    try:
        ip_network(named)
    except ValueError:
        return False
    return True

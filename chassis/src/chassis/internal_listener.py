"""The listener for machines: health and metrics on a port of their own.

What serves people and APIs knows neither, so that no proxy in front of it can show them. TLS where
others than this machine can reach it and the service has a certificate.
"""

import asyncio
import socket
from collections.abc import Iterator
from contextlib import contextmanager, suppress

import uvicorn
from starlette.types import ASGIApp

from chassis import certificate
from chassis.addresses import is_loopback
from chassis.settings import Settings

CLOSE_SECONDS = 3.0


class PortTakenError(Exception):
    """The internal port cannot be had; says which setting to change."""


class _Server(uvicorn.Server):
    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Signals are for the service's own server, which ends this one."""
        yield


class InternalListener:
    """Lives from before the service's loops start until after they end."""

    def __init__(self, app: ASGIApp, settings: Settings) -> None:
        self._host, self._port = settings.internal_host, settings.internal_port
        beyond = not is_loopback(self._host)
        self._server = _Server(
            uvicorn.Config(
                app,
                lifespan="off",
                access_log=False,
                log_config=None,
                ssl_certfile=settings.tls_cert if beyond else None,
                ssl_keyfile=settings.tls_key if beyond else None,
                ssl_context_factory=certificate.renewing if beyond and settings.tls_cert else None,
                timeout_graceful_shutdown=1,
            )
        )
        self._serving: asyncio.Task[None] | None = None

    async def open(self) -> None:
        """Listen, unless there is no internal port. Raises :class:`PortTakenError`."""
        if self._port is None:
            return
        try:
            listening = socket.create_server((self._host, self._port), backlog=64)
        except OSError as error:
            raise PortTakenError(
                f"Health and metrics cannot listen on {self._host}:{self._port} "
                f"({error.strerror}): set KRACHTLIJN_INTERNAL_PORT to a free port."
            ) from None
        self._serving = asyncio.create_task(self._server.serve(sockets=[listening]))

    async def close(self) -> None:
        if self._serving is None:
            return
        self._server.should_exit = True
        with suppress(TimeoutError):
            await asyncio.wait_for(self._serving, CLOSE_SECONDS)

"""Work of every night, by a process that stays: once after its hour, and shown as metrics.

What a machine that was off missed is done when it is back; what failed is tried again.
"""

import socket
import threading
import time as clock
from collections.abc import Callable
from datetime import UTC, datetime, time, timedelta
from pathlib import Path
from typing import Annotated

import typer
import uvicorn
from prometheus_client import CollectorRegistry, make_asgi_app

from chassis.addresses import is_loopback
from chassis.certificate import renewing
from chassis.days import city_day, city_moment
from launcher.errors import LauncherError
from launcher.operations.terminal import say

LOOK_SECONDS = 15.0
RETRY = timedelta(minutes=10)


At = Annotated[str, typer.Option("--at", metavar="HH:MM", help="When, by the clock of Brussels.")]
Metrics = Annotated[
    str, typer.Option(metavar="HOST:PORT", help="Where Prometheus finds how it stands.")
]


def hour(text: str) -> time:
    """The time of day that somebody wrote."""
    try:
        return time.fromisoformat(text)
    except ValueError:
        raise LauncherError(f"{text} is no time of day: write 03:10.") from None


def last_due(now: datetime, at: time) -> datetime:
    """The last moment, up to now, at which the city's clock showed this time; in UTC."""
    today = city_day(now)
    due = city_moment(today, at)
    return due if due <= now else city_moment(today - timedelta(days=1), at)


def every_night(
    at: time, last: Callable[[], datetime | None], work: Callable[[], object], what: str
) -> None:
    """Work whenever its ``last`` time was before the hour that has passed; never returns."""
    tried = datetime.min.replace(tzinfo=UTC)
    while True:
        now, done = datetime.now(UTC), last()
        if (done is None or done < last_due(now, at)) and now - tried >= RETRY:
            tried = now
            try:
                work()
            except (LauncherError, OSError) as error:
                say(f"[red]{what} failed[/], and is tried again in {RETRY}: {error}")
        clock.sleep(LOOK_SECONDS)


def show(registry: CollectorRegistry, metrics: str, folder: Path | None) -> None:
    """Serve metrics at HOST:PORT; beyond loopback with ``tls.crt`` and ``tls.key`` of a folder."""
    host, _, port = metrics.rpartition(":")
    if not host or not port.isdecimal():
        raise LauncherError(f"{metrics} is no HOST:PORT: write 127.0.0.1:9000.")
    certificate = key = None
    if not is_loopback(host):
        certificate, key = (folder / name if folder else None for name in ("tls.crt", "tls.key"))
        if not (certificate and key and certificate.exists() and key.exists()):
            raise LauncherError(
                f"Others can reach {host}, and no certificate is at hand: name the secrets that "
                "hold one with --secrets DIR, or listen on 127.0.0.1."
            )
    try:
        listening = socket.create_server((host, int(port)))
    except (OSError, OverflowError) as error:
        raise LauncherError(f"Nothing can listen on {metrics} ({error}): choose another.") from None
    server = uvicorn.Server(
        uvicorn.Config(
            make_asgi_app(registry),
            lifespan="off",
            access_log=False,
            log_level="warning",
            ssl_certfile=certificate,
            ssl_keyfile=key,
            ssl_context_factory=renewing if certificate else None,
        )
    )
    threading.Thread(target=server.run, args=([listening],), name="metrics", daemon=True).start()

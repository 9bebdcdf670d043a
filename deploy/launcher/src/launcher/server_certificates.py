"""The command `krachtlijn certificates`: until when the certificates of servers hold.

Asked of the servers themselves, by a handshake as their clients make one: a renewed file that a
server has not read helps nobody.
"""

import socket
import ssl
import time
from datetime import UTC, datetime
from typing import Annotated, NamedTuple
from urllib.parse import urlsplit

import typer
from cryptography import x509
from prometheus_client import CollectorRegistry, Gauge

from launcher import nightly
from launcher.credentials.tree import CERTIFICATES
from launcher.errors import LauncherError
from launcher.jobs.options import Secrets, required
from launcher.operations.terminal import say

LOOK_SECONDS = 15.0
ANSWER_SECONDS = 10.0
POSTGRESQL = "postgresql://"
WEB = "https://"
POSTGRESQL_ASKS, POSTGRESQL_AGREES = bytes.fromhex("0000000804d2162f"), b"S"
"""A client of PostgreSQL asks in plain whether it may speak TLS."""

REGISTRY = CollectorRegistry()
ENDS = Gauge(
    "krachtlijn_certificate_ends_timestamp_seconds",
    "When the certificate ends that a server presents",
    ["service", "name"],
    registry=REGISTRY,
)
SEEN = Gauge(
    "krachtlijn_certificate_seen_timestamp_seconds",
    "When a server last presented one",
    ["service", "name"],
    registry=REGISTRY,
)

app = typer.Typer(
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    add_completion=False,
    help="Until when the certificates of broker, database, proxy and issuer hold.",
)

Servers = Annotated[
    list[str],
    typer.Option(
        "--server",
        metavar="NAME=[postgresql://]HOST:PORT[/HOSTNAME]",
        help="A server, and the name by which its clients ask for it where that is not HOST; or "
        "NAME=https://HOST as settings have it. May be repeated.",
    ),
]


class Server(NamedTuple):
    """A server by what alarms call it, its address, and the name for which it is asked."""

    called: str
    host: str
    port: int
    name: str
    speaks_postgresql: bool

    @classmethod
    def given(cls, text: str) -> "Server":
        called, _, place = text.partition("=")
        if place.startswith(WEB):
            parts = urlsplit(place)
            place = f"{parts.hostname or ''}:{parts.port or 443}"
        speaks_postgresql = place.startswith(POSTGRESQL)
        address, _, name = place.removeprefix(POSTGRESQL).partition("/")
        host, _, port = address.rpartition(":")
        if not (called and host and port.isdecimal()):
            raise LauncherError(
                f"{text} is no server: write broker=broker:5671, database=postgresql://"
                "database:5432, or with the name that browsers use "
                "proxy=proxy:8443/databank.stad.be."
            )
        return cls(called, host, int(port), name or host, speaks_postgresql)

    def ends(self) -> datetime:
        """The end of the certificate that it presents now, whether somebody trusts it or not."""
        context = ssl.create_default_context()
        context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
        with socket.create_connection((self.host, self.port), timeout=ANSWER_SECONDS) as plain:
            if self.speaks_postgresql:
                plain.sendall(POSTGRESQL_ASKS)
                if plain.recv(1) != POSTGRESQL_AGREES:
                    raise ssl.SSLError("it speaks no TLS")
            with context.wrap_socket(plain, server_hostname=self.name) as spoken:
                presented = spoken.getpeercert(binary_form=True)
        if presented is None:
            raise ssl.SSLError("it presents no certificate")
        return x509.load_der_x509_certificate(presented).not_valid_after_utc


@app.callback()
def certificates() -> None:
    """Keep the name of the one command."""


@app.command(epilog="Example: krachtlijn certificates watch --server broker=broker:5671")
def watch(
    server: Servers, metrics: nightly.Metrics = "127.0.0.1:9000", secrets: Secrets = None
) -> None:
    """Stay, look again and again which certificate each server presents, and show its end."""
    servers = [Server.given(each) for each in server]
    tree = required(secrets) if secrets else None
    nightly.show(REGISTRY, metrics, tree.folder / CERTIFICATES if tree else None)
    for each in servers:
        SEEN.labels(each.called, each.name).set(0)
    silent: set[Server] = set()
    while True:
        for each in servers:
            look(each, silent)
        time.sleep(LOOK_SECONDS)


def look(server: Server, silent: set[Server]) -> None:
    """Show what a server presents; said once, not at each look, when it begins to be silent."""
    try:
        ends = server.ends()
    except OSError as error:
        if server not in silent:
            silent.add(server)
            say(f"[red]{server.called} ({server.name}) shows no certificate[/]: {error}")
        return
    if server in silent:
        silent.remove(server)
        say(f"{server.called} ({server.name}) shows its certificate again.")
    ENDS.labels(server.called, server.name).set(ends.timestamp())
    SEEN.labels(server.called, server.name).set(datetime.now(UTC).timestamp())

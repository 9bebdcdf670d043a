"""Alerts leave by mail or to a pager: none is lost, none leaves twice, none says about whom."""

import asyncio
import json
import socket
import ssl
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager, suppress
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from email.message import Message
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.handlers import Message as MessageHandler
from prometheus_client import REGISTRY
from pydantic import SecretStr

from chassis import alerts
from chassis.addresses import PlainAddressError, Trust
from chassis.alerts import NotSentError, alert, hook_of
from chassis.alerts.hook import Mail
from chassis.alerts.hook import Message as AlertMessage
from chassis.bus import errands
from chassis.bus.errands import Errands
from chassis.bus.timers import Timer, Timers, schedule
from chassis.clock import DrivenClock
from chassis.db import Database, Transaction
from launcher.credentials.certificates import Authority
from launcher.sandbox import Sandbox

AT = datetime(2026, 11, 24, 19, tzinfo=UTC)
OPEN_TRANSACTIONS = """
SELECT count(*) FROM pg_stat_activity
WHERE datname = current_database() AND state LIKE 'idle in transaction%'
"""
CALL = "Er is een nieuw dringend signaal. Open de werklijst."


class Sink(MessageHandler):
    """A mailbox on this machine."""

    def __init__(self) -> None:
        super().__init__()
        self.mails: list[Message] = []

    def handle_message(self, message: Message) -> None:
        self.mails.append(message)


@contextmanager
def mailbox(**options: Any) -> Iterator[tuple[Sink, int]]:
    sink = Sink()
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    controller = Controller(sink, hostname="127.0.0.1", port=port, **options)
    controller.start()
    try:
        yield sink, port
    finally:
        controller.stop(no_assert=True)


class Bench:
    """Timers of alerts at a hook, on a clock that the test drives."""

    def __init__(self, sandbox: Sandbox, database: Database) -> None:
        self._settings = sandbox.settings("registry")
        self.database = database
        self.now = AT

    async def raised(self, name: str = "urgent-signal") -> None:
        async with self.database.begin(self.now) as tx:
            await alert(tx, name, CALL, "/signalen")

    async def fire(self, hook: str) -> int:
        """All that is due; how many timers that were."""
        due, fired = self.errands(hook), 0
        while await due.run_one():
            fired += 1
        return fired

    def errands(self, hook: str) -> Errands:
        given = {"alert_hook": SecretStr(hook), "public_url": "https://databank.example"}
        ((name, errand),) = alerts.timers(self._settings.model_copy(update=given)).items()
        return Errands(self.database, name, errand, self.clock)

    @property
    def clock(self) -> DrivenClock:
        clock = DrivenClock()
        clock.advance(self.now)
        return clock


def mail_hook(port: int) -> str:
    return f"smtp://127.0.0.1:{port}?from=krachtlijn@example.org&to=a@example.org,b@example.org"


def failing() -> float | None:
    return REGISTRY.get_sample_value("krachtlijn_alerts_failing")


@pytest.fixture
async def bench(sandbox: Sandbox) -> AsyncIterator[Bench]:
    database = Database(sandbox.database("registry").url)
    yield Bench(sandbox, database)
    async with database.connection() as conn:
        await conn.execute("DELETE FROM bus_timer")
    await database.close()


async def test_an_alert_leaves_by_mail_with_what_to_do_and_nothing_else(bench: Bench) -> None:
    await bench.raised()
    with mailbox() as (sink, port):
        assert await bench.fire(mail_hook(port)) == 1
        assert await bench.fire(mail_hook(port)) == 0
        (mail,) = sink.mails
    assert mail["Subject"] == CALL
    assert mail["To"] == "a@example.org, b@example.org"
    said = mail.get_payload(decode=True)
    assert isinstance(said, bytes)
    text = said.decode().replace("\r\n", "\n")
    assert text.strip() == f"{CALL}\n\nhttps://databank.example/signalen"


async def test_what_is_rolled_back_calls_nobody(bench: Bench) -> None:
    with pytest.raises(RuntimeError):
        async with bench.database.begin(AT) as tx:
            await alert(tx, "urgent-signal", CALL, "/signalen")
            raise RuntimeError
    with mailbox() as (sink, port):
        assert await bench.fire(mail_hook(port)) == 0
        assert sink.mails == []


async def test_while_nobody_takes_it_it_is_tried_again_for_as_long_as_it_takes(
    bench: Bench,
) -> None:
    await bench.raised()
    for _ in range(20):
        assert await bench.fire("smtp://127.0.0.1:1?from=a@example.org&to=b@example.org") == 1
        bench.now += timedelta(seconds=30)
    assert failing() == 1
    with mailbox() as (sink, port):
        assert await bench.fire(mail_hook(port)) == 1
        assert len(sink.mails) == 1
    assert failing() == 0


async def test_those_that_wait_together_leave_as_one_and_others_by_themselves(
    bench: Bench,
) -> None:
    for name in ("urgent-signal", "urgent-signal", "urgent-signal", "another"):
        await bench.raised(name)
    with mailbox() as (sink, port):
        assert await bench.fire(mail_hook(port)) == 2
        assert len({mail["Message-ID"] for mail in sink.mails}) == 2


async def test_mail_goes_by_tls_to_a_server_that_is_known(sandbox: Sandbox) -> None:
    credentials = sandbox.infra.credentials
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    folder = credentials.of("databank")
    context.load_cert_chain(folder / "tls.crt", folder / "tls.key")
    with mailbox(ssl_context=context) as (sink, port):
        url = f"smtps://localhost:{port}?from=a@example.org&to=b@example.org"
        message = AlertMessage("1", CALL, "/signalen")
        await hook_of(url, Trust(credentials.public / "ca.crt")).send(message)
        assert [mail["Message-ID"] for mail in sink.mails] == ["<1@krachtlijn.invalid>"]
        with pytest.raises(NotSentError):
            await hook_of(url, Trust()).send(message)


async def test_mail_that_begins_in_plain_goes_on_by_tls_before_anything_is_said(
    sandbox: Sandbox,
) -> None:
    """As beyond this machine: the server's name is asked for as in its certificate."""
    credentials = sandbox.infra.credentials
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    folder = credentials.of("databank")
    context.load_cert_chain(folder / "tls.crt", folder / "tls.key")
    with mailbox(tls_context=context, require_starttls=True) as (sink, port):
        url = f"smtp://localhost:{port}?from=a@example.org&to=b@example.org"
        message = AlertMessage("1", CALL, "/signalen")
        hook = replace(Mail.at(url, Trust(credentials.public / "ca.crt")), starttls=True)
        await hook.send(message)
        assert len(sink.mails) == 1
        with pytest.raises(NotSentError):
            await replace(hook, tls=Trust().context()).send(message)
        with pytest.raises(NotSentError):
            await replace(hook, starttls=False).send(message)


async def test_a_mail_server_of_the_world_is_known_beside_the_platform_s_own(
    sandbox: Sandbox, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The platform's authority signs none of theirs: a service that knew it alone called nobody."""
    world, folder = Authority.ensure(tmp_path / "world.crt", tmp_path / "world.key"), tmp_path / "x"
    folder.mkdir()
    world.issue(folder, ["localhost"])
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(folder / "tls.crt", folder / "tls.key")
    message = AlertMessage("1", CALL, "/signalen")
    with mailbox(tls_context=context, require_starttls=True) as (sink, port):
        url = f"smtp://localhost:{port}?from=a@example.org&to=b@example.org"
        trust = Trust(sandbox.infra.credentials.public / "ca.crt")
        with pytest.raises(NotSentError):
            await replace(Mail.at(url, trust), starttls=True).send(message)
        monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "world.crt"))
        await replace(Mail.at(url, trust), starttls=True).send(message)
        assert len(sink.mails) == 1


async def test_a_pager_gets_the_same_as_json(bench: Bench) -> None:
    taken: list[tuple[dict[str, Any], str | None]] = []
    answers = [503, 200]

    class Pager(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            taken.append((json.loads(body), self.headers["Idempotency-Key"]))
            self.send_response(answers.pop(0))
            self.end_headers()

        def log_message(self, *_: object) -> None:
            """Say nothing on the terminal."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Pager)
    Thread(target=server.serve_forever, daemon=True).start()
    url = f"http://127.0.0.1:{server.server_port}/"
    await bench.raised()
    assert await bench.fire(url) == 1
    bench.now += timedelta(seconds=30)
    assert await bench.fire(url) == 1
    server.shutdown()
    server.server_close()
    (first, key), again = taken
    assert again == (first, key), "the same one, so that a pager can tell"
    link = "https://databank.example/signalen"
    assert first == {"id": key, "text": CALL, "link": link}


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("smtp://mail.example.org?to=b@example.org", "a sender and receivers"),
        ("smtp://?from=a@example.org&to=b@example.org", "needs a host"),
        ("ftp://example.org", "must begin with"),
    ],
)
def test_a_hook_that_is_none_says_what_to_do(url: str, said: str) -> None:
    with pytest.raises(ValueError, match=said):
        hook_of(url, Trust())


def test_a_pager_beyond_this_machine_is_not_called_in_plain() -> None:
    with pytest.raises(PlainAddressError):
        hook_of("http://pager.example.org/", Trust())


@asynccontextmanager
async def deaf(
    greeting: bytes = b"", drip: bytes = b""
) -> AsyncIterator[tuple[int, asyncio.Event, asyncio.Event]]:
    """A listener that takes a connection, says no more than this, and swallows what it gets.

    Its port, that somebody came, and that they were gone again.
    """
    came, went = asyncio.Event(), asyncio.Event()

    async def swallow(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        came.set()
        writer.write(greeting)
        with suppress(OSError, asyncio.CancelledError):
            dripping = asyncio.create_task(_drip(writer, drip)) if drip else None
            while await reader.read(1000):
                pass
            if dripping:
                dripping.cancel()
        writer.close()
        went.set()

    async with await asyncio.start_server(swallow, "127.0.0.1", 0) as server:
        yield server.sockets[0].getsockname()[1], came, went


async def _drip(writer: asyncio.StreamWriter, drop: bytes) -> None:
    while True:
        writer.write(drop)
        await writer.drain()
        await asyncio.sleep(0.01)


SWALLOWS = {
    "says nothing": ("smtp://127.0.0.1", b"", b""),
    "greets and says nothing": ("smtp://127.0.0.1", b"220 mail.example.org ESMTP\r\n", b""),
    "says hello for ever": ("smtp://127.0.0.1", b"", b"220-hello\r\n"),
    "takes no TLS": ("smtps://127.0.0.1", b"", b""),
    "a pager that says nothing": ("http://127.0.0.1", b"", b""),
    "a pager that answers for ever": ("http://127.0.0.1", b"HTTP/1.1 200 OK\r\n", b"A: b\r\n"),
}


@pytest.mark.parametrize("kind", SWALLOWS)
async def test_who_swallows_what_it_gets_is_left_within_one_limit_for_all(
    bench: Bench, kind: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """However many steps it answers, and by however little; nothing of it goes on afterwards."""
    monkeypatch.setattr(errands, "LIMIT_SECONDS", 0.3)
    scheme, greeting, drip = SWALLOWS[kind]
    await bench.raised()
    async with asyncio.timeout(60), deaf(greeting, drip) as (port, came, went):
        query = "" if scheme.startswith("http:") else "?from=a@example.org&to=b@example.org"
        assert await bench.fire(f"{scheme}:{port}/{query}") == 1
        assert came.is_set()
        await went.wait()
    assert failing() == 1
    bench.now += timedelta(seconds=30)
    with mailbox() as (sink, port):
        assert await bench.fire(mail_hook(port)) == 1
        assert len(sink.mails) == 1
    assert failing() == 0


async def test_while_a_mail_host_swallows_an_alert_deadlines_fire_and_nothing_is_locked(
    bench: Bench,
) -> None:
    """And the service stops without waiting for it; the alert leaves afterwards."""
    ran: list[str] = []

    async def note(timer: Timer, _tx: Transaction) -> None:
        ran.append(timer.key)

    await bench.raised()
    async with asyncio.timeout(60), deaf() as (port, came, went):
        loop = bench.errands(mail_hook(port))
        sending = asyncio.create_task(loop.run())
        await came.wait()
        await bench.raised()
        async with bench.database.begin(bench.now) as tx:
            await schedule(tx, "term", "a case", bench.now)
        assert await Timers(bench.database, {"term": note}, bench.clock).run_one()
        assert ran == ["a case"]
        async with bench.database.connection() as conn:
            assert await conn.fetchval(OPEN_TRANSACTIONS) == 0
            waiting = "SELECT name FROM bus_timer FOR UPDATE NOWAIT"
            assert [row["name"] for row in await conn.fetch(waiting)] == ["alert", "alert"]
        loop.stop()
        await sending
        await went.wait()
    bench.now += timedelta(seconds=60)
    with mailbox() as (sink, port):
        assert await bench.fire(mail_hook(port)) == 1
        assert len(sink.mails) == 1

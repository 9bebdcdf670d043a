"""Alarms leave by a relay that knows four hosts, and nothing else leaves by it."""

import asyncio
import ssl
from collections.abc import AsyncIterator, Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from email.message import Message
from pathlib import Path

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.handlers import Message as MessageHandler

from chassis.addresses import Trust
from chassis.alerts import NotSentError, hook_of
from chassis.alerts.hook import Mail
from chassis.alerts.hook import Message as AlertMessage
from launcher.credentials.certificates import Authority

from .support.egress import Egress, egress, free_port, tls_peer
from .support.pager import Pager, pager

CALL = AlertMessage("1", "Er is een nieuw dringend signaal.", "https://databank.example/signalen")


class Mailbox(MessageHandler):
    def __init__(self) -> None:
        super().__init__()
        self.mails: list[Message] = []

    def handle_message(self, message: Message) -> None:
        self.mails.append(message)


@dataclass
class World:
    """Servers elsewhere: a pager and a mail server, both ``localhost``, and their authority."""

    pager: Pager
    mailbox: Mailbox
    mail_port: int
    trust: Trust


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    authority = Authority.ensure(tmp_path / "world.crt", tmp_path / "world.key")
    folder = tmp_path / "localhost"
    folder.mkdir()
    authority.issue(folder, ["localhost"])
    known = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    known.load_cert_chain(folder / "tls.crt", folder / "tls.key")
    mailbox, port = Mailbox(), free_port()
    controller = Controller(
        mailbox, hostname="127.0.0.1", port=port, tls_context=known, require_starttls=True
    )
    controller.start()
    with pager(known) as server:
        yield World(server, mailbox, port, Trust(tmp_path / "world.crt"))
    controller.stop(no_assert=True)


@pytest.fixture
async def way(haproxy: str, world: World, tmp_path: Path) -> AsyncIterator[Egress]:
    hosts = {
        "KRACHTLIJN_ALERTS_HOOK": "localhost",
        "KRACHTLIJN_ALERTS_PAGER": "pager.invalid",
        "KRACHTLIJN_ALERTS_WATCHDOG": "watchdog.invalid",
        "KRACHTLIJN_ALERTS_MAIL": "localhost",
    }
    targets = {"443": world.pager.server_port, "587": world.mail_port}
    async with egress(haproxy, tmp_path, targets, hosts) as relay:
        yield relay


async def test_an_alert_reaches_the_pager_by_the_relay_with_tls_all_the_way(
    world: World, way: Egress
) -> None:
    await hook_of(f"https://localhost:{way.web}/", world.trust).send(CALL)
    assert [sent["id"] for sent in world.pager.taken] == ["1"]
    with pytest.raises(NotSentError):
        await hook_of(f"https://localhost:{way.web}/", Trust()).send(CALL)


async def test_an_alert_reaches_the_mail_server_by_the_relay_with_tls_all_the_way(
    world: World, way: Egress
) -> None:
    url = f"smtp://localhost:{way.mail}?from=a@example.org&to=wacht@example.org"
    await replace(Mail.at(url, world.trust), starttls=True).send(CALL)
    assert [mail["To"] for mail in world.mailbox.mails] == ["wacht@example.org"]
    with pytest.raises(NotSentError):
        await replace(Mail.at(url, Trust()), starttls=True).send(CALL)


async def test_a_host_that_is_not_listed_is_not_reached(world: World, way: Egress) -> None:
    anybody = ssl.create_default_context()
    anybody.check_hostname, anybody.verify_mode = False, ssl.CERT_NONE
    assert await tls_peer(way.web, "LOCALHOST", anybody) is not None, "its name in any case"
    for name in ("attacker.example", "localhost.attacker.example", "xlocalhost", "local"):
        assert await tls_peer(way.web, name, anybody) is None, name


@pytest.mark.parametrize(
    "words",
    [
        b"GET / HTTP/1.1\r\nHost: localhost\r\n\r\n",
        b"CONNECT localhost:443 HTTP/1.1\r\nHost: localhost:443\r\n\r\n",
        b"\x16\x03\x01\x00\x05nonsense",
    ],
)
async def test_what_names_no_host_by_tls_is_cut_off(
    world: World, way: Egress, words: bytes
) -> None:
    """Within the five seconds that the first words may take; nobody hears of it."""
    reader, writer = await asyncio.open_connection("127.0.0.1", way.web)
    writer.write(words)
    with suppress(ConnectionResetError):
        assert await asyncio.wait_for(reader.read(), 30) == b""
    writer.close()
    assert world.pager.taken == []

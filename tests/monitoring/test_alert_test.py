"""`krachtlijn alert test` tells of each way by which alarms leave whether somebody got one."""

import asyncio
import os
import ssl
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from email.message import Message
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.handlers import Message as MessageHandler
from aiosmtpd.smtp import AuthResult, LoginPassword

from launcher.credentials.certificates import Authority

from .support.alertmanager import alertmanager
from .support.egress import free_port
from .support.pager import Pager, pager

WITH_NAMES = "--enable-feature=receiver-name-in-metrics"


class Mailbox(MessageHandler):
    def __init__(self) -> None:
        super().__init__()
        self.mails: list[Message] = []

    def handle_message(self, message: Message) -> None:
        self.mails.append(message)

    def receivers(self) -> set[str]:
        return {str(mail["To"]) for mail in self.mails}


@dataclass
class World:
    """A pager and a mail server, ``localhost``, of an authority of the world."""

    pager: Pager
    mailbox: Mailbox
    mail_port: int
    mail_tls_port: int
    authority: Path


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    authority = Authority.ensure(tmp_path / "world.crt", tmp_path / "world.key")
    folder = tmp_path / "localhost"
    folder.mkdir()
    authority.issue(folder, ["localhost"])
    known = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    known.load_cert_chain(folder / "tls.crt", folder / "tls.key")
    mailbox = Mailbox()
    later = served(mailbox, tls_context=known, require_starttls=True)
    first = served(mailbox, ssl_context=known, auth_require_tls=False)
    with later as port, first as tls_port, pager(known) as server:
        yield World(server, mailbox, port, tls_port, tmp_path / "world.crt")


@contextmanager
def served(mailbox: Mailbox, **tls: Any) -> Iterator[int]:
    """A mail server on this port, which lets in whoever says ``synthetic``."""

    def let_in(*given: object) -> AuthResult:
        said = given[-1]
        known = isinstance(said, LoginPassword) and said.password == b"synthetic"
        return AuthResult(success=known, handled=False)

    port = free_port()
    controller = Controller(
        mailbox,
        hostname="127.0.0.1",
        port=port,
        auth_required=True,
        auth_exclude_mechanism=["LOGIN"],  # its words for it are none that Alertmanager knows
        authenticator=let_in,
        **tls,
    )
    controller.start()
    try:
        yield port
    finally:
        controller.stop(no_assert=True)


async def said_by(
    *arguments: str, hooks: Mapping[str, str] | None = None, folder: Path, authority: Path
) -> tuple[int, str]:
    tree = folder / "secrets"
    for service in ("databank", "registry"):
        (tree / service).mkdir(parents=True, exist_ok=True)
    for service, hook in (hooks or {}).items():
        (tree / service / "alert_hook").write_text(hook + "\n")
    done = await asyncio.to_thread(
        subprocess.run,
        [Path(sys.executable).with_name("krachtlijn"), "alert", "test", *arguments],
        env={
            "PATH": os.environ["PATH"],
            "SSL_CERT_FILE": str(authority),
            "KRACHTLIJN_SECRETS_TREE": str(tree),
        },
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )
    return done.returncode, done.stdout + done.stderr


def hook_of_pager(world: World) -> str:
    return f"https://localhost:{world.pager.server_port}/v1/GEHEIM"


def hook_of_mail(world: World, password: str = "synthetic") -> str:
    return (
        f"smtps://krachtlijn:{password}@localhost:{world.mail_tls_port}"
        "?from=krachtlijn@example.org&to=wacht@example.org,leiding@example.org"
    )


async def test_it_says_who_got_a_test_of_each_hook_and_no_password(
    world: World, tmp_path: Path
) -> None:
    hooks = {"databank": hook_of_pager(world)}
    code, said = await said_by(hooks=hooks, folder=tmp_path, authority=world.authority)
    assert code == 0, said
    assert "databank: the pager at localhost took it" in said
    assert "GEHEIM" not in said
    (sent,) = world.pager.taken
    assert sent["text"] == "Dit is een test van de oproep. Er hoeft niets te gebeuren."


async def test_a_hook_that_takes_none_says_what_to_do(world: World, tmp_path: Path) -> None:
    hooks = {
        "databank": f"https://localhost:{free_port()}/v1/GEHEIM",
        "registry": "https://pager.invalid/v1/GEHEIM",
    }
    code, said = await said_by(hooks=hooks, folder=tmp_path, authority=world.authority)
    assert code == 1
    assert "databank: the pager at localhost did not take it" in said
    assert "nobody listens there" in said
    assert "registry: the pager at pager.invalid did not take it" in said
    assert "nobody knows that name" in said
    assert "KRACHTLIJN_ALERTS_HOOK" in said
    assert "GEHEIM" not in said


async def test_an_unknown_certificate_is_told_from_a_wrong_answer(
    world: World, tmp_path: Path
) -> None:
    hooks = {"databank": hook_of_pager(world)}
    code, said = await said_by(hooks=hooks, folder=tmp_path, authority=tmp_path / "none.crt")
    assert code == 1
    assert "its certificate is of an authority that nobody here knows, or for another name" in said
    assert world.pager.taken == []


async def test_mail_leaves_too_and_a_wrong_password_is_said(world: World, tmp_path: Path) -> None:
    hooks = {
        "databank": hook_of_mail(world),
        "registry": hook_of_mail(world, "GEHEIM"),
    }
    code, said = await said_by(hooks=hooks, folder=tmp_path, authority=world.authority)
    assert code == 1
    assert "databank: mail to wacht@example.org, leiding@example.org by localhost took it" in said
    assert "registry: mail to wacht@example.org, leiding@example.org by localhost did not" in said
    assert "it refuses the user or the password" in said
    assert "GEHEIM" not in said


async def test_nothing_to_test_is_no_success(world: World, tmp_path: Path) -> None:
    code, said = await said_by(folder=tmp_path, authority=world.authority)
    assert code == 1
    assert "alert_hook" in said
    assert "--alertmanager" in said


def mail_of(world: World) -> dict[str, str]:
    return {
        "mail.example.org:587": f"localhost:{world.mail_port}",
        "group_wait: 30s": "group_wait: 1s",
    }


async def test_it_says_who_got_an_alarm_of_each_severity_from_alertmanager(
    amtool: str, world: World, tmp_path: Path
) -> None:
    """By a pager and a mail server that ask for TLS and for a password, as a city's do."""
    at = str(world.authority)
    async with alertmanager(
        tmp_path,
        hook_of_pager(world),
        WITH_NAMES,
        changed=mail_of(world),
        SSL_CERT_FILE=at,
    ) as client:
        code, said = await said_by(
            f"--alertmanager={client.base_url}", folder=tmp_path, authority=world.authority
        )
    assert code == 0, said
    assert "page: on-duty by webhook took it" in said
    assert "page: on-duty by email took it" in said
    assert "ticket: team by email took it" in said
    assert "watchdog: watchdog by webhook took it" in said
    assert world.mailbox.receivers() >= {"team@example.org", "on-duty@example.org"}
    assert world.pager.alarms() == {"AlertTest"}


async def test_a_receiver_of_alertmanager_that_gets_none_is_named(
    amtool: str, world: World, tmp_path: Path
) -> None:
    (tmp_path / "x").mkdir()
    async with alertmanager(
        tmp_path / "x",
        "https://pager.invalid/",
        WITH_NAMES,
        changed=mail_of(world),
        SSL_CERT_FILE=str(world.authority),
    ) as client:
        code, said = await said_by(
            f"--alertmanager={client.base_url}",
            "--seconds=20",
            folder=tmp_path,
            authority=world.authority,
        )
    assert code == 1
    assert "ticket: team by email took it" in said
    assert "page: on-duty by webhook got nothing" in said
    assert "watchdog: watchdog by webhook got nothing" in said
    assert "its log says why" in said


async def test_an_alertmanager_that_names_no_receivers_says_how_it_would(
    amtool: str, world: World, tmp_path: Path
) -> None:
    async with alertmanager(tmp_path, world.pager.url) as client:
        code, said = await said_by(
            f"--alertmanager={client.base_url}", folder=tmp_path, authority=world.authority
        )
    assert code == 1
    assert WITH_NAMES in said


async def test_no_alertmanager_there_is_said_in_a_sentence(world: World, tmp_path: Path) -> None:
    code, said = await said_by(
        f"--alertmanager=http://127.0.0.1:{free_port()}",
        folder=tmp_path,
        authority=world.authority,
    )
    assert code == 1
    assert "Traceback" not in said
    assert "does not answer" in said

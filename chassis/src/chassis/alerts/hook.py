"""The hook by which alerts leave: a mail server or the address of a pager.

``smtp://user:password@host:587?from=a@example.org&to=b@example.org,c@example.org`` (by STARTTLS
beyond this machine), ``smtps://`` (TLS from the start), or ``https://``, which gets ``id``,
``text`` and ``link`` as JSON. The address holds a password, so it is a secret.
"""

import asyncio
import smtplib
import socket
import ssl
from contextlib import suppress
from dataclasses import dataclass
from email.message import EmailMessage
from typing import Protocol
from urllib.parse import parse_qs, unquote, urlsplit

import httpx

from chassis.addresses import Trust, is_loopback

SECONDS = 10.0
"""Seconds for one step; how long all may take together is for whoever sends to say, and to cut."""
PORTS = {"smtp": 587, "smtps": 465}
READY = 220
"""What a mail server says to whom it lets in."""


class NotSentError(Exception):
    """The hook did not take the alert; it can be tried again."""


@dataclass(frozen=True, slots=True)
class Message:
    """``id`` is the same however often it is sent, so that whoever takes it can tell."""

    id: str
    text: str
    link: str


class Hook(Protocol):
    """As text it is who gets what it sends, without the password in its address."""

    async def send(self, message: Message) -> None:
        """Returns when it was taken, else raises :class:`NotSentError`."""


def hook_of(url: str, trust: Trust) -> Hook:
    """The hook at an address; ``ValueError`` with what to do when it is none."""
    scheme = urlsplit(url).scheme
    if scheme in PORTS:
        return Mail.at(url, trust)
    if scheme in ("http", "https"):
        return Webhook(trust.web(url, "The hook for alerts"), trust.outside())
    raise ValueError("The hook for alerts must begin with smtp://, smtps:// or https://.")


@dataclass(frozen=True)
class Webhook:
    url: str
    tls: ssl.SSLContext

    def __str__(self) -> str:
        return f"the pager at {urlsplit(self.url).hostname}"

    async def send(self, message: Message) -> None:
        body = {"id": message.id, "text": message.text, "link": message.link}
        try:
            async with httpx.AsyncClient(timeout=SECONDS, verify=self.tls) as client:
                answer = await client.post(
                    self.url, json=body, headers={"Idempotency-Key": message.id}
                )
        except httpx.HTTPError as error:
            raise NotSentError(_innermost(error)) from None
        if not answer.is_success:
            raise NotSentError(f"status {answer.status_code}")


def _innermost(error: BaseException) -> str:
    """What it comes from, by its kind alone: a text may hold the address, which is a password."""
    while (cause := error.__cause__ or error.__context__) is not None:
        error = cause
    return type(error).__name__


class Line:
    """A connection that can be cut while a thread waits for what comes of it.

    A timeout of a socket is one of each step: who sends a byte now and then keeps it open for ever.
    """

    def __init__(self) -> None:
        self._socket: socket.socket | None = None
        self._is_cut = False

    def open(self, host: str, port: int) -> socket.socket:
        opened = socket.create_connection((host, port), SECONDS)
        self._socket = opened.dup()
        if self._is_cut:
            self.cut()
        return opened

    def cut(self) -> None:
        """End it, now or as soon as it is there."""
        self._is_cut = True
        if self._socket is not None:
            with suppress(OSError):
                self._socket.shutdown(socket.SHUT_RDWR)

    def __enter__(self) -> "Line":
        return self

    def __exit__(self, *_: object) -> None:
        if self._socket is not None:
            self._socket.close()


class Server(smtplib.SMTP):
    """A mail server behind a line, with TLS from the start where ``tls`` is given."""

    def __init__(self, line: Line, tls: ssl.SSLContext | None) -> None:
        super().__init__(timeout=SECONDS)
        self._line = line
        self._tls = tls

    def enter(self, host: str, port: int) -> None:
        code, said = self.connect(host, port)
        if code != READY:
            raise smtplib.SMTPConnectError(code, said)

    def _get_socket(self, host: str, port: int, timeout: float) -> socket.socket:
        self._host = host  # by which STARTTLS knows it
        opened = self._line.open(host, port)
        return self._tls.wrap_socket(opened, server_hostname=host) if self._tls else opened


@dataclass(frozen=True)
class Mail:
    host: str
    port: int
    user: str
    password: str
    sender: str
    receivers: tuple[str, ...]
    implicit_tls: bool
    starttls: bool
    tls: ssl.SSLContext

    @classmethod
    def at(cls, url: str, trust: Trust) -> "Mail":
        parts = urlsplit(url)
        asked = parse_qs(parts.query)
        host = parts.hostname or ""
        sender, receivers = asked.get("from", [""])[0], asked.get("to", [""])[0]
        if not (host and sender and receivers):
            raise ValueError(
                "The hook for alerts needs a host, a sender and receivers: "
                "smtps://user:password@host?from=a@example.org&to=b@example.org."
            )
        return cls(
            host=host,
            port=parts.port or PORTS[parts.scheme],
            user=unquote(parts.username or ""),
            password=unquote(parts.password or ""),
            sender=sender,
            receivers=tuple(each.strip() for each in receivers.split(",")),
            implicit_tls=parts.scheme == "smtps",
            starttls=parts.scheme == "smtp"
            and not (is_loopback(host) or host in trust.plaintext_hosts),
            tls=trust.outside(),
        )

    def __str__(self) -> str:
        return f"mail to {', '.join(self.receivers)} by {self.host}"

    async def send(self, message: Message) -> None:
        mail = EmailMessage()
        mail["From"], mail["To"] = self.sender, ", ".join(self.receivers)
        mail["Subject"] = message.text
        mail["Message-ID"] = f"<{message.id}@krachtlijn.invalid>"
        mail["Auto-Submitted"] = "auto-generated"
        mail.set_content(f"{message.text}\n\n{message.link}\n")
        line = Line()
        try:
            await asyncio.to_thread(self._send, mail, line)
        except (OSError, smtplib.SMTPException) as error:
            raise NotSentError(type(error).__name__) from None
        finally:
            line.cut()

    def _send(self, mail: EmailMessage, line: Line) -> None:
        with line, Server(line, self.tls if self.implicit_tls else None) as server:
            server.enter(self.host, self.port)
            if self.starttls:
                server.starttls(context=self.tls)
            if self.user:
                server.login(self.user, self.password)
            server.send_message(mail)

"""The access that the platform gave a client: a folder with its name, its login and its keys."""

import json
import os
import ssl
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from contracts import EVENTS, Event

FOLDER, BROKER, INBOX = "KRACHTLIJN_CLIENT", "KRACHTLIJN_BROKER", "KRACHTLIJN_INBOX"
HERE = {"localhost", "127.0.0.1", "::1"}
"""Hosts that may be spoken to without TLS: nobody is between."""


class ClientError(Exception):
    """The client cannot read; the message says what a person must do."""


@dataclass(frozen=True)
class Access:
    """The access of one client: its name, its events, the broker and its secrets."""

    name: str
    events: frozenset[type[Event]]
    broker: str
    """``amqps://broker.stad.be:5671/krachtlijn``, without login."""
    inbox: Path
    password: str = field(repr=False)
    seal_keys: Path
    authority: Path

    @classmethod
    def from_environment(cls) -> "Access":
        """The access that ``KRACHTLIJN_CLIENT``, ``KRACHTLIJN_BROKER`` and ``KRACHTLIJN_INBOX``
        name."""
        return cls.load(
            Path(_named(FOLDER, "the folder that the platform's operator gave you")),
            _named(BROKER, "the address of the broker, as amqps://broker.stad.be:5671/krachtlijn"),
            Path(_named(INBOX, "the file that keeps what was had, as /var/lib/NAME/inbox.db")),
        )

    @classmethod
    def load(cls, folder: Path, broker: str, inbox: Path) -> "Access":
        description = _description(folder)
        unknown = [kind for kind in description["events"] if kind not in EVENTS]
        if unknown:
            raise ClientError(
                f"These contracts do not know {', '.join(unknown)}: install the release of "
                "krachtlijn-client that goes with the platform."
            )
        parts = urlsplit(broker)
        if parts.scheme not in {"amqp", "amqps"} or not parts.hostname:
            raise ClientError(f"{broker} is no address of a broker: amqps://HOST:5671/VHOST.")
        if parts.scheme == "amqp" and parts.hostname not in HERE:
            raise ClientError(f"{parts.hostname} is elsewhere: its address begins with amqps://.")
        return cls(
            name=description["name"],
            events=frozenset(EVENTS[kind] for kind in description["events"]),
            broker=broker,
            inbox=inbox,
            password=_read(folder / "amqp_password").strip(),
            seal_keys=folder / "seal_private.json",
            authority=folder / "ca.crt",
        )

    @property
    def queue(self) -> str:
        """The queue that the platform keeps for this client; its login has the same name."""
        return f"client.{self.name}"

    @property
    def vhost(self) -> str:
        return unquote(urlsplit(self.broker).path.strip("/")) or "krachtlijn"

    def tls(self) -> ssl.SSLContext | None:
        """Trust in the platform's own authority alone; None on this machine."""
        if urlsplit(self.broker).scheme == "amqp":
            return None
        return ssl.create_default_context(cafile=str(self.authority))


def _named(variable: str, meaning: str) -> str:
    value = os.environ.get(variable)
    if not value:
        raise ClientError(f"{variable} is not set: it names {meaning}.")
    return value


def _description(folder: Path) -> dict[str, Any]:
    description: dict[str, Any] = json.loads(_read(folder / "client.json"))
    return description


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except OSError as error:
        raise ClientError(
            f"{path} cannot be read ({error.strerror}): ask the platform's operator for the folder "
            "that 'krachtlijn client add' made, and give it to the user that runs this."
        ) from None

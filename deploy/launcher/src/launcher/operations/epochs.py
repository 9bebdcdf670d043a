"""Epochs of seal keys: begin a new one for a reader, or destroy an old one.

A reader's private keys are written before the public ones, so it can open whatever is sealed next.
"""

import json
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

from contracts import EVENTS
from launcher.credentials import Credentials
from launcher.credentials.keys import encode, offer
from launcher.credentials.tree import client_folder
from launcher.errors import LauncherError
from launcher.names import READERS
from launcher.operations.places import Place
from launcher.rundir import FOR_EVERYBODY, read_json, write_json

SEALED = """
SELECT event_id FROM {table}
WHERE type = $1 AND convert_from(body, 'UTF8')::jsonb #>> $2::text[] = $3
"""
NOT_HAD = """
SELECT count(*) FROM unnest($1::uuid[]) AS sent (event_id) WHERE NOT EXISTS (
  SELECT FROM bus_inbox AS had WHERE had.consumer = $2 AND had.event_id = sent.event_id
)
"""


@dataclass(frozen=True)
class Ring:
    """A reader's key files: its private keys by epoch, and the public ones of all readers."""

    secrets: Credentials
    reader: str

    @classmethod
    def of(cls, place: Place, reader: str) -> "Ring":
        clients = [client_folder(name) for name in place.secrets.clients] if place.secrets else []
        if reader not in (*READERS, *clients):
            known = ", ".join((*READERS, *clients))
            raise LauncherError(f"Nothing is sealed to {reader}: use {known}.")
        if place.secrets is None:
            raise LauncherError("Say where the key files are: --secrets DIR.")
        place.secrets.read(*place.secrets.seal_private(reader).parts[-2:])
        return cls(place.secrets, reader)

    @property
    def private(self) -> dict[str, str]:
        return read_json(self.secrets.seal_private(self.reader))

    @property
    def current(self) -> str:
        ring = read_json(self.secrets.seal_public).get(self.reader, {})
        return str(ring.get("current", ""))

    def rotate(self) -> str:
        """Add an epoch and seal with it from now on; its name."""
        private = self.private
        epoch = next_epoch(private, datetime.now(UTC))
        key = X25519PrivateKey.generate()
        self._write(private | {epoch: encode(key.private_bytes_raw())})
        return epoch

    def destroy(self, epoch: str) -> None:
        """Remove the private key of an epoch that is no longer the current one."""
        private = self.private
        self.check_destroyable(epoch)
        del private[epoch]
        self._write(private)

    def check_destroyable(self, epoch: str) -> None:
        if epoch not in self.private:
            known = ", ".join(sorted(self.private))
            raise LauncherError(f"{self.reader} has no epoch {epoch}: it has {known}.")
        if epoch == self.current:
            raise LauncherError(
                f"{epoch} is the epoch that is sealed with now: rotate first "
                f"(krachtlijn bus keys rotate {self.reader})."
            )

    def _write(self, private: dict[str, str]) -> None:
        write_json(self.secrets.seal_private(self.reader), private)
        public = read_json(self.secrets.seal_public) | {self.reader: offer(private)}
        write_json(self.secrets.seal_public, public, FOR_EVERYBODY)


def next_epoch(known: dict[str, str], now: datetime) -> str:
    """The name of a new epoch: the day, with a number where needed, so that names sort by age."""
    today, last = now.strftime("%Y-%m-%d"), max(known, default="")
    if today > last:
        return today
    day, _, number = last.partition(".")
    return f"{day}.{int(number or 1) + 1:02}"


@dataclass(frozen=True)
class Sealed:
    """Events of one type in one place that nobody could read without an epoch.

    They ``wait`` when they have not had their effect yet: then destroying the epoch loses it.
    """

    where: str
    type: str
    events: int
    waits: bool


async def sealed_in(place: Place, reader: str, epoch: str) -> list[Sealed]:
    """Everything that this epoch still has to open for the reader.

    A queue cannot be looked into without disturbing the order in it. What is archived at its
    publisher and not in the inbox of its reader is on its way: in a queue, or to be sent again.
    """
    found: list[Sealed] = []
    for event in EVENTS.values():
        for field, seal in event.seals.items():
            if reader not in seal.readers:
                continue
            alias = event.model_fields[field].alias or field
            which = (event.type, ["data", alias, "sealed", reader, "epoch"], epoch)
            async with place.connection(event.publisher) as conn:
                # In this order: what moves on meanwhile is seen twice rather than never.
                waiting = len(await conn.fetch(SEALED.format(table="bus_outbox"), *which))
                sent = await conn.fetch(SEALED.format(table="bus_archive"), *which)
                archived = [row["event_id"] for row in sent]
            parked = coming = 0
            if reader in READERS:  # what another system has had, its own inbox knows alone
                async with place.connection(reader) as conn:
                    parked = len(await conn.fetch(SEALED.format(table="bus_parked"), *which))
                    coming = await conn.fetchval(NOT_HAD, archived, reader)
            found += [
                Sealed(f"{event.publisher} outbox", event.type, waiting, True),
                Sealed(f"{reader} queue", event.type, coming, True),
                Sealed(f"{reader} parked", event.type, parked, True),
                Sealed(f"{event.publisher} archive", event.type, len(archived), False),
            ]
    return [each for each in found if each.events]


def write_down(secrets: Credentials, entry: dict[str, Any]) -> None:
    """Record a destruction, with its actor and reason, for good beside the key files."""
    with secrets.destroyed.open("a") as file:
        file.write(json.dumps(entry, default=str) + "\n")

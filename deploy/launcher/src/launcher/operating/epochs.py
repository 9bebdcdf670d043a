"""Epochs of seal keys: a new one for a reader, or the end of an old one.

A reader's private keys are written before the public ones, so it can open whatever is sealed next.
"""

from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

from contracts import EVENTS
from launcher.credentials import encode, offer
from launcher.errors import LauncherError
from launcher.names import READERS
from launcher.operating.places import Place
from launcher.rundir import read_json, write_json

SEALED = """
SELECT count(*) FROM {table}
WHERE type = $1 AND convert_from(body, 'UTF8')::jsonb #>> $2::text[] = $3
"""


@dataclass(frozen=True)
class Ring:
    """A reader's key files: its private keys by epoch, and the public ones of all readers."""

    folder: Path
    reader: str

    @classmethod
    def of(cls, place: Place, reader: str) -> "Ring":
        if reader not in READERS:
            raise LauncherError(f"Nothing is sealed to {reader}: use {', '.join(READERS)}.")
        if place.seals is None:
            raise LauncherError("Say where the key files are: --keys FOLDER.")
        if not (place.seals / f"{reader}.json").exists():
            raise LauncherError(
                f"There is no {reader}.json in {place.seals}: give the folder with the readers' "
                "key files (--keys)."
            )
        return cls(place.seals, reader)

    @property
    def private(self) -> dict[str, str]:
        return read_json(self.folder / f"{self.reader}.json")

    @property
    def current(self) -> str:
        ring = read_json(self.folder / "public.json").get(self.reader, {})
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
        write_json(self.folder / f"{self.reader}.json", private)
        public = read_json(self.folder / "public.json")
        write_json(self.folder / "public.json", public | {self.reader: offer(private)})


def next_epoch(known: dict[str, str], now: datetime) -> str:
    """The day, or the last epoch with a number behind it: names sort as they were made."""
    today, last = now.strftime("%Y-%m-%d"), max(known, default="")
    if today > last:
        return today
    day, _, number = last.partition(".")
    return f"{day}.{int(number or 1) + 1:02}"


async def sealed_in(place: Place, reader: str, epoch: str) -> list[dict[str, Any]]:
    """How many events nobody could read again without this epoch, by place and type."""
    found: list[dict[str, Any]] = []
    for event in EVENTS.values():
        for field, seal in event.seals.items():
            if reader not in seal.readers:
                continue
            alias = event.model_fields[field].alias or field
            path = ["data", alias, "sealed", reader, "epoch"]
            for role, table in (
                (event.publisher, "bus_outbox"),
                (event.publisher, "bus_archive"),
                (reader, "bus_parked"),
            ):
                async with place.connection(role) as conn:
                    count = await conn.fetchval(SEALED.format(table=table), event.type, path, epoch)
                if count:
                    where = f"{role} {table.removeprefix('bus_')}"
                    found.append({"where": where, "type": event.type, "events": count})
    return found

"""Seals of fields to their readers: HPKE (RFC 9180), X25519, HKDF-SHA256, AES-256-GCM.

Each box is bound to the event id, the type and the field, so it opens nowhere else. A key pair
belongs to an epoch, whose names sort by age; once an epoch's private key is destroyed, nothing
sealed in it can be read again, in queues, archives, parked messages or backups. Both sides follow
their key files while they run, so a rotation needs no restart.
"""

import json
from base64 import b64decode, b64encode
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.hpke import AEAD, KDF, KEM, Suite

from chassis.bus.keyfile import KeyFile
from chassis.errors import KeyAwaitedError, ViolationError
from contracts import Box, Event, Sealed
from contracts.wire import binding

SUITE = Suite(KEM.X25519, KDF.HKDF_SHA256, AEAD.AES_256_GCM)


Current = Mapping[str, tuple[str, X25519PublicKey]]
"""The current epoch and public key by reader."""
Private = Mapping[str, X25519PrivateKey]
"""One reader's private keys by epoch."""


class Sealer:
    """Seals with the current public key of every reader, also after a rotation meanwhile."""

    def __init__(self, file: KeyFile[Current]) -> None:
        self._file = file

    @classmethod
    def load(cls, path: Path) -> "Sealer":
        """Read the file ``{reader: {"current": epoch, "keys": {epoch: base64 of 32 bytes}}}``."""
        return cls(KeyFile(path, _read_current))

    def reload(self) -> None:
        """Read the file again now, if it has changed."""
        self._file.keys(now=True)

    def seal(self, event: Event, event_id: UUID) -> Event:
        """The event with its sealed fields boxed, ready to travel; others are left as they are."""
        if not event.seals:
            return event
        current = self._file.keys()
        boxed: dict[str, Sealed[Any]] = {}
        for name, seal in event.seals.items():
            sealed: Sealed[Any] | None = getattr(event, name)
            if sealed is None:
                continue
            plain = sealed.value.model_dump_json(by_alias=True, exclude_none=True).encode()
            boxes = {}
            for reader in sorted(seal.readers):
                epoch, key = current[reader]
                info = binding(event_id, event.type, name, reader, epoch)
                boxes[reader] = Box(epoch, b64encode(SUITE.encrypt(plain, key, info)).decode())
            boxed[name] = Sealed(boxes=boxes)
        return event.model_copy(update=boxed) if boxed else event


class Opener:
    """Opens what is sealed to one reader; everything else stays closed."""

    def __init__(self, reader: str, file: KeyFile[Private] | None) -> None:
        self._reader = reader
        self._file = file

    @classmethod
    def load(cls, reader: str, path: Path | None) -> "Opener":
        """Read the file ``{epoch: base64 of 32 bytes}``; without one every key is still to come."""
        return cls(reader, KeyFile(path, _read_private) if path else None)

    def reload(self) -> None:
        """Read the file again now, if it has changed."""
        if self._file is not None:
            self._file.keys(now=True)

    def open(self, event: Event, event_id: UUID) -> Event:
        """The event with the fields opened that are this reader's.

        :class:`KeyAwaitedError` for an epoch whose key is still to come. A field of a destroyed
        epoch stays closed: asking for its value raises ``NotOpenedError``. A box that does not
        belong to this event, type and field is a :class:`ViolationError`.
        """
        opened: dict[str, Sealed[Any]] = {}
        for name, seal in event.seals.items():
            sealed: Sealed[Any] | None = getattr(event, name)
            if sealed is None or self._reader not in seal.readers:
                continue
            box = sealed.boxes.get(self._reader)
            if box is None:
                raise ViolationError(f"{name} is not sealed to {self._reader}")
            key = self._key(box.epoch)
            if key is None:
                continue
            info = binding(event_id, event.type, name, self._reader, box.epoch)
            try:
                plain = SUITE.decrypt(b64decode(box.box, validate=True), key, info)
            except (InvalidTag, ValueError) as error:
                raise ViolationError(f"the box of {name} does not belong here") from error
            opened[name] = Sealed(seal.value_type.model_validate_json(plain), sealed.boxes)
        return event.model_copy(update=opened) if opened else event

    def _key(self, epoch: str) -> X25519PrivateKey | None:
        """None for a destroyed epoch, which is older than the current one: that is always kept.

        An epoch that is not known may be newer than the last look at the file.
        """
        if self._file is None:
            raise KeyAwaitedError(epoch)
        if key := self._file.keys().get(epoch):
            return key
        ring = self._file.keys(now=True)
        if epoch > max(ring, default=""):
            raise KeyAwaitedError(epoch)
        return ring.get(epoch)


def _read_current(path: Path) -> Current:
    return {
        reader: (
            ring["current"],
            X25519PublicKey.from_public_bytes(b64decode(ring["keys"][ring["current"]])),
        )
        for reader, ring in json.loads(path.read_text()).items()
    }


def _read_private(path: Path) -> Private:
    return {
        epoch: X25519PrivateKey.from_private_bytes(b64decode(key))
        for epoch, key in json.loads(path.read_text()).items()
    }

"""Opening what is sealed to this client: HPKE (RFC 9180), X25519, HKDF-SHA256, AES-256-GCM.

What is sealed to others stays closed, as does what was sealed in an epoch whose key is gone:
asking for its value raises ``contracts.NotOpenedError``. Keys of several epochs open side by side;
one that is newer than all of them is waited for.
"""

import json
from base64 import b64decode
from pathlib import Path
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from cryptography.hazmat.primitives.hpke import AEAD, KDF, KEM, Suite

from contracts import Event, Sealed
from contracts.wire import binding
from krachtlijn_client.message import Envelope

SUITE = Suite(KEM.X25519, KDF.HKDF_SHA256, AEAD.AES_256_GCM)


class KeyAwaitedError(Exception):
    """Sealed to this client with a key that it was not given yet; others wait for nothing."""


class ForeignBoxError(Exception):
    """A box that belongs to another event, type, field or reader."""


def opened(event: Event, envelope: Envelope, reader: str, keys: Path) -> Event:
    """The event with the fields open that hold a box for ``reader``."""
    fields: dict[str, Sealed[Any]] = {}
    ring = _ring(keys)
    for name, seal in event.seals.items():
        sealed: Sealed[Any] | None = getattr(event, name)
        box = sealed.boxes.get(reader) if sealed is not None else None
        if sealed is None or box is None:
            continue
        if box.epoch > max(ring, default=""):
            raise KeyAwaitedError(f"sealed with the key {box.epoch}: ask for the folder as it is")
        if box.epoch not in ring:
            continue
        key = X25519PrivateKey.from_private_bytes(b64decode(ring[box.epoch]))
        info = binding(envelope.id, event.type, name, reader, box.epoch)
        try:
            plain = SUITE.decrypt(b64decode(box.box, validate=True), key, info)
        except (InvalidTag, ValueError) as error:
            raise ForeignBoxError(f"the box of {name} does not belong here") from error
        fields[name] = Sealed(seal.value_type.model_validate_json(plain), sealed.boxes)
    return event.model_copy(update=fields) if fields else event


def _ring(keys: Path) -> dict[str, str]:
    """Private keys by epoch, whose names sort by age. Read each time: sealed events are few, and
    keys follow a rotation so."""
    ring: dict[str, str] = json.loads(keys.read_text(encoding="utf-8")) if keys.exists() else {}
    return ring

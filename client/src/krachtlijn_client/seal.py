"""Opening what is sealed to this client: HPKE (RFC 9180), X25519, HKDF-SHA256, AES-256-GCM.

What is sealed to others stays closed, as does what was sealed in an epoch whose key is gone:
asking for its value raises ``contracts.NotOpenedError``.
"""

import json
from base64 import b64decode
from pathlib import Path
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from cryptography.hazmat.primitives.hpke import AEAD, KDF, KEM, Suite

from contracts import Event, Sealed
from krachtlijn_client.message import Envelope

SUITE = Suite(KEM.X25519, KDF.HKDF_SHA256, AEAD.AES_256_GCM)


class ForeignBoxError(Exception):
    """A box that belongs to another event, type, field or reader."""


def opened(event: Event, envelope: Envelope, reader: str, keys: Path) -> Event:
    """The event with the fields open that hold a box for ``reader``."""
    fields: dict[str, Sealed[Any]] = {}
    for name, seal in event.seals.items():
        sealed: Sealed[Any] | None = getattr(event, name)
        box = sealed.boxes.get(reader) if sealed is not None else None
        key = _key(keys, box.epoch) if box is not None else None
        if sealed is None or box is None or key is None:
            continue
        binding = [str(envelope.id), event.type, name, reader, box.epoch]
        try:
            plain = SUITE.decrypt(b64decode(box.box), key, json.dumps(binding).encode())
        except (InvalidTag, ValueError) as error:
            raise ForeignBoxError(f"the box of {name} does not belong here") from error
        fields[name] = Sealed(seal.value_type.model_validate_json(plain), sealed.boxes)
    return event.model_copy(update=fields) if fields else event


def _key(keys: Path, epoch: str) -> X25519PrivateKey | None:
    """Read each time: sealed events are few, and keys follow a rotation so."""
    offered: dict[str, str] = json.loads(keys.read_text(encoding="utf-8")) if keys.exists() else {}
    text = offered.get(epoch)
    return X25519PrivateKey.from_private_bytes(b64decode(text)) if text else None

"""Key-encryption keys in a file, and data keys that they wrap.

The file is ``{"current": id, "keys": {id: base64 of 32 bytes}}``, one per service. AES-256-GCM for
wrapping as for the values themselves; what a wrapped key is for is bound to it.
"""

import json
import os
from base64 import b64decode
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

KEY_BYTES = 32
NONCE_BYTES = 12
DATA, INDEX = "data", "index"
"""Purposes of a key in the database: values, or digests that values are found by."""


class VaultError(Exception):
    """The keys at hand are not those of the database. The text says what to do, and no key."""


@dataclass(frozen=True)
class Ring:
    """The key-encryption keys of one service."""

    file: Path
    current: str
    keys: Mapping[str, bytes]

    @classmethod
    def load(cls, file: Path | None) -> "Ring":
        if file is None:
            raise VaultError(
                "KRACHTLIJN_VAULT is not set: give the file with the keys that identities in the "
                "database are encrypted with (docs/operating/keys.md, Keys at rest)."
            )
        try:
            content = json.loads(file.read_text())
            keys = {name: b64decode(key, validate=True) for name, key in content["keys"].items()}
            current = content["current"]
        except OSError as error:
            raise VaultError(f"The key file {file} cannot be read: {error.strerror}.") from None
        except (ValueError, LookupError, TypeError, AttributeError):
            raise VaultError(f"{file} is no key file of the vault.") from None
        if current not in keys or any(len(key) != KEY_BYTES for key in keys.values()):
            raise VaultError(f"{file} is no key file of the vault.")
        return cls(file, current, keys)

    def wrap(self, key: bytes, service: str, purpose: str, number: int) -> bytes:
        """Under the current key-encryption key."""
        return encrypt(self.keys[self.current], key, _binding(service, purpose, number))

    def unwrap(self, kek: str, wrapped: bytes, service: str, purpose: str, number: int) -> bytes:
        if kek not in self.keys:
            raise VaultError(
                f"The keys of {service}'s database are wrapped by {kek}, and {self.file} holds "
                f"{', '.join(sorted(self.keys))}: put back the key file that belongs to this "
                "database."
            )
        try:
            return decrypt(self.keys[kek], wrapped, _binding(service, purpose, number))
        except InvalidTag:
            raise VaultError(
                f"The key {kek} in {self.file} is not the one that wrapped the keys of "
                f"{service}'s database: put back the key file that belongs to this database."
            ) from None

    def __repr__(self) -> str:
        return f"<ring {self.file.name}>"


def encrypt(key: bytes, plain: bytes, binding: bytes) -> bytes:
    nonce = os.urandom(NONCE_BYTES)
    return nonce + AESGCM(key).encrypt(nonce, plain, binding)


def decrypt(key: bytes, sealed: bytes, binding: bytes) -> bytes:
    """Decrypt; ``InvalidTag`` for another key, another binding, or a changed byte."""
    return AESGCM(key).decrypt(sealed[:NONCE_BYTES], sealed[NONCE_BYTES:], binding)


def _binding(service: str, purpose: str, number: int) -> bytes:
    return json.dumps(["krachtlijn key", service, purpose, number]).encode()

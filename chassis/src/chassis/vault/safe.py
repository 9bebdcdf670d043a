"""Values sealed for one column of one row, and digests that only the key's holder can make."""

from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import blake2b
from typing import Any
from uuid import UUID

import orjson
from cryptography.exceptions import InvalidTag

from chassis.errors import RejectedError, ViolationError
from chassis.json_documents import json_bytes
from chassis.vault.keys import DATA, INDEX, Ring, VaultError, decrypt, encrypt

VERSION = b"\x01"
NUMBER_BYTES = 4
PREFIX_BYTES = len(VERSION) + NUMBER_BYTES
BLOCK = 64
"""Bytes of which each value takes a multiple, so that its length says little of a name."""
BLIND_BYTES = 16
NUL = b"\\u0000"


@dataclass(frozen=True, slots=True)
class SealedColumn:
    """A column of bytes, and the column that names its row."""

    table: str
    column: str
    key: str


@dataclass(frozen=True, slots=True)
class KeyRow:
    """A row of ``vault_key``."""

    number: int
    purpose: str
    kek: str
    wrapped: bytes
    is_active: bool


class Vault:
    """The keys of one service's database, in memory. Prints nothing.

    A sealed value is a version, the number of its data key, a nonce and the ciphertext; service,
    table, column and row are bound to it, so that it opens nowhere else.
    """

    def __init__(self, service: str, ring: Ring, rows: Sequence[KeyRow]) -> None:
        self._service = service
        self._data: dict[int, bytes] = {}
        self._index = b""
        self._current = 0
        self.take(ring, rows)

    def take(self, ring: Ring, rows: Sequence[KeyRow]) -> None:
        """Take over the keys of now; ``VaultError``, and no change, if one stays closed."""
        opened = {
            row.number: (
                row,
                ring.unwrap(row.kek, row.wrapped, self._service, row.purpose, row.number),
            )
            for row in rows
        }
        data = {number: key for number, (row, key) in opened.items() if row.purpose == DATA}
        index = [key for row, key in opened.values() if row.purpose == INDEX]
        active = [n for n in data if opened[n][0].is_active]
        if not active or len(index) != 1:
            raise VaultError(
                f"The database of {self._service} has no keys: let its migrations run first."
            )
        self._data, self._index, self._current = data, index[0], max(active)

    @property
    def prefix(self) -> bytes:
        """The first bytes of values sealed under the newest key; those of older keys sort lower."""
        return VERSION + self._current.to_bytes(NUMBER_BYTES)

    def seal(self, place: SealedColumn, row: UUID | str, value: Any) -> bytes:
        """``value`` is whatever JSON can hold, of text that a column in clear could hold too."""
        plain = json_bytes(value)
        if NUL in plain:
            raise RejectedError(
                f"{place.table}.{place.column} cannot hold a character of this text"
            )
        plain += b" " * (-len(plain) % BLOCK)
        binding = self._binding(place, row)
        return self.prefix + encrypt(self._data[self._current], plain, self.prefix + binding)

    def open(self, place: SealedColumn, row: UUID | str, sealed: bytes) -> Any:
        """Open a value; ``ViolationError`` for one that was put here from elsewhere, or changed."""
        prefix, number = sealed[:PREFIX_BYTES], int.from_bytes(sealed[1:PREFIX_BYTES])
        key = self._data.get(number)
        if key is None:
            raise VaultError(f"{place.table}.{place.column} needs the data key {number}.")
        try:
            plain = decrypt(key, sealed[PREFIX_BYTES:], prefix + self._binding(place, row))
        except InvalidTag:
            raise ViolationError(
                f"what stands in {place.table}.{place.column} does not belong in its row"
            ) from None
        return orjson.loads(plain)

    def blind(self, digest: bytes) -> bytes:
        """A digest for columns by which a value is found: the same for the same value.

        Nobody makes it without the key. It stays when data keys are renewed.
        """
        return blake2b(digest, key=self._index, digest_size=BLIND_BYTES).digest()

    def _binding(self, place: SealedColumn, row: UUID | str) -> bytes:
        return json_bytes([self._service, place.table, place.column, str(row)])

    def __repr__(self) -> str:
        return f"<vault of {self._service}>"

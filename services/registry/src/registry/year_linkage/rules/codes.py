"""Linkage codes as they are kept: useless to whoever does not hold the year's second secret."""

import base64
import hmac
from collections.abc import Mapping
from dataclasses import dataclass, replace
from hashlib import sha256
from typing import Any, Self

from registry.minimum_format.rules.records import Rows

KIND = "krachtlijn-linkage-1"
"""The kind of file in which an organisation keeps the key, as the page that makes codes asks."""
KEY_BYTES = 32


@dataclass(frozen=True, slots=True, repr=False)
class Secrets:
    """``key`` goes to the organisations; ``pepper`` never leaves, and codes are kept under it."""

    key: bytes
    pepper: bytes

    def plain(self) -> dict[str, str]:
        """As text, to be sealed."""
        return {"key": _text(self.key), "pepper": _text(self.pepper)}

    @classmethod
    def of(cls, plain: Mapping[str, Any]) -> Self:
        return cls(base64.b64decode(plain["key"]), base64.b64decode(plain["pepper"]))

    def kept(self, code: str) -> str:
        """The code as this service keeps it: the same for the same code of the same year."""
        return hmac.digest(self.pepper, code.strip().lower().encode(), sha256).hex()

    @property
    def fingerprint(self) -> str:
        """The SHA-256 of the key: of a copy that turns up it tells which key it is."""
        return sha256(self.key).hexdigest()

    def file(self, year: int) -> dict[str, Any]:
        """The key file of an organisation."""
        return {"kind": KIND, "year": year, "key": _text(self.key)}


def apart(rows: Rows) -> tuple[Rows, dict[str, str]]:
    """The rows without linkage codes, and the code of each client code that has one."""
    codes = {each.client_code: each.koppelcode for each in rows.clienten if each.koppelcode}
    clients = tuple(replace(each, koppelcode=None) for each in rows.clienten)
    return replace(rows, clienten=clients), codes


def _text(secret: bytes) -> str:
    return base64.b64encode(secret).decode()

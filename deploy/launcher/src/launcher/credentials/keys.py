"""Keys of seals, vaults and token issuers, in the files that services read them from."""

import base64
import secrets
from datetime import UTC, datetime
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

from launcher.rundir import read_json, write_json, write_private


def make_seal(path: Path) -> None:
    """A reader's key pairs by epoch."""
    if not path.exists():
        key = X25519PrivateKey.generate()
        write_json(path, {_month(): encode(key.private_bytes_raw())})


def make_vault(path: Path) -> None:
    """The keys that wrap the data keys of one service's database."""
    if not path.exists():
        name = _month()
        write_json(path, {"current": name, "keys": {name: encode(secrets.token_bytes(32))}})


def make_issuer(path: Path) -> None:
    """The private key of a token issuer."""
    if not path.exists():
        write_private(path, encode(Ed25519PrivateKey.generate().private_bytes_raw()))


def offer_issuer(domain: str, path: Path) -> dict[str, str]:
    """The public part of a token issuer."""
    key = Ed25519PrivateKey.from_private_bytes(base64.b64decode(path.read_text()))
    return {
        "issuer": f"urn:krachtlijn:issuer:{domain}",
        "key": encode(key.public_key().public_bytes_raw()),
    }


def offer_seal(path: Path) -> dict[str, object]:
    """The public part of a reader's key pairs: every epoch still on hand."""
    return offer(read_json(path))


def offer(private: dict[str, str]) -> dict[str, object]:
    keys = {
        epoch: encode(
            X25519PrivateKey.from_private_bytes(base64.b64decode(key))
            .public_key()
            .public_bytes_raw()
        )
        for epoch, key in private.items()
    }
    return {"current": max(keys, default=""), "keys": keys}


def encode(raw: bytes) -> str:
    return base64.b64encode(raw).decode()


def _month() -> str:
    return datetime.now(UTC).strftime("%Y-%m")

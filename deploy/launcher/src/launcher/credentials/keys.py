"""Keys of seals, vaults and token issuers, in the files that services read them from."""

import base64
import secrets
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

from launcher.rundir import read_json, write_json, write_private

ISSUER_KEY_LIVES = timedelta(days=400)
"""Time after which a token issuer's key runs out, unless it is renewed before."""
OVERLAP = timedelta(hours=1)
"""Time that a renewed key still counts, until every service has read the new one."""


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


def offer_issuer(domain: str, path: Path) -> dict[str, Any]:
    """The public keys of a token issuer that have not run out, each with its end.

    ``key`` is for services of release 0.2, that know of one key and no end.
    """
    kept: list[dict[str, str]] = read_json(_ends(path)).get("keys", [])
    now = datetime.now(UTC)
    current = public_of(path)
    if current not in {each["key"] for each in kept}:
        end = (now + ISSUER_KEY_LIVES).replace(microsecond=0)
        kept = [*kept, {"key": current, "not_after": end.isoformat()}]
        write_json(_ends(path), {"keys": kept})
    keys = [each for each in kept if datetime.fromisoformat(each["not_after"]) > now]
    return {"issuer": f"urn:krachtlijn:issuer:{domain}", "key": current, "keys": keys}


def renew_issuer(path: Path) -> None:
    """A new key for a token issuer; what the former one signed counts until it has run out."""
    ends = read_json(_ends(path)).get("keys", [])
    former, last = public_of(path), datetime.now(UTC) + OVERLAP
    for each in ends:
        if each["key"] == former:
            each["not_after"] = min(each["not_after"], last.replace(microsecond=0).isoformat())
    write_json(_ends(path), {"keys": ends})
    write_private(path, encode(Ed25519PrivateKey.generate().private_bytes_raw()))


def public_of(path: Path) -> str:
    key = Ed25519PrivateKey.from_private_bytes(base64.b64decode(path.read_text()))
    return encode(key.public_key().public_bytes_raw())


def _ends(path: Path) -> Path:
    """The file beside a private key that says until when each public key counts."""
    return path.with_suffix(".json")


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

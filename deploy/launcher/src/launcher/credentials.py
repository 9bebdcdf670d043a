"""Passwords and keys of one environment, made once and kept under `secrets/`."""

import base64
import secrets
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

from launcher.names import ADMIN, DOMAINS, READERS, SERVICES, SUPERUSER, TAP
from launcher.rundir import RunDir, read_json, write_json, write_private


@dataclass(frozen=True)
class Credentials:
    folder: Path
    broker: dict[str, str]
    """Password by broker user: `admin`, `tap` and one per service."""
    database: dict[str, str]
    """Password by role: `postgres`, and `<service>` and `<service>_owner` per service."""

    @classmethod
    def ensure(cls, run: RunDir) -> "Credentials":
        with run.locked("secrets"):
            run.secrets.mkdir(mode=0o700, exist_ok=True)
            passwords = _passwords(run.secrets / "passwords.json")
            _issuers(run.secrets)
            _seals(run.secrets / "seal")
            _vaults(run.secrets / "vault")
        return cls(run.secrets, passwords["broker"], passwords["database"])

    @property
    def issuers(self) -> Path:
        """Public keys of the token issuers by trust domain."""
        return self.folder / "issuers.json"

    @property
    def issuer_keys(self) -> Path:
        """Folder with `<domain>.key`, the private keys of the token issuers."""
        return self.folder / "issuers"

    @property
    def logins(self) -> Path:
        """File of the login issuers for pages; there when the environment has some."""
        return self.folder / "logins.json"

    @property
    def seal_public(self) -> Path:
        return self.folder / "seal" / "public.json"

    def seal_private(self, reader: str) -> Path:
        return self.folder / "seal" / f"{reader}.json"

    def vault(self, service: str) -> Path:
        """The keys of the service's identity columns; lost, those columns are lost."""
        return self.folder / "vault" / f"{service}.json"


def _passwords(path: Path) -> dict[str, dict[str, str]]:
    wanted = {
        "broker": [ADMIN, TAP, *SERVICES],
        "database": [SUPERUSER, *SERVICES, *(f"{service}_owner" for service in SERVICES)],
    }
    kept = read_json(path)
    passwords = {
        kind: {name: kept.get(kind, {}).get(name) or secrets.token_hex(16) for name in names}
        for kind, names in wanted.items()
    }
    if passwords != kept:
        write_json(path, passwords)
    return passwords


def _issuers(folder: Path) -> None:
    public = {}
    for domain in DOMAINS:
        path = folder / "issuers" / f"{domain}.key"
        if not path.exists():
            write_private(path, encode(Ed25519PrivateKey.generate().private_bytes_raw()))
        key = Ed25519PrivateKey.from_private_bytes(base64.b64decode(path.read_text()))
        public[domain] = {
            "issuer": f"urn:krachtlijn:issuer:{domain}",
            "key": encode(key.public_key().public_bytes_raw()),
        }
    if public != read_json(folder / "issuers.json"):
        write_json(folder / "issuers.json", public)


def _seals(folder: Path) -> None:
    """Each reader's key pairs by epoch; the public file offers every epoch still on hand."""
    public = {}
    for reader in READERS:
        path = folder / f"{reader}.json"
        if not path.exists():
            epoch = datetime.now(UTC).strftime("%Y-%m")
            key = X25519PrivateKey.generate()
            write_json(path, {epoch: encode(key.private_bytes_raw())})
        public[reader] = offer(read_json(path))
    if public != read_json(folder / "public.json"):
        write_json(folder / "public.json", public)


def _vaults(folder: Path) -> None:
    for service in SERVICES:
        path = folder / f"{service}.json"
        if not path.exists():
            name = datetime.now(UTC).strftime("%Y-%m")
            write_json(path, {"current": name, "keys": {name: encode(secrets.token_bytes(32))}})


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

"""Keys of backups: who makes one can only encrypt and sign, who restores can open and check.

Encryption is age's (X25519), so that a backup opens with the program ``age`` too; age says nothing
of who encrypted, so what belongs to a backup is signed with Ed25519.
"""

from base64 import b64decode
from dataclasses import dataclass
from pathlib import Path

import pyrage
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from launcher.credentials import Credentials
from launcher.credentials.keys import encode
from launcher.errors import LauncherError
from launcher.rundir import write_private

RECIPIENTS, SIGNING = "recipients.txt", "signing.key"
IDENTITY, SIGNERS = "identity.txt", "signers.txt"


def make_backup_keys(backup: Path, restore: Path) -> None:
    """Make what is missing of both folders of a service.

    Whoever takes the private parts away from this machine keeps the public ones: they stay as they
    are, and recipients or signers that were added too.
    """
    if not (backup / RECIPIENTS).exists():
        identity = pyrage.x25519.Identity.generate()
        write_private(restore / IDENTITY, f"{identity}\n")
        write_private(backup / RECIPIENTS, f"{identity.to_public()}\n")
    if not (restore / SIGNERS).exists():
        if not (backup / SIGNING).exists():
            write_private(
                backup / SIGNING, encode(Ed25519PrivateKey.generate().private_bytes_raw())
            )
        public = _signing(backup / SIGNING).public_key().public_bytes_raw()
        write_private(restore / SIGNERS, f"{encode(public)}\n")


@dataclass(frozen=True)
class WriterKeys:
    """Keys of whoever makes backups of one service: with them nothing can be read."""

    recipients: list[pyrage.x25519.Recipient]
    signing: Ed25519PrivateKey

    @classmethod
    def of(cls, secrets: Credentials, service: str) -> "WriterKeys":
        folder = secrets.backup(service).name
        lines = _lines(secrets.read(folder, RECIPIENTS))
        try:
            recipients = [pyrage.x25519.Recipient.from_str(line) for line in lines]
        except pyrage.RecipientError:
            raise LauncherError(
                f"{RECIPIENTS} of {folder} must hold public keys of age (age1...), one per line."
            ) from None
        if not recipients:
            raise LauncherError(f"{RECIPIENTS} of {folder} names nobody who could open a backup.")
        secrets.read(folder, SIGNING)
        return cls(recipients, _signing(secrets.backup(service) / SIGNING))

    def sign(self, content: bytes) -> str:
        return encode(self.signing.sign(content))


@dataclass(frozen=True)
class ReaderKeys:
    """Keys of whoever restores one service."""

    identities: list[pyrage.x25519.Identity]
    signers: list[Ed25519PublicKey]

    @classmethod
    def of(cls, secrets: Credentials, service: str) -> "ReaderKeys":
        folder = secrets.restore(service).name
        identities, signers = secrets.read(folder, IDENTITY), secrets.read(folder, SIGNERS)
        try:
            return cls(
                [pyrage.x25519.Identity.from_str(line) for line in _lines(identities)],
                [Ed25519PublicKey.from_public_bytes(b64decode(line)) for line in _lines(signers)],
            )
        except (pyrage.IdentityError, ValueError):
            raise LauncherError(
                f"{folder} must hold {IDENTITY} with a key of age (AGE-SECRET-KEY-...) and "
                f"{SIGNERS} with the public keys of who makes the backups, one per line."
            ) from None

    def has_signed(self, content: bytes, signature: bytes) -> bool:
        """Whether one of the known makers of backups signed this."""
        for signer in self.signers:
            try:
                signer.verify(signature, content)
            except InvalidSignature:
                continue
            return True
        return False


def _signing(path: Path) -> Ed25519PrivateKey:
    try:
        return Ed25519PrivateKey.from_private_bytes(b64decode(path.read_text()))
    except ValueError:
        raise LauncherError(
            f"{path} is no key for signing: put back the one that was made."
        ) from None


def _lines(text: str) -> list[str]:
    lines = (line.strip() for line in text.splitlines())
    return [line for line in lines if line and not line.startswith("#")]

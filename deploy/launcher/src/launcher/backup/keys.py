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
_WRONG = (
    f"{{folder}} must hold {IDENTITY} with a key of age (AGE-SECRET-KEY-...) and {SIGNERS} with "
    "the public keys of who makes the backups, one per line."
)


def make_backup_keys(backup: Path, restore: Path) -> None:
    """Make what is missing of both folders of a service.

    Whoever takes the private parts away from this machine keeps the public ones: they stay as they
    are, and recipients or signers that were added too. A key that opens backups is never replaced:
    where what makes them is gone, it is made to fit.
    """
    gone = not (backup / RECIPIENTS).exists()
    if gone:
        if not (restore / IDENTITY).exists():
            write_private(restore / IDENTITY, f"{pyrage.x25519.Identity.generate()}\n")
        public = _identities((restore / IDENTITY).read_text(), restore.name)
        write_private(backup / RECIPIENTS, "".join(f"{key.to_public()}\n" for key in public))
    if (gone or not (restore / SIGNERS).exists()) and not (backup / SIGNING).exists():
        write_private(backup / SIGNING, encode(Ed25519PrivateKey.generate().private_bytes_raw()))
    if gone or not (restore / SIGNERS).exists():
        signer = encode(_signing(backup / SIGNING).public_key().public_bytes_raw())
        known = _lines((restore / SIGNERS).read_text()) if (restore / SIGNERS).exists() else []
        if signer not in known:
            write_private(restore / SIGNERS, "".join(f"{key}\n" for key in [*known, signer]))


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
            public = [
                Ed25519PublicKey.from_public_bytes(b64decode(each)) for each in _lines(signers)
            ]
        except ValueError:
            raise LauncherError(_WRONG.format(folder=folder)) from None
        return cls(_identities(identities, folder), public)

    def has_signed(self, content: bytes, signature: bytes) -> bool:
        """Whether one of the known makers of backups signed this."""
        for signer in self.signers:
            try:
                signer.verify(signature, content)
            except InvalidSignature:
                continue
            return True
        return False


def _identities(text: str, folder: str) -> list[pyrage.x25519.Identity]:
    try:
        return [pyrage.x25519.Identity.from_str(line) for line in _lines(text)]
    except pyrage.IdentityError:
        raise LauncherError(_WRONG.format(folder=folder)) from None


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

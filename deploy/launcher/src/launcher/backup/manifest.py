"""The manifest beside a backup: what it is in the open, what is in it sealed, all of it signed."""

import hashlib
import json
from base64 import b64decode, b64encode
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pyrage
from pydantic import BaseModel, ConfigDict, ValidationError
from pydantic.alias_generators import to_camel

from launcher.backup.keys import ReaderKeys, WriterKeys
from launcher.errors import LauncherError
from launcher.rundir import write_private

SUFFIX, MANIFEST_SUFFIX = ".dump.age", ".json"
BLOCK = 1 << 20
_DOMAIN = b"krachtlijn backup manifest\0"

Progress = Callable[[int, int], None]
"""Called with the number of bytes that are done, and the number of all."""


class _Record(BaseModel):
    model_config = ConfigDict(
        frozen=True, extra="forbid", alias_generator=to_camel, populate_by_name=True
    )


class Contents(_Record):
    """A list of what is inside, for whoever may open it: counts of persons are nobody's business.

    ``tables``: rows by table. ``vault_keys``: the keys in the vault's file that wrap its data keys.
    ``seal_epochs``: epochs in which something was sealed to the service, as far as they still open.
    """

    tables: dict[str, int]
    archived_to: int
    outbox: int
    parked: int
    vault_keys: list[str]
    seal_epochs: list[str]


class Manifest(_Record):
    """``at``: the moment of the snapshot. ``sha256`` and ``bytes`` are of the encrypted file.

    ``revisions`` of the tables are by package of migrations. ``contents`` is sealed.
    """

    service: str
    at: datetime
    file: str
    bytes: int
    sha256: str
    revisions: dict[str, str]
    server: str
    contents: str

    def opened(self, keys: ReaderKeys) -> Contents:
        """The contents; raises when none of the keys opens this backup."""
        try:
            plain = pyrage.decrypt(b64decode(self.contents), keys.identities)
        except pyrage.DecryptError:
            raise LauncherError(
                f"None of the keys at hand opens this backup of {self.service}: it was made for "
                "another. Name the secrets of its time with --secrets DIR."
            ) from None
        return Contents.model_validate_json(plain)


def seal(contents: Contents, keys: WriterKeys) -> str:
    plain = contents.model_dump_json(by_alias=True).encode()
    return b64encode(pyrage.encrypt(plain, keys.recipients)).decode()


def name_of(service: str, at: datetime) -> str:
    """The file of a backup: names sort by time, and two of one second never meet."""
    return f"{service}-{at.astimezone(UTC):%Y%m%dT%H%M%S%f}Z{SUFFIX}"


def beside(file: Path) -> Path:
    """The manifest's path, from that of the backup or from itself."""
    return (
        file if file.name.endswith(MANIFEST_SUFFIX) else file.with_name(file.name + MANIFEST_SUFFIX)
    )


def write(manifest: Manifest, folder: Path, keys: WriterKeys) -> None:
    """Put it beside its file; it comes last, so a file without one was cut off."""
    plain = manifest.model_dump(mode="json", by_alias=True)
    signed = {"manifest": plain, "signature": keys.sign(_bytes(plain))}
    write_private(beside(folder / manifest.file), json.dumps(signed, indent=2) + "\n")


def newest(folder: Path, service: str) -> datetime | None:
    """When the newest backup of a service was made that has all its bytes, by its manifest."""
    moments = []
    for path in folder.glob(f"{service}-*{SUFFIX}{MANIFEST_SUFFIX}"):
        try:
            found = read_unverified(path)
        except LauncherError:
            continue  # no manifest, so no backup
        file = folder / found.file
        if file.exists() and file.stat().st_size == found.bytes:
            moments.append(found.at)
    return max(moments, default=None)


def read_unverified(path: Path) -> Manifest:
    """The manifest as it says, for a list; nothing may be done with a database by it."""
    return _parse(path)[0]


def read(file: Path, keys: ReaderKeys) -> Manifest:
    """The manifest of a backup, signed by a known maker; else a :class:`LauncherError`."""
    path = beside(file)
    manifest, plain, signature = _parse(path)
    if not keys.has_signed(_bytes(plain), signature):
        raise LauncherError(
            f"{path} was changed, or not made by who makes these backups: nothing was "
            "touched. Take another backup, and find out who wrote here."
        )
    return manifest


def check_file(
    manifest: Manifest, folder: Path, shown: Progress = lambda _done, _all: None
) -> Path:
    """The backup's file, byte by byte the one that was written; else a :class:`LauncherError`."""
    path = folder / manifest.file
    digest, done = hashlib.sha256(), 0
    try:
        with path.open("rb") as file:
            while block := file.read(BLOCK):
                digest.update(block)
                done += len(block)
                shown(done, manifest.bytes)
    except OSError as error:
        raise LauncherError(f"{path} cannot be read: {error.strerror}.") from None
    if done != manifest.bytes or digest.hexdigest() != manifest.sha256:
        raise LauncherError(
            f"{path} is not as it was written ({done} of {manifest.bytes} bytes, or other ones): "
            "nothing was touched. Take another copy or another backup."
        )
    return path


def _parse(path: Path) -> tuple[Manifest, dict[str, Any], bytes]:
    try:
        raw = json.loads(path.read_text(encoding="utf-8"))
        manifest = Manifest.model_validate(raw["manifest"])
        signature = b64decode(raw["signature"], validate=True)
    except OSError as error:
        raise LauncherError(
            f"{path} cannot be read ({error.strerror}): a backup needs the manifest that was made "
            "with it."
        ) from None
    except (ValueError, LookupError, TypeError, ValidationError):
        raise LauncherError(f"{path} is no manifest of a backup.") from None
    if Path(manifest.file).name != manifest.file:
        raise LauncherError(f"{path} is no manifest of a backup.")
    return manifest, raw["manifest"], signature


def _bytes(plain: dict[str, Any]) -> bytes:
    return _DOMAIN + json.dumps(plain, sort_keys=True, separators=(",", ":")).encode()

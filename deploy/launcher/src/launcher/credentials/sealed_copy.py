"""A copy of the tree of secrets for a safe: one file that only its keepers can open.

It is a tar in age's encryption, so the programs ``age`` and ``tar`` open it as well. Who has it and
a keeper's key has everything: keys of seals that are destroyed later, too.
"""

import io
import tarfile
from collections.abc import Iterator, Sequence
from pathlib import Path

import pyrage

from launcher.credentials.tree import FOLDERS, PUBLIC, Credentials, client_folder
from launcher.errors import LauncherError
from launcher.rundir import FOR_EVERYBODY, write_private

CLIENT = client_folder("")
"""How the folders of other systems begin."""
DEPTH = 2
"""A folder, and a file in it; beside them only the record of destroyed keys."""


def seal(tree: Credentials, keepers: Sequence[str]) -> bytes:
    """All of the tree, to each of these public keys; a `LauncherError` when one is none."""
    try:
        recipients = [pyrage.x25519.Recipient.from_str(each) for each in keepers]
    except pyrage.RecipientError:
        raise LauncherError(
            "A keeper is named by the public key of age (age1...), which 'age-keygen' shows."
        ) from None
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode="w") as tar:
        for path in sorted(tree.folder.rglob("*")):
            name = path.relative_to(tree.folder)
            if path.is_file() and _belongs(tree, name):
                content = path.read_bytes()
                member = tarfile.TarInfo(str(name))
                member.size, member.mode = len(content), path.stat().st_mode & 0o777
                tar.addfile(member, io.BytesIO(content))
    sealed: bytes = pyrage.encrypt(packed.getvalue(), recipients)
    return sealed


def lay_down(sealed: bytes, identities: str, folder: Path) -> list[str]:
    """Open a copy by a keeper's file and write it where no tree is yet: its files, as named.

    Nothing is written before all is known to be whole and ours.
    """
    if folder.exists() and any(path.is_file() for path in folder.rglob("*")):
        raise LauncherError(
            f"{folder} holds files already: a copy is laid down in an empty folder, or one whose "
            "folders are empty."
        )
    tree = Credentials(folder)
    files = dict(_files(_opened(sealed, identities), tree))
    if not files:
        raise _none("it is empty")
    for name, (content, for_everybody) in files.items():
        write_private(folder / name, content, FOR_EVERYBODY if for_everybody else 0o600)
    folder.chmod(0o711)
    for each in folder.iterdir():
        if each.is_dir():
            each.chmod(0o755 if each.name == PUBLIC else 0o700)
    return sorted(files)


def _opened(sealed: bytes, identities: str) -> bytes:
    keys = [line for line in identities.splitlines() if line.startswith("AGE-SECRET-KEY-")]
    try:
        return bytes(
            pyrage.decrypt(sealed, [pyrage.x25519.Identity.from_str(each.strip()) for each in keys])
        )
    except (pyrage.IdentityError, pyrage.DecryptError):
        raise LauncherError(
            "The file of the keeper does not fit this copy: no key in it opens it, or the copy is "
            "not whole."
        ) from None


def _files(packed: bytes, tree: Credentials) -> Iterator[tuple[str, tuple[str, bool]]]:
    try:
        with tarfile.open(fileobj=io.BytesIO(packed)) as tar:
            for member in tar.getmembers():
                taken = tar.extractfile(member) if member.isreg() else None
                if taken is None or not _belongs(tree, Path(member.name)):
                    raise _none(member.name)
                yield member.name, (taken.read().decode(), member.mode == FOR_EVERYBODY)
    except (tarfile.TarError, UnicodeDecodeError) as error:
        raise _none(str(error)) from None


def _belongs(tree: Credentials, name: Path) -> bool:
    if len(name.parts) != DEPTH:
        return str(name) == tree.destroyed.name
    return ".." not in name.parts and (name.parts[0] in FOLDERS or name.parts[0].startswith(CLIENT))


def _none(why: str) -> LauncherError:
    return LauncherError(f"What was opened is no copy of secrets ({why}); nothing was written.")

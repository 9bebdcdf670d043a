"""Secrets of an environment that release 0.2.0 made, brought to where they lie now.

What they open is still there, so none may be made anew.
"""

from collections.abc import Iterator
from pathlib import Path

from launcher.credentials.tree import Credentials, broker_place, database_place
from launcher.names import SERVICES
from launcher.rundir import read_json, write_private


def adopt(folder: Path) -> None:
    """Move each secret to its folder; nothing happens where all are in theirs already."""
    passwords = folder / "passwords.json"
    if not passwords.exists():
        return
    kept = read_json(passwords)
    for kind, place_of in (("broker", broker_place), ("database", database_place)):
        for name, word in kept.get(kind, {}).items():
            write_private(folder.joinpath(*place_of(name)), word)
    for old, new in _moves(Credentials(folder)):
        if old.exists():
            new.parent.mkdir(mode=0o700, exist_ok=True)
            old.replace(new)
    for made_anew in ("seal/public.json", "issuers.json", "logins.json"):
        (folder / made_anew).unlink(missing_ok=True)
    for emptied in ("seal", "vault"):
        if (folder / emptied).is_dir():
            (folder / emptied).rmdir()
    passwords.unlink()  # last: until then it is begun again


def _moves(tree: Credentials) -> Iterator[tuple[Path, Path]]:
    for service in SERVICES:
        yield tree.folder / "seal" / f"{service}.json", tree.seal_private(service)
        yield tree.folder / "vault" / f"{service}.json", tree.vault(service)
    yield tree.folder / "seal" / tree.destroyed.name, tree.destroyed

"""System accounts that run a server, and the folders where they can keep its data.

PostgreSQL refuses to run as root, and a broker need not. When the launcher runs as root it hands
each server to the account its package made; any other user runs both as itself.
"""

import hashlib
import os
import pwd
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

from launcher.errors import LauncherError
from launcher.rundir import RunDir


@dataclass(frozen=True)
class Account:
    name: str
    uid: int
    gid: int


def account_for(name: str) -> Account | None:
    """The named system account, or `nobody`; None when the launcher has no rights to hand down."""
    if os.geteuid() != 0:
        return None
    for candidate in (name, "nobody"):
        try:
            entry = pwd.getpwnam(candidate)
        except KeyError:
            continue
        return Account(entry.pw_name, entry.pw_uid, entry.pw_gid)
    raise LauncherError(f"Neither the account {name} nor nobody exists: create one of them.")


def home(run: RunDir, server: str, account: Account | None) -> Path:
    """The folder of a server, owned by its account and reachable for it."""
    with run.locked("home"):
        if not run.servers.exists():
            run.servers.unlink(missing_ok=True)
            run.servers.mkdir(mode=0o711)
        if account is not None and not _reachable(run.servers, account):
            _move_out(run)
    folder = run.servers.resolve() / server
    folder.mkdir(mode=0o700, exist_ok=True)
    own(folder, account)
    return folder


def own(path: Path, account: Account | None) -> None:
    if account is not None:
        os.chown(path, account.uid, account.gid)


def _reachable(path: Path, account: Account) -> bool:
    check = subprocess.run(  # noqa: S603
        ["test", "-x", str(path.resolve())],  # noqa: S607
        user=account.uid,
        group=account.gid,
        extra_groups=[],
        cwd="/",
        check=False,
    )
    return check.returncode == 0


def _move_out(run: RunDir) -> None:
    """Put the servers' data where any account can get, when the checkout is closed to them.

    A checkout under `/root` or in a private temporary folder is the usual case.
    """
    mark = hashlib.sha256(str(run.path).encode()).hexdigest()[:16]
    target = Path("/var/tmp") / f"krachtlijn-{mark}"  # noqa: S108 - checked for ownership below
    try:
        target.mkdir(mode=0o711)
    except FileExistsError:
        if target.is_symlink() or target.stat().st_uid != os.geteuid():
            raise LauncherError(f"{target} belongs to somebody else: remove it.") from None
    target.chmod(0o711)
    for entry in run.servers.iterdir():
        shutil.move(entry, target / entry.name)
    run.servers.rmdir()
    run.servers.symlink_to(target)

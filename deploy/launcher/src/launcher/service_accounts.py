"""Unprivileged users of this machine, one for each service, so that none reads another's secrets.

They need no entry among the machine's users: a number is enough, the same as in containers. Only
root can hand them out, and only where they can read the code that they are to run; else everything
runs as the launcher's own user, and that is told.
"""

import importlib.util
import os
import pwd
import subprocess
import sys
from collections.abc import Iterable

from launcher.accounts import Account
from launcher.names import SERVICES
from launcher.rundir import RunDir

_FIRST = 10_001
NUMBERS = {**{name: _FIRST + number for number, name in enumerate(SERVICES)}, "login": 10_011}
_CODE = ("launcher", "chassis", "contracts", "uvicorn", *SERVICES)
"""Packages of every place where code comes from."""


def account_of(run: RunDir, name: str) -> Account | None:
    """The account of a service or of the login; None where it runs as the launcher's own user."""
    if why_none(run) is not None:
        return None
    return Account(name, NUMBERS[name], NUMBERS[name])


def why_none(run: RunDir) -> str | None:
    """The reason why services have no users of their own here, with what to do about it."""
    if os.geteuid() != 0:
        return (
            "All services run as your own user and could read each other's secrets: only root can "
            "give each a user of its own."
        )
    for name, number in NUMBERS.items():
        if taken := _owner_of(number):
            return (
                f"All services run as root: the user {number}, meant for {name}, is {taken} on "
                "this machine. Use another machine, or containers."
            )
    closed = _closed([run.secrets, *_code(), sys.executable])
    if closed is not None:
        return (
            f"All services run as root, since other users cannot get to {closed}: move the "
            "checkout to where they can, as /srv or /opt, and start again."
        )
    return None


def _owner_of(number: int) -> str | None:
    try:
        return pwd.getpwuid(number).pw_name
    except KeyError:
        return None


def _code() -> Iterable[str]:
    specs = [importlib.util.find_spec(name) for name in _CODE]
    return [spec.origin for spec in specs if spec is not None and spec.origin]


def _closed(paths: Iterable[object]) -> str | None:
    """The first of these that another user cannot use."""
    check = subprocess.run(  # noqa: S603
        ["sh", "-c", 'for p; do test -x "$p" || test -r "$p" || { echo "$p"; exit; }; done', "sh"]
        + [str(path) for path in paths],
        user=NUMBERS["login"],
        group=NUMBERS["login"],
        extra_groups=[],
        cwd="/",
        capture_output=True,
        text=True,
        check=False,
    )
    return check.stdout.strip() or None

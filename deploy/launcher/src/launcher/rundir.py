"""The run directory, where one environment of one checkout keeps its things."""

import fcntl
import json
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from launcher.errors import LauncherError


@dataclass(frozen=True)
class RunDir:
    """`.run/<environment>/` of a checkout; `root` is kept resolved, so two spellings are one."""

    root: Path
    environment: str

    @classmethod
    def of(cls, root: Path, environment: str) -> "RunDir":
        run = cls(root.resolve(), environment)
        run.path.mkdir(parents=True, exist_ok=True)
        run.logs.mkdir(exist_ok=True)
        return run

    @classmethod
    def all(cls, root: Path) -> list["RunDir"]:
        """The environments that exist in the checkout, whether or not they run."""
        found = sorted(path.parent for path in base(root).glob("*/logs"))
        return [cls(root.resolve(), path.name) for path in found]

    @property
    def path(self) -> Path:
        return base(self.root) / self.environment

    @property
    def logs(self) -> Path:
        return self.path / "logs"

    @property
    def secrets(self) -> Path:
        return self.path / "secrets"

    @property
    def servers(self) -> Path:
        """Data of broker and database; a link elsewhere when their accounts cannot get here."""
        return self.path / "servers"

    @contextmanager
    def locked(self, name: str, busy: str | None = None) -> Iterator[None]:
        """Hold a lock that ends with this process; with `busy`, fail with it instead of waiting.

        Lock files live outside the environment, so wiping it never removes a held lock.
        """
        folder = base(self.root) / "locks"
        folder.mkdir(parents=True, exist_ok=True)
        with (folder / f"{self.environment}.{name}").open("w") as file:
            try:
                fcntl.flock(file, fcntl.LOCK_EX | (fcntl.LOCK_NB if busy else 0))
            except BlockingIOError:
                raise LauncherError(busy or "") from None
            yield

    def wipe(self) -> None:
        """Remove everything the environment keeps; nothing of it may be running."""
        if self.servers.is_symlink():
            shutil.rmtree(self.servers.resolve(), ignore_errors=True)
        if self.path.exists():
            shutil.rmtree(self.path)


def base(root: Path) -> Path:
    return root.resolve() / ".run"


def read_json(path: Path) -> dict[str, Any]:
    """The object in a file, or an empty one when the file is not there."""
    try:
        content = json.loads(path.read_text())
    except FileNotFoundError:
        return {}
    return content if isinstance(content, dict) else {}


FOR_EVERYBODY = 0o644
"""The mode of a file that is no secret."""


def write_private(path: Path, content: str, mode: int = 0o600) -> None:
    """Write a file at once, as a rule readable by its owner only: by whom its folder belongs to."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    draft = path.with_name(f".{path.name}.{os.getpid()}")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, mode)
    with os.fdopen(descriptor, "w") as file:
        os.fchmod(descriptor, mode)
        folder = path.parent.stat()
        if os.geteuid() == 0 and folder.st_uid != 0:
            os.fchown(descriptor, folder.st_uid, folder.st_gid)
        file.write(content)
    draft.replace(path)


def write_json(path: Path, content: dict[str, Any], mode: int = 0o600) -> None:
    write_private(path, json.dumps(content, indent=2, sort_keys=True) + "\n", mode)

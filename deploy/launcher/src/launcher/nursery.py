"""The nursery: services start as forks of one process that has imported what they share.

Importing the web framework, the database library and the bus takes a service longer than all else
in its start. Done once instead of five times, that halves the start of the platform on two cores.
Each service is then a process like any other, as `python -m uvicorn` would have made it.
"""

import compileall
import importlib
import importlib.util
import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path
from types import TracebackType
from typing import IO, Any

from launcher.accounts import Account
from launcher.errors import LauncherError
from launcher.names import SERVICES
from launcher.processes import Process, marks, record, started_at
from launcher.rundir import RunDir

_SHARED = ("uvloop", "chassis.serve", "chassis.service", "sqlmodel.ext.asyncio.session")

_OF_A_SERVICE = ("pypdf", "shapely", "PIL")
"""Packages of others that nobody but a service imports, so that nobody else compiles them."""


class Nursery:
    """The launcher's side of it. Imports begin at once; services live on when it ends."""

    def __init__(self, run: RunDir) -> None:
        self._run = run
        self._log = run.logs / "nursery.log"
        with self._log.open("ab") as errors:
            self._child = subprocess.Popen(
                [sys.executable, "-m", "launcher.nursery"],
                env={**os.environ, **marks(run, "nursery"), "PYTHONUNBUFFERED": "1"},
                cwd=run.root,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=errors,
                text=True,
                start_new_session=True,
            )

    def __enter__(self) -> "Nursery":
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._child.kill()
        self._child.communicate()

    def start(
        self,
        component: str,
        port: int,
        environment: Mapping[str, str],
        *,
        address: str,
        app: str | None = None,
        folder: Path | None = None,
        account: Account | None = None,
    ) -> Process:
        """Fork a service, logging to `logs/`, and record it.

        `app` is the factory, `module:function`, when it is not the service's own; `folder` is where
        its module lies when it is not installed. `account` is who it runs as.
        """
        log = self._run.logs / f"{component}.log"
        order = {
            "name": component,
            "app": app or f"{component}.app:build",
            "folder": str(folder) if folder else None,
            "port": port,
            "environment": {**environment, **marks(self._run, component)},
            "log": str(log),
            "account": [account.uid, account.gid] if account else None,
        }
        orders, answers = self._pipes()
        try:
            print(json.dumps(order), file=orders, flush=True)
            answer = answers.readline()
        except BrokenPipeError:
            answer = ""
        if not answer:
            tail = Process("", 0, 0, "", str(self._log)).tail()
            raise LauncherError(f"The services cannot be started ({self._log}):\n{tail}")
        pid = int(answer)
        process = Process(component, pid, started_at(pid) or 0, address, str(log))
        record(self._run, process)
        return process

    def _pipes(self) -> tuple[IO[str], IO[str]]:
        if self._child.stdin is None or self._child.stdout is None:
            raise AssertionError
        return self._child.stdin, self._child.stdout


def main() -> None:
    """Import what is shared, then fork one service for each line that comes in."""
    for name in _SHARED:
        importlib.import_module(name)
    keep_compiled((*SERVICES, *_OF_A_SERVICE))
    for line in sys.stdin:
        pid = os.fork()
        if pid == 0:
            _serve(json.loads(line))
            return
        print(pid, flush=True)  # noqa: T201


def keep_compiled(packages: Iterable[str]) -> None:
    """Compile the modules of packages that changed since they were.

    Services run as users who may write nothing beside their code, and would compile it at every
    start.
    """
    if sys.dont_write_bytecode:
        return
    for package in packages:
        found = importlib.util.find_spec(package)
        for folder in (found and found.submodule_search_locations) or ():
            compileall.compile_dir(folder, quiet=2)


def _serve(order: dict[str, Any]) -> None:
    from chassis import serve

    folder = order["folder"]
    _detach(Path(str(order["log"])))
    Path("/proc/self/comm").write_text(str(order["name"]))
    if order["account"]:
        uid, gid = order["account"]
        os.setgroups([])
        os.setgid(gid)
        os.setuid(uid)
    os.environ.clear()
    os.environ.update(order["environment"])
    serve.run(
        str(order["app"]),
        host="127.0.0.1",
        port=int(str(order["port"])),
        app_dir=str(folder) if folder else None,
    )


def _detach(log: Path) -> None:
    """A session of its own, and none of the pipes to the launcher."""
    os.setsid()
    signal.signal(signal.SIGINT, signal.default_int_handler)
    with Path(os.devnull).open("rb") as nothing, log.open("ab") as output:
        os.dup2(nothing.fileno(), 0)
        os.dup2(output.fileno(), 1)
        os.dup2(output.fileno(), 2)


if __name__ == "__main__":
    main()

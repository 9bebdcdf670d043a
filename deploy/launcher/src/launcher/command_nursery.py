"""The command `krachtlijn` as forks of one process that has imported it, for tests that run many.

To start Python and import what a command needs takes a second of the processor, and what it then
does a tenth of one. Each is a process of its own all the same, with the arguments, environment and
folder that it is given, and ends as it would alone.
"""

import gc
import importlib
import json
import os
import selectors
import signal
import socket
import subprocess
import sys
import traceback
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import IO, Any

from launcher.errors import LauncherError

_START = "import sys; from launcher import command_nursery; command_nursery.main(int(sys.argv[1]))"
"""By which the command calls itself as it would alone, and not ``python -m``."""
_LONGEST = 1 << 20
_FILES = 4
"""The files of an order: input, output, errors, and where its end is told."""


@dataclass(frozen=True)
class Answer:
    code: int
    out: str
    error: str


class RunningCommand:
    """A command that was begun."""

    def __init__(self, out: IO[bytes], error: IO[bytes], end: socket.socket) -> None:
        self._out, self._error, self._end = out, error, end

    def ends(self, seconds: float = 120) -> Answer:
        """Its answer; a `TimeoutError` when it is still at work by then."""
        self._end.settimeout(seconds)
        with self._end, self._out, self._error:
            told = self._end.recv(64)
            if not told:
                raise LauncherError("the nursery of commands is gone")
            for file in (self._out, self._error):
                file.seek(0)
            return Answer(int(told), self._out.read().decode(), self._error.read().decode())


class CommandNursery:
    """``python`` is of the environment whose command it is. What a command imports the first time
    is there for the next."""

    def __init__(self, python: Path, environment: Mapping[str, str], folder: Path) -> None:
        self._environment, self._folder = dict(environment), folder
        self._orders, its = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        with its:
            self._child = subprocess.Popen(  # noqa: S603
                [str(python), "-c", _START, str(its.fileno())],
                env=self._environment,
                cwd=folder,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                pass_fds=[its.fileno()],
            )

    def __enter__(self) -> "CommandNursery":
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._orders.close()
        self._child.wait(30)

    def begin(self, *arguments: str, said: bytes = b"", **environment: str) -> RunningCommand:
        """Begin a command; ``said`` is its standard input, and ``environment`` what is added."""
        out, error = _file(), _file()
        end, its_end = socket.socketpair()
        order = {
            "arguments": arguments,
            "environment": {**self._environment, **environment},
            "folder": str(self._folder),
        }
        with _file() as given, its_end:
            given.write(said)
            given.seek(0)
            files = [given.fileno(), out.fileno(), error.fileno(), its_end.fileno()]
            socket.send_fds(self._orders, [json.dumps(order).encode()], files)
        return RunningCommand(out, error, end)


def _file() -> IO[bytes]:
    return os.fdopen(os.memfd_create("command"), "w+b")


def main(number: int) -> None:
    """Fork a command for each order on that socket, and tell its end where it is waited for."""
    from launcher.cli import app

    orders = socket.socket(fileno=number)
    with selectors.DefaultSelector() as waiting:
        waiting.register(orders, selectors.EVENT_READ)
        while True:
            for key, _ in waiting.select():
                if key.fileobj is orders:
                    text, files, _, _ = socket.recv_fds(orders, _LONGEST, _FILES)
                    if not text:
                        _end_all(waiting)
                        return
                    began = _begun(json.loads(text), files, app)
                    waiting.register(began[0], selectors.EVENT_READ, began)
                else:
                    waiting.unregister(key.fileobj)
                    _told(*key.data)


def _end_all(waiting: selectors.BaseSelector) -> None:
    """What nobody waited for would outlive the tests."""
    for key in waiting.get_map().values():
        if key.data is not None:
            os.kill(key.data[1], signal.SIGKILL)


def _begun(
    order: dict[str, Any], files: list[int], app: Callable[[], object]
) -> tuple[int, int, int, int]:
    """Its process, what it imports, and where its end is told."""
    imports, its_imports = os.pipe()
    gc.freeze()  # a look at all that was imported would copy it
    pid = os.fork()
    if pid:
        for file in (*files[:3], its_imports):
            os.close(file)
        return os.pidfd_open(pid), pid, imports, files[3]
    code = 1
    try:
        for number in range(3):
            os.dup2(files[number], number)
        os.chdir(order["folder"])
        os.environ.clear()
        os.environ.update(order["environment"])
        sys.argv = ["krachtlijn", *order["arguments"]]
        code = _run(app, its_imports)
    finally:
        os._exit(code)  # to take the interpreter down would copy it too


def _run(app: Callable[[], object], imports: int) -> int:
    """The code with which the command ends; what it imported is told."""
    before = set(sys.modules)
    try:
        app()
        code = 0
    except SystemExit as told:
        code = told.code if isinstance(told.code, int) else 1
    except BaseException:
        traceback.print_exc()
        code = 1
    os.set_blocking(imports, False)
    with suppress(OSError):
        os.write(imports, "\n".join(name for name in sys.modules if name not in before).encode())
    sys.stdout.flush()
    sys.stderr.flush()
    return code


def _told(process: int, pid: int, imports: int, end: int) -> None:
    os.close(process)
    code = os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
    os.write(end, str(code).encode())
    os.close(end)
    with os.fdopen(imports, "rb") as told:
        names = told.read().decode().splitlines()
    for name in names:
        with suppress(Exception):  # a script that no name leads to
            importlib.import_module(name)

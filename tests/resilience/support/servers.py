"""What can happen to a broker or a database: killed, stopped, frozen, and started again."""

import asyncio
import os
import signal
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from launcher import processes
from launcher.rundir import RunDir


@dataclass
class Server:
    """A server of one environment. ``ensure`` starts it, on the same ports and data."""

    run: RunDir
    component: str
    ensure: Callable[[], object]
    killed: int = 0

    async def start(self) -> None:
        """Returns when a login has succeeded."""
        await asyncio.to_thread(self.ensure)

    async def kill(self) -> None:
        self.killed += 1
        await self._end(signal.SIGKILL)

    async def stop_at_once(self) -> None:
        """PostgreSQL's immediate shutdown: connections drop, and recovery comes at the start."""
        await self._end(signal.SIGQUIT)

    def freeze(self) -> None:
        """It keeps its connections and answers nothing: the hardest to tell from a slow one."""
        for pid in self._pids():
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGSTOP)

    def thaw(self) -> None:
        for pid in reversed(self._pids()):
            with suppress(ProcessLookupError):  # a process of a connection that ended meanwhile
                os.kill(pid, signal.SIGCONT)

    async def _end(self, number: signal.Signals) -> None:
        process = processes.running(self.run, self.component)
        assert process is not None, f"{self.component} does not run"
        os.kill(process.pid, number)
        assert not await asyncio.to_thread(processes.wait_gone, [process], 20)

    def _pids(self) -> list[int]:
        """The server first, so that it makes no new children meanwhile."""
        process = processes.running(self.run, self.component)
        if process is None:
            return []
        found = [process.pid]
        for parent in found:
            found += _children(parent)
        return found


def _children(parent: int) -> list[int]:
    found = []
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = path.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        if int(fields[1]) == parent and fields[0] not in "ZX":
            found.append(int(path.parent.name))
    return found

"""Processes: start, find again and stop them, across launchers that may be killed."""

import os
import signal
import subprocess
import time
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from launcher.accounts import Account
from launcher.rundir import RunDir, read_json, write_json

# Every child carries these two, so that it can be found without any record of it.
RUN_DIR = "KRACHTLIJN_RUN_DIR"
COMPONENT = "KRACHTLIJN_COMPONENT"

# SIGTERM makes PostgreSQL wait for its clients; SIGINT is its orderly fast stop.
_STOP_SIGNALS = {"postgres": signal.SIGINT}
_POLL_SECONDS = 0.05

# Kept so that children are reaped, and not reported as lost, while this launcher lives.
_children: dict[int, subprocess.Popen[bytes]] = {}


@dataclass(frozen=True)
class Process:
    """A started component. `started` (clock ticks since boot) tells it from a reused pid."""

    component: str
    pid: int
    started: int
    address: str
    log: str

    @property
    def alive(self) -> bool:
        child = _children.get(self.pid)
        if child is not None:
            child.poll()
        return started_at(self.pid) == self.started

    def tail(self, lines: int = 15) -> str:
        try:
            content = Path(self.log).read_text(errors="replace")
        except FileNotFoundError:
            return ""
        return "\n".join(content.splitlines()[-lines:])


def started_at(pid: int) -> int | None:
    """Start time of a live process in ticks; None when it is gone or only waits to be reaped."""
    try:
        stat = Path(f"/proc/{pid}/stat").read_text()
    except (FileNotFoundError, ProcessLookupError):
        return None
    fields = stat.rpartition(")")[2].split()
    return None if fields[0] in "ZX" else int(fields[19])


def user_of(pid: int) -> int | None:
    """The user that a live process runs as. The owner of its folder in /proc may be another."""
    try:
        lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    except (FileNotFoundError, ProcessLookupError):
        return None
    return next(int(line.split()[2]) for line in lines if line.startswith("Uid:"))


def spawn(
    run: RunDir,
    component: str,
    command: Sequence[str],
    environment: Mapping[str, str],
    *,
    address: str = "",
    folder: Path | None = None,
    account: Account | None = None,
) -> Process:
    """Start a component in its own session, logging to `logs/`, and record it."""
    log = run.logs / f"{component}.log"
    with log.open("ab") as output:
        child = subprocess.Popen(  # noqa: S603 - commands are built here, never typed by a user
            command,
            env={**environment, **marks(run, component)},
            cwd=folder or run.root,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,
            user=account.uid if account else None,
            group=account.gid if account else None,
            extra_groups=[] if account else None,
            umask=0o077 if account else -1,
        )
    _children[child.pid] = child
    process = Process(component, child.pid, started_at(child.pid) or 0, address, str(log))
    record(run, process)
    return process


def marks(run: RunDir, component: str) -> dict[str, str]:
    return {RUN_DIR: str(run.path), COMPONENT: component}


def record(run: RunDir, process: Process) -> None:
    with run.locked("state"):
        state = read_json(run.path / "state.json")
        state[process.component] = asdict(process)
        write_json(run.path / "state.json", state)


def forget(run: RunDir, components: Iterable[str]) -> None:
    with run.locked("state"):
        if not run.path.exists():
            return
        state = read_json(run.path / "state.json")
        for component in components:
            state.pop(component, None)
        write_json(run.path / "state.json", state)


def recorded(run: RunDir) -> dict[str, Process]:
    """Every component on record, alive or not."""
    state = read_json(run.path / "state.json")
    return {name: Process(**entry) for name, entry in state.items()}


def running(run: RunDir, component: str) -> Process | None:
    process = recorded(run).get(component)
    return process if process is not None and process.alive else None


def stop(processes: Iterable[Process], patience: float = 10.0) -> None:
    """Ask all of them to stop, wait together, and end by force those that do not."""
    waiting = [process for process in processes if process.alive]
    for process in waiting:
        _send(process.pid, _STOP_SIGNALS.get(process.component, signal.SIGTERM), group=False)
    waiting = wait_gone(waiting, patience)
    for process in waiting:
        _send(process.pid, signal.SIGKILL, group=True)
    wait_gone(waiting, 5.0)


def wait_gone(processes: list[Process], seconds: float) -> list[Process]:
    """Wait until processes are gone; gives those still alive when the time is up."""
    until = time.monotonic() + seconds
    while processes and time.monotonic() < until:
        time.sleep(_POLL_SECONDS)
        processes = [process for process in processes if process.alive]
    return processes


def _send(pid: int, number: signal.Signals, *, group: bool) -> None:
    try:
        if group and os.getpgid(pid) == pid:
            os.killpg(pid, number)
        else:
            os.kill(pid, number)
    except ProcessLookupError:
        return

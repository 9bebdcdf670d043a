"""Processes of an environment that no record names, found by what they carry with them."""

import os
from collections.abc import Callable, Collection
from pathlib import Path

from launcher.processes import COMPONENT, RUN_DIR, Process, started_at, stop
from launcher.rundir import RunDir, base


def sweep(run: RunDir, components: Collection[str] | None = None) -> int:
    """Stop whatever still runs for the environment, or for some of its components."""
    servers = run.servers.resolve()
    return _sweep(lambda folder: folder == run.path, [servers], components)


def sweep_checkout(root: Path) -> int:
    """Stop whatever still runs for any environment of the checkout, even a deleted one."""
    top = base(root)
    servers = [run.servers.resolve() for run in RunDir.all(root)]
    return _sweep(lambda folder: folder.is_relative_to(top), [top, *servers], None)


def _sweep(
    belongs: Callable[[Path], bool], servers: list[Path], components: Collection[str] | None
) -> int:
    spared = _lineage()
    found: list[Process] = []
    for entry in Path("/proc").iterdir():
        if not entry.name.isdigit() or int(entry.name) in spared:
            continue
        component = _component(entry, belongs, servers)
        if component is None or (components is not None and component not in components):
            continue
        started = started_at(int(entry.name))
        if started is not None:
            found.append(Process(component, int(entry.name), started, "", ""))
    stop(found)
    return len(found)


def _component(entry: Path, belongs: Callable[[Path], bool], servers: list[Path]) -> str | None:
    """The component a process is, when it belongs; None when it is somebody else's."""
    try:
        carried = dict(
            pair.split("=", 1)
            for pair in (entry / "environ").read_bytes().decode(errors="replace").split("\0")
            if pair.startswith("KRACHTLIJN_") and "=" in pair
        )
        if RUN_DIR in carried:
            return carried.get(COMPONENT, "") if belongs(Path(carried[RUN_DIR])) else None
        # A PostgreSQL backend writes its title over its environment, but works in its data folder.
        if (entry / "comm").read_text().strip() == "postgres":
            folder = (entry / "cwd").readlink()
            if any(folder.is_relative_to(server) for server in servers):
                return "postgres"
    except OSError:
        return None
    return None


def _lineage() -> set[int]:
    """This process and its ancestors: a launcher never stops itself."""
    lineage, pid = set(), os.getpid()
    while pid > 1:
        lineage.add(pid)
        try:
            stat = Path(f"/proc/{pid}/stat").read_text()
        except OSError:
            break
        pid = int(stat.rpartition(")")[2].split()[1])
    return lineage

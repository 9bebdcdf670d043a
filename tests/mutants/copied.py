"""A copy of the checkout in which mutants are tried: it stays as it is, whoever edits meanwhile."""

import hashlib
import os
import shutil
import subprocess
import tempfile
from pathlib import Path

from .scope import FOLDER, OWN, ROOT

SOURCES = (
    "contracts/src",
    "client/src",
    "chassis/src",
    "linkage/src",
    "disclosure/src",
    "simulator/src",
    "deploy/launcher/src",
    *(
        f"services/{name}/src"
        for name in ("pandkalender", "databank", "enforcement", "registry", "reporting")
    ),
)


def folder() -> Path:
    """Where the copy of this checkout lies, outside of it."""
    if OWN:
        return FOLDER / "copy"
    mark = hashlib.sha256(str(ROOT).encode()).hexdigest()[:10]
    return Path(tempfile.gettempdir()) / f"krachtlijn-mutants-{mark}"


def refresh() -> Path:
    """Bring the copy up to date: what git knows and what is new, with the same environment and the
    same servers."""
    copy = folder()
    copy.mkdir(parents=True, exist_ok=True)
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        check=True,
        capture_output=True,
    ).stdout
    wanted = {name for name in listed.decode().split("\0") if name and (ROOT / name).is_file()}
    for place, folders, files in os.walk(copy):
        folders[:] = [
            each for each in folders if each not in {".venv", ".run", "__pycache__", ".hypothesis"}
        ]
        for each in files:
            path = Path(place, each)
            if path.relative_to(copy).as_posix() not in wanted:
                path.unlink()
    for name in wanted:
        source, target = ROOT / name, copy / name
        stat = source.stat()
        there = target.stat() if target.exists() else None
        if there is None or (there.st_size, there.st_mtime_ns) != (stat.st_size, stat.st_mtime_ns):
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(source, target)
    (ROOT / ".run").mkdir(exist_ok=True)
    for name in (".venv", ".run"):
        link = copy / name
        if not link.is_symlink():
            link.symlink_to(ROOT / name)
    return copy


def environment(copy: Path) -> dict[str, str]:
    """Variables under which a process imports the copy's code, and the matcher as plain Python."""
    return {
        **{name: value for name, value in os.environ.items() if not name.startswith("PYTEST_")},
        "PYTHONPATH": os.pathsep.join([str(copy), *(str(copy / each) for each in SOURCES)]),
        "LINKAGE_KERNEL": "plain",
        "KRACHTLIJN_FUZZ_MESSAGES": "500",
    }

"""The system's programs: found where Debian puts them, installed when that is allowed."""

import os
import re
import shutil
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from launcher.errors import LauncherError

_POLICY = Path("/usr/sbin/policy-rc.d")
OLDEST_POSTGRESQL = 15


@dataclass(frozen=True)
class Program:
    name: str
    package: str
    find: Callable[[], Path | None]
    find_substitute: Callable[[], Path | None] = lambda: None
    """What does as well on a machine where the package cannot be installed."""

    def find_any(self) -> Path | None:
        return self.find() or self.find_substitute()

    @property
    def path(self) -> Path:
        found = self.find_any()
        if found is None:
            raise LauncherError(_what_to_do([self]))
        return found


def postgresql_folders() -> dict[int, Path]:
    """Folders with the server's programs by major version, of versions that are new enough."""
    folders = {
        int(folder.parent.name): folder
        for folder in Path("/usr/lib/postgresql").glob("*/bin")
        if folder.parent.name.isdigit() and (folder / "initdb").exists()
    }
    elsewhere = shutil.which("postgres")
    if elsewhere is not None:
        output = subprocess.run(  # noqa: S603
            [elsewhere, "--version"], capture_output=True, text=True, check=False
        ).stdout
        version = re.search(r"\d+", output)
        if version is not None:
            folders.setdefault(int(version.group()), Path(elsewhere).resolve().parent)
    return {major: path for major, path in folders.items() if major >= OLDEST_POSTGRESQL}


def _find_rabbitmq() -> Path | None:
    # The wrappers in /usr/sbin insist on root or rabbitmq; these are the scripts they call.
    found = sorted(Path("/usr/lib/rabbitmq/lib").glob("rabbitmq_server-*/sbin/rabbitmq-server"))
    return found[-1] if found else None


def _find_postgresql() -> Path | None:
    folders = postgresql_folders()
    return folders[max(folders)] if folders else None


def _find_client() -> Path | None:
    found = {
        int(path.parent.parent.name): path.parent
        for path in Path("/usr/lib/postgresql").glob("*/bin/pg_dump")
        if path.parent.parent.name.isdigit()
    }
    if found:
        return found[max(found)]  # a newer one reads older servers, and never the other way round
    elsewhere = shutil.which("pg_dump")
    return Path(elsewhere).resolve().parent if elsewhere else None


def _on_path(name: str) -> Callable[[], Path | None]:
    def find() -> Path | None:
        found = shutil.which(name)
        return Path(found) if found else None

    return find


def _font(file: str) -> Callable[[], Path | None]:
    def find() -> Path | None:
        path = Path("/usr/share/fonts") / file
        return path if path.exists() else None

    return find


RABBITMQ = Program("RabbitMQ", "rabbitmq-server", _find_rabbitmq)
POSTGRESQL = Program("PostgreSQL", "postgresql", _find_postgresql)
POSTGRESQL_CLIENT = Program("PostgreSQL's client", "postgresql-client", _find_client)
# Chromium without its window opens a page with a third of the work; its engine is the same.
CHROMIUM = Program(
    "Chromium",
    "chromium-headless-shell",
    _on_path("chromium-headless-shell"),
    _on_path("chromium"),
)
PROMETHEUS = Program("Prometheus", "prometheus", _on_path("promtool"))
ALERTMANAGER = Program("Alertmanager", "prometheus-alertmanager", _on_path("amtool"))
HAPROXY = Program("HAProxy", "haproxy", _on_path("haproxy"))
RESTIC = Program("restic", "restic", _on_path("restic"))
REST_SERVER = Program("restic's server", "restic-rest-server", _on_path("restic-rest-server"))
KUBECTL = Program("kubectl", "kubernetes-client", _on_path("kubectl"))
FONTS = (
    Program("Noto", "fonts-noto-core", _font("truetype/noto/NotoSansThai-Regular.ttf")),
    Program("Noto CJK", "fonts-noto-cjk", _font("opentype/noto/NotoSansCJK-Regular.ttc")),
    Program("Noto Emoji", "fonts-noto-color-emoji", _font("truetype/noto/NotoColorEmoji.ttf")),
)
"""Fonts of the documents: without them all works, and a letter of their scripts is a number."""
DOCKER_COMPOSE = Program("docker-compose", "docker-compose", _on_path("docker-compose"))


def ensure(*programs: Program) -> None:
    """Install what is missing, or say in one sentence what a person should install."""
    lacking = install(*programs)
    if lacking:
        raise LauncherError(_what_to_do(lacking))


def install(*programs: Program) -> list[Program]:
    """Install what is missing, where that is allowed; what is lacking still."""
    missing = [program for program in programs if program.find() is None]
    if missing and _may_install():
        packages = [program.package for program in missing]
        with _no_service_started():
            if not _apt("install", *packages):
                _apt("update")
                _apt("install", *packages)
    return [program for program in missing if program.find_any() is None]


def _may_install() -> bool:
    forbidden = os.environ.get("KRACHTLIJN_INSTALL") == "never"
    return os.geteuid() == 0 and shutil.which("apt-get") is not None and not forbidden


def _what_to_do(missing: list[Program]) -> str:
    names = " and ".join(program.name for program in missing)
    packages = " ".join(program.package for program in missing)
    verb = "is" if len(missing) == 1 else "are"
    return (
        f"{names} {verb} missing and could not be installed from here: install with "
        f"'sudo apt-get install --no-install-recommends {packages}' and run this again."
    )


def _apt(verb: str, *packages: str) -> bool:
    options = ["-y", "-qq", "-o", "DPkg::Lock::Timeout=300", "-o", "Acquire::Retries=2"]
    if verb == "install":
        options.append("--no-install-recommends")
    done = subprocess.run(  # noqa: S603
        ["apt-get", verb, *options, *packages],  # noqa: S607
        env={**os.environ, "DEBIAN_FRONTEND": "noninteractive"},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        check=False,
    )
    return done.returncode == 0


@contextmanager
def _no_service_started() -> Iterator[None]:
    """Keep Debian from starting the system's own broker and database: ours are private."""
    if _POLICY.exists():
        yield
        return
    _POLICY.write_text("#!/bin/sh\nexit 101\n")
    _POLICY.chmod(0o755)
    try:
        yield
    finally:
        _POLICY.unlink(missing_ok=True)

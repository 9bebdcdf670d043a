"""Every test here works in checkouts of its own, so that none disturbs the one it is run from."""

import os
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from subprocess import DEVNULL, PIPE, STDOUT, Popen
from typing import Protocol

import pytest

from launcher.infra import Infrastructure
from launcher.names import SERVICES

from .support.checkout import clear

SERVICE = """
import asyncio
import os


async def answer(reader, writer):
    await reader.readuntil(b"\\r\\n\\r\\n")
    writer.write(b"HTTP/1.1 200 OK\\r\\nContent-Length: 0\\r\\nConnection: close\\r\\n\\r\\n")
    writer.close()


async def app(scope, receive, send):
    if scope["type"] == "lifespan":
        while True:
            message = await receive()
            if message["type"] == "lifespan.startup":
                port = os.environ["KRACHTLIJN_INTERNAL_PORT"]
                await asyncio.start_server(answer, "127.0.0.1", port)
            await send({"type": message["type"] + ".complete"})
            if message["type"] == "lifespan.shutdown":
                return
    await send({"type": "http.response.start", "status": 200, "headers": []})
    await send({"type": "http.response.body", "body": b"ready"})


def build():
    return app
"""

SIMULATOR = """
import json, os, pathlib, sys, time, urllib.request
for url in json.loads(os.environ["KRACHTLIJN_METRICS"]).values():
    urllib.request.urlopen(url + "/health/ready")
summary = pathlib.Path(sys.argv[sys.argv.index("--summary") + 1])
summary.write_text("{}")
while not summary.with_name("enough").exists():
    time.sleep(0.05)
sys.exit(7)
"""


@pytest.fixture
def checkout(tmp_path: Path) -> Iterator[Path]:
    yield tmp_path
    clear(tmp_path)


@pytest.fixture(scope="session")
def infra(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Infrastructure]:
    root = tmp_path_factory.mktemp("shared")
    yield Infrastructure.ensure(root, "test")
    clear(root)


@pytest.fixture
def stand_ins(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Packages named as the services and the simulator, with next to nothing in them."""
    folder = tmp_path_factory.mktemp("packages")
    for name in SERVICES:
        migrations = folder / name / "migrations"
        (migrations / "versions").mkdir(parents=True)
        (folder / name / "__init__.py").touch()
        (folder / name / "app.py").write_text(SERVICE)
        (migrations / "env.py").write_text("from chassis.migrations import run\n\nrun()\n")
    (folder / "simulator").mkdir()
    (folder / "simulator" / "__main__.py").write_text(SIMULATOR)
    (folder / "simulator" / "__init__.py").touch()
    return folder


class Krachtlijn(Protocol):
    def __call__(self, *arguments: str, packages: Path | None = None) -> Popen[str]: ...


@pytest.fixture
def krachtlijn() -> Krachtlijn:
    """The command in a process of its own; `packages` come before those installed."""

    def start(*arguments: str, packages: Path | None = None) -> Popen[str]:
        return Popen(
            [sys.executable, "-c", "from launcher.cli import app; app()", *arguments],
            env={**os.environ, "PYTHONPATH": str(packages)} if packages else None,
            stdin=DEVNULL,
            stdout=PIPE,
            stderr=STDOUT,
            text=True,
        )

    return start


@pytest.fixture
def living() -> Callable[[Path], set[int]]:
    """Every process that carries the mark of a checkout."""

    def find(root: Path) -> set[int]:
        mark = f"KRACHTLIJN_RUN_DIR={root.resolve()}/.run/".encode()
        found = set()
        for entry in Path("/proc").iterdir():
            try:
                if entry.name.isdigit() and mark in (entry / "environ").read_bytes():
                    found.add(int(entry.name))
            except OSError:
                continue
        return found

    return find

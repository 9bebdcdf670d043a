"""The tutorial, as a reader of it would do it: its blocks, on real servers."""

import asyncio
import os
import re
import signal
import sqlite3
import subprocess
import sys
from asyncio.subprocess import Process
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from launcher.sandbox import Sandbox

ROOT = Path(__file__).resolve().parents[3]
PAGE = ROOT / "docs" / "reading-events.md"
SECONDS = 60


@dataclass
class Tutorial:
    """The page, with a folder to work in."""

    platform: Sandbox
    folder: Path

    def blocks(self, language: str) -> list[str]:
        return re.findall(rf"^```{language}\n(.*?)^```", PAGE.read_text(), re.MULTILINE | re.DOTALL)

    @property
    def secrets(self) -> Path:
        return self.platform.infra.credentials.folder

    @property
    def inbox(self) -> Path:
        return self.folder / "inbox.db"

    @property
    def environment(self) -> dict[str, str]:
        broker = self.platform.infra.broker
        parts = urlsplit(broker.management_url)
        login = f"{broker.admin_user}:{broker.admin_password}"
        vhost = self.platform.vhost
        return {
            **os.environ,
            "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}",
            "SECRETS": str(self.secrets),
            "MANAGEMENT": f"{parts.scheme}://{login}@{parts.netloc}/{vhost}",
            "BROKER": f"{broker.scheme}://{broker.host}:{broker.port}/{vhost}",
        }

    async def let_in(self) -> None:
        """Do the parts before the client runs."""
        for block in self.blocks("sh")[:2]:
            await asyncio.to_thread(self.shell, block)

    def shell(self, script: str) -> str:
        done = subprocess.run(
            ["bash", "-euo", "pipefail", "-c", script],
            cwd=self.folder,
            env=self.environment,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    async def run(self, **environment: str) -> Process:
        """Start the client as the page does."""
        script = self.blocks("sh")[2]
        return await asyncio.create_subprocess_exec(
            *("bash", "-euo", "pipefail", "-c", script),
            cwd=self.folder,
            env={**self.environment, **environment},
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.STDOUT,
        )

    def ask(self, question: str) -> list[Any]:
        with closing(sqlite3.connect(self.inbox, timeout=30)) as inbox:
            return inbox.execute(question).fetchall()

    def had(self) -> int:
        """How many events were noted; 0 before there is an inbox."""
        try:
            return int(self.ask("SELECT count(*) FROM krachtlijn_had")[0][0])
        except sqlite3.OperationalError:
            return 0


async def until(condition: Callable[[], Any], what: str) -> None:
    """Wait until a condition holds; it fails when it never does."""
    for _ in range(int(SECONDS / 0.05)):
        if condition():
            return
        await asyncio.sleep(0.05)
    raise TimeoutError(what)


async def end(process: Process, how: signal.Signals = signal.SIGTERM) -> str:
    """End a client; what it printed."""
    if process.returncode is None:
        process.send_signal(how)
    output, _ = await process.communicate()
    return output.decode()

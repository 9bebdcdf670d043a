"""Workers: started in the copy, spoken to by lines of JSON, ended with all that they started."""

import json
import os
import select
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from . import copied

Answer = dict[str, Any]
WARM = (
    "aio_pika",
    "asyncpg",
    "authlib.jose",
    "cryptography.hazmat.primitives.hpke",
    "fastapi",
    "faststream.rabbit",
    "holidays",
    "httpx",
    "jinja2",
    "pytest_asyncio",
    "rapidfuzz",
    "rich",
    "sqlmodel",
    "structlog",
    "typer",
    "uvicorn",
    "xdist",
)
"""What takes long to import and is not ours."""
BEGIN = "from tests.mutants.worker import main; main()"
"""Not by ``-m``: a process in which a test computes apart would read the module's file by its path,
as no part of a package."""


class Worker:
    """A process of :mod:`tests.mutants.worker`."""

    def __init__(self, copy: Path, log: Path, work: str, **job: Any) -> None:
        orders, self._orders = os.pipe()
        self._answers, answers = os.pipe()
        log.parent.mkdir(parents=True, exist_ok=True)
        with log.open("ab") as output:
            self._process = subprocess.Popen(
                [
                    sys.executable,
                    "-c",
                    BEGIN,
                    json.dumps({"work": work, "orders": orders, "answers": answers, **job}),
                ],
                cwd=copy,
                env=copied.environment(copy),
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=output,
                pass_fds=(orders, answers),
                start_new_session=True,
            )
        os.close(orders)
        os.close(answers)
        self._said = b""

    def order(self, order: Answer) -> None:
        text = (json.dumps(order) + "\n").encode()
        while text:
            text = text[os.write(self._orders, text) :]

    def answer(self, seconds: float) -> Answer | None:
        """The next answer; None when none comes in time, or ever."""
        end = time.monotonic() + seconds
        while b"\n" not in self._said:
            left = end - time.monotonic()
            if left <= 0 or not select.select([self._answers], [], [], left)[0]:
                return None
            part = os.read(self._answers, 1 << 16)
            if not part:
                return None
            self._said += part
        line, _, self._said = self._said.partition(b"\n")
        answer: Answer = json.loads(line)
        return answer

    def answers(self, seconds: float) -> Iterator[Answer]:
        while (answer := self.answer(seconds)) is not None:
            yield answer

    def end(self, patience: float = 60) -> None:
        """No more orders: it takes down what it set up, and goes; if it does not, it must."""
        os.close(self._orders)
        try:
            self._process.wait(patience)
        except subprocess.TimeoutExpired:
            os.killpg(self._process.pid, signal.SIGKILL)
            self._process.wait()
        os.close(self._answers)

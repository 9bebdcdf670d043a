"""Readiness of servers, waited for; and coroutines called from ordinary code."""

import asyncio
import threading
import time
from collections.abc import Callable, Coroutine
from concurrent.futures import ThreadPoolExecutor
from typing import Any, TypeVar

from launcher.errors import LauncherError
from launcher.processes import Process

T = TypeVar("T")

_cancelled = threading.Event()


class StopRequest(Exception):  # noqa: N818 - nothing went wrong, somebody asked to stop
    """The launcher was told to stop while something was still starting."""


def cancel() -> None:
    """End every wait of this launcher, also those in other threads."""
    _cancelled.set()


def run(work: Coroutine[Any, Any, T]) -> T:
    """The result of a coroutine, also when the caller's thread already runs an event loop."""
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(asyncio.run, work).result()


def until_ready(
    name: str, ready: Callable[[], bool], process: Process | None, seconds: float
) -> None:
    """Ask until ready; fail with the end of the log when the process ends before."""
    until = time.monotonic() + seconds
    while not ready():
        if process is not None and not process.alive:
            raise LauncherError(f"{name} stopped while starting ({process.log}):\n{process.tail()}")
        if time.monotonic() > until:
            log = f" ({process.log}):\n{process.tail()}" if process else "."
            raise LauncherError(f"{name} was not ready within {seconds:.0f} s{log}")
        if _cancelled.wait(0.1):
            raise StopRequest

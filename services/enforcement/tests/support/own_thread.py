"""A service on a thread of its own, for tests that are no coroutines: random walks."""

import asyncio
import threading
from collections.abc import Coroutine, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

from enforcement.app import build
from launcher.sandbox import Sandbox

from .city import City

PATIENCE = 120
"""Seconds for one call on a busy machine."""


class OwnThread:
    """``run`` lets a coroutine run beside the service, and gives its result."""

    def __init__(self, city: City, loop: asyncio.AbstractEventLoop, state: Any) -> None:
        self.city, self.state, self._loop = city, state, loop

    def run(self, work: Coroutine[Any, Any, Any]) -> Any:
        return asyncio.run_coroutine_threadsafe(work, self._loop).result(PATIENCE)


@contextmanager
def serving(root: Path, now: datetime) -> Iterator[OwnThread]:
    """A service with databases of its own whose clock begins at ``now``."""
    sandbox = Sandbox.open(root)
    app = build(sandbox.settings("enforcement"))
    app.state.clock.advance(now)
    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_forever, daemon=True)
    thread.start()
    served = sandbox.serve(app)
    try:
        client = _await(loop, served.__aenter__())
        yield OwnThread(City(sandbox, client, app, now), loop, app.state)
        _await(loop, served.__aexit__(None, None, None))
    finally:
        loop.call_soon_threadsafe(loop.stop)
        thread.join(PATIENCE)
        sandbox.close()


def _await(loop: asyncio.AbstractEventLoop, work: Any) -> Any:
    async def done() -> Any:
        return await work

    return asyncio.run_coroutine_threadsafe(done(), loop).result(PATIENCE)

"""A client in this process, on the platform of the tests, with an inbox of its own."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from krachtlijn_client import Access, Reader
from krachtlijn_client.inbox import ParkedEvent

from .tutorial import Tutorial, until

NAME = "kalenderbeeld"
LET_IN = f"""
krachtlijn client add {NAME} --secrets "$SECRETS" --purpose supervision \\
    --reads pandkalender.shift-declared.v1 --reads pandkalender.shift-cancelled.v1 \\
    --controller "Stad" --actor jan --because "a test"
krachtlijn topology apply --secrets "$SECRETS" --management-url "$MANAGEMENT"
"""


def access(tutorial: Tutorial, folder: Path) -> Access:
    return Access.load(
        tutorial.secrets / f"client.{NAME}", tutorial.environment["BROKER"], folder / "inbox.db"
    )


@asynccontextmanager
async def reading(reader: Reader) -> AsyncIterator[None]:
    """As an application runs it."""
    async with reader.lifespan():
        await reader.broker.start()
        try:
            yield
        finally:
            reader.stop()
            await reader.broker.stop()


async def parked(reader: Reader, count: int) -> list[ParkedEvent]:
    """What waits, once so many do."""
    await until(lambda: len(reader.inbox.parked()) == count, f"{count} are parked")
    return reader.inbox.parked()

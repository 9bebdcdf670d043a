"""Tries that are written down before they are made: of a message that may end the whole process.

An out-of-memory kill or a crash of a library leaves no error to count. So once messages come back
without an answer, each is tried alone, after a note that outlives the process.
"""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from uuid import UUID

from chassis.db import Database
from chassis.errors import RejectedError
from chassis.outages import is_transient

SUSPECT = 2
"""Deliveries without an answer from which on a message is tried alone; once is a restart."""
DEADLY = 3
"""The try of a message that is not made any more."""

BEGIN = """
INSERT INTO bus_attempt (consumer, event_id) VALUES ($1, $2)
ON CONFLICT (consumer, event_id) DO UPDATE SET attempts = bus_attempt.attempts + 1
RETURNING attempts
"""
END = "DELETE FROM bus_attempt WHERE consumer = $1 AND event_id = $2"


class DeadlyError(RejectedError):
    """The service ended each time that it handled this message."""

    def __init__(self) -> None:
        super().__init__("the service ended each time it handled this")


@asynccontextmanager
async def written(database: Database, consumer: str, event_id: UUID) -> AsyncIterator[bool]:
    """A try at a message; False when too many before it were never finished."""
    async with database.connection() as conn:
        tries: int = await conn.fetchval(BEGIN, consumer, event_id)
    try:
        yield tries < DEADLY
    finally:
        try:
            async with database.connection() as conn:
                await conn.execute(END, consumer, event_id)
        except Exception as error:
            if not is_transient(error):
                raise

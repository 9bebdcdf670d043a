"""Cases that other tests of this database ended: the nights of a test leave them alone."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import date

import asyncpg

from .city import City

LONG_AGO = date(2015, 1, 1)
"""No test destroys anything of before its first day."""


@asynccontextmanager
async def leaving_alone(city: City, rows: asyncpg.Connection) -> AsyncIterator[None]:
    """As if all that there is were destroyed already, until the end of the block."""
    for kind, cases in (
        ("verklaring", "SELECT dossier_id AS case_id, number FROM dossier"),
        ("zonder_sanctie", "SELECT case_id, number FROM sanction_case"),
        ("zonder_sanctie", "SELECT case_id, number FROM gas_case"),
    ):
        await rows.execute(
            "INSERT INTO register_destruction (case_id, number, ground, kept_until, destroyed_at,"
            f" erased) SELECT case_id, number, $1, $2, $3, '{{}}' FROM ({cases}) AS others"
            " ON CONFLICT DO NOTHING",
            kind,
            LONG_AGO,
            city.now,
        )
    yield
    async with city.sandbox.asking("enforcement", owner=True) as owner:
        await owner.execute("DELETE FROM register_destruction WHERE kept_until = $1", LONG_AGO)

"""Since when each service tells its facts: a day for each, kept in the facts' own transaction."""

from collections.abc import Sequence
from datetime import date

import asyncpg
from sqlalchemy import Text
from sqlmodel import Field

from reporting.facts.rules.facts import TOLD_WITHIN, NewFact
from reporting.facts.rules.recipes import TELLER
from reporting.tables import Table


class SourceSince(Table, table=True):
    """The oldest day of which a service told something at its time."""

    __tablename__ = "source_since"

    publisher: str = Field(primary_key=True, sa_type=Text)
    first_day: date


# A row that is older already is not touched: writers of several partitions would wait for it.
NOTE = """
INSERT INTO source_since (publisher, first_day)
SELECT publisher, first_day FROM unnest($1::text[], $2::date[]) AS t (publisher, first_day)
 WHERE NOT EXISTS (SELECT FROM source_since AS known
                    WHERE known.publisher = t.publisher AND known.first_day <= t.first_day)
 ORDER BY publisher
ON CONFLICT (publisher) DO UPDATE
   SET first_day = least(source_since.first_day, EXCLUDED.first_day)
"""


async def note(conn: asyncpg.Connection, new: Sequence[NewFact]) -> None:
    """Keep the oldest day of these facts, for each service that told one at its time."""
    oldest: dict[str, date] = {}
    for fact in new:
        publisher = TELLER.get(fact.kind)
        if publisher is None or fact.recorded_at - fact.occurred_at > TOLD_WITHIN:
            continue
        oldest[publisher] = min(fact.day, oldest.get(publisher, fact.day))
    if oldest:
        await conn.execute(NOTE, list(oldest), list(oldest.values()))


async def since(conn: asyncpg.Connection) -> dict[str, date]:
    """The day of each service that told anything."""
    rows = await conn.fetch("SELECT publisher, first_day FROM source_since")
    return {row["publisher"]: row["first_day"] for row in rows}

"""Counts of exchanges of a period, by partner and direction."""

from dataclasses import dataclass
from datetime import date, datetime

import asyncpg

from chassis.rows import fetch_all
from databank.exchanges.rules.codes import Direction


@dataclass(frozen=True, slots=True)
class ExchangeCount:
    """Exchanges of a period with a partner in a direction; ``late`` were answered after their day,
    or are not and should be."""

    partner: str
    direction: Direction
    number: int
    answered: int
    late: int


async def counts(
    conn: asyncpg.Connection, begins: datetime, ends: datetime, today: date
) -> list[ExchangeCount]:
    return await fetch_all(
        conn,
        ExchangeCount,
        """
        SELECT partner, direction, count(*) AS number, count(outcome) AS answered,
               count(*) FILTER (WHERE due_on < coalesce(
                   (answered_at AT TIME ZONE 'Europe/Brussels')::date, $3)) AS late
          FROM exchange
         WHERE state <> 'ingetrokken' AND happened_at >= $1 AND happened_at < $2
         GROUP BY partner, direction ORDER BY partner, direction
        """,
        begins,
        ends,
        today,
    )

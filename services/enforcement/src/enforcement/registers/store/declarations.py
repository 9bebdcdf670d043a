"""Declarations that ended, by the day until which their file keeps its persons; nobody is named."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

import asyncpg

from chassis.days import city_day
from chassis.db import Transaction
from chassis.rows import fetch_all
from enforcement.council_of_state.rules import FINAL
from enforcement.registers.rules import DECLARATION_YEARS
from enforcement.registers.store.sanctions import missed_night, years_of
from enforcement.suitability.rules import ENDED


@dataclass(frozen=True, slots=True)
class EndedDeclaration:
    """``kept_until`` is the last day on which its persons are kept."""

    case_id: UUID
    number: str
    kept_until: date


ENDED_LONG_AGO = """
SELECT * FROM (
  SELECT d.dossier_id AS case_id, d.number, (
         max((t.at AT TIME ZONE 'Europe/Brussels')::date) + make_interval(years => $1)
         )::date AS kept_until
    FROM dossier d JOIN timeline t ON t.case_id = d.dossier_id
     AND t.from_state IS DISTINCT FROM t.to_state
   WHERE d.state = ANY($3)
     AND NOT EXISTS (SELECT FROM register_destruction x WHERE x.case_id = d.dossier_id)
     AND NOT EXISTS (SELECT FROM (SELECT case_id, ruling FROM council_appeal
                          UNION ALL
                          SELECT case_id, ruling FROM earlier_council_appeal) AS c
                      WHERE c.case_id = d.dossier_id
                        AND (c.ruling IS NULL OR c.ruling <> ALL($4)))
   GROUP BY d.dossier_id, d.number) AS ended
 WHERE kept_until < $2
"""
"""One about which the Council of State has still to rule waits for that."""


OVER = f"{ENDED_LONG_AGO} ORDER BY kept_until, number LIMIT $5"
OLDEST = f"SELECT min(kept_until) FROM ({ENDED_LONG_AGO}) AS late"  # noqa: S608


async def late_since(conn: asyncpg.Connection, now: datetime) -> datetime | None:
    """The end of the last night that should have destroyed the persons of a declaration."""
    today = city_day(now)
    years = await years_of(conn, DECLARATION_YEARS, today)
    if years is None:
        return None
    return missed_night(await conn.fetchval(OLDEST, *_values(years, today)), now)


async def over(tx: Transaction, years: int, today: date, size: int) -> list[EndedDeclaration]:
    """Those whose time is over, the longest first."""
    return await fetch_all(tx.conn, EndedDeclaration, OVER, *_values(years, today), size)


def _values(years: int, today: date) -> tuple[int, date, list[str], list[str]]:
    return years, today, [*map(str, ENDED)], [*map(str, FINAL)]

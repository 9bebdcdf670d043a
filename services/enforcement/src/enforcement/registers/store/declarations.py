"""Declarations that ended, by the day until which their file keeps its persons; nobody is named."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from chassis.db import Transaction
from chassis.rows import fetch_all
from enforcement.council_of_state.rules import FINAL
from enforcement.suitability.rules import ENDED


@dataclass(frozen=True, slots=True)
class EndedDeclaration:
    """``kept_until`` is the last day on which its persons are kept."""

    case_id: UUID
    number: str
    kept_until: date


OVER = """
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
 WHERE kept_until < $2 ORDER BY kept_until, number LIMIT $5
"""
"""One about which the Council of State has still to rule waits for that."""


async def over(tx: Transaction, years: int, today: date, size: int) -> list[EndedDeclaration]:
    """Those whose time is over, the longest first."""
    states, final = [*map(str, ENDED)], [*map(str, FINAL)]
    return await fetch_all(tx.conn, EndedDeclaration, OVER, years, today, states, final, size)

"""Fine cases that wait for their opening letter: the most urgent first, none that is on hold."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from chassis.db import Transaction
from chassis.rows import fetch_all


@dataclass(frozen=True, slots=True)
class Candidate:
    """``addressed``: everybody to whom an opening letter goes is known, so that it can be made."""

    case_id: UUID
    number: str
    fact_code: str
    decide_by: date
    addressed: bool


WAITING = """
SELECT c.case_id, c.number, c.fact_code, c.decide_by,
       bool_or(a.role = 'overtreder') IS TRUE
         AND (c.minor IS NOT TRUE OR bool_or(a.role = 'ouderlijk_gezag') IS TRUE) AS addressed
  FROM gas_case c LEFT JOIN addressee a ON a.case_id = c.case_id AND a.removed_at IS NULL
 WHERE c.state = 'geregistreerd' AND NOT c.on_hold AND c.envisaged IS NOT NULL
   AND NOT EXISTS (
     SELECT FROM letter l
      WHERE l.case_id = c.case_id AND l.kind = 'opstartbrief' AND l.state <> 'geannuleerd'
   )
 GROUP BY c.case_id ORDER BY c.safe_by, c.number
"""
PAGE = f"{WAITING} OFFSET $1 LIMIT $2"
COUNT = f"SELECT count(*) FROM ({WAITING}) AS waiting"  # noqa: S608  # no value of anybody's


async def waiting(tx: Transaction, offset: int, limit: int) -> list[Candidate]:
    return await fetch_all(tx.conn, Candidate, PAGE, offset, limit)


async def count(tx: Transaction) -> int:
    """The number of all that wait."""
    number: int = await tx.conn.fetchval(COUNT)
    return number

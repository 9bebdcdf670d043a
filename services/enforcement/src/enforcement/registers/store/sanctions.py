"""Cases of fines by the day until which they keep their persons; nobody is named."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from chassis.db import Transaction
from chassis.rows import fetch_all
from enforcement.gas.rules import GasState, GasStep
from enforcement.registers.rules import RetentionGround


@dataclass(frozen=True, slots=True)
class RegisterRow:
    """A case of the register; ``kept_until`` is the last day on which its persons are kept."""

    case_id: UUID
    number: str
    fact_code: str
    state: GasState
    amount: int | None
    decided_on: date | None
    alternative_on: date | None
    is_closed: bool
    ground: RetentionGround
    kept_until: date


CASES = """
SELECT c.case_id, c.number, c.fact_code, c.state, c.amount, c.decided_on, b.alternative_on,
       c.closed_at IS NOT NULL AS is_closed,
       CASE WHEN s.began IS NULL THEN 'zonder_sanctie' ELSE 'register' END AS ground,
       coalesce((s.began + make_interval(years => $1))::date, c.decide_by) AS kept_until
  FROM gas_case c
 CROSS JOIN LATERAL (
       SELECT greatest(c.mediation_offered_on, (
              SELECT max((coalesce(t.happened_at, t.at) AT TIME ZONE 'Europe/Brussels')::date)
                FROM timeline t WHERE t.case_id = c.case_id AND t.step = $2)) AS alternative_on) b
 CROSS JOIN LATERAL (
       SELECT greatest(CASE WHEN c.amount > 0 THEN c.decided_on END, b.alternative_on) AS began) s
 WHERE NOT EXISTS (SELECT FROM register_destruction d WHERE d.case_id = c.case_id)
"""
IN_REGISTER = f"""
SELECT * FROM ({CASES}) AS r WHERE ground = 'register'
 ORDER BY kept_until, number LIMIT $3 OFFSET $4
"""  # noqa: S608
OVER = f"""
SELECT * FROM ({CASES}) AS r WHERE kept_until < $3 AND is_closed = $4
 ORDER BY kept_until, number LIMIT $5
"""  # noqa: S608


async def in_register(tx: Transaction, years: int, offset: int, size: int) -> list[RegisterRow]:
    """Sanctions and proposed alternatives, the one that goes first on top."""
    values = (years, GasStep.COMMUNITY_SERVICE, size, offset)
    return await fetch_all(tx.conn, RegisterRow, IN_REGISTER, *values)


async def over(
    tx: Transaction, years: int, today: date, size: int, *, closed: bool
) -> list[RegisterRow]:
    """Cases whose time is over: closed ones, or those that somebody must close first."""
    values = (years, GasStep.COMMUNITY_SERVICE, today, closed, size)
    return await fetch_all(tx.conn, RegisterRow, OVER, *values)

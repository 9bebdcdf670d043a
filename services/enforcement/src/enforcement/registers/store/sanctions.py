"""Cases by the day until which they keep their persons; nobody is named.

A sanction of the college stands in the register too (GAS law art. 44 §1). For a sanction case that
ended without one no law has a day: whoever was not sanctioned is kept no longer than who was, from
the end of the case.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

import asyncpg

from chassis.days import city_day, day_start
from chassis.db import Transaction
from chassis.rows import fetch_all
from contracts.codes import SanctionKind
from enforcement.cases.rules import CaseKind
from enforcement.council_of_state.rules import FINAL
from enforcement.gas.rules import GasStep
from enforcement.gas.rules.states import FALLEN
from enforcement.registers.rules import (
    REGISTER_YEARS,
    SANCTIONS,
    WITHDRAWN_DAYS,
    RetentionGround,
)
from enforcement.sanctions.rules import SanctionState


@dataclass(frozen=True, slots=True)
class RegisterRow:
    """A case of the register; ``kept_until`` is the last day on which its persons are kept.

    ``awaits_letter``: it ended without a fine, and the letter that says so has yet to leave.
    """

    case_id: UUID
    kind: CaseKind
    number: str
    fact_code: str
    state: str
    sanction: SanctionKind | None
    amount: int | None
    decided_on: date | None
    alternative_on: date | None
    is_closed: bool
    awaits_letter: bool
    ground: RetentionGround
    kept_until: date


FELL = f"(c.state IN ({', '.join(repr(str(state)) for state in FALLEN)}))"
FINES = f"""
SELECT c.case_id, 'gas-case' AS kind, NULL AS sanction, c.number, c.fact_code, c.state,
       c.amount, c.decided_on, b.alternative_on,
       c.closed_at IS NOT NULL AS is_closed,
       CASE WHEN s.began IS NULL THEN 'zonder_sanctie' ELSE 'register' END AS ground,
       CASE WHEN s.began IS NOT NULL THEN (s.began + make_interval(years => $1))::date
            ELSE greatest(c.decide_by, w.until) END AS kept_until
  FROM gas_case c
 CROSS JOIN LATERAL (
       SELECT greatest(c.mediation_offered_on, (
              SELECT max((coalesce(t.happened_at, t.at) AT TIME ZONE 'Europe/Brussels')::date)
                FROM timeline t WHERE t.case_id = c.case_id AND t.step = $2)) AS alternative_on) b
 CROSS JOIN LATERAL (
       SELECT greatest(CASE WHEN c.amount > 0 AND NOT {FELL} THEN c.decided_on END,
                       b.alternative_on) AS began) s
 CROSS JOIN LATERAL (
       SELECT CASE WHEN c.amount > 0 AND {FELL} THEN
              (c.closed_at AT TIME ZONE 'Europe/Brussels')::date + {WITHDRAWN_DAYS} END AS until) w
 WHERE NOT EXISTS (SELECT FROM gas_join j WHERE j.case_id = c.case_id)
"""  # noqa: S608  # our own number
"""A case that went into another goes with that one. A fine that fell is no sanction (art. 44)."""
OF_THE_COLLEGE = """
SELECT case_id, 'sanction-case' AS kind, decision_kind AS sanction, number, fact_code, state,
       NULL AS amount, d.decided_on, NULL::date AS alternative_on, state = $4 AS is_closed,
       'register' AS ground, (d.decided_on + make_interval(years => $1))::date AS kept_until
  FROM sanction_case
 CROSS JOIN LATERAL (
       SELECT (decided_at AT TIME ZONE 'Europe/Brussels')::date AS decided_on) d
 WHERE decision_kind = ANY($3) AND d.decided_on IS NOT NULL
"""
WITHOUT_SANCTION = f"""
SELECT c.case_id, 'sanction-case' AS kind, NULL AS sanction, c.number, c.fact_code, c.state,
       NULL AS amount, NULL::date AS decided_on, NULL::date AS alternative_on, true AS is_closed,
       'zonder_sanctie' AS ground, (e.ended_on + make_interval(years => $1))::date AS kept_until
  FROM sanction_case c
 CROSS JOIN LATERAL (
       SELECT max((t.at AT TIME ZONE 'Europe/Brussels')::date) AS ended_on FROM timeline t
        WHERE t.case_id = c.case_id AND t.from_state IS DISTINCT FROM t.to_state) e
 WHERE c.state = $4 AND (c.decision_kind IS NULL OR c.decision_kind <> ALL($3))
   AND e.ended_on IS NOT NULL
   AND NOT EXISTS (SELECT FROM (SELECT case_id, ruling FROM council_appeal
                        UNION ALL
                        SELECT case_id, ruling FROM earlier_council_appeal) AS a
                    WHERE a.case_id = c.case_id AND (a.ruling IS NULL OR a.ruling NOT IN (
                          {", ".join(repr(str(each)) for each in FINAL)})))
"""  # noqa: S608  # our own rulings
"""One about which the Council of State has still to rule, of a decision taken back, waits."""
CASES = f"""
SELECT * FROM ({FINES} UNION ALL {OF_THE_COLLEGE} UNION ALL {WITHOUT_SANCTION}) AS c
 WHERE NOT EXISTS (SELECT FROM register_destruction d WHERE d.case_id = c.case_id)
"""  # noqa: S608
IN_REGISTER = f"""
SELECT *, false AS awaits_letter FROM ({CASES}) AS r WHERE ground = 'register'
 ORDER BY kept_until, number LIMIT $5 OFFSET $6
"""  # noqa: S608
OVER = f"""
SELECT * FROM (
  SELECT *, ground = 'zonder_sanctie' AND case_id IN ({{awaiting}}) AS awaits_letter
    FROM ({CASES}) AS r WHERE kept_until < $5) AS o
 WHERE (is_closed AND NOT awaits_letter) = $6 ORDER BY kept_until, number LIMIT $7
"""  # noqa: S608
"""Whoever got an opening letter hears that no fine comes before they are forgotten (decision 0201):
``awaiting`` is SQL for the ids of cases of which that letter has yet to leave."""


OLDEST = f"""
SELECT min(kept_until) FROM ({CASES}) AS r WHERE kept_until < $5
"""  # noqa: S608
YEARS = """
SELECT value FROM legal_term
 WHERE id = $1 AND valid_from <= $2 AND (valid_to IS NULL OR valid_to > $2)
"""
NIGHT = timedelta(days=2)
"""From the last day of keeping until the end of the day whose night destroys."""


async def late_since(conn: asyncpg.Connection, now: datetime) -> datetime | None:
    """The end of the last night that should have destroyed persons of a case, closed or not."""
    today = city_day(now)
    years = await years_of(conn, REGISTER_YEARS, today)
    if years is None:
        return None
    return missed_night(await conn.fetchval(OLDEST, *_values(years), today), now)


async def years_of(conn: asyncpg.Connection, term: str, today: date) -> int | None:
    """The years of a term by the law of a day; None where the table has none."""
    years: int | None = await conn.fetchval(YEARS, term, today)
    return years


def missed_night(kept_until: date | None, now: datetime) -> datetime | None:
    """The end of the night after a last day of keeping, once it is over."""
    late = None if kept_until is None else day_start(kept_until + NIGHT)
    return late if late is not None and late <= now else None


async def in_register(tx: Transaction, years: int, offset: int, size: int) -> list[RegisterRow]:
    """Sanctions and proposed alternatives, the one that goes first on top."""
    values = (*_values(years), size, offset)
    return await fetch_all(tx.conn, RegisterRow, IN_REGISTER, *values)


async def over(
    tx: Transaction, years: int, today: date, size: int, awaiting: str, *, done: bool
) -> list[RegisterRow]:
    """Cases whose time is over: those that are done, or that somebody must close or write for.

    ``awaiting``: as ``OVER`` has it.
    """
    values = (*_values(years), today, done, size)
    return await fetch_all(tx.conn, RegisterRow, OVER.format(awaiting=awaiting), *values)


def _values(years: int) -> tuple[int, str, list[str], str]:
    kinds = [str(kind) for kind in SANCTIONS]
    return years, GasStep.COMMUNITY_SERVICE, kinds, SanctionState.AFGESLOTEN

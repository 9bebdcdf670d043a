"""Legal terms: the dated figures, and the terms that run in a case."""

from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any
from uuid import UUID

import holidays

from chassis.bus import revoke, schedule
from chassis.db import Transaction
from chassis.errors import RejectedError
from contracts.codes import DecidingBody, SanctionKind
from enforcement.legal_terms.rules import (
    Deadline,
    Roll,
    Term,
    Unit,
    WorkingDays,
    deadline,
    start_of,
)

TIMER = "legal-term"

VERSIONS = """
SELECT id, valid_from, value, unit, roll_rule, warn_before_days, start_event,
       (SELECT array_agg(day) FROM closing_day) AS closed
FROM legal_term
WHERE id = ANY($1::text[]) AND valid_from <= $2 AND (valid_to IS NULL OR $2 < valid_to)
"""
START = """
INSERT INTO case_term (case_id, term_id, version, starts_on, last_day, safe_day)
VALUES ($1, $2, $3, $4, $5, $6)
ON CONFLICT (case_id, term_id) DO UPDATE
SET version = EXCLUDED.version, starts_on = EXCLUDED.starts_on, last_day = EXCLUDED.last_day,
    safe_day = EXCLUDED.safe_day, closed_at = NULL
"""
OPEN = """
SELECT c.term_id, c.version, c.starts_on, c.last_day, c.safe_day, t.description, t.legal_basis_id
FROM case_term c LEFT JOIN legal_term t ON t.id = c.term_id
  AND t.valid_from <= coalesce(c.version, c.starts_on)
  AND (t.valid_to IS NULL OR coalesce(c.version, c.starts_on) < t.valid_to)
WHERE c.case_id = $1 AND c.closed_at IS NULL ORDER BY c.last_day
"""
IN_FORCE = """
SELECT * FROM legal_term WHERE valid_from <= $1 AND (valid_to IS NULL OR $1 < valid_to) ORDER BY id
"""
DEFAULT_BODY = """
SELECT body FROM deciding_body
WHERE kind = $1 AND valid_from <= $2 AND (valid_to IS NULL OR $2 < valid_to)
"""


class MissingLawError(RejectedError):
    """The table of terms does not reach this day: a person must add a version first."""


@dataclass(frozen=True, slots=True)
class Law:
    """The versions of some terms that held on one day, and the working days to count with."""

    terms: dict[str, Term]
    days: WorkingDays

    def deadline(self, term_id: str, event_day: date) -> Deadline:
        return deadline(self.terms[term_id], event_day, self.days)


async def law(tx: Transaction, on: date, *term_ids: str) -> Law:
    """Raises :class:`MissingLawError` when a term has no version that holds on that day."""
    rows = await tx.conn.fetch(VERSIONS, term_ids, on)
    terms = {
        row["id"]: Term(
            id=row["id"],
            valid_from=row["valid_from"],
            value=row["value"],
            unit=Unit(row["unit"]),
            roll=Roll(row["roll_rule"]),
            warn_before_days=row["warn_before_days"],
            start_event=row["start_event"],
        )
        for row in rows
    }
    missing = sorted(set(term_ids) - set(terms))
    if missing:
        raise MissingLawError(f"no version of {', '.join(missing)} holds on {on}")
    return Law(terms, working_days(frozenset(rows[0]["closed"] or ()) if rows else frozenset()))


@cache
def working_days(closed: frozenset[date]) -> WorkingDays:
    """``closed`` are the town hall's own closing days."""
    legal_holidays = holidays.country_holidays("BE")

    def legal(day: date) -> bool:
        return day.weekday() < 5 and day not in legal_holidays

    return WorkingDays(legal, lambda day: legal(day) and day not in closed)


async def start(
    tx: Transaction, case_id: UUID, rules: Law, term_id: str, event_day: date
) -> Deadline:
    """Start, or start anew, a term of a case; the clock flags it on its safe day and its end."""
    ends = rules.deadline(term_id, event_day)
    await start_until(tx, case_id, term_id, event_day, ends, rules.terms[term_id].valid_from)
    return ends


async def start_until(
    tx: Transaction,
    case_id: UUID,
    term_id: str,
    event_day: date,
    ends: Deadline,
    version: date | None = None,
) -> None:
    """The same for an end that somebody chose."""
    await tx.conn.execute(START, case_id, term_id, version, event_day, ends.last_day, ends.safe_day)
    data = {"case": str(case_id), "term": term_id}
    await schedule(tx, TIMER, f"{case_id}:{term_id}", start_of(ends.safe_day), data)


async def close(tx: Transaction, case_id: UUID, *term_ids: str) -> None:
    """What the term waited for was done; without ids, all terms of the case."""
    rows = await tx.conn.fetch(
        "UPDATE case_term SET closed_at = $2 WHERE case_id = $1 AND closed_at IS NULL"
        " AND ($3::text[] = '{}' OR term_id = ANY($3)) RETURNING term_id",
        case_id,
        tx.now,
        term_ids,
    )
    for row in rows:
        await revoke(tx, TIMER, f"{case_id}:{row['term_id']}")


async def running(tx: Transaction, case_id: UUID, term_id: str) -> Deadline | None:
    row = await tx.conn.fetchrow(
        "SELECT last_day, safe_day FROM case_term"
        " WHERE case_id = $1 AND term_id = $2 AND closed_at IS NULL",
        case_id,
        term_id,
    )
    return None if row is None else Deadline(row["last_day"], row["safe_day"])


async def open_terms(tx: Transaction, case_id: UUID) -> list[dict[str, Any]]:
    return [dict(row) for row in await tx.conn.fetch(OPEN, case_id)]


async def in_force(tx: Transaction, on: date) -> list[dict[str, Any]]:
    return [dict(row) for row in await tx.conn.fetch(IN_FORCE, on)]


async def default_body(tx: Transaction, kind: SanctionKind, on: date) -> DecidingBody | None:
    """Who decides this by default (A3)."""
    body = await tx.conn.fetchval(DEFAULT_BODY, str(kind), on)
    return None if body is None else DecidingBody(body)

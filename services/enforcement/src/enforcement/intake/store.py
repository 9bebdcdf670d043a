"""Intake: cases on which nothing was done yet, with their finding and those that resemble it."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from chassis.db import Transaction
from chassis.rows import fetch_all
from enforcement.cases.rules import CaseKind
from enforcement.gas.rules import MixedOffence
from enforcement.legal_terms.store import FIRST_TO_ACT


@dataclass(frozen=True, slots=True)
class IntakeCase:
    """A case as it came in; ``minor`` is None while nobody knows the age on the fact date."""

    case_id: UUID
    kind: CaseKind
    number: str
    state: str
    on_hold: bool
    competent: bool
    minor: bool | None
    mixed: MixedOffence | None
    report_number: str
    fact_code: str
    fact_at: datetime
    transferred_at: datetime
    offender_role: str
    place: str | None
    safe_day: date | None
    last_day: date | None


@dataclass(frozen=True, slots=True)
class Resemblance:
    """Another case whose finding has the same report number, or the same hour and premises."""

    case_id: UUID
    other_id: UUID
    number: str


NEW = f"""
SELECT c.case_id, c.kind, c.number, c.state, c.on_hold, c.competent, c.minor, c.mixed,
       f.report_number, f.fact_code, f.fact_at, f.transferred_at, f.offender_role,
       p.street || ' ' || p.house_number AS place, t.safe_day, t.last_day
  FROM (SELECT case_id, 'gas-case' AS kind, number, state, on_hold, competent, minor, mixed,
               premises_id, finding_id FROM gas_case WHERE envisaged IS NULL
         UNION ALL
        SELECT case_id, 'sanction-case', number, state, state = 'opgeschort_overleg', true, false,
               NULL, premises_id, NULL FROM sanction_case) AS c
  JOIN LATERAL (SELECT * FROM finding f WHERE f.case_id = c.case_id
                 ORDER BY f.transferred_at LIMIT 1) AS f ON true
  LEFT JOIN premises p USING (premises_id)
  LEFT JOIN LATERAL ({FIRST_TO_ACT}) AS t ON true
 WHERE c.kind = ANY($1) AND c.state = ANY($2)
 ORDER BY t.safe_day NULLS LAST, f.transferred_at, c.number LIMIT $3 OFFSET $4
"""  # noqa: S608
ALIKE = """
WITH placed AS (
  SELECT f.case_id, f.report_number, f.fact_code, f.fact_at, c.number, c.premises_id
    FROM finding f
    JOIN (SELECT case_id, number, premises_id FROM gas_case
           UNION ALL SELECT case_id, number, premises_id FROM sanction_case) AS c USING (case_id)
)
SELECT DISTINCT f.case_id, o.case_id AS other_id, o.number
  FROM placed f
  JOIN placed o ON o.case_id <> f.case_id
   AND (o.report_number = f.report_number
        OR (o.premises_id = f.premises_id AND o.fact_code = f.fact_code
            AND o.fact_at BETWEEN f.fact_at - interval '1 hour' AND f.fact_at + interval '1 hour'))
 WHERE f.case_id = ANY($1) ORDER BY f.case_id, o.number
"""
"""One action in a street finds many people in one hour: without premises only a report tells."""


async def new_cases(
    tx: Transaction,
    kinds: Collection[CaseKind],
    states: Collection[str],
    offset: int,
    size: int,
) -> list[IntakeCase]:
    """Cases in one of ``states`` that nobody looked at, the soonest term first."""
    values = ([str(each) for each in kinds], [str(each) for each in states], size, offset)
    return await fetch_all(tx.conn, IntakeCase, NEW, *values)


async def alike(tx: Transaction, case_ids: Collection[UUID]) -> Mapping[UUID, list[Resemblance]]:
    """Cases that may be about the same facts, by the case that they resemble."""
    found: dict[UUID, list[Resemblance]] = {}
    for row in await fetch_all(tx.conn, Resemblance, ALIKE, [*case_ids]):
        found.setdefault(row.case_id, []).append(row)
    return found

"""Cases by number, report, reference and place, in every procedure; nobody is named."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from chassis.db import Transaction
from chassis.rows import fetch_all, fetch_one
from enforcement.case_heads.store import HEADS
from enforcement.cases.rules import CaseKind, Scope
from enforcement.legal_terms.store import FIRST_TO_END
from enforcement.search.rules import MOST_CASES, Wanted


@dataclass(frozen=True, slots=True)
class CaseHit:
    """A case that a search found; it names nobody.

    ``place`` is the address of premises with a permit; of any other place it says nothing.
    ``last_day`` is of the running term that ends first, if one runs.
    """

    case_id: UUID
    kind: CaseKind
    number: str
    state: str
    opened_at: datetime
    premises_id: UUID | None
    place: str | None
    last_day: date | None


@dataclass(frozen=True, slots=True)
class Place:
    """Premises of the city's permits."""

    premises_id: UUID
    label: str
    street: str
    house_number: str
    postcode: str

    @property
    def address(self) -> str:
        return f"{self.street} {self.house_number}"


HITS = f"""
SELECT c.case_id, c.kind, c.number, c.state, c.opened_at, p.premises_id,
       p.street || ' ' || p.house_number AS place, t.last_day
  FROM ({HEADS}) AS c
  LEFT JOIN premises p USING (premises_id)
  LEFT JOIN LATERAL ({FIRST_TO_END}) AS t ON true
 WHERE c.kind = ANY($1) AND (c.at_college OR NOT $2)
"""  # noqa: S608
NEWEST = "ORDER BY c.opened_at DESC, c.number"
SOUGHT = f"""
{HITS} AND (
   c.number = $3 OR right(c.number, 12) = $4
   OR c.case_id IN (SELECT case_id FROM payment_reference WHERE reference = $5
                    UNION ALL
                    SELECT coalesce(measure_id, case_id) FROM payment_claim WHERE reference = $5)
   OR c.case_id IN (SELECT unnest(ARRAY[f.case_id, f.came_from, b.case_id, m.case_id])
                      FROM finding f
                      LEFT JOIN street_ban_fact b USING (finding_id)
                      LEFT JOIN measure_report m USING (finding_id)
                     WHERE strpos(upper(regexp_replace(f.report_number, '\\W|_', '', 'g')), $6) > 0)
   OR c.premises_id = ANY($7))
{NEWEST} LIMIT $8
"""  # noqa: S608
KEPT = "NOT EXISTS (SELECT FROM register_destruction x WHERE x.case_id = c.case_id)"
"""A case whose persons the register had to destroy stands in nobody's file any more (art. 44)."""
AT = f"{HITS} AND c.premises_id = $3 AND {KEPT} {NEWEST}"
OF_OWNER = f"""
{HITS} AND {KEPT} AND (c.case_id = ANY($4) OR c.case_id IN (
   SELECT dossier_id FROM dossier WHERE owner = $3
   UNION ALL SELECT case_id FROM sanction_case WHERE owner = $3
   UNION ALL SELECT case_id FROM mayor_measure WHERE owner = $3
   UNION ALL SELECT case_id FROM integrity_investigation WHERE owner = $3))
{NEWEST}
"""  # noqa: S608
OF_THESE = f"{HITS} AND c.case_id = ANY($3) {NEWEST}"
PLACES = """
SELECT premises_id, label, street, house_number, postcode FROM premises
 ORDER BY street, house_number, postcode
"""
PLACE = """
SELECT premises_id, label, street, house_number, postcode FROM premises WHERE premises_id = $1
"""


async def sought(
    tx: Transaction, scope: Scope, wanted: Wanted, premises_ids: Collection[UUID]
) -> list[CaseHit]:
    """The newest first, those that ended too; one more than may be shown."""
    return await fetch_all(
        tx.conn,
        CaseHit,
        SOUGHT,
        *_within(scope),
        wanted.number,
        wanted.serial,
        wanted.reference,
        wanted.report,
        [*premises_ids],
        MOST_CASES + 1,
    )


async def at(tx: Transaction, scope: Scope, premises_id: UUID) -> list[CaseHit]:
    """All that runs and ran about premises, the newest first."""
    return await fetch_all(tx.conn, CaseHit, AT, *_within(scope), premises_id)


async def of_owner(
    tx: Transaction, scope: Scope, owner: str, fines: Collection[UUID]
) -> list[CaseHit]:
    """All that runs and ran about an owner by code, with these fines, the newest first."""
    return await fetch_all(tx.conn, CaseHit, OF_OWNER, *_within(scope), owner, [*fines])


async def of_these(tx: Transaction, scope: Scope, case_ids: Collection[UUID]) -> list[CaseHit]:
    """Those of these cases that are within the scope, the newest first."""
    return await fetch_all(tx.conn, CaseHit, OF_THESE, *_within(scope), [*case_ids])


async def places(tx: Transaction) -> list[Place]:
    return await fetch_all(tx.conn, Place, PLACES)


async def place(tx: Transaction, premises_id: UUID) -> Place | None:
    return await fetch_one(tx.conn, Place, PLACE, premises_id)


def _within(scope: Scope) -> tuple[list[str], bool]:
    return [*map(str, scope.kinds)], scope.college

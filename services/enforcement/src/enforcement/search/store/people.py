"""People of cases: opened to be compared, and shown only where they fit."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from uuid import UUID

from chassis.db import Transaction
from chassis.rows import fetch_all
from enforcement.case_heads.store import HEADS
from enforcement.cases.rules import CaseKind
from enforcement.notifications.rules.letters import PERSONS
from enforcement.sealed_columns import ADDRESSEE, OFFENDER
from enforcement.search.rules import Somebody


@dataclass(frozen=True, slots=True)
class _Sealed:
    record_id: UUID
    case_id: UUID
    said: bytes


OFFENDERS = f"""
SELECT o.finding_id AS record_id, f.case_id, o.said
  FROM offender o JOIN finding f USING (finding_id) JOIN ({HEADS}) AS c USING (case_id)
 WHERE c.kind = ANY($1) ORDER BY f.fact_at, o.finding_id
"""  # noqa: S608
ADDRESSEES = f"""
SELECT a.addressee_id AS record_id, a.case_id, a.said
  FROM addressee a JOIN ({HEADS}) AS c USING (case_id)
 WHERE c.kind = ANY($1) AND a.role = ANY($2) ORDER BY a.named_at, a.addressee_id
"""  # noqa: S608
BANS = "SELECT DISTINCT case_id FROM street_ban_fact WHERE finding_id = ANY($1)"


async def named_in(tx: Transaction, procedures: Collection[CaseKind]) -> list[Somebody]:
    """Everybody whom a report or an address of a letter names in cases of these procedures.

    Opened to be compared: only who fits is shown, and logged.
    """
    kinds, roles = [*map(str, procedures)], [*map(str, PERSONS)]
    offenders = await fetch_all(tx.conn, _Sealed, OFFENDERS, kinds)
    addressees = await fetch_all(tx.conn, _Sealed, ADDRESSEES, kinds, roles)
    found = []
    for row in offenders:
        said = tx.vault.open(OFFENDER, row.record_id, row.said)
        found.append(Somebody(row.record_id, row.case_id, said["name"], said["birth_date"]))
    for row in addressees:
        said = tx.vault.open(ADDRESSEE, row.record_id, row.said)
        found.append(Somebody(row.record_id, row.case_id, said["name"]))
    return found


async def bans_on(tx: Transaction, finding_ids: Collection[UUID]) -> Sequence[UUID]:
    """The street bans that rest on any of these findings."""
    return [row["case_id"] for row in await tx.conn.fetch(BANS, [*finding_ids])]

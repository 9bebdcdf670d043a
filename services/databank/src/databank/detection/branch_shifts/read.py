"""Read branch shifts with the sightings that show them; every read is logged."""

from dataclasses import dataclass
from uuid import UUID

from chassis.db import Transaction
from chassis.web import Actor
from databank.detection.branch_shifts import store
from databank.detection.branch_shifts.store import BranchShiftRow
from databank.detection.cases.rules import Stand
from databank.detection.cases.workflow import CaseFile, check_shadow, with_history
from databank.roles import TOEZICHT, log_list, log_shown
from databank.sightings.rules.sighting import RecordedSighting
from databank.sightings.store import sightings

LIST = "branch_shifts"
"""Kind of subject of a list that names nobody, in the access log."""


@dataclass(frozen=True, slots=True)
class BranchShiftFile:
    """A case, and its two sightings in order of time."""

    file: CaseFile[BranchShiftRow]
    evidence: tuple[RecordedSighting, RecordedSighting]


async def list_cases(
    tx: Transaction,
    officer: Actor,
    stand: Stand | None,
    *,
    shadow: bool,
    offset: int,
    limit: int,
) -> list[BranchShiftFile]:
    """Cases in order of time, of one stand or all; those in shadow for leadership alone."""
    check_shadow(officer, shadow=shadow)
    rows = await store.listed(tx.conn, stand, shadow, offset, limit)
    known = await sightings.by_ids(
        tx.conn, sorted({end for row in rows for end in (row.from_sighting, row.to_sighting)})
    )
    files = await with_history(tx, rows, officer)
    await log_shown(tx, officer, [row.person_id for row in rows], TOEZICHT)
    return [
        BranchShiftFile(file, (known[file.case.from_sighting], known[file.case.to_sighting]))
        for file in files
    ]


async def list_waiting(
    tx: Transaction, officer: Actor, before: UUID | None, limit: int
) -> tuple[list[BranchShiftRow], UUID | None]:
    """Cases that wait for an outcome, the newest first, and the last of them where more follow."""
    rows = await store.waiting(tx.conn, before, limit + 1)
    more = rows[limit - 1].id if len(rows) > limit else None
    rows = rows[:limit]
    await log_list(tx, officer, LIST, f"{len(rows)} verschuivingen", TOEZICHT)
    return rows, more


async def list_assessed(
    tx: Transaction, officer: Actor, offset: int, limit: int
) -> tuple[list[BranchShiftRow], bool]:
    """Cases with an outcome, the newest first, also those withdrawn afterwards; and whether more
    follow."""
    rows = await store.assessed(tx.conn, offset, limit + 1)
    more = len(rows) > limit
    rows = rows[:limit]
    await log_list(tx, officer, LIST, f"{len(rows)} verschuivingen", TOEZICHT)
    return rows, more


async def evidence_of(
    tx: Transaction, case: BranchShiftRow
) -> tuple[RecordedSighting, RecordedSighting]:
    """The two sightings that show a case, in order of time."""
    known = await sightings.by_ids(tx.conn, [case.from_sighting, case.to_sighting])
    return known[case.from_sighting], known[case.to_sighting]

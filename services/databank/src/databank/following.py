"""What follows when people change which claims make a person, and nothing else does it.

First every row that stands on a moved claim goes with it, then what is derived is made anew for
the persons concerned: when they were first seen, what is known of their identity, which first
contact is due, and the cases of moves between branches, found and withdrawn as events.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable
from uuid import UUID

import asyncpg
import orjson

from chassis.bus import record, revoke
from chassis.bus.timers import ensure
from chassis.db import Transaction
from contracts.codes import Branch
from contracts.databank import BranchShiftWithdrawn
from databank.domain.first_contact import Contact, ContactState, standing
from databank.observing import (
    OVERDUE,
    Observation,
    Withdrawal,
    open_first_contacts,
    redetect,
)
from databank.store import changes, contacts, corrections, persons
from databank.store.sightings import Seen

CORRECTED = Withdrawal.KOPPELING_GECORRIGEERD


async def follow(
    tx: Transaction,
    claim_ids: Collection[UUID],
    person_ids: Collection[UUID],
    *,
    joining: bool = False,
    undoing: UUID | None = None,
) -> None:
    """``claim_ids`` have new links; ``person_ids`` are all whom they left and joined, held.

    ``joining``: two persons become one. ``undoing``: the merge that is undone.
    """
    claims, people = list(claim_ids), sorted(person_ids)
    await changes.follow(tx.conn, claims)
    await persons.refresh_seen(tx.conn, people)
    await persons.refresh_identity(tx.conn, people)
    await _settle_contacts(tx, people)
    gone = await _untenable(tx, people, joining, undoing)
    await _settle_cases(tx, claims, people, gone)


async def _settle_contacts(tx: Transaction, people: Collection[UUID]) -> None:
    rows = await contacts.of_persons(tx.conn, people)
    by_person: dict[UUID, list[asyncpg.Record]] = defaultdict(list)
    for row in rows:
        by_person[row["person_id"]].append(row)
    for found in by_person.values():
        states = standing(
            Contact(row["id"], ContactState(row["state"]), row["due_at"]) for row in found
        )
        for row in found:
            if states[row["id"]] != row["state"]:
                await _set_contact(tx, row, states[row["id"]])
    await _open_missing(tx, [one for one in people if one not in by_person])


async def _set_contact(tx: Transaction, contact: asyncpg.Record, state: ContactState) -> None:
    await contacts.set_state(tx.conn, contact["id"], state.value)
    if state is not ContactState.OPEN:
        await revoke(tx, OVERDUE, str(contact["id"]))
    elif not contact["overdue"]:
        await ensure(tx, OVERDUE, {str(contact["id"]): contact["due_at"]})


async def _open_missing(tx: Transaction, people: Collection[UUID]) -> None:
    """Somebody who passed for another was never spoken to; those of older databases were."""
    first: dict[UUID, Observation] = {}
    for row in await contacts.first_seen_live(tx.conn, people, persons.LEGACY):
        first[row["person_id"]] = Observation(_seen(row, row["person_id"]), tx)
    await open_first_contacts(tx, first)


async def _untenable(
    tx: Transaction, people: list[UUID], joining: bool, undoing: UUID | None
) -> list[asyncpg.Record]:
    """Cases that end in any case; those of them that still show a move are found anew.

    One whose two sightings are of two persons. When two persons become one, one of which people
    said that its link is wrong: it may not come to stand for another move. When that is undone,
    all that were found meanwhile: others heard of sightings of another person.
    """
    await corrections.follow(tx.conn, people)
    gone = await corrections.torn(tx.conn, people)
    if joining:
        gone += await corrections.called_wrong(tx.conn, people)
    if undoing:
        gone += await corrections.found_since(tx.conn, undoing, people)
    return [*{row["id"]: row for row in gone}.values()]


async def _settle_cases(
    tx: Transaction, claims: list[UUID], people: list[UUID], gone: list[asyncpg.Record]
) -> None:
    """What people said of a move comes back with it."""
    await corrections.withdraw(tx.conn, [row["id"] for row in gone], tx.now, CORRECTED.value)
    for row in gone:
        if row["told"]:
            _tell_withdrawn(tx, row)
    rows = await corrections.timelines(tx.conn, people, claims)
    changed = [Observation(_seen(row, person_id), tx) for row in rows for person_id in people]
    found = await redetect(tx, changed, CORRECTED)
    await _restore_assessments(tx, [case_id for cases in found.values() for case_id in cases])


async def _restore_assessments(tx: Transaction, found: Iterable[UUID]) -> None:
    """The word of people on a move holds when the same sightings show it again.

    Others heard of the new case already; where they should not count it, they hear that too.
    """
    rows = await corrections.kept(tx.conn, found)
    for row in rows:
        if row["told"] and not row["kept"]["told"]:
            _tell_withdrawn(tx, row)
    kept = [(row["id"], orjson.dumps(row["kept"]).decode()) for row in rows]
    await corrections.restore(tx.conn, kept)


def _tell_withdrawn(tx: Transaction, case: asyncpg.Record) -> None:
    record(
        tx,
        BranchShiftWithdrawn(
            case_id=case["id"],
            from_branch=Branch(case["from_branch"]),
            to_branch=Branch(case["to_branch"]),
            withdrawn_at=tx.now,
            reason=CORRECTED.value,
        ),
    )


def _seen(row: asyncpg.Record, person_id: UUID) -> Seen:
    return Seen(
        id=row["id"],
        person_id=person_id,
        claim_id=row["claim_id"],
        branch=Branch(row["branch"]),
        seen_at=row["seen_at"],
        source_kind=row["source_kind"],
        source_id=row["source_id"],
        confidence=row["confidence"],
        recorded_at=row["recorded_at"],
        withdrawn_at=row["withdrawn_at"],
    )

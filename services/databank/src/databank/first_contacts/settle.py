"""Settle first contacts: after whatever changed who a person is, or whether she ever came.

A contact goes with its claim. Of one person one is due, from when she really came: not before a
declared shift begins, and not when officers found that shift empty.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from chassis.bus import record, revoke
from chassis.bus.timers import schedule
from chassis.db import Transaction
from contracts.databank import FirstContactDue, FirstContactRenewed, FirstContactWithdrawn
from databank.first_contacts.open_contacts import OVERDUE, FirstSighting, due_term, open_contacts
from databank.first_contacts.rules import Contact, ContactState, Settlement, settled_states
from databank.first_contacts.store import contacts
from databank.first_contacts.store.contacts import OwnedContact, SettledContact
from databank.first_contacts.store.first_sightings import first_came

NEVER_CAME = "niet_gekomen"
"""Reason of a withdrawal, of a person who did not come."""

Pairs = list[tuple[OwnedContact, SettledContact]]


@dataclass(frozen=True, slots=True)
class Arrival:
    """A locked person: whether she ever came, as far as anybody knows now, and the transaction on
    whose behalf others hear of it."""

    came: bool
    tx: Transaction


async def settle_contacts(
    tx: Transaction, people: Mapping[UUID, Arrival], counts_from: datetime | None = None
) -> None:
    """Make the contacts of locked persons follow what is known of them now.

    A term runs from when she came and that was known, or from ``counts_from``. Timers come before
    the contacts, as for a timer that fires: no two wait for each other. What an officer did
    meanwhile is seen when the contacts are locked.
    """
    moments = {person_id: each.tx.now for person_id, each in people.items()}
    first = {
        row.person_id: FirstSighting(
            row.claim_id, row.branch, counts_from or row.counts_from, people[row.person_id].tx
        )
        for row in await first_came(tx.conn, moments)
    }
    known = await _settle_known(tx, people, first)
    missing = {person_id: each for person_id, each in first.items() if person_id not in known}
    await open_contacts(tx, missing)


async def _settle_known(
    tx: Transaction, people: Mapping[UUID, Arrival], first: Mapping[UUID, FirstSighting]
) -> set[UUID]:
    """Settle the contacts that there are; gives the persons who have any."""
    before = await _settled(tx, people, first, lock=False)
    if not before:
        return set()
    await _set_timers(tx, before)
    pairs = await _settled(tx, people, first, lock=True)
    await _set_timers(tx, [pair for pair in pairs if pair not in before])
    await contacts.settle(tx.conn, [settled for _, settled in pairs])
    for row, settled in pairs:
        _tell(people[settled.person_id].tx, row, settled)
    return {settled.person_id for _, settled in pairs}


async def _settled(
    tx: Transaction,
    people: Mapping[UUID, Arrival],
    first: Mapping[UUID, FirstSighting],
    *,
    lock: bool,
) -> Pairs:
    """Each contact with what it becomes among all of its person."""
    by_person: dict[UUID, list[OwnedContact]] = defaultdict(list)
    for row in await contacts.of_persons(tx.conn, sorted(people), lock=lock):
        if row.owner_id in people:
            by_person[row.owner_id].append(row)
    pairs = []
    for owner_id, of_person in by_person.items():
        arrival = people[owner_id]
        states = settled_states(
            (
                Contact(
                    row.id,
                    row.state,
                    row.due_at,
                    row.renewed,
                    row.came_since,
                    has_lapsed=row.lapsed_at is not None,
                    opened_at=row.opened_at,
                    done_at=row.held_at or row.refused_at,
                )
                for row in of_person
            ),
            came=arrival.came,
        )
        for row in of_person:
            settled = _becomes(row, states[row.id], arrival.tx.now)
            if _is_due_again(row, settled) and owner_id in first:
                opened_at = first[owner_id].counts_from
                settled = settled.renewed(opened_at, opened_at + await due_term(tx))
            pairs.append((row, settled))
    return pairs


def _becomes(row: OwnedContact, settled: Settlement, now: datetime) -> SettledContact:
    lapsed_at = (row.lapsed_at or now) if settled.has_lapsed else None
    if row.renewed and settled.state is row.state:
        lapsed_at = row.lapsed_at
    return SettledContact(
        row.id, row.owner_id, settled.state, lapsed_at, row.opened_at, row.due_at, row.overdue
    )


def _is_due_again(row: OwnedContact, settled: SettledContact) -> bool:
    """Whether it had lapsed, and she came after all."""
    return row.lapsed_at is not None and settled.state is ContactState.OPEN


async def _set_timers(
    tx: Transaction, pairs: Iterable[tuple[OwnedContact, SettledContact]]
) -> None:
    for row, settled in sorted(pairs, key=lambda pair: str(pair[0].id)):
        if settled.state is row.state:
            continue
        if settled.state is not ContactState.OPEN:
            await revoke(tx, OVERDUE, str(row.id))
        elif not settled.overdue:
            await schedule(tx, OVERDUE, str(row.id), settled.due_at)


def _tell(tx: Transaction, row: OwnedContact, settled: SettledContact) -> None:
    """Who counts new persons counts one person once, two again when they are parted, and nobody
    who did not come."""
    if settled.state is row.state:
        return
    if settled.state is ContactState.SAMENGEVOEGD:
        record(
            tx,
            FirstContactWithdrawn(
                contact_id=row.id,
                branch=row.branch,
                withdrawn_at=tx.now,
                reason=NEVER_CAME if settled.lapsed_at else settled.state.value,
            ),
        )
    elif settled.state is ContactState.OPEN:
        due = FirstContactRenewed if row.renewed else FirstContactDue
        record(
            tx,
            due(
                contact_id=row.id,
                branch=row.branch,
                opened_at=settled.opened_at,
                due_at=settled.due_at,
                told_at=tx.now,
            ),
        )

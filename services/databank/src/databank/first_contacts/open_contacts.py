"""Open first contacts: the police speak soon with whoever came to work for the first time."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID, uuid4

from chassis.bus import record
from chassis.bus.timers import ensure
from chassis.days import city_day
from chassis.db import Transaction
from contracts.branches import Branch
from contracts.databank import FirstContactDue
from databank.first_contacts.store import contacts
from databank.legal_terms import store as legal_terms

DUE_DAYS = "databank.first_contact_due_days"
"""Name of the term, in days, within which the conversation takes place."""
OVERDUE = "first-contact-overdue"
"""Name of the timer that flags a contact whose term passed."""


@dataclass(frozen=True, slots=True)
class FirstSighting:
    """The sighting by which a person first came: its claim and branch, the moment from which that
    counts, and the event on whose behalf it is told."""

    claim_id: UUID
    branch: Branch
    counts_from: datetime
    tx: Transaction


async def open_contacts(tx: Transaction, first: Mapping[UUID, FirstSighting]) -> None:
    """Make a first contact due for each person, by id (handbook §2.4)."""
    if not first:
        return
    term = await due_term(tx)
    due = [
        FirstContactDue(
            contact_id=uuid4(),
            branch=sighting.branch,
            opened_at=sighting.counts_from,
            due_at=sighting.counts_from + term,
        )
        for sighting in first.values()
    ]
    await contacts.open_tasks(
        tx.conn,
        [
            (
                event.contact_id,
                person_id,
                sighting.claim_id,
                event.branch.value,
                event.opened_at,
                event.due_at,
            )
            for (person_id, sighting), event in zip(first.items(), due, strict=True)
        ],
    )
    await ensure(tx, OVERDUE, {str(event.contact_id): event.due_at for event in due})
    for sighting, event in zip(first.values(), due, strict=True):
        record(sighting.tx, event)


async def due_term(tx: Transaction) -> timedelta:
    """The time within which a first contact takes place."""
    return timedelta(days=await legal_terms.days(tx.conn, DUE_DAYS, city_day(tx.now)))

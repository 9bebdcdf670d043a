"""Open first contacts: the police speak soon with whoever was never seen at work before."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID, uuid4

from chassis.bus import record
from chassis.bus.timers import ensure
from chassis.days import city_day
from chassis.db import Transaction
from contracts.codes import Branch
from contracts.databank import FirstContactDue
from databank.first_contacts.store import contacts
from databank.legal_terms import store as legal_terms

DUE_DAYS = "databank.first_contact_due_days"
"""Name of the term, in days, within which the conversation takes place."""
OVERDUE = "first-contact-overdue"
"""Name of the timer that flags a contact whose term passed."""


@dataclass(frozen=True, slots=True)
class FirstSighting:
    """The branch in which a person was first seen, and the event on whose behalf that is told."""

    branch: Branch
    tx: Transaction


async def open_contacts(tx: Transaction, first: Mapping[UUID, FirstSighting]) -> None:
    """Make a first contact due for each person, by id (handbook §2.4)."""
    if not first:
        return
    days = await legal_terms.days(tx.conn, DUE_DAYS, city_day(tx.now))
    due = [
        FirstContactDue(
            contact_id=uuid4(),
            branch=sighting.branch,
            opened_at=sighting.tx.now,
            due_at=sighting.tx.now + timedelta(days=days),
        )
        for sighting in first.values()
    ]
    await contacts.open_tasks(
        tx.conn,
        [
            (event.contact_id, person_id, event.branch.value, event.opened_at, event.due_at)
            for person_id, event in zip(first, due, strict=True)
        ],
    )
    await ensure(tx, OVERDUE, {str(event.contact_id): event.due_at for event in due})
    for sighting, event in zip(first.values(), due, strict=True):
        record(sighting.tx, event)

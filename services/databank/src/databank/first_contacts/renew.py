"""Renew a first contact: the police speak again with whoever comes back after a long absence."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID, uuid4

from chassis.bus import Timer, record
from chassis.bus.timers import ensure, schedule
from chassis.days import city_day
from chassis.db import Transaction
from contracts.databank import FirstContactRenewed
from databank.first_contacts.open_contacts import OVERDUE, due_term
from databank.first_contacts.store import contacts, returns
from databank.first_contacts.store.returns import Return
from databank.legal_terms import store as legal_terms
from databank.persons.store import persons

ABSENCE_DAYS = "databank.first_contact_absence_days"
"""Name of the term, in days, after which somebody who comes back is spoken with again."""
RETURN = "first-contact-return"
"""Name of the timer that looks again when a declared shift begins."""


@dataclass(frozen=True, slots=True)
class Appearance:
    """A locked person was seen or declared, ``since`` the earliest of it, on behalf of ``tx``."""

    since: datetime
    tx: Transaction


async def renew_contacts(tx: Transaction, people: Mapping[UUID, Appearance]) -> None:
    """Make a contact due for each who came back, or look again when she does (handbook §2.4).

    Who was declared and not there counts as seen: an absence is surely one.
    """
    days = await legal_terms.days(tx.conn, ABSENCE_DAYS, city_day(tx.now))
    looked_at = [(person_id, seen.tx.now, seen.since) for person_id, seen in people.items()]
    found = await returns.returned(tx.conn, looked_at, timedelta(days=days))
    for later in (each for each in found if not each.came):
        data = {"since": later.seen_at.isoformat()}
        await schedule(tx, RETURN, str(later.person_id), later.seen_at, data)
    await _open(tx, people, [each for each in found if each.came])


async def on_return(timer: Timer, tx: Transaction) -> None:
    """A shift after an absence begins, unless it was called off or she is somebody else by now."""
    await persons.block_relinking(tx.conn)
    person_id = await persons.survivor(tx.conn, UUID(timer.key))
    if person_id is not None:
        await persons.get_for_update(tx.conn, [person_id])
        since = datetime.fromisoformat(timer.data["since"])
        await renew_contacts(tx, {person_id: Appearance(since, tx)})


async def _open(tx: Transaction, people: Mapping[UUID, Appearance], found: list[Return]) -> None:
    if not found:
        return
    term = await due_term(tx)
    due = [
        FirstContactRenewed(
            contact_id=uuid4(),
            branch=each.branch,
            opened_at=each.counts_from,
            due_at=each.counts_from + term,
        )
        for each in found
    ]
    rows = [
        (event.contact_id, each.person_id, each.claim_id, event.branch.value, *_term(event))
        for each, event in zip(found, due, strict=True)
    ]
    await contacts.open_tasks(tx.conn, rows, renewed=True)
    await ensure(tx, OVERDUE, {str(event.contact_id): event.due_at for event in due})
    for each, event in zip(found, due, strict=True):
        record(people[each.person_id].tx, event)


def _term(event: FirstContactRenewed) -> tuple[datetime, datetime]:
    return event.opened_at, event.due_at

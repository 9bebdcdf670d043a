"""Outcome of a first contact: held or tried; no record of an interrogation (handbook §2.4)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from chassis.bus import record, revoke
from chassis.db import Transaction
from chassis.observed import check_moment
from contracts.codes import SignalKind
from contracts.databank import FirstContactHeld
from databank.first_contacts.open_contacts import OVERDUE
from databank.first_contacts.rules import (
    Attempt,
    ContactClosedError,
    ContactNotFoundError,
    ContactState,
    Information,
)
from databank.first_contacts.store import contacts
from databank.first_contacts.store.contacts import ContactRow
from databank.welfare.raise_signal import raise_signal
from databank.welfare.rules.source import of_person


@dataclass(frozen=True, slots=True)
class Conversation:
    """A first contact that was held; ``language_group`` helps to choose interpreters."""

    held_at: datetime
    language_group: str | None
    second_contact_wanted: bool | None
    information: Sequence[Information] = ()


async def note_held(tx: Transaction, contact_id: UUID, talk: Conversation) -> bool:
    """Note that a contact took place; gives whether that was within the term.

    Raises ``ContactNotFoundError`` and ``ContactClosedError``.
    """
    check_moment("heldAt", talk.held_at, tx.now)
    await revoke(tx, OVERDUE, str(contact_id))  # before the contact, as for a timer that fires
    contact = await _lock_open(tx, contact_id)
    await contacts.set_held(
        tx.conn,
        contact_id,
        talk.held_at,
        talk.language_group,
        talk.second_contact_wanted,
        [each.value for each in talk.information],
    )
    within_term = talk.held_at <= contact.due_at
    record(
        tx,
        FirstContactHeld(
            contact_id=contact_id,
            branch=contact.branch,
            held_at=talk.held_at,
            within_term=within_term,
        ),
    )
    return within_term


async def note_attempt(
    tx: Transaction, officer: str, contact_id: UUID, outcome: Attempt, again_on: date | None
) -> ContactState:
    """Note that a contact did not take place: a refusal closes it, else it stays due in its term.

    Raises ``ContactNotFoundError`` and ``ContactClosedError``.
    """
    refused = outcome is Attempt.GEWEIGERD
    if refused:
        await revoke(tx, OVERDUE, str(contact_id))
    await _lock_open(tx, contact_id)
    state = ContactState.GEWEIGERD if refused else ContactState.OPEN
    await contacts.note_attempt(tx.conn, contact_id, outcome, tx.now, officer)
    await contacts.set_after(tx.conn, contact_id, state, None if refused else again_on)
    return state


async def raise_concerns(
    tx: Transaction, contact_id: UUID, person_id: UUID, kinds: Iterable[SignalKind]
) -> None:
    """Make a signal of each thing that an officer worries about after a contact."""
    for kind in kinds:
        await raise_signal(
            tx,
            kind,
            of_person(person_id),
            "eerste_contact",
            {"contactId": contact_id, "observedAt": tx.now},
            person_id=person_id,
        )


async def _lock_open(tx: Transaction, contact_id: UUID) -> ContactRow:
    """The contact, locked until the end of the transaction, when it is still to take place."""
    contact = await contacts.get_for_update(tx.conn, contact_id)
    if contact is None:
        raise ContactNotFoundError
    if contact.state is not ContactState.OPEN:
        raise ContactClosedError(contact.state, has_lapsed=contact.lapsed_at is not None)
    return contact

"""First contacts: what came of one. Not a record of an interrogation (handbook §2.4)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

import asyncpg

from chassis.bus import record, revoke
from chassis.db import Transaction
from chassis.messages import lazy
from chassis.web import Problem
from contracts.codes import Branch
from contracts.databank import FirstContactHeld
from databank.first_contacts.open_contacts import OVERDUE
from databank.first_contacts.rules.first_contact import Attempt, ContactState, Information
from databank.first_contacts.store import contacts


@dataclass(frozen=True, slots=True)
class Conversation:
    """``language_group`` is a group of languages, for the choice of interpreters."""

    held_at: datetime
    language_group: str | None
    second_contact_wanted: bool | None
    information: Sequence[Information] = ()


async def hold(tx: Transaction, contact_id: UUID, talk: Conversation) -> bool:
    """It took place; gives whether that was within the term."""
    await revoke(tx, OVERDUE, str(contact_id))  # before the contact, as for a timer that fires
    contact = await _open(tx, contact_id)
    await contacts.set_held(
        tx.conn,
        contact_id,
        talk.held_at,
        talk.language_group,
        talk.second_contact_wanted,
        [each.value for each in talk.information],
    )
    within_term: bool = talk.held_at <= contact["due_at"]
    record(
        tx,
        FirstContactHeld(
            contact_id=contact_id,
            branch=Branch(contact["branch"]),
            held_at=talk.held_at,
            within_term=within_term,
        ),
    )
    return within_term


async def attempt(
    tx: Transaction, officer: str, contact_id: UUID, outcome: Attempt, again_on: date | None
) -> ContactState:
    """It did not take place. A refusal closes it; otherwise it stays due within its term."""
    refused = outcome is Attempt.GEWEIGERD
    if refused:
        await revoke(tx, OVERDUE, str(contact_id))
    await _open(tx, contact_id)
    state = ContactState.GEWEIGERD if refused else ContactState.OPEN
    await contacts.note_attempt(tx.conn, contact_id, outcome.value, tx.now, officer)
    await contacts.set_after(tx.conn, contact_id, state.value, None if refused else again_on)
    return state


async def _open(tx: Transaction, contact_id: UUID) -> asyncpg.Record:
    """The contact, held until the end of the transaction, when it is still to take place."""
    contact = await contacts.hold(tx.conn, contact_id)
    if contact is None:
        raise Problem.not_found(lazy("Dit eerste contact"))
    match contact["state"]:
        case ContactState.OPEN:
            return contact
        case ContactState.SAMENGEVOEGD:
            why = lazy(
                "Deze persoon heeft nog een ander eerste contact. Ga verder met dat contact."
            )
        case ContactState.GEWEIGERD:
            why = lazy("Deze persoon wilde geen eerste contact. Dat is al genoteerd.")
        case _:
            why = lazy("Dit eerste contact is al gehouden.")
    raise Problem.conflict(why, allowed=[])

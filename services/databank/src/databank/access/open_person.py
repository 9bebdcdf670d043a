"""Open the file of a person: for a purpose, unless it is shielded, and written down (DP-03)."""

from uuid import UUID

from chassis.db import Transaction
from chassis.messages import lazy
from chassis.refusals import NotFoundError
from chassis.web import Action, Actor, record_access
from databank.access.shields.shield import may_open
from databank.access.shields.view import require_open
from databank.persons.store import persons
from databank.persons.store.persons import PersonRow


async def open_person(tx: Transaction, officer: Actor, person_id: UUID, purpose: str) -> PersonRow:
    """The person, with the read written down. Raises ``NotFoundError`` and ``ShieldedError``."""
    require_open(tx, person_id)
    person = await persons.get(tx.conn, person_id)
    if person is None:
        raise NotFoundError(lazy("Deze persoon"))
    purpose = await may_open(tx, officer, person_id, purpose)
    await record_access(
        tx,
        officer,
        action=Action.CONSULT,
        subject_kind="person",
        subject_id=person_id,
        purpose=purpose,
    )
    return person

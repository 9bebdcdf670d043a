"""Log the persons that an officer read or changed in a review (DP-04)."""

from uuid import UUID

from chassis.db import Transaction
from chassis.web import Action, Actor, record_access
from databank.access.shields.shield import may_open
from databank.persons.store import persons
from databank.review.resolve_question import Question


async def log_question(
    tx: Transaction,
    officer: Actor,
    asked: Question,
    purpose: str,
    action: Action = Action.CONSULT,
) -> None:
    """Log the persons of a question as they are now; refuses where one of them is shielded."""
    people = dict.fromkeys((asked.person_id, *asked.others))
    survivors = dict.fromkeys([await persons.survivor(tx.conn, person) for person in people])
    for person_id in survivors:
        assert person_id is not None  # a question names persons that are known
        allowed = await may_open(tx, officer, person_id, purpose)
        await _log(tx, officer, person_id, action, allowed)


async def log_change(
    tx: Transaction,
    officer: Actor,
    person_ids: tuple[UUID, UUID],
    action: Action,
    purpose: str,
) -> None:
    """Log both persons of a merge or a split; refuses where one of them is shielded."""
    for person_id in person_ids:
        allowed = await may_open(tx, officer, person_id, purpose)
        await _log(tx, officer, person_id, action, allowed)


async def _log(
    tx: Transaction, officer: Actor, person_id: UUID, action: Action, purpose: str
) -> None:
    await record_access(
        tx,
        officer,
        action=action,
        subject_kind="person",
        subject_id=person_id,
        purpose=purpose,
    )

"""Propose that two persons are one: an officer asks for a look at both sides."""

from uuid import UUID

from chassis.db import Transaction
from chassis.messages import lazy
from chassis.refusals import FieldRefusedError
from chassis.web import Actor
from databank.access.shields.shield import may_open
from databank.persons.store import persons
from databank.review.merge import require_unmerged
from databank.review.rules.question import Ground
from databank.review.store import own_answers, questions
from databank.roles import log_shown


async def propose(
    tx: Transaction, officer: Actor, person_id: UUID, other_id: UUID, ground: Ground, purpose: str
) -> UUID:
    """The question that was put; one about the same two that is still open, when there is one."""
    for each in (person_id, other_id):
        await may_open(tx, officer, each, purpose)
    review_id = await _ask(tx, person_id, other_id, ground, officer.subject)
    await log_shown(tx, officer, [person_id, other_id], purpose)
    return review_id


async def _ask(tx: Transaction, person_id: UUID, other_id: UUID, ground: Ground, by: str) -> UUID:
    await persons.block_relinking(tx.conn)
    await require_unmerged(tx, person_id, "personId")
    await require_unmerged(tx, other_id, "otherPersonId")
    if person_id == other_id:
        raise FieldRefusedError("otherPersonId", lazy("Dit is dezelfde persoon."))
    known = await own_answers.asked_about(tx.conn, person_id, other_id)
    if known is not None:
        return known
    claim_id = await persons.anchor(tx.conn, person_id)
    assert claim_id is not None  # a living person has a claim
    return await questions.propose(tx.conn, claim_id, person_id, other_id, ground, by, tx.now)

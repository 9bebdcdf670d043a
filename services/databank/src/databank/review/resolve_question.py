"""Resolve whom a question is about today: merged persons are those that they went into."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from chassis.db import Transaction
from databank.persons.store import claims, persons
from databank.persons.store.claims import PersonClaim
from databank.review.rules.question import Kind
from databank.review.store.questions import QuestionRow


@dataclass(frozen=True, slots=True)
class Question:
    """A question with the persons that it is about as they are now.

    ``others`` are those that the claim may be, the likeliest first, without ``person_id``.
    """

    id: UUID
    kind: Kind
    reason: str
    claim_id: UUID
    person_id: UUID
    others: tuple[UUID, ...]
    is_provisional: bool


async def resolve(tx: Transaction, row: QuestionRow) -> Question:
    named = [UUID(str(candidate["personId"])) for candidate in row.ranked]
    if row.other_person_id:
        named.insert(0, row.other_person_id)
    others = [await persons.survivor(tx.conn, person_id) for person_id in named]
    person = await persons.get(tx.conn, row.person_id)
    assert person is not None  # persons are never removed
    return Question(
        row.id,
        row.kind,
        row.reason,
        row.claim_id,
        row.person_id,
        tuple(dict.fromkeys(other for other in others if other and other != row.person_id)),
        person.provisional,
    )


async def blind_side(tx: Transaction, row: QuestionRow) -> list[PersonClaim]:
    """The claims that the sampled one is compared with, whatever was decided about it."""
    known = row.other_person_id
    other = await persons.survivor(tx.conn, known) if known else None
    theirs = await claims.of_person(tx.conn, other) if other else []
    return [claim for claim in theirs if claim.id != row.claim_id]


async def ranked_now(tx: Transaction, row: QuestionRow) -> dict[UUID, dict[str, Any]]:
    """The matcher's evidence by person of today; of persons that were merged, the likeliest."""
    ranked: dict[UUID, dict[str, Any]] = {}
    for candidate in row.ranked:
        survivor = await persons.survivor(tx.conn, UUID(str(candidate["personId"])))
        if survivor is not None:
            ranked.setdefault(survivor, candidate)
    return ranked

"""Read what officers changed of a person: merges, splits, and what they said of its claims."""

from dataclasses import dataclass
from uuid import UUID

from chassis.db import Transaction
from chassis.web import Actor
from databank.access.open_person import open_person
from databank.matching.store import link_constraints
from databank.matching.store.link_constraints import VerdictEntry
from databank.persons.store import persons
from databank.review.store import merge_history
from databank.review.store.merge_history import PastChange


@dataclass(frozen=True, slots=True)
class PersonHistory:
    """``merged_into`` is whom the id stands for now, when that is somebody else."""

    person_id: UUID
    merged_into: UUID | None
    known_as: list[UUID]
    changes: list[PastChange]


async def read_history(
    tx: Transaction, officer: Actor, person_id: UUID, purpose: str
) -> PersonHistory:
    """The merges and splits of a person, with the read logged."""
    person = await open_person(tx, officer, person_id, purpose)
    survivor = await persons.survivor(tx.conn, person_id) if person.merged_into else None
    return PersonHistory(
        person_id=person_id,
        merged_into=survivor,
        known_as=await persons.former_ids(tx.conn, person_id),
        changes=await merge_history.of_person(tx.conn, person_id),
    )


async def read_verdicts(
    tx: Transaction, officer: Actor, person_id: UUID, purpose: str
) -> list[VerdictEntry]:
    """All that was ever said about the claims of a person, with the read logged."""
    await open_person(tx, officer, person_id, purpose)
    claim_ids = await merge_history.claim_ids_of(tx.conn, person_id)
    return await link_constraints.log_of(tx.conn, claim_ids)

"""Persons in a list, as far as an officer may know who they are."""

from collections.abc import Iterable
from uuid import UUID

from chassis.db import Transaction
from chassis.web import Actor
from databank.access.shields.shield import closed_to
from databank.persons.store import claims
from databank.persons.store.claims import StoredClaim


async def visible_people(
    tx: Transaction, officer: Actor, person_ids: Iterable[UUID]
) -> list[tuple[UUID, StoredClaim | None]]:
    """Each with the claim by which it was known last; without it where the file is shielded.

    Whoever calls it writes down whom it showed.
    """
    ids = [*dict.fromkeys(person_ids)]
    closed = await closed_to(tx, officer, ids)
    latest = await claims.latest_of_persons(
        tx.conn, [person_id for person_id in ids if person_id not in closed]
    )
    return [(person_id, latest.get(person_id)) for person_id in ids]

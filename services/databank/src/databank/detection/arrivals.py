"""Arrivals: whether persons ever came to work, as far as anybody knows now.

Who is only declared has not come. She comes when her shift begins or an officer sees her, and turns
out not to have come when all of that is called off, found empty or withdrawn. Her first contact
follows.
"""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from chassis.db import Transaction
from databank.first_contacts.settle import Arrival, settle_contacts
from databank.sightings.store import appearances


async def settle_arrivals(
    tx: Transaction, people: Mapping[UUID, Transaction], counts_from: datetime | None = None
) -> None:
    """Follow the sightings of locked persons, each on behalf of an event.

    The term of a first contact runs from when a person came, or from ``counts_from``.
    """
    if not people:
        return
    moments = {person_id: view.now for person_id, view in people.items()}
    seen = await appearances.refresh_seen(tx.conn, moments)
    arrivals = {
        person_id: Arrival(seen[person_id] is not None, view) for person_id, view in people.items()
    }
    await settle_contacts(tx, arrivals, counts_from)

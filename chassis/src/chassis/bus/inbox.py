"""The inbox: the events that this consumer has had, entered in the transaction of their effect."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from chassis.bus.envelope import Envelope
from chassis.db import Transaction

CLAIM = """
INSERT INTO bus_inbox (consumer, event_id, digest)
SELECT $1, event_id, digest
FROM unnest($2::uuid[], $3::bytea[]) WITH ORDINALITY AS t (event_id, digest, nr)
ORDER BY event_id, nr
ON CONFLICT DO NOTHING
RETURNING event_id
"""

TAKE = "SELECT claimed, held, catching_up FROM bus_take_in($1, $2, $3, $4)"

KNOWN = "SELECT event_id, digest FROM bus_inbox WHERE consumer = $1 AND event_id = ANY($2::uuid[])"


@dataclass(frozen=True, slots=True)
class Intake:
    """A batch as the inbox sees it.

    ``new`` ids must have their effect now; of the ``held`` keys a message is parked;
    ``catching_up``: live messages wait for a replay (:mod:`chassis.bus.catch_up`).
    """

    new: set[UUID]
    held: set[str]
    catching_up: bool


async def claim(tx: Transaction, consumer: str, envelopes: Sequence[Envelope]) -> set[UUID]:
    """Enter the events; gives the ids that were new, and so must have their effect now."""
    rows = await tx.conn.fetch(
        CLAIM, consumer, [e.id for e in envelopes], [e.digest for e in envelopes]
    )
    return {row["event_id"] for row in rows}


async def take(tx: Transaction, consumer: str, envelopes: Sequence[Envelope]) -> Intake:
    """Enter the events, and ask what holds them up.

    One round trip, with statements in a function of the database: a later one sees what another
    instance parked while an earlier one waited for it.
    """
    row = await tx.conn.fetchrow(
        TAKE,
        consumer,
        [e.id for e in envelopes],
        [e.digest for e in envelopes],
        list({e.partition_key for e in envelopes}),
    )
    return Intake(set(row["claimed"]), set(row["held"]), row["catching_up"])


async def digests(tx: Transaction, consumer: str, ids: Sequence[UUID]) -> dict[UUID, bytes]:
    """Digests received earlier under these ids, to tell a redelivery from a reused id."""
    rows = await tx.conn.fetch(KNOWN, consumer, list(ids))
    return {row["event_id"]: row["digest"] for row in rows}

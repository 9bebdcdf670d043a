"""Tell a sighting of somebody who is looked for to whom it must, at once and once.

Called wherever persons are seen, checked, merged or split, in the same transaction: what officers
read and what happened cannot differ. Whatever the order in which sightings come, the same hits
stand in the end; whoever was told once is not told again.
"""

from collections.abc import Collection, Iterable
from uuid import UUID

from chassis.alerts import alert
from chassis.db import Transaction
from databank.access.shields.view import over_everybody
from databank.watch_requests import store
from databank.watch_requests.rules import may_be_sought, sought_features
from databank.watch_requests.store import WatchRow

CALL = "Iemand naar wie een collega uitkijkt, is gezien. Open de seiningen."
"""A pager and a mailbox read this too: it says nothing about anybody, and not where."""


@over_everybody
async def tell_sightings(tx: Transaction, person_ids: Collection[UUID]) -> None:
    """Bring the hits about these persons up to date; they are locked, or this is their check."""
    standing = await store.standing(tx)
    if not standing:
        return
    await _find_likely(tx, standing, person_ids)
    concerned = await store.about(tx.conn, list(person_ids))
    await settle(tx, [row for row in standing if row.id in concerned])


@over_everybody
async def settle(tx: Transaction, requests: Iterable[WatchRow]) -> None:
    """Bring all hits of requests up to date, and call whoever is on duty when one is new."""
    spans = [(row.id, *span) for row in requests if (span := row.span())]
    if not spans:
        return
    seen = await store.spotted(tx.conn, spans)
    if await store.keep_hits(tx, [request_id for request_id, *_ in spans], seen):
        await alert(tx, "watch-request", CALL, "/seiningen")


async def _find_likely(
    tx: Transaction, standing: Iterable[WatchRow], person_ids: Collection[UUID]
) -> None:
    """Let a request by name stand on whoever that may be, and of whom nobody said yet."""
    by_name = [(row.id, sought_features(row.sought)) for row in standing if row.sought]
    if not by_name:
        return
    known = await store.features_of(tx.conn, person_ids)
    for request_id, sought in by_name:
        likely = {person for person, claims in known.items() if may_be_sought(sought, claims)}
        if likely:
            new = likely - await store.judged(tx.conn, request_id)
            await store.stand_on(tx.conn, request_id, new, likely=True)

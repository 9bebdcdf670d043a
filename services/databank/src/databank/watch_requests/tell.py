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
from databank.watch_requests.rules import may_be_sought, reckon, sought_features
from databank.watch_requests.store import WatchRow

CALL = "Iemand naar wie een collega uitkijkt, is gezien. Open de seiningen."
"""A pager and a mailbox read this too: it says nothing about anybody, and not where."""


@over_everybody
async def tell_sightings(tx: Transaction, person_ids: Collection[UUID]) -> None:
    """Bring the hits about these persons up to date; they are locked, or this is their check.

    Requests are locked after persons, and before what was seen is read: of two sightings at once
    the second would else let lapse what the first one told.
    """
    standing = await store.standing(tx)
    if not standing:
        return
    likely = await _likely(tx, standing, person_ids)
    concerned = await store.about(tx.conn, list(person_ids)) | likely.keys()
    rows = await store.lock_standing(tx, concerned & {row.id for row in standing})
    for row in rows:
        await stand_on_likely(tx, row.id, likely.get(row.id, set()))
    await settle(tx, rows)


@over_everybody
async def doubt_parted(tx: Transaction, claim_ids: Collection[UUID]) -> None:
    """People parted claims: a request that stood on both sides is certain of neither any more.

    Nobody else relinks or reads whose claim it is, so requests need no lock of their own.
    """
    await store.doubt_parted(tx, claim_ids)


@over_everybody
async def settle(tx: Transaction, requests: Iterable[WatchRow]) -> None:
    """Bring all hits of locked requests up to date, and call whoever is on duty at a new one."""
    spans = [(row.id, *span) for row in requests if (span := row.span())]
    if not spans:
        return
    told = await store.told(tx.conn, [request_id for request_id, *_ in spans])
    reckoning = reckon(told, await store.spotted(tx.conn, spans))
    await store.keep_hits(tx, reckoning)
    if reckoning.new:
        await alert(tx, "watch-request", CALL, "/seiningen")


async def stand_on_likely(tx: Transaction, request_id: UUID, likely: Collection[UUID]) -> None:
    """Let a locked request stand on whoever it may be, and of whom nobody said yet; not once it is
    certain who she is."""
    if not likely or await store.is_found(tx.conn, request_id):
        return
    new = set(likely) - await store.judged(tx.conn, request_id)
    await store.stand_on(tx.conn, request_id, new, likely=True)


async def _likely(
    tx: Transaction, standing: Iterable[WatchRow], person_ids: Collection[UUID]
) -> dict[UUID, set[UUID]]:
    """By request for a name, those of these persons who may be meant."""
    by_name = [(row.id, sought_features(row.sought)) for row in standing if row.sought]
    if not by_name:
        return {}
    known = await store.features_of(tx.conn, person_ids)
    likely = {
        request_id: {person for person, claims in known.items() if may_be_sought(sought, claims)}
        for request_id, sought in by_name
    }
    return {request_id: people for request_id, people in likely.items() if people}

"""Decide on claims anew: what people said of them stands, the rest follows the matcher of today."""

from collections.abc import Collection
from uuid import UUID

from chassis.db import Transaction
from databank.matching.linkage_session import LinkageSession
from databank.matching.model_state import current_state
from databank.matching.rules.outcomes import ClaimDecision
from databank.matching.store import candidates, claim_writer
from databank.matching.store.candidates import ClaimQuery
from linkage.claim import Features


async def redecide(
    tx: Transaction, claim_ids: Collection[UUID], among: Collection[UUID] = ()
) -> list[ClaimDecision]:
    """Decide again on these claims and no other, the oldest first, and log their new memberships.

    A must-link takes a claim to the person of the other one, a cannot-link keeps it away. A claim
    that resembles nobody stays with its person where no other claim does; else it becomes a person.
    ``among`` are the only persons that scores may give a claim to. What follows from a changed
    link (sightings, cases) is the caller's.
    """
    state = await current_state(tx)
    before = await candidates.of_claims(tx.conn, claim_ids)
    queries = {old.claim_id: ClaimQuery.of(Features.unpacked(old.packed)) for old in before}
    _, found = await candidates.lock_and_find(
        tx.conn, state.mark, [], list(queries.values()), list(queries)
    )
    free = await candidates.deserted(tx.conn, {old.person_id for old in before}, list(queries))
    session = LinkageSession(tx.conn, tx.now, state)
    await session.load(list(queries.values()), found, anew=queries.keys())
    decided = []
    for old in before:
        home = old.person_id if old.person_id in free else None
        decided.append(session.decide_anew(old.claim_id, queries[old.claim_id], home, among))
        free.discard(decided[-1].person_id)
    await claim_writer.unlink(tx.conn, list(queries), tx.now)
    await session.take_pending().write(tx.conn, tx.now)
    await state.keep(tx)
    await candidates.place(tx.conn, [(claim.claim_id, claim.person_id) for claim in decided])
    return decided

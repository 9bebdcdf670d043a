"""Claims decided anew: what people said of them stands, the rest follows the matcher of today."""

from collections.abc import Collection
from uuid import UUID

from chassis.db import Transaction
from databank.deciding import Decided, Deciding
from databank.domain import blocking
from databank.domain.claim import FORM, Features
from databank.knowing import knowledge
from databank.store import candidates, claims


async def redecide(
    tx: Transaction, claim_ids: Collection[UUID], among: Collection[UUID] = ()
) -> list[Decided]:
    """Decide again on these claims and no other, the oldest first, and log their new memberships.

    A must-link takes a claim to the person of the other one, a cannot-link keeps it away. A claim
    that resembles nobody stays with its person where no other claim does; else it becomes a person.
    ``among`` are the only persons that scores may give a claim to. What follows from a changed
    link (sightings, cases) is the caller's.
    """
    known = await knowledge(tx)
    before = await candidates.of_claims(tx.conn, claim_ids)
    features = {one.claim_id: Features.unpacked(one.packed) for one in before}
    probes = {claim_id: blocking.probes(one) for claim_id, one in features.items()}
    await candidates.lock(tx.conn, known.mark, list(probes.values()))
    wanted = list(frozenset().union(*probes.values()))
    _, found = await candidates.find(tx.conn, [], wanted, blocking.MOST_PER_KEY, FORM)
    homes = {one.person_id for one in before}
    free = await candidates.deserted(tx.conn, homes, list(features))
    deciding = Deciding(tx, known)
    await deciding.load(list(features.values()), found, anew=features.keys())
    decided = []
    for one in before:
        home = one.person_id if one.person_id in free else None
        decided.append(deciding.decide_anew(one.claim_id, features[one.claim_id], home, among))
        free.discard(decided[-1].person_id)
    await claims.unlink(tx.conn, list(features), tx.now)
    await deciding.write()
    await candidates.place(tx.conn, [(one.claim_id, one.person_id) for one in decided])
    return decided

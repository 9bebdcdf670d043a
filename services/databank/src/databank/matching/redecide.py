"""Claims decided anew: what people said of them stands, the rest follows the matcher of today."""

from collections.abc import Collection
from uuid import UUID

from chassis.db import Transaction
from databank.matching.linkage_session import Decided, Deciding
from databank.matching.model_state import knowledge
from databank.matching.store import candidates, claim_writer
from databank.matching.store.candidates import Sought
from linkage.claim import Features


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
    sought = {one.claim_id: Sought.of(Features.unpacked(one.packed)) for one in before}
    _, found = await candidates.meet(tx.conn, known.mark, [], list(sought.values()), list(sought))
    free = await candidates.deserted(tx.conn, {one.person_id for one in before}, list(sought))
    deciding = Deciding(tx, known)
    await deciding.load(list(sought.values()), found, anew=sought.keys())
    decided = []
    for one in before:
        home = one.person_id if one.person_id in free else None
        decided.append(deciding.decide_anew(one.claim_id, sought[one.claim_id], home, among))
        free.discard(decided[-1].person_id)
    await claim_writer.unlink(tx.conn, list(sought), tx.now)
    await deciding.noted().write(tx)
    await known.keep(tx)
    await candidates.place(tx.conn, [(one.claim_id, one.person_id) for one in decided])
    return decided

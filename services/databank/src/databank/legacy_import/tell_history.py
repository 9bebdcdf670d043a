"""Tell histories: make sightings of what the rows told, person by person, each history whole.

Were sightings written row by row, in the order of a file, moves between branches would be found
that the next row unmakes, and the city would hear of cases that are withdrawn at once.
"""

from collections.abc import Sequence
from uuid import UUID, uuid4

from chassis.db import Transaction
from databank.detection.record_sightings import Observation, record_sightings
from databank.legacy_import.rules.balance import Balance, FactCount
from databank.legacy_import.rules.facts import FactState
from databank.legacy_import.store import provenance
from databank.legacy_import.store.provenance import WaitingFact
from databank.legacy_import.take_rows import Work
from databank.persons.store import persons
from databank.sightings.rules.sighting import RecordedSighting
from databank.sightings.store import sightings


async def tell_history(tx: Transaction, work: Work, person_ids: Sequence[UUID]) -> Balance:
    """Bring these persons' timelines up to date with what waits of them."""
    await persons.block_relinking(tx.conn)
    waiting = await provenance.waiting(tx.conn, work.run_id, person_ids)
    balance = Balance()
    if not waiting:
        return balance
    told = [fact for fact in waiting if fact.state is FactState.TE_VERWERKEN]
    gone = [fact for fact in waiting if fact.state is FactState.IN_TE_TREKKEN]
    withdrawn = await _withdrawn(tx, work, told, [fact.fact_id for fact in waiting])
    seen = [_sighting(tx, work, fact) for fact in told]
    changed = [*withdrawn, *seen]
    touched = {sighting.person_id for sighting in changed}
    await persons.get_for_update(tx.conn, touched)
    cases = await record_sightings(tx, [Observation(sighting, tx) for sighting in changed])
    await provenance.settle(tx.conn, _keys(told), FactState.WAARGENOMEN)
    await provenance.settle(tx.conn, _keys(gone), FactState.INGETROKKEN)
    balance.facts[FactCount.WAARGENOMEN] += len(told)
    balance.facts[FactCount.INGETROKKEN] += len(withdrawn)
    balance.facts[FactCount.VERSCHUIVINGEN] += sum(len(found) for found in cases.values())
    return balance


def _sighting(tx: Transaction, work: Work, fact: WaitingFact) -> RecordedSighting:
    source = work.source.kind, fact.fact_id
    return RecordedSighting(
        uuid4(),
        fact.person_id,
        fact.claim_id,
        fact.code,
        fact.happened_at,
        *source,
        fact.confidence,
        tx.now,
    )


async def _withdrawn(
    tx: Transaction, work: Work, told: Sequence[WaitingFact], fact_ids: Sequence[UUID]
) -> list[RecordedSighting]:
    """Sightings that older content of the rows made and that their new content does not make."""
    staying = {(fact.fact_id, fact.claim_id) for fact in told}
    standing = await sightings.of_sources(tx.conn, work.source.kind, fact_ids)
    return [
        sighting.withdrawn(tx.now)
        for sighting in standing
        if (sighting.source_id, sighting.claim_id) not in staying
    ]


def _keys(facts: Sequence[WaitingFact]) -> list[tuple[UUID, UUID]]:
    return [(fact.row_id, fact.fact_id) for fact in facts]

"""From what the rows told to sightings, person by person: each history is told whole.

Were sightings written row by row, in the order of a file, moves between branches would be found
that the next row unmakes, and the city would hear of cases that are withdrawn at once.
"""

from collections.abc import Sequence
from uuid import UUID, uuid4

import asyncpg

from chassis.db import Transaction
from contracts.codes import Branch
from databank.detection import store as sightings
from databank.detection.rules.sighting import RecordedSighting
from databank.detection.sightings import Observation, record_sightings
from databank.legacy_import.rules.balance import Balance, Facts
from databank.legacy_import.store import provenance
from databank.legacy_import.store.provenance import FactState
from databank.legacy_import.take_rows import Work
from databank.matching.store import persons


async def tell(tx: Transaction, work: Work, person_ids: Sequence[UUID]) -> Balance:
    """Bring these persons' timelines up to date with what waits of them."""
    await persons.block_relinking(tx.conn)
    waiting = await provenance.waiting(tx.conn, work.run_id, person_ids)
    balance = Balance()
    if not waiting:
        return balance
    told = [row for row in waiting if row["state"] == FactState.TE_VERWERKEN]
    gone = [row for row in waiting if row["state"] == FactState.IN_TE_TREKKEN]
    withdrawn = await _withdrawn(tx, work, told, [row["fact_id"] for row in waiting])
    seen = [_seen(tx, work, row) for row in told]
    touched = {one.person_id for one in (*withdrawn, *seen)}
    await persons.get_for_update(tx.conn, touched)
    found = await record_sightings(tx, [Observation(one, tx) for one in (*withdrawn, *seen)])
    await provenance.settle(tx.conn, _keys(told), FactState.WAARGENOMEN)
    await provenance.settle(tx.conn, _keys(gone), FactState.INGETROKKEN)
    balance.facts[Facts.WAARGENOMEN] += len(told)
    balance.facts[Facts.INGETROKKEN] += len(withdrawn)
    balance.facts[Facts.VERSCHUIVINGEN] += sum(len(cases) for cases in found.values())
    return balance


def _seen(tx: Transaction, work: Work, row: asyncpg.Record) -> RecordedSighting:
    source = work.source.kind, row["fact_id"]
    return RecordedSighting(
        uuid4(),
        row["person_id"],
        row["claim_id"],
        Branch(row["code"]),
        row["happened_at"],
        *source,
        row["confidence"],
        tx.now,
    )


async def _withdrawn(
    tx: Transaction, work: Work, told: Sequence[asyncpg.Record], fact_ids: Sequence[UUID]
) -> list[RecordedSighting]:
    """Sightings that older content of the rows made and that their new content does not make."""
    staying = {(row["fact_id"], row["claim_id"]) for row in told}
    standing = await sightings.of_sources(tx.conn, work.source.kind, fact_ids)
    return [
        sighting.withdrawn(tx.now)
        for sighting in standing
        if (sighting.source_id, sighting.claim_id) not in staying
    ]


def _keys(rows: Sequence[asyncpg.Record]) -> list[tuple[UUID, UUID]]:
    return [(row["row_id"], row["fact_id"]) for row in rows]

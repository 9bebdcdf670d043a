"""Observe a declared shift again: officers saw the person there, or found that she was not.

What its sighting counts for follows from what they saw (``sightings.store.presence``); this makes
first contact, branch shifts and patterns follow.
"""

from uuid import UUID

from chassis.db import Transaction
from contracts.branches import Branch
from databank.detection.record_sightings import Observation, record_sightings
from databank.shifts.rules.shift import Shift
from databank.shifts.store import shifts
from databank.sightings.rules.sighting import RecordedSighting

SHIFT = "shift"


async def observe_again(tx: Transaction, shift_id: UUID) -> None:
    """Of a shift that is known."""
    known = await shifts.by_ids(tx.conn, [shift_id])
    if shift_id in known:
        await record_sightings(tx, [looked_at(tx, known[shift_id])])


def looked_at(tx: Transaction, shift: Shift) -> Observation:
    """The sighting of a shift as it was declared, after officers looked."""
    source = SHIFT, shift.shift_id
    sighting = RecordedSighting.of_claim(shift, Branch.RAAM, shift.starts_at, source, tx.now)
    return Observation(sighting, tx, looked_at=True)

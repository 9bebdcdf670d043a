"""Count persons by what was read of them in a settled half-year, round, and tell it once."""

from collections import Counter
from datetime import date
from hashlib import sha256
from uuid import uuid4

from chassis.bus import record
from chassis.days import day_start
from chassis.db import Transaction
from contracts.databank import BranchReadingsMeasured
from databank.access.shields.view import over_everybody
from databank.detection.readings import store
from disclosure import round_controlled

BASE = 5
"""Handbook §4.8: a group of fewer than five persons may not be sized."""


async def measure_persons(tx: Transaction, first: date, last: date) -> None:
    """Nothing where the half-year was measured before: a second count tells of who came between."""
    if await store.persons_were_counted(tx.conn, first):
        return
    key = tx.blind(sha256(b"branch-readings").digest())
    true = await _persons(tx, first, last)
    rounded = {
        code: round_controlled(count, {}, BASE, key, f"{first} {code}")[0]
        for code, count in sorted(true.items())
    }
    persons = {code: count for code, count in rounded.items() if count}
    await store.add_counted_persons(tx.conn, first, persons, tx.now)
    record(
        tx,
        BranchReadingsMeasured(
            measurement_id=uuid4(),
            begins_at=day_start(first),
            rounded_to=BASE,
            persons=persons,
            measured_at=tx.now,
        ),
    )


@over_everybody
async def _persons(tx: Transaction, first: date, last: date) -> Counter[str]:
    """Different persons of each kind and way. A closed file counts too: it names nobody."""
    read = {
        (person_id, f"{reading.kind}:{reading.from_branch}:{reading.to_branch}")
        for person_id, reading in await store.readings_between(tx.conn, first, last)
        if first <= reading.counts_on <= last
    }
    return Counter(code for _, code in read)

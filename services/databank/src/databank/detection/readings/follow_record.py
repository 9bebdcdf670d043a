"""Follow persons whose record changed: what is told of each becomes what her record says.

After the fact, in a transaction of its own, of persons that are locked first: so what stands in the
end is a reading of the whole record, whatever order it came in.
"""

from collections.abc import Mapping, Sequence
from uuid import UUID, uuid4

from chassis.days import service_day
from chassis.db import Transaction
from databank.detection.readings import store, tell
from databank.detection.readings.rules.changes import difference
from databank.detection.readings.rules.elsewhere import seen_elsewhere
from databank.detection.readings.rules.reading import Reading, read
from databank.detection.readings.rules.record import Looks, Observation
from databank.detection.readings.store import KeptReading
from databank.detection.readings.whole_record import (
    half_year,
    learned_chances,
    observations,
    seen_in,
)
from databank.persons.store import persons

AT_ONCE = 25
"""Persons in one transaction."""
WEIGHED_ANEW = "weegt_anders"
"""Reason where her own record stayed the same: time passed, or officers looked without her."""


async def follow_records(tx: Transaction) -> int:
    """Read the records of the next persons; gives how many there were."""
    due = await store.take_due(tx.conn, AT_ONCE)
    if not due:
        return 0
    people = sorted(due)
    await persons.get_for_update(tx.conn, people)
    later = await store.take_others_due(tx.conn, people)
    due |= {person_id: reason for person_id, reason in later.items() if reason}
    records = await observations(tx, people)
    looks = await _looks(tx, records)
    await _follow_signals(tx, records, due)
    await _follow_readings(tx, records, looks, due)
    return len(due)


async def _looks(tx: Transaction, records: Mapping[UUID, Sequence[Observation]]) -> Looks:
    """None where nobody was in two branches, so that nothing can be read."""
    if all(len({each.branch for each in observed}) < 2 for observed in records.values()):
        return Looks({}, {})
    held = await store.looks_held(tx.conn, tx.now)
    chances = await learned_chances(tx, half_year(service_day(tx.now)), held, keep=False)
    return Looks(held, chances)


async def _follow_signals(
    tx: Transaction,
    records: Mapping[UUID, Sequence[Observation]],
    reasons: Mapping[UUID, str | None],
) -> None:
    """One that changed in any way is taken back, and told as it is now."""
    standing = await store.standing_signals(tx.conn, [*records])
    for person_id, observed in records.items():
        told = {signal: signal_id for signal_id, signal in standing[person_id]}
        now = seen_elsewhere(observed)
        gone = sorted(told.keys() - {*now})
        reason = reasons[person_id] or WEIGHED_ANEW
        await store.withdraw_signals(tx.conn, [told[each] for each in gone], tx.now, reason)
        for signal in gone:
            tell.tell_no_longer_elsewhere(tx, told[signal], signal, reason)
        new = [(uuid4(), signal) for signal in now if signal not in told]
        await store.add_signals(tx.conn, person_id, new, tx.now)
        for signal_id, signal in new:
            tell.tell_seen_elsewhere(tx, signal_id, signal)


async def _follow_readings(
    tx: Transaction,
    records: Mapping[UUID, Sequence[Observation]],
    looks: Looks,
    reasons: Mapping[UUID, str | None],
) -> None:
    standing = await store.standing_readings(tx.conn, [*records])
    today = service_day(tx.now)
    for person_id, observed in records.items():
        changes = difference(standing[person_id], read(observed, looks, today))
        new = [_kept(uuid4(), reading, observed, looks) for reading in changes.new]
        await store.add_readings(tx.conn, person_id, new, today, tx.now)
        for kept in new:
            tell.tell_found(tx, kept.id, kept.reading, today)
        same = [_kept(each.id, reading, observed, looks) for each, reading in changes.same]
        await store.count_anew(tx.conn, same, today)
        changed = [_kept(each.id, reading, observed, looks) for each, reading in changes.changed]
        await store.change_readings(tx.conn, changed, today, tx.now)
        for before, reading in changes.changed:
            tell.tell_changed(tx, before.id, before.revision + 1, reading, today)
        gone = [each.id for each in changes.vanished]
        reason = reasons[person_id] or WEIGHED_ANEW
        await store.withdraw_readings(tx.conn, gone, tx.now, reason)
        for reading_id in gone:
            tell.tell_withdrawn(tx, reading_id, reason)


def _kept(
    reading_id: UUID, reading: Reading, observed: Sequence[Observation], looks: Looks
) -> KeptReading:
    pair = reading.from_branch, reading.to_branch
    return KeptReading(reading_id, reading, seen_in(observed, looks, pair))

"""Tell others what is read of branches: codes and days, and nobody."""

from datetime import date
from uuid import UUID

from chassis.bus import record
from chassis.days import day_start
from chassis.db import Transaction
from contracts.databank import BranchReading as ToldReading
from contracts.databank import (
    BranchReadingChanged,
    BranchReadingFound,
    BranchReadingWithdrawn,
    SeenElsewhere,
    SeenElsewhereWithdrawn,
)
from databank.detection.readings.rules import elsewhere
from databank.detection.readings.rules.reading import PARAMETERS, Reading


def tell_seen_elsewhere(tx: Transaction, signal_id: UUID, signal: elsewhere.SeenElsewhere) -> None:
    record(
        tx,
        SeenElsewhere(
            signal_id=signal_id,
            branch=signal.branch,
            known_in=signal.known_in,
            known_until=signal.known_until,
            seen_at=day_start(signal.on),
            told_at=tx.now,
        ),
    )


def tell_no_longer_elsewhere(
    tx: Transaction, signal_id: UUID, signal: elsewhere.SeenElsewhere, reason: str
) -> None:
    record(
        tx,
        SeenElsewhereWithdrawn(
            signal_id=signal_id, branch=signal.branch, withdrawn_at=tx.now, reason=reason
        ),
    )


def tell_found(tx: Transaction, reading_id: UUID, reading: Reading, counted_on: date) -> None:
    record(
        tx,
        BranchReadingFound(
            reading_id=reading_id,
            reading=_told(reading, counted_on),
            moved_at=day_start(reading.counts_on),
            found_at=tx.now,
        ),
    )


def tell_changed(
    tx: Transaction, reading_id: UUID, revision: int, reading: Reading, counted_on: date
) -> None:
    record(
        tx,
        BranchReadingChanged(
            reading_id=reading_id,
            revision=revision,
            reading=_told(reading, counted_on),
            moved_at=day_start(reading.counts_on),
            changed_at=tx.now,
        ),
    )


def tell_withdrawn(tx: Transaction, reading_id: UUID, reason: str) -> None:
    record(tx, BranchReadingWithdrawn(reading_id=reading_id, withdrawn_at=tx.now, reason=reason))


def _told(reading: Reading, counted_on: date) -> ToldReading:
    return ToldReading(
        kind=reading.kind.value,
        from_branch=reading.from_branch,
        to_branch=reading.to_branch,
        after=reading.after,
        before=reading.before,
        counted_on=counted_on,
        probability=reading.probability,
        parameters=PARAMETERS,
    )

"""Events that pandkalender publishes, as these tests let it."""

from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

from contracts.identity import IdentityClaim, WorkerClaim
from contracts.pandkalender import ShiftCancelled, ShiftDeclared, ShiftEnded
from contracts.sealed import Sealed

NAME = "Ilinca"
"""In every declaration here, sealed; nothing that an operator sees may hold it."""

STANDS = """
INSERT INTO bus_pause (consumer, partition, event_id, type, partition_key, detail)
VALUES ('databank', 0, gen_random_uuid(), 'be.krachtlijn.pandkalender.shift-declared.v1', 'x',
  'UndefinedTableError at store.py:12')
"""
"""The databank notes that its partition stands."""


def declared(shift_id: UUID | None = None) -> ShiftDeclared:
    starts_at = datetime.now(UTC) + timedelta(hours=2)
    claim = IdentityClaim(given_names=NAME, family_name=uuid4().hex, birth_date="1999-02-03")
    return ShiftDeclared(
        shift_id=shift_id or uuid4(),
        premises_id=uuid4(),
        room_id=uuid4(),
        starts_at=starts_at,
        ends_at=starts_at + timedelta(hours=8),
        declared_at=datetime.now(UTC),
        lead_minutes=120,
        late=False,
        declared_by="eigenaar",
        worker=Sealed.of(WorkerClaim(worker_ref=uuid4(), identity=claim)),
    )


def cancelled(shift_id: UUID | None = None) -> ShiftCancelled:
    """Of a shift that nobody declared, unless an id is given: databank rejects it."""
    return ShiftCancelled(
        shift_id=shift_id or uuid4(),
        premises_id=uuid4(),
        cancelled_at=datetime.now(UTC),
        reason="ziek",
    )


def ended(shift_id: UUID) -> ShiftEnded:
    return ShiftEnded(
        shift_id=shift_id, premises_id=uuid4(), ended_at=datetime.now(UTC), early=False
    )

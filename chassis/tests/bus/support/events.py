"""Events that the toy pair of services exchanges."""

from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

from contracts.identity import IdentityClaim, WorkerClaim
from contracts.pandkalender import ShiftCancelled, ShiftDeclared
from contracts.sealed import Sealed


def declared(shift_id: UUID | None = None, name: str = "Ana") -> ShiftDeclared:
    now = datetime.now(UTC)
    claim = IdentityClaim(given_names=name, family_name="Voorbeeld", birth_date="1999-02-03")
    return ShiftDeclared(
        shift_id=shift_id or uuid4(),
        premises_id=uuid4(),
        room_id=uuid4(),
        starts_at=now,
        ends_at=now + timedelta(hours=8),
        declared_at=now,
        lead_minutes=0,
        late=False,
        declared_by="eigenaar",
        worker=Sealed.of(WorkerClaim(worker_ref=uuid4(), identity=claim)),
    )


def cancelled(shift_id: UUID) -> ShiftCancelled:
    return ShiftCancelled(
        shift_id=shift_id,
        premises_id=uuid4(),
        cancelled_at=datetime.now(UTC),
        reason="ziek",
    )

"""Events as their publishers make them, about canaries."""

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from chassis.bus.envelope import encode
from chassis.bus.seal import Sealer
from chassis.db import Cause
from contracts import Event, Sealed
from contracts.databank import FindingTransferred
from contracts.identity import OffenderIdentity, WorkerClaim
from contracts.pandkalender import ShiftDeclared

NOW = datetime.now(UTC).replace(microsecond=0)
TONIGHT = NOW + timedelta(hours=6)


def reader_of(event: Event) -> str:
    return "databank" if isinstance(event, ShiftDeclared) else "enforcement"


def sealed(sealer: Sealer, event: Event) -> bytes:
    event_id = uuid4()
    return encode(
        sealer.seal(event, event_id), event_id=event_id, at=NOW, sequence=1, cause=Cause()
    )


def declared(worker: WorkerClaim, shift_id: UUID | None = None) -> ShiftDeclared:
    return ShiftDeclared(
        shift_id=shift_id or uuid4(),
        premises_id=uuid4(),
        room_id=uuid4(),
        starts_at=TONIGHT,
        ends_at=TONIGHT + timedelta(hours=4),
        declared_at=NOW,
        lead_minutes=0,
        late=False,
        declared_by="eigenaar",
        worker=Sealed.of(worker),
    )


def transferred(offender: OffenderIdentity) -> FindingTransferred:
    values: dict[str, Any] = {
        "finding_id": uuid4(),
        "report_number": "AN.55.L1.000123/2026",
        "procedure": "gas",
        "fact_code": "tippelen",
        "fact_at": NOW,
        "branch": "straat",
        "in_tolerance_zone": True,
        "offender_role": "prostituant",
        "on_hold": False,
        "transferred_at": NOW,
        "offender": Sealed.of(offender),
    }
    return FindingTransferred(**values)

"""Events as the other services would tell them."""

from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from chassis.days import day_start
from contracts.databank import (
    BranchReading,
    BranchReadingChanged,
    BranchReadingFound,
    BranchShiftDetected,
    InspectionCompleted,
)
from contracts.identity import IdentityClaim, WorkerClaim
from contracts.pandkalender import ShiftDeclared
from contracts.sealed import Sealed


def moment(text: str) -> datetime:
    return datetime.fromisoformat(text).astimezone(UTC)


def inspection(**changes: Any) -> InspectionCompleted:
    facts: dict[str, Any] = {
        "inspection_id": uuid4(),
        "branch": "straat",
        "visibility": "zichtbaar",
        "kind": "maandactie",
        "result": "geen_opmerkingen",
        "completed_at": moment("2026-03-10T22:00:00+01:00"),
        "establishment_ids": (),
        "workers_checked": 0,
        "clients_checked": 0,
        "operators_checked": 0,
    }
    return InspectionCompleted(**facts | changes)


def move(**changes: Any) -> BranchShiftDetected:
    to_seen_at = changes.pop("to_seen_at", moment("2026-03-10T22:00:00+01:00"))
    facts: dict[str, Any] = {
        "case_id": uuid4(),
        "from_branch": "straat",
        "to_branch": "raam",
        "from_seen_at": to_seen_at - timedelta(days=3),
        "to_seen_at": to_seen_at,
        "detected_at": moment("2026-03-11T09:00:00+01:00"),
        "rule_id": "branch-shift",
        "rule_version": 1,
        "window_days": 30,
        "confidence": 1,
        "evidence": (),
    }
    return BranchShiftDetected(**facts | changes)


def reading(
    kind: str = "verschoven",
    moved: str = "2026-03-10",
    *,
    revision: int = 1,
    to: str = "raam",
    at: str = "2026-05-04T03:00:00+02:00",
    reading_id: UUID | None = None,
) -> BranchReadingFound | BranchReadingChanged:
    """From the street, found, or changed with a later revision."""
    day, told_at = date.fromisoformat(moved), moment(at)
    facts: dict[str, Any] = {
        "reading_id": reading_id or uuid4(),
        "reading": BranchReading.model_validate(
            {
                "kind": kind,
                "from_branch": "straat",
                "to_branch": to,
                "after": day - timedelta(days=30),
                "before": day,
                "counted_on": told_at.date(),
                "probability": 0.95,
                "parameters": 1,
            }
        ),
        "moved_at": day_start(day),
    }
    if revision == 1:
        return BranchReadingFound(**facts, found_at=told_at)
    return BranchReadingChanged(**facts, revision=revision, changed_at=told_at)


def shift(**changes: Any) -> ShiftDeclared:
    starts_at = changes.pop("starts_at", moment("2026-03-10T20:00:00+01:00"))
    claim = IdentityClaim(given_names="Ana", family_name="Voorbeeld", birth_date="1999-02-03")
    facts: dict[str, Any] = {
        "shift_id": uuid4(),
        "premises_id": uuid4(),
        "room_id": uuid4(),
        "starts_at": starts_at,
        "ends_at": starts_at + timedelta(hours=8),
        "declared_at": starts_at - timedelta(hours=2),
        "lead_minutes": 120,
        "late": False,
        "declared_by": "OWN-001",
        "worker": Sealed.of(WorkerClaim(worker_ref=uuid4(), identity=claim)),
    }
    return ShiftDeclared(**facts | changes)

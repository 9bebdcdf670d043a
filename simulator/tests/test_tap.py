"""The tap counts what goes by."""

from datetime import UTC, datetime
from uuid import UUID, uuid4

from chassis.bus.envelope import Envelope, decode, encode
from chassis.db import Cause
from contracts import Branch
from contracts.databank import (
    BranchReading,
    BranchReadingChanged,
    BranchReadingFound,
    BranchReadingWithdrawn,
    BranchShiftAnnounced,
    BranchShiftDetected,
    BranchShiftWithdrawn,
    InspectionCompleted,
)
from contracts.event import Event
from contracts.pandkalender import ShiftEnded
from simulator.tap import Tap

AT = datetime(2026, 1, 5, 12, tzinfo=UTC)
CORRELATION = uuid4()


def tap() -> Tap:
    return Tap("amqp://nowhere")


def envelope(event: Event, event_id: UUID | None = None) -> Envelope:
    cause = Cause(correlation_id=CORRELATION)
    return decode(encode(event, event_id=event_id or uuid4(), at=AT, sequence=1, cause=cause))


def ended() -> ShiftEnded:
    return ShiftEnded(shift_id=uuid4(), premises_id=uuid4(), ended_at=AT, early=False)


def detected() -> BranchShiftDetected:
    return BranchShiftDetected(
        case_id=uuid4(),
        from_branch=Branch.STRAAT,
        to_branch=Branch.RAAM,
        from_seen_at=AT,
        to_seen_at=AT,
        detected_at=AT,
        rule_id="branch-move",
        rule_version=1,
        window_days=30,
        confidence=0.99,
        evidence=(uuid4(), uuid4()),
    )


def announced() -> BranchShiftAnnounced:
    known = detected().model_dump(exclude={"to_seen_at", "detected_at"})
    return BranchShiftAnnounced(**known, expected_at=AT, announced_at=AT)


def withdrawn(case_id: UUID) -> BranchShiftWithdrawn:
    return BranchShiftWithdrawn(
        case_id=case_id,
        from_branch=Branch.STRAAT,
        to_branch=Branch.RAAM,
        withdrawn_at=AT,
        reason="waarneming_ingetrokken",
    )


def test_announced_branch_shifts_come_true_or_are_withdrawn() -> None:
    watching, comes, stays, never = tap(), announced(), announced(), announced()
    came = detected().model_copy(update={"case_id": comes.case_id})
    for event in (comes, stays, never, came, detected(), withdrawn(never.case_id)):
        watching.note(envelope(event), 1.0)
    assert watching.announcements == {"announced": 3, "confirmed": 1, "withdrawn": 1}
    assert (watching.cases, len(watching.detections)) == (4, 5)


def test_a_reading_stands_as_its_last_revision_until_it_is_withdrawn() -> None:
    watching, one, gone = tap(), uuid4(), uuid4()
    moved = BranchReading(
        kind="verschoven",
        from_branch=Branch.STRAAT,
        to_branch=Branch.ESCORT,
        after=AT.date(),
        before=AT.date(),
        counted_on=AT.date(),
        probability=0.95,
        parameters=1,
    )
    returned = moved.model_copy(update={"kind": "teruggekeerd"})
    found = [
        BranchReadingFound(reading_id=each, reading=moved, moved_at=AT, found_at=AT)
        for each in (one, gone)
    ]
    changed = BranchReadingChanged(
        reading_id=one, revision=2, reading=returned, moved_at=AT, changed_at=AT
    )
    withdrawal = BranchReadingWithdrawn(reading_id=gone, withdrawn_at=AT, reason="weegt_anders")
    for event in (withdrawal, changed, *found):
        watching.note(envelope(event), 1.0)
    assert [each["kind"] for each in watching.readings] == ["teruggekeerd"]


def test_events_are_counted_by_type_and_publisher() -> None:
    watching = tap()
    for _ in range(3):
        watching.note(envelope(ended()), 1.0)
    assert watching.published == 3
    assert watching.types == {ShiftEnded.type: 3}
    assert watching.publishers == {"pandkalender": 3}


def test_an_event_that_is_published_again_is_one_event() -> None:
    watching, event_id = tap(), uuid4()
    watching.note(envelope(ended(), event_id), 1.0)
    watching.note(envelope(ended(), event_id), 2.0)
    assert (watching.published, watching.repeated) == (1, 1)


def test_every_reader_of_an_event_is_expected_to_handle_it() -> None:
    watching = tap()
    watching.note(envelope(ended()), 1.0)
    assert watching.expected_effects == len(ShiftEnded.readers)
    assert InspectionCompleted.type not in watching.types


def test_a_detection_is_noted_with_the_request_that_led_to_it() -> None:
    watching = tap()
    watching.note(envelope(detected()), 7.5)
    (notice,) = watching.notices
    assert notice.told == "detected"
    assert notice.correlation_id == str(CORRELATION)
    assert notice.arrived_at == 7.5
    assert (notice.from_branch, notice.to_branch) == ("straat", "raam")


def test_events_are_counted_by_reader() -> None:
    listener = tap()
    listener.note(envelope(ended()), 0.0)
    assert listener.told_to("databank") == 1
    assert listener.told_to("registry") == 0

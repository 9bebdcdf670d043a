"""A declared shift as the police see it: when it runs, and what each event makes of it."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest

from contracts.codes import CancelReason, ChangeReason, LapseReason
from contracts.pandkalender import ShiftCancelled, ShiftChanged, ShiftEnded, ShiftLapsed
from databank.shifts.rules.shift import Shift, ShiftState, runs_at
from databank.shifts.rules.verification import Outcome, suggests_finding

AT = datetime(2026, 3, 16, 19, tzinfo=UTC)
HOUR, ONE = timedelta(hours=1), timedelta(seconds=1)
HERE, ROOM = UUID(int=101), UUID(int=102)
SHIFT = Shift(
    shift_id=UUID(int=1),
    claim_id=UUID(int=2),
    person_id=UUID(int=3),
    confidence=1.0,
    premises_id=HERE,
    room_id=UUID(int=100),
    starts_at=AT,
    ends_at=AT + 8 * HOUR,
    declared_at=AT - HOUR,
    late=False,
)
OVER = replace(SHIFT, state=ShiftState.BEEINDIGD, ended_at=AT + 2 * HOUR)
OFF = replace(SHIFT, state=ShiftState.GEANNULEERD)
CHANGED = ShiftChanged(
    shift_id=SHIFT.shift_id,
    premises_id=HERE,
    room_id=ROOM,
    starts_at=AT + HOUR,
    ends_at=AT + 9 * HOUR,
    previous_room_id=SHIFT.room_id,
    previous_starts_at=AT,
    previous_ends_at=AT + 8 * HOUR,
    changed_at=AT,
    after_start=False,
    reason=ChangeReason.UREN,
)


@pytest.mark.parametrize(
    ("shift", "moment", "runs"),
    [
        (SHIFT, AT, (False, True, True)),
        (SHIFT, AT + 8 * HOUR, (True, False, False)),
        (OVER, AT + 2 * HOUR, (True, False, False)),
        (replace(OVER, ended_at=AT + 9 * HOUR), AT + 9 * HOUR, (True, False, False)),
        (OFF, AT, (False, False, False)),
        (replace(SHIFT, state=ShiftState.GEWIJZIGD), AT, (False, True, True)),
    ],
)
def test_an_empty_room_says_something_only_while_the_shift_runs(
    shift: Shift, moment: datetime, runs: tuple[bool, ...]
) -> None:
    assert tuple(runs_at(shift, moment + each) for each in (-ONE, 0 * ONE, ONE)) == runs


def test_an_event_leaves_a_shift_as_it_says_and_opens_none_that_ended() -> None:
    changed = SHIFT.after(CHANGED)
    assert (changed.state, changed.room_id) == (ShiftState.GEWIJZIGD, ROOM)
    assert (changed.starts_at, changed.ends_at) == (AT + HOUR, AT + 9 * HOUR)
    assert changed.after(CHANGED).state is ShiftState.GEWIJZIGD
    assert OFF.after(CHANGED).state is ShiftState.GEANNULEERD
    assert OVER.after(CHANGED).state is ShiftState.BEEINDIGD
    about = {"shift_id": SHIFT.shift_id, "premises_id": HERE}
    cancelled = SHIFT.after(ShiftCancelled(**about, cancelled_at=AT, reason=CancelReason.ZIEK))
    assert cancelled == OFF
    assert cancelled.is_cancelled
    assert not SHIFT.is_cancelled
    reason = next(iter(LapseReason))
    lapsed = SHIFT.after(ShiftLapsed(**about, lapsed_at=AT, reason=reason))
    assert lapsed == replace(OFF, lapse_reason=reason)
    ended = SHIFT.after(ShiftEnded(**about, ended_at=AT + 2 * HOUR, early=True))
    assert ended == OVER


def test_only_somebody_undeclared_at_work_suggests_a_finding() -> None:
    assert [outcome for outcome in Outcome if suggests_finding(outcome)] == [Outcome.ANDERE]

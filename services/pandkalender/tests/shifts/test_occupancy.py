from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

from hypothesis import given
from hypothesis import strategies as st

from pandkalender.moments.rules.period import Period
from pandkalender.shifts.rules.occupancy import Occupancies, Occupancy
from pandkalender.shifts.rules.refusal import ROOM_TAKEN, WORKER_TWICE

START = datetime(2026, 1, 5, tzinfo=UTC)


def hours(first: int, end: int) -> Period:
    return Period(START + timedelta(hours=first), START + timedelta(hours=end))


def taken(room: int, worker: int, first: int, end: int) -> Occupancy:
    return Occupancy(uuid4(), UUID(int=room), UUID(int=worker), hours(first, end))


def test_a_shift_may_begin_when_another_ends() -> None:
    occupancies = Occupancies([taken(1, 1, 7, 19)])
    assert occupancies.refuse(taken(1, 2, 19, 23)) is None
    assert occupancies.refuse(taken(1, 2, 18, 23)) == ROOM_TAKEN


def test_one_worker_is_not_in_two_rooms() -> None:
    occupancies = Occupancies([taken(1, 1, 7, 19)])
    assert occupancies.refuse(taken(2, 1, 18, 20)) == WORKER_TWICE
    assert occupancies.refuse(taken(2, 2, 18, 20)) is None


def test_a_shift_is_not_in_its_own_way() -> None:
    shift = taken(1, 1, 7, 19)
    occupancies = Occupancies([shift])
    assert (
        occupancies.refuse(Occupancy(shift.shift_id, shift.room_id, shift.worker_id, hours(8, 20)))
        is None
    )


def test_the_same_person_elsewhere_conflicts_for_the_hours_that_both_have() -> None:
    other = taken(9, 9, 10, 20)
    mine = taken(1, 1, 7, 12)
    (conflict,) = Occupancies([other]).conflicts(mine, {other.worker_id})
    assert conflict.other_shift_id == other.shift_id
    assert conflict.overlap == hours(10, 12)
    assert Occupancies([other]).refuse(mine) is None


SHIFTS = st.lists(
    st.builds(
        lambda room, worker, first, length: taken(room, worker, first, first + length),
        st.integers(1, 3),
        st.integers(1, 4),
        st.integers(0, 40),
        st.integers(1, 12),
    ),
    max_size=25,
)


@given(SHIFTS)
def test_whatever_is_asked_no_room_and_no_worker_is_taken_twice(wanted: list[Occupancy]) -> None:
    occupancies, accepted = Occupancies(), []
    for shift in wanted:
        if occupancies.refuse(shift) is None:
            occupancies.take(shift)
            accepted.append(shift)
    for one in accepted:
        for other in accepted:
            if one is not other and one.period.overlaps(other.period):
                assert one.room_id != other.room_id
                assert one.worker_id != other.worker_id


@given(SHIFTS)
def test_nobody_is_refused_without_a_shift_in_the_way(wanted: list[Occupancy]) -> None:
    occupancies, accepted = Occupancies(), []
    for shift in wanted:
        in_the_way = any(
            other.period.overlaps(shift.period)
            and (other.room_id == shift.room_id or other.worker_id == shift.worker_id)
            for other in accepted
        )
        assert (occupancies.refuse(shift) is not None) == in_the_way
        if not in_the_way:
            occupancies.take(shift)
            accepted.append(shift)

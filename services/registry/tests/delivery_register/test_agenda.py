"""What has to happen next for a period, and until when, on the days around each boundary."""

from datetime import UTC, date, datetime

import pytest

from registry.delivery_register.rules.agenda import Entry, Task, begun, entry
from registry.delivery_register.rules.delivery import State, has_begun, is_late, late_from
from registry.minimum_format.rules.records import Period

YEAR, FIRST_HALF, SECOND_HALF = Period(2025), Period(2025, 1), Period(2025, 2)
DAYS = 31
"""A deadline of the end of January, and of July for a first half."""


def on(day: str, period: Period = YEAR, *states: State, waits: bool = False) -> Entry:
    return entry(period, states, date.fromisoformat(day), DAYS, waits_for_day=waits)


@pytest.mark.parametrize(
    ("day", "task", "overdue"),
    [
        ("2025-12-30", Task.LATER, False),
        ("2025-12-31", Task.LATER, False),
        ("2026-01-01", Task.OPLEVEREN, False),
        ("2026-01-30", Task.OPLEVEREN, False),
        ("2026-01-31", Task.OPLEVEREN, False),
        ("2026-02-01", Task.OPLEVEREN, True),
    ],
)
def test_a_year_is_delivered_after_its_last_day_and_late_after_the_deadline(
    day: str, task: Task, overdue: bool
) -> None:
    assert on(day) == Entry(YEAR, task, date(2026, 1, 31), overdue)


def test_a_half_year_may_be_delivered_and_is_never_overdue() -> None:
    assert on("2025-06-30", FIRST_HALF).task is Task.LATER
    assert on("2025-07-01", FIRST_HALF) == Entry(
        FIRST_HALF, Task.TUSSENTIJDS, date(2025, 7, 31), overdue=False
    )
    assert not on("2025-08-01", FIRST_HALF).overdue
    assert on("2026-02-01", SECOND_HALF) == Entry(
        SECOND_HALF, Task.TUSSENTIJDS, date(2026, 1, 31), overdue=False
    )


@pytest.mark.parametrize(
    ("state", "task", "overdue"),
    [
        (State.FOUTEN, Task.VERBETEREN, True),
        (State.GEVALIDEERD, Task.INDIENEN, True),
        (State.TERUGGESTUURD, Task.NAKIJKEN, True),
        (State.INGEDIEND, Task.AANVAARDEN, False),
        (State.AANVAARD, Task.BESLISSEN, False),
        (State.GEINTEGREERD, Task.KLAAR, False),
        (State.BEVROREN, Task.KLAAR, False),
        (State.INGETROKKEN, Task.OPLEVEREN, True),
        (State.VERVANGEN, Task.OPLEVEREN, True),
        (State.VERLOPEN, Task.OPLEVEREN, True),
    ],
)
def test_after_the_deadline_only_what_nobody_signed_is_overdue(
    state: State, task: Task, overdue: bool
) -> None:
    assert on("2026-02-01", YEAR, state) == Entry(YEAR, task, date(2026, 1, 31), overdue)


@pytest.mark.parametrize("signed", [State.INGEDIEND, State.AANVAARD, State.GEINTEGREERD])
def test_a_correction_on_its_way_makes_nobody_late_who_signed_before(signed: State) -> None:
    assert on("2026-02-01", YEAR, State.GEVALIDEERD, signed).task is Task.INDIENEN
    assert not on("2026-02-01", YEAR, State.GEVALIDEERD, signed).overdue


def test_what_waits_for_its_day_waits_for_nobody() -> None:
    assert on("2026-02-01", YEAR, State.AANVAARD, waits=True).task is Task.WACHTEN
    assert on("2026-02-01", YEAR, State.INGEDIEND, waits=True).task is Task.AANVAARDEN


@pytest.mark.parametrize(
    ("day", "periods"),
    [
        ("2024-12-31", []),
        ("2025-01-01", [YEAR, FIRST_HALF]),
        ("2025-06-30", [YEAR, FIRST_HALF]),
        ("2025-07-01", [YEAR, FIRST_HALF, SECOND_HALF]),
        ("2026-07-01", [YEAR, FIRST_HALF, SECOND_HALF]),
    ],
)
def test_a_period_is_on_the_agenda_from_its_first_day(day: str, periods: list[Period]) -> None:
    assert begun(2025, date.fromisoformat(day)) == periods


def test_late_begins_with_the_day_after_the_deadline_by_the_clock_of_brussels() -> None:
    begin = datetime(2026, 1, 31, 23, tzinfo=UTC)
    assert late_from(YEAR, DAYS) == begin
    assert is_late(YEAR, begin, DAYS)
    assert not is_late(YEAR, datetime(2026, 1, 31, 22, 59, 59, tzinfo=UTC), DAYS)
    summer = datetime(2025, 7, 31, 22, tzinfo=UTC)
    assert late_from(FIRST_HALF, DAYS) == summer
    assert is_late(FIRST_HALF, summer, DAYS)
    assert not is_late(FIRST_HALF, datetime(2025, 7, 31, 21, 59, 59, tzinfo=UTC), DAYS)


@pytest.mark.parametrize(
    ("period", "last_moment_before", "first"),
    [
        (
            YEAR,
            datetime(2024, 12, 31, 22, 59, 59, tzinfo=UTC),
            datetime(2024, 12, 31, 23, tzinfo=UTC),
        ),
        (
            SECOND_HALF,
            datetime(2025, 6, 30, 21, 59, 59, tzinfo=UTC),
            datetime(2025, 6, 30, 22, tzinfo=UTC),
        ),
    ],
)
def test_a_period_begins_at_midnight_in_brussels(
    period: Period, last_moment_before: datetime, first: datetime
) -> None:
    assert not has_begun(period, last_moment_before)
    assert has_begun(period, first)

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pandkalender.moments.rules.period import Period
from pandkalender.shifts.rules.declaration import Rules, lead, refuse_hours, warnings
from pandkalender.shifts.rules.hours import period

NOW = datetime(2026, 1, 5, 9, 0, tzinfo=UTC)
RULES = Rules()


@pytest.mark.parametrize(
    ("start", "hours", "code"),
    [
        (1, 8, None),
        (1, 12, None),
        (1, 12.01, "duur"),
        (1, 0, "einde-voor-begin"),
        (1, -1, "einde-voor-begin"),
        (-2, 8, None),
        (-24, 8, None),
        (-24.01, 8, "te-laat"),
        (92 * 24, 8, None),
        (92 * 24 + 0.01, 8, "te-ver-vooruit"),
    ],
)
def test_hours_that_a_shift_can_have(start: float, hours: float, code: str | None) -> None:
    starts_at = NOW + timedelta(hours=start)
    refusal = refuse_hours(RULES, Period(starts_at, starts_at + timedelta(hours=hours)), NOW)
    assert (refusal.code if refusal else None) == code


def test_a_refusal_of_hours_names_the_limit() -> None:
    def told(start: float, hours: float, rules: Rules = RULES) -> str:
        starts_at = NOW + timedelta(hours=start)
        refusal = refuse_hours(rules, Period(starts_at, starts_at + timedelta(hours=hours)), NOW)
        return refusal.text if refusal else ""

    assert told(1, 13) == "Een shift duurt hoogstens 12 uur."
    half = Rules(longest=timedelta(hours=7, minutes=30))
    assert told(1, 13, half) == "Een shift duurt hoogstens 7.5 uur."
    assert told(93 * 24, 8) == "Je kan een shift hoogstens 92 dagen vooraf aangeven."
    assert told(-25, 8) == (
        "Je kan een shift tot 24 uur na het begin nog aangeven. Neem contact op met de politie."
    )


@pytest.mark.parametrize(
    ("on", "starts", "ends", "code"),
    [
        (date(2026, 10, 24), time(19), time(7), None),  # thirteen hours
        (date(2026, 10, 24), time(18, 45), time(7), "duur"),
        (date(2026, 3, 28), time(19), time(7), None),  # eleven hours
        (date(2026, 3, 28), time(19), time(8), None),  # twelve hours
        (date(2026, 3, 28), time(18, 45), time(8), "duur"),
    ],
)
def test_a_night_shift_may_be_declared_when_the_clock_changes(
    on: date, starts: time, ends: time, code: str | None
) -> None:
    night = period(on, starts, ends)
    refusal = refuse_hours(RULES, night, night.starts_at - timedelta(days=1))
    assert (refusal.code if refusal else None) == code


@pytest.mark.parametrize(
    ("seconds_before_start", "minutes", "late"),
    [(7200, 120, False), (59, 0, False), (0, 0, False), (-1, -1, True), (-1200, -20, True)],
)
def test_a_declaration_is_late_from_the_first_second_after_the_start(
    seconds_before_start: int, minutes: int, late: bool
) -> None:
    found = lead(RULES, NOW + timedelta(seconds=seconds_before_start), NOW)
    assert (found.minutes, found.late) == (minutes, late)


def test_the_city_may_ask_for_more_lead() -> None:
    rules = Rules(lead=timedelta(minutes=30))
    assert lead(rules, NOW + timedelta(minutes=29), NOW).late
    assert not lead(rules, NOW + timedelta(minutes=30), NOW).late


@given(st.timedeltas(timedelta(days=-2), timedelta(days=2)))
def test_without_a_lead_only_a_negative_number_of_minutes_is_late(before: timedelta) -> None:
    found = lead(RULES, NOW + before, NOW)
    assert found.late == (found.minutes < 0)


def test_a_document_that_is_expired_on_the_day_of_the_shift_deserves_a_warning() -> None:
    shift = Period(NOW, NOW + timedelta(hours=8))
    assert warnings(date(2026, 1, 4), shift) == ("document-verlopen",)
    assert warnings(date(2026, 1, 5), shift) == ()
    assert warnings(None, shift) == ()

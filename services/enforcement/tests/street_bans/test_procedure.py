"""What NGW art. 134sexies asks of a street ban, of any case there can be."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chassis.days import day_start
from chassis.refusals import FieldRefusedError
from enforcement.cases.rules import Attempt
from enforcement.street_bans.rules import (
    STREET_BAN,
    BanFile,
    BanState,
    BanStep,
    last_day_of,
    sound_period,
)
from enforcement.street_bans.rules.guards import awaits_the_council, binds_somebody

TODAY = date(2026, 3, 2)
days = st.dates(date(2024, 2, 17), date(2028, 12, 31))
near = st.none() | st.integers(-40, 40).map(lambda days: TODAY + timedelta(days=days))
files = st.builds(
    BanFile,
    state=st.sampled_from(BanState),
    hearing_on=near,
    meeting_on=near,
    runs_until=near,
    renewals=st.integers(0, 4),
    most_renewals=st.integers(0, 5),
    **{
        name: st.booleans()
        for name in (
            *("warned", "skipped", "again", "heard", "final", "bounded", "on_hold"),
            *("unclear_age", "ordered", "confirmed", "stayed", "contested", "appealed"),
        )
    },
)


ORDERABLE = BanFile(
    BanState.GEHOORD,
    warned=True,
    again=True,
    hearing_on=TODAY - timedelta(days=1),
    heard=True,
    bounded=True,
)
RENEWABLE = replace(
    ORDERABLE, state=BanState.ACTIEF, ordered=True, confirmed=True, runs_until=TODAY, renewals=1
)
BREAKS: dict[str, dict[str, Any]] = {
    "nobody warned": {"warned": False},
    "no fact after the warning": {"again": False},
    "not heard": {"heard": False},
    "the hearing is still to come": {"hearing_on": TODAY},
    "never invited": {"hearing_on": None},
    "no perimeter": {"bounded": False},
    "the police ask to wait": {"on_hold": True},
    "maybe a minor": {"unclear_age": True},
    "another state": {"state": BanState.UITGENODIGD},
}
RENEWAL_BREAKS: dict[str, dict[str, Any]] = {
    **{
        why: BREAKS[why]
        for why in (
            *("not heard", "the hearing is still to come", "never invited"),
            *("the police ask to wait", "another state"),
        )
    },
    "renewed twice": {"renewals": 2},
    "renewed more often than ever may be": {"renewals": 3, "most_renewals": 9},
    "the city's law says one": {"most_renewals": 1},
    "the college did not confirm": {"confirmed": False},
    "suspended by a judge": {"stayed": True},
    "over": {"runs_until": TODAY - timedelta(days=1)},
}


def broken(file: BanFile, breaks: dict[str, dict[str, Any]], whys: set[str]) -> BanFile:
    for why in sorted(whys):
        file = replace(file, **breaks[why])
    return file


@given(st.sets(st.sampled_from([*BREAKS])))
def test_a_ban_is_ordered_only_if_nothing_is_missing(whys: set[str]) -> None:
    file = broken(ORDERABLE, BREAKS, whys)
    assert STREET_BAN.permits(file, BanStep.ORDER, TODAY) is not bool(whys)


@given(st.sets(st.sampled_from([*RENEWAL_BREAKS])))
def test_a_ban_is_renewed_twice_at_most_and_only_after_a_new_hearing(whys: set[str]) -> None:
    file = broken(RENEWABLE, RENEWAL_BREAKS, whys)
    assert STREET_BAN.permits(file, BanStep.RENEWAL, TODAY) is not bool(whys)


def test_a_reason_stands_in_the_place_of_a_warning_but_not_of_the_hearing() -> None:
    skipped = replace(ORDERABLE, again=False, skipped=True)
    assert STREET_BAN.permits(skipped, BanStep.ORDER, TODAY)
    assert not STREET_BAN.permits(replace(skipped, heard=False), BanStep.ORDER, TODAY)


@given(st.integers(-40, 40), st.booleans(), st.sampled_from([BanState.BEVOLEN, BanState.ACTIEF]))
def test_an_order_lapses_only_once_the_meeting_that_missed_it_was_held(
    days: int, confirmed: bool, state: BanState
) -> None:
    meeting_on = TODAY + timedelta(days=days)
    file = BanFile(state, ordered=True, confirmed=confirmed, meeting_on=meeting_on)
    lapses = STREET_BAN.permits(file, BanStep.LAPSE, TODAY)
    assert lapses is (meeting_on <= TODAY and not confirmed)


@given(files)
def test_no_clock_orders_or_lifts(file: BanFile) -> None:
    offered = STREET_BAN.allowed(file, TODAY)
    assert BanStep.LAPSE not in offered
    assert BanStep.EXPIRY not in offered


@given(days, st.integers(0, 400))
def test_a_ban_lasts_a_month_at_most(first_day: date, more: int) -> None:
    last_day = first_day + timedelta(days=more)
    ordered_at = day_start(first_day)
    if last_day <= last_day_of(first_day, 1):
        period = sound_period(first_day, last_day, ordered_at, 1)
        assert period.ends_at == day_start(last_day + timedelta(days=1))
    else:
        with pytest.raises(FieldRefusedError):
            sound_period(first_day, last_day, ordered_at, 1)


@given(days)
def test_the_longest_month_never_reaches_the_same_day_again(first_day: date) -> None:
    last_day = last_day_of(first_day, 1)
    assert 27 <= (last_day - first_day).days <= 30
    assert last_day + timedelta(days=1) <= first_day + timedelta(days=31)


@pytest.mark.parametrize(
    ("what", "field"),
    [
        ({"first_day": date(2026, 3, 1), "last_day": date(2026, 3, 20)}, "firstDay"),
        ({"first_day": date(2026, 3, 5), "last_day": date(2026, 3, 4)}, "lastDay"),
        (
            {
                "first_day": date(2026, 4, 3),
                "last_day": date(2026, 4, 20),
                "after": date(2026, 4, 1),
            },
            "firstDay",
        ),
    ],
    ids=["before the order", "ends before it begins", "a gap before a renewal"],
)
def test_wrong_days_name_their_field(what: dict[str, Any], field: str) -> None:
    with pytest.raises(FieldRefusedError) as refused:
        sound_period(ordered_at=day_start(TODAY), months=1, **what)
    assert refused.value.field == field


@pytest.mark.parametrize(
    ("state", "until", "binds"),
    [
        (BanState.BEVOLEN, None, True),
        (BanState.ACTIEF, None, True),
        (BanState.BEVOLEN, TODAY - timedelta(days=1), True),
        (BanState.GEHOORD, TODAY, True),
        (BanState.GEHOORD, TODAY - timedelta(days=1), False),
        (BanState.GEHOORD, None, False),
    ],
)
def test_a_ban_binds_while_it_is_ordered_or_runs(
    state: BanState, until: date | None, binds: bool
) -> None:
    file = BanFile(state, binds_until=until)
    assert (binds_somebody(file, Attempt(TODAY)) is None) is binds


def test_the_council_of_state_answers_an_appeal_alone() -> None:
    for appealed in (True, False):
        file = BanFile(BanState.ACTIEF, appealed=appealed)
        assert (awaits_the_council(file, Attempt(TODAY)) is None) is appealed


@pytest.mark.parametrize("days", [-1, 0, 1, 2])
def test_a_renewal_begins_on_the_day_after_the_last_one(days: int) -> None:
    first_day = TODAY + timedelta(days=days)

    def renewed() -> None:
        sound_period(first_day, last_day_of(first_day, 1), day_start(TODAY), 1, after=TODAY)

    if days == 1:
        renewed()
    else:
        with pytest.raises(FieldRefusedError):
            renewed()


def test_a_ban_is_closed_once_it_binds_nobody_and_no_council_has_still_to_rule() -> None:
    over = BanFile(BanState.VOORBIJ, ordered=True, binds_until=TODAY - timedelta(days=1))
    assert STREET_BAN.permits(over, BanStep.CLOSING, TODAY)
    for still in ({"appealed": True}, {"binds_until": TODAY}):
        assert not STREET_BAN.permits(replace(over, **still), BanStep.CLOSING, TODAY)

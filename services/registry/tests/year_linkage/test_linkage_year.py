"""When a linkage of a year may be opened, and what is over when key and codes are gone."""

from datetime import date

import pytest

from chassis.messages import lazy
from chassis.refusals import FieldRefusedError, RefusedError
from registry.year_linkage.rules.year import (
    LinkageOverError,
    LinkageRefusedError,
    LinkageState,
    NoLinkageError,
    NotMeasuredError,
    SamePersonError,
    check_opening,
    check_running,
    last_day,
)

DECIDED = date(2026, 3, 2)


def test_key_and_codes_of_a_year_exist_until_the_end_of_the_year_after_it() -> None:
    assert last_day(2025) == date(2026, 12, 31)


@pytest.mark.parametrize("today", [DECIDED, date(2026, 12, 30), date(2026, 12, 31)])
def test_a_dated_decision_opens_a_linkage(today: date) -> None:
    check_opening(2025, DECIDED, today, is_on=True, is_frozen=False)


def test_a_decision_of_tomorrow_opens_nothing() -> None:
    with pytest.raises(FieldRefusedError):
        check_opening(2025, DECIDED, date(2026, 3, 1), is_on=True, is_frozen=False)


@pytest.mark.parametrize(
    ("today", "is_on", "is_frozen"),
    [
        (DECIDED, False, False),
        (DECIDED, True, True),
        (date(2027, 1, 1), True, False),
    ],
)
def test_no_linkage_opens_where_it_is_off_or_the_year_is_frozen_or_long_over(
    today: date, is_on: bool, is_frozen: bool
) -> None:
    with pytest.raises(LinkageRefusedError):
        check_opening(2025, DECIDED, today, is_on=is_on, is_frozen=is_frozen)


@pytest.mark.parametrize(
    ("state", "said"),
    [
        (LinkageState.OPEN, None),
        (LinkageState.AANGEVRAAGD, None),
        (LinkageState.GEKOPPELD, "een tweede keer koppelen kan niet"),
        (LinkageState.GESTOPT, "De koppeling van 2025 is gestopt."),
        (LinkageState.VERLOPEN, "De termijn van de koppeling van 2025 is voorbij."),
    ],
)
def test_what_is_linked_stopped_or_past_its_term_is_over(
    state: LinkageState, said: str | None
) -> None:
    if said is None:
        check_running(2025, state)
        return
    with pytest.raises(LinkageOverError) as raised:
        check_running(2025, state)
    assert said in str(raised.value.reason)


@pytest.mark.parametrize(
    ("refusal", "code", "said"),
    [
        (NoLinkageError(2025), "geen-koppeling", "Voor 2025 is geen koppeling beslist."),
        (
            LinkageOverError(2025, LinkageState.GEKOPPELD),
            "koppeling-voorbij",
            "De koppeling van 2025 is al gebeurd.",
        ),
        (LinkageRefusedError(lazy("Zet eerst iets aan.")), "koppeling-kan-niet", "Zet eerst iets"),
        (NotMeasuredError(), "koppelfout-niet-gemeten", "Hoe ver de koppeling ernaast kan zitten"),
        (SamePersonError(), "zelfde-persoon", "Jij vroeg deze koppeling aan."),
    ],
)
def test_each_refusal_has_its_code_and_says_why(
    refusal: RefusedError, code: str, said: str
) -> None:
    assert refusal.code == code
    assert str(refusal.reason).startswith(said)


def test_what_is_not_measured_is_named_with_its_organisation() -> None:
    refused = NotMeasuredError([("steekproef-te-klein", "BOYS"), ("te-onzeker", None)])
    assert refused.extra == {
        "lacking": [
            {"code": "steekproef-te-klein", "organisation": "BOYS"},
            {"code": "te-onzeker", "organisation": None},
        ]
    }


def test_each_state_of_a_linkage_is_tried() -> None:
    assert {*LinkageState} == {"open", "aangevraagd", "gekoppeld", "gestopt", "verlopen"}

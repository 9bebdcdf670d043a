"""The oracle of a house's law, at the day before, the day and the day after of each term."""

from datetime import UTC, date, datetime

import pytest

from .support.house_facts import (
    Fact,
    Granted,
    Invited,
    Kind,
    Relinquished,
    RenewalAsked,
    RenewalRefused,
    Sanctioned,
    SanctionWithdrawn,
    Sold,
)
from .support.house_law import Standing, may_let, standing


def noon(month: int, day: int) -> datetime:
    return datetime(2026, month, day, 12, tzinfo=UTC)


GRANTED = Granted(noon(1, 1), "seller", date(2026, 1, 10), date(2026, 6, 30))
ASKED = RenewalAsked(noon(6, 30))


@pytest.mark.parametrize(
    ("facts", "at", "expected"),
    [
        ([], noon(1, 1), Standing.GEEN),
        ([GRANTED], noon(1, 9), Standing.GEEN),
        ([GRANTED], noon(1, 10), Standing.GESCHIKT),
        ([GRANTED], noon(1, 11), Standing.GESCHIKT),
        ([GRANTED], noon(6, 29), Standing.GESCHIKT),
        ([GRANTED], datetime(2026, 6, 30, 21, 59, tzinfo=UTC), Standing.GESCHIKT),
        ([GRANTED], datetime(2026, 6, 30, 22, tzinfo=UTC), Standing.VOORBIJ),
        ([GRANTED, ASKED], noon(7, 1), Standing.GESCHIKT),
        ([GRANTED, RenewalAsked(noon(7, 1))], noon(7, 2), Standing.VOORBIJ),
        ([GRANTED, RenewalAsked(noon(7, 4), date(2026, 6, 29))], noon(7, 4), Standing.GESCHIKT),
        ([GRANTED, RenewalAsked(noon(7, 4), date(2026, 6, 30))], noon(7, 3), Standing.VOORBIJ),
        ([GRANTED, RenewalAsked(noon(7, 4), date(2026, 6, 30))], noon(7, 4), Standing.GESCHIKT),
        ([GRANTED, RenewalAsked(noon(7, 4), date(2026, 7, 1))], noon(7, 4), Standing.VOORBIJ),
        ([GRANTED, ASKED, RenewalRefused(noon(7, 9))], noon(7, 8), Standing.GESCHIKT),
        ([GRANTED, ASKED, RenewalRefused(noon(7, 9))], noon(7, 9), Standing.VOORBIJ),
        ([GRANTED, Relinquished(noon(3, 2))], noon(3, 1), Standing.GESCHIKT),
        ([GRANTED, Relinquished(noon(3, 2))], noon(3, 2), Standing.VOORBIJ),
    ],
)
def test_a_declaration_stands_for_its_days(
    facts: list[Fact], at: datetime, expected: Standing
) -> None:
    assert standing(facts, at) is expected
    assert may_let(facts, "seller", at) is (expected is Standing.GESCHIKT)


def test_no_renewal_noted_late_revives_what_was_refused_or_given_up() -> None:
    late = RenewalAsked(noon(7, 4), date(2026, 6, 30))
    refused = [GRANTED, RenewalAsked(noon(5, 1)), RenewalRefused(noon(5, 9)), late]
    given_up = [GRANTED, Relinquished(noon(3, 2)), late]
    assert standing(refused, noon(7, 4)) is Standing.VOORBIJ
    assert standing(given_up, noon(7, 4)) is Standing.VOORBIJ


def test_a_suspension_goes_on_over_what_a_late_renewal_keeps() -> None:
    suspended = Sanctioned(noon(6, 20), "seller", Kind.SCHORSING, noon(6, 20), noon(7, 10))
    facts = [GRANTED, suspended, RenewalAsked(noon(7, 4), date(2026, 6, 30))]
    days = [noon(7, 3), noon(7, 4), noon(7, 11)]
    assert [standing(facts, day) for day in days] == [
        Standing.VOORBIJ,
        Standing.GESCHORST,
        Standing.GESCHIKT,
    ]


def test_a_renewal_after_a_refusal_ends_with_the_last_day() -> None:
    facts = [GRANTED, RenewalAsked(noon(5, 1)), RenewalRefused(noon(5, 9)), ASKED]
    days = [noon(6, 29), noon(6, 30), noon(7, 1)]
    assert [may_let(facts, "seller", day) for day in days] == [True, True, False]


@pytest.mark.parametrize("kind", list(Kind))
def test_a_sanction_binds_the_buyer_between_its_moments(kind: Kind) -> None:
    facts = [
        GRANTED,
        Sanctioned(noon(2, 1), "seller", kind, noon(3, 1), noon(3, 20)),
        Sold(noon(3, 10), "buyer"),
    ]
    sold = [noon(3, 9), noon(3, 10), noon(3, 11)]
    assert [may_let(facts, "buyer", day) for day in sold] == [False, False, False]
    begin = [noon(2, 28), noon(3, 1), noon(3, 2)]
    assert [may_let(facts, "seller", day) for day in begin] == [True, False, False]
    end = [noon(3, 19), noon(3, 20), noon(3, 21)]
    assert [may_let(facts, "buyer", day) for day in end] == [False, True, True]
    suspended = Standing.GESCHORST if kind is Kind.SCHORSING else Standing.GESCHIKT
    assert standing(facts, noon(3, 19)) is suspended


def test_a_sale_moves_the_right_to_let() -> None:
    facts = [GRANTED, Sold(noon(3, 10), "buyer")]
    days = [noon(3, 9), noon(3, 10), noon(3, 11)]
    assert [may_let(facts, "seller", day) for day in days] == [True, False, False]
    assert [may_let(facts, "buyer", day) for day in days] == [False, True, True]


def test_a_sanction_counts_from_its_noting_until_its_withdrawal() -> None:
    late = Sanctioned(noon(3, 5), "seller", Kind.SCHORSING, noon(3, 1), noon(7, 20))
    days = [noon(3, 4), noon(3, 5), noon(3, 6)]
    assert [may_let([GRANTED, late], "seller", day) for day in days] == [True, False, False]
    taken_back = [GRANTED, late, SanctionWithdrawn(noon(4, 2))]
    days = [noon(4, 1), noon(4, 2), noon(4, 3)]
    assert [may_let(taken_back, "seller", day) for day in days] == [False, True, True]
    assert standing([GRANTED, late], noon(7, 1)) is Standing.VOORBIJ


def test_a_suspension_binds_a_new_declaration_of_the_same_owner_alone() -> None:
    before = [
        GRANTED,
        Sanctioned(noon(2, 1), "seller", Kind.SCHORSING, noon(3, 1), noon(5, 20)),
        Relinquished(noon(3, 10)),
    ]
    days = [noon(5, 19), noon(5, 20), noon(5, 21)]
    for owner, may in (("seller", [False, True, True]), ("buyer", [True, True, True])):
        again = Granted(noon(4, 1), owner, date(2026, 4, 1), date(2026, 12, 31))
        assert [may_let([*before, again], owner, day) for day in days] == may


@pytest.mark.parametrize(
    ("kind", "may"), [(Kind.SCHORSING, True), (Kind.TIJDELIJKE_SLUITING, False)]
)
def test_a_suspension_of_whoever_sold_before_binds_nobody(kind: Kind, may: bool) -> None:
    late = Sanctioned(noon(3, 11), "seller", kind, noon(3, 12), noon(5, 20))
    facts = [GRANTED, Sold(noon(3, 10), "buyer"), late]
    assert [may_let(facts, "buyer", noon(3, day)) for day in (11, 12, 13)] == [True, may, may]
    over = [GRANTED, Relinquished(noon(3, 10)), late]
    again = Granted(noon(4, 1), "seller", date(2026, 4, 1), date(2026, 12, 31))
    assert may_let([*over, again], "seller", noon(4, 2)) is may


@pytest.mark.parametrize(("invited_on", "may"), [(9, False), (10, False), (11, True)])
def test_a_sale_since_the_invitation_frees_nothing(invited_on: int, may: bool) -> None:
    invited, late = (
        Invited(noon(3, invited_on), "seller"),
        Sanctioned(noon(3, 20), "seller", Kind.SCHORSING, noon(3, 20), noon(5, 20)),
    )
    facts = [GRANTED, Sold(noon(3, 10), "buyer"), invited, late]
    assert [may_let(facts, "buyer", noon(3, day)) for day in (19, 20, 21)] == [True, may, may]


@pytest.mark.parametrize(
    ("owner", "may"), [("seller", False), ("buyer", False), ("somebody", True)]
)
def test_who_held_a_suspended_house_gets_it_suspended_again(owner: str, may: bool) -> None:
    facts = [
        GRANTED,
        Sanctioned(noon(2, 1), "seller", Kind.SCHORSING, noon(2, 1), noon(5, 20)),
        Sold(noon(3, 10), "buyer"),
        Relinquished(noon(3, 20)),
        Granted(noon(4, 1), owner, date(2026, 4, 1), date(2026, 12, 31)),
    ]
    assert [may_let(facts, owner, noon(5, day)) for day in (19, 20, 21)] == [may, True, True]


@pytest.mark.parametrize(("owner", "may"), [("seller", False), ("third", True), ("somebody", True)])
@pytest.mark.parametrize("sold", [True, False], ids=["bought", "granted"])
def test_a_third_between_frees_nobody(owner: str, may: bool, sold: bool) -> None:
    """Decision 0204: "however many held it between"."""
    facts: list[Fact] = [
        GRANTED,
        Sanctioned(noon(2, 1), "seller", Kind.SCHORSING, noon(2, 1), noon(5, 20)),
        Relinquished(noon(3, 10)),
        Granted(noon(4, 1), "third", date(2026, 4, 1), date(2026, 12, 31)),
    ]
    assert [may_let(facts, "third", noon(4, day)) for day in (1, 2, 3)] == [True, True, True]
    if sold and owner != "third":
        facts.append(Sold(noon(4, 10), owner))
    else:
        facts.append(Relinquished(noon(4, 10)))
        facts.append(Granted(noon(4, 11), owner, date(2026, 4, 11), date(2026, 12, 31)))
    assert [may_let(facts, owner, noon(5, day)) for day in (19, 20, 21)] == [may, True, True]


def test_an_invitation_to_another_day_leaves_the_first_as_it_was() -> None:
    facts = [
        GRANTED,
        Invited(noon(3, 9), "seller"),
        Sold(noon(3, 10), "buyer"),
        Invited(noon(3, 12), "seller"),
        Sanctioned(noon(3, 20), "seller", Kind.SCHORSING, noon(3, 20), noon(5, 20)),
    ]
    assert [may_let(facts, "buyer", noon(3, day)) for day in (19, 20, 21)] == [True, False, False]


def test_an_invitation_is_of_one_sanction_and_falls_with_it() -> None:
    """Who bought after the sanction was taken back was told of no other."""
    facts = [
        GRANTED,
        Invited(noon(2, 1), "seller"),
        Sanctioned(noon(2, 10), "seller", Kind.SCHORSING, noon(2, 10), noon(5, 20)),
        SanctionWithdrawn(noon(2, 20)),
        Sold(noon(3, 10), "buyer"),
        Invited(noon(3, 11), "seller"),
        Sanctioned(noon(3, 20), "seller", Kind.SCHORSING, noon(3, 20), noon(5, 20)),
    ]
    assert [may_let(facts, "buyer", noon(3, day)) for day in (19, 20, 21)] == [True, True, True]


@pytest.mark.parametrize(("left_on", "may"), [(9, False), (10, False), (11, True)])
def test_an_invitation_counts_from_the_day_on_which_it_left(left_on: int, may: bool) -> None:
    """Noted after the sale; whoever was invited by then knew what was coming (decision 0218)."""
    facts = [
        GRANTED,
        Sold(noon(3, 10), "buyer"),
        Invited(noon(3, 13), "seller", left=noon(3, left_on)),
        Sanctioned(noon(3, 20), "seller", Kind.SCHORSING, noon(3, 20), noon(5, 20)),
    ]
    assert [may_let(facts, "buyer", noon(3, day)) for day in (19, 20, 21)] == [True, may, may]

"""Fines of a month and of a year have the handbook's shares; reporting shows them as they are."""

from collections import Counter
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from contracts.branches import Branch
from contracts.codes import AppealVerdict, OffenderRole
from simulator import periods
from simulator.city import City, fines
from simulator.city.fines import A_MONTH, A_YEAR, BY_THEMSELVES, Payment, Way
from simulator.city.seeds import stream
from simulator.city.span import moment
from simulator.play.bank import Bank, Transfer
from simulator.play.fine_office import EXPIRED
from simulator.truth_measures import AppealStands, FineImposed, Measures


def test_a_month_of_fines_has_the_shares_of_the_handbook(city: City) -> None:
    month = [fine for fine in city.fines if fine.into is None]
    roles = Counter(fine.role for fine in month)
    assert len(city.fines) == round(190 / 12) + 1, "one is joined to another"
    for role, share in (("prostituee", 0.72), ("prostituant", 0.22), ("exploitant", 0.06)):
        assert roles[OffenderRole(role)] / 16 == pytest.approx(share, abs=0.04)
    ways = Counter(fine.way for fine in city.fines)
    assert ways[Way.SHELVED] + ways[Way.WARNED] == round(0.15 * 16)
    assert ways[Way.WRITTEN] + ways[Way.ONLINE] + ways[Way.HEARD] == round(0.18 * 16)
    by_themselves = (
        Payment.IN_TIME,
        Payment.IN_PARTS,
        Payment.TOO_MUCH,
        Payment.WITHOUT_REFERENCE,
    )
    paid = sum(fine.payment in by_themselves for fine in month)
    assert paid / 16 == pytest.approx(0.55, abs=0.04)
    assert all(60 <= fine.amount <= 250 for fine in city.fines)


def test_a_year_of_fines_has_the_numbers_of_the_handbook_spread_over_it() -> None:
    year = [fine for fine in fines.build(stream(7, "fines"), A_YEAR) if fine.into is None]
    assert len(year) == 190
    assert Counter(fine.role for fine in year) == {
        OffenderRole.PROSTITUEE: 137,
        OffenderRole.PROSTITUANT: 42,
        OffenderRole.EXPLOITANT: 11,
    }
    ways = Counter(fine.way for fine in year)
    assert ways[Way.SHELVED] + ways[Way.WARNED] == 28
    assert ways[Way.WRITTEN] + ways[Way.ONLINE] + ways[Way.HEARD] == 34
    assert (ways[Way.HEARD], ways[Way.MEDIATED], ways[Way.EXPIRED]) == (8, 4, 2)
    assert sum(fine.verdict is not None for fine in year) == 4
    by_themselves = {*BY_THEMSELVES}
    assert sum(fine.payment in by_themselves for fine in year) == round(0.55 * 190)
    days = Counter(fine.found_at.date() for fine in year)
    assert timedelta(days=320) < max(days) - min(days) < timedelta(days=366)
    assert max(days.values()) <= 4


@settings(max_examples=20, deadline=None)
@given(seed=st.integers(0, 2**32))
def test_every_way_and_every_payment_is_there_whatever_the_seed(seed: int) -> None:
    month = fines.build(stream(seed, "fines"))
    assert {fine.way for fine in month} == {*Way} - {Way.EXPIRED}
    assert {fine.payment for fine in month} == {*Payment, None}
    judged = {fine.verdict for fine in month}
    assert judged == {None, *AppealVerdict} - {AppealVerdict.AFSTAND}


@settings(max_examples=40, deadline=None)
@given(seed=st.integers(0, 2**32), count=st.integers(A_MONTH + 1, A_YEAR))
def test_more_than_a_month_is_every_way_too_and_what_expires_does_so_in_time(
    seed: int, count: int
) -> None:
    cases = fines.build(stream(seed, "fines"), count)
    assert len(cases) == count + 1
    assert len({fine.id for fine in cases}) == len(cases)
    assert {fine.way for fine in cases} == {*Way}
    assert {fine.payment for fine in cases} == {*Payment, None}
    expiring = [fine for fine in cases if fine.way is Way.EXPIRED]
    assert all(fine.day(EXPIRED) < moment(0, 6) for fine in expiring)


def imposed(**changes: Any) -> FineImposed:
    facts: dict[str, Any] = {
        "on": date(2025, 8, 1),
        "role": OffenderRole.PROSTITUEE,
        "branch": Branch.STRAAT,
        "in_tolerance_zone": False,
        "amount": 120,
        "defence": "geen_verweer",
    }
    return FineImposed(**facts | changes)


def test_a_fine_of_an_operator_stands_beside_the_others() -> None:
    truth = Measures(
        fines={
            "a": imposed(appeal=AppealStands.HERZIEN, amount=60),
            "b": imposed(role=OffenderRole.EXPLOITANT),
            "c": imposed(on=date(2026, 1, 9)),
        }
    )
    assert truth.years == [2025, 2026]
    of_year = truth.figures(periods.of_year(2025))
    fines = of_year["IND-2.2-01"]
    assert (fines.value, fines.parts) == (1, {"prostituee": 1, "exploitant": 1})
    assert fines.breakdowns["band"] == {"tot_70": 1}
    assert fines.breakdowns["appeal"] == {"herzien": 1}
    assert of_year["IND-2-03"].value == 2


def test_a_statement_holds_what_was_paid_since_the_last_one() -> None:
    bank, day = Bank(), date(2025, 10, 1)
    assert bank.statement() is None
    bank.pay(Transfer(15_000, day, reference="090933755493"))
    bank.pay(Transfer(5_050, day + timedelta(days=1), text="Boete G-1"))
    written = (bank.statement() or b"").decode()
    assert '<Amt Ccy="EUR">50.50</Amt>' in written
    assert "<Ref>090933755493</Ref>" in written
    assert '<Amt Ccy="EUR">1200.50</Amt>' in written
    assert bank.statement() is None

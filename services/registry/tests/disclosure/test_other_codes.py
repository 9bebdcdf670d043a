"""A client is the same person under another code: no figure depends on how clients are numbered."""

from collections.abc import Sequence
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from registry.counts.rules.aggregation import aggregate
from registry.counts.rules.cells import Key
from registry.disclosure.rules.changes import changed_persons
from registry.disclosure.rules.publication import Figures, ToldPeriod
from registry.disclosure.rules.question import Question
from registry.disclosure.rules.reissue import Reissue, reissue
from registry.disclosure.rules.same_persons import under_codes_of
from registry.disclosure.rules.small_group import UnprotectableError
from registry.minimum_format.rules.records import Client, Period, Rows

from ..support.batches import BRANCHES, OLD, TOLD, gone, late, persons, together, told_of, without
from ..support.codes import renewed, renumbered
from ..support.deliveries import uneven
from ..support.history import History
from ..support.protecting import rows_of

CLIENTS = Key("clienten")
YEAR, FIRST, NEXT = Period(2025), Period(2025, 1), Period(2026)
SEEDS, SHARES = st.integers(0, 10**6), st.sampled_from((0.3, 1.0))


def again(old: Rows, new: Rows, told: Figures, halves: Sequence[ToldPeriod] = ()) -> Figures | None:
    secret = b"a secret of this test"
    return reissue(Reissue("BOYS", 2025, told, old, new, secret, halves=halves))


def of_branch(rows: Rows, branch: str, codes: set[str]) -> Rows:
    return replace(
        rows,
        clienten=tuple(
            replace(row, branche_hoofd=branch) if row.client_code in codes else row
            for row in rows.clienten
        ),
    )


@pytest.mark.parametrize("changed", [10, 19, 20])
def test_twenty_who_got_another_code_are_no_changed_persons(changed: int) -> None:
    new = of_branch(OLD, "massagesalon", gone(changed))
    codes = [row.client_code for row in OLD.clienten]
    assert changed_persons(OLD, renewed(OLD, codes)) == 0
    assert changed_persons(OLD, renewed(new, codes[:20])) == changed
    assert changed_persons(OLD, renewed(new, codes)) == changed
    assert changed_persons(OLD, renewed(without(OLD, gone(changed)), codes)) == changed


def test_a_place_that_came_late_stands_though_others_got_another_code() -> None:
    """Else sixty who were there all along would hide of which branch all of them are."""
    new = together(OLD, persons({"raam": 24}, "late "))
    codes = [row.client_code for row in OLD.clienten if row.branche_hoofd != "raam"][:60]
    told = again(OLD, renewed(new, codes), TOLD)
    assert told is not None
    assert told[CLIENTS].first == 123
    for branch in BRANCHES:
        assert told[CLIENTS.where("branche", branch)] == TOLD[CLIENTS.where("branche", branch)]


def test_acts_are_rounded_by_those_of_who_changed_and_of_nobody_with_another_code() -> None:
    old = together(OLD, persons({"straat": 1}, "often ", contacts=30))
    told = told_of(old)
    new = together(old, late(24))
    for later in (new, renewed(new, ["often straat0"])):
        figures = again(old, later, told)
        assert figures is not None
        assert figures[Key("contacten")].rounded_to == 10


@settings(max_examples=2, deadline=None)
@given(seed=SEEDS, clients=st.integers(60, 80), share=SHARES)
def test_whatever_codes_a_later_delivery_has_it_tells_the_same(
    seed: int, clients: int, share: float
) -> None:
    """Some went, more came late, and of others something was put right."""
    new = rows_of(uneven(seed, clients))
    codes = [row.client_code for row in new.clienten]
    old = of_branch(without(new, codes[::3]), "escort", {*codes[1:40:3]})
    new = without(new, codes[2:12:6])
    told = told_of(old)
    assert again(old, renumbered(new, seed, share), told) == again(old, new, told)


def told_after(first: Rows, *years: Rows, own_half: Rows | None = None) -> tuple[bytes, bytes]:
    history = History()
    if own_half is not None:
        history.deliver(FIRST, own_half)
        history.september(2025)
    for year, rows in zip((YEAR, NEXT), (first, *years), strict=False):
        history.deliver(year, rows)
        history.march(year.year + 1)
    return history.readable()


def next_year(rows: Rows) -> Rows:
    return replace(
        rows,
        contacten=tuple(replace(row, maand=f"2026{row.maand[4:]}") for row in rows.contacten),
        activiteiten=(),
    )


def has_tens(told: bytes) -> bool:
    return b'"period": "Y", "revision": 1, "rounded_to": 10' in told


@pytest.mark.parametrize("renewed_codes", [0, 20, 60, 100])
def test_two_who_left_and_one_who_came_do_not_hide_among_renewed_codes(renewed_codes: int) -> None:
    before = persons({"raam": 60, "straat": 40})
    now = without(together(before, persons({"escort": 1})), {"raam3", "straat7"})
    codes = [row.client_code for row in before.clienten][:renewed_codes]
    internal, _ = told_after(before, next_year(renewed(now, codes)))
    assert has_tens(internal)


def kinds(branch: str, number: int, *, age: str, gender: str, code: str) -> Rows:
    some = persons({branch: number}, code)
    return replace(
        some,
        clienten=tuple(
            replace(row, geboortejaar_klasse=age, gender=gender) for row in some.clienten
        ),
    )


@pytest.mark.parametrize(
    ("left", "came", "age", "in_tens"),
    [
        (10, 9, "40-49", True),
        (10, 10, "40-49", False),
        (10, 10, "21-24", True),
        (19, 19, "21-24", True),
        (20, 20, "21-24", False),
    ],
)
def test_who_is_another_in_one_attribute_may_be_one_who_came_back(
    left: int, came: int, age: str, in_tens: bool
) -> None:
    """Those who came are men of another branch; who left, are of their branch or of their age."""
    some = persons({"raam": 60, "straat": 40})
    gone_ones = kinds("escort", left, age="21-24", gender="man", code="a")
    new_ones = kinds("massagesalon", came, age=age, gender="man", code="b")
    internal, _ = told_after(together(some, gone_ones), next_year(together(some, new_ones)))
    assert has_tens(internal) is in_tens


@settings(max_examples=20, deadline=None)
@given(seed=SEEDS, clients=st.integers(40, 120), gone=st.integers(0, 30), share=SHARES)
def test_whatever_codes_the_next_year_has_it_is_in_tens_or_not(
    seed: int, clients: int, gone: int, share: float
) -> None:
    before, now = years_of(seed, clients, gone)
    for rows in (now, renumbered(now, seed, share)):
        counts = aggregate(rows, NEXT.months)
        beside = Question("BOYS", NEXT, counts, rows, b"a secret", before=before)
        assert beside.in_tens == Question("BOYS", NEXT, counts, now, b"", before=before).in_tens


def years_of(seed: int, clients: int, gone: int) -> tuple[Rows, Rows]:
    """Of the first so many are gone in the second, and ten are new."""
    before = rows_of(uneven(seed, clients))
    other = rows_of(uneven(seed + 1, 10))
    back = without(before, [row.client_code for row in before.clienten][:gone])
    new = renewed(other, [row.client_code for row in other.clienten])
    return before, next_year(together(back, new))


@settings(max_examples=1, deadline=None)
@given(seed=SEEDS, clients=st.integers(12, 25), share=SHARES)
def test_whatever_codes_a_year_has_it_tells_the_same_beside_its_half(
    seed: int, clients: int, share: float
) -> None:
    """Some contacts came late, some clients are gone, and some are of another branch."""
    rows = rows_of(uneven(seed, clients))
    codes = [row.client_code for row in rows.clienten]
    first = replace(rows, contacten=rows.contacten[::2] + rows.contacten[1::4])
    year = of_branch(without(rows, codes[:3]), rows.clienten[0].branche_hoofd, {*codes[5:11:3]})

    def outcome(year: Rows) -> tuple[bytes, bytes] | str:
        try:
            return told_after(year, own_half=first.within(FIRST.months))
        except UnprotectableError as waits:
            return str(waits)

    assert outcome(renumbered(year, seed, share)) == outcome(year)


def test_contacts_that_came_late_are_told_though_all_codes_are_other_ones() -> None:
    told_before = persons({"raam": 60, "straat": 40})
    months = {row.client_code: row.maand for row in told_before.contacten}
    in_march = replace(
        told_before,
        contacten=tuple(replace(row, maand="2025-03") for row in told_before.contacten),
    )
    more = tuple(replace(row, maand="2025-05") for row in in_march.contacten[:30])
    year = replace(in_march, contacten=(*in_march.contacten, *more))
    assert len(months) == 100
    for rows in (year, renumbered(year, 1)):
        history = History()
        history.deliver(FIRST, in_march)
        history.september(2025)
        history.deliver(YEAR, rows)
        history.march(2026)
        assert history.figures(YEAR)[Key("nagekomen_contacten")].value == 30


def client(code: str, age: str = "25-29", **more: str) -> Client:
    return replace(Client(code, age, "vrouw", "eu_oost", "raam", "gekend"), **more)


def test_a_code_of_somebody_else_is_no_proof_of_who_she_is() -> None:
    rows = persons({"raam": 2, "escort": 2})
    codes = [row.client_code for row in rows.clienten]
    swapped = renewed(rows, codes[:1])
    found = under_codes_of(rows, swapped)
    assert {row.client_code for row in found.clienten} == {*codes}
    more = together(rows, Rows((client("x"),), (replace(rows.contacten[0], client_code="x"),)))
    strangers = {row.client_code for row in under_codes_of(rows, more).clienten} - {*codes}
    assert len(strangers) == 1
    assert not strangers & {"x"}

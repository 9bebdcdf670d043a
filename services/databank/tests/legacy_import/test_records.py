"""A row of an older database about a person: age at work, since when, how long it is kept."""

from datetime import date

import pytest

from contracts.branches import Branch
from databank.files.rules.data_subject import Category
from databank.legacy_import.rules.codes import Role
from databank.legacy_import.rules.dates import Day
from databank.legacy_import.rules.facts import LegacyRecord, Observation, Retention
from linkage.claim import RawClaim


def seen(*days: Day, is_fact: bool = True) -> tuple[Observation, ...]:
    return tuple(Observation(Branch.STRAAT, day, is_fact) for day in days)


def record(
    birth_date: str | None = "1990-03-16",
    *observations: Observation,
    role: Role = Role.SEKSWERKER,
    noted_on: Day | None = None,
) -> LegacyRecord:
    identity = RawClaim(given_names="Ana", family_name="V", birth_date=birth_date)
    category = Category.CONTACT_ZONDER_VERDENKING
    return LegacyRecord(identity, role, category, observations, noted_on=noted_on)


@pytest.mark.parametrize(
    ("born", "day", "minor"),
    [
        ("1990-03-16", Day(2008, 3, 15), True),
        ("1990-03-16", Day(2008, 3, 16), False),
        ("1990-03", Day(2008, 3, 30), True),
        ("1990-03", Day(2008, 3, 31), False),
        ("1990", Day(2008, 12, 30), True),
        ("1990", Day(2008, 12, 31), False),
        ("1990-03-16", Day(2008, 3), True),  # perhaps on the first
        ("1990-03-16", Day(2008, 4), False),
        ("1990-03-16", Day(2008), True),
        ("1990-03-16", Day(2009), False),
    ],
)
def test_dp11_who_may_have_been_under_eighteen_at_work_is_looked_after(
    born: str, day: Day, minor: bool
) -> None:
    grown_up = Day(2015, 1, 1)
    assert record(born, *seen(grown_up, day)).may_be_minor is minor
    assert not record(born, *seen(day), role=Role.KLANT).may_be_minor
    assert not record(None, *seen(day)).may_be_minor
    assert not record(born).may_be_minor
    nobody = LegacyRecord(None, Role.SEKSWERKER, Category.GETUIGE_OF_ANDERE, seen(day))
    assert not nobody.may_be_minor


def test_a_worker_is_known_since_an_officers_own_finding_where_there_is_one() -> None:
    told, found = seen(Day(2010), is_fact=False), seen(Day(2012, 5), Day(2011, 6, 7))
    assert record("1980", *told, *found).known_since == Day(2011, 6, 7)
    assert record("1980", *told).known_since == Day(2010)
    assert record("1980", noted_on=Day(2009)).known_since == Day(2009)
    assert record("1980", *told, noted_on=Day(2009)).known_since == Day(2010)
    assert record("1980").known_since is None
    assert record("1980", *found, role=Role.KLANT).known_since is None
    assert record("1980", *told, *found).is_fact
    assert not record("1980", *told).is_fact


def test_a_record_is_as_old_as_the_last_day_that_it_may_tell_of() -> None:
    assert record("1980", *seen(Day(2010, 2), Day(2009))).last_day == date(2010, 2, 28)
    assert record("1980", *seen(Day(2009)), noted_on=Day(2011)).last_day == date(2009, 12, 31)
    assert record("1980", noted_on=Day(2011)).last_day == date(2011, 12, 31)
    assert record("1980").last_day is None


@pytest.mark.parametrize(
    ("day", "first", "last", "exact"),
    [
        (Day(2012), date(2012, 1, 1), date(2012, 12, 31), False),
        (Day(2012, 2), date(2012, 2, 1), date(2012, 2, 29), False),
        (Day(2012, 11), date(2012, 11, 1), date(2012, 11, 30), False),
        (Day(2012, 12), date(2012, 12, 1), date(2012, 12, 31), False),
        (Day(2012, 2, 3), date(2012, 2, 3), date(2012, 2, 3), True),
    ],
)
def test_a_day_in_part_is_every_day_that_it_may_have_been(
    day: Day, first: date, last: date, exact: bool
) -> None:
    assert (day.first, day.last, day.is_exact) == (first, last, exact)


def test_who_is_suspected_or_of_no_known_category_is_kept_the_longer_term() -> None:
    terms = Retention(ordinary=date(2021, 1, 1), judicial=date(2011, 1, 1))
    longer = {None, *Category} - {
        each for each in (None, *Category) if terms.since(each) == date(2021, 1, 1)
    }
    assert longer == {None, Category.VERDACHTE, Category.VEROORDEELDE}

"""Organisations as dated data: a code for ever, names by period (scenario 19)."""

from datetime import date
from pathlib import Path

import pytest
from pydantic import ValidationError

from chassis.own_file import OwnFileError
from contracts.codes import CareOrganisation
from registry.minimum_format.rules.records import Period
from registry.organisations.rules import Name, Organisation
from registry.settings import RegistrySettings

RENAMED = Organisation(
    code=CareOrganisation.GHAPRO,
    since=date(2014, 1, 1),
    until=date(2027, 6, 30),
    names=(
        Name(since=date(2014, 1, 1), name="Oude naam"),
        Name(since=date(2025, 7, 1), name="Nieuwe naam"),
    ),
)


@pytest.mark.parametrize(
    ("period", "called"),
    [
        (Period(2024), "Oude naam"),
        (Period(2025, 1), "Oude naam"),
        (Period(2025, 2), "Nieuwe naam"),
        (Period(2025), "Nieuwe naam (vroeger Oude naam)"),
        (Period(2026), "Nieuwe naam"),
    ],
)
def test_an_organisation_is_called_as_in_the_period(period: Period, called: str) -> None:
    assert RENAMED.name_in(period) == called


@pytest.mark.parametrize(
    ("day", "called"),
    [
        (date(2013, 12, 31), "Oude naam"),  # before there was one
        (date(2014, 1, 1), "Oude naam"),
        (date(2025, 6, 30), "Oude naam"),
        (date(2025, 7, 1), "Nieuwe naam"),
        (date(2025, 7, 2), "Nieuwe naam"),
    ],
)
def test_a_name_holds_from_its_first_day(day: date, called: str) -> None:
    assert RENAMED.name_on(day) == called


@pytest.mark.parametrize(
    ("period", "works"),
    [
        (Period(2013), False),
        (Period(2013, 2), False),
        (Period(2014, 1), True),
        (Period(2027, 1), True),
        (Period(2027), True),
        (Period(2027, 2), False),
    ],
)
def test_only_who_works_in_a_period_is_expected_to_deliver(period: Period, works: bool) -> None:
    assert RENAMED.works_in(period) is works


def test_a_list_of_names_has_no_gap_and_one_order() -> None:
    for names in ([], [(2015, "x")], [(2014, "x"), (2014, "y")], [(2014, "x"), (2013, "y")]):
        with pytest.raises(ValidationError):
            Organisation(
                code=CareOrganisation.BOYS,
                since=date(2014, 1, 1),
                names=tuple(Name(since=date(year, 1, 1), name=name) for year, name in names),
            )


def test_a_file_that_forgets_an_organisation_says_so(tmp_path: Path) -> None:
    own = tmp_path / "organisations.toml"
    own.write_text(
        'sender = "a@b.example"\npage = "https://b.example"\n[[organisation]]\ncode = "BOYS"\n'
        'since = 2014-01-01\nnames = [{ since = 2014-01-01, name = "x" }]\n'
    )
    with pytest.raises(OwnFileError, match="GHAPRO"):
        _ = RegistrySettings(organisations=own).known


def test_everybody_has_a_name_in_the_example() -> None:
    known = RegistrySettings().known
    assert [each.code for each in known.expected(Period(2025))] == [*CareOrganisation]

"""What each indicator counts is declared, and no word of it decides (handbook §1.6, units)."""

from collections.abc import Iterable

import pytest

from contracts.codes import CountKind
from reporting.indicators import catalogue as list_of_the_city
from reporting.indicators.catalogue import catalogue

PERSONS = {"IND-1-01", "IND-1.1-01", "IND-1.2-05", "IND-1.3-01"}
"""Distinct persons, distinct clients."""
ACTS = {
    *("IND-1-02", "IND-1-03", "IND-1.1-02", "IND-1.2-04", "IND-1.3-02"),  # contacts
    *("IND-1-04", "IND-1.1-05", "IND-1.2-06", "IND-1.3-05"),  # guidance and referrals
    *("IND-1.1-03", "IND-1.1-04", "IND-1.2-08"),  # consultations, tests
    *("IND-2.1-04d", "IND-2.1-04f", "IND-2.1-04g", "IND-2-04"),  # checks, arrests, measures
}
OFFICIAL_ACTS = {
    *("IND-2-03", "IND-2.1-05", "IND-2.2-01", "IND-2.2-02", "IND-2.2-03"),
    *("IND-2.1-04a", "IND-2.1-04b", "IND-2.1-04e"),
}
SOMETHING_ELSE = {
    ("IND-1-04", "guidance"): "personen",
    ("IND-1.1-05", "guidance"): "personen",
    ("IND-1.2-06", "guidance"): "personen",
    ("IND-1.3-05", "guidance"): "personen",
    ("IND-1.2-01", "bereik_dropin"): "handelingen",
    ("IND-1.2-01", "bereik_vormingsmoment"): "handelingen",
    ("IND-1.2-02", "bereik_internetpermanentie"): "handelingen",
    ("IND-1.2-02", "bereik_online_sessie"): "handelingen",
    ("IND-1.2-03", "bereik_outreachmoment"): "handelingen",
    ("IND-1.3-03", "bereik_maatschappelijk_herstel"): "handelingen",
    ("IND-2.1-04d", "distinct"): "personen",
    ("IND-2.1-05", "judicial"): "handelingen",
    ("IND-2.4-02", "persons_active"): "personen",
    ("IND-2.4-02", "persons_new"): "personen",
    ("IND-2.4-02", "branch"): "personen",
    ("IND-2.4-02", "branch_count"): "personen",
    ("IND-2.4-02", "visibility"): "personen",
    ("IND-2.4-02", "branch_shift"): "handelingen",
    ("IND-2.4-02", "branch_reading"): "personen",
    ("IND-2.4-02", "known"): "personen",
    ("IND-2.4-02", "age"): "personen",
    ("IND-2.4-02", "origin"): "personen",
}
"""Parts and splits that count something else than their indicator."""


def declared(counts: str) -> set[str]:
    return {each.id for each in catalogue().values() if each.counts == counts}


def test_each_indicator_says_what_it_counts() -> None:
    assert declared("personen") == PERSONS
    assert declared("handelingen") == ACTS
    assert declared("ambtshandelingen") == OFFICIAL_ACTS
    assert len(declared("zaken")) == 62 - len(PERSONS | ACTS | OFFICIAL_ACTS)
    others = {
        (each.id, code): counts
        for each in catalogue().values()
        for code, counts in each.counts_of.items()
    }
    assert others == SOMETHING_ELSE


def test_an_indicator_that_does_not_say_it_stops_the_service() -> None:
    row = dict.fromkeys(
        (
            *("id", "wording_nl", "definition_nl", "unit_nl", "source_nl", "source_service"),
            "computed_from",
        ),
        "personen",
    )
    with pytest.raises(KeyError, match="counts"):
        list_of_the_city._entry({**row, "belongs_to": "LINE-1"})


def parts(of: str) -> Iterable[CountKind]:
    return (catalogue()[of].counted(code) for code in ("distinct", "checks", "role"))


def test_what_no_part_says_is_what_the_indicator_says() -> None:
    assert [*parts("IND-2.1-04d")] == ["personen", "handelingen", "handelingen"]

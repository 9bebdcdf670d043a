"""Entries of registers: what the API takes and what a form takes are one declaration."""

from datetime import date
from typing import Any

import pytest
from pydantic import ValidationError

from databank.arrests.entries import AgreementBody, MeasureBody, YearCountBody
from databank.entries.declaration import Entry, form_of
from databank.exchanges.entries import AnswerSheet, ClosureBody, ExchangeSheet
from databank.monthly_actions.entries import PlanBody
from databank.police_plan.entries import (
    DeploymentBody,
    GuidelineBody,
    PeriodDeploymentBody,
    YearLineBody,
)

KEY = {"sleutel": "018f2a1e-0000-7000-8000-000000000001"}
ENTRIES: list[type[Entry]] = [
    MeasureBody,
    AgreementBody,
    YearCountBody,
    PeriodDeploymentBody,
    YearLineBody,
    GuidelineBody,
    PlanBody,
    ExchangeSheet,
    AnswerSheet,
    ClosureBody,
]
each_entry = pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry.__name__)


def refused(entry: type[Entry], **sent: Any) -> set[str]:
    """The fields of the form at which something that was sent is wrong."""
    try:
        form_of(entry).model_validate(KEY | sent)
    except ValidationError as error:
        places = {str(item["loc"][0]) for item in error.errors() if item["type"] != "missing"}
        return places & sent.keys()
    return set()


@each_entry
def test_a_form_asks_every_field_of_an_entry_once_and_has_a_key(entry: type[Entry]) -> None:
    asked = entry.asked()
    assert asked.keys() == entry.model_fields.keys()
    names = [each.name for each in asked.values()]
    assert len({*names}) == len(names)
    form = form_of(entry)
    assert issubclass(form, entry)
    assert {info.alias for info in form.model_fields.values()} == {*names, "sleutel"}
    assert "key" not in entry.model_fields


@each_entry
def test_a_day_off_the_calendar_is_refused_at_its_field(entry: type[Entry]) -> None:
    days = [each.name for name, each in entry.asked().items() if is_day(entry, name)]
    for name in days:
        for day in ("0001-01-01", "1899-12-31", "2200-01-01", "9999-12-31"):
            assert refused(entry, **{name: day}) == {name}, (name, day)
        assert refused(entry, **{name: "2026-12-01"}) == set()


def is_day(entry: type[Entry], name: str) -> bool:
    return "date" in str(entry.model_fields[name].annotation)


def test_days_were_looked_at() -> None:
    days = {
        (entry.__name__, name) for entry in ENTRIES for name in entry.asked() if is_day(entry, name)
    }
    assert days == {
        ("MeasureBody", "on_day"),
        ("PeriodDeploymentBody", "begins"),
        ("PlanBody", "month"),
        ("ExchangeSheet", "happened_at"),
        ("ExchangeSheet", "due_on"),
        ("AnswerSheet", "answered_at"),
    }


@pytest.mark.parametrize(
    ("entry", "field", "last", "beyond"),
    [
        (PeriodDeploymentBody, "mensen", "500", "501"),
        (PeriodDeploymentBody, "materieel", "x" * 500, "x" * 501),
        (PeriodDeploymentBody, "bedreigd", ["x" * 200], ["x" * 201]),
        (PeriodDeploymentBody, "bedreigd", ["taak\n" * 30], ["taak\n" * 31]),
        (YearLineBody, "plaatsen", "10000", "10001"),
        (YearLineBody, "jaar", "2010", "2009"),
        (YearLineBody, "jaar", "9998", "9999"),
        (GuidelineBody, "titel", "x" * 120, "x" * 121),
        (GuidelineBody, "titel", "xxx", "xx"),
        (GuidelineBody, "tekst", "x" * 20_000, "x" * 20_001),
        (AgreementBody, "kenmerk", "x" * 80, "x" * 81),
        (AgreementBody, "eerste", "2010", "2009"),
        (YearCountBody, "aantal", "100000", "100001"),
        (YearCountBody, "aantal", "0", "-1"),
        (PlanBody, "vormen", ["raam"] * 50, ["raam"] * 51),
        (ExchangeSheet, "tegen", "2010-01-01", "2009-12-31"),
        (ExchangeSheet, "toelating", "xxx", "xx"),
        (ExchangeSheet, "nota", "x" * 500, "x" * 501),
        (AnswerSheet, "nota", "x" * 500, "x" * 501),
    ],
)
def test_a_form_takes_what_is_on_the_bound_and_refuses_what_is_beyond(
    entry: type[Entry], field: str, last: Any, beyond: Any
) -> None:
    assert refused(entry, **{field: last}) == set()
    assert refused(entry, **{field: beyond}) == {field}


def test_an_operation_gets_the_same_entry_from_a_form_and_from_the_api() -> None:
    typed = {"mensen": "4", "materieel": "Een bus", "bedreigd": [" Markten \r\n\r\nScholen\r\n"]}
    form = form_of(PeriodDeploymentBody).model_validate(KEY | typed | {"begint": "2027-01-01"})
    sent = {"people": 4, "material": "Een bus", "endangeredTasks": ["Markten", "Scholen"]}
    assert form.kept() == DeploymentBody.model_validate(sent).kept() | {"begins": date(2027, 1, 1)}


def test_no_task_in_danger_is_an_empty_list_on_the_form_and_is_said_to_the_api() -> None:
    typed = {"mensen": "4", "materieel": "Geen", "begint": "2027-01-01"}
    assert form_of(PeriodDeploymentBody).model_validate(KEY | typed).endangered_tasks == []
    with pytest.raises(ValidationError):
        DeploymentBody.model_validate({"people": 4, "material": "Geen"})


@each_entry
def test_a_form_knows_its_fields_by_no_other_names(entry: type[Entry]) -> None:
    """A page looks for what was sent under the names of the form: a person whose id comes as
    ``person_id`` would be noted without a look at the purpose for which her file is open."""
    form = form_of(entry)
    for name in form.model_fields:
        with pytest.raises(ValidationError) as refusal:
            form.model_validate({name: "x"})
        kinds = {item["type"] for item in refusal.value.errors() if item["loc"] == (name,)}
        alias = form.model_fields[name].alias
        assert name == alias or kinds == {"extra_forbidden"}, name

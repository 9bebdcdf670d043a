"""Completeness of a year by organisation and indicator: missing, late or only half."""

from typing import Any

import pytest

from chassis.web import Function
from contracts.codes import CareOrganisation
from registry.completeness.rules.coverage import (
    Completeness,
    Coverage,
    Requirement,
    assess,
    coverage,
    read,
    requirements,
    together,
)
from registry.minimum_format.rules.records import Activity, Contact, Period, Rows

from ..support.deliveries import contact, of_branches, yearly
from ..support.registry import Registry

ANALYST = Function.STUDIEDIENST_ANALIST
RESPONSIBLE = Function.ZORG_VERANTWOORDELIJKE
EVERY_MONTH = Period(2025).months


@pytest.mark.parametrize(
    ("months", "monthly", "found"),
    [
        ((), False, Completeness.LEEG),
        (("2024-03",), False, Completeness.LEEG),
        (("2025-03",), False, Completeness.GEDEELTELIJK),
        (("2025-03", "2025-12"), False, Completeness.VOLLEDIG),
        (("2025-03", "2025-12"), True, Completeness.GEDEELTELIJK),
        (EVERY_MONTH, True, Completeness.VOLLEDIG),
    ],
)
def test_a_year_is_complete_when_each_half_or_each_month_has_something(
    months: tuple[str, ...], monthly: bool, found: Completeness
) -> None:
    covered = Coverage(len(months), months)
    assert assess(Requirement(monthly=monthly), covered, Period(2025)) is found


def test_every_indicator_of_care_is_somebodys() -> None:
    found = {indicator for each in CareOrganisation for indicator in requirements(each)}
    numbers = {"IND-1-": 4, "IND-1.1-": 6, "IND-1.2-": 9, "IND-1.3-": 5}
    assert found == {
        f"{line}{number:02}" for line, last in numbers.items() for number in range(1, last + 1)
    }


def test_only_the_rows_of_an_indicator_feed_it() -> None:
    rows = Rows(
        contacten=(
            Contact("2025-01", "medisch", "consultatie", "vast", "a"),
            Contact("2025-02", "medisch", "consultatie", "mobiel", "a"),
            Contact("2025-02", "psychosociaal", "counseling", "vast", doorverwijzing_soort="caw"),
        ),
        activiteiten=(Activity("2025-05", "samenwerkingscontact", 3, "casusoverleg"),),
    )
    found = read(coverage(CareOrganisation.GHAPRO, rows))
    assert {name: each.rows for name, each in found.items()} == {
        "IND-1-01": 2,
        "IND-1-02": 2,
        "IND-1-03": 1,
        "IND-1-04": 1,
        "IND-1.1-01": 2,
        "IND-1.1-02": 3,
        "IND-1.1-03": 1,
        "IND-1.1-04": 1,
        "IND-1.1-05": 1,
        "IND-1.1-06": 1,
    }
    assert found["IND-1.1-04"].months == ("2025-02",)


def test_two_halves_make_the_year() -> None:
    first, second = {"IND-1-01": Coverage(2, ("2025-01",))}, {"IND-1-01": Coverage(1, ("2025-08",))}
    assert together([first, second]) == {"IND-1-01": Coverage(3, ("2025-01", "2025-08"))}


async def year(registry: Registry, function: Function = ANALYST, *of: str) -> dict[str, Any]:
    answer = await registry.get(function, "/v1/years/2025/completeness", *of)
    assert answer.status_code == 200, answer.text
    return {each["organisation"]: each for each in answer.json()["organisations"]}


def shown(organisation: dict[str, Any], indicator: str) -> tuple[str, str, str]:
    (found,) = (each for each in organisation["indicators"] if each["indicator"] == indicator)
    return found["year"], found["firstHalf"], found["secondHalf"]


async def test_the_study_department_sees_who_is_missing_and_what_of_whom(
    registry: Registry,
) -> None:
    await registry.accepted(yearly(), "BOYS")
    tables = of_branches({"raam": 30})
    tables.contacten.append(contact("", "2025-09"))
    await registry.accepted(tables, "GHAPRO")
    found = await year(registry)
    boys, ghapro, free = found["BOYS"], found["GHAPRO"], found["FREECLINIC"]
    assert (boys["name"], boys["isMissing"], boys["deadline"]) == (
        "Boysproject",
        False,
        "2026-02-28",
    )
    assert shown(boys, "IND-1.2-09") == ("volledig",) * 3
    assert shown(ghapro, "IND-1.1-02") == ("volledig", "volledig", "volledig")
    assert shown(ghapro, "IND-1.1-01") == ("gedeeltelijk", "volledig", "leeg")
    assert shown(ghapro, "IND-1.1-06") == ("leeg", "leeg", "leeg")
    assert (free["isMissing"], free["isOverdue"], free["state"]) == (True, False, None)
    assert shown(free, "IND-1.3-01") == ("ontbreekt",) * 3


async def test_an_organisation_sees_its_own_completeness_alone(registry: Registry) -> None:
    await registry.accepted(of_branches({"raam": 30}), "GHAPRO")
    assert [*await year(registry, RESPONSIBLE, "BOYS")] == ["BOYS"]


async def test_half_a_year_is_complete_of_its_half_alone(registry: Registry) -> None:
    await registry.accepted(of_branches({"raam": 30}), "GHAPRO", half=1)
    ghapro = (await year(registry))["GHAPRO"]
    assert ghapro["isMissing"]
    assert shown(ghapro, "IND-1.1-02") == ("gedeeltelijk", "volledig", "ontbreekt")


async def test_a_month_without_figures_of_a_site_is_named(registry: Registry) -> None:
    tables = yearly()
    tables.activiteiten = [
        row
        for row in tables.activiteiten
        if not (row["type"].startswith("website") and row["maand"] == "2025-04")
    ]
    await registry.accepted(tables, "BOYS")
    boys = (await year(registry))["BOYS"]
    (site,) = (each for each in boys["indicators"] if each["indicator"] == "IND-1.2-09")
    assert (site["year"], site["secondHalf"]) == ("gedeeltelijk", "volledig")
    assert site["monthsWithout"] == ["2025-04"]


async def test_what_was_delivered_before_this_was_noted_is_unknown(registry: Registry) -> None:
    await registry.accepted(of_branches({"raam": 30}), "GHAPRO")
    async with registry.sandbox.asking("registry", owner=True) as conn:
        await conn.execute("UPDATE delivery SET coverage = NULL")
    assert shown((await year(registry))["GHAPRO"], "IND-1.1-02") == ("onbekend",) * 3

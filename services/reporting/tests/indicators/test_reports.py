"""Reports of the plan: whether they were delivered, on which day, and in time."""

from datetime import date
from typing import Any
from uuid import uuid4

import pytest

from contracts.databank import InventoryPublished
from reporting.indicators.catalogue import GOALS, catalogue
from reporting.indicators.rules.answers import answer
from reporting.indicators.rules.evidence import Evidence
from reporting.periods.rules import Period
from reporting.report_register.rules.published import PublishedReport

from ..support.events import moment
from ..support.figures import parts, split
from ..support.reporting import Reporting


async def published(reporting: Reporting, kind: str, **changes: Any) -> None:
    record = {
        "kind": "rapportagemoment",
        "type": kind,
        "date": "2026-03-12",
        "subject": "Jaar 2025",
        "partners": ["plangroep"],
    }
    answer = await reporting.post("/v1/regie-records", record | changes)
    assert answer.status_code == 201, answer.text


@pytest.mark.parametrize(
    ("kind", "indicator"),
    [
        ("sectoranalyse", "IND-3-01"),
        ("hulpverlening", "IND-3.1-01"),
        ("veiligheidsactoren", "IND-3.2-01"),
    ],
)
async def test_a_report_is_delivered_on_the_day_of_its_first_publication(
    reporting: Reporting, kind: str, indicator: str
) -> None:
    assert (await reporting.figure(indicator, "2026"))["value"] == 0
    await published(reporting, kind, until="2026-03-31")
    await published(reporting, kind, date="2026-04-20", until="2026-03-31")
    figure = await reporting.figure(indicator, "2026")
    assert (figure["value"], figure["completeness"]) == (1, "volledig")
    assert parts(figure) == {"on_time": 1, "late": 0, "no_due_day": 0, "missing": 0, "rate": 100}
    assert split(figure, "half") == {"2026-H1": 1}
    assert "gepubliceerd op 12/03/2026, uiterste dag 31/03/2026" in figure["notes"][0]
    assert (await reporting.figure(indicator, "2026-04"))["value"] == 0, "a version is no second"


async def test_periodic_reports_are_on_time_or_late_by_kind_and_purpose(
    reporting: Reporting,
) -> None:
    await published(reporting, "databank_beleid", until="2026-03-12")
    await published(reporting, "databank_handhaving", until="2026-03-11")
    await published(reporting, "databank_handhaving", subject="Eerste kwartaal")
    figure = await reporting.figure("IND-2.4-03", "2026-03")
    shares = {"on_time": 1, "late": 1, "no_due_day": 1, "missing": 0, "rate": 50}
    assert (figure["value"], parts(figure)) == (3, shares)
    assert split(figure, "purpose") == {"beleidsevaluatie": 1, "handhaving": 2}


async def test_published_reports_are_reporting_moments_by_nature_and_audience(
    reporting: Reporting,
) -> None:
    await published(reporting, "sectoranalyse")
    await published(reporting, "plangroep_halfjaar", partners=["plangroep", "parket"])
    figure = await reporting.figure("IND-3.4-01", "2026-03")
    assert (figure["value"], figure["completeness"]) == (2, "volledig")
    assert split(figure, "type") == {"plangroep_halfjaar": 1, "sectoranalyse": 1}
    assert split(figure, "audience") == {"plangroep": 2, "parket": 1}


async def test_the_inventory_of_a_year_and_the_report_made_of_it_are_one(
    reporting: Reporting,
) -> None:
    await reporting.told(
        InventoryPublished(
            inventory_id=uuid4(),
            year=2025,
            branches=("escort", "straat"),
            published_at=moment("2026-03-15T10:00:00+01:00"),
        )
    )
    await published(reporting, "inventaris", date="2026-03-20")
    figure = await reporting.figure("IND-2.1-01", "2026")
    assert figure["value"] == 1
    assert split(figure, "branch") == {"escort": 1, "straat": 1}
    assert len(figure["notes"]) == 2


async def test_a_last_day_belongs_to_agreements_and_reports_alone(reporting: Reporting) -> None:
    meeting = {"kind": "overleg", "type": "eigenaars", "date": "2026-03-12", "subject": "Uren"}
    answer = await reporting.post("/v1/regie-records", meeting | {"until": "2026-04-01"})
    assert answer.status_code == 422
    assert answer.json()["errors"][0]["field"] == "until"


async def test_each_indicator_has_the_goal_codes_of_its_line(reporting: Reporting) -> None:
    rows = (await reporting.get("/v1/indicators", period="2026")).json()["indicators"]
    by_line = {row["line"]: [goal["code"] for goal in row["goals"]] for row in rows}
    assert by_line["1"] == ["1SHM050201"]
    assert by_line["2"] == ["1SVG06", "1SVG060108", "1SVG060603", "1SVG07", "1SVG070301"]
    assert by_line["3"] == []
    assert {line for line, _ in GOALS.values()} <= {entry.line for entry in catalogue().values()}


def test_a_report_that_was_published_here_counts_itself() -> None:
    """Once as what it is, and once as a reporting moment; the first version decides on time."""
    reports = (
        PublishedReport("databank", "2025-H2", date(2026, 1, 20), date(2026, 1, 31)),
        PublishedReport("sectoranalyse", "2025", date(2026, 7, 2), date(2026, 6, 30)),
    )
    evidence = Evidence(Period.parse("2026"), date(2026, 12, 31), since={}, reports=reports)
    periodic = answer("IND-2.4-03", evidence)
    analysis = answer("IND-3-01", evidence)
    assert (periodic.value, {part.code: part.value for part in periodic.parts}) == (
        1,
        {"on_time": 1, "late": 0, "no_due_day": 0, "missing": 0, "rate": 100},
    )
    assert {part.code: part.value for part in analysis.parts}["late"] == 1
    moments = answer("IND-3.4-01", evidence)
    assert moments.value == 2
    assert {row.code for row in moments.breakdowns[0].rows} == {"databank", "sectoranalyse"}
    (out,) = [note for note in analysis.notes if "gepubliceerd op" in note]
    assert out.endswith(": gepubliceerd op 02/07/2026, uiterste dag 30/06/2026.")

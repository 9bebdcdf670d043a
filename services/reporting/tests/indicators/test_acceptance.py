"""The acceptance list: every id, for every kind of period, answers with a figure or a reason."""

from datetime import date
from typing import Any

import pytest

from reporting.figures.rules.outcomes import Completeness, Status
from reporting.indicators.catalogue import ACTIONS, LINES, catalogue
from reporting.indicators.rules.answers import INDICATORS, answer
from reporting.indicators.rules.evidence import Evidence
from reporting.periods.rules import Period

from ..support.events import inspection, moment, move
from ..support.measurements import population
from ..support.reporting import NOW, Reporting

TODAY = date(2026, 7, 1)
LONG_AGO = dict.fromkeys(("databank", "enforcement", "pandkalender"), date(2025, 1, 1))
PERIODS = ["2026-01", "2026-H1", "2026", "2016-2018"]


def test_the_list_holds_the_56_indicators_of_the_plan_in_62_rows() -> None:
    assert len(catalogue()) == 62
    assert len({name.rstrip("abcdefg") for name in catalogue()}) == 56
    assert [entry.line for entry in catalogue().values()].count("1") == 24


def test_every_row_is_computed_and_nothing_else_is() -> None:
    assert set(INDICATORS) == set(catalogue())


def test_every_row_is_described_for_readers() -> None:
    for entry in catalogue().values():
        assert entry.line in LINES
        assert entry.action in ACTIONS
        assert len(entry.definition) > 20, entry.id
        assert entry.unit
        assert entry.source


@pytest.mark.parametrize("period", [*PERIODS, "2025-2026"])
@pytest.mark.parametrize("name", list(catalogue()))
def test_when_nothing_happened_there_is_a_zero_or_a_reason_but_no_error(
    name: str, period: str
) -> None:
    outcome = answer(name, Evidence(Period.parse(period), TODAY, since=LONG_AGO))
    if outcome.status is Status.CIJFER:
        values = [outcome.value, *(part.value for part in outcome.parts if part.counted)]
        assert {value for value in values if value is not None} == {0}
        assert outcome.completeness is not Completeness.GEEN_BRON
    else:
        assert outcome.value is None
        assert outcome.missing
        assert outcome.completeness is Completeness.GEEN_BRON


@pytest.mark.parametrize("name", list(catalogue()))
@pytest.mark.parametrize("period", ["2027-01", "2027-H2", "2027"])
def test_of_a_period_that_has_not_begun_nothing_is_told(name: str, period: str) -> None:
    outcome = answer(name, Evidence(Period.parse(period), TODAY, since=LONG_AGO))
    assert outcome.status is not Status.CIJFER
    assert outcome.missing


async def test_of_a_period_before_the_first_event_nothing_is_known_rather_than_zero(
    reporting: Reporting,
) -> None:
    await reporting.told(inspection(completed_at=moment("2026-03-10T22:00:00+01:00")))
    before = await reporting.figure("IND-2.1-02", "2026-02")
    assert (before["status"], before["value"]) == ("geen_levering", None)
    assert before["missing"] == ["de databank meldde niets van vóór 10/03/2026"]
    partly = await reporting.figure("IND-2.1-02", "2026-H1")
    assert (partly["value"], partly["completeness"]) == (1, "gedeeltelijk")
    assert partly["missing"] == ["de databank meldde niets van vóór 10/03/2026"]
    whole = await reporting.figure("IND-2.1-02", "2026-H2")
    assert (whole["value"], whole["completeness"]) == (0, "volledig")


async def test_older_history_told_today_makes_no_zero_of_a_year_without_records(
    reporting: Reporting,
) -> None:
    """A year that is measured from older databases was told today; nobody inspected then."""
    await reporting.told(
        move(to_seen_at=moment("2025-04-02T22:00:00+02:00")),
        population("2025-01-01", 12),
        inspection(completed_at=moment("2026-01-01T00:30:00+01:00")),
    )
    inspections = await reporting.figure("IND-2.1-02", "2025")
    assert (inspections["status"], inspections["value"]) == ("geen_levering", None)
    sector = await reporting.figure("IND-2.4-02", "2025")
    assert sector["completeness"] == "gedeeltelijk", "what was measured counts, and is not all"
    assert "de pandkalender meldde nog niets" in sector["missing"]
    assert (await reporting.figure("IND-2.1-02", "2026"))["completeness"] == "volledig"


async def test_what_one_service_tells_completes_no_figure_of_another(reporting: Reporting) -> None:
    await reporting.told(inspection(completed_at=moment("2025-12-31T12:00:00+01:00")))
    sanctions = await reporting.figure("IND-2.2-02", "2026")
    assert (sanctions["status"], sanctions["value"]) == ("geen_levering", None)
    assert sanctions["missing"] == ["bestuurlijke handhaving meldde nog niets"]


@pytest.mark.parametrize("period", PERIODS)
async def test_each_answer_says_all_that_the_acceptance_list_asks(
    reporting: Reporting, period: str
) -> None:
    answer = (await reporting.get("/v1/indicators", period=period)).json()
    rows: list[dict[str, Any]] = answer["indicators"]
    assert [row["id"] for row in rows] == list(catalogue())
    for row in rows:
        known = row["value"] is not None or any(p["value"] is not None for p in row["parts"])
        assert known or row["suppressed"] or row["missing"], row["id"]
        assert row["unit"]
        assert row["definition"]
        assert row["source"]
        assert row["completeness"] in ("volledig", "gedeeltelijk", "geen bron")
        assert moment(row["asOf"]) == moment(NOW)
        assert row["period"]["id"] == period
    assert (await reporting.figure(rows[7]["id"], period)) == rows[7]


async def test_an_indicator_that_does_not_exist_is_not_found(reporting: Reporting) -> None:
    answer = await reporting.get("/v1/indicators/IND-9-99", period="2026")
    assert answer.status_code == 404


@pytest.mark.parametrize("path", ["/v1/indicators", "/v1/indicators/IND-2-01"])
async def test_a_wrong_period_is_answered_with_an_example(reporting: Reporting, path: str) -> None:
    answer = await reporting.get(path, period="2026-H3")
    assert answer.status_code == 422
    assert answer.json()["errors"][0]["field"] == "period"
    assert "2026-H1" in answer.json()["errors"][0]["reason"]


async def test_without_a_period_the_running_year_is_meant(reporting: Reporting) -> None:
    answer = (await reporting.get("/v1/indicators/IND-2-01")).json()
    assert answer["period"] == {
        "id": "2026",
        "kind": "jaar",
        "label": "jaar 2026",
        "first": "2026-01-01",
        "last": "2026-12-31",
        "ended": False,
    }

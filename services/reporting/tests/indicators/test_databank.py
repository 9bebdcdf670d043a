"""The databank itself: whether it worked, and the size of the sector as it measured that."""

from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import pytest

from contracts.pandkalender import ShiftCancelled

from ..support.events import inspection, moment, move, shift
from ..support.figures import parts, split
from ..support.measurements import operation, persons_read, population, recall
from ..support.reporting import Reporting


async def test_the_sector_is_what_the_databank_measured_of_the_very_period(
    reporting: Reporting,
) -> None:
    dropped = shift()
    await reporting.told(
        inspection(establishment_ids=(uuid4(),)),
        shift(),
        dropped,
        ShiftCancelled(
            shift_id=dropped.shift_id,
            premises_id=dropped.premises_id,
            cancelled_at=dropped.declared_at,
            reason="ziek",
        ),
        population("2026-03-01", 1),
        population("2026-01-01", 6, persons=55, known={"nieuw": 5, "gekend": 50}),
    )
    month = await reporting.figure("IND-2.4-02", "2026-03")
    assert month["value"] is None
    assert parts(month) == {
        "establishments": 20,
        "persons_active": 40,
        "persons_new": 10,
        "inspected": 1,
        "premises": 1,
    }
    assert {part["margin"] for part in month["parts"] if part["code"].startswith("persons")} == {9}
    assert split(month, "branch") == {"raam": 30, "straat": 20}
    assert split(month, "branch_count") == {"een": 30, "meer": 10}
    assert split(month, "origin") == {"eu_oost": 30, "belgie": 10}
    labels = {row["label"] for each in month["breakdowns"] for row in each["rows"]}
    assert {"21 tot en met 24", "van straatprostitutie naar raamprostitutie"} <= labels
    half = await reporting.figure("IND-2.4-02", "2026-H1")
    assert (parts(half)["persons_active"], parts(half)["persons_new"]) == (55, 5)


async def test_a_running_year_shows_the_last_month_that_was_measured(reporting: Reporting) -> None:
    await reporting.told(population("2026-01-01", 1, persons=10), population("2026-02-01", 1))
    year = await reporting.figure("IND-2.4-02", "2026")
    assert parts(year)["persons_active"] == 40
    assert "momentopname van jaar 2026" in year["missing"]
    assert "02/2026" in year["notes"][0]


async def test_persons_are_never_counted_over_years(reporting: Reporting) -> None:
    await reporting.told(
        population("2017-01-01", 12), inspection(completed_at=moment("2016-01-01T12:00:00+01:00"))
    )
    plan = await reporting.figure("IND-2.4-02", "2016-2018")
    assert "persons_active" not in parts(plan)
    assert any("niet over jaren heen" in each for each in plan["missing"])


async def test_what_the_databank_did_not_tell_is_hidden_and_no_zero(reporting: Reporting) -> None:
    await reporting.told(population("2026-03-01", 1, persons=None, known={}))
    shown = {each["code"]: each for each in (await figure(reporting))["parts"]}
    for code in ("persons_active", "persons_new"):
        assert (shown[code]["value"], shown[code]["suppressed"]) == (None, True)


async def test_no_person_is_counted_while_the_period_runs(reporting: Reporting) -> None:
    """Moves and first contacts are facts here, but a figure of persons is the databank's alone."""
    await reporting.told(inspection(), *(move() for _ in range(30)))
    found = await figure(reporting)
    assert parts(found) == {"inspected": 0, "premises": 0}
    assert found["breakdowns"] == []


async def test_beside_moves_stands_how_many_would_be_found(reporting: Reporting) -> None:
    """Of a half-year as measured, of a year the mean of both halves; of a month nothing."""
    await reporting.told(recall("2026-01-01"))
    half = await reporting.figure("IND-2.4-02", "2026-H1")
    assert split(half, "expected_recall") == {"straat:raam": 60, "raam:massagesalon": 72}
    assert half["notes"][-1] == (
        "Nauwelijks zichtbaar onder dit toezicht, minder dan 10 op 100:"
        " van escort naar raamprostitutie."
    )
    for period in ("2026", "2026-01", "2026-H2"):
        other = await reporting.figure("IND-2.4-02", period)
        assert "expected_recall" not in {each["dimension"] for each in other["breakdowns"]}, period
    found = {"straat:raam": 60, "escort:raam": 30}
    later = recall("2026-07-01", found=found, hardly_visible=("raam:massagesalon",))
    await reporting.told(later)
    year = await reporting.figure("IND-2.4-02", "2026")
    assert split(year, "expected_recall") == {"straat:raam": 50}
    assert year["notes"][-1].endswith(
        ": van escort naar raamprostitutie, van raamprostitutie naar massagesalon."
    )


async def test_readings_stand_beside_the_moves_of_the_rule_by_half_year_alone(
    reporting: Reporting,
) -> None:
    told = {"verschoven__straat__raam": 5, "teruggekeerd__raam__escort": 10}
    await reporting.told(
        population("2026-01-01", 6),
        persons_read("2026-01-01", **told, werkt_ook__raam__straat=25),
    )
    half = await reporting.figure("IND-2.4-02", "2026-H1")
    assert split(half, "branch_shift") == {"straat:raam": 10}
    (readings,) = [each for each in half["breakdowns"] if each["dimension"] == "branch_reading"]
    assert [(row["label"], row["value"], row["margin"]) for row in readings["rows"]] == [
        ("van raamprostitutie naar escort, en terug", 10, 4),
        ("van straatprostitutie naar raamprostitutie", 5, 4),
        ("werkt in raamprostitutie en ook in straatprostitutie", 25, 4),
    ]
    assert any("90 dagen na het halfjaar" in note for note in half["notes"])
    for period in ("2026", "2026-01", "2026-H2"):
        other = await reporting.figure("IND-2.4-02", period)
        assert "branch_reading" not in {each["dimension"] for each in other["breakdowns"]}, period


async def figure(reporting: Reporting) -> dict[str, Any]:
    return await reporting.figure("IND-2.4-02", "2026-03")


@pytest.mark.parametrize(
    ("changes", "works"),
    [
        ({}, 1),
        ({"answered": 1433}, 1),
        ({"answered": 1432}, 0),
        ({"lag_seconds": 901}, 0),
        ({"imported": ("expert",)}, 0),
    ],
)
async def test_the_databank_works_when_it_answers_is_complete_and_not_behind(
    reporting: Reporting, changes: dict[str, Any], works: int
) -> None:
    await reporting.told(operation("2026-06-30", **changes))
    found = await reporting.figure("IND-2.4-01", "2026-06")
    assert (found["value"], found["completeness"]) == (works, "volledig")
    assert found["notes"] == [
        "1 = ja, 0 = nee. Gemeten door: Prometheus.",
        "De laatste overzetting eindigde op 04/01/2026.",
    ]


async def test_days_that_nobody_measured_make_it_partial_and_the_last_word_counts(
    reporting: Reporting,
) -> None:
    assert (await reporting.figure("IND-2.4-01", "2026-06"))["status"] == "geen_levering"
    await reporting.told(
        operation("2026-06-10"),
        operation("2026-06-11", answered=0),
        operation("2026-06-11", measured_by="eigen_meting"),
        operation("2026-06-11", component="schermen", answered=720),
    )
    found = await reporting.figure("IND-2.4-01", "2026-06")
    assert parts(found) == {"availability": 1000, "imported": 3, "lag": 2, "days": 2}
    assert split(found, "component") == {"databank": 1000, "schermen": 500}
    assert found["missing"] == ["meting van de databank op sommige dagen"]
    first = date(2026, 6, 12)
    rest = (first + timedelta(days=nr) for nr in range(19))
    await reporting.told(*(operation(day.isoformat()) for day in rest))
    assert (await reporting.figure("IND-2.4-01", "2026-06"))["completeness"] == "volledig"

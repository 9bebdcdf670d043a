"""Arrests and judicial measures, as the police released their counts."""

from datetime import date
from typing import Any
from uuid import uuid4

from hypothesis import given
from hypothesis import strategies as st

from contracts.databank import PoliceCountsReleased
from contracts.enforcement import SanctionDecided
from reporting.facts.rules.facts import Fact
from reporting.indicators.rules.police_counts import breakdown, table, total

from ..support.events import inspection, moment
from ..support.figures import parts, split
from ..support.reporting import NOW, Reporting

BEGINS = {
    1: "2025-01-01T00:00:00+01:00",
    2: "2025-07-01T00:00:00+02:00",
    None: "2025-01-01T00:00:00+01:00",
}
BEFORE = inspection(completed_at=moment("2024-12-31T12:00:00+01:00"))
"""The police told something before the year began."""
NUMBERS = st.none() | st.integers(5, 99)


def counts(half: int | None, number: int | None, **changes: Any) -> PoliceCountsReleased:
    facts: dict[str, Any] = {
        "release_id": uuid4(),
        "about": "bestuurlijke_aanhoudingen",
        "begins_at": moment(BEGINS[half]),
        "half": half,
        "threshold": 5,
        "total": number,
        "branches": {"straat": number},
        "grounds": {"openbare_rust": number},
        "kinds": {"bestuurlijke_aanhouding": number},
        "released_at": moment("2026-01-10T09:00:00+01:00"),
    }
    return PoliceCountsReleased(**facts | changes)


async def test_a_year_is_the_sum_of_its_halves_and_a_month_has_no_figure(
    reporting: Reporting,
) -> None:
    await reporting.told(BEFORE, counts(1, 6))
    half = await reporting.figure("IND-2.1-04f", "2025-H1")
    assert (half["value"], half["completeness"]) == (6, "volledig")
    partly = await reporting.figure("IND-2.1-04f", "2025")
    assert (partly["value"], partly["completeness"]) == (6, "gedeeltelijk")
    await reporting.told(counts(2, 8, branches={"straat": None, "raam": None}))
    year = await reporting.figure("IND-2.1-04f", "2025")
    assert (year["value"], year["completeness"]) == (14, "volledig")
    assert split(year, "branch") == {"raam": None, "straat": None}
    assert split(year, "ground") == {"openbare_rust": 14}
    assert (await reporting.figure("IND-2.1-04f", "2025-H2"))["value"] == 8
    month = await reporting.figure("IND-2.1-04f", "2025-01")
    assert (month["value"], month["status"]) == (None, "geen_levering")
    assert (await reporting.figure("IND-2.1-04g", "2025"))["status"] == "geen_levering"


async def test_a_hidden_half_hides_its_year(reporting: Reporting) -> None:
    about = {"about": "gerechtelijke_aanhoudingen", "grounds": {"drugs": None}}
    await reporting.told(BEFORE, counts(1, None, **about), counts(2, 9, **about))
    year = await reporting.figure("IND-2.1-04g", "2025")
    assert (year["value"], year["suppressed"]) == (None, True)
    assert split(year, "ground") == {"drugs": None}


async def test_judicial_measures_are_those_of_the_police_with_the_parket_apart(
    reporting: Reporting,
) -> None:
    await reporting.told(BEFORE)
    for half in (1, 2):
        await reporting.told(
            counts(
                half, 5, about="gerechtelijke_aanhoudingen", kinds={"gerechtelijke_aanhouding": 5}
            ),
            counts(half, 7, about="gerechtelijke_maatregelen", kinds={"huiszoeking": 7}),
        )
    partly = await reporting.figure("IND-2-04", "2025")
    assert (partly["value"], partly["completeness"]) == (24, "gedeeltelijk")
    assert partly["missing"] == ["gerechtelijke maatregelen van het parket"]
    await reporting.told(
        counts(
            None,
            30,
            about="cijfers_van_het_parket",
            kinds={"dagvaarding": 30},
            grounds={"drugs": 30},
        )
    )
    found = await reporting.figure("IND-2-04", "2025")
    assert (found["value"], found["completeness"]) == (24, "volledig")
    assert parts(found) == {"arrests": 10, "measures": 14, "parket": 30}
    assert split(found, "kind") == {"gerechtelijke_aanhouding": 10, "huiszoeking": 14}
    assert split(found, "kind_parket") == {"dagvaarding": 30}
    assert split(found, "ground_parket") == {"drugs": 30}


async def test_different_persons_are_known_by_half_year_alone(reporting: Reporting) -> None:
    about = {"about": "gecontroleerde_personen", "branches": {}, "grounds": {}, "kinds": {}}
    await reporting.told(BEFORE, counts(1, 40, **about))
    assert parts(await reporting.figure("IND-2.1-04d", "2025-H1")) == {"distinct": 40}
    await reporting.tells(NOW)
    assert parts(await reporting.figure("IND-2.1-04d", "2025-H1"))["distinct"] == 40
    assert parts(await reporting.figure("IND-2.1-04d", "2025"))["distinct"] is None


@given(st.lists(st.tuples(NUMBERS, st.dictionaries(st.sampled_from("abc"), NUMBERS)), min_size=1))
def test_a_sum_of_halves_tells_what_each_of_them_told_and_no_more(
    halves: list[tuple[int | None, dict[str, int | None]]],
) -> None:
    facts = [
        Fact("police-counts-released", uuid4(), date(2025, 1, 1), None, {"total": n, "branches": b})
        for n, b in halves
    ]
    told = not any(number != 0 and not rows for number, rows in halves)
    known = [number for number, _ in halves if number is not None]
    assert total(facts) == (sum(known) if len(known) == len(halves) else None)
    split_up = breakdown("branch", "branche", table(facts, "branches"))
    shown = {row.code: row.value for row in split_up.rows}
    assert shown.keys() == ({code for _, rows in halves for code in rows} if told else set())
    for code, number in shown.items():
        own = [rows[code] for _, rows in halves if code in rows]
        assert number == (None if None in own else sum(own))


async def test_judicial_measures_stand_beside_the_follow_up_of_the_citys(
    reporting: Reporting,
) -> None:
    decided = SanctionDecided(
        case_id=uuid4(),
        premises_id=uuid4(),
        kind="schorsing",
        deciding_body="college",
        decided_at=moment("2025-03-03T10:00:00+01:00"),
    )
    await reporting.told(BEFORE, decided)
    without = await reporting.figure("IND-2.1-05", "2025-H1")
    assert "cijfers die de politie nog niet vrijgaf" in without["missing"]
    await reporting.told(counts(1, 7, about="gerechtelijke_maatregelen"))
    found = await reporting.figure("IND-2.1-05", "2025-H1")
    assert parts(found)["judicial"] == 7
    assert [each["counted"] for each in found["parts"] if each["code"] == "judicial"] == [False]
    assert found["value"] == 1, "the headline counts what is followed"
    assert "cijfers die de politie nog niet vrijgaf" not in found["missing"]


async def test_the_follow_up_of_a_year_says_which_half_is_not_there(reporting: Reporting) -> None:
    """The sum of one half stood as if it were the year's."""
    some_half = "een halfjaar dat de politie nog niet vrijgaf"
    both = "gerechtelijke_aanhoudingen", "gerechtelijke_maatregelen"
    await reporting.told(BEFORE, *(counts(1, 7, about=about) for about in both))
    assert some_half in (await reporting.figure("IND-2.1-05", "2025"))["missing"]
    assert some_half not in (await reporting.figure("IND-2.1-05", "2025-H1"))["missing"]
    await reporting.told(BEFORE, counts(2, 7, about=both[0]))
    assert some_half in (await reporting.figure("IND-2.1-05", "2025"))["missing"]
    await reporting.told(BEFORE, counts(2, 7, about=both[1]))
    assert some_half not in (await reporting.figure("IND-2.1-05", "2025"))["missing"]

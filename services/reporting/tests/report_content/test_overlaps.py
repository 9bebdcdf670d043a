"""Counts of persons of several reports: nobody subtracts them and sizes a group of one to four."""

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contracts.codes import CountKind
from contracts.databank import FirstContactDue, PoliceCountsReleased
from reporting.periods.rules import Period
from reporting.report_content.rules.canonical import read
from reporting.report_content.rules.content import Cell, Report, Section, Table
from reporting.report_content.rules.disclosure_check import Hazard, hazards
from reporting.report_content.rules.marks import Mark
from reporting.report_content.rules.readership import OF_PERSONS
from reporting.reports import generate, sign

from ..support.care import cell, published
from ..support.events import inspection, moment, move
from ..support.measurements import population
from ..support.reporting import Reporting
from ..support.reports import MAKER, generated, signed_and_published

NOON = datetime(2027, 3, 1, 12, tzinfo=UTC)
SPRING = datetime(2027, 3, 1, 9, tzinfo=UTC)
PERSONS, SEEN = CountKind.PERSONEN, CountKind.HANDELINGEN
"""The second adds up: who is seen twice counts twice."""


def told(period: str, persons: int | Cell, counts: CountKind = PERSONS) -> Report:
    """A report that counts persons itself, in the street, of its own period."""
    shown = persons if isinstance(persons, Cell) else Cell(persons)
    header = ("meting", "eenheid", Period.parse(period).label)
    row = (Cell("totaal"), Cell("mensen"), shown)
    table = Table("IND-9", "Mensen", header, (row,), keys=2, counts=(counts,))
    return Report("een_soort", period, "Rapport", NOON, (Section("s", "S", (), (table,)),))


def grave(found: tuple[Hazard, ...]) -> list[str]:
    return [each.place for each in found if each.grave]


@pytest.mark.parametrize("counts", [PERSONS, SEEN])
def test_a_year_without_its_half_may_not_be_few(counts: CountKind) -> None:
    assert not hazards(told("2026", 40, counts))
    (found,) = grave(hazards(told("2026", 40, counts), None, [told("2026-H1", 37, counts)]))
    assert "2026 without 2026-H1" in found
    assert not hazards(told("2026", 40, counts), None, [told("2026-H1", 30, counts)])


def test_the_order_in_which_reports_come_does_not_matter() -> None:
    year, half = told("2026", 40), told("2026-H1", 37)
    assert grave(hazards(half, None, [year])) == grave(hazards(year, None, [half]))


def test_a_half_without_its_months_is_found_across_three_reports() -> None:
    months = [told(f"2026-0{number}", 10, SEEN) for number in range(1, 6)]
    assert not hazards(told("2026", 90, SEEN), None, months)
    half = told("2026-H1", 53, SEEN)
    assert hazards(half, None, months) == (), "the sixth month was not told"
    assert grave(hazards(told("2026-06", Cell(7), SEEN), None, [*months, half])) == []
    assert grave(hazards(told("2026", 57, SEEN), None, [*months, half]))


def test_both_halves_and_their_year_size_who_was_there_in_both() -> None:
    others = [told("2026-H1", 20), told("2026-H2", 20)]
    assert grave(hazards(told("2026", 37), None, others)), "three came back"
    assert not grave(hazards(told("2026", 30), None, others))


def test_rounded_counts_stand_beside_each_other() -> None:
    others = [told("2026-H1", Cell(35, margin=4)), told("2026-H2", Cell(5, margin=4))]
    year = told("2026", Cell(40, margin=8), SEEN)
    assert not hazards(year, None, [told("2026-H1", Cell(35, margin=4), SEEN)])
    assert not grave(hazards(told("2026-H1", Cell(35, margin=4)), None, others))


def test_what_others_told_already_is_not_the_fault_of_a_later_report() -> None:
    others = [told("2026-H1", 37), told("2026", 40)]
    assert not grave(hazards(told("2026", 40), None, others))


def test_reports_that_contradict_each_other_ask_for_a_reason() -> None:
    (found,) = hazards(told("2026", 30), None, [told("2026-H1", 37)])
    assert not found.grave
    assert "tegen" in str(found.reason)


def test_one_period_known_at_two_moments_may_not_differ_by_few() -> None:
    provisional = told("2026", Cell(38, Mark.PROVISIONAL))
    (found,) = hazards(told("2026", 40), None, [provisional])
    assert not found.grave
    assert "ander rapport" in str(found.reason)
    assert not hazards(told("2026", 50), None, [provisional])
    (own,) = hazards(told("2026", 40), told("2026", 38), [])
    assert "vorige versie" in str(own.reason)


@given(st.lists(st.integers(0, 30), min_size=12, max_size=12))
def test_fives_by_half_year_never_size_a_few(months: list[int]) -> None:
    """As IND-2.1-04d is told: halves rounded, the year their sum, in any order."""
    halves = [sum(months[:6]), sum(months[6:])]
    shown = [Cell(each // 5 * 5, margin=4) for each in halves]
    year = Cell(sum(int(each.value or 0) for each in shown), margin=8)
    reports = [
        told("2026-H1", shown[0], SEEN),
        told("2026-H2", shown[1], SEEN),
        told("2026", year, SEEN),
    ]
    for each in reports:
        assert not hazards(each, None, [other for other in reports if other is not each])


def counted(report: Report) -> dict[tuple[str, tuple[str, ...], str], Cell]:
    """The counts of persons of a report, by table, row and column."""
    return {
        (table.code, table.name(row), table.header[number]): row[number]
        for table in report.tables
        for nr, row in enumerate(table.rows)
        if table.counted(nr) in OF_PERSONS
        for number in range(table.keys, len(row))
    }


async def test_what_was_protected_before_moves_with_nothing_but_its_source(
    reporting: Reporting,
) -> None:
    """Whatever the police and the city do meanwhile, a later version tells of persons the same."""
    database = reporting.app.state.database
    released = PoliceCountsReleased(
        release_id=uuid4(),
        about="gecontroleerde_personen",
        begins_at=moment("2025-01-01T00:00:00+01:00"),
        half=1,
        threshold=5,
        total=12,
        branches={},
        grounds={},
        kinds={},
        released_at=moment("2025-07-10T09:00:00+02:00"),
    )
    cells = [cell("clienten", 20, 10), cell("clienten", 10, 10, branche="raam")]
    seen = moment("2025-03-10T22:00:00+01:00")
    await reporting.told(
        inspection(completed_at=seen, workers_checked=3),
        population("2025-01-01", 6, branches={"raam": 35, "straat": 5}),
        published("GHAPRO", cells, half=1),
        released,
    )
    assert await reporting.tells(SPRING.isoformat())
    async with database.begin(SPRING) as tx:
        first = await generated(tx, "plan_halfjaar", "2025-H1")
        before = counted(read(first.content))
        first = await signed_and_published(tx, first, reason="Eerste rapport.")
    await reporting.told(
        *(move(to_seen_at=seen) for _ in range(3)),
        FirstContactDue(contact_id=uuid4(), branch="raam", opened_at=seen, due_at=seen),
        inspection(completed_at=seen, branch="raam", workers_checked=2, clients_checked=1),
    )
    async with database.begin(SPRING + timedelta(days=1)) as tx:
        erratum = await generate.correct(tx, first.report_id, "Een controle kwam later.", MAKER)
        after = counted(read(erratum.content))
    assert {12, 20, 35} <= {each.value for each in before.values()}, "of each source there is some"
    assert any(place[0].startswith("IND-2.1-04d") for place in before)
    assert after == before


async def test_a_report_is_checked_beside_all_that_were_published(reporting: Reporting) -> None:
    """The year beside the half, of the running service: rounded, so that both go out."""
    database = reporting.app.state.database
    await reporting.told(
        *(
            inspection(
                completed_at=datetime(2026, month, 5, 20, tzinfo=UTC),
                branch="straat",
                workers_checked=2,
            )
            for month in (1, 2, 3, 8)
        )
    )
    assert await reporting.tells(SPRING.isoformat())
    async with database.begin(SPRING) as tx:
        half = await generated(tx, "plan_halfjaar", "2026-H1")
        await signed_and_published(tx, half, reason="Eerste rapport.")
    async with database.begin(SPRING + timedelta(days=1)) as tx:
        year = await generated(tx, "plan_jaar", "2026")
        assert await sign.hazards_of(tx, year) == ()

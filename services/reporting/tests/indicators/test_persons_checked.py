"""Persons that inspections met: told in fives, once for each half-year, and the same ever after."""

from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chassis.bus import catch_up, revoke
from chassis.web import Function
from contracts.databank import InspectionCompleted, InspectionWithdrawn
from reporting.facts.rules.facts import Fact, Facts
from reporting.figures.rules.outcomes import Outcome
from reporting.figures.rules.told import Provenance
from reporting.indicators import store, tell
from reporting.indicators.rules.answers import answer
from reporting.indicators.rules.draw_persons import draw
from reporting.indicators.rules.evidence import Evidence
from reporting.indicators.rules.persons_told import ToldPersons, due, halves_of, told_at
from reporting.periods.rules import Period, PeriodKind

from ..support.events import inspection, moment
from ..support.figures import parts, split
from ..support.measurements import operation
from ..support.reporting import Reporting

CHECKED = "IND-2.1-04d"
LEADER = Function.POLITIE_TEAMLEIDER
SECRET = UUID(int=7).bytes
NIGHT = "2026-07-06T04:00:00+02:00"
AFTER = "2027-03-01T12:00:00+01:00"
Met = tuple[int, str, int, int]
"""A day of the year from 0, a branch, and how many workers and clients an inspection met."""
MET = st.lists(
    st.tuples(
        st.integers(0, 364),
        st.sampled_from(["raam", "straat", "escort"]),
        st.integers(0, 4),
        st.integers(0, 2),
    ),
    max_size=12,
)


def outcome(met: list[Met], period: str, secret: bytes | None = SECRET) -> Outcome:
    """As the city reads it when all is told; without a secret, as leadership of the police does."""
    asked = Period.parse(period)
    facts = Facts(
        Fact(
            "inspection-completed",
            uuid4(),
            date(2025, 1, 1) + timedelta(day),
            branch,
            {"workers_checked": workers, "clients_checked": clients, "operators_checked": 0},
        )
        for day, branch, workers, clients in met
    ).within(asked.first, asked.last)
    told = (
        draw(half, facts.within(half.first, half.last), secret or b"")
        for half in halves_of(asked)
        if half.year == 2025
    )
    evidence = Evidence(
        period=asked,
        today=date(2026, 3, 1),
        since={"databank": date(2020, 1, 1)},
        facts=facts,
        persons=None if secret is None else tuple(told),
    )
    return answer(CHECKED, evidence)


def counts(shown: Outcome) -> Mapping[tuple[str, str], int]:
    """Each count that is shown, by dimension and code."""
    cells = {("", ""): shown.value or 0}
    for each in shown.breakdowns:
        cells |= {(each.dimension, row.code): row.value or 0 for row in each.rows}
    return cells


def content(figure: dict[str, Any]) -> dict[str, Any]:
    """All of an answer but the moment for which it was asked."""
    return {name: value for name, value in figure.items() if name != "asOf"}


async def test_the_police_read_them_exactly_and_the_city_in_fives(reporting: Reporting) -> None:
    seen = moment("2026-03-10T22:00:00+01:00")
    await reporting.told(inspection(completed_at=seen, branch="straat", workers_checked=3))
    assert await reporting.tells(NIGHT) == 1
    exact = await reporting.figure(CHECKED, "2026-H1", LEADER)
    assert (exact["value"], exact["margin"], split(exact, "branch")) == (3, 0, {"straat": 3})
    assert (await reporting.figure(CHECKED, "2026-03", LEADER))["value"] == 3
    rounded = await reporting.figure(CHECKED, "2026-H1", now=AFTER)
    assert (rounded["value"] in (0, 5), rounded["margin"]) == (True, 4)
    assert split(rounded, "branch") == {"straat": rounded["value"]}
    assert list(split(rounded, "role")) == ["sekswerker", "klant", "uitbater"]
    assert parts(rounded)["checks"] == rounded["value"]
    month = await reporting.figure(CHECKED, "2026-03", now=AFTER)
    assert (month["value"], month["parts"], month["breakdowns"]) == (None, [], [])
    assert "per halfjaar" in month["missing"][0]


async def test_a_half_is_told_on_the_sixth_of_the_month_after_it(reporting: Reporting) -> None:
    """Five days later, as the databank measures the sector; until then there is its day."""
    await reporting.told(inspection(workers_checked=12))
    assert await reporting.tells("2026-07-06T03:59:59+02:00") == 0
    before = await reporting.figure(CHECKED, "2026-H1", now="2026-07-06T03:59:59+02:00")
    assert (before["status"], before["value"], before["parts"]) == ("geen_levering", None, [])
    assert before["missing"] == ["eerste halfjaar 2026: dit aantal komt op 06/07/2026"]
    assert await reporting.tells(NIGHT) == 1
    assert await reporting.tells("2026-07-07T04:00:00+02:00") == 0
    told = await reporting.figure(CHECKED, "2026-H1", now=NIGHT)
    assert told["value"] in (10, 15)
    year = await reporting.figure(CHECKED, "2026", now=NIGHT)
    assert (year["value"], year["completeness"]) == (told["value"], "gedeeltelijk")
    assert "tweede halfjaar 2026: dit aantal komt op 06/01/2027" in year["missing"]
    values = [
        (await reporting.figure(CHECKED, "2026-H1", as_of=day, now=AFTER))["value"]
        for day in ("2026-06-30", "2026-07-05", "2026-07-06", "2026-07-07")
    ]
    assert values == [None, None, told["value"], told["value"]]


async def test_read_daily_for_a_half_and_long_after_nothing_steps(reporting: Reporting) -> None:
    """An inspection of one to four persons each week, one taken back, some written down late."""
    first = datetime.fromisoformat("2026-01-05T20:00:00+01:00")
    weekly = [
        inspection(
            completed_at=first + timedelta(weeks=week),
            branch=("raam", "straat", "escort")[week % 3],
            workers_checked=1 + week % 4,
        )
        for week in range(25)
    ]
    await reporting.told(*weekly)
    late = inspection(completed_at=first, branch="bar_dancing", workers_checked=4)
    await reporting.told(late, at=moment("2026-07-06T00:00:01+02:00"))
    assert await reporting.tells(NIGHT) == 1
    at_night = await told_rows(reporting)
    assert "bar_dancing" not in at_night[0].branches, "recorded after the fifth of July"
    await reporting.told(
        InspectionWithdrawn(
            inspection_id=weekly[3].inspection_id,
            branch="straat",
            withdrawn_at=moment("2026-07-20T09:00:00+02:00"),
        ),
        inspection(completed_at=first, branch="raam", workers_checked=1),
        at=moment("2026-08-03T09:00:00+02:00"),
    )
    for night in range(3):
        assert await reporting.tells(f"2026-08-0{4 + night}T04:00:00+02:00") == 0
    async with reporting.app.state.database.begin(moment(AFTER)) as tx:
        answers = [
            [
                await persons_then(tx, period, date(2026, 1, 1) + timedelta(day))
                for period in ("2026-H1", "2026")
            ]
            for day in range(365)
        ]
    assert answers[:186] == [answers[0]] * 186, "until and with the fifth of July"
    assert answers[186:] == [answers[186]] * 179, "from the sixth on"
    assert not answers[0][0]
    assert answers[186][0] == answers[186][1] == at_night
    days = ("2026-07-06", "2026-08-02", "2026-08-04", "2026-12-31")
    read = [
        content(await reporting.figure(CHECKED, "2026-H1", as_of=day, now=AFTER)) for day in days
    ]
    assert read == [read[0]] * 4
    await reporting.sandbox.empty("reporting", "TRUNCATE told_persons_half")
    assert await reporting.tells("2026-12-31T04:00:00+01:00") == 1
    assert await told_rows(reporting) == at_night, "from the archives it would be told the same"


async def persons_then(tx: Any, period: str, day: date) -> tuple[ToldPersons, ...]:
    end = moment(f"{day + timedelta(1)}T00:00:00+00:00") - timedelta(hours=1)
    return await store.told_by(tx, Period.parse(period), end)


async def told_rows(reporting: Reporting) -> tuple[ToldPersons, ...]:
    async with reporting.app.state.database.begin(moment(AFTER)) as tx:
        return await store.told_by(tx, Period.parse("2026-H1"), tx.now)


async def test_a_half_waits_until_the_databank_is_heard_of_a_later_time(
    reporting: Reporting,
) -> None:
    """Its outbox was away: inspections of the half may stand in it that never left."""
    database = reporting.app.state.database
    await reporting.told(inspection(workers_checked=12))
    assert await reporting.tells(NIGHT, silent=True) == 0
    left_late = inspection(workers_checked=40)
    await reporting.told(left_late, at=moment("2026-07-05T23:59:59+02:00"))
    assert await reporting.tells(NIGHT, silent=True) == 0, "more may follow"
    waits, patient = moment("2026-07-07T04:00:00+02:00"), moment("2026-07-07T03:59:59+02:00")
    async with database.connection() as conn:
        assert await tell.late_since(conn, patient) is None
        assert await tell.late_since(conn, waits) == waits
        assert await tell.late_since(conn, moment("2026-07-08T09:00:00+02:00")) == waits
    await reporting.told(operation("2026-07-05"), at=moment("2026-07-06T00:00:00+02:00"))
    assert await reporting.tells("2026-07-08T04:00:00+02:00", silent=True) == 1
    (told,) = await told_rows(reporting)
    assert told.total in (50, 55)
    values = [
        (await reporting.figure(CHECKED, "2026-H1", as_of=day, now=AFTER))["value"]
        for day in ("2026-07-06", "2026-07-07", "2026-07-08")
    ]
    assert values == [None, None, told.total], "nobody was told before the eighth"
    async with database.connection() as conn:
        assert await tell.late_since(conn, moment("2026-07-09T04:00:00+02:00")) is None


async def test_a_half_waits_while_an_inspection_is_parked(reporting: Reporting) -> None:
    await reporting.told(inspection(workers_checked=12))
    parked = (
        "INSERT INTO bus_parked (consumer, event_id, type, partition_key, body, reason, detail,"
        " attempts) VALUES ('reporting', gen_random_uuid(), $1, 'k', '', 'error', 'a test', 3)"
    )
    async with reporting.sandbox.asking("reporting", owner=True) as owner:
        await owner.execute(parked, InspectionCompleted.type)
        assert await reporting.tells(NIGHT) == 0
        await owner.execute("DELETE FROM bus_parked")
    assert await reporting.tells("2026-07-06T04:10:00+02:00") == 1


async def test_nothing_is_told_while_facts_are_made_anew(reporting: Reporting) -> None:
    await reporting.told(inspection(workers_checked=12))
    await reporting.told(operation("2026-07-05"), at=moment(NIGHT))
    database = reporting.app.state.database
    async with database.begin(moment(NIGHT)) as tx:
        await catch_up.begin(tx, "reporting", actor="beheerder-1", reason="a test")
    try:
        assert await reporting.tells(NIGHT, silent=True) == 0
        assert await told_rows(reporting) == ()
    finally:
        async with database.begin(moment(NIGHT)) as tx:
            await catch_up.end(tx, "reporting")
    assert await reporting.tells("2026-07-06T05:00:00+02:00") == 1


async def test_nothing_is_told_while_inspections_of_the_half_still_arrive(
    reporting: Reporting,
) -> None:
    """A half is told once. After hours of absence a queue is full, and not a moment after it."""
    await reporting.told(inspection(workers_checked=12))
    await reporting.told(operation("2026-07-05"), at=moment(NIGHT))
    database = reporting.app.state.database
    async with database.begin(moment(NIGHT)) as tx:
        assert await tell.tell_tonight(tx, tx.now) == 0, "it came within these seconds"
        again = "SELECT due_at FROM bus_timer WHERE name = 'persons-told'"
        assert await tx.conn.fetchval(again) == moment("2026-07-06T04:10:00+02:00")
        await revoke(tx, tell.TIMER, tell.KEY)
    assert await reporting.tells(NIGHT, late=timedelta(hours=2)) == 0, "the service was away"
    assert await reporting.tells("2026-07-06T04:10:00+02:00") == 1


async def test_what_was_told_is_never_taken_back(reporting: Reporting) -> None:
    """The service itself may add a half and read it, and nothing else."""
    async with reporting.app.state.database.begin(moment(NIGHT)) as tx:
        for verb in ("UPDATE", "DELETE", "TRUNCATE"):
            may = "SELECT has_table_privilege('told_persons_half', $1)"
            assert await tx.conn.fetchval(may, verb) is False


@pytest.mark.parametrize("exact", [0, 4, 5])
def test_nobody_is_told_as_four_are(exact: int) -> None:
    """A half of nobody has the margin of every other, else a 0 with one were 1 to 4."""
    met = [(10, "raam", exact, 0)]
    half = outcome(met, "2025-H1")
    assert half.margin == 4
    assert {part.margin for part in half.parts if part.code == "checks"} == {4}
    assert {row.margin for each in half.breakdowns for row in each.rows} == {4}
    assert outcome(met, "2025-H2").margin == 4, "nobody was met, and none was inspected"
    assert outcome(met, "2025").margin == 8


def test_halves_are_due_from_the_one_in_which_the_databank_began() -> None:
    began, now = date(2025, 3, 1), moment("2026-07-06T04:00:00+02:00")
    halves = [half.id for half in due(began, now)]
    assert halves == ["2025-H1", "2025-H2", "2026-H1"]
    assert [half.id for half in due(began, now - timedelta(seconds=1))] == ["2025-H1", "2025-H2"]
    second = Period(PeriodKind.HALFJAAR, 2025, 2)
    assert told_at(second) == moment("2026-01-06T04:00:00+01:00")


@given(MET)
def test_each_half_leaves_nine_values_open_and_the_year_tells_no_more(met: list[Met]) -> None:
    halves = [outcome(met, period) for period in ("2025-H1", "2025-H2")]
    for period, half in zip(("2025-H1", "2025-H2"), halves, strict=True):
        exact = counts(outcome(met, period, None))
        for cell, shown in counts(half).items():
            assert shown % 5 == 0
            assert abs(shown - exact[cell]) < 5
    together = {
        cell: sum(counts(half).get(cell, 0) for half in halves)
        for cell in counts(outcome(met, "2025"))
    }
    assert counts(outcome(met, "2025")) == together, "a function of what the halves tell"
    assert counts(outcome(met, "2025-2026")) == together
    for dimension in ("role", "branch"):
        of_split = sum(n for (of, _), n in together.items() if of == dimension)
        assert of_split == together["", ""] or not of_split


def test_a_year_has_each_count_as_its_halves_told_it() -> None:
    told = tuple(
        ToldPersons(Period(PeriodKind.HALFJAAR, 2025, half), total, roles, branches)
        for half, total, roles, branches in (
            (1, 30, {"sekswerker": 25, "klant": 5}, {"raam": 30}),
            (2, 20, {"sekswerker": 20}, {"raam": 15, "straat": 5}),
        )
    )
    since = {"databank": date(2025, 1, 1)}
    year = answer(CHECKED, Evidence(Period.parse("2025"), date(2026, 3, 1), since, persons=told))
    assert (year.value, year.margin, year.told) == (50, 8, Provenance(20, 2))
    assert (year.parts[0].value, year.parts[0].told) == (50, Provenance(20, 2))
    assert [
        (split.dimension, row.code, row.value, row.margin, row.told)
        for split in year.breakdowns
        for row in split.rows
    ] == [
        ("role", "sekswerker", 45, 8, Provenance(20, 2)),
        ("role", "klant", 5, 8, Provenance(0, 2)),
        ("branch", "raam", 45, 8, Provenance(15, 2)),
        ("branch", "straat", 5, 8, Provenance(0, 2)),
    ]
    half = answer(
        CHECKED, Evidence(Period.parse("2025"), date(2026, 3, 1), since, persons=told[:1])
    )
    assert (half.value, half.margin) == (30, 4)
    assert half.missing[-1] == "tweede halfjaar 2025: dit aantal komt op 06/01/2026"


def test_persons_that_the_police_count_stand_alone_until_checks_are_told() -> None:
    dims = {"about": "gecontroleerde_personen", "half": 1, "threshold": 5, "total": 40}
    released = Fact("police-counts-released", UUID(int=1), date(2025, 1, 1), None, dims)
    since = {"databank": date(2025, 1, 1)}
    half = Evidence(
        Period.parse("2025-H1"), date(2025, 7, 2), since, facts=Facts([released]), persons=()
    )
    alone = answer(CHECKED, half)
    assert alone.value is None
    assert [(part.code, part.value) for part in alone.parts] == [("distinct", 40)]
    assert alone.missing == ("eerste halfjaar 2025: dit aantal komt op 06/07/2025",)


def test_halves_are_due_until_the_last_year_that_a_period_may_have() -> None:
    """Periods are those of 1990 to 2199."""
    late = datetime(2300, 1, 1, tzinfo=UTC)
    assert [half.id for half in due(date(2198, 12, 31), late)] == [
        "2198-H2",
        "2199-H1",
        "2199-H2",
    ]


def test_another_secret_draws_otherwise() -> None:
    met = [(day, "raam", 1 + day % 4, 0) for day in range(0, 170, 7)]
    halves = {
        tuple(sorted(counts(outcome(met, "2025-H1", UUID(int=n).bytes)).items())) for n in range(9)
    }
    assert len(halves) > 1


def test_leadership_reads_how_many_of_each_role_each_branch_met() -> None:
    met = [("raam", 3, 1, 1), ("raam", 2, 0, 0), ("straat", 1, 2, 0)]
    facts = Facts(
        Fact(
            "inspection-completed",
            UUID(int=number),
            date(2025, 2, 1),
            branch,
            {"workers_checked": w, "clients_checked": c, "operators_checked": o},
        )
        for number, (branch, w, c, o) in enumerate(met)
    )
    since = {"databank": date(2020, 1, 1)}
    exact = answer(
        CHECKED, Evidence(Period.parse("2025"), date(2026, 3, 1), since, facts, persons=None)
    )
    assert (exact.value, exact.margin, exact.told) == (10, 0, None)
    assert {
        (split.dimension, row.code): row.value for split in exact.breakdowns for row in split.rows
    } == {
        ("role", "sekswerker"): 6,
        ("role", "klant"): 3,
        ("role", "uitbater"): 1,
        ("branch", "raam"): 7,
        ("branch", "straat"): 3,
    }

"""The schedule: what the kinds ask for is planned by itself, once, and becomes late by itself."""

import asyncio
from datetime import date, time, timedelta
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from chassis.bus import revoke
from chassis.days import city_moment
from chassis.refusals import FieldRefusedError
from reporting.periods.rules import Period
from reporting.report_register import kinds, plan
from reporting.report_register.remind import remind
from reporting.report_register.rules.schedule import slots_due, slots_of_year
from reporting.report_register.store import reports
from reporting.settings import ReportingSettings

from ..support.mornings import leave
from ..support.reporting import Reporting
from ..support.reports import MAKER

MORNING = time(8)
AHEAD = timedelta(days=366)

TODAY = date(2026, 1, 5)
days = st.dates(date(2016, 1, 1), date(2040, 12, 31))


def titles(today: date) -> list[tuple[str, str]]:
    return [(kind.code, period.id) for kind, period in slots_due(kinds.every(), today)]


@given(days)
def test_every_report_is_in_the_schedule_a_year_before_it_is_due(today: date) -> None:
    asked = {
        (kind.code, period.id)
        for year in range(today.year - 3, today.year + 2)
        for kind, period in slots_of_year(kinds.every(), year)
        if today <= kind.due_on(period) <= today + AHEAD
    }
    assert {*titles(today)} == asked
    assert len(titles(today)) == len(asked)


@given(days)
def test_no_morning_is_needed_more_than_once_a_year(today: date) -> None:
    """Mornings that were missed leave no report out."""
    both = {*titles(today), *titles(today + AHEAD)}
    assert {*titles(today + timedelta(days=200))} <= both


def test_the_schedule_of_a_year_names_each_kind() -> None:
    assert titles(TODAY)[:3] == [
        ("databank", "2025-H2"),
        ("plan_halfjaar", "2025-H2"),
        ("inventaris", "2025"),
    ]
    assert {code for code, _ in titles(TODAY)} == {kind.code for kind in kinds.every()}
    assert ("plan_jaar", "2024") not in titles(TODAY), "it was due before"


async def morning(reporting: Reporting, day: date) -> int:
    """Plan as on that morning; no other follows by itself, as the clock here runs ahead."""
    async with reporting.app.state.database.begin(city_moment(day, MORNING)) as tx:
        added = await plan.plan_ahead(tx)
        due = await tx.conn.fetchval("SELECT due_at FROM bus_timer WHERE name = $1", plan.TIMER)
        assert due == city_moment(day + timedelta(days=1), time(7))
        await revoke(tx, plan.TIMER, plan.KEY)
        return added


async def planned(reporting: Reporting) -> list[tuple[str, str]]:
    async with reporting.app.state.database.begin(city_moment(TODAY, MORNING)) as tx:
        return sorted((each.report.kind, each.report.period) for each in await reports.every(tx))


async def test_a_morning_plans_what_is_not_yet_there_and_the_next_sets_nothing_twice(
    reporting: Reporting,
) -> None:
    database = reporting.app.state.database
    async with database.begin(city_moment(TODAY, MORNING)) as tx:
        by_hand = await plan.plan(tx, "inventaris", Period.parse("2025"), MAKER)
    assert await morning(reporting, TODAY) == len(titles(TODAY)) - 1
    assert await planned(reporting) == sorted(titles(TODAY))
    assert await morning(reporting, TODAY) == 0
    assert await morning(reporting, TODAY + timedelta(days=1)) == 0
    async with database.begin(city_moment(TODAY, MORNING)) as tx:
        assert (await reports.get(tx, by_hand.report_id)).planned_by == MAKER.function


async def test_two_instances_and_a_person_plan_each_report_once(reporting: Reporting) -> None:
    database = reporting.app.state.database

    async def by_hand() -> None:
        async with database.begin(city_moment(TODAY, MORNING)) as tx:
            await plan.plan(tx, "veiligheidsactoren", Period.parse("2025"), MAKER)

    told = await asyncio.gather(
        morning(reporting, TODAY), morning(reporting, TODAY), by_hand(), return_exceptions=True
    )
    assert all(isinstance(each, int | FieldRefusedError | None) for each in told), told
    assert await planned(reporting) == sorted(titles(TODAY))


async def test_a_report_that_nobody_planned_becomes_late_and_counts(reporting: Reporting) -> None:
    await morning(reporting, TODAY)
    headers = reporting.headers(now="2026-07-01T12:00:00+02:00")
    listed = (await reporting.client.get("/v1/reports", headers=headers)).json()["_embedded"][
        "reports"
    ]
    late = {(each["kind"], each["period"]) for each in listed if each["late"]}
    assert ("veiligheidsactoren", "2025") in late
    assert ("databank", "2026-H1") not in late, "due on 31 July"
    safety = await reporting.figure("IND-3.2-01", "2026")
    assert safety["value"] == 0
    parts = {part["code"]: part["value"] for part in safety["parts"]}
    assert (parts["missing"], parts["rate"]) == (1, 0)
    assert "verwacht op 30/06/2026, nog niet gepubliceerd" in safety["notes"][0]
    databank = await reporting.figure("IND-2.4-03", "2026")
    assert {part["code"]: part["value"] for part in databank["parts"]}["missing"] == 1
    assert (await reporting.figure("IND-2.4-03", "2026-02"))["notes"] == [], "due in January"
    noted = {
        "kind": "rapportagemoment",
        "type": "veiligheidsactoren",
        "date": "2026-06-12",
        "subject": "Jaar 2025",
        "partners": ["plangroep"],
        "until": "2026-06-30",
    }
    assert (await reporting.post("/v1/regie-records", noted)).status_code == 201
    safety = await reporting.figure("IND-3.2-01", "2026")
    parts = {part["code"]: part["value"] for part in safety["parts"]}
    assert (safety["value"], parts["missing"], parts["rate"]) == (1, 0, 100)


async def test_what_stands_in_the_schedule_is_reminded(
    reporting: Reporting, tmp_path: Path
) -> None:
    settings = ReportingSettings(mail_folder=tmp_path / "mail", mailbox="plan@stad.example")
    await morning(reporting, TODAY)
    assert await leave(reporting, city_moment(date(2026, 3, 17), MORNING), remind, settings) >= 2

"""What is heard late about a measure: minutes, checks of the police, a judge, a hold."""

from datetime import date, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from fastapi import FastAPI

from chassis.days import day_start
from contracts.databank import ExecutionChecked, FindingHoldChanged
from contracts.enforcement import (
    MayorMeasureAppealLodged,
    MayorMeasureConfirmed,
    MayorMeasureEnded,
    MayorMeasureLapsed,
    MayorMeasureNotified,
)
from contracts.event import Event

from ..support.browser import signed_in
from ..support.city import City
from ..support.measures import COLLEGE, MAYOR, PUBLIC_ORDER, TRAFFICKING, WORKER, Measure
from ..support.reports import at, reported

SHORT = {"grond": "ngw_134quater", "inhoud": "sluiting"}


async def told(measure: Measure, kind: type[Event]) -> list[dict[str, Any]]:
    said = [each.data for each in await measure.city.sandbox.recorded("enforcement", kind)]
    return [each for each in said if each["measureId"] == measure.case_id]


async def over_in_three_days(app: FastAPI, city: City) -> tuple[Measure, date]:
    """A closure of three days that works, and the meeting on its second day."""
    case = await Measure.starts(app, city, **PUBLIC_ORDER)
    await case.heard()
    await case.college_meets(1)
    await case.draw_up(**SHORT, tot=str(case.today + timedelta(days=2)))
    await case.does(case.mayor, "ondertekenen", antwoord="Neen.", zeker="ja")
    await case.does(case.worker, "kennisgeving", beroep="true")
    return case, await case.awaits()


async def test_a_confirmation_is_recorded_after_the_last_day(app: FastAPI, city: City) -> None:
    case, meeting = await over_in_three_days(app, city)
    await case.city.goes_on(case.case_id, 3)
    await case.does(case.college, "bevestigen", vergadering=str(meeting), zeker="ja")
    assert len(await told(case, MayorMeasureConfirmed)) == 1
    await case.becomes("Verlopen")


async def test_a_refusal_recorded_after_the_last_day_ends_it_with_its_meeting(
    app: FastAPI, city: City
) -> None:
    case, meeting = await over_in_three_days(app, city)
    await case.city.goes_on(case.case_id, 3)
    await case.does(case.college, "weigeren", vergadering=str(meeting), zeker="ja")
    [ended] = await told(case, MayorMeasureEnded)
    assert ended["how"] == "vervallen"
    row = "SELECT ended_at FROM mayor_measure WHERE case_id = $1"
    assert await case._asked(row) == day_start(meeting + timedelta(days=1))


async def test_an_order_lapses_by_its_own_meeting_whichever_is_closed_first(
    app: FastAPI, city: City
) -> None:
    case = await Measure.starts(app, city, **TRAFFICKING)
    await case.notified()
    await case.college_meets(1)
    first = await case.awaits()
    second = await case.college_meets((first - case.today).days + 1)
    city.later(days=(first - case.today).days + 1)
    city.clock.advance(city.now)
    await case.college.does("/collegevergaderingen/afgesloten", dag=second, zeker="ja")
    assert not await told(case, MayorMeasureLapsed)
    await case.does(case.college, "bevestigen", vergadering=str(first), zeker="ja")


async def test_an_annulled_order_ends_once_and_waits_for_nobody(app: FastAPI, city: City) -> None:
    case = await Measure.starts(app, city, **TRAFFICKING)
    await case.notified()
    await case.college_meets(1)
    meeting = await case.awaits()
    await case.does(case.worker, "raad-van-state", schorsing="geen")
    await case.does(case.worker, "raad-van-state-uitspraak", uitspraak="vernietiging", zeker="ja")
    city.later(days=(meeting - case.today).days)
    listed = await case.college.post("/collegevergaderingen/afgesloten", {"dag": str(meeting)})
    assert await case.number() not in listed.text
    await case.college.does("/collegevergaderingen/afgesloten", dag=str(meeting), zeker="ja")
    assert [each["how"] for each in await told(case, MayorMeasureEnded)] == ["vernietigd"]


async def test_a_renewal_is_contested_on_its_own(app: FastAPI, city: City) -> None:
    case = await Measure.starts(app, city, **TRAFFICKING)
    await case.notified()
    await case.confirmed()
    await case.does(case.worker, "raad-van-state", schorsing="geen")
    await case.does(case.worker, "raad-van-state-uitspraak", uitspraak="verwerping", zeker="ja")
    last = str(case.today + timedelta(days=290))
    await case.does(
        case.mayor, "hernieuwen", tot=last, antwoord="Neen.", motivering="Nodig.", zeker="ja"
    )
    await case.does(case.worker, "kennisgeving", beroep="true")
    await case.does(case.worker, "raad-van-state", schorsing="geen")
    assert len(await told(case, MayorMeasureAppealLodged)) == 2


async def test_the_police_answer_after_the_file_was_closed(app: FastAPI, city: City) -> None:
    case = await Measure.starts(app, city, **PUBLIC_ORDER)
    await case.notified(grond="ngw_135")
    await case.does(case.worker, "controle-vragen")
    [notified] = await told(case, MayorMeasureNotified)
    await case.does(case.mayor, "opheffen", reden="Niet meer nodig.", zeker="ja")
    await case.does(case.worker, "afsluiten")
    city.later(hours=1)
    event = ExecutionChecked(
        case_id=notified["orderId"],
        premises_id=UUID(case.premises_id),
        complied=True,
        checked_at=city.now,
    )
    await city.sandbox.handled("enforcement", await city.sandbox.publish(event, at=city.now))
    assert "Uitvoering gecontroleerd" in await case.worker.sees(case.page)


@pytest.mark.parametrize("on_hold", [True, False])
async def test_nothing_is_renewed_while_the_police_ask_to_wait(
    app: FastAPI, city: City, on_hold: bool
) -> None:
    finding = await reported(city, place=at(f"Verzonnenstraat {uuid4().hex[:6]}"))
    worker, mayor, college = [
        await signed_in(app, city, function, f"wacht-{function}")
        for function in (WORKER, MAYOR, COLLEGE)
    ]
    cause = {name: said for name, said in TRAFFICKING.items() if name != "branche"}
    sanction = await city.case_of(finding)
    page = await worker.does(f"/dossiers/{sanction['caseId']}/maatregel", **cause)
    case = Measure(city, worker, mayor, college, page, "", about_trafficking=True)
    await case.notified()
    await case.confirmed()
    held = FindingHoldChanged(finding_id=finding, on_hold=on_hold, changed_at=city.now)
    await city.sandbox.handled("enforcement", await city.sandbox.publish(held, at=city.now))
    last = str(case.today + timedelta(days=290))
    renewal = {"tot": last, "antwoord": "Neen.", "motivering": "Nodig.", "zeker": "ja"}
    if on_hold:
        assert "vraagt om te wachten" in await case.refused(mayor, "hernieuwen", **renewal)
    else:
        await case.does(mayor, "hernieuwen", **renewal)

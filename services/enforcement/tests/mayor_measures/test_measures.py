"""Measures of the mayor on their screens: the law of the day, the college, and who hears what."""

from datetime import UTC, date, timedelta
from uuid import UUID

import pytest
from dateutil.relativedelta import relativedelta
from fastapi import FastAPI

from chassis.days import day_start
from chassis.web import Function
from contracts.databank import ExecutionChecked
from contracts.enforcement import (
    MayorMeasureConfirmed,
    MayorMeasureExecutionRecorded,
    MayorMeasureLapsed,
    PremisesClosed,
    PremisesReopened,
)
from contracts.event import Event

from ..support.browser import signed_in
from ..support.city import City
from ..support.measures import COLLEGE, PUBLIC_ORDER, TRAFFICKING, WORKER, Measure

OFFICE = Function.DIENST_PROSTITUTIEBELEID


async def told(
    measure: Measure, kind: type[Event], case_id: str | None = None
) -> list[dict[str, object]]:
    """Events of a kind; with ``case_id`` those of one measure."""
    said = [envelope.data for envelope in await measure.city.sandbox.recorded("enforcement", kind)]
    return [each for each in said if case_id is None or each["measureId"] == case_id]


def day_after(day: str) -> str:
    """The moment on which the day after begins, as events write it."""
    begins = day_start(date.fromisoformat(day) + timedelta(days=1))
    return begins.astimezone(UTC).isoformat().replace("+00:00", "Z")


async def closures(measure: Measure) -> list[dict[str, object]]:
    """The closures of the premises that calendar and police were told of."""
    found = await told(measure, PremisesClosed)
    return [each for each in found if each["premisesId"] == measure.premises_id]


async def test_a_closure_for_trafficking_closes_from_its_notification_and_no_sooner(
    app: FastAPI, city: City
) -> None:
    case = await Measure.starts(app, city, **TRAFFICKING)
    await case.signed()
    assert await closures(case) == []
    await case.does(case.worker, "kennisgeving", beroep="true")
    [closed] = await closures(case)
    assert closed["closedTo"] is not None
    await case.confirmed()
    assert "bevestigd op" in await case.worker.sees(case.page)


async def test_nobody_is_invited_before_the_judicial_authorities_were_consulted(
    app: FastAPI, city: City
) -> None:
    case = await Measure.starts(app, city, **TRAFFICKING)
    moment = f"{case.today + timedelta(days=9)}T10:00"
    refused = await case.refused(case.worker, "uitnodigen", moment=moment)
    assert "kan niet" in refused or "overleg" in refused


async def test_urgency_and_a_forgotten_plan_for_victims_are_no_way_around(
    app: FastAPI, city: City
) -> None:
    case = await Measure.starts(app, city, **TRAFFICKING)
    await case.does(case.worker, "overleg", standpunt="akkoord", overleg="Parketmagistraat.")
    draft = {"grond": "ngw_134quinquies", "inhoud": "sluiting", "motivering": "Feiten."}
    await case.refused(case.worker, "opstellen", **draft, dringend="Nu meteen.")
    await case.heard()
    until = {"tot": str(case.today + timedelta(days=150))}
    told_so = await case.refused(case.worker, "opstellen", **draft, **until)
    assert "De mensen in het pand krijgen informatie" in told_so
    assert "Bevestig eerst dat de mensen in het pand informatie en een doorverwijzing" in told_so
    await case.draw_up()
    await case.does(case.mayor, "ondertekenen", antwoord="Neen.", zeker="ja")


async def test_six_months_are_the_most(app: FastAPI, city: City) -> None:
    case = await Measure.starts(app, city, **TRAFFICKING)
    await case.heard()
    draft = {"grond": "ngw_134quinquies", "inhoud": "sluiting", "slachtoffers": "true"}
    draft["motivering"] = "Feiten die vaststaan."
    last_day = case.today + relativedelta(months=6) - timedelta(days=1)
    for wrong, why in (
        ({"tot": str(last_day + timedelta(days=1))}, "hoogstens 6 maanden"),
        ({}, "Geef het einde van de maatregel."),
        (
            {"vanaf": str(last_day), "tot": str(last_day - timedelta(days=1))},
            "Het einde moet na het begin liggen.",
        ),
    ):
        assert why in await case.refused(case.worker, "opstellen", **draft, **wrong)
    await case.draw_up(tot=str(last_day))
    await case.does(case.mayor, "ondertekenen", antwoord="Neen.", zeker="ja")


async def reopened_at(case: Measure) -> str:
    """Since when the place is free; noted at another moment, and nothing was taken back."""
    (event,) = [
        each
        for each in await told(case, PremisesReopened)
        if each["premisesId"] == case.premises_id
    ]
    assert event["notedAt"] > event["reopenedAt"] and not event["takenBack"]
    return str(event["reopenedAt"])


async def test_an_order_lapses_on_the_day_after_the_meeting_that_passed_it_by(
    app: FastAPI, city: City
) -> None:
    case = await Measure.starts(app, city, **PUBLIC_ORDER)
    await case.notified(grond="ngw_134quater", tot=str(case.today + timedelta(days=60)))
    await case.college_meets(3)
    meeting = str(await case.awaits())
    assert "Bevestiging" in await case.worker.sees(case.page)
    city.later(days=3)
    city.clock.advance(city.now)
    assert "Vervallen" not in await case.worker.sees(case.page)
    city.later(days=8)
    await case.becomes("Vervallen")
    [lapsed] = await told(case, MayorMeasureLapsed, case.case_id)
    assert lapsed["reason"] == "niet_behandeld"
    assert lapsed["lapsedAt"] == day_after(meeting)
    assert await reopened_at(case) == day_after(meeting)
    refused = await case.refused(case.college, "bevestigen", vergadering=meeting, zeker="ja")
    assert "Geen bevel wacht" in refused


async def unrecorded(app: FastAPI, city: City) -> tuple[Measure, str]:
    """A closure for trafficking, eleven days after the meeting of which nobody recorded a word."""
    case = await Measure.starts(app, city, **TRAFFICKING)
    await case.notified()
    await case.college_meets(3)
    meeting = str(await case.awaits())
    city.later(days=(date.fromisoformat(meeting) - case.today).days + 11)
    await case.becomes("Bleef dicht: niemand legde vast")
    return case, meeting


async def test_the_clock_opens_no_place_that_was_closed_for_trafficking(
    app: FastAPI, city: City
) -> None:
    """The college may have confirmed what nobody recorded: the secretary says so, days later."""
    case, meeting = await unrecorded(app, city)
    assert "Niemand legde op tijd vast" in await case.college.sees(case.page)
    assert await case.number() in await case.college.sees("/collegevergaderingen")
    reopened = await told(case, PremisesReopened)
    assert case.premises_id not in {each["premisesId"] for each in reopened}
    await case.does(case.college, "bevestigen", vergadering=meeting, zeker="ja")
    [confirmed] = await told(case, MayorMeasureConfirmed, case.case_id)
    assert confirmed["meetingOn"] == meeting
    assert "Niemand legde op tijd vast" not in await case.college.sees(case.page)


async def test_a_person_says_that_such_a_closure_was_not_confirmed(
    app: FastAPI, city: City
) -> None:
    case, meeting = await unrecorded(app, city)
    await case.college.does("/collegevergaderingen/afgesloten", dag=meeting, zeker="ja")
    [lapsed] = await told(case, MayorMeasureLapsed, case.case_id)
    assert (lapsed["reason"], lapsed["lapsedAt"]) == ("niet_behandeld", day_after(meeting))
    assert await reopened_at(case) == day_after(meeting), "by law, and not when somebody said so"


async def test_a_confirmation_is_recorded_a_day_later_as_of_its_meeting(
    app: FastAPI, city: City
) -> None:
    case = await Measure.starts(app, city, **TRAFFICKING)
    await case.notified()
    await case.college_meets(1)
    meeting = await case.awaits()
    second = await case.college_meets(3)
    city.later(days=(meeting - case.today).days + 1)
    city.clock.advance(city.now)
    to_come = await case.refused(case.college, "bevestigen", vergadering=second, zeker="ja")
    assert "moet nog komen" in to_come
    await case.does(case.college, "bevestigen", vergadering=str(meeting), zeker="ja")
    [confirmed] = await told(case, MayorMeasureConfirmed, case.case_id)
    assert confirmed["meetingOn"] == str(meeting)
    assert "Vervallen" not in await case.worker.sees(case.page)


async def test_a_later_meeting_than_the_next_one_confirms_nothing(app: FastAPI, city: City) -> None:
    case = await Measure.starts(app, city, **TRAFFICKING)
    await case.notified()
    await case.college_meets(1)
    second = await case.college_meets(2)
    city.later(days=2)
    refused = await case.refused(case.college, "bevestigen", vergadering=second, zeker="ja")
    assert "De wet wil de eerstvolgende vergadering" in refused


async def test_a_meeting_that_the_secretary_closes_lets_lapse_what_it_did_not_confirm(
    app: FastAPI, city: City
) -> None:
    case, confirmed = [await Measure.starts(app, city, **TRAFFICKING) for _ in range(2)]
    await case.notified()
    await confirmed.notified()
    await case.college_meets(1)
    meeting = str(await confirmed.awaits())
    early = await case.college.is_told("/collegevergaderingen/afgesloten", dag=meeting, zeker="ja")
    assert "moet nog komen" in early
    city.later(days=2)
    await confirmed.does(confirmed.college, "bevestigen", vergadering=meeting, zeker="ja")
    asked = await case.college.post("/collegevergaderingen/afgesloten", {"dag": meeting})
    number, kept = [await each.number() for each in (case, confirmed)]
    assert number in asked.text
    assert kept not in asked.text
    assert "Vervallen" not in await case.worker.sees(case.page)
    await case.college.does("/collegevergaderingen/afgesloten", dag=meeting, zeker="ja")
    assert "Vervallen" in await case.worker.sees(case.page)
    assert "Vervallen" not in await confirmed.worker.sees(confirmed.page)
    [lapsed] = await told(case, MayorMeasureLapsed, case.case_id)
    assert lapsed["lapsedAt"] == day_after(meeting)
    again = await case.college.is_told("/collegevergaderingen/afgesloten", dag=meeting, zeker="ja")
    assert "geen vergadering die nog open staat" in again


async def test_a_meeting_that_is_cancelled_leaves_it_to_the_next_one(
    app: FastAPI, city: City
) -> None:
    case = await Measure.starts(app, city, **TRAFFICKING)
    await case.notified()
    first, _second = await case.college_meets(1), await case.college_meets(5)
    await case.college.does("/collegevergaderingen/afgelast", dag=first)
    city.later(days=5)
    city.clock.advance(city.now)
    await case.does(case.college, "bevestigen", vergadering=str(case.today), zeker="ja")


async def test_two_renewals_and_a_third_is_refused(app: FastAPI, city: City) -> None:
    case = await Measure.starts(app, city, **TRAFFICKING)
    await case.notified()
    await case.confirmed()
    renewal = {"antwoord": "Neen.", "motivering": "Nog altijd nodig.", "zeker": "ja"}
    last = case.today + timedelta(days=150)
    for _ in range(2):
        last += timedelta(days=150)
        silent = renewal | {"tot": str(last), "antwoord": ""}
        assert "Antwoord op het verweer" in await case.refused(case.mayor, "hernieuwen", **silent)
        await case.does(case.mayor, "hernieuwen", tot=str(last), **renewal)
        await case.does(case.worker, "kennisgeving", beroep="true")
        city.later(days=1)
        await case.confirmed()
    last += timedelta(days=150)
    refused = await case.refused(case.mayor, "hernieuwen", tot=str(last), **renewal)
    assert "geen hernieuwing meer" in refused
    assert len(await closures(case)) == 3


async def test_a_renewal_that_lapses_leaves_the_order_before_it(app: FastAPI, city: City) -> None:
    case = await Measure.starts(app, city, **TRAFFICKING)
    await case.notified()
    await case.confirmed()
    last = str(case.today + timedelta(days=290))
    await case.does(
        case.mayor, "hernieuwen", tot=last, antwoord="Neen.", motivering="Nodig.", zeker="ja"
    )
    await case.does(case.worker, "kennisgeving", beroep="true")
    city.later(days=1)
    await case.college_meets(0)
    today = str(case.today)
    await case.does(case.college, "weigeren", vergadering=today, zeker="ja")
    seen = await case.worker.sees(case.page)
    assert "vervallen op" in seen
    assert "Bevel ter kennis gebracht" in seen


async def test_public_order_that_cannot_wait_is_heard_afterwards(app: FastAPI, city: City) -> None:
    case = await Measure.starts(app, city, **PUBLIC_ORDER)
    week = str(case.today + timedelta(days=7))
    await case.draw_up(grond="ngw_135", dringend="Ontploffingsgevaar.", tot=week)
    await case.does(case.mayor, "ondertekenen", zeker="ja")
    await case.does(case.worker, "kennisgeving", beroep="true")
    await case.heard()
    city.later(days=7)
    await case.becomes("Verlopen")


async def test_an_article_that_wants_the_defence_first_refuses_urgency(
    app: FastAPI, city: City
) -> None:
    case = await Measure.starts(app, city, **PUBLIC_ORDER)
    until = str(case.today + timedelta(days=60))
    await case.draw_up(grond="ngw_134ter", dringend="Gevaar.", tot=until)
    refused = await case.refused(case.mayor, "ondertekenen", zeker="ja")
    assert "eerst gehoord" in refused


async def test_seals_a_penalty_payment_and_lifting(app: FastAPI, city: City) -> None:
    case = await Measure.starts(app, city, **PUBLIC_ORDER)
    await case.notified(grond="ngw_134quater", tot=str(case.today + timedelta(days=60)))
    penalty = {"bedrag": "500", "eenheid": "per_dag", "maximum": "5000", "reden": "Toch open."}
    grace = str(case.today + timedelta(days=2))
    await case.does(case.mayor, "dwangsom", **penalty, uiterlijk=grace, zeker="ja")
    await case.does(case.mayor, "verzegeling", reden="Toch open.", zeker="ja")
    seen = await case.worker.sees(case.page)
    assert "€ 500" in seen
    assert "Verzegeling" in seen
    await case.does(case.worker, "controle-vragen")
    await case.does(case.mayor, "opheffen", reden="Alles is in orde.", zeker="ja")
    assert await told(case, PremisesReopened)
    events = await city.told(case.case_id)
    assert events[-1] == "mayor-measure-ended"


@pytest.mark.parametrize("complied", [True, False])
async def test_the_police_answer_what_became_of_an_order_and_nothing_follows_by_itself(
    app: FastAPI, city: City, complied: bool
) -> None:
    case = await Measure.starts(app, city, **TRAFFICKING)
    await case.notified()
    [closed] = await closures(case)
    answer = ExecutionChecked(
        case_id=UUID(str(closed["caseId"])),
        premises_id=UUID(case.premises_id),
        checked_at=city.now,
        complied=complied,
    )
    await case.does(case.worker, "controle-vragen")
    await city.sandbox.handled("enforcement", await city.sandbox.publish(answer, at=city.now))
    [recorded] = await told(case, MayorMeasureExecutionRecorded, case.case_id)
    assert recorded["complied"] is complied
    seen = await case.worker.sees(case.page)
    assert ("niet nageleefd" in seen) is not complied
    assert (await city.told(case.case_id))[-1] == "mayor-measure-execution-recorded"


async def test_the_college_finds_no_measure_before_its_order(app: FastAPI, city: City) -> None:
    case = await Measure.starts(app, city, **TRAFFICKING)
    secretary = await signed_in(app, city, COLLEGE, "bm-other")
    assert (await secretary.get(case.page)).status_code == 404
    assert (await secretary.get(f"{case.page}/bevestigen")).status_code == 404


async def test_measures_are_linked_by_place_and_by_owner(app: FastAPI, city: City) -> None:
    case = await Measure.starts(app, city, **PUBLIC_ORDER)
    other = await case.worker.does(
        "/maatregelen/nieuw",
        **TRAFFICKING,
        naam="Bar",
        straat="Kanariestraat",
        huisnummer="9",
        postcode="2000",
        uitbater="OWN-001",
    )
    assert other in (await case.worker.get(case.page)).text


@pytest.mark.parametrize("ruling", ["schorsing", "vernietiging"])
async def test_a_ruling_of_the_council_of_state_gives_the_place_back(
    app: FastAPI, city: City, ruling: str
) -> None:
    case = await Measure.starts(app, city, **TRAFFICKING)
    await case.notified()
    await case.does(case.worker, "raad-van-state", schorsing="gewoon")
    await case.does(case.worker, "raad-van-state-uitspraak", uitspraak=ruling, zeker="ja")
    [closed] = await closures(case)
    reopened = [each["caseId"] for each in await told(case, PremisesReopened)]
    assert closed["caseId"] in reopened
    assert UUID(str(closed["caseId"])) != UUID(case.case_id)


async def test_a_draft_offers_what_the_law_leaves_to_its_kind(app: FastAPI, city: City) -> None:
    closure, other = [
        await Measure.starts(app, city, **kind) for kind in (TRAFFICKING, PUBLIC_ORDER)
    ]
    offered = (await closure.worker.get(f"{closure.page}/opstellen")).text
    assert 'value="ngw_134quinquies"' in offered and 'value="sluiting"' in offered
    for none in ("ngw_135", "ngw_134ter", "schorsing", "ander_bevel"):
        assert f'value="{none}"' not in offered
    assert (
        'value="ngw_134quinquies"' not in (await other.worker.get(f"{other.page}/opstellen")).text
    )
    for only in ("ngw_134quinquies", "sluiting"):
        assert f'value="{only}" checked' in offered, "nobody ticks what is the only answer"
    said = await other.worker.is_told(f"{other.page}/opstellen")
    assert "Rechtsgrond: Dit veld is verplicht." in said


async def test_no_second_measure_of_a_kind_is_prepared_on_the_same_house(
    app: FastAPI, city: City
) -> None:
    case = await Measure.starts(app, city, **TRAFFICKING)
    (dossier,) = (
        await city.sees(OFFICE, f"/v1/suitability-dossiers?premisesId={case.premises_id}")
    )["_embedded"]["dossiers"]
    again = {**TRAFFICKING, "nummer": dossier["number"]}
    running = await case.number()
    said = await case.worker.is_told("/maatregelen/nieuw", **again)
    assert f"Over deze plaats is {running} al in voorbereiding." in said
    body = {"kind": "sluiting_mensenhandel", "grounds": "Nog eens.", "branch": "raam"}
    answer = await city.call(
        WORKER, "POST", "/v1/mayor-measures", {**body, "number": dossier["number"]}
    )
    assert answer.status_code == 422
    await case.worker.does("/maatregelen/nieuw", **PUBLIC_ORDER, nummer=dossier["number"])
    await case.signed()
    await case.worker.does("/maatregelen/nieuw", **again)


async def test_a_number_and_another_place_begin_no_measure(app: FastAPI, city: City) -> None:
    worker = await signed_in(app, city, WORKER, "bm-both")
    number = (await city.granted())["number"]
    said = await worker.is_told(
        "/maatregelen/nieuw", **TRAFFICKING, nummer=number, straat="Testlei"
    )
    assert "Vul een dossiernummer in of een plaats, niet allebei." in said


async def test_a_renewal_is_offered_only_where_the_law_knows_one(app: FastAPI, city: City) -> None:
    """NGW art. 134quinquies: renewed twice; arts. 134ter, 134quater and 135 know no renewal."""
    closure, nuisance = [
        await Measure.starts(app, city, **kind) for kind in (TRAFFICKING, PUBLIC_ORDER)
    ]
    await closure.notified()
    await nuisance.notified(grond="ngw_134quater", tot=str(nuisance.today + timedelta(days=60)))
    for case in (closure, nuisance):
        await case.confirmed()
    assert "Het bevel hernieuwen" in await closure.worker.sees(closure.page)
    assert "Het bevel hernieuwen" not in await nuisance.worker.sees(nuisance.page)


async def test_a_meeting_at_which_the_college_decided_took_place(app: FastAPI, city: City) -> None:
    case = await Measure.starts(app, city, **TRAFFICKING)
    await case.notified()
    await case.college_meets(1)
    meeting = await case.awaits()
    city.later(days=(meeting - case.today).days)
    await case.does(case.college, "bevestigen", vergadering=str(meeting), zeker="ja")
    refused = await case.college.is_told("/collegevergaderingen/afgelast", dag=str(meeting))
    assert "Ze ging dus door" in refused

"""The mayor takes an order back or begins anew, a wrong day is corrected, a lifting has its day."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from fastapi import FastAPI

from chassis.days import city_day
from contracts.enforcement import (
    MayorMeasureAppealDecided,
    MayorMeasureEnded,
    MayorMeasureNotified,
    MayorMeasureOrdered,
    MayorMeasureOrderWithdrawn,
    MayorMeasureRenewalWithdrawn,
    PremisesClosed,
    PremisesReopened,
    SuitabilitySuspended,
)
from contracts.event import Event

from ..support.city import City
from ..support.measures import PUBLIC_ORDER, TRAFFICKING, WORKER, Measure
from .test_penalties import FINANCE, breach, checked, claims_of, penalised

WHY = {"reden": "De motivering noemt het verkeerde pand.", "zeker": "ja"}
RULING = {"uitspraak": "vernietiging", "zeker": "ja"}


async def seen(measure: Measure) -> dict[str, Any]:
    return await measure.city.sees(WORKER, f"/v1/mayor-measures/{measure.case_id}")


async def told(measure: Measure, kind: type[Event]) -> list[dict[str, Any]]:
    said = [each.data for each in await measure.city.sandbox.recorded("enforcement", kind)]
    mine = (measure.case_id, measure.premises_id)
    return [each for each in said if each.get("measureId", each.get("premisesId")) in mine]


async def starts_on(measure: Measure, term_id: str) -> date | None:
    terms = (await seen(measure))["terms"]
    days = [date.fromisoformat(each["startsOn"]) for each in terms if each["termId"] == term_id]
    return days[0] if days else None


def day_in(moment: object) -> date:
    return city_day(datetime.fromisoformat(str(moment)))


@pytest.mark.parametrize(
    ("restart", "state", "then", "not_yet"),
    [
        ("overleg", "ernstige_aanwijzingen", "consultation", "hearing-invitation"),
        ("hoorzitting", "overleg_gerechtelijk", "hearing-invitation", "proposal"),
        ("bevel", "gehoord", "proposal", "order"),
        ("niets", "afgesloten", "", "retake"),
    ],
)
async def test_the_mayor_takes_an_order_back_from_where_it_went_wrong(
    app: FastAPI, city: City, restart: str, state: str, then: str, not_yet: str
) -> None:
    case = await Measure.starts(app, city, **TRAFFICKING)
    await case.notified()
    assert await told(case, PremisesClosed)
    await case.does(case.mayor, "hernemen", **WHY, vanaf=restart)
    after = await seen(case)
    assert after["state"] == state
    assert (after["orderedAt"], after["notifiedAt"], after["effectFrom"]) == (None, None, None)
    assert (after["orders"], after["unconfirmed"], after["pending"]) == ([], False, False)
    assert not then or then in after["allowed"]
    assert not_yet not in after["allowed"]
    assert "council-appeal" not in after["allowed"], "nothing is left to contest"
    assert not {each["termId"] for each in after["terms"]} & {
        "rvs.annulment_days",
        "mayor.college_confirmation",
    }
    [reopened] = await told(case, PremisesReopened)
    assert reopened["takenBack"] is True
    [withdrawn] = await told(case, MayorMeasureOrderWithdrawn)
    assert withdrawn["anew"] is bool(then)
    assert after["timeline"][-1]["reason"] == f"{restart}: {WHY['reden']}"


async def test_after_an_annulment_another_order_closes_and_may_be_contested(
    app: FastAPI, city: City
) -> None:
    case = await Measure.starts(app, city, **TRAFFICKING)
    await case.notified()
    await case.does(case.worker, "raad-van-state", schorsing="geen")
    await case.does(case.worker, "raad-van-state-uitspraak", **RULING)
    await case.does(case.mayor, "hernemen", **WHY, vanaf="hoorzitting")
    assert "proposal" not in (await seen(case))["allowed"]
    await invited_and_heard(case)
    await case.does(case.worker, "opstellen", **draft(case))
    await case.does(case.mayor, "ondertekenen", antwoord="Neen.", zeker="ja")
    await case.does(case.worker, "kennisgeving", beroep="true")
    after = await seen(case)
    assert (after["state"], after["annulledAt"]) == ("ter_kennis_gebracht", None)
    closed = [each["caseId"] for each in await told(case, PremisesClosed)]
    assert len(set(closed)) == 2
    assert closed[-1] not in [each["caseId"] for each in await told(case, PremisesReopened)]
    await case.does(case.worker, "raad-van-state", schorsing="geen")
    await case.does(case.worker, "raad-van-state-uitspraak", **RULING)
    assert (await seen(case))["annulledAt"] is not None


def draft(case: Measure) -> dict[str, str]:
    return {
        "grond": "ngw_134quinquies",
        "inhoud": "sluiting",
        "tot": str(case.today + timedelta(days=100)),
        "slachtoffers": "true",
        "motivering": "Feiten die vaststaan.",
    }


async def invited_and_heard(case: Measure) -> None:
    day = case.today + timedelta(days=5)
    await case.does(case.worker, "uitnodigen", moment=f"{day}T10:00", ontvangen=str(case.today))
    case.city.later(days=6)
    await case.does(case.worker, "hoorzitting", dag=str(day), verslag="De uitbater kwam.")


async def test_a_ruling_on_an_order_that_was_taken_back_does_nothing_to_the_next(
    app: FastAPI, city: City
) -> None:
    case = await Measure.starts(app, city, **TRAFFICKING)
    await case.notified()
    await case.does(case.worker, "raad-van-state", schorsing="gewoon")
    await case.does(case.worker, "raad-van-state-uitspraak", uitspraak="schorsing", zeker="ja")
    await case.does(case.mayor, "hernemen", **WHY, vanaf="bevel")
    await case.does(case.worker, "opstellen", **draft(case))
    await case.does(case.mayor, "ondertekenen", antwoord="Neen.", zeker="ja")
    await case.does(case.worker, "kennisgeving", beroep="true")
    await case.does(case.worker, "raad-van-state-uitspraak", **RULING)
    after = await seen(case)
    assert (after["annulledAt"], after["stayedAt"]) == (None, None)
    assert len(await told(case, PremisesReopened)) == 1, "by the stay alone"
    assert [each["ruling"] for each in await told(case, MayorMeasureAppealDecided)] == ["schorsing"]


async def test_what_was_forfeited_under_an_order_that_was_taken_back_is_owed_no_more(
    app: FastAPI, city: City
) -> None:
    case = await penalised(app, city)
    await checked(case, complied=False)
    await case.does(case.worker, "verbeurd", **breach(case))
    (claim,) = await claims_of(case)
    path = f"/v1/claims/{claim['caseId']}"
    await city.does(FINANCE, f"{path}/payments", {"amountCents": 20_000})
    await case.does(case.mayor, "hernemen", **WHY, vanaf="bevel")
    account = await city.sees(FINANCE, path)
    assert (account["owedCents"], account["creditCents"]) == (0, 20_000)
    assert "rvs.annulment_days" not in {each["termId"] for each in (await seen(case))["terms"]}
    await case.draw_up(grond="ngw_135")
    await case.does(case.mayor, "ondertekenen", antwoord="Neen.", zeker="ja")
    await case.does(case.worker, "kennisgeving", beroep="true")
    after = await seen(case)
    assert (after["means"], after["complied"]) == ([], None)
    assert "forfeiture" not in after["allowed"]


@pytest.mark.parametrize("state", ["lapsed", "lifted"])
async def test_what_lapsed_is_ordered_anew_and_what_is_over_is_not(
    app: FastAPI, city: City, state: str
) -> None:
    case = await Measure.starts(app, city, **TRAFFICKING)
    await case.notified()
    if state == "lifted":
        await case.does(case.mayor, "opheffen", reden="In orde.", zeker="ja")
        refused = await case.refused(case.mayor, "hernemen", **WHY, vanaf="bevel")
        assert "Het bevel is al voorbij." in refused
        return
    meeting = await case.college_meets(0)
    if date.fromisoformat(meeting) != day_in((await seen(case))["orderedAt"]):
        meeting = str(await case.awaits())
    await case.does(case.college, "weigeren", vergadering=meeting, zeker="ja")
    assert (await seen(case))["state"] == "vervallen"
    await case.does(case.mayor, "hernemen", **WHY, vanaf="bevel")
    assert (await seen(case))["state"] == "gehoord"


async def renewed(case: Measure, *, notified: bool = True) -> date:
    """For another 140 days after the 150 of the order; the last day of that order."""
    await case.confirmed()
    ends = day_in((await seen(case))["effectTo"]) - timedelta(days=1)
    await renew(case, ends + timedelta(days=140))
    if notified:
        await case.does(case.worker, "kennisgeving", beroep="true")
    return ends


async def renew(case: Measure, last_day: date) -> None:
    said = {"antwoord": "Neen.", "motivering": "Nodig.", "zeker": "ja"}
    await case.does(case.mayor, "hernieuwen", tot=str(last_day), **said)


@pytest.mark.parametrize("restart", ["bevel", "niets"])
async def test_a_renewal_is_taken_back_alone_and_the_order_before_it_holds_on(
    app: FastAPI, city: City, restart: str
) -> None:
    case = await Measure.starts(app, city, **TRAFFICKING)
    await case.notified()
    first_told = await starts_on(case, "rvs.annulment_days")
    city.later(days=2)
    ends = await renewed(case)
    assert (await seen(case))["renewals"] == 1
    closed = [each["caseId"] for each in await told(case, PremisesClosed)]
    for wrong in ("overleg", "hoorzitting"):
        refused = await case.refused(case.mayor, "hernemen", **WHY, vanaf=wrong)
        assert "Een hernieuwing heeft geen overleg of hoorzitting." in refused
    await case.does(case.mayor, "hernemen", **WHY, vanaf=restart)
    after = await seen(case)
    assert (after["state"], after["renewals"]) == ("ter_kennis_gebracht", 0)
    assert (after["pending"], after["unconfirmed"]) == (False, False)
    assert day_in(after["effectTo"]) == ends + timedelta(days=1)
    assert await starts_on(case, "rvs.annulment_days") == first_told
    reopened = [each["caseId"] for each in await told(case, PremisesReopened)]
    assert reopened == [closed[-1]] and closed[0] != closed[-1]
    assert not await told(case, MayorMeasureOrderWithdrawn)
    [withdrawn] = await told(case, MayorMeasureRenewalWithdrawn)
    assert withdrawn["renewal"] == 1
    await renew(case, ends + timedelta(days=100))
    await case.does(case.worker, "kennisgeving", beroep="true")
    assert day_in((await seen(case))["effectTo"]) == ends + timedelta(days=101)


async def test_a_renewal_that_nobody_was_told_of_is_taken_back_before_the_college_confirms(
    app: FastAPI, city: City
) -> None:
    case = await Measure.starts(app, city, **TRAFFICKING)
    await case.notified()
    await renewed(case, notified=False)
    await case.does(case.mayor, "hernemen", **WHY, vanaf="niets")
    after = await seen(case)
    assert (after["state"], after["pending"], after["unconfirmed"]) == (
        *("ter_kennis_gebracht", False),
        False,
    )
    assert "mayor.college_confirmation" not in {each["termId"] for each in after["terms"]}
    assert not await told(case, PremisesReopened), "nobody had been told of it"


@pytest.mark.parametrize("days", [-1, 0, 1])
async def test_a_renewal_that_is_taken_back_after_the_order_before_it_ended_leaves_nothing(
    app: FastAPI, city: City, days: int
) -> None:
    """On the last day of the order before it, that still holds."""
    case = await Measure.starts(app, city, **TRAFFICKING)
    await case.notified()
    ends = await renewed(case)
    city.later(days=(ends - case.today).days + days)
    await case.does(case.mayor, "hernemen", **WHY, vanaf="bevel")
    expected = "ter_kennis_gebracht" if days <= 0 else "verlopen"
    assert (await seen(case))["state"] == expected


@pytest.mark.parametrize("contested", ["order", "between", "unnotified", "renewal"])
async def test_a_stay_of_a_renewal_that_is_taken_back_leaves_the_order_that_nobody_contested(
    app: FastAPI, city: City, contested: str
) -> None:
    case = await Measure.starts(app, city, **TRAFFICKING)
    await case.notified()
    if contested == "order":
        await case.does(case.worker, "raad-van-state", schorsing="gewoon")
    await renewed(case, notified=False)
    if contested in ("between", "unnotified"):  # nobody knows of the renewal: it is the order
        await case.does(case.worker, "raad-van-state", schorsing="gewoon")
    if contested != "unnotified":
        await case.does(case.worker, "kennisgeving", beroep="true")
    if contested == "renewal":
        await case.does(case.worker, "raad-van-state", schorsing="gewoon")
    await case.does(case.worker, "raad-van-state-uitspraak", uitspraak="schorsing", zeker="ja")
    await case.does(case.mayor, "hernemen", **WHY, vanaf="bevel")
    after = await seen(case)
    assert (after["stayedAt"] is None) is (contested == "renewal")
    await case.does(case.worker, "raad-van-state-uitspraak", **RULING)
    after = await seen(case)
    assert (after["annulledAt"] is None) is (contested == "renewal")


async def test_an_order_that_could_not_wait_begins_anew_with_its_draft(
    app: FastAPI, city: City
) -> None:
    case = await Measure.starts(app, city, **PUBLIC_ORDER)
    urgent = {"grond": "ngw_135", "inhoud": "sluiting", "dringend": "Instortingsgevaar."}
    await case.does(case.worker, "opstellen", **urgent, motivering="Feiten.")
    await case.does(case.mayor, "ondertekenen", zeker="ja")
    refused = await case.refused(case.mayor, "hernemen", **WHY, vanaf="overleg")
    assert "Alleen een sluiting wegens mensenhandel" in refused
    await case.does(case.mayor, "hernemen", **WHY, vanaf="bevel")
    after = await seen(case)
    assert (after["state"], after["urgency"]) == ("voorstel", None)
    assert not await told(case, PremisesReopened), "nobody had been told of it"


@pytest.mark.parametrize("days", [-1, 0, 1])
async def test_a_wrong_day_of_notification_is_corrected_with_what_it_began(
    app: FastAPI, city: City, days: int
) -> None:
    case = await Measure.starts(app, city, **TRAFFICKING)
    await case.signed()
    city.later(days=4)
    noted_on = case.today
    await case.does(case.worker, "kennisgeving", beroep="true")
    city.later(days=3)
    right = noted_on + timedelta(days=days)
    body = {"welke": "kennisgeving", "dag": str(right), "reden": "Tikfout.", "zeker": "ja"}
    await case.does(case.worker, "dag-rechtzetten", **body)
    after = await seen(case)
    assert day_in(after["notifiedAt"]) == day_in(after["effectFrom"]) == right
    assert await starts_on(case, "rvs.annulment_days") == right
    assert day_in((await told(case, MayorMeasureNotified))[-1]["effectFrom"]) == right
    assert day_in((await told(case, PremisesClosed))[-1]["closedFrom"]) == right
    corrections = [each for each in after["timeline"] if each["step"] == "correction"]
    assert [each["reason"] for each in corrections] == [f"kennisgeving, {right:%d/%m/%Y}: Tikfout."]


@pytest.mark.parametrize("days", [-1, 0, 1])
async def test_a_right_day_leaves_the_four_months_of_a_letter_that_named_no_appeal(
    app: FastAPI, city: City, days: int
) -> None:
    """Law of the Council of State, art. 19: the sixty days begin four months later."""
    case = await Measure.starts(app, city, **TRAFFICKING)
    await case.signed()
    city.later(days=4)
    noted_on = case.today
    await case.does(case.worker, "kennisgeving")
    began = await starts_on(case, "rvs.annulment_days")
    assert began is not None and (began - noted_on).days >= 120
    city.later(days=3)
    body = {"welke": "kennisgeving", "reden": "Tikfout.", "zeker": "ja"}
    for day in (noted_on + timedelta(days=days), noted_on):
        await case.does(case.worker, "dag-rechtzetten", **body, dag=str(day))
        begins = await starts_on(case, "rvs.annulment_days")
        assert begins is not None and abs((began - begins).days) <= 2
    assert begins == began


@pytest.mark.parametrize(("to_end", "worked"), [(-1, True), (0, True), (1, False)])
async def test_an_order_of_which_the_receipt_was_corrected_past_its_end_works_from_the_right_day(
    app: FastAPI, city: City, to_end: int, worked: bool
) -> None:
    """Its last day is that of the draft; a receipt of that day still lets it work."""
    case = await Measure.starts(app, city, **TRAFFICKING)
    await case.heard()
    last_day = case.today + timedelta(days=4)
    await case.signed_at_once(tot=str(last_day))
    city.later(days=1)
    noted_on = case.today
    await case.does(case.worker, "kennisgeving", beroep="true")
    city.later(days=6)
    body = {"welke": "kennisgeving", "reden": "Tikfout.", "zeker": "ja"}
    wrong = last_day + timedelta(days=to_end)
    await case.does(case.worker, "dag-rechtzetten", **body, dag=str(wrong))
    after = await seen(case)
    assert (after["effectFrom"] and day_in(after["effectFrom"])) == (wrong if worked else None)
    await case.does(case.worker, "dag-rechtzetten", **body, dag=str(noted_on))
    after = await seen(case)
    assert after["effectFrom"] is not None and day_in(after["effectFrom"]) == noted_on
    assert day_in((await told(case, MayorMeasureNotified))[-1]["effectFrom"]) == noted_on


@pytest.mark.parametrize("days", [-1, 0, 1])
async def test_a_right_day_of_receipt_moves_a_suspension_with_everybody_who_was_told(
    app: FastAPI, city: City, days: int
) -> None:
    case = await Measure.starts(app, city, **PUBLIC_ORDER)
    await case.heard()
    until = str(case.today + timedelta(days=60))
    await case.signed_at_once(grond="ngw_134ter", inhoud="schorsing", tot=until)
    city.later(days=4)
    right = case.today + timedelta(days=days)
    await case.does(case.worker, "kennisgeving", beroep="true")
    city.later(days=3)
    body = {"welke": "kennisgeving", "dag": str(right), "reden": "Tikfout.", "zeker": "ja"}
    await case.does(case.worker, "dag-rechtzetten", **body)
    assert day_in((await told(case, SuitabilitySuspended))[-1]["suspendedFrom"]) == right


@pytest.mark.parametrize(("days", "said"), [(-1, "voor het bevel"), (1, "toekomst")])
async def test_no_day_is_corrected_to_before_the_order_or_into_the_future(
    app: FastAPI, city: City, days: int, said: str
) -> None:
    case = await Measure.starts(app, city, **TRAFFICKING)
    await case.notified()
    body = {"welke": "kennisgeving", "reden": "Tikfout.", "zeker": "ja"}
    day = str(case.today + timedelta(days=days))
    assert said in await case.refused(case.worker, "dag-rechtzetten", **body, dag=day)


async def test_a_wrong_day_of_signature_is_corrected_until_the_order_is_notified(
    app: FastAPI, city: City
) -> None:
    case = await Measure.starts(app, city, **TRAFFICKING)
    await case.drawn_up()
    drawn_up_on = case.today
    city.later(days=2)
    await case.does(case.mayor, "ondertekenen", antwoord="Neen.", zeker="ja")
    body = {"welke": "handtekening", "reden": "Tikfout.", "zeker": "ja"}
    before = str(drawn_up_on - timedelta(days=1))
    assert "voor het ontwerp" in await case.refused(
        case.worker, "dag-rechtzetten", **body, dag=before
    )
    right = drawn_up_on + timedelta(days=1)
    await case.does(case.worker, "dag-rechtzetten", **body, dag=str(right))
    after = await seen(case)
    assert day_in(after["orderedAt"]) == day_in(after["orders"][0]["orderedAt"]) == right
    assert [day_in(each["orderedAt"]) for each in await told(case, MayorMeasureOrdered)] == [
        right + timedelta(days=1),
        right,
    ]
    kinds = [each for each in await city.told(case.case_id) if "order" in each]
    assert kinds[-3:] == [
        "mayor-measure-ordered",
        "mayor-measure-order-withdrawn",
        "mayor-measure-ordered",
    ]
    await case.does(case.worker, "kennisgeving", beroep="true")
    assert "Laat de burgemeester het bevel hernemen." in await case.refused(
        case.worker, "dag-rechtzetten", **body, dag=str(right)
    )


async def test_no_signature_is_corrected_to_before_a_meeting_that_did_not_confirm_it(
    app: FastAPI, city: City
) -> None:
    case = await Measure.starts(app, city, **TRAFFICKING)
    await case.drawn_up()
    drawn_up_on = case.today
    meeting = await case.college_meets(1)
    city.later(days=3)
    await case.college.does("/collegevergaderingen/afgesloten", dag=meeting, zeker="ja")
    await case.does(case.mayor, "ondertekenen", antwoord="Neen.", zeker="ja")
    body = {"welke": "handtekening", "dag": str(drawn_up_on), "reden": "Tikfout.", "zeker": "ja"}
    refused = await case.refused(case.worker, "dag-rechtzetten", **body)
    assert "Het college vergaderde al na die dag." in refused


@pytest.mark.parametrize("days", [-1, 0, 1, 2])
async def test_a_lifting_that_is_typed_later_works_from_its_own_day(
    app: FastAPI, city: City, days: int
) -> None:
    """Signed on day 0, lifted by the mayor, typed on day 3."""
    case = await Measure.starts(app, city, **TRAFFICKING)
    await case.notified()
    signed_on = case.today
    city.later(days=3)
    lifted_on = signed_on + timedelta(days=days)
    body = {"dag": str(lifted_on), "reden": "In orde.", "zeker": "ja"}
    if days < 0:
        assert "voor de vorige stap" in await case.refused(case.mayor, "opheffen", **body)
        assert not await told(case, PremisesReopened)
        return
    await case.does(case.mayor, "opheffen", **body)
    [ended] = await told(case, MayorMeasureEnded)
    [reopened] = await told(case, PremisesReopened)
    [closed] = await told(case, PremisesClosed)
    assert day_in(ended["endedAt"]) == day_in(reopened["reopenedAt"]) == lifted_on
    reopened_at, decided_at = (
        datetime.fromisoformat(str(each)) for each in (reopened["reopenedAt"], closed["decidedAt"])
    )
    assert reopened_at > decided_at, "or the calendar stays shut"
    assert day_in((await seen(case))["endedAt"]) == lifted_on


async def test_no_lifting_is_dated_before_a_breach_that_forfeited_a_penalty(
    app: FastAPI, city: City
) -> None:
    case = await penalised(app, city)
    await checked(case, complied=False)
    forfeited_on = case.today
    await case.does(case.worker, "verbeurd", **breach(case))
    city.later(days=2)
    body = {"reden": "In orde.", "zeker": "ja"}
    before = str(forfeited_on - timedelta(days=1))
    assert "nog een dwangsom verbeurd" in await case.refused(
        case.mayor, "opheffen", **body, dag=before
    )
    await case.does(case.mayor, "opheffen", **body, dag=str(forfeited_on))


async def test_no_order_is_dated_before_the_hearing_that_it_follows(
    app: FastAPI, city: City
) -> None:
    case = await Measure.starts(app, city, **TRAFFICKING)
    await case.drawn_up()
    city.later(days=2)
    hearing_on = day_in((await seen(case))["hearingAt"])
    for day in (hearing_on - timedelta(days=1), hearing_on):
        refused = await case.refused(case.mayor, "ondertekenen", dag=str(day), zeker="ja")
        assert "voor de vorige stap" in refused
    await case.does(
        case.mayor,
        "ondertekenen",
        dag=str(hearing_on + timedelta(days=1)),
        antwoord="Neen.",
        zeker="ja",
    )


async def test_a_consultation_that_was_noted_wrong_makes_place_for_the_right_one(
    app: FastAPI, city: City
) -> None:
    case = await Measure.starts(app, city, **TRAFFICKING)
    await case.drawn_up()
    said = {"standpunt": "bezwaar", "overleg": "Parketmagistraat, heeft bezwaar."}
    await case.does(case.worker, "overleg", **said)
    after = await seen(case)
    assert (after["stance"], after["state"]) == ("bezwaar", "bevel_opgesteld")

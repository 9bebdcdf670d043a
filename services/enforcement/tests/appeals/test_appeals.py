"""Appeals: a fine is not enforceable until the court has judged, and then as the court says."""

from datetime import date, timedelta
from uuid import UUID

import pytest
from fastapi import FastAPI

from chassis.days import city_day, day_start
from chassis.web import Function
from contracts.codes import AppealVerdict
from enforcement.appeals.rules import unsound_amount
from enforcement.gas import notified

from ..support.city import City
from ..support.fines import FINANCE, final_fine, paid, refused, step
from ..support.judicial_code import last_day
from ..support.procedure import OFFICER, WORKER, FineCase

REMINDER = {"step": "payment-reminder"}


async def appealed(city: City, app: FastAPI) -> FineCase:
    case = await FineCase.opens(city, app)
    await case.fined(200)
    await case.notified()
    city.later(days=10)
    await case.does("appeal", rollNumber="26A123")
    return case


async def owed(city: City, case: FineCase) -> int:
    claim = await city.sees(Function.FINANCIEN, f"/v1/claims/{case.case_id}")
    cents: int = claim["owedCents"]
    return cents


async def test_while_an_appeal_runs_nothing_is_due(city: City, app: FastAPI) -> None:
    case = await appealed(city, app)
    until = date.fromisoformat((await case.look())["appealUntil"])
    case.go_to(until + timedelta(days=40))
    other = await FineCase.opens(city, app)  # the clock has done what it had to
    assert await case.state() == "beroep_ingesteld"
    answer = await city.call(Function.FINANCIEN, "GET", f"/v1/claims/{case.case_id}")
    assert answer.status_code == 404
    assert await other.state() == "geregistreerd"
    await case.does("appeal-lawyer", lawOffice="Kantoor Voorbeeld")
    await case.does("appeal-file")
    seen = await city.sees(WORKER, f"{case.path}/appeal")
    assert (seen["court"], seen["firstAmount"]) == ("politierechtbank", 200)


@pytest.mark.parametrize(
    ("verdict", "amount", "cents"),
    [("bevestigd", None, 20_000), ("afstand", None, 20_000), ("herzien", 90, 9_000)],
)
async def test_a_fine_that_stands_is_due_as_the_court_says(
    city: City, app: FastAPI, verdict: str, amount: int | None, cents: int
) -> None:
    case = await appealed(city, app)
    city.later(days=60)
    await case.does("judgment", verdict=verdict, amount=amount)
    await case.becomes("te_betalen")
    assert await owed(city, case) == cents
    assert (await case.told())[-3:] == ["gas-appeal-lodged", "gas-appeal-decided", "gas-fine-final"]


async def test_of_a_fine_that_is_annulled_nothing_is_left(city: City, app: FastAPI) -> None:
    case = await appealed(city, app)
    await case.does("judgment", verdict="vernietigd")
    seen = await case.look()
    assert (seen["state"], seen["allowed"], seen["terms"]) == ("vernietigd", [], [])


@pytest.mark.parametrize(("days", "late"), [(-1, False), (0, False), (1, True)])
async def test_an_appeal_is_recorded_whenever_it_came_and_a_late_one_with_that_doubt(
    city: City, app: FastAPI, days: int, late: bool
) -> None:
    """Whether it came in time, the court says (GAS law art. 31)."""
    case = await FineCase.opens(city, app)
    await case.fined()
    await case.notified()
    until = date.fromisoformat((await case.look())["appealUntil"])
    case.go_to(until + timedelta(days=1))
    await case.becomes("te_betalen")
    lodged = day_start(until + timedelta(days=days)).isoformat()
    await case.does("appeal", lodgedAt=lodged)
    seen = await case.look()
    assert seen["state"] == "beroep_ingesteld"
    assert (seen["timeline"][-1]["step"] == "beroep_na_termijn") is late
    assert (await refused(city, f"/v1/claims/{case.case_id}/steps", REMINDER))[0] == 409


@pytest.mark.parametrize("ended", ["write-off", "prescription"])
@pytest.mark.parametrize("closed", [False, True])
async def test_a_fine_that_nobody_asks_for_is_appealed_and_no_judgment_lets_the_city_ask_again(
    city: City, app: FastAPI, ended: str, closed: bool
) -> None:
    claim = await final_fine(city, app, 15_000)
    case = FineCase(city, app, UUID(claim.rpartition("/")[2]))
    if ended == "prescription":
        case.go_to(date.fromisoformat((await city.sees(FINANCE, claim))["prescribesOn"]))
        city.later(days=1)
    await step(city, claim, ended, reason="Niets te vinden.")
    given_up = await case.state()
    if closed:
        await case.does("closing")
    await case.does("appeal")
    assert await case.state() == "beroep_ingesteld"
    await case.does("judgment", verdict="herzien", amount=90)
    await case.becomes(given_up)
    seen = await city.sees(FINANCE, claim)
    assert (seen["state"], seen["owedCents"]) == (given_up, 9_000)
    assert "payment-reminder" not in seen["allowed"]
    await case.does("closing")


async def test_who_paid_at_once_appeals_in_time_after_the_case_was_closed(
    city: City, app: FastAPI
) -> None:
    claim = await final_fine(city, app, 15_000)
    await paid(city, claim, 15_000)
    case = FineCase(city, app, UUID(claim.rpartition("/")[2]))
    await case.does("closing")
    until = date.fromisoformat((await case.look())["appealUntil"])
    await case.does("appeal", lodgedAt=day_start(until).isoformat())
    await case.does("judgment", verdict="vernietigd")
    seen = await city.sees(FINANCE, claim)
    assert (seen["outstandingCents"], seen["creditCents"]) == (0, 15_000)


async def test_whoever_takes_an_appeal_back_ends_nobody_elses_month(
    city: City, app: FastAPI
) -> None:
    """Another may still appeal (arts. 25 §5 and 31); nothing is due before the month is over."""
    case = await appealed(city, app)
    until = date.fromisoformat((await case.look())["appealUntil"])
    await case.does("judgment", verdict="afstand")
    await city.timers_done(case.case_id)
    assert await case.state() == "vonnis"
    case.go_to(until)
    await city.timers_done(case.case_id)
    await case.does("appeal", rollNumber="26A124")
    await case.does("appeal", rollNumber="26A125")
    assert (await case.look())["timeline"][-1]["step"] == "nog_een_beroep"
    assert (await city.sees(WORKER, f"{case.path}/appeal"))["rollNumber"] == "26A124"
    case.go_to(until + timedelta(days=1))
    await case.does("judgment", verdict="afstand")
    seen = await case.look()
    assert (seen["state"], seen["timeline"][-1]["step"]) == (
        "beroep_ingesteld",
        "een_beroep_ingetrokken",
    ), "the other one still runs"
    await case.does("judgment", verdict="afstand")
    await case.becomes("te_betalen")
    claim = await city.sees(Function.FINANCIEN, f"/v1/claims/{case.case_id}")
    assert claim["dueOn"] >= str(until + timedelta(days=30)), "not from the day it was taken back"


async def test_who_got_the_decision_appeals_before_it_reached_everybody(
    city: City, app: FastAPI
) -> None:
    case = await (await FineCase.opens(city, app)).fined()
    await case.does("appeal")
    await case.notified()
    seen = await case.look()
    assert (seen["state"], seen["decisionNotifiedOn"]) == (
        "beroep_ingesteld",
        str(city_day(city.now)),
    )
    await case.does("judgment", verdict="bevestigd")
    await case.becomes("te_betalen")


async def test_a_decision_notified_on_the_last_day_of_a_month_may_be_appealed_until_such_a_day(
    city: City, app: FastAPI
) -> None:
    """From 28 February: from 1 March to the eve of 1 April (arts. 52 to 54 Ger.W.)."""
    case = await FineCase.opens(city, app)
    await case.fined()
    notified_on = city_day(city.now).replace(day=1) - timedelta(days=1)
    await case.letter(notified.decision_notified, notified_on)
    until = last_day(notified_on, 1)
    assert until >= city_day(city.now).replace(day=28), "the last day of this month, or later"
    assert (await case.look())["appealUntil"] == str(until)
    case.go_to(until)
    await city.timers_done(case.case_id)
    assert await case.state() == "ter_kennis_gebracht"
    await case.does("appeal", lodgedAt=day_start(until).isoformat())
    assert await case.state() == "beroep_ingesteld"


def test_only_a_revision_has_an_amount_within_the_maximum() -> None:
    assert unsound_amount(AppealVerdict.BEVESTIGD, None, 350) is None
    assert unsound_amount(AppealVerdict.BEVESTIGD, 100, 350)
    assert unsound_amount(AppealVerdict.HERZIEN, None, 350)
    assert unsound_amount(AppealVerdict.HERZIEN, 351, 350)
    assert unsound_amount(AppealVerdict.HERZIEN, 350, 350) is None


async def arrived_late(city: City, app: FastAPI) -> FineCase:
    """A decision that came a day after the term to decide (art. 26), and was appealed."""
    case = await (await FineCase.opens(city, app)).fined(200)
    case.go_to(date.fromisoformat((await case.look())["decideBy"]) + timedelta(days=1))
    await case.notified()
    await case.does("appeal")
    return case


async def test_the_police_hear_of_a_fine_that_came_too_late_and_that_a_court_let_stand(
    city: City, app: FastAPI
) -> None:
    case = await arrived_late(city, app)
    assert "gas-outcome-reached" not in await case.told()
    await case.does("judgment", verdict="bevestigd")
    assert (await case.told()).count("gas-outcome-reached") == 1
    await case.becomes("te_betalen")
    assert (await case.tries("expiry", OFFICER))[0] == 409


async def test_a_fine_that_came_too_late_lapses_once_its_appeal_is_taken_back(
    city: City, app: FastAPI
) -> None:
    """Art. 26: no fine stands; somebody gets it on the list, and the officer says so."""
    case = await arrived_late(city, app)
    assert (await case.tries("expiry", OFFICER))[0] == 409, "a court has it"
    await case.does("judgment", verdict="afstand")
    seen = await case.look()
    assert seen["state"] == "vonnis" and seen["timeline"][-1]["step"] == "na_te_kijken"
    await case.does("expiry", OFFICER)
    assert await case.state() == "vervallen"
    assert (await case.told()).count("gas-outcome-reached") == 1


async def test_a_fine_that_came_in_time_does_not_lapse_when_its_appeal_is_taken_back(
    city: City, app: FastAPI
) -> None:
    case = await appealed(city, app)
    case.go_to(date.fromisoformat((await case.look())["decideBy"]) + timedelta(days=1))
    await case.does("judgment", verdict="afstand")
    status, reason = await case.tries("expiry", OFFICER)
    assert status == 409 and reason == "De beslissing kwam binnen haar termijn aan."
    await case.becomes("te_betalen")


async def test_no_court_judges_on_a_day_before_the_appeal(city: City, app: FastAPI) -> None:
    """Its day is that from which a fine that stands is to be paid, and prescribes."""
    case = await (await (await FineCase.opens(city, app)).fined(150)).notified()
    city.later(days=10)
    lodged_on = city.today
    await case.does("appeal")
    city.later(days=10)
    said = {"verdict": "bevestigd", "summary": "Terecht."}
    before = f"{lodged_on - timedelta(days=1)}"
    assert (await case.tries("judgment", **said, judgedAt=before))[0] == 422
    await case.does("judgment", **said, judgedAt=f"{lodged_on}")

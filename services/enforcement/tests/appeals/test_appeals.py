"""Appeals: a fine is not enforceable until the court has judged, and then as the court says."""

from datetime import date, timedelta

import pytest
from fastapi import FastAPI

from chassis.days import city_day, day_start
from chassis.web import Function
from contracts.codes import AppealVerdict
from enforcement.appeals.rules import unsound_amount
from enforcement.gas import notified

from ..support.city import City
from ..support.judicial_code import last_day
from ..support.procedure import WORKER, FineCase


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


async def test_an_appeal_of_which_the_city_learns_late_still_counts_and_a_late_one_does_not(
    city: City, app: FastAPI
) -> None:
    case = await FineCase.opens(city, app)
    await case.fined()
    await case.notified()
    until = date.fromisoformat((await case.look())["appealUntil"])
    case.go_to(until + timedelta(days=1))
    await case.becomes("te_betalen")
    late = day_start(until + timedelta(days=1)).isoformat()
    status, reason = await case.tries("appeal", lodgedAt=late)
    assert status == 409
    assert "beroepstermijn" in reason
    await case.does("appeal", lodgedAt=day_start(until).isoformat())
    assert await case.state() == "beroep_ingesteld"


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

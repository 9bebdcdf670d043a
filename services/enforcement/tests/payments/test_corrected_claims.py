"""A lower amount, a hold or an appeal beside money paid ahead, and instalments that fall then."""

from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import pytest
from fastapi import FastAPI

from chassis.days import city_day
from enforcement.gas import new_appeal_month

from ..gas.test_corrections import case_of
from ..support.camt import entry
from ..support.city import City
from ..support.fines import FINANCE, final_fine, paid, refused, step
from ..support.procedure import OFFICER, FineCase
from .test_import import reads
from .test_pay_ahead import decided, falls_due

OPENED_LATE = """
UPDATE payment_claim SET due_from = due_from - 40, due_on = due_on - 40 WHERE case_id = $1
"""
LESS = {"amount": 35, "motivation": "Er stond 350 in plaats van 35."}


async def of(city: City, claim: str) -> dict[str, Any]:
    return await city.sees(FINANCE, claim)


async def test_what_was_paid_ahead_above_a_lower_amount_goes_back_at_once(
    city: City, app: FastAPI
) -> None:
    """Not after the month: she waits for her 315 euros."""
    case, reference = await decided(city, app, 350)
    claim = f"/v1/claims/{case.case_id}"
    await reads(city, entry(35_000, city_day(city.now), structured=reference, ref=uuid4().hex))
    assert (await city.call(FINANCE, "GET", claim)).status_code == 404
    await case.does("fine-correction", OFFICER, **LESS)
    seen = await of(city, claim)
    assert (seen["state"], seen["owedCents"], seen["creditCents"]) == ("betaald", 3_500, 31_500)
    assert (await refused(city, f"{claim}/refunds", {"amountCents": 31_501}))[0] == 422
    await city.does(FINANCE, f"{claim}/refunds", {"amountCents": 31_500})
    assert await case.state() == "ter_kennis_gebracht"
    await falls_due(case)
    await case.becomes("betaald")
    due = await of(city, claim)
    assert (due["owedCents"], due["paidCents"], due["creditCents"]) == (3_500, 3_500, 0)
    assert date.fromisoformat(due["prescribesOn"]) > city_day(city.now) + timedelta(days=5 * 365)
    told = await case.told()
    assert told[-3:] == ["gas-fine-final", "gas-payment-received", "gas-case-closed"]


async def test_who_paid_twice_gets_one_back_before_the_month_is_over(
    city: City, app: FastAPI
) -> None:
    case, reference = await decided(city, app, 150)
    claim = f"/v1/claims/{case.case_id}"
    for _ in range(2):
        await reads(city, entry(15_000, city_day(city.now), structured=reference, ref=uuid4().hex))
    assert (await of(city, claim))["creditCents"] == 15_000
    await case.does("appeal")
    await case.does("judgment", verdict="vernietigd", summary="Niet bewezen.")
    assert (await of(city, claim))["creditCents"] == 30_000


async def test_nothing_is_asked_of_a_claim_that_opened_before_its_fine_was_final(
    city: City, app: FastAPI
) -> None:
    case, reference = await decided(city, app, 150)
    claim = f"/v1/claims/{case.case_id}"
    for ref in (uuid4().hex, uuid4().hex):
        await reads(city, entry(15_000, city_day(city.now), structured=reference, ref=ref))
    await city.does(FINANCE, f"{claim}/refunds", {"amountCents": 15_000})
    booked = (await of(city, claim))["bookings"][0]["bookingId"]
    undone = f"{claim}/bookings/{booked}/correction"
    await city.does(FINANCE, undone, {"reason": "Voor een ander dossier."})
    assert (await of(city, claim))["outstandingCents"] == 15_000
    city.later(days=5)
    status, reason = await refused(city, f"{claim}/steps", {"step": "payment-reminder"})
    assert status == 409 and "beroep" in reason


@pytest.mark.parametrize("days", [0, 29, 30, 31, 40])
async def test_a_judgment_that_is_noted_late_leaves_thirty_days_to_pay(
    city: City, app: FastAPI, days: int
) -> None:
    """Nobody is late before the city says what is due; it prescribes by the day of the judgment."""
    case = await (await (await FineCase.opens(city, app)).fined(150)).notified()
    await case.does("appeal")
    judged = city.today
    city.later(days=days)
    noted = city.today
    said = {"verdict": "bevestigd", "summary": "Terecht.", "judgedAt": f"{judged}"}
    await case.does("judgment", **said)
    await case.becomes("te_betalen")
    claim = f"/v1/claims/{case.case_id}"
    last = date.fromisoformat((await of(city, claim))["dueOn"])
    assert noted + timedelta(days=30) <= last <= noted + timedelta(days=34), "30 days, no Sunday"
    prescribes = date.fromisoformat((await of(city, claim))["prescribesOn"])
    assert prescribes <= judged + timedelta(days=34 + 5 * 366)
    case.go_to(last)
    asked = {"step": "payment-reminder"}
    assert (await refused(city, f"{claim}/steps", asked))[0] == 409
    case.go_to(last + timedelta(days=1))
    await step(city, claim, "payment-reminder")


async def test_a_claim_that_opened_late_keeps_its_five_years_when_its_fine_is_lowered(
    city: City, app: FastAPI
) -> None:
    """As one of before, whose last day was past when it opened: it did not open ahead of time."""
    claim = await final_fine(city, app, 35_000)
    case = case_of(city, app, claim)
    prescribes = (await of(city, claim))["prescribesOn"]
    async with city.sandbox.asking("enforcement", owner=True) as conn:
        await conn.execute(OPENED_LATE, case.case_id)
    city.later(days=3)
    await case.does("fine-correction", OFFICER, **LESS)
    await case.letter(new_appeal_month.correction_notified)
    case.go_to(date.fromisoformat((await case.look())["appealUntil"]) + timedelta(days=1))
    await case.becomes("te_betalen")
    assert (await of(city, claim))["prescribesOn"] == prescribes


async def instalments(city: City, claim: str, *days: date) -> None:
    parts = [{"dueOn": f"{day}", "amountCents": 17_500} for day in days]
    await city.does(FINANCE, f"{claim}/instalments", {"instalments": parts})


@pytest.mark.parametrize("waits", ["correction", "hold"])
async def test_nobody_misses_an_instalment_that_falls_while_the_city_waits(
    city: City, app: FastAPI, waits: str
) -> None:
    claim = await final_fine(city, app, 35_000)
    case = case_of(city, app, claim)
    case.go_to(date.fromisoformat((await of(city, claim))["dueOn"]) + timedelta(days=1))
    first, last = city_day(city.now) + timedelta(days=10), city_day(city.now) + timedelta(days=40)
    await instalments(city, claim, first, last)
    if waits == "hold":
        await case.police_ask_to_wait()
    else:
        await case.does("fine-correction", OFFICER, amount=349, motivation="Er stond te veel.")
        await case.letter(new_appeal_month.correction_notified)
    case.go_to(first + timedelta(days=2))
    await city.timers_done(case.case_id)
    assert {part["state"] for part in (await of(city, claim))["instalments"]} == {"open"}
    if waits == "hold":
        await case.does("release", motivation="Geen slachtoffer.")
    else:
        case.go_to(date.fromisoformat((await case.look())["appealUntil"]) + timedelta(days=1))
        await case.becomes("te_betalen")
    seen = await of(city, claim)
    assert {part["state"] for part in seen["instalments"]} == {"open"}
    dues = [date.fromisoformat(part["dueOn"]) for part in seen["instalments"]]
    assert dues[0] >= city_day(city.now) + timedelta(days=14)
    assert sum(part["amountCents"] for part in seen["instalments"]) == seen["outstandingCents"]
    noted = [entry["step"] for entry in (await case.look())["timeline"]]
    assert "instalment-missed" not in noted
    status, reason = await refused(city, f"{claim}/steps", {"step": "payment-reminder"})
    assert status == 409 and "afbetalingsplan" in reason
    case.go_to(dues[0] + timedelta(days=15))
    await step(city, claim, "payment-reminder")


async def test_a_plan_that_was_missed_before_the_city_waited_stays_missed(
    city: City, app: FastAPI
) -> None:
    claim = await final_fine(city, app, 35_000)
    case = case_of(city, app, claim)
    first = city_day(city.now) + timedelta(days=10)
    await instalments(city, claim, first, first + timedelta(days=60))
    case.go_to(first + timedelta(days=1))
    await case.police_ask_to_wait()
    city.later(days=10)
    await case.does("release", motivation="Geen slachtoffer.")
    states = [part["state"] for part in (await of(city, claim))["instalments"]]
    assert states == ["gemist", "open"]


@pytest.mark.parametrize(
    ("released", "dues"),
    [
        ("01-29", ["01-30", "01-31"]),
        ("01-30", ["02-28", "03-01"]),
        ("02-02", ["02-28", "03-01"]),
    ],
)
async def test_a_plan_at_the_end_of_a_month_comes_later_with_each_instalment_on_its_own_day(
    city: City, app: FastAPI, released: str, dues: list[str]
) -> None:
    """30 and 31 January; what falls on the day of the release fell while the city waited."""
    claim = await final_fine(city, app, 35_000)
    case = case_of(city, app, claim)
    year = next(year for year in range(city_day(city.now).year + 1, 9999) if year % 4)
    case.go_to(date(year, 1, 15))
    await instalments(city, claim, date(year, 1, 30), date(year, 1, 31))
    await case.police_ask_to_wait()
    case.go_to(date.fromisoformat(f"{year}-{released}"))
    await case.does("release", motivation="Geen slachtoffer.")
    seen = (await of(city, claim))["instalments"]
    assert [part["dueOn"] for part in seen] == [f"{year}-{day}" for day in dues]


async def test_a_court_that_lowers_a_fine_lowers_the_plan_too(city: City, app: FastAPI) -> None:
    claim = await final_fine(city, app, 35_000)
    case = case_of(city, app, claim)
    first = city_day(city.now) + timedelta(days=200)
    await instalments(city, claim, first, first + timedelta(days=30))
    await paid(city, claim, 5_000)
    await case.does("appeal")
    await case.does("judgment", verdict="herzien", amount=100, summary="Minder.")
    await case.becomes("te_betalen")
    seen = await of(city, claim)
    assert [part["amountCents"] for part in seen["instalments"]] == [5_000]
    assert seen["outstandingCents"] == 5_000

"""Days to pay stand still while the police ask to wait; no correction lengthens a prescription."""

from datetime import date, timedelta
from typing import Any

import pytest
from fastapi import FastAPI

from enforcement.gas import new_appeal_month
from enforcement.payments import agenda
from enforcement.payments.store import claims

from ..gas.test_corrections import case_of
from ..support.city import City
from ..support.fines import FINANCE, final_fine, refused, step
from ..support.procedure import OFFICER, FineCase

NOT_VICTIM = {"motivation": "Na overleg: geen slachtoffer."}
WAIT = "Er kan nog op tijd betaald worden. Wacht tot na de laatste dag."


async def due_on(city: City, claim: str) -> date:
    return date.fromisoformat((await city.sees(FINANCE, claim))["dueOn"])


async def listed(city: City, app: FastAPI, case: FineCase) -> tuple[bool, bool]:
    """Whether finance's list of late claims has it today, and the college's agenda."""
    async with app.state.database.begin(city.now) as tx:
        late = [row.case_id for row in await claims.late(tx, city.today, 10_000)]
        numbers = [item.number for item in await agenda.visas_for(tx, city.today)]
    return case.case_id in late, (await case.look())["number"] in numbers


@pytest.mark.parametrize(
    ("before", "following", "days"),
    [
        ([], "payment-reminder", 30),
        (["payment-reminder"], "formal-notice", 14),
        (["payment-reminder", "formal-notice"], "college-visa", 14),
        (["payment-reminder", "formal-notice", "college-visa"], "service-of-writ", 14),
    ],
)
async def test_after_a_hold_the_days_to_pay_begin_anew(
    city: City, app: FastAPI, before: list[str], following: str, days: int
) -> None:
    """Nobody who was taken for a victim meets the bailiff on the day of the release."""
    claim = await final_fine(city, app)
    case = case_of(city, app, claim)
    for name in before:
        last = await due_on(city, claim)
        case.go_to(max(last, city.today + timedelta(days=15)) + timedelta(days=1))
        await step(city, claim, name)
    prescribes = (await city.sees(FINANCE, claim))["prescribesOn"]
    city.later(days=2)
    await case.police_ask_to_wait()
    case.go_to(max(await due_on(city, claim), city.today) + timedelta(days=60))
    await case.does("release", **NOT_VICTIM)
    released = city.today
    asked = {"step": following}
    assert await refused(city, f"{claim}/steps", asked) == (409, WAIT)
    assert await listed(city, app, case) == (False, False)
    last = await due_on(city, claim)
    assert timedelta(days=days) <= last - released <= timedelta(days=days + 4)  # holidays
    case.go_to(last)
    assert await refused(city, f"{claim}/steps", asked) == (409, WAIT)
    assert await listed(city, app, case) == (False, False)
    case.go_to(last + timedelta(days=1))
    notice = following == "college-visa"
    assert await listed(city, app, case) == (following != "service-of-writ", notice)
    await step(city, claim, following)
    if following != "service-of-writ":  # which interrupts them
        assert (await city.sees(FINANCE, claim))["prescribesOn"] == prescribes


async def test_a_fine_that_became_final_after_a_hold_leaves_its_thirty_days(
    city: City, app: FastAPI
) -> None:
    """The month to appeal ran out meanwhile; the five years are those of a fine without a hold."""
    held, other = [
        await (await (await FineCase.opens(city, app)).fined(150)).notified() for _ in range(2)
    ]
    await held.police_ask_to_wait()
    last_day = date.fromisoformat((await held.look())["appealUntil"])
    held.go_to(last_day + timedelta(days=1))
    await other.becomes("te_betalen")
    held.go_to(last_day + timedelta(days=90))
    await held.does("release", **NOT_VICTIM)
    released = city.today
    await held.becomes("te_betalen")
    of_held, of_other = [
        await city.sees(FINANCE, f"/v1/claims/{case.case_id}") for case in (held, other)
    ]
    days = date.fromisoformat(of_held["dueOn"]) - released
    assert timedelta(days=30) <= days <= timedelta(days=34)
    assert of_held["prescribesOn"] == of_other["prescribesOn"]
    status, said = await refused(
        city, f"/v1/claims/{held.case_id}/steps", {"step": "payment-reminder"}
    )
    assert (status, said) == (409, WAIT)


async def corrected(case: FineCase, amount: int) -> None:
    """By a letter that arrived, and whose month went by without an appeal."""
    await case.does("fine-correction", OFFICER, amount=amount, motivation="Er stond te veel.")
    await case.letter(new_appeal_month.correction_notified)
    case.go_to(date.fromisoformat((await case.look())["appealUntil"]) + timedelta(days=1))
    await case.becomes("te_betalen")


async def test_a_correction_begins_no_prescription_anew_and_undoes_no_interruption(
    city: City, app: FastAPI
) -> None:
    """One euro less in the fifth year would give the city ten years (GAS law art. 43)."""
    claim = await final_fine(city, app, 15_000)
    case = case_of(city, app, claim)

    async def prescribes() -> Any:
        return (await city.sees(FINANCE, claim))["prescribesOn"]

    first = await prescribes()
    city.later(days=800)
    await corrected(case, 149)
    assert await prescribes() == first
    await step(city, claim, "prescription-interrupted", reason="Bevel tot betaling.")
    interrupted = await prescribes()
    assert interrupted > first
    await corrected(case, 148)
    assert await prescribes() == interrupted


async def test_an_appeal_that_a_court_judged_lets_the_fine_be_due_from_then(
    city: City, app: FastAPI
) -> None:
    claim = await final_fine(city, app, 15_000)
    case = case_of(city, app, claim)
    first = date.fromisoformat((await city.sees(FINANCE, claim))["prescribesOn"])
    city.later(days=300)
    await case.does("appeal")
    await case.does("judgment", verdict="bevestigd", summary="Terecht.")
    await case.becomes("te_betalen")
    later = date.fromisoformat((await city.sees(FINANCE, claim))["prescribesOn"])
    assert later >= first + timedelta(days=290)

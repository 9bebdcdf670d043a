"""A form about money that was refused, and is put right on the same page."""

from datetime import date, timedelta
from uuid import uuid4

import pytest
from fastapi import FastAPI

from ..support.browser import signed_in
from ..support.city import City
from ..support.fines import FINANCE, final_fine, paid
from ..support.procedure import FineCase


@pytest.mark.parametrize("step", ["betaling", "terugbetaling"])
async def test_no_money_was_paid_before_there_was_a_fine_or_went_back_before_it_was_paid(
    city: City, app: FastAPI, step: str
) -> None:
    """Who is told of the decision may pay at once, also before its letter counts as received."""
    case = await FineCase.opens(city, app)
    await case.fined(150)
    decided_on = city.today
    city.later(days=1)
    await case.notified()
    terms = {term["termId"]: term["lastDay"] for term in (await case.look())["terms"]}
    case.go_to(date.fromisoformat(terms["gas.appeal_months"]) + timedelta(days=1))
    await case.becomes("te_betalen")
    path = f"/v1/claims/{case.case_id}"
    first = decided_on
    if step == "terugbetaling":
        first = decided_on + timedelta(days=2)
        await paid(city, path, 16_000, paidOn=f"{first}")
    finance = await signed_in(app, city, FINANCE, f"int-{uuid4().hex[:6]}")
    page = f"/betalingen/{case.case_id}/{step}"
    sent = {"bedrag": "10", "sleutel": str(uuid4())}
    for day in (date(2001, 1, 1), first - timedelta(days=1)):
        told = await finance.is_told(page, **sent, dag=f"{day}")
        assert f"ten vroegste {first:%d/%m/%Y}" in told
        called = "payments" if step == "betaling" else "refunds"
        body = {"amountCents": 1_000, "paidOn": f"{day}"}
        answer = await city.call(FINANCE, "POST", f"{path}/{called}", body)
        assert [each["field"] for each in answer.json()["errors"]] == ["paidOn"]
    await finance.does(page, **sent, dag=f"{first}")


@pytest.mark.parametrize(
    ("step", "before", "after"), [("betaling", 0, 1_000), ("terugbetaling", 16_000, 15_000)]
)
async def test_a_day_that_is_put_right_is_booked_and_twice_is_once(
    city: City, app: FastAPI, step: str, before: int, after: int
) -> None:
    """The page keeps the key of its form, since it is the same one that is sent again."""
    path = await final_fine(city, app)
    if before:
        await paid(city, path, before)
    finance = await signed_in(app, city, FINANCE, f"int-{uuid4().hex[:6]}")
    page = f"/betalingen/{path.rpartition('/')[2]}/{step}"
    sent = {"bedrag": "10", "sleutel": str(uuid4())}
    tomorrow = city.today + timedelta(days=1)
    assert "ligt in de toekomst" in await finance.is_told(page, **sent, dag=f"{tomorrow}")
    assert (await city.sees(FINANCE, path))["paidCents"] == before
    for _ in range(2):
        await finance.does(page, **sent, dag=f"{city.today}")
        assert (await city.sees(FINANCE, path))["paidCents"] == after

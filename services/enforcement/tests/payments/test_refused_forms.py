"""A form about money that was refused, and is put right on the same page."""

from datetime import timedelta
from uuid import uuid4

import pytest
from fastapi import FastAPI

from ..support.browser import signed_in
from ..support.city import City
from ..support.fines import FINANCE, final_fine, paid


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

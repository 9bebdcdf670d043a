"""Whom a sanction concerns: whoever had the house at the hour of the fact, also around a sale."""

from datetime import timedelta
from uuid import uuid4

from chassis.web import Function

from ..support.city import City

OWNER = Function.EIGENAAR
SELLER, BUYER = "OWN-081", "OWN-082"


async def test_the_owner_is_whoever_had_the_house_at_the_hour_of_the_fact(city: City) -> None:
    at = {
        "label": "P-081",
        "street": "Verkoopstraat",
        "houseNumber": uuid4().hex[:8],
        "postcode": "2000",
    }
    sold = await city.granted(SELLER, at)
    premises_id = sold["premisesId"]
    city.later(days=10)
    await city.does(OWNER, f"{sold['path']}/relinquishment", organisation=SELLER)
    given_up = city.now
    city.later(days=5)
    bought = await city.ready(BUYER, at)
    filed = city.now
    city.later(days=20)
    grant = {"outcome": "toegekend", "motivation": "In orde.", "lackingBecause": "Bekend pand."}
    await city.does(Function.COLLEGE_SECRETARIS, f"{bought['path']}/decision", grant)
    granted = city.now
    city.later(days=1)
    for fact_at, owner in (
        (given_up - timedelta(days=1), SELLER),
        (given_up - timedelta(hours=1), SELLER),
        (filed + timedelta(days=1), BUYER),
        (granted - timedelta(days=1), BUYER),
        (granted + timedelta(days=1), BUYER),
    ):
        case = await city.case_of(await city.transfers(premises_id, fact_at=fact_at))
        assert case["owner"] == owner, fact_at
    city.later(days=2)
    await city.does(OWNER, f"{bought['path']}/relinquishment", organisation=BUYER)
    sold_again = city.now
    await city.granted(SELLER, at)
    for fact_at, owner in (
        (sold_again - timedelta(minutes=30), BUYER),
        (city.now + timedelta(minutes=30), SELLER),
    ):
        case = await city.case_of(await city.transfers(premises_id, fact_at=fact_at))
        assert case["owner"] == owner, "on the day of a sale the hour says whose it was"

"""How long a temporary sanction may last: by the rules of the day of the fact that it punishes."""

from datetime import timedelta
from uuid import uuid4

import pytest
from fastapi import FastAPI

from chassis.web import Function

from ..support.browser import signed_in
from ..support.city import City
from ..support.sanctions import COLLEGE, decision, heard, invite, propose, warned

TERM = "/wettelijke-termijnen/sanction.temp_closure_max"


async def shorter_from_tomorrow(app: FastAPI, city: City) -> None:
    """Two people who know the law let a closure last a month at most, from tomorrow on."""
    first, second = [
        await signed_in(app, city, Function.JURIST_BH, f"langste-{uuid4().hex[:6]}")
        for _ in range(2)
    ]
    proposal = await first.does(
        f"{TERM}/voorstel",
        vanaf=str(city.today + timedelta(days=1)),
        waarde="1",
        omschrijving="Langste tijdelijke sluiting",
        grond="regulation:antwerp",
        zekerheid="config",
        reden="Het reglement van de stad.",
        sleutel=str(uuid4()),
    )
    await second.does(f"{proposal}/beslissing", besluit="goedkeuren", reden="Nagelezen.")


@pytest.mark.parametrize(("days", "status"), [(0, 200), (1, 422), (2, 422)])
async def test_the_rules_of_the_day_of_the_next_fact_count_not_those_of_the_first(
    app: FastAPI, city: City, law_as_before: None, days: int, status: int
) -> None:
    """The fact that followed the warning is punished; the first one only led to the warning."""
    case = await warned(city)
    await shorter_from_tomorrow(app, city)
    city.later(days=days)
    await city.transfers(case["premisesId"])
    await invite(city, case["path"])
    await heard(city, case["path"])
    await propose(city, case["path"], "tijdelijke_sluiting")
    ends = city.now + timedelta(days=60)
    body = decision("tijdelijke_sluiting", None, ends)
    answer = await city.call(COLLEGE, "POST", f"{case['path']}/decision", body)
    assert answer.status_code == status, answer.text

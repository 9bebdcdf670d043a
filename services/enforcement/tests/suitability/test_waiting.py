"""The wait for a new application after the city refused a declaration: none, or the city's own."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from dateutil.relativedelta import relativedelta
from fastapi import FastAPI

from chassis.days import city_day
from chassis.web import Function

from ..support.browser import signed_in
from ..support.city import City
from ..support.sanctions import heard, invited, propose

TERM = "/wettelijke-termijnen/suitability.waiting_months"
OFFICE, COLLEGE = Function.DIENST_PROSTITUTIEBELEID, Function.COLLEGE_SECRETARIS


async def wait_is(app: FastAPI, city: City, months: int) -> None:
    """Two people who know the law change the term from tomorrow on."""
    first, second = [
        await signed_in(app, city, Function.JURIST_BH, f"wacht-{uuid4().hex[:6]}") for _ in range(2)
    ]
    proposal = await first.does(
        f"{TERM}/voorstel",
        vanaf=str(city_day(city.now) + timedelta(days=1)),
        waarde=str(months),
        omschrijving="Wachttijd",
        grond="regulation:antwerp",
        zekerheid="config",
        reden="Het reglement van de stad.",
        sleutel=str(uuid4()),
    )
    await second.does(f"{proposal}/beslissing", besluit="goedkeuren", reden="Nagelezen.")
    city.later(days=2)


async def applies(city: City, house_number: str, owner: str) -> Any:
    place = {
        "label": "P-WACHT",
        "street": "Voorbeeldstraat",
        "houseNumber": house_number,
        "postcode": "2000",
    }
    body = {"premises": place, "rooms": ["R-01"]}
    path = "/v1/suitability-dossiers"
    return await city.call(Function.EIGENAAR, "POST", path, body, organisation=owner)


async def refused(city: City, owner: str) -> str:
    """The house number of premises for which a declaration was refused today."""
    house_number = uuid4().hex[:8]
    filed = (await applies(city, house_number, owner)).json()
    path = f"/v1/suitability-dossiers/{filed['dossierId']}"
    await city.does(OFFICE, f"{path}/completeness", {"complete": True})
    await city.does(OFFICE, f"{path}/advice-requests", {"services": ["brandweer"]})
    given = {"service": "brandweer", "outcome": "ongunstig", "reasons": "Geen vluchtweg."}
    await city.does(OFFICE, f"{path}/advices", given)
    await city.hears(path)
    refusal = {
        "outcome": "geweigerd",
        "motivation": "Ongunstig advies.",
        "defenceAnswer": "Gelezen.",
    }
    await city.does(COLLEGE, f"{path}/decision", refusal)
    return house_number


async def test_who_was_refused_waits_as_long_as_the_city_says(
    app: FastAPI, city: City, law_as_before: None
) -> None:
    without = await refused(city, "OWN-071")
    assert (await applies(city, without, "OWN-071")).status_code == 201
    await wait_is(app, city, 3)
    house_number = await refused(city, "OWN-072")
    answer = await applies(city, house_number, "OWN-072")
    assert answer.status_code == 409
    assert "opnieuw aanvragen" in answer.json()["title"] + answer.json().get("detail", "")
    assert (await applies(city, house_number, "OWN-073")).status_code == 201
    city.later(days=95)
    other = await refused(city, "OWN-072")
    city.later(days=95)
    assert (await applies(city, other, "OWN-072")).status_code == 201


async def test_whose_renewal_was_refused_waits_as_well(
    app: FastAPI, city: City, law_as_before: None
) -> None:
    await wait_is(app, city, 3)
    filed = await city.granted("OWN-074", validTo=f"{city.today + timedelta(days=140)}")
    path = filed["path"]
    await city.does(OFFICE, f"{path}/renewal")
    await city.renewed(path)
    await city.hears(path)
    refusal = {
        "outcome": "geweigerd",
        "motivation": "De houder voldoet niet meer.",
        "defenceAnswer": "Gelezen.",
    }
    await city.does(COLLEGE, f"{path}/decision", refusal)
    answer = await city.call(Function.EIGENAAR, "POST", f"{path}/renewal", organisation="OWN-074")
    assert answer.status_code == 409
    assert "opnieuw aanvragen" in answer.json()["title"] + answer.json().get("detail", "")
    city.later(days=95)
    await city.does(Function.EIGENAAR, f"{path}/renewal", organisation="OWN-074")


@pytest.mark.parametrize(
    ("proposal", "waits"), [("intrekking", True), ("schorsing", False)], ids=["taken back", "no"]
)
async def test_who_gives_up_what_a_case_would_take_back_waits_as_after_a_withdrawal(
    app: FastAPI, city: City, law_as_before: None, proposal: str, waits: bool
) -> None:
    """Else nobody would ever wait: the wait counts from the day on which it was given up."""
    await wait_is(app, city, 3)
    case = await invited(city, "OWN-075")
    await heard(city, case["path"])
    await propose(city, case["path"], proposal)
    dossier = case["dossier"]
    at = (await city.sees(OFFICE, dossier))["premises"]
    house_number = at["houseNumber"]
    await city.does(Function.EIGENAAR, f"{dossier}/relinquishment", {}, organisation="OWN-075")
    answer = await applies(city, house_number, "OWN-075")
    assert answer.status_code == (409 if waits else 201), answer.text
    if not waits:
        return
    assert (await applies(city, house_number, "OWN-076")).status_code == 201
    assert "opnieuw aanvragen" in answer.json()["title"] + answer.json().get("detail", "")


async def test_who_gives_up_ahead_of_a_withdrawal_asks_anew_after_the_wait(
    app: FastAPI, city: City, law_as_before: None
) -> None:
    await wait_is(app, city, 3)
    case = await invited(city, "OWN-077")
    await heard(city, case["path"])
    await propose(city, case["path"], "intrekking")
    dossier = case["dossier"]
    house_number = (await city.sees(OFFICE, dossier))["premises"]["houseNumber"]
    await city.does(Function.EIGENAAR, f"{dossier}/relinquishment", {}, organisation="OWN-077")
    last_day = city.today + relativedelta(months=3)
    city.later(days=(last_day - city.today).days - 1)
    for _day in ("the day before", "the last day"):
        assert (await applies(city, house_number, "OWN-077")).status_code == 409, city.today
        city.later(days=1)
    assert (await applies(city, house_number, "OWN-077")).status_code == 201


async def test_who_gives_up_without_any_case_asks_anew_at_once(
    app: FastAPI, city: City, law_as_before: None
) -> None:
    await wait_is(app, city, 3)
    filed = await city.granted("OWN-078")
    house_number = (await city.sees(OFFICE, filed["path"]))["premises"]["houseNumber"]
    await city.does(
        Function.EIGENAAR, f"{filed['path']}/relinquishment", {}, organisation="OWN-078"
    )
    assert (await applies(city, house_number, "OWN-078")).status_code == 201

"""The court calendar: days of cases against whose decision somebody appealed."""

import re
from datetime import timedelta
from uuid import uuid4

from fastapi import FastAPI

from chassis.web import Function
from launcher.page_walk import words

from ..support.browser import signed_in
from ..support.city import City
from ..support.procedure import FineCase

WORKER, OFFICER = Function.DOSSIERBEHANDELAAR_BH, Function.SANCTIONEREND_AMBTENAAR


async def appealed(city: City, app: FastAPI) -> FineCase:
    case = await (await (await FineCase.opens(city, app)).fined()).notified()
    await case.does("appeal", rollNumber="26A123")
    return case


async def test_a_day_in_court_stands_in_the_calendar_and_moves_the_case_up(
    app: FastAPI, city: City
) -> None:
    case = await appealed(city, app)
    number = (await case.look())["number"]
    worker = await signed_in(app, city, WORKER, f"rechtbank-{uuid4().hex[:6]}")
    tomorrow = str(city.today + timedelta(days=1))
    _, year, serial = number.split("/")
    typed = f"gas {year}/{int(serial)}"
    pleads = {"dossier": typed, "soort": "pleidooi", "dag": tomorrow}
    assert await worker.does("/rechtbank", **pleads) == "/rechtbank"
    page = (await worker.get("/rechtbank")).text
    (card,) = [
        each for each in re.findall(r'<li class="kl-card.*?</li>', page, re.S) if number in each
    ]
    assert "Pleidooi" in card and "26A123" in card and "nog 1 dag" in words(card)
    work = await worker.sees_listed("/werklijst?alles=true")
    assert "Rechtbank: " in work[work.index(number) :][:400]
    (off,) = re.findall(r'action="(/rechtbank/[^"]+/weg)"', card)
    await worker.does(off)
    assert number not in await worker.sees("/rechtbank")
    assert (await worker.post(off)).status_code == 404, "once"


async def test_what_is_no_day_in_court_is_refused_at_its_field(app: FastAPI, city: City) -> None:
    case, calm = await appealed(city, app), await FineCase.opens(city, app)
    number = (await case.look())["number"]
    free = (await calm.look())["number"]

    async def tried(of: str, days: int, function: Function = WORKER) -> tuple[int, str]:
        body = {"number": of, "kind": "inleiding", "on": str(city.today + timedelta(days=days))}
        answer = await city.call(function, "POST", "/v1/court-days", body)
        errors = answer.json().get("errors") or [{"field": ""}]
        return answer.status_code, errors[0]["field"]

    assert await tried(free, 1) == (422, "number"), "nobody appealed"
    assert await tried(number, -1) == (422, "on"), "the day before"
    assert await tried(number, 0, OFFICER) == (403, "")
    assert (await tried(number, 0))[0] == 200, "today"
    assert (await tried(number, 1))[0] == 200
    listed = await city.sees(WORKER, "/v1/court-days")
    days = [each for each in listed["_embedded"]["courtDays"] if each["number"] == number]
    assert [each["onDay"] for each in days] == [
        str(city.today + timedelta(days=later)) for later in (0, 1)
    ]
    gone = await city.does(WORKER, f"/v1/court-days/{days[0]['dayId']}/cancellation", {})
    assert gone["dayId"] == days[0]["dayId"]

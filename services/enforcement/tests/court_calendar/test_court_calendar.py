"""The court calendar: days of cases against whose decision somebody appealed."""

import re
from datetime import timedelta
from uuid import UUID, uuid4

import asyncpg
from fastapi import FastAPI

from chassis.web import Function
from launcher.page_walk import words

from ..support.browser import Browser, signed_in
from ..support.city import City
from ..support.procedure import FineCase
from ..support.sanctions import contested_twice

WORKER, OFFICER = Function.DOSSIERBEHANDELAAR_BH, Function.SANCTIONEREND_AMBTENAAR


async def appealed(city: City, app: FastAPI) -> FineCase:
    case = await (await (await FineCase.opens(city, app)).fined()).notified()
    await case.does("appeal", rollNumber="26A123")
    return case


async def own_work(worker: Browser, case: FineCase) -> str:
    """The words of the work list of this worker, who has this case alone: in the list of all, cases
    of other tests come and go between two of its pages."""
    page = f"/dossiers/{case.case_id}"
    (me,) = re.findall(r'name="collega" value="([^"]+)"', (await worker.get(page)).text)
    await worker.does(f"{page}/toewijzen", collega=me)
    return await worker.sees("/werklijst?lijst=mijn&alles=true")


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
    work = await own_work(worker, case)
    assert "Rechtbank: " in work[work.index(number) :]
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


async def test_a_day_is_noted_once_and_goes_with_the_appeal(
    app: FastAPI, city: City, rows: asyncpg.Connection
) -> None:
    """A form that is sent twice notes one day; after the judgment nobody is expected in court."""
    case = await appealed(city, app)
    number = (await case.look())["number"]
    body = {"number": number, "kind": "pleidooi", "on": str(city.today + timedelta(days=9))}
    first, again = [await city.does(WORKER, "/v1/court-days", body) for _ in range(2)]
    assert first["dayId"] == again["dayId"]
    little = await city.call(WORKER, "POST", "/v1/court-days", body | {"number": "GA"})
    assert (little.status_code, little.json()["errors"][0]["field"]) == (422, "number")
    await city.does(WORKER, f"/v1/court-days/{first['dayId']}/cancellation", {}, subject="wist")
    query = "SELECT cancelled_by FROM court_day WHERE day_id = $1"
    assert await rows.fetchval(query, UUID(first["dayId"])) == "wist"
    await city.does(WORKER, "/v1/court-days", body)
    await case.does("judgment", verdict="bevestigd")
    listed = await city.sees(WORKER, "/v1/court-days")
    assert number not in [each["number"] for each in listed["_embedded"]["courtDays"]]
    worker = await signed_in(app, city, WORKER, f"rechtbank-{uuid4().hex[:6]}")
    work = await own_work(worker, case)
    assert "Rechtbank:" not in work[work.index(number) :]
    late = await city.call(WORKER, "POST", "/v1/court-days", body)
    assert (late.status_code, late.json()["errors"][0]["field"]) == (422, "number")


async def test_a_day_in_court_says_every_request_that_runs(city: City) -> None:
    """The city took back what somebody contested, and somebody contested the next decision too."""
    case = await contested_twice(city)
    number = (await city.sees(WORKER, case["path"]))["number"]
    for request, office in (("laatste", "Kantoor Laat"), ("eerder", "Kantoor Vroeg")):
        said = {"lawOffice": office, "request": request}
        await city.does(WORKER, f"{case['path']}/council-lawyer", said)
    body = {"number": number, "kind": "pleidooi", "on": str(city.today + timedelta(days=9))}
    await city.does(WORKER, "/v1/court-days", body)

    async def told() -> tuple[str, str]:
        listed = (await city.sees(WORKER, "/v1/court-days"))["_embedded"]["courtDays"]
        (day,) = [each for each in listed if each["number"] == number]
        return day["rollNumber"], day["lawOffice"]

    assert await told() == ("A. 123.456, A. 654.321", "Kantoor Laat, Kantoor Vroeg")
    await city.does(WORKER, f"{case['path']}/council-ruling", {"ruling": "verwerping"})
    assert await told() == ("A. 123.456", "Kantoor Vroeg"), "the last one is ruled on"

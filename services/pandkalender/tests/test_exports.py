"""An owner takes along the own shifts and rooms, and nothing of others (DP-07, DP-20)."""

import csv
import io
from datetime import datetime, timedelta

import pytest

from chassis.bus.timers import Timer
from chassis.web import Function, exports
from pandkalender.exports import EXPORTS

from .support.browser import Browser, SignIn
from .support.city import EVENING, NOW, City, Owner, worker
from .support.exports import filled

TIMERS = exports.timers(EXPORTS)


async def lines(browser: Browser, path: str) -> list[dict[str, str]]:
    answer = await browser.get(f"{path}/bestand")
    assert answer.status_code == 200, answer.text
    text = answer.content.decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text), delimiter=";"))


async def test_an_owner_gets_own_shifts_alone(
    city: City, owner: Owner, browser: Browser, sign_in: SignIn
) -> None:
    other = await city.owner()
    await owner.declared(who=worker(7))
    await other.declared(who=worker(8))
    await owner.declared(room=1, starts_at=EVENING + timedelta(days=2), who=worker(9))
    answer = await browser.post("/uitvoer/nieuw/shiften", filled())
    assert answer.status_code == 303, answer.text
    path = answer.headers["location"]
    (row,) = await lines(browser, path)
    assert row["voornamen"] == "Ana7"
    assert row["identiteit"] == "Nog te controleren"
    assert "RO-000007" not in str(row), "numbers of papers stay"
    assert "iemand (eigenaar, " in row["uitvoer"]
    async with city.app.state.database.connection() as conn:
        logged = await conn.fetch(
            "SELECT subject_kind FROM access_log WHERE action = 'disclose'"
            " AND actor_organisation = $1 ORDER BY 1",
            owner.organisation,
        )
    assert [one["subject_kind"] for one in logged] == ["export", "worker"]
    assert (await (await sign_in(other)).get(path)).status_code == 404


async def test_what_the_police_saw_is_no_more_than_on_the_screen(
    city: City, owner: Owner, browser: Browser
) -> None:
    await owner.declared(who=worker(17))
    async with city.app.state.database.connection() as conn:
        await conn.execute(
            "UPDATE shift SET verification = 'weerlegd' WHERE owner = $1", owner.organisation
        )
    answer = await browser.post("/uitvoer/nieuw/shiften", filled())
    (row,) = await lines(browser, answer.headers["location"])
    assert row["identiteit"] == "Neem contact op met de politie"
    assert "weerlegd" not in str(row)


async def test_rooms_leave_without_people(city: City, owner: Owner, browser: Browser) -> None:
    await owner.declared(who=worker(27))
    answer = await browser.post("/uitvoer/nieuw/kamers", filled(reden=""))
    rows = await lines(browser, answer.headers["location"])
    assert [row["shiften"] for row in rows].count("1") == 1
    assert len(rows) == len(owner.rooms)


@pytest.fixture
def none_is_small(monkeypatch: pytest.MonkeyPatch) -> None:
    limits = EXPORTS.limits.model_copy(update={"small": 0})
    monkeypatch.setitem(EXPORTS.__dict__, "limits", limits)


async def a_day_passes(city: City, path: str, at: datetime = NOW + timedelta(days=1)) -> None:
    """What the service does by itself when the time of a request is there."""
    name, key = "export-term", path.removeprefix("/uitvoer/")
    async with city.app.state.database.begin(at) as tx:
        await TIMERS[name](Timer(name, key, at, {}), tx)
    for _ in range(2):
        async with city.app.state.database.begin(at) as tx:
            await TIMERS["export-make"](Timer("export-make", key, at, {}), tx)


@pytest.mark.usefixtures("none_is_small")
async def test_an_owner_alone_gets_a_large_one_after_a_day(
    city: City, owner: Owner, browser: Browser
) -> None:
    await owner.declared(who=worker(37))
    sure = await browser.post("/uitvoer/nieuw/shiften", filled(stap="kijken"))
    assert "Vraag het bestand" in sure.text
    path = (await browser.post("/uitvoer/nieuw/shiften", filled())).headers["location"]
    assert (await browser.post(path, {"actie": "goedkeuren"})).status_code == 409, "not the own one"
    assert (await browser.get(f"{path}/bestand")).status_code == 409
    await a_day_passes(city, path, NOW + timedelta(hours=23))
    assert (await browser.get(f"{path}/bestand")).status_code == 409, "not yet"
    await a_day_passes(city, path)
    browser.moves_to(NOW + timedelta(days=1))
    (row,) = await lines(browser, path)
    assert row["voornamen"] == "Ana37"


@pytest.mark.usefixtures("none_is_small")
async def test_until_then_the_house_sees_it_on_its_first_page_and_can_stop_it(
    city: City, owner: Owner, browser: Browser, sign_in: SignIn
) -> None:
    await owner.declared(who=worker(38))
    path = (await browser.post("/uitvoer/nieuw/shiften", filled())).headers["location"]
    stranger = await sign_in(await city.owner(), Function.BEHEERDER)
    for somebody, sees in ((await sign_in(owner), True), (stranger, False)):
        page = await somebody.get("/vandaag")
        assert (f'href="{path}"' in page.text) == sees
    assert (await stranger.post(path, {"actie": "goedkeuren"})).status_code == 404
    other = await sign_in(owner)
    assert (await other.post(path, {"actie": "intrekken"})).status_code == 303
    await a_day_passes(city, path)
    assert (await browser.get(f"{path}/bestand")).status_code == 409
    assert f'href="{path}"' not in (await browser.get("/vandaag")).text


async def test_an_owner_looks_back_three_months_and_no_further(browser: Browser) -> None:
    far = str((NOW - timedelta(days=120)).date())
    answer = await browser.post("/uitvoer/nieuw/shiften", filled(van=far, tot=far))
    assert answer.status_code == 422
    assert "Zo ver terug gaat deze lijst niet." in answer.text


async def test_the_pages_speak_the_language_of_the_owner(browser: Browser) -> None:
    page = await browser.get("/uitvoer/nieuw/shiften", taal="en")
    assert "My shifts" in page.text
    assert "See how many rows there are" in page.text

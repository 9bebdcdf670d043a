"""Steps that Back and a reload cannot do again, and a departure from which nothing comes back."""

from typing import Any
from uuid import uuid4

import httpx
import pytest

from contracts.pandkalender import ShiftDisputed

from ..support.browser import Browser, passer_by
from ..support.city import SERVICE, City, Owner, worker
from ..support.codes import access, enter, ref_of, rows

LIST = "Wat is over jou aangegeven?"


@pytest.fixture(autouse=True)
async def patient(city: City) -> None:
    await rows(city, "DELETE FROM code_try")


@pytest.fixture
async def shift(owner: Owner) -> str:
    return await owner.declared(who=worker(int(uuid4().hex[:6], 16)))


@pytest.fixture
async def hers(city: City, shift: str) -> Browser:
    code, _ = await access(city, await ref_of(city, shift))
    return await enter(city, code)


async def step(browser: Browser, data: dict[str, Any]) -> httpx.Response:
    answer = await browser.post("/mijn", data)
    assert (answer.status_code, answer.headers["location"]) == (303, "/mijn")
    return answer


async def shown(browser: Browser) -> str:
    answer = await browser.get("/mijn")
    assert answer.headers["cache-control"] == "no-store"
    return answer.text


async def test_a_reload_asks_again_and_sends_nothing_again(hers: Browser, shift: str) -> None:
    await step(hers, {"stap": "klopt-niet", "shift": shift})
    for _reload in range(2):
        assert "Kies alles wat past." in await shown(hers)
    await step(hers, {"stap": "lijst"})
    assert LIST in await shown(hers)


async def test_what_was_told_is_shown_once_and_then_her_list(
    city: City, hers: Browser, shift: str
) -> None:
    form = {"stap": "betwist", "shift": shift, "sleutel": str(uuid4()), "reden": "gedwongen"}
    await step(hers, form)
    assert "De politie weet het nu" in await shown(hers)
    for _reload in range(2):
        assert LIST in await shown(hers)
    told = [
        envelope
        for envelope in await city.sandbox.recorded(SERVICE)
        if envelope.type == ShiftDisputed.type and envelope.data["shiftId"] == shift
    ]
    assert len(told) == 1


async def test_what_comes_next_is_about_her_own_shifts_alone(
    hers: Browser, owner: Owner, shift: str
) -> None:
    other = await owner.declared(who=worker(int(uuid4().hex[:6], 16)), room=1)
    hers.client.cookies.set(f"kl-{SERVICE}-stap", other)
    assert LIST in await shown(hers)
    hers.client.cookies.set(f"kl-{SERVICE}-stap", "<script>")
    assert LIST in await shown(hers)


async def test_the_calendar_keeps_nothing_of_a_dispute_not_even_until_it_is_shown(
    city: City, hers: Browser, shift: str
) -> None:
    async def kept() -> list[Any]:
        tables = ("worker_access", "worker_access_ref", "worker_session", "shift_confirmation")
        return [
            sorted(str(tuple(row)[:3]) for row in await rows(city, f"TABLE {table}"))
            for table in tables
        ]

    before = await kept()
    await step(hers, {"stap": "klopt-niet", "shift": shift})
    form = {"stap": "betwist", "shift": shift, "sleutel": str(uuid4()), "reden": "gedwongen"}
    await step(hers, form)
    assert await kept() == before


async def test_back_after_leaving_leads_on_to_where_she_went(city: City, hers: Browser) -> None:
    neutral = city.app.state.neutral_url
    assert (await hers.post("/mijn/weg")).headers["location"] == neutral
    for path in ("/mijn", "/mijn/info"):
        back = await hers.get(path)
        assert (back.status_code, back.headers["location"]) == (303, neutral)
        assert back.headers["cache-control"] == "no-store"


async def typed(browser: Browser, path: str) -> httpx.Response:
    headers = {"Accept": "text/html", "Sec-Fetch-Site": "none"}
    return await browser.client.get(path, headers=headers)


async def test_who_types_the_address_again_is_here_again(city: City, hers: Browser) -> None:
    await hers.post("/mijn/weg")
    again = await typed(hers, "/mijn")
    assert again.status_code == 200
    assert f'data-left="{city.app.state.neutral_url}"' in again.text, "for a step back to this page"
    assert (await hers.get("/mijn")).status_code == 200
    assert "data-left" not in (await hers.get("/mijn")).text


async def test_leaving_leaves_no_cookie_but_that_for_some_minutes(
    city: City, hers: Browser, shift: str
) -> None:
    await hers.get("/mijn", taal="ro")
    await step(hers, {"stap": "klopt-niet", "shift": shift})
    assert len(hers.client.cookies) == 3
    await hers.post("/mijn/weg")
    (left,) = hers.client.cookies.jar
    assert (left.name, left.value) == (f"kl-{SERVICE}-weg", "1")
    assert left.expires is not None


async def test_a_stranger_who_comes_by_a_link_of_ours_is_not_led_away(city: City) -> None:
    assert (await passer_by(city).get("/mijn")).status_code == 200

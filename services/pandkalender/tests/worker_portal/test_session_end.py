"""The end of a worker's session: told in her language, and put off only up to an hour."""

from datetime import timedelta
from uuid import uuid4

import pytest

from ..support.browser import Browser, passer_by
from ..support.city import City, Owner, worker
from ..support.codes import access, enter, ref_of, rows
from ..support.languages import LANGUAGES, speaks

OPEN = {"nl": "Deze pagina blijft open tot", "en": "This page stays open until",
        "fr": "Cette page reste ouverte", "ro": "Această pagină rămâne deschisă",
        "bg": "Тази страница остава отворена", "es": "Esta página queda abierta"}  # fmt: skip


@pytest.fixture
async def inside(city: City, owner: Owner) -> Browser:
    await rows(city, "DELETE FROM code_try")
    await rows(city, "DELETE FROM worker_session")
    shift = await owner.declared(who=worker(int(uuid4().hex[:6], 16)))
    return await enter(city, (await access(city, await ref_of(city, shift)))[0])


async def passes(city: City, column: str, so_much: timedelta) -> None:
    await rows(city, f"UPDATE worker_session SET {column} = {column} - $1::interval", so_much)


@pytest.mark.parametrize("code", LANGUAGES)
async def test_every_page_behind_the_code_says_until_when_it_is_open(
    inside: Browser, code: str
) -> None:
    page = await inside.get("/mijn", taal=code)
    speaks(page, code)
    assert OPEN[code] in page.text
    assert OPEN[code] in (await inside.get("/mijn/sessie")).json()["text"]
    assert "<dialog" not in (await inside.get("/mijn/info")).text


async def test_asking_is_no_use_and_staying_is(city: City, inside: Browser) -> None:
    await passes(city, "seen_at", timedelta(minutes=9))
    assert (await inside.get("/mijn/sessie")).json()["seconds"] <= 60
    assert (await inside.get("/mijn/sessie")).json()["seconds"] <= 60
    stayed = (await inside.post("/mijn/sessie")).json()
    assert stayed["seconds"] > 590
    assert stayed["final"] is False


async def test_nobody_stays_longer_than_an_hour(city: City, inside: Browser) -> None:
    await passes(city, "began_at", timedelta(minutes=59))
    stayed = (await inside.post("/mijn/sessie")).json()
    assert stayed["final"] is True
    assert stayed["seconds"] <= 60
    await passes(city, "began_at", timedelta(minutes=1))
    assert (await inside.post("/mijn/sessie")).status_code == 401


async def test_who_left_or_never_came_in_cannot_stay(inside: Browser, city: City) -> None:
    await inside.post("/mijn/weg")
    assert (await inside.post("/mijn/sessie")).status_code == 401
    assert (await passer_by(city).post("/mijn/sessie")).status_code == 401


async def test_another_site_cannot_keep_it_open(inside: Browser) -> None:
    headers = {"Sec-Fetch-Site": "cross-site"}
    assert (await inside.client.post("/mijn/sessie", headers=headers)).status_code == 403

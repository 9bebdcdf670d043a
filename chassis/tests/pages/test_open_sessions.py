"""Who may sees who is signed in, and ends a session of a device or all of a person; asked twice."""

import re
from uuid import uuid4

import asyncpg
from fastapi import FastAPI

from .support.browser import Browser

AGENT = {"User-Agent": "Mozilla/5.0 (Linux; Android 15) Chrome/140.0 Mobile Safari/537.36"}


async def people(app: FastAPI) -> tuple[Browser, Browser, Browser]:
    """An agent at two devices, and the administrator."""
    phone, desk, keeper = Browser(app), Browser(app), Browser(app)
    phone.client.headers.update(AGENT)
    await phone.sign_in()
    await desk.sign_in()
    await keeper.sign_in("beheerder-1")
    return phone, desk, keeper


async def id_of(owner: asyncpg.Connection, device: str, subject: str = "agent-1") -> str:
    query = "SELECT id::text FROM web_session WHERE subject = $1 AND device = $2"
    return str(await owner.fetchval(query, subject, device))


async def test_the_screen_names_the_devices_of_each_person_and_the_own(app: FastAPI) -> None:
    _phone, _desk, keeper = await people(app)
    page = await keeper.get("/sessies")
    assert page.status_code == 200
    assert page.text.count("agent-1") == 1
    assert "Chrome, Android" in page.text
    assert page.text.count("(dit toestel)") == 1
    assert page.text.count("Meld overal af") == 1


async def test_one_device_is_ended_after_a_second_yes_and_the_other_stays(
    app: FastAPI, owner: asyncpg.Connection
) -> None:
    phone, desk, keeper = await people(app)
    named = {"sessie": await id_of(owner, "Chrome, Android")}
    asked = await keeper.post("/sessies", named)
    assert asked.status_code == 200
    assert "Deze sessie beëindigen?" in asked.text
    assert (await phone.get("/")).status_code == 200, "not before it was asked"
    done = await keeper.post("/sessies", {**named, "zeker": "ja"})
    assert done.headers["location"] == "/sessies"
    assert "1 sessie is beëindigd." in (await keeper.get("/sessies")).text
    assert (await phone.get("/")).status_code == 303
    assert (await desk.get("/")).status_code == 200


async def test_a_person_is_signed_out_everywhere(app: FastAPI, owner: asyncpg.Connection) -> None:
    phone, desk, keeper = await people(app)
    named = {"sessie": await id_of(owner, "Chrome, Android"), "overal": "ja"}
    asked = await keeper.post("/sessies", named)
    assert "Deze 2 sessies beëindigen?" in asked.text
    assert re.search(r'name="overal" value="ja"', asked.text)
    await keeper.post("/sessies", {**named, "zeker": "ja"})
    assert (await phone.get("/")).status_code == 303
    assert (await desk.get("/")).status_code == 303
    assert (await keeper.get("/sessies")).status_code == 200


async def test_a_session_that_is_over_or_never_was_is_told_the_same(app: FastAPI) -> None:
    *_, keeper = await people(app)
    answer = await keeper.post("/sessies", {"sessie": str(uuid4()), "zeker": "ja"})
    assert answer.status_code == 303
    assert "Die sessie is al voorbij." in (await keeper.get("/sessies")).text


async def test_others_neither_see_nor_end_anything(app: FastAPI, owner: asyncpg.Connection) -> None:
    phone, _desk, _keeper = await people(app)
    assert (await phone.get("/sessies")).status_code == 403
    named = {"sessie": await id_of(owner, "", "beheerder-1"), "zeker": "ja"}
    assert (await phone.post("/sessies", named)).status_code == 403
    assert await owner.fetchval("SELECT count(*) FROM web_session") == 3

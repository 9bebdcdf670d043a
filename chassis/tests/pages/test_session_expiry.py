"""A page says how long a session stands, and somebody can stay; the longest time stands."""

from datetime import UTC, datetime, timedelta

import asyncpg
import pytest

from chassis.web.login.session_expiry import SessionExpiry

from .support.browser import Browser

IDLE = 30 * 60


async def left(browser: Browser) -> dict[str, object]:
    answer = await browser.get("/sessie")
    assert answer.status_code == 200, answer.text
    assert answer.headers["cache-control"] == "no-store"
    found: dict[str, object] = answer.json()
    return found


async def idle(owner: asyncpg.Connection, minutes: float) -> None:
    await owner.execute(
        "UPDATE web_session SET seen_at = now() - $1::interval", timedelta(minutes=minutes)
    )


async def test_a_page_with_a_form_says_until_when_the_session_runs(
    browser: Browser, owner: asyncpg.Connection
) -> None:
    await browser.sign_in()
    page = (await browser.get("/")).text
    until = await owner.fetchval(
        "SELECT to_char((seen_at + $1::interval) AT TIME ZONE 'Europe/Brussels', 'HH24:MI')"
        " FROM web_session",
        timedelta(minutes=30),
    )
    assert f"Je sessie loopt tot {until}." in page
    assert 'data-session="/sessie"' in page


async def test_who_is_not_signed_in_is_told_of_no_session(browser: Browser) -> None:
    assert "<dialog" not in (await browser.get("/privacy")).text


async def test_asking_how_long_is_no_use_of_the_session(
    browser: Browser, owner: asyncpg.Connection
) -> None:
    await browser.sign_in()
    await idle(owner, 20)
    for _again in range(2):
        found = await left(browser)
        assert found["final"] is False
        assert 9 * 60 <= int(str(found["seconds"])) <= 10 * 60


async def test_staying_puts_off_the_idle_limit(browser: Browser, owner: asyncpg.Connection) -> None:
    await browser.sign_in()
    await idle(owner, 29)
    answer = await browser.post("/sessie")
    assert answer.status_code == 200
    assert IDLE - 5 <= answer.json()["seconds"] <= IDLE
    assert IDLE - 5 <= int(str((await left(browser))["seconds"])) <= IDLE


async def test_staying_never_puts_off_the_longest_time(
    browser: Browser, owner: asyncpg.Connection
) -> None:
    await browser.sign_in()
    await owner.execute("UPDATE web_session SET ends_at = now() + interval '90 seconds'")
    ends = await owner.fetchval("SELECT ends_at FROM web_session")
    for _again in range(3):
        answer = (await browser.post("/sessie")).json()
        assert answer["final"] is True
        assert answer["seconds"] <= 90
    assert await owner.fetchval("SELECT ends_at FROM web_session") == ends
    await owner.execute("UPDATE web_session SET ends_at = now() - interval '1 second'")
    assert (await browser.post("/sessie")).status_code == 401


@pytest.mark.parametrize("method", ["GET", "POST"])
async def test_a_session_that_is_over_cannot_be_brought_back(
    browser: Browser, owner: asyncpg.Connection, method: str
) -> None:
    await browser.sign_in()
    await idle(owner, 31)
    sent = {"Sec-Fetch-Site": "same-origin"}
    assert (await browser.client.request(method, "/sessie", headers=sent)).status_code == 401
    assert (await browser.get("/")).status_code == 303


async def test_another_site_cannot_keep_a_session_alive(
    browser: Browser, owner: asyncpg.Connection
) -> None:
    await browser.sign_in()
    await idle(owner, 20)
    answer = await browser.post("/sessie", **{"Sec-Fetch-Site": "cross-site"})
    assert answer.status_code == 403
    assert int(str((await left(browser))["seconds"])) <= 10 * 60


async def test_without_a_session_nothing_is_told(browser: Browser) -> None:
    assert (await browser.get("/sessie")).status_code == 401


def test_what_is_left_is_never_less_than_nothing() -> None:
    now = datetime(2026, 1, 5, tzinfo=UTC)
    late = SessionExpiry.idle(
        now, now - timedelta(hours=2), timedelta(minutes=30), now + timedelta(hours=1)
    )
    assert (late.seconds, late.is_final) == (0, False)
    last = SessionExpiry.idle(now, now, timedelta(minutes=30), now + timedelta(minutes=1))
    assert (last.seconds, last.is_final) == (60, True)

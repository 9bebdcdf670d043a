"""A step marked ``fresh``: a second factor of the last five minutes, and nothing typed is lost."""

import re
from collections.abc import Callable, Iterator
from html import unescape
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import asyncpg
import pytest
from fastapi import FastAPI

from .support.browser import Browser
from .support.issuer import AGENT, Issuer, choose, enter, evaluation_issuer

WEAK = {"politie_agent": {"assurance": "password", "max_age": 36_000}}


@pytest.fixture
def issuer(tmp_path: Path) -> Iterator[Issuer]:
    with evaluation_issuer(tmp_path) as found:
        yield found


@pytest.fixture
def browser(build: Callable[..., FastAPI], issuer: Issuer) -> Browser:
    """Of somebody whose function asks for no second factor to sign in."""
    return Browser(build(logins={"politie": {**issuer.settings, "requires": WEAK}}))


async def later(owner: asyncpg.Connection, minutes: int) -> None:
    await owner.execute(
        "UPDATE web_session SET authenticated_at = now() - make_interval(mins => $1)", minutes
    )


async def test_a_page_sends_to_the_issuer_for_a_second_factor_and_opens_afterwards(
    browser: Browser,
) -> None:
    await enter(browser, strong=False)
    assert (await browser.get("/lijst")).status_code == 200
    turned = await browser.get("/streng?week=47")
    assert turned.status_code == 303
    assert turned.headers["location"] == "/aanmelden/politie?sterk=ja&naar=/streng%3Fweek%3D47"
    address = await browser.begin(turned.headers["location"])
    asked = parse_qs(urlsplit(address).query)
    assert (asked["acr_values"], asked["max_age"]) == (["2"], ["300"])
    back = await browser.get(await choose(address, AGENT))
    assert back.headers["location"] == "/streng?week=47"
    assert (await browser.get("/streng")).status_code == 200


async def test_a_second_factor_is_asked_again_when_it_is_old(
    browser: Browser, owner: asyncpg.Connection
) -> None:
    await enter(browser)
    assert (await browser.get("/streng")).status_code == 200
    await later(owner, 4)
    assert (await browser.get("/streng")).status_code == 200
    await later(owner, 6)
    assert (await browser.get("/streng")).status_code == 303
    assert (await browser.get("/lijst")).status_code == 200


async def test_who_gives_a_password_alone_once_more_does_not_get_by(browser: Browser) -> None:
    await enter(browser, strong=False)
    weak = await enter(browser, strong=False, path="/aanmelden/politie?sterk=ja&naar=/streng")
    assert weak.status_code == 403
    assert (await browser.get("/streng")).status_code == 303


async def test_what_was_typed_is_not_lost_and_counts_after_the_second_factor(
    browser: Browser, owner: asyncpg.Connection
) -> None:
    await enter(browser, strong=False)
    held = await browser.post("/streng", {"text": 'een <b>"nota"</b>'})
    assert held.status_code == 401
    assert held.headers["cache-control"] == "no-store"
    assert "Bevestig dat jij het bent" in held.text
    (stronger,) = re.findall(r'href="(/aanmelden/politie[^"]+)"', held.text)
    window = Browser.__new__(Browser)
    window.client = browser.client
    back = await enter(window, path=unescape(stronger))
    assert back.headers["location"] == "/bevestigd"
    assert "Sluit dit venster" in (await browser.get("/bevestigd")).text
    (typed,) = re.findall(r'name="text" value="([^"]*)"', held.text)
    assert unescape(typed) == 'een <b>"nota"</b>'
    sent = await browser.post("/streng", {"text": unescape(typed)})
    assert sent.status_code == 303
    assert "Je nota is bewaard." in (await browser.get("/lijst")).text

"""A strict issuer beside a service: how strongly somebody signs in, how a session ends there."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import asyncpg
import httpx
import pytest
from fastapi import FastAPI

from chassis.addresses import PlainAddressError, Trust
from chassis.web import TrustDomain
from chassis.web.login.issuer_settings import IssuerSettings
from chassis.web.login.issuers import Issuer as IssuerClient
from launcher.login.evaluation.server import server
from launcher.login.evaluation.settings import EvaluationSettings, NotForRealError

from .support.browser import HERE, Browser
from .support.issuer import AGENT, LEADER, Issuer, choose, enter, evaluation_issuer

ENDED = "/aanmelden/politie/beeindigd"
Build = Callable[..., FastAPI]


@pytest.fixture
def issuer(tmp_path: Path) -> Iterator[Issuer]:
    with evaluation_issuer(tmp_path) as found:
        yield found


@pytest.fixture
def strict(build: Build, issuer: Issuer) -> Browser:
    return Browser(build(logins={"politie": issuer.settings}))


async def said(browser: Browser, token: str) -> httpx.Response:
    """The issuer's server calls: no cookie, and nothing that a browser says."""
    transport = browser.client._transport
    async with httpx.AsyncClient(transport=transport, base_url=HERE) as server:
        return await server.post(ENDED, data={"logout_token": token})


async def count(owner: asyncpg.Connection) -> int:
    return int(await owner.fetchval("SELECT count(*) FROM web_session"))


async def later(owner: asyncpg.Connection, minutes: int) -> None:
    """As if the issuer was last asked that long ago."""
    await owner.execute(
        "UPDATE web_session SET checked_at = now() - make_interval(mins => $1)", minutes
    )


async def test_a_function_that_needs_a_second_factor_asks_for_it_and_takes_no_less(
    strict: Browser, owner: asyncpg.Connection
) -> None:
    asked = parse_qs(urlsplit(await strict.begin()).query)
    assert asked["acr_values"] == ["2"]
    assert asked["max_age"] == ["36000"]
    weak = await enter(strict, strong=False)
    assert weak.status_code == 403
    assert "niet sterk genoeg" in weak.text
    assert await count(owner) == 0
    assert (await enter(strict)).status_code == 303
    row = await owner.fetchrow("SELECT assurance, sid, device FROM web_session")
    assert row["assurance"] == "second_factor"
    assert row["sid"]


async def test_who_needs_more_than_the_others_is_led_back_to_the_issuer_for_it(
    build: Build, issuer: Issuer, owner: asyncpg.Connection
) -> None:
    weak = {"assurance": "password", "max_age": 3600}
    settings = {**issuer.settings, "requires": {"politie_agent": weak}}
    browser = Browser(build(logins={"politie": settings}))
    assert parse_qs(urlsplit(await browser.begin()).query)["acr_values"] == ["1"]
    assert (await enter(browser, strong=False)).headers["location"] == "/"
    again = await enter(browser, LEADER, strong=False, path="/aanmelden?naar=/lijst")
    assert again.status_code == 303
    assert parse_qs(urlsplit(again.headers["location"]).query)["acr_values"] == ["2"]
    back = await browser.get(await choose(again.headers["location"], LEADER))
    assert back.headers["location"] == "/lijst"


async def test_an_issuer_is_reached_by_one_address_and_known_by_another(
    build: Build, tmp_path: Path
) -> None:
    """As in containers: browsers know a name that the service cannot reach."""
    with evaluation_issuer(tmp_path, address="http://127.0.0.2:9") as found:
        port = (tmp_path / ".run" / "login" / "ports.json").read_text()
        internal = f"http://127.0.0.1:{''.join(filter(str.isdigit, port))}/politie"
        settings = {**found.settings, "internal": internal}
        browser = Browser(build(logins={"politie": settings}))
        address = await browser.begin()
        assert address.startswith("http://127.0.0.2:9/politie/")
        reachable = address.replace("http://127.0.0.2:9/politie", internal)
        back = await browser.get(await choose(reachable, AGENT))
        assert back.status_code == 303, back.text
        left = await browser.post("/afmelden")
        assert left.headers["location"].startswith("http://127.0.0.2:9/politie/")


async def test_the_issuer_ends_a_session_and_it_is_over_here(
    strict: Browser, issuer: Issuer, owner: asyncpg.Connection
) -> None:
    await enter(strict)
    first = issuer.session
    other = Browser(strict.client._transport.app)  # type: ignore[attr-defined]
    await enter(other)
    answer = await said(strict, issuer.politie.logout_token(first))
    assert answer.status_code == 200
    assert answer.headers["cache-control"] == "no-store"
    assert (await strict.get("/")).headers["location"] == "/aanmelden"
    assert (await other.get("/")).status_code == 200, "another device stays"
    everywhere = issuer.politie.logout_token(first, sid=None)
    assert (await said(strict, everywhere)).status_code == 200
    assert await count(owner) == 0


@pytest.mark.parametrize(
    "spoiled",
    [
        {"aud": "another"},
        {"iss": "http://127.0.0.1:9/politie"},
        {"exp": 1},
        {"iat": 1},
        {"jti": None},
        {"iat": None},
        {"events": {}},
        {"events": "http://schemas.openid.net/event/backchannel-logout"},
        {"nonce": "one"},
        {"sub": None, "sid": None},
    ],
    ids=str,
)
async def test_a_logout_token_that_is_not_sound_ends_nothing(
    strict: Browser, issuer: Issuer, owner: asyncpg.Connection, spoiled: dict[str, Any]
) -> None:
    await enter(strict)
    answer = await said(strict, issuer.politie.logout_token(issuer.session, **spoiled))
    assert answer.status_code == 400
    assert answer.json() == {"error": "invalid_request"}
    assert await count(owner) == 1


async def test_a_forged_replayed_or_wrong_kind_of_logout_token_ends_nothing(
    strict: Browser, issuer: Issuer, owner: asyncpg.Connection
) -> None:
    await enter(strict)
    token = issuer.politie.logout_token(issuer.session)
    for forged in (token[:-4] + "AAAA", "", "x" * 20_000, "a.b.c"):
        assert (await said(strict, forged)).status_code == 400
    id_token = await owner.fetchval("SELECT id_token FROM web_session")
    assert (await said(strict, id_token)).status_code == 400, "an id token is no logout token"
    assert await count(owner) == 1
    assert (await said(strict, token)).status_code == 200
    await enter(strict)
    assert (await said(strict, token)).status_code == 400, "it counts once"
    assert await count(owner) == 1


async def test_signing_out_here_ends_the_session_at_the_issuer_too(
    strict: Browser, issuer: Issuer
) -> None:
    await enter(strict)
    left = await strict.post("/afmelden")
    async with httpx.AsyncClient(trust_env=False) as browser:
        back = await browser.get(left.headers["location"])
    assert back.headers["location"] == f"{HERE}/afgemeld"
    assert issuer.session.ended


async def test_who_lost_the_function_is_out_at_the_next_look(
    strict: Browser, issuer: Issuer, owner: asyncpg.Connection
) -> None:
    await enter(strict)
    await later(owner, 4)
    issuer.politie.take_function(AGENT)
    assert (await strict.get("/")).status_code == 200, "not yet asked again"
    await later(owner, 6)
    assert (await strict.get("/")).headers["location"] == "/aanmelden"
    assert await count(owner) == 0


async def test_who_still_has_the_function_stays_and_is_asked_after_once(
    strict: Browser, owner: asyncpg.Connection
) -> None:
    await enter(strict)
    before = await owner.fetchval("SELECT refresh_token FROM web_session")
    await later(owner, 6)
    assert (await strict.get("/")).status_code == 200
    row = await owner.fetchrow(
        "SELECT *, checked_at > now() - interval '1 min' AS just FROM web_session"
    )
    assert row["just"]
    assert row["refresh_token"] != before
    assert b"ey" not in before, "what may be asked is sealed with the browser's own token"


async def test_while_the_issuer_is_away_a_session_stands_for_a_quarter_and_no_longer(
    build: Build, tmp_path: Path, owner: asyncpg.Connection
) -> None:
    with evaluation_issuer(tmp_path) as found:
        browser = Browser(build(logins={"politie": found.settings}))
        await enter(browser)
    await later(owner, 6)
    assert (await browser.get("/")).status_code == 200
    await later(owner, 16)
    assert (await browser.get("/")).status_code == 303
    assert (await browser.get("/sessie")).status_code == 401


def test_the_evaluation_issuer_stands_nowhere_that_others_reach_it_unless_told_in_words(
    tmp_path: Path,
) -> None:
    inside, outside = "lets everybody in", "lets everybody in from everywhere, as anybody"
    for where, least in (
        ({"host": "0.0.0.0"}, inside),
        ({"address": "https://aanmelden.example"}, outside),
        ({"published": "0.0.0.0"}, outside),
        ({"published": "192.0.2.7", "host": "0.0.0.0"}, outside),
    ):
        for word in ("", "yes", *([inside] if least == outside else [])):
            with pytest.raises(NotForRealError, match="as many words"):
                server(EvaluationSettings(clients=tmp_path, evaluation=word, **where), [])
        EvaluationSettings(clients=tmp_path, evaluation=least, **where).check()


@pytest.mark.parametrize("field", ["issuer", "internal"])
def test_an_issuer_in_plain_beyond_this_machine_is_refused_unless_named(field: str) -> None:
    addresses = {"issuer": "https://login.example", field: "http://login.example"}
    settings = IssuerSettings(client_id="x", functions={}, **addresses)
    with pytest.raises(PlainAddressError, match="use https"):
        IssuerClient(TrustDomain.POLITIE, settings)
    IssuerClient(TrustDomain.POLITIE, settings, Trust(plaintext_hosts={"login.example"}))

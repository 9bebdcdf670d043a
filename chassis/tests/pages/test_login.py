"""Signing in: at the issuer of the own trust domain, bound to this browser, for a limited time."""

from collections.abc import Callable
from typing import Any
from urllib.parse import parse_qs, urlsplit

import asyncpg
import pytest
from fastapi import FastAPI

from chassis.web import TrustDomain
from chassis.web.login import end_of_person
from chassis.web.login.issuer_settings import IssuerSettings
from chassis.web.login.issuers import Issuer
from chassis.web.login.routes import safe_path

from .support.browser import HERE, Browser


async def test_who_is_not_signed_in_is_led_to_the_issuer_and_back_to_the_page_that_was_wanted(
    browser: Browser, owner: asyncpg.Connection
) -> None:
    turned = await browser.get("/lijst?week=47")
    assert turned.status_code == 303
    assert turned.headers["location"] == "/aanmelden?naar=/lijst%3Fweek%3D47"
    back = await browser.sign_in(wanted="?naar=/lijst%3Fweek%3D47")
    assert (back.status_code, back.headers["location"]) == (303, "/lijst?week=47")
    assert (await browser.get("/lijst")).status_code == 200
    row = await owner.fetchrow("SELECT * FROM web_session")
    assert (row["subject"], row["function"], row["organisation"]) == (
        "agent-1",
        "politie_agent",
        "LPA",
    )


async def test_the_issuer_is_asked_for_a_code_with_pkce_a_nonce_and_a_state(
    browser: Browser,
) -> None:
    asked = parse_qs(urlsplit(await browser.begin()).query)
    assert asked["response_type"] == ["code"]
    assert asked["code_challenge_method"] == ["S256"]
    assert len(asked["code_challenge"][0]) == 43
    assert asked["nonce"][0] and asked["state"][0]
    assert asked["redirect_uri"] == [f"{HERE}/aanmelden/politie/terug"]


async def test_the_database_holds_no_token_that_lets_anybody_in(
    browser: Browser, owner: asyncpg.Connection
) -> None:
    await browser.sign_in()
    token = browser.client.cookies["kl-proef"]
    row = await owner.fetchrow("SELECT * FROM web_session")
    assert token not in str(dict(row))
    cookie = next(c for c in browser.client.cookies.jar if c.name == "kl-proef")
    assert cookie.has_nonstandard_attr("HttpOnly")


async def test_another_browser_cannot_end_a_login_that_was_begun_elsewhere(
    app: FastAPI, browser: Browser
) -> None:
    back = await browser.identify(await browser.begin(), "agent-1")
    stranger = Browser(app)
    assert (await stranger.get(back)).status_code == 400
    assert (await stranger.get("/")).status_code == 303


async def test_an_answer_of_the_issuer_counts_once(browser: Browser) -> None:
    state = await browser.begin()
    attempt = browser.client.cookies["kl-proef-aanmelden"]
    back = await browser.identify(state, "agent-1")
    assert (await browser.get(back)).status_code == 303
    browser.client.cookies.set("kl-proef-aanmelden", attempt)
    assert (await browser.get(back)).status_code == 400


@pytest.mark.parametrize("column", ["nonce", "verifier"])
async def test_an_answer_to_another_login_is_refused(
    browser: Browser, owner: asyncpg.Connection, column: str
) -> None:
    back = await browser.identify(await browser.begin(), "agent-1")
    if column == "nonce":
        await owner.execute("UPDATE web_login SET nonce = 'another'")
        assert (await browser.get(back)).status_code == 400
    else:
        await owner.execute("UPDATE web_login SET began_at = now() - interval '11 minutes'")
        assert (await browser.get(back)).status_code == 400
    assert await owner.fetchval("SELECT count(*) FROM web_session") == 0


async def test_who_has_no_function_here_is_told_whom_to_ask(browser: Browser) -> None:
    answer = await browser.sign_in("bezoeker-1")
    assert answer.status_code == 403
    assert "Je account heeft hier geen functie" in answer.text
    assert "bezoeker-1" not in answer.text


async def test_who_declines_at_the_issuer_can_try_again(browser: Browser) -> None:
    state = parse_qs(urlsplit(await browser.begin()).query)["state"][0]
    answer = await browser.get(f"/aanmelden/politie/terug?error=access_denied&state={state}")
    assert answer.status_code == 400
    assert 'href="/aanmelden"' in answer.text


async def test_an_issuer_that_is_away_gives_a_page_that_says_so(
    build: Callable[..., FastAPI],
) -> None:
    away = {"issuer": "http://127.0.0.1:9", "client_id": "x", "functions": {}}
    answer = await Browser(build(logins={"politie": away})).get("/aanmelden")
    assert answer.status_code == 503
    assert "Je kunt je nu niet aanmelden" in answer.text


def test_no_issuer_speaks_for_a_function_of_another_domain() -> None:
    settings = IssuerSettings(
        issuer="https://zorg.example", client_id="x", functions={"a": "politie_agent"}
    )
    with pytest.raises(ValueError, match="may not speak for politie_agent"):
        Issuer(TrustDomain.ZORG, settings)


async def test_two_trust_domains_give_a_choice(build: Callable[..., FastAPI], issuer: str) -> None:
    one: dict[str, Any] = {"issuer": issuer, "client_id": "x", "functions": {}}
    page = await Browser(build(logins={"politie": one, "stad": one, "zorg": one})).get("/aanmelden")
    assert "Medewerker van de stad" in page.text
    assert "Politie" in page.text
    assert "Zorg" not in page.text, "the service does not take care's people"


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ("seen_at = now() - interval '31 minutes'", "idle"),
        ("ends_at = now() - interval '1 second'", "absolute"),
    ],
)
async def test_a_session_ends_by_itself(
    browser: Browser, owner: asyncpg.Connection, change: str, why: str
) -> None:
    await browser.sign_in()
    await owner.execute(f"UPDATE web_session SET {change}")
    assert (await browser.get("/")).status_code == 303
    sent = await browser.post("/", {"text": "een <b>nota</b>"})
    assert sent.status_code == 401
    assert 'name="text" value="een &lt;b&gt;nota&lt;/b&gt;"' in sent.text
    assert "Verstuur opnieuw" in sent.text
    assert sent.headers["cache-control"] == "no-store"


async def test_use_keeps_a_session_alive(browser: Browser, owner: asyncpg.Connection) -> None:
    await browser.sign_in()
    await owner.execute("UPDATE web_session SET seen_at = now() - interval '20 minutes'")
    assert (await browser.get("/")).status_code == 200
    assert await owner.fetchval("SELECT seen_at > now() - interval '1 minute' FROM web_session")


async def test_signing_in_again_ends_the_former_session(
    app: FastAPI, browser: Browser, owner: asyncpg.Connection
) -> None:
    await browser.sign_in()
    former = browser.client.cookies["kl-proef"]
    await browser.sign_in()
    assert browser.client.cookies["kl-proef"] != former
    assert await owner.fetchval("SELECT count(*) FROM web_session") == 1
    thief = Browser(app)
    thief.client.cookies.set("kl-proef", former)
    assert (await thief.get("/")).status_code == 303


async def test_signing_out_ends_the_session_here_and_at_the_issuer(
    browser: Browser, issuer: str, owner: asyncpg.Connection
) -> None:
    await browser.sign_in()
    token = browser.client.cookies["kl-proef"]
    answer = await browser.post("/afmelden")
    assert answer.status_code == 303
    left = urlsplit(answer.headers["location"])
    assert answer.headers["location"].startswith(issuer)
    assert parse_qs(left.query)["post_logout_redirect_uri"] == [f"{HERE}/afgemeld"]
    assert await owner.fetchval("SELECT count(*) FROM web_session") == 0
    browser.client.cookies.set("kl-proef", token)
    assert (await browser.get("/")).status_code == 303
    assert "Je bent afgemeld" in (await browser.get("/afgemeld")).text


async def test_somebody_can_be_signed_out_everywhere(
    app: FastAPI, browser: Browser, owner: asyncpg.Connection
) -> None:
    other = Browser(app)
    await browser.sign_in()
    await other.sign_in()
    assert await end_of_person(owner, TrustDomain.POLITIE, "agent-1") == 2
    assert (await browser.get("/")).status_code == 303


@pytest.mark.parametrize(
    "path", ["//elders.example", "/\\elders.example", "https://elders.example", "", "/a\nb", None]
)
def test_nobody_is_led_elsewhere_after_signing_in(path: str | None) -> None:
    assert safe_path(path) == "/"


async def test_behind_tls_the_cookies_are_of_this_host_alone(
    build: Callable[..., FastAPI],
) -> None:
    answer = await Browser(build("https://databank.example"), "https://databank.example").get(
        "/aanmelden"
    )
    cookie = answer.headers["set-cookie"]
    assert cookie.startswith("__Host-kl-proef-aanmelden=")
    assert all(part in cookie for part in ("Secure", "HttpOnly", "Path=/", "SameSite=lax"))
    assert "Domain" not in cookie


@pytest.mark.parametrize("told", [None, False, True])
async def test_browsers_keep_to_tls_only_where_its_authority_stays(
    build: Callable[..., FastAPI], *, told: bool | None
) -> None:
    """After a throw-away authority, who keeps to TLS is locked out for two years."""
    address = "https://databank.example"
    answer = await Browser(build(address, hsts=told), address).get("/aanmelden")
    assert answer.headers.get("strict-transport-security") == (
        "max-age=63072000; includeSubDomains" if told else None
    )

"""Offers instead of a fine, answered by the person on the own page."""

import re
from uuid import UUID

import asyncpg
import pytest
from fastapi import FastAPI

from enforcement.gas import notified
from launcher.page_walk import words

from ..support.browser import Browser
from ..support.city import City
from ..support.letters import address, fine_case
from ..support.own_case import opening_letters, visitor
from ..support.procedure import FineCase

HOME, OFFER = "/mijn-dossier", "/mijn-dossier/aanbod"


async def started(
    app: FastAPI, city: City, rows: asyncpg.Connection, *, minor: bool = False
) -> tuple[FineCase, list[Browser]]:
    """A case whose opening letters arrived, and each addressee on the own page."""
    case_id = await fine_case(city, rows, minor=minor, envisaged=100)
    if minor:
        await address(city, case_id, "ouderlijk_gezag")
    inside = []
    for sent in await opening_letters(app, city, case_id):
        browser = visitor(app, city)
        await browser.does(HOME, code=sent.code)
        inside.append(browser)
    return FineCase(city, app, UUID(case_id)), inside


async def answer(browser: Browser, offer: str, said: str) -> str:
    (key,) = re.findall(r'name="sleutel" value="([^"]+)"', (await browser.get(OFFER)).text)
    return await browser.does(OFFER, aanbod=offer, antwoord=said, sleutel=key)


async def test_who_accepts_a_mediation_begins_it_and_the_city_says_who_mediates(
    app: FastAPI, city: City, rows: asyncpg.Connection
) -> None:
    case, (browser,) = await started(app, city, rows)
    assert "Dat kan nu niet" in await browser.sees(OFFER)
    await case.letter(notified.mediation_offer_notified)
    before = (await case.look())["decideBy"]
    assert "Antwoord op het aanbod van bemiddeling" in await browser.sees(HOME)
    assert await answer(browser, "bemiddeling", "ja") == f"{HOME}?gezegd=aanvaard"
    assert "u doet mee" in await browser.sees(f"{HOME}?gezegd=aanvaard")
    assert (await case.look())["decideBy"] > before, "art. 26 §2: the longer term"
    status, reason = await case.tries("mediation-end", result="mislukt")
    assert status == 409 and "wie bemiddelt" in reason
    await case.does("mediator", mediator="mediator-1")
    assert "mediator" not in (await case.look())["allowed"]
    await case.does("mediation-end", result="geslaagd")
    assert "U hoeft geen geldboete te betalen" in await browser.sees(HOME)


@pytest.mark.parametrize("twice", [False, True])
async def test_who_refuses_a_mediation_goes_on_with_the_procedure(
    app: FastAPI, city: City, rows: asyncpg.Connection, twice: bool
) -> None:
    case, (browser,) = await started(app, city, rows)
    await case.letter(notified.mediation_offer_notified)
    (key,) = re.findall(r'name="sleutel" value="([^"]+)"', (await browser.get(OFFER)).text)
    for _ in range(1 + twice):  # a poor network sends it twice
        told = await browser.does(OFFER, aanbod="bemiddeling", antwoord="nee", sleutel=key)
        assert told == f"{HOME}?gezegd=geweigerd"
    seen = await case.look()
    assert seen["state"] == "opgestart"
    assert seen["mediationResult"] == "geweigerd"
    assert (await case.told()).count("gas-mediation-ended") == 1


@pytest.mark.parametrize(("said", "state"), [("ja", "lopend"), ("nee", "geweigerd")])
async def test_community_service_is_accepted_or_refused(
    app: FastAPI, city: City, rows: asyncpg.Connection, said: str, state: str
) -> None:
    case, (browser,) = await started(app, city, rows)
    await case.does("community-service-offer", hours=20)
    await case.letter(notified.community_service_notified)
    assert "Antwoord op het voorstel van gemeenschapsdienst" in await browser.sees(HOME)
    await answer(browser, "gemeenschapsdienst", said)
    seen = await case.look()
    assert seen["state"] == ("opgestart" if said == "nee" else "gemeenschapsdienst_lopend")
    assert "Antwoord op het voorstel" not in await browser.sees(HOME)
    if said == "ja":
        assert "community-service-acceptance" not in seen["allowed"]
        await case.does("community-service-end", result="volbracht")


async def test_a_minor_answers_and_a_holder_of_parental_authority_does_not(
    app: FastAPI, city: City, rows: asyncpg.Connection
) -> None:
    case, (child, parent) = await started(app, city, rows, minor=True)
    await case.letter(notified.mediation_offer_notified)
    assert "De jongere beslist hier zelf over" in await parent.sees(OFFER)
    key = "00000000-0000-4000-8000-000000000001"
    told = await parent.is_told(OFFER, aanbod="bemiddeling", antwoord="nee", sleutel=key)
    assert "Dat kan nu niet" in told
    assert await case.state() == "bemiddeling_lopend"
    await answer(child, "bemiddeling", "ja")
    assert (await case.look())["state"] == "bemiddeling_lopend"


async def test_an_answer_to_another_offer_or_without_a_choice_does_nothing(
    app: FastAPI, city: City, rows: asyncpg.Connection
) -> None:
    case, (browser,) = await started(app, city, rows)
    await case.letter(notified.mediation_offer_notified)
    key = "00000000-0000-4000-8000-000000000002"
    told = await browser.is_told(OFFER, aanbod="gemeenschapsdienst", antwoord="ja", sleutel=key)
    assert "Dat kan nu niet" in told
    assert "Kies ja of nee" in await browser.is_told(OFFER, aanbod="bemiddeling", sleutel=key)
    foreign = await browser._client.post(  # the same cookies, from another site
        OFFER, data={}, headers={"Accept": "text/html", "Sec-Fetch-Site": "cross-site"}
    )
    assert foreign.status_code == 403, words(foreign.text)
    assert await case.state() == "bemiddeling_lopend"

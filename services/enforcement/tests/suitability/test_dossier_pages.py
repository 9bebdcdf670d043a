"""The screens of declarations: from an application to its decision, by those who take the steps."""

import re
from datetime import timedelta
from typing import Any

import pytest
from fastapi import FastAPI

from chassis.days import city_day
from chassis.web import Function
from launcher.page_walk import words

from ..support.browser import Browser, signed_in
from ..support.city import City

OFFICE, COLLEGE = Function.PROSTITUTIEAMBTENAAR, Function.COLLEGE_SECRETARIS
WORKER = Function.JURIST_BH


@pytest.fixture
async def officer(app: FastAPI, city: City) -> Browser:
    return await signed_in(app, city, OFFICE, "ambtenaar-1")


@pytest.fixture
async def secretary(app: FastAPI, city: City) -> Browser:
    return await signed_in(app, city, COLLEGE, "secretaris-1")


def page_of(filed: dict[str, Any]) -> str:
    return f"/geschiktheid/{filed['dossierId']}"


@pytest.mark.night(
    "the walk of an application once more, by forms",
    stays=(
        "tests/browser/test_declarations.py::test_an_application_from_a_phone_becomes_a_declaration",
        "services/enforcement/tests/suitability/test_dossiers.py::test_an_application_becomes_a_declaration_with_every_room",
    ),
)
async def test_an_application_is_examined_and_decided_on_the_screens(
    city: City, officer: Browser, secretary: Browser
) -> None:
    filed = await city.files("OWN-051")
    page = page_of(filed)
    assert "Ingediend" in await officer.sees(page)
    await officer.is_told(f"{page}/volledigheid")
    await officer.does(f"{page}/volledigheid", uitkomst="volledig")
    until = city_day(city.now) + timedelta(days=9)
    await officer.does(f"{page}/adviezen-vragen", brandweer="true", statuten="true", tot=f"{until}")
    seen = await officer.sees(page)
    assert "Brandweer: gevraagd" in seen
    await officer.does(f"{page}/advies", dienst="brandweer", uitkomst="gunstig")
    conditional = {"dienst": "statuten", "uitkomst": "voorwaardelijk"}
    await officer.does(f"{page}/advies", **conditional, voorwaarden="Statuten neerleggen")
    visit = {"soort": "reactief", "aanleiding": "aanvraag", "resultaat": "in_orde"}
    await officer.does(f"{page}/bezoek", **visit, ruimten="2")
    assert (await officer.get(f"{page}/beslissing")).status_code == 403
    decision = {
        "besluit": "voorwaardelijk_toegekend",
        "motivering": "De statuten volgen.",
        "voorwaarden": "Statuten neerleggen\nBranddeur",
        "ontbreekt": "De andere diensten zagen dit pand dit jaar al.",
        "tegen": f"{city_day(city.now) + timedelta(days=30)}",
    }
    asked = await secretary.post(f"{page}/beslissing", decision)
    assert "Kijk je antwoorden na" in asked.text
    await secretary.does(f"{page}/beslissing", **decision, zeker="ja")
    seen = await officer.sees(page)
    assert "Voorwaardelijk toegekend" in seen
    assert "Statuten neerleggen" in seen
    assert "nog niet ter kennis gebracht" in seen
    await officer.does(f"{page}/kennisgeving")
    assert "nog niet ter kennis gebracht" not in await officer.sees(page)
    await officer.does(f"{page}/voorwaarden", vervuld="Branddeur")
    await officer.does(f"{page}/voorwaarden")
    assert "Toegekend" in await officer.sees("/geschiktheid?toestand=toegekend")


async def test_a_refusal_says_at_its_field_what_is_missing(city: City, secretary: Browser) -> None:
    page = page_of(await city.ready())
    refusal = {
        "besluit": "geweigerd",
        "motivering": "Ongunstig advies.",
        "antwoord": "Gelezen.",
        "zeker": "ja",
    }
    assert "gehoord" in await secretary.is_told(f"{page}/beslissing", **refusal)
    conditions = refusal | {"besluit": "toegekend", "voorwaarden": "Branddeur"}
    assert "alleen daar" in await secretary.is_told(f"{page}/beslissing", **conditions)


async def test_the_owner_is_invited_and_heard_on_the_screens(
    app: FastAPI, city: City, officer: Browser, secretary: Browser
) -> None:
    page = page_of(await city.ready())
    soon = f"{city_day(city.now) + timedelta(days=2)}T10:00"
    await officer.is_told(f"{page}/uitnodigen", moment=soon)
    later = f"{city_day(city.now) + timedelta(days=40)}T10:00"
    await officer.does(f"{page}/uitnodigen", moment=later)
    await officer.does(f"{page}/verweer", samenvatting="De eigenaar bestrijdt het advies.")
    city.later(days=41)
    lawyer = await signed_in(app, city, WORKER, "jurist-51")
    await lawyer.does(f"{page}/hoorzitting", verslag="De eigenaar belooft beterschap.")
    refusal = {
        "besluit": "geweigerd",
        "motivering": "Ongunstig advies.",
        "antwoord": "Gelezen.",
        "zeker": "ja",
    }
    await secretary.does(f"{page}/beslissing", **refusal)
    assert "Geweigerd" in await officer.sees(page)


async def test_a_condition_that_is_overdue_is_said_and_changes_nothing(
    app: FastAPI, city: City, officer: Browser
) -> None:
    due_on = city_day(city.now) + timedelta(days=5)
    terms = {"conditions": ["branddeur", "alarmknop"], "conditionsDueOn": f"{due_on}"}
    filed = await city.granted(outcome="voorwaardelijk_toegekend", **terms)
    page = page_of(filed)
    assert "niet op tijd vervuld" not in await officer.sees(page)
    city.later(days=6)
    officer = await signed_in(app, city, OFFICE, "ambtenaar-53")
    assert "2 voorwaarden zijn niet op tijd vervuld" in await officer.sees(page)
    assert "Voorwaardelijk toegekend" in await officer.sees(page)
    await officer.does(f"{page}/voorwaarden", vervuld="branddeur")
    assert "1 voorwaarde is niet op tijd vervuld" in await officer.sees(page)
    await officer.does(f"{page}/voorwaarden")
    assert "niet op tijd" not in await officer.sees(page)


async def test_a_change_is_told_and_assessed_on_the_screens(city: City, officer: Browser) -> None:
    filed = await city.granted()
    page = page_of(filed)
    await officer.is_told(f"{page}/melding", soort="ruimten")
    await officer.does(f"{page}/melding", soort="ruimten", ruimten="R-01\nR-02\nR-03")
    (change_id,) = await open_changes(city, filed)
    assessed = {"melding": change_id, "uitkomst": "aanvaard", "reden": "Bezocht."}
    await officer.does(f"{page}/melding-beoordelen", **assessed, zeker="ja")
    assert "R-01, R-02, R-03" in await officer.sees(page)


async def open_changes(city: City, filed: dict[str, Any]) -> list[str]:
    """Those that nobody assessed yet, as they were told."""
    changes = (await city.sees(OFFICE, filed["path"]))["changes"]
    return [each["changeId"] for each in changes if each["outcome"] is None]


async def test_who_assesses_a_change_says_and_reads_which_one(city: City, officer: Browser) -> None:
    """A sale and a new manager wait side by side: neither is refused for the other."""
    filed = await city.granted("OWN-061")
    page, assess = page_of(filed), f"{page_of(filed)}/melding-beoordelen"
    await officer.does(f"{page}/melding", soort="beheerder")
    (manager,) = await open_changes(city, filed)
    form = (await officer.get(assess)).text
    (marked,) = re.findall(r'<input[^>]*name="melding"[^>]*>', form)
    assert f'value="{manager}"' in marked and "checked" in marked, "there is no other to choose"
    await officer.does(f"{page}/melding", soort="houder")
    _, sale = await open_changes(city, filed)
    form = (await officer.get(assess)).text
    assert ["checked" in each for each in re.findall(r'<input[^>]*name="melding"[^>]*>', form)] == [
        False,
        False,
    ]
    said = {"uitkomst": "nieuwe_aanvraag", "reden": "De koper vraagt zelf een verklaring."}
    await officer.is_told(assess, **said)
    checked = words((await officer.post(assess, said | {"melding": sale})).text)
    assert "Kijk je antwoorden na" in checked and "Andere houder" in checked
    assert "Andere beheerder" not in checked
    await officer.does(assess, **said, melding=sale, zeker="ja")
    assert await open_changes(city, filed) == [manager]


async def test_a_change_is_assessed_where_one_is_open(city: City, officer: Browser) -> None:
    filed = await city.granted("OWN-062")
    path, page, step = filed["path"], page_of(filed), "change-assessment"

    async def offered() -> list[bool]:
        allowed = (await city.sees(OFFICE, path))["allowed"]
        return [step in allowed, f"{page}/melding-beoordelen" in (await officer.get(page)).text]

    assert await offered() == [False, False], "nobody told anything"
    told = await city.does(OFFICE, f"{path}/changes", {"kind": "ander"})
    assert step in told["allowed"]
    assert await offered() == [True, True]
    assessed = {"outcome": "aanvaard", "reason": "In orde."}
    answer = await city.does(OFFICE, f"{path}/{step}", assessed)
    assert step not in answer["allowed"]
    assert await offered() == [False, False], "it was assessed"


async def test_whoever_is_not_of_the_city_sees_no_declaration(app: FastAPI, city: City) -> None:
    finance = await signed_in(app, city, Function.FINANCIEN, "financien-51")
    assert (await finance.get("/geschiktheid")).status_code == 403
    board = await signed_in(app, city, OFFICE, "ambtenaar-52")
    filed = await city.files()
    await city.does(OFFICE, f"/v1/suitability-dossiers/{filed['dossierId']}/completeness",
                    {"complete": True})  # fmt: skip
    listed = [
        (await board.get(f"/termijnen?lijst=team&page={number}")).text for number in range(1, 9)
    ]
    assert any(page_of(filed) in page for page in listed)

"""``/adviezen``: each service answers its own questions, and learns no more than it needs."""

import re
from datetime import timedelta
from uuid import UUID, uuid4

import asyncpg
import pytest
from fastapi import FastAPI

from chassis.days import city_day
from chassis.web import Function
from enforcement.suitability.rules import AdviceService
from launcher.login.evaluation.people import PEOPLE

from ..support.advices import adviser, asked
from ..support.browser import signed_in
from ..support.city import LACKING, City

OFFICE = Function.PROSTITUTIEAMBTENAAR
APPLICANT = "Quirina Onbestaand"
LOOKS = "SELECT count(*) FROM access_log WHERE subject_id = $1 AND actor_organisation = $2"


@pytest.fixture
def all_on_a_page(monkeypatch: pytest.MonkeyPatch) -> None:
    """Other tests leave advices that are open, too."""
    monkeypatch.setattr("enforcement.advices.pages.advices.ON_A_PAGE", 10_000)


async def test_of_many_open_advices_a_page_shows_25_and_leads_on(app: FastAPI, city: City) -> None:
    """The office had them all on one page, however many services were asked."""
    await asked(city, "brandweer", days=1)
    first = await asked(city, "brandweer", days=1)
    for _ in range(25):
        await asked(city, "brandweer", days=20)
    for who, link in (
        (await adviser(app, city, "brandweer"), "/adviezen/"),
        (await signed_in(app, city, OFFICE), "/geschiktheid/"),
    ):
        page = (await who.get("/adviezen")).text
        asked_for = page[: page.index("Gegeven in de")] if "Gegeven in de" in page else page
        assert len(re.findall(rf'font-weight-bold" href="{link}', asked_for)) == 25
        assert first in page or link == "/geschiktheid/"
        assert 'href="/adviezen?page=2"' in page
        behind = (await who.get("/adviezen?page=2")).text
        assert "Gegeven in de" not in behind
        assert re.search(rf'font-weight-bold" href="{link}', behind)


@pytest.mark.usefixtures("all_on_a_page")
async def test_a_service_sees_its_own_open_advices_soonest_first(app: FastAPI, city: City) -> None:
    later = await asked(city, "brandweer", days=20)
    sooner = await asked(city, "brandweer", days=3)
    of_another = await asked(city, "stedenbouw")
    fire = await adviser(app, city, "brandweer")
    page = (await fire.get("/adviezen")).text
    assert page.index(sooner) < page.index(later)
    assert of_another not in page
    assert (await fire.get(f"/adviezen/{of_another}")).status_code == 404
    assert (await fire.post(f"/adviezen/{of_another}", {"uitkomst": "gunstig"})).status_code == 404
    entry = page[page.index(sooner) : page.index(later)]
    assert "Herinnering" in entry
    city.later(days=4)
    page = (await (await adviser(app, city, "brandweer")).get("/adviezen")).text
    assert "Te laat" in page[page.index(sooner) : page.index(later)]


async def test_the_conclusion_reaches_the_office_with_its_conditions_and_their_days(
    app: FastAPI, city: City
) -> None:
    dossier = await asked(city, "brandweer", "stedenbouw")
    fire = await adviser(app, city, "brandweer")
    day = city_day(city.now) + timedelta(days=40)
    await fire.does(
        f"/adviezen/{dossier}",
        uitkomst="voorwaardelijk",
        voorwaarde1="Branddeur plaatsen",
        tegen1=f"{day}",
        voorwaarde2="Noodverlichting",
    )
    assert f'href="/adviezen/{dossier}"' not in (await fire.get("/adviezen")).text
    assert (await fire.get(f"/adviezen/{dossier}")).status_code == 404
    officer = await signed_in(app, city, OFFICE, f"ambtenaar-{uuid4().hex[:6]}")
    seen = await officer.sees(f"/geschiktheid/{dossier}")
    assert "Branddeur plaatsen, tegen" in seen
    assert f"{day.day}/{day:%m/%Y}" in seen
    assert "Noodverlichting" in seen
    assert "Adviesdienst" in seen
    arrived = await officer.sees("/adviezen")
    assert "Gunstig onder voorwaarden , Brandweer" in arrived
    planning = await adviser(app, city, "stedenbouw")
    await planning.does(f"/adviezen/{dossier}", uitkomst="ongunstig", redenen="Geen vergunning.")
    assert "Klaar voor beslissing" in await officer.sees(f"/geschiktheid/{dossier}")


@pytest.mark.parametrize("asked_of", AdviceService)
async def test_morality_alone_learns_who_applies_and_that_is_logged(
    app: FastAPI, city: City, rows: asyncpg.Connection, asked_of: AdviceService
) -> None:
    dossier = await asked(city, asked_of)
    looking = await adviser(app, city, asked_of)
    listed, form = await looking.sees("/adviezen"), await looking.sees(f"/adviezen/{dossier}")
    assert "R-01, R-02" in form
    assert "Raamprostitutie" in form
    assert APPLICANT not in listed
    assert (APPLICANT in form) == (asked_of is AdviceService.POLITIE_MORALITEIT)
    assert "example.org" not in form
    application = await rows.fetchval(
        "SELECT application_id FROM received_application WHERE dossier_id = $1", UUID(dossier)
    )
    looks = await rows.fetchval(LOOKS, str(application), asked_of.upper())
    assert looks == (1 if asked_of is AdviceService.POLITIE_MORALITEIT else 0)


async def test_an_advice_after_its_term_still_arrives_until_the_decision(
    app: FastAPI, city: City, rows: asyncpg.Connection
) -> None:
    dossier = await asked(city, "hygiene", days=2)
    city.later(days=4)

    async def closed() -> bool:
        await city.sees(OFFICE, f"/v1/suitability-dossiers/{dossier}")
        query = "SELECT outcome FROM advice WHERE dossier_id = $1"
        return await rows.fetchval(query, UUID(dossier)) == "niet_uitgebracht"

    await city.clock_moves_on(closed)
    hygiene = await adviser(app, city, "hygiene")
    assert f"/adviezen/{dossier}" in (await hygiene.get("/adviezen")).text
    await hygiene.does(f"/adviezen/{dossier}", uitkomst="gunstig")
    late = await asked(city, "hygiene", days=2)
    city.later(days=4)
    decision = {"outcome": "toegekend", "motivation": "Alles is in orde.", **LACKING}
    path = f"/v1/suitability-dossiers/{late}/decision"

    async def decided() -> bool:
        return (await city.call(Function.COLLEGE_SECRETARIS, "POST", path, decision)).is_success

    await city.clock_moves_on(decided)
    hygiene = await adviser(app, city, "hygiene")
    assert (await hygiene.get(f"/adviezen/{late}")).status_code == 404


@pytest.mark.parametrize(
    ("form", "reason"),
    [
        ({}, "uitkomst"),
        ({"uitkomst": "voorwaardelijk"}, "alleen daar"),
        ({"uitkomst": "gunstig", "voorwaarde1": "Branddeur"}, "alleen daar"),
        ({"uitkomst": "gunstig", "redenen": "Ok"}, "Gebruik minstens 3 tekens."),
        ({"uitkomst": "voorwaardelijk", "tegen2": "2030-01-01"}, "welke voorwaarde"),
        (
            {"uitkomst": "voorwaardelijk", "voorwaarde1": "x", "tegen1": "2020-01-01"},
            "nog moet komen",
        ),
    ],
)
async def test_a_form_that_is_not_right_is_shown_again_and_nothing_is_noted(
    app: FastAPI, city: City, form: dict[str, str], reason: str
) -> None:
    dossier = await asked(city, "statuten")
    statutes = await adviser(app, city, "statuten")
    answer = await statutes.post(f"/adviezen/{dossier}", form)
    assert answer.status_code == 422
    assert reason in answer.text
    assert dossier in (await statutes.get("/adviezen")).text


@pytest.mark.parametrize(
    ("form", "named"),
    [
        ({"uitkomst": "gunstig", "redenen": "Ok"}, "Waarom?: gebruik minstens 3 tekens."),
        (
            {"uitkomst": "voorwaardelijk", "tegen2": "2030-01-01"},
            "Voorwaarde 2: zeg welke voorwaarde",
        ),
        (
            {"uitkomst": "voorwaardelijk", "voorwaarde1": "x", "tegen1": "2020-01-01"},
            "Voorwaarde 1 vervuld tegen: kies een dag",
        ),
    ],
)
async def test_what_is_wrong_with_an_advice_names_its_field(
    app: FastAPI, city: City, form: dict[str, str], named: str
) -> None:
    dossier = await asked(city, "statuten")
    statutes = await adviser(app, city, "statuten")
    told = await statutes.is_told(f"/adviezen/{dossier}", **form)
    assert named.lower() in told.lower()


async def test_a_page_asks_one_condition_and_more_only_where_somebody_has_them(
    app: FastAPI, city: City
) -> None:
    """Five empty rows with a day each are two screens of a phone."""
    dossier = await asked(city, "statuten")
    statutes = await adviser(app, city, "statuten")
    closed = (await statutes.get(f"/adviezen/{dossier}")).text
    first, others = closed.split("<details", 1)
    assert 'name="voorwaarde1"' in first and 'name="voorwaarde2"' in others
    assert not re.search(r"<details[^>]* open", closed)
    wrong = {"uitkomst": "gunstig", "voorwaarde1": "Deur", "voorwaarde2": "Trap"}
    shown = (await statutes.post(f"/adviezen/{dossier}", wrong)).text
    assert re.search(r"<details[^>]* open", shown), "what was filled in is not hidden"


async def test_whoever_is_of_no_advising_service_sees_and_answers_nothing(
    app: FastAPI, city: City
) -> None:
    dossier = await asked(city, "brandweer")
    stray = await signed_in(app, city, Function.ADVIESDIENST, "zwerft", "STAD")
    page = (await stray.get("/adviezen")).text
    assert "hoort bij geen adviesdienst" in page
    assert dossier not in page
    assert (await stray.get(f"/adviezen/{dossier}")).status_code == 404
    answer = await stray.post(f"/adviezen/{dossier}", {"uitkomst": "gunstig"})
    assert answer.status_code == 404
    lawyer = await signed_in(app, city, Function.JURIST_BH, "kijkt-mee")
    assert (await lawyer.get("/adviezen")).status_code == 403
    fire = await adviser(app, city, "brandweer")
    for path in ("/geschiktheid", f"/geschiktheid/{dossier}", "/bezoeken", "/termijnen"):
        assert (await fire.get(path)).status_code == 403, path


def test_every_advising_service_has_its_button_at_the_evaluation_issuer() -> None:
    buttons = {one.organisation for one in PEOPLE["stad"] if one.function == "adviesdienst"}
    assert buttons == {service.upper() for service in AdviceService}

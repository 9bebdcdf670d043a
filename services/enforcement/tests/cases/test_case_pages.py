"""The screens of those who work on cases: lists, one case, who works on it, who is away."""

from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import pytest
from fastapi import FastAPI

from chassis.web import Function
from contracts.identity import FactPlace
from contracts.sealed import Sealed

from ..support.browser import Browser, signed_in
from ..support.city import City
from ..support.sanctions import heard, invited

WORKER, OFFICER = Function.DOSSIERBEHANDELAAR_BH, Function.SANCTIONEREND_AMBTENAAR


@pytest.fixture
async def worker(app: FastAPI, city: City) -> Browser:
    return await signed_in(app, city, WORKER, f"behandelaar-{uuid4().hex[:8]}")


async def gas_case(city: City, **fields: Any) -> dict[str, Any]:
    finding_id = await city.transfers(**fields)
    listed = await city.sees(WORKER, f"/v1/gas-cases?findingId={finding_id}")
    case: dict[str, Any] = listed["_embedded"]["gasCases"][0]
    return case | {"path": f"/dossiers/{case['caseId']}"}


async def my_id(rows: Any, subject: str) -> str:
    return str(
        await rows.fetchval("SELECT colleague_id FROM colleague WHERE subject = $1", subject)
    )


async def colleague(app: FastAPI, city: City, rows: Any) -> tuple[Browser, str, str]:
    """Somebody of the team who came to the cases: browser, name on the screens, and id."""
    subject = f"collega-{uuid4().hex[:8]}"
    browser = await signed_in(app, city, WORKER, subject)
    await browser.sees("/dossiers")
    name = f"Collega {subject[-4:]}"
    await browser.does("/team/naam", naam=name)
    return browser, name, await my_id(rows, subject)


@pytest.mark.parametrize(
    ("function", "home"),
    [
        (WORKER, "/vandaag"),
        (Function.JURIST_BH, "/vandaag"),
        (OFFICER, "/vandaag"),
        (Function.FUNCTIONARIS_STAD, "/inzage"),
        (Function.TECHNISCH_BEHEERDER, "/beheer"),
        (Function.PROSTITUTIEAMBTENAAR, "/vandaag"),
        (Function.COLLEGE_SECRETARIS, "/vandaag"),
        (Function.KABINET_BURGEMEESTER, "/vandaag"),
        (Function.ADVIESDIENST, "/vandaag"),
        (Function.FINANCIEN, "/vandaag"),
    ],
)
async def test_nobody_lands_on_a_page_that_refuses_them(
    app: FastAPI, city: City, function: Function, home: str
) -> None:
    browser = await signed_in(app, city, function)
    led = await browser.get("/")
    assert led.headers["location"] == home
    assert (await browser.get(home)).status_code == 200


async def test_a_new_case_is_nobodys_and_one_tap_makes_it_mine(
    app: FastAPI, city: City, rows: Any
) -> None:
    browser, name, me = await colleague(app, city, rows)
    case = await gas_case(city, fact_at=city.now - timedelta(days=170))  # among the soonest
    assert case["number"] in await browser.sees_listed("/dossiers?lijst=vrij")
    assert case["number"] not in await browser.sees("/dossiers?lijst=mijn")
    assert await browser.does(f"{case['path']}/toewijzen", collega=me) == case["path"]
    assert case["number"] in await browser.sees("/dossiers")  # one's own come first
    assert case["number"] not in await browser.sees_listed("/dossiers?lijst=vrij")
    page = await browser.sees(case["path"])
    assert f"Werkt eraan: {name}" in page
    assert "Toegewezen" in page
    await browser.does(f"{case['path']}/toewijzen", collega=me)
    assert (await browser.sees(case["path"])).count("Toegewezen") == 1, "again changes nothing"
    await browser.does(f"{case['path']}/toewijzen")
    assert "Niet meer toegewezen" in await browser.sees(case["path"])
    assert case["number"] in await browser.sees_listed("/dossiers?lijst=vrij")


async def test_a_fact_is_named_in_words_and_no_code(city: City, worker: Browser) -> None:
    case = await gas_case(city, fact_code="straatprostitutie.klant")
    assert "straatprostitutie: klant" in await worker.sees(case["path"])


async def test_the_counts_beside_the_lists_are_those_of_the_lists(
    app: FastAPI, city: City, rows: Any
) -> None:
    browser, _name, me = await colleague(app, city, rows)
    for _ in range(2):
        await browser.does(f"{(await gas_case(city))['path']}/toewijzen", collega=me)
    page = await browser.sees("/dossiers?lijst=mijn")
    assert "Van mij (2)" in page
    assert page.count("GAS/") == 2
    assert "2 lopende dossiers" in await browser.sees("/team")


async def test_cases_of_a_colleague_who_is_away_stand_with_those_of_nobody(
    app: FastAPI, city: City, rows: Any, worker: Browser
) -> None:
    _browser, name, absent = await colleague(app, city, rows)
    case = await gas_case(city, fact_at=city.now - timedelta(days=171))
    await worker.does(f"{case['path']}/toewijzen", collega=absent)
    assert case["number"] not in await worker.sees_listed("/dossiers?lijst=vrij")
    today = city.today
    wrong = {"van": str(today), "tot": str(today - timedelta(days=1))}
    assert "ligt voor de eerste dag" in await worker.is_told(f"/team/{absent}", **wrong)
    assert case["number"] not in await worker.sees_listed("/dossiers?lijst=vrij")
    until = {"van": str(today), "tot": str(today + timedelta(days=3))}
    await worker.does(f"/team/{absent}", **until)
    page = await worker.sees_listed("/dossiers?lijst=vrij")
    assert case["number"] in page
    assert "Afwezig tot en met" in page
    assert name in page, "it is still theirs"
    await worker.does(f"/team/{absent}/terug")
    assert case["number"] not in await worker.sees_listed("/dossiers?lijst=vrij")


async def test_a_case_is_followed_up_on_a_day_that_is_not_over(city: City, worker: Browser) -> None:
    case = await gas_case(city)
    path = f"{case['path']}/opvolgen"
    past = await worker.is_told(path, dag=str(city.today - timedelta(days=1)))
    assert "Kies vandaag of een latere dag." in past
    await worker.does(path, dag=str(city.today), nota="Bellen met de tolk")
    page = await worker.sees(case["path"])
    assert "(vandaag): Bellen met de tolk" in page
    assert case["number"] in await worker.sees_listed("/dossiers?lijst=team")
    await worker.does(path)
    assert "Bellen met de tolk" not in await worker.sees(case["path"])


async def test_a_case_says_what_it_is_about_and_nobodys_name(city: City, worker: Browser) -> None:
    place = FactPlace(label="Salon Onbestaande", street="Proefsteeg", house_number="4")
    case = await gas_case(city, place=Sealed.of(place), branch="straat")
    page = await worker.sees(case["path"])
    for said in (
        case["number"],
        "Geregistreerd",
        "straat",
        "Uitbater",
        "Uiterste dag",
        "Klaar tegen",
    ):
        assert said in page, said
    assert "Voorbeeld" not in page and "Onbestaande" not in page


async def test_a_name_shows_after_a_purpose_and_the_look_is_logged(
    city: City, worker: Browser, rows: Any
) -> None:
    case = await gas_case(city)
    looks = "SELECT purpose FROM access_log WHERE subject_id = $1"
    asked = await worker.sees(f"{case['path']}/personen")
    assert "Voorbeeld" not in asked
    assert await rows.fetch(looks, case["caseId"]) == []
    shown = await worker.sees(f"{case['path']}/personen?doel=beroep")
    assert "Ilinca Voorbeeld" in shown
    assert [row["purpose"] for row in await rows.fetch(looks, case["caseId"])] == ["beroep"]
    assert (await worker.get(f"{case['path']}/personen?doel=zomaar")).status_code == 422


async def test_a_case_on_hold_says_so_on_top(city: City, worker: Browser) -> None:
    case = await gas_case(city, on_hold=True)
    page = await worker.sees(case["path"])
    assert page.index("Opgeschort: overleg") < page.index("Wat nu kan")
    assert "Overleg beëindigen Klaar om te doen" in page


async def test_the_sanctioning_officer_sees_fines_and_no_sanctions(
    app: FastAPI, city: City, worker: Browser
) -> None:
    officer = await signed_in(app, city, OFFICER, f"ambtenaar-{uuid4().hex[:8]}")
    dossier = await city.granted()
    sanction = await city.case_of(await city.transfers(dossier["premisesId"]))
    fine = await gas_case(city)
    assert (await officer.get(f"/dossiers/{sanction['caseId']}")).status_code == 404
    assert (await worker.get(f"/dossiers/{sanction['caseId']}")).status_code == 200
    assert (await officer.get(fine["path"])).status_code == 200
    page = await officer.sees_listed("/dossiers?lijst=team")
    assert "SAN/" not in page


async def test_a_case_is_given_only_to_who_works_on_such_cases(
    app: FastAPI, city: City, worker: Browser, rows: Any
) -> None:
    subject = f"ambtenaar-{uuid4().hex[:8]}"
    officer = await signed_in(app, city, OFFICER, subject)
    await officer.sees("/dossiers")
    dossier = await city.granted()
    sanction = await city.case_of(await city.transfers(dossier["premisesId"]))
    answer = await worker.post(
        f"/dossiers/{sanction['caseId']}/toewijzen", {"collega": await my_id(rows, subject)}
    )
    assert answer.status_code == 422
    unknown = await worker.post(f"/dossiers/{sanction['caseId']}/toewijzen", {"collega": uuid4()})
    assert unknown.status_code == 404
    assert "Werkt eraan: niemand" in await worker.sees(f"/dossiers/{sanction['caseId']}")


async def test_a_case_on_hold_goes_on_with_a_reason_by_a_case_worker_alone(
    app: FastAPI, city: City, worker: Browser
) -> None:
    case = await gas_case(city, on_hold=True)
    path = f"{case['path']}/vrijgeven"
    assert "Zeg kort wat het overleg gaf" in await worker.is_told(path)
    officer = await signed_in(app, city, OFFICER, f"ambtenaar-{uuid4().hex[:8]}")
    assert (await officer.post(path, {"reden": "Overlegd."})).status_code == 403
    assert "Opgeschort: overleg" in await officer.sees(case["path"])
    assert await worker.does(path, reden="Overlegd op dinsdag.") == case["path"]
    page = await worker.sees(case["path"])
    assert "Overlegd op dinsdag." in page
    assert "Geregistreerd" in page
    assert (await worker.post(path, {"reden": "Nog eens."})).status_code == 409


async def test_the_same_by_the_api(city: City) -> None:
    case = await gas_case(city, fact_at=city.now - timedelta(days=172))
    path = f"/v1/cases/{case['caseId']}"
    listed = await city.sees(OFFICER, "/v1/colleagues?pagesize=500")
    me = next(each for each in listed["_embedded"]["colleagues"] if each["subject"] == "t")
    free = await city.sees(OFFICER, "/v1/cases?lijst=vrij&pagesize=500")
    assert case["caseId"] in {each["caseId"] for each in free["_embedded"]["cases"]}
    given = {"colleagueId": me["colleagueId"]}
    assert (await city.does(OFFICER, f"{path}/assignment", given))["colleagueId"]
    today = str(city.today)
    await city.does(OFFICER, f"{path}/follow-up", {"on": today, "note": "Nakijken"})
    mine = (await city.sees(OFFICER, "/v1/cases?pagesize=500"))["_embedded"]["cases"]
    (row,) = (each for each in mine if each["caseId"] == case["caseId"])
    assert (row["onDay"], row["kind"], row["isAway"]) == (today, "gas-case", False)
    absent = f"/v1/colleagues/{me['colleagueId']}/absence"
    wrong = {"since": today, "until": "2025-01-01"}
    assert (await city.call(OFFICER, "POST", absent, wrong)).status_code == 422
    await city.does(OFFICER, absent, {"since": today})
    free = await city.sees(OFFICER, "/v1/cases?lijst=vrij&pagesize=500")
    assert case["caseId"] in {each["caseId"] for each in free["_embedded"]["cases"]}
    assert (await city.does(OFFICER, absent, {"since": None}))["awayFrom"] is None
    await city.does(OFFICER, f"{path}/assignment", {"colleagueId": None})
    past = {"on": "2025-01-01"}
    assert (await city.call(OFFICER, "POST", f"{path}/follow-up", past)).status_code == 422


async def test_a_term_of_the_owner_that_is_over_is_called_by_its_name_and_makes_nobody_late(
    app: FastAPI, city: City, worker: Browser
) -> None:
    """GAS law art. 25: fifteen days for a defence, by analogy; heard on the ninth."""
    case = await invited(city)
    await heard(city, case["path"], final=False)
    page = f"/dossiers/{case['caseId']}"
    terms = (await city.sees(WORKER, case["path"]))["terms"]
    last_day = next(
        date.fromisoformat(each["lastDay"])
        for each in terms
        if each["termId"] == "sanction.defence_days"
    )
    city.later(days=(last_day - city.today).days)
    assert "Uiterste dag" in (await worker.sees(page)).partition("verweren")[2][:120], "its last"
    city.later(days=1)

    async def flagged() -> bool:
        return "Een termijn is verstreken" in await worker.sees(page)

    await city.clock_moves_on(flagged)
    seen = await worker.sees(page)
    assert "Termijn om zich te verweren Liep tot en met" in seen
    assert "te laat" not in seen
    assert "sanction.defence_days" not in seen
    happened = seen.partition("Wat er gebeurde")[2]
    assert "Een termijn is verstreken" in happened
    assert "Termijn om zich te verweren" in happened

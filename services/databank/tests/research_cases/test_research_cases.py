"""Recherche reads a person or an establishment only within a case (handbook §4.3, "R (case)")."""

import re
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest

from chassis.web import Function
from chassis.web.authorisation import rows
from databank.authorisation import RECHERCHE, TABLE

from ..support.browser import Browser, signed_in
from ..support.databank import START, Databank, day, unlike_others
from ..support.officers import Officer, seen

WITHIN = sorted(route for route, row in rows(TABLE) if row.case)
WITHOUT = sorted(route for route, row in rows(TABLE) if row.every & RECHERCHE)
CASE = "AN.37.L4.001234/2026"


def concrete(path: str) -> str:
    return re.sub(r"{[^}]+}", str(uuid4()), path)


async def investigator(databank: Databank, subject: str | None = None) -> Browser:
    name = subject or f"recherche-{uuid4().hex[:6]}"
    return await signed_in(databank, Function.RECHERCHE, name, case=None)


async def works_in(browser: Browser, number: str, **more: str) -> Any:
    form = {"stap": "kiezen", "nummer": number, "sleutel": str(uuid4())} | more
    return await browser.post("/dossiers", form)


def fresh() -> str:
    """The number of a case that nobody opened."""
    return f"AN.37.L4.{uuid4().int % 1_000_000:06d}/2026"


async def looks(databank: Databank, subject: str) -> list[Any]:
    return await databank.fetch(
        "SELECT * FROM access_log WHERE actor_subject = $1 ORDER BY position", subject
    )


@pytest.mark.parametrize(("method", "path"), WITHIN, ids=lambda each: each)
async def test_a_route_within_a_case_opens_in_no_browser_without_one(
    databank: Databank, method: str, path: str
) -> None:
    if path.startswith("/v1/"):
        answer = await Officer(databank, "recherche-x", Function.RECHERCHE).ask(
            method, concrete(path)
        )
        assert answer.status_code == 403
        assert answer.json()["code"] == "dossier-ontbreekt"
        assert answer.json()["errors"][0]["field"] == "Krachtlijn-Case"
        return
    browser = await investigator(databank)
    where = concrete(path)
    answer = await (browser.get(where) if method == "GET" else browser.post(where, {}))
    assert answer.status_code == 303, path
    assert answer.headers["location"].startswith("/dossiers"), path
    if method == "GET":
        assert answer.headers["location"] == f"/dossiers?naar={where}"


@pytest.mark.parametrize(("method", "path"), WITHIN, ids=lambda each: each)
async def test_the_same_route_goes_on_within_one(
    databank: Databank, method: str, path: str
) -> None:
    if path.endswith("/stroom"):
        return  # it would go on for as long as the browser listens
    browser = await investigator(databank)
    assert (await works_in(browser, CASE)).status_code == 303
    if path.startswith("/v1/"):
        answer = await Officer(databank, "recherche-x", Function.RECHERCHE).ask(
            method, concrete(path), {"Krachtlijn-Case": CASE}
        )
        assert answer.status_code not in (401, 403), answer.text
        return
    answer = await (
        browser.get(concrete(path)) if method == "GET" else browser.post(concrete(path), {})
    )
    assert answer.status_code in (200, 303, 404, 422), path
    assert not answer.headers.get("location", "").startswith("/dossiers"), path


@pytest.mark.parametrize(("method", "path"), WITHOUT, ids=lambda each: each)
async def test_what_the_handbook_gives_recherche_in_any_case_asks_for_none(
    databank: Databank, method: str, path: str
) -> None:
    if path.startswith("/v1/"):
        answer = await Officer(databank, "recherche-x", Function.RECHERCHE).ask(
            method, concrete(path)
        )
        assert answer.status_code in (200, 404, 422), answer.text
        return
    browser = await investigator(databank)
    where = concrete(path)
    answer = await (browser.get(where) if method == "GET" else browser.post(where, {}))
    assert not answer.headers.get("location", "").startswith("/dossiers?naar"), path
    assert answer.status_code in (200, 303, 404, 422), path


@pytest.mark.parametrize("function", [Function.POLITIE_AGENT, Function.POLITIE_TEAMLEIDER])
async def test_nobody_else_is_asked_for_a_case(databank: Databank, function: Function) -> None:
    browser = await signed_in(databank, function, f"iemand-{uuid4().hex[:6]}")
    assert (await browser.get("/kwartier")).status_code == 200
    assert (await browser.get("/dossiers")).status_code == 403


async def test_dp03_the_number_of_the_case_stands_in_the_log_with_all_that_was_read(
    databank: Databank,
) -> None:
    person_id = await seen(databank, "straat", START, unlike_others())
    subject, number = f"recherche-{uuid4().hex[:6]}", fresh()
    browser = await investigator(databank, subject)
    led = await browser.get(f"/personen/{person_id}")
    chosen = await works_in(browser, f" {number.lower()} ", naar=f"/personen/{person_id}")
    assert led.headers["location"] == f"/dossiers?naar=/personen/{person_id}"
    assert chosen.headers["location"] == f"/personen/{person_id}"
    asked = await browser.get(f"/personen/{person_id}")
    assert number in asked.text, "the purpose is asked for within this case"
    form = {"doel": "dossier", "sleutel": str(uuid4())}
    given = await browser.post(f"/personen/{person_id}/doel", form)
    assert (await browser.get(given.headers["location"])).status_code == 200
    (read,) = [row for row in await looks(databank, subject) if row["subject_kind"] == "person"]
    assert read["purpose"] == f"dossier:{number}"
    dpo = await signed_in(databank, Function.FUNCTIONARIS_POLITIE, "fgb-1")
    page = await dpo.get(f"/inzage/personen/{person_id}")
    assert number in page.text
    assert "Een lopend dossier" in page.text


async def test_a_purpose_said_for_one_case_opens_nothing_in_another(databank: Databank) -> None:
    person_id = await seen(databank, "straat", START, unlike_others())
    browser = await investigator(databank)
    await works_in(browser, fresh())
    form = {"doel": "dossier", "sleutel": str(uuid4())}
    given = await browser.post(f"/personen/{person_id}/doel", form)
    path = given.headers["location"]
    await works_in(browser, fresh())
    assert "Waarvoor heb je deze gegevens nodig?" in (await browser.get(path)).text


async def test_a_search_belongs_to_its_case_too(databank: Databank) -> None:
    who = unlike_others()
    await seen(databank, "straat", START, who)
    browser = await investigator(databank)
    await works_in(browser, fresh())
    grant = await browser.post("/zoeken", {"doel": "dossier", "sleutel": str(uuid4())})
    doel = grant.headers["location"].split("doel=")[1]
    form = {"familyName": who.family, "doel": doel, "sleutel": str(uuid4())}
    found = (await browser.post("/zoeken/personen", form)).headers["location"]
    assert who.family in (await browser.get(found)).text
    await works_in(browser, fresh())
    assert (await browser.get(found)).headers["location"] == "/zoeken"


async def test_a_case_that_is_closed_opens_nothing_any_more(databank: Databank) -> None:
    number = fresh()
    browser = await investigator(databank)
    colleague = await investigator(databank)
    await works_in(browser, number)
    await works_in(colleague, number)
    assert (await colleague.get("/kwartier")).status_code == 200
    case_id = await databank.fetch("SELECT id FROM research_case WHERE reference = $1", number)
    form = {"stap": "sluiten", "dossier": str(case_id[0]["id"]), "sleutel": str(uuid4())}
    assert (await colleague.post("/dossiers", form)).status_code == 404, "of who opened it"
    assert (await browser.post("/dossiers", form | {"sleutel": str(uuid4())})).status_code == 303
    for each in (browser, colleague):
        assert (await each.get("/kwartier")).status_code == 303
    by_token = Officer(databank, "recherche-x", Function.RECHERCHE)
    answer = await by_token.ask("GET", "/v1/shifts", {"Krachtlijn-Case": number})
    assert answer.status_code == 403


async def test_a_choice_holds_for_a_shift_of_work_and_for_its_session(databank: Databank) -> None:
    subject = f"recherche-{uuid4().hex[:6]}"
    browser = await investigator(databank, subject)
    await works_in(browser, fresh())
    assert (await browser.get("/kwartier")).status_code == 200
    elsewhere = await investigator(databank, subject)
    assert (await elsewhere.get("/kwartier")).status_code == 303
    later = browser.moves_to(START + timedelta(hours=8, minutes=1))
    assert (await later.get("/kwartier")).status_code == 303


@pytest.mark.parametrize(
    "number", ["", "Ilinca Voorbeeld", "85073003328", "abc", "AB-12", "<script>1234</script>"]
)
async def test_what_is_no_number_of_a_case_is_told_at_the_field(
    databank: Databank, number: str
) -> None:
    browser = await investigator(databank)
    answer = await works_in(browser, number)
    assert answer.status_code == 422
    assert "Geef het nummer van een dossier" in answer.text
    assert (await browser.get("/kwartier")).status_code == 303


async def test_a_signal_that_is_followed_up_is_a_case_and_a_closed_one_is_not(
    databank: Databank,
) -> None:
    browser = await investigator(databank)
    answer = await works_in(browser, str(uuid4()))
    assert "Dit signaal bestaat niet of is afgesloten." in answer.text
    person_id = await seen(databank, "straat", START, unlike_others())
    raised = await Officer(databank, purpose="bescherming").did(
        "/v1/signals",
        {"kind": "dwang", "personId": person_id, "observedAt": day(0).isoformat()},
    )
    assert (await works_in(browser, raised["signalId"])).status_code == 303
    assert "Van een signaal in de databank" in (await browser.get("/dossiers")).text


async def test_a_program_of_recherche_opens_a_case_reads_within_it_and_closes_it(
    databank: Databank,
) -> None:
    number = fresh()
    recherche = databank.as_(Function.RECHERCHE, f"recherche-{uuid4().hex[:6]}")
    colleague = databank.as_(Function.RECHERCHE, f"recherche-{uuid4().hex[:6]}")
    with recherche.saying({"Krachtlijn-Case": number}):
        assert (await recherche.get("/v1/shifts")).status_code == 403, "nobody opened it yet"
        made = await recherche.created("/v1/research-cases", {"number": number.lower()})
        assert (made["reference"], made["source"]) == (number, "elders")
        again = await colleague.created("/v1/research-cases", {"number": number})
        assert again["caseId"] == made["caseId"], "one open case of a number"
        assert (await recherche.get("/v1/shifts")).status_code == 200
        closure = f"/v1/research-cases/{made['caseId']}/closure"
        assert (await colleague.post(closure, {})).status_code == 404, "of who opened it"
        assert (await recherche.post(closure, {})).status_code == 204
        assert (await recherche.get("/v1/shifts")).status_code == 403
    rows = await looks(databank, recherche.subject)
    assert {
        (row["subject_kind"], row["subject_id"]) for row in rows if row["action"] == "change"
    } == {("case", number)}


@pytest.mark.parametrize(
    "number", ["", "Ilinca Voorbeeld", "85073003328", "abc", f"{0:08}-0000-4000-8000-{0:012}"]
)
async def test_a_program_is_told_at_the_field_what_is_no_case(
    databank: Databank, number: str
) -> None:
    recherche = databank.as_(Function.RECHERCHE, "recherche-veld")
    answer = await recherche.post("/v1/research-cases", {"number": number})
    assert (answer.status_code, answer.json()["errors"][0]["field"]) == (422, "number")
    officer = await databank.post("/v1/research-cases", {"number": "AN.37.L4.001234/2026"})
    assert officer.status_code == 403


async def test_the_page_speaks_the_language_of_the_reader(databank: Databank) -> None:
    browser = await investigator(databank)
    assert "Which case do you look for?" in (await browser.speaks("en").get("/dossiers")).text
    assert "Pour quel dossier" in (await browser.speaks("fr").get("/dossiers")).text

"""The college takes a decision back or begins anew, and a day that was noted wrong is corrected."""

import asyncio
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from fastapi import FastAPI

from chassis.days import city_day
from chassis.web import Function
from contracts.enforcement import IntegrityDecisionWithdrawn, IntegrityInvestigationEnded
from enforcement.notifications.words import day_in_words

from ..support.city import City
from ..support.integrity import LAWYER, Investigation, decision
from ..support.letters import ADDRESS
from ..support.pdf import text_of

RULING = {"uitspraak": "vernietiging", "zeker": "ja"}
CONDITIONS = {"maanden": "2", "voorwaarden": "Een andere zaakvoerder."}


async def seen(case: Investigation) -> dict[str, Any]:
    return await case.city.sees(LAWYER, f"/v1/integrity-investigations/{case.case_id}")


async def dossier_of(case: Investigation) -> dict[str, Any]:
    query = "SELECT dossier_id FROM integrity_investigation WHERE case_id::text = $1"
    async with case.city.sandbox.asking("enforcement") as conn:
        dossier_id = await conn.fetchval(query, case.case_id)
    return await case.city.sees(LAWYER, f"/v1/suitability-dossiers/{dossier_id}")


def term(case: dict[str, Any], term_id: str) -> date | None:
    days = [each["startsOn"] for each in case["terms"] if each["termId"] == term_id]
    return date.fromisoformat(days[0]) if days else None


def day_in(moment: object) -> date:
    return city_day(datetime.fromisoformat(str(moment)))


async def retaken(case: Investigation, restart: str) -> None:
    await case.does(case.college, "hernemen", vanaf=restart, zeker="ja")


@pytest.mark.parametrize(
    ("restart", "state", "then", "not_yet"),
    [
        ("onderzoek", "gestart", "consultation", "hearing-invitation"),
        ("hoorzitting", "advies_ontvangen", "hearing-invitation", "proposal"),
        ("voorstel", "gehoord", "proposal", "decision"),
        ("beslissing", "voorgesteld", "decision", "notification"),
        ("niets", "afgesloten", "", "retake"),
    ],
)
async def test_the_college_takes_its_decision_back_from_where_it_went_wrong(
    app: FastAPI, city: City, on: None, restart: str, state: str, then: str, not_yet: str
) -> None:
    case = await Investigation.of_declaration(app, city)
    await case.works("schorsing", **CONDITIONS)
    assert (await dossier_of(case))["suspendedTo"] is not None
    await retaken(case, restart)
    after = await seen(case)
    assert after["state"] == state
    assert not then or then in after["allowed"]
    assert not_yet not in after["allowed"]
    assert "council-appeal" not in after["allowed"], "nothing is left to contest"
    assert (await dossier_of(case))["suspendedTo"] is None
    assert term(after, "rvs.annulment_days") is None
    today = city_day(city.now)
    assert term(after, "integrity.investigation_days") == (today if then else None)
    [withdrawn] = await city.recorded(case.case_id, IntegrityDecisionWithdrawn)
    assert withdrawn.anew is bool(then)
    assert after["timeline"][-1 if then else -2]["reason"] == restart
    answer = await case.college.get(case.page)
    seen_by_the_college = 200 if restart in ("beslissing", "niets") else 303
    assert answer.status_code == seen_by_the_college, "never a case that does not exist"
    if answer.status_code == 303:
        assert answer.headers["location"] == "/integriteit"
    shown = await case.lawyer.sees(case.page)
    assert ("Kanarie" in shown) is (restart != "niets"), "who decides anew needs what was found"


async def test_what_was_destroyed_after_an_annulment_is_sought_anew(
    app: FastAPI, city: City, on: None
) -> None:
    case = await Investigation.of_declaration(app, city)
    await case.works("opheffing")
    await case.does(case.lawyer, "raad-van-state", schorsing="geen")
    await case.does(case.lawyer, "raad-van-state-uitspraak", **RULING)
    told = "vernietigd. Herneem bij het onderzoek."
    for restart in ("hoorzitting", "voorstel", "beslissing"):
        assert told in await case.refused(case.college, "hernemen", vanaf=restart, zeker="ja")
    await retaken(case, "onderzoek")
    assert "Centraal Register" in await case.refused(case.lawyer, "advies-vragen")
    await case.works("opheffing")
    assert (await dossier_of(case))["state"] == "ingetrokken"
    await case.does(case.lawyer, "raad-van-state", schorsing="geen")
    await case.does(case.lawyer, "raad-van-state-uitspraak", **RULING)
    assert (await dossier_of(case))["state"] == "toegekend"


async def test_a_ruling_on_a_decision_that_was_taken_back_does_nothing_to_the_next(
    app: FastAPI, city: City, on: None
) -> None:
    case = await Investigation.of_declaration(app, city)
    await case.works("opheffing")
    await case.does(case.lawyer, "raad-van-state", schorsing="geen")
    await retaken(case, "beslissing")
    assert (await dossier_of(case))["state"] == "toegekend"
    await case.does(case.college, "beslissing", **decision("opheffing"))
    await case.does(case.lawyer, "raad-van-state-uitspraak", **RULING)
    after = await seen(case)
    assert (after["state"], after["undoneAt"]) == ("beslist", None)
    assert "Kanarie" in await case.lawyer.sees(case.page)
    assert "notification" in after["allowed"]


async def test_nothing_is_taken_anew_without_a_measure_or_after_its_lifting(
    app: FastAPI, city: City, on: None
) -> None:
    case = await Investigation.of_declaration(app, city)
    await case.works("schorsing", **CONDITIONS)
    await case.does(case.college, "opheffen", zeker="ja")
    refused = await case.refused(case.college, "hernemen", vanaf="voorstel", zeker="ja")
    assert "De maatregel is al voorbij." in refused
    none = await Investigation.of_declaration(app, city)
    await none.does(none.mayor, "beeindigen", motivering="Niets gevonden.", zeker="ja")
    assert not {"retake", "correction"} & {*(await seen(none))["allowed"]}


@pytest.mark.parametrize("days", [-1, 0, 1])
async def test_a_wrong_day_of_receipt_moves_the_waiting_time_and_the_term_of_appeal(
    app: FastAPI, city: City, on: None, days: int
) -> None:
    """NGW art. 119ter §11: fifteen days after the notification; decided four days before it."""
    case = await Investigation.of_declaration(app, city)
    await case.decided("opheffing")
    city.later(days=4)
    noted_on = city_day(city.now)
    receipt = {"ontvangen": str(noted_on), "bijlage": "true", "beroep": "true"}
    await case.does(case.lawyer, "kennisgeving", **receipt)
    city.later(days=3)
    right = noted_on + timedelta(days=days)
    body = {"welke": "kennisgeving", "dag": str(right), "reden": "Tikfout.", "zeker": "ja"}
    await case.does(case.lawyer, "dag-rechtzetten", **body)
    after = await seen(case)
    assert term(after, "rvs.annulment_days") == right
    assert term(after, "integrity.effective_after_days") == right
    assert after["effectAfter"] == str(right + timedelta(days=15))


async def test_the_four_months_of_a_letter_that_named_no_appeal_stay_once_the_decision_works(
    app: FastAPI, city: City, on: None
) -> None:
    """Coordinated laws on the Council of State art. 19."""
    case = await Investigation.of_declaration(app, city)
    await case.decided("schorsing", **CONDITIONS)
    city.later(days=3)
    noted_on = city_day(city.now)
    said = {"ontvangen": str(noted_on), "bijlage": "true"}
    await case.does(case.lawyer, "kennisgeving", **said)
    began = term(await seen(case), "rvs.annulment_days")
    assert began is not None and (began - noted_on).days > 110
    city.later(days=16)
    await case.becomes("De beslissing werkt")
    body = {"welke": "kennisgeving", "reden": "Tikfout.", "zeker": "ja"}
    for days in (2, 1, 0):
        day = str(noted_on - timedelta(days=days))
        await case.does(case.lawyer, "dag-rechtzetten", **body, dag=day)
        begins = term(await seen(case), "rvs.annulment_days")
        assert begins is not None and abs((began - begins).days) <= 4
    assert begins == began


@pytest.mark.parametrize(
    ("which", "days", "said"),
    [
        ("kennisgeving", -1, "voor de beslissing"),
        ("kennisgeving", 9, "toekomst"),
        ("beslissing", 0, "Laat het college ze hernemen."),
    ],
)
async def test_a_day_is_corrected_within_its_bounds_alone(
    app: FastAPI, city: City, on: None, which: str, days: int, said: str
) -> None:
    case = await Investigation.of_declaration(app, city)
    await case.notified("opheffing")
    day = str(city_day(city.now) + timedelta(days=days))
    body = {"welke": which, "dag": day, "reden": "Tikfout.", "zeker": "ja"}
    assert said in await case.refused(case.lawyer, "dag-rechtzetten", **body)


async def test_a_wrong_day_of_decision_is_told_anew_before_its_notification(
    app: FastAPI, city: City, on: None
) -> None:
    case = await Investigation.of_declaration(app, city)
    await case.proposed("opheffing")
    proposed_on = city_day(city.now)
    city.later(days=3)
    await case.does(case.college, "beslissing", **decision("opheffing"))
    right = proposed_on + timedelta(days=1)
    correction = {"welke": "beslissing", "reden": "Tikfout.", "zeker": "ja"}
    before = str(proposed_on - timedelta(days=1))
    assert "voor het voorstel" in await case.refused(
        case.lawyer, "dag-rechtzetten", **correction, dag=before
    )
    await case.does(case.lawyer, "dag-rechtzetten", **correction, dag=str(right))
    assert day_in((await seen(case))["decidedAt"]) == right
    ended = await city.recorded(case.case_id, IntegrityInvestigationEnded)
    assert [city_day(each.decided_at) for each in ended] == [right + timedelta(days=2), right]
    assert len(await city.recorded(case.case_id, IntegrityDecisionWithdrawn)) == 1


@pytest.mark.parametrize("by_retake", [True, False])
async def test_an_application_that_was_incomplete_gets_its_term_again_once_its_refusal_is_undone(
    app: FastAPI, city: City, on: None, by_retake: bool
) -> None:
    filed = await city.files()
    path = f"/v1/suitability-dossiers/{filed['dossierId']}"
    missing = {"complete": False, "missing": ["grondplan"]}
    await city.does(Function.DIENST_PROSTITUTIEBELEID, f"{path}/completeness", missing)
    case = await Investigation.starts(app, city, nummer=filed["number"])
    await case.notified("weigering")
    city.later(days=16)
    await case.becomes("De beslissing werkt")
    assert (await city.sees(LAWYER, path))["state"] == "geweigerd"
    if by_retake:
        await retaken(case, "voorstel")
    else:
        await case.does(case.lawyer, "raad-van-state", schorsing="geen")
        await case.does(case.lawyer, "raad-van-state-uitspraak", **RULING)
    after = await city.sees(LAWYER, path)
    assert after["state"] == "onvolledig"
    terms = {each["termId"]: each["startsOn"] for each in after["terms"]}
    assert terms["suitability.completion_days"] == str(city_day(city.now))
    assert "suitability.decision_days" not in terms


async def test_the_letter_of_a_decision_that_was_taken_back_does_not_notify_the_next(
    app: FastAPI, city: City, on: None
) -> None:
    case = await Investigation.of_declaration(app, city)
    await case.decided("opheffing")
    to = {**ADDRESS, "role": "overtreder"}
    await city.does(LAWYER, f"/v1/cases/{case.case_id}/addressees", to)
    written = {"caseId": case.case_id, "kind": "beslissing"}
    (letter,) = (await city.call(LAWYER, "POST", "/v1/letters", written)).json()
    path = f"/v1/letters/{letter['letterId']}"
    await city.does(LAWYER, f"{path}/check", subject="collega")
    await city.does(LAWYER, f"{path}/posting", {"postedOn": f"{city_day(city.now)}"})
    correction = {"welke": "beslissing", "reden": "Tikfout.", "zeker": "ja"}
    correction |= {"dag": f"{city_day(city.now)}"}
    refused = await case.refused(case.lawyer, "dag-rechtzetten", **correction)
    assert "De brief met deze dag is al vertrokken." in refused
    await retaken(case, "beslissing")
    await case.does(case.college, "beslissing", **decision("opheffing"))
    city.later(days=10)

    async def arrived() -> bool:
        last = (await seen(case))["timeline"][-1]["step"]
        return last in ("zonder_gevolg", "notification")

    await city.clock_moves_on(arrived)
    after = await seen(case)
    assert (after["state"], after["notifiedAt"]) == ("beslist", None)


ANNULLED = "De Raad van State vernietigde deze beslissing"


async def drafts(case: Investigation) -> Any:
    body = {"caseId": case.case_id, "kind": "beslissing"}
    return await case.city.call(LAWYER, "POST", "/v1/letters", body)


async def text_of_letter(case: Investigation, letter_id: str) -> str:
    file = await case.lawyer.get(f"/brieven/{letter_id}/brief.pdf")
    return " ".join((await asyncio.to_thread(text_of, file.content)).split())


@pytest.mark.parametrize("came_back", [False, True])
async def test_no_letter_tells_a_decision_that_was_annulled_and_the_next_names_the_judgment(
    app: FastAPI, city: City, on: None, came_back: bool
) -> None:
    case = await Investigation.of_declaration(app, city)
    await case.decided("opheffing")
    to = {**ADDRESS, "role": "overtreder"}
    named = await city.does(LAWYER, f"/v1/cases/{case.case_id}/addressees", to)
    receipt = {"ontvangen": str(city_day(city.now)), "bijlage": "true", "beroep": "true"}
    await case.does(case.lawyer, "kennisgeving", **receipt)
    if came_back:
        (letter,) = (await drafts(case)).json()
        path = f"/v1/letters/{letter['letterId']}"
        await city.does(LAWYER, f"{path}/check", subject="collega")
        await city.does(LAWYER, f"{path}/posting", {"postedOn": f"{city_day(city.now)}"})
        back = {"returnedOn": f"{city_day(city.now)}", "reason": "vertrokken"}
        await city.does(LAWYER, f"{path}/return", back)
        gone = f"/v1/addressees/{named['addresseeId']}/removal"
        assert (await city.call(LAWYER, "POST", gone)).is_success
        await city.does(LAWYER, f"/v1/cases/{case.case_id}/addressees", to | {"street": "Nieuwe"})
    (waits,) = (await drafts(case)).json()
    await case.does(case.lawyer, "raad-van-state", schorsing="geen", rolnummer="A. 123.789")
    await case.does(case.lawyer, "raad-van-state-uitspraak", **RULING)
    ruled_on = city_day(city.now)
    refused = await drafts(case)
    assert (refused.status_code, ANNULLED in refused.text) == (409, True)
    check = f"/v1/letters/{waits['letterId']}/check"
    assert (await city.call(LAWYER, "POST", check, subject="collega")).status_code == 409
    await retaken(case, "onderzoek")
    await case.decided("opheffing")
    made = await drafts(case)
    assert made.is_success, made.text
    said = await text_of_letter(case, made.json()[0]["letterId"])
    assert (
        f"De Raad van State vernietigde op {day_in_words(ruled_on)} onze vorige beslissing in dit "
        "dossier (rolnummer A. 123.789). Deze beslissing komt in de plaats daarvan."
    ) in said

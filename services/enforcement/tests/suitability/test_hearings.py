"""The owner is heard before a refusal or a withdrawal: a real chance, and what came of it."""

import asyncio
from datetime import timedelta

import pytest
from fastapi import FastAPI

from chassis.days import city_day
from chassis.web import Function

from ..support.browser import signed_in
from ..support.city import LACKING, City
from ..support.letters import address
from ..support.pdf import text_of
from ..support.receipts import hands_over

OFFICE, COLLEGE = Function.DIENST_PROSTITUTIEBELEID, Function.COLLEGE_SECRETARIS
WORKER = Function.JURIST_BH
REFUSE = {
    "outcome": "geweigerd",
    "motivation": "De brandweer gaf een ongunstig advies.",
    "defenceAnswer": "Gelezen.",
}


async def test_a_hearing_leaves_the_owner_the_time_to_prepare(city: City) -> None:
    path = (await city.ready())["path"]
    hearing = await city.call(OFFICE, "POST", f"{path}/hearing", {"report": "Gehoord."})
    assert hearing.status_code == 409
    for days in (0, 2, 10):
        soon = {"hearingAt": (city.now + timedelta(days=days, minutes=5)).isoformat()}
        response = await city.call(OFFICE, "POST", f"{path}/hearing-invitation", soon)
        assert response.status_code == 422, days
    on_request = {"hearingAt": (city.now + timedelta(days=10)).isoformat(), "sooner": True}
    await city.does(OFFICE, f"{path}/hearing-invitation", on_request)
    early = await city.call(OFFICE, "POST", f"{path}/hearing", {"report": "Gehoord."})
    assert early.status_code == 422
    city.later(days=11)
    await city.does(OFFICE, f"{path}/hearing", {"report": "Gehoord."})
    within = await city.call(COLLEGE, "POST", f"{path}/decision", REFUSE)
    assert within.status_code == 409
    assert "tot en met" in within.json()["title"]
    await city.does(WORKER, f"{path}/written-defence", {"summary": "Nog een plan van het pand."})
    city.later(days=15)
    assert (await city.does(COLLEGE, f"{path}/decision", REFUSE))["state"] == "geweigerd"


async def test_silence_counts_after_the_whole_term_and_the_day_of_the_hearing(city: City) -> None:
    filed = await city.ready()
    path = filed["path"]
    hearing_at = city.now + timedelta(days=30)
    invitation = {"hearingAt": hearing_at.isoformat()}
    answer = await city.does(OFFICE, f"{path}/hearing-invitation", invitation)
    await hands_over(city, filed["dossierId"], "uitnodiging_hoorzitting", writer=OFFICE)
    assert "no-defence" not in answer["allowed"]
    city.later(days=25)
    early = await city.call(OFFICE, "POST", f"{path}/no-defence")
    assert early.status_code == 409
    city.later(days=6)
    unsaid = await city.call(COLLEGE, "POST", f"{path}/decision", REFUSE)
    assert unsaid.status_code == 409
    await city.does(OFFICE, f"{path}/no-defence")
    assert (await city.does(COLLEGE, f"{path}/decision", REFUSE))["state"] == "geweigerd"


async def test_a_second_invitation_only_adds_time(city: City) -> None:
    path = (await city.ready())["path"]
    receipt = {"receivedOn": f"{city_day(city.now)}"}
    await city.does(OFFICE, f"{path}/hearing-invitation", receipt)
    first = (await city.sees(OFFICE, path))["defenceUntil"]
    city.later(days=8)
    again = {"hearingAt": (city.now + timedelta(days=40)).isoformat()}
    await city.does(OFFICE, f"{path}/hearing-invitation", again)
    seen = await city.sees(OFFICE, path)
    assert seen["defenceUntil"] > first
    (term,) = [term for term in seen["terms"] if term["termId"] == "sanction.defence_days"]
    assert term["lastDay"] == seen["defenceUntil"]
    await city.does(OFFICE, f"{path}/written-defence", {"summary": "De eigenaar schreef."})
    city.later(days=30)
    awaited = await city.call(COLLEGE, "POST", f"{path}/decision", REFUSE)
    assert awaited.status_code == 409
    city.later(days=11)
    await city.does(OFFICE, f"{path}/hearing", {"report": "Gehoord."})
    assert (await city.does(COLLEGE, f"{path}/decision", REFUSE))["state"] == "geweigerd"


async def test_what_was_said_before_one_decision_counts_for_no_later_one(city: City) -> None:
    path = (await city.ready())["path"]
    await city.hears(path)
    grant = {"outcome": "toegekend", "motivation": "Het verweer overtuigt.", **LACKING}
    await city.does(COLLEGE, f"{path}/decision", grant)
    await city.does(OFFICE, f"{path}/renewal")
    refusal = await city.call(COLLEGE, "POST", f"{path}/decision", REFUSE)
    assert refusal.status_code == 409


async def heard_by_now(city: City) -> str:
    """An application of which one advice is still awaited while its owner is heard."""
    filed = await city.files()
    path = f"/v1/suitability-dossiers/{filed['dossierId']}"
    await city.does(OFFICE, f"{path}/completeness", {"complete": True})
    services = {"services": ["brandweer", "hygiene"]}
    await city.does(OFFICE, f"{path}/advice-requests", services)
    await city.does(OFFICE, f"{path}/advices", {"service": "hygiene", "outcome": "gunstig"})
    await city.hears(path)
    city.later(days=20)
    return path


async def test_nothing_is_refused_on_an_advice_that_its_owner_was_not_asked_about(
    city: City,
) -> None:
    path = await heard_by_now(city)
    leak = {"service": "brandweer", "outcome": "ongunstig", "reasons": "De gasleiding lekt."}
    await city.does(OFFICE, f"{path}/advices", leak)
    refused = await city.call(COLLEGE, "POST", f"{path}/decision", REFUSE)
    assert refused.status_code == 409
    assert "Nodig de eigenaar opnieuw uit" in refused.json()["title"]
    assert (await city.sees(OFFICE, path))["state"] == "klaar_voor_beslissing"
    await city.hears(path)
    city.later(days=20)
    assert (await city.does(COLLEGE, f"{path}/decision", REFUSE))["state"] == "geweigerd"


async def test_an_owner_is_asked_about_what_a_visit_found_since(city: City) -> None:
    path = await heard_by_now(city)
    await city.does(OFFICE, f"{path}/advices", {"service": "brandweer", "outcome": "gunstig"})
    visit = {"kind": "reactief", "reason": "aanvraag", "roomsVisited": 2}
    await city.does(OFFICE, f"{path}/visits", visit | {"result": "tekorten"})
    refused = await city.call(COLLEGE, "POST", f"{path}/decision", REFUSE)
    assert (refused.status_code, "vond tekorten" in refused.text) == (409, True)
    await city.does(OFFICE, f"{path}/hearing-invitation", {})
    dossier_id = path.rpartition("/")[2]
    await hands_over(city, dossier_id, "uitnodiging_hoorzitting", writer=OFFICE)
    city.later(days=60)
    unsaid = await city.call(COLLEGE, "POST", f"{path}/decision", REFUSE)
    assert unsaid.status_code == 409, "nobody noted what came of the second invitation"
    await city.does(OFFICE, f"{path}/no-defence")
    assert (await city.does(COLLEGE, f"{path}/decision", REFUSE))["state"] == "geweigerd"


async def test_a_favourable_advice_after_the_hearing_asks_for_no_other(city: City) -> None:
    path = await heard_by_now(city)
    await city.does(OFFICE, f"{path}/advices", {"service": "brandweer", "outcome": "gunstig"})
    visit = {"kind": "reactief", "reason": "aanvraag", "roomsVisited": 2}
    await city.does(OFFICE, f"{path}/visits", visit | {"result": "in_orde"})
    assert (await city.does(COLLEGE, f"{path}/decision", REFUSE))["state"] == "geweigerd"


UNANSWERED = "Antwoord op het verweer: de brief herhaalt wat je hier schrijft."
SILENT = {each: said for each, said in REFUSE.items() if each != "defenceAnswer"}


@pytest.mark.parametrize("manner", ["hearing", "written-defence"])
async def test_who_came_or_wrote_is_answered_by_what_is_not_granted_in_full(
    app: FastAPI, city: City, manner: str
) -> None:
    """Law of 29 July 1991, arts. 2 and 3: the reasons answer the defence."""
    filed = await city.ready()
    path = filed["path"]
    if manner == "hearing":
        await city.hears(path)
    else:
        await city.does(OFFICE, f"{path}/hearing-invitation", {})
        await city.does(OFFICE, f"{path}/written-defence", {"summary": "De eigenaar schreef."})
    city.later(days=30)
    some = {
        "outcome": "voorwaardelijk_toegekend",
        "motivation": "Er is nog werk.",
        "conditions": ["branddeur"],
        "conditionsDueOn": f"{city.today + timedelta(days=30)}",
        **LACKING,
    }
    for decision in (SILENT, some):
        refused = await city.call(COLLEGE, "POST", f"{path}/decision", decision)
        assert refused.status_code == 422
        assert refused.json()["errors"] == [{"field": "defenceAnswer", "reason": UNANSWERED}]
    secretary = await signed_in(app, city, COLLEGE, "secretaris-antwoord")
    form = {"besluit": "geweigerd", "motivering": "Ongunstig advies.", "zeker": "ja"}
    page = f"/geschiktheid/{filed['dossierId']}/beslissing"
    assert UNANSWERED in await secretary.is_told(page, **form)
    assert (await city.sees(OFFICE, path))["state"] == "klaar_voor_beslissing"
    await secretary.does(page, **form, antwoord="De uitleg neemt het gevaar niet weg.")
    assert (await city.sees(OFFICE, path))["state"] == "geweigerd"


async def test_a_refusal_after_silence_and_a_grant_in_full_need_no_answer(city: City) -> None:
    filed = await city.ready()
    path = filed["path"]
    await city.does(OFFICE, f"{path}/hearing-invitation", {})
    await hands_over(city, filed["dossierId"], "uitnodiging_hoorzitting", writer=OFFICE)
    city.later(days=40)
    await city.does(OFFICE, f"{path}/no-defence")
    assert (await city.does(COLLEGE, f"{path}/decision", SILENT))["state"] == "geweigerd"
    other = (await city.ready())["path"]
    await city.hears(other)
    grant = {"outcome": "toegekend", "motivation": "Het verweer overtuigt.", **LACKING}
    assert (await city.does(COLLEGE, f"{other}/decision", grant))["state"] == "toegekend"


async def test_a_refusal_that_is_decided_anew_answers_the_same_defence(city: City) -> None:
    path = (await city.ready())["path"]
    await city.hears(path)
    city.later(days=20)
    await city.does(COLLEGE, f"{path}/decision", REFUSE)
    why = {"motivation": "Over het verkeerde pand.", "restart": "beslissing"}
    await city.does(COLLEGE, f"{path}/retake", why)
    again = await city.call(COLLEGE, "POST", f"{path}/decision", SILENT)
    assert (again.status_code, UNANSWERED in again.text) == (422, True)
    assert (await city.does(COLLEGE, f"{path}/decision", REFUSE))["state"] == "geweigerd"


async def test_the_letter_of_a_refusal_answers_what_the_owner_said(
    app: FastAPI, city: City
) -> None:
    """Reasons answer the defence (law of 29 July 1991, arts. 2 and 3)."""
    filed = await city.ready()
    path, dossier_id = filed["path"], filed["dossierId"]
    hearing = {"hearingAt": (city.now + timedelta(days=30)).isoformat()}
    await city.does(OFFICE, f"{path}/hearing-invitation", hearing)
    city.later(days=31)
    await city.does(OFFICE, f"{path}/hearing", {"report": "Gehoord."})
    answer = "U wees op de nieuwe leiding. Die is niet gekeurd."
    await city.does(COLLEGE, f"{path}/decision", REFUSE | {"defenceAnswer": answer})
    await address(city, dossier_id, "overtreder")
    body = {"caseId": dossier_id, "kind": "beslissing"}
    drafted = await city.call(WORKER, "POST", "/v1/letters", body)
    assert drafted.status_code == 201, drafted.text
    worker = await signed_in(app, city, WORKER)
    file = await worker.get(f"/brieven/{drafted.json()[0]['letterId']}/brief.pdf")
    text = await asyncio.to_thread(text_of, file.content)
    assert "Wat zei u, en wat antwoorden we daarop?" in text
    assert answer in " ".join(text.split())

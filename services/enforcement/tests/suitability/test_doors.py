"""What a page of a declaration refuses, its route refuses too, and the other way round."""

from datetime import timedelta
from typing import Any

import pytest
from fastapi import FastAPI

from chassis.web import Function

from ..support.browser import signed_in
from ..support.city import LACKING, City
from ..support.integrity import Investigation, ordinance
from ..support.sanctions import decided, notified

OFFICE, COLLEGE = Function.DIENST_PROSTITUTIEBELEID, Function.COLLEGE_SECRETARIS
OWNER = Function.EIGENAAR
ADVICE = {"service": "brandweer", "outcome": "gunstig"}


def page_of(path: str) -> str:
    return path.replace("/v1/suitability-dossiers", "/geschiktheid")


async def asked(city: City) -> str:
    """A dossier that waits for the fire service."""
    path = f"/v1/suitability-dossiers/{(await city.files())['dossierId']}"
    await city.does(OFFICE, f"{path}/completeness", {"complete": True})
    await city.does(OFFICE, f"{path}/advice-requests", {"services": ["brandweer"]})
    return path


async def fields(city: City, who: Function, path: str, body: dict[str, Any]) -> list[str]:
    """The fields that the API refuses."""
    answer = await city.call(who, "POST", path, body)
    assert answer.status_code == 422, answer.text
    return [each["field"] for each in answer.json()["errors"]]


@pytest.mark.parametrize(
    ("step", "who", "body", "field"),
    [
        ("application-withdrawal", OFFICE, {"reason": "ab"}, "reason"),
        ("completeness", OFFICE, {"complete": False, "missing": [""]}, "missing.0"),
        ("completeness", OFFICE, {"complete": True, "missing": ["Plan"]}, "missing"),
        ("completeness", OFFICE, {"complete": False}, "missing"),
        ("completeness", OFFICE, {"complete": True, "sentAt": "9999-12-31"}, "sentAt"),
    ],
)
async def test_the_api_holds_to_the_rule_of_the_page(
    city: City, step: str, who: Function, body: dict[str, Any], field: str
) -> None:
    path = f"/v1/suitability-dossiers/{(await city.files())['dossierId']}"
    assert await fields(city, who, f"{path}/{step}", body) == [field]
    assert (await city.sees(OFFICE, path))["state"] == "ingediend"


async def test_nobody_gets_a_term_to_complete_what_nobody_named(app: FastAPI, city: City) -> None:
    path = f"/v1/suitability-dossiers/{(await city.files())['dossierId']}"
    officer = await signed_in(app, city, OFFICE, "ambtenaar-ontbreekt")
    told = await officer.is_told(f"{page_of(path)}/volledigheid", uitkomst="onvolledig")
    assert "Wat ontbreekt er?: Zeg wat er ontbreekt" in told
    await officer.does(f"{page_of(path)}/volledigheid", uitkomst="onvolledig", ontbreekt="Plan")


async def test_a_refusal_has_no_validity_on_the_page_either(app: FastAPI, city: City) -> None:
    path = (await city.ready())["path"]
    await city.hears(path)
    secretary = await signed_in(app, city, COLLEGE, "secretaris-deuren")
    refusal = {
        "besluit": "geweigerd",
        "motivering": "De vluchtweg is niet vrij.",
        "antwoord": "Gelezen.",
        "zeker": "ja",
    }
    day = f"{city.today + timedelta(days=1)}"
    for field, name in (("tot", "Geldig tot en met"), ("vanaf", "Geldig vanaf")):
        told = await secretary.is_told(f"{page_of(path)}/beslissing", **refusal, **{field: day})
        assert f"{name}: Een weigering heeft geen geldigheid." in told
    body = {
        "outcome": "geweigerd",
        "motivation": "De vluchtweg is niet vrij.",
        "defenceAnswer": "Gelezen.",
        "validTo": day,
    }
    assert await fields(city, COLLEGE, f"{path}/decision", body) == ["validTo"]
    await secretary.does(f"{page_of(path)}/beslissing", **refusal)


async def test_conditions_belong_to_one_advice_at_every_door(app: FastAPI, city: City) -> None:
    path = await asked(city)
    officer = await signed_in(app, city, OFFICE, "ambtenaar-deuren")
    form = {"dienst": "brandweer", "uitkomst": "gunstig", "voorwaarden": "Branddeur"}
    told = await officer.is_told(f"{page_of(path)}/advies", **form)
    assert "Voorwaarden: Voorwaarden horen bij een gunstig advies onder voorwaarden" in told
    bare = form | {"uitkomst": "voorwaardelijk", "voorwaarden": ""}
    assert "alleen daar" in await officer.is_told(f"{page_of(path)}/advies", **bare)
    advices = f"{path}/advices"
    assert await fields(city, OFFICE, advices, ADVICE | {"conditions": ["branddeur"]}) == [
        "conditions"
    ]
    assert await fields(city, OFFICE, advices, ADVICE | {"outcome": "voorwaardelijk"}) == [
        "conditions"
    ]
    stray = {"outcome": "voorwaardelijk", "conditions": ["branddeur"]}
    day = f"{city.today + timedelta(days=9)}"
    assert await fields(city, OFFICE, advices, ADVICE | stray | {"due": {"alarm": day}}) == [
        "due.alarm"
    ]
    assert (await city.sees(OFFICE, path))["state"] == "in_advies"


@pytest.mark.parametrize(("days", "status"), [(-1, 422), (0, 422), (1, 200)])
async def test_a_condition_of_an_advice_is_due_on_a_day_to_come(
    app: FastAPI, city: City, days: int, status: int
) -> None:
    path = await asked(city)
    day = city.today + timedelta(days=days)
    if status == 422:
        officer = await signed_in(app, city, OFFICE, f"ambtenaar-dag-{days}")
        line = f"Branddeur ({day:%d/%m/%Y})"
        form = {"dienst": "brandweer", "uitkomst": "voorwaardelijk", "voorwaarden": line}
        told = await officer.is_told(f"{page_of(path)}/advies", **form)
        assert "Voorwaarden: Kies een dag die nog moet komen." in told
    body = {
        "outcome": "voorwaardelijk",
        "conditions": ["branddeur"],
        "due": {"branddeur": f"{day}"},
    }
    answer = await city.call(OFFICE, "POST", f"{path}/advices", ADVICE | body)
    assert answer.status_code == status, answer.text


async def test_whoever_ticks_no_service_asks_nobody_and_the_dossier_stays(
    app: FastAPI, city: City
) -> None:
    path = f"/v1/suitability-dossiers/{(await city.files())['dossierId']}"
    await city.does(OFFICE, f"{path}/completeness", {"complete": True})
    officer = await signed_in(app, city, OFFICE, "ambtenaar-niemand")
    assert "Kies minstens één dienst." in await officer.is_told(f"{page_of(path)}/adviezen-vragen")
    requests = f"{path}/advice-requests"
    assert await fields(city, OFFICE, requests, {"services": []}) == ["services"]
    assert (await city.sees(OFFICE, path))["state"] == "volledig"


async def test_a_decision_of_today_was_taken_now_at_every_door(city: City) -> None:
    """A day alone began at midnight: before the application that was filed on that same day."""
    path = (await city.ready())["path"]
    body = {"outcome": "toegekend", "motivation": "In orde.", **LACKING}
    await city.does(COLLEGE, f"{path}/decision", body | {"decidedAt": f"{city.today}"})
    (said,) = [
        each for each in (await city.sees(OFFICE, path))["timeline"] if each["step"] == "decision"
    ]
    assert said["happenedAt"] == said["at"]


async def test_the_oldest_change_is_assessed_unless_another_is_named(city: City) -> None:
    path = (await city.granted("OWN-061"))["path"]
    told = [
        await city.does(OWNER, f"{path}/changes", {"kind": kind}, organisation="OWN-061")
        for kind in ("houder", "beheerder")
    ]
    said = {
        "outcome": "aanvaard",
        "reason": "Bezocht en in orde.",
        "holder": "OWN-062",
        "newHolder": True,
        "manager": "BEH-001",
    }
    named = said | {"changeId": told[1]["changeId"]}
    await city.does(OFFICE, f"{path}/change-assessment", named)
    await city.does(OFFICE, f"{path}/change-assessment", said)
    assert (await city.call(OFFICE, "POST", f"{path}/change-assessment", said)).status_code == 404
    reasons = [
        each["reason"]
        for each in (await city.sees(OFFICE, path))["timeline"]
        if each["step"] == "change-assessment"
    ]
    assert reasons == ["beheerder: Bezocht en in orde.", "houder: Bezocht en in orde."]


@pytest.mark.parametrize("step", ["renewal", "relinquishment", "changes"])
async def test_an_owner_acts_in_the_own_dossier_alone(city: City, step: str) -> None:
    path = (await city.granted("OWN-062"))["path"]
    other = await city.call(OWNER, "POST", f"{path}/{step}", organisation="OWN-063")
    assert other.status_code == 404
    assert (await city.sees(OFFICE, path))["state"] == "toegekend"
    own = await city.call(OWNER, "POST", f"{path}/{step}", organisation="OWN-062")
    assert own.is_success, own.text


async def test_what_a_body_lifts_twice_over_is_told_once_and_says_why(
    app: FastAPI, city: City
) -> None:
    """The college suspended by a sanction and by an integrity measure: one decision ends both."""
    sanction = await decided(city, "schorsing", lasts=60)
    await notified(city, sanction["path"])
    path = sanction["dossier"]
    number = (await city.sees(OFFICE, path))["number"]
    with ordinance(app):
        case = await Investigation.starts(app, city, nummer=number)
        await case.works("schorsing", maanden="4", voorwaarden="Andere zaakvoerder.")
    why = {"motivation": "De eigenaar bracht alles in orde."}
    assert (await city.does(COLLEGE, f"{path}/lifting", why))["state"] == "toegekend"
    lifted = [
        each for each in (await city.sees(OFFICE, path))["timeline"] if each["step"] == "lifting"
    ]
    assert [each["reason"] for each in lifted] == [why["motivation"]]
    told = await city.told(sanction["premisesId"])
    assert told.count("suitability-suspension-lifted") == 1
    assert (await city.sees(Function.JURIST_BH, sanction["path"]))["reopenedAt"] is not None

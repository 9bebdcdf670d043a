"""An overdue condition: the clock flags it, a person finds it, and a sanction may follow."""

from collections.abc import AsyncIterator
from datetime import timedelta
from typing import Any

import pytest
from fastapi import FastAPI

from chassis.days import city_day
from chassis.web import Function
from contracts.enforcement import SanctionCaseOpened

from ..support.browser import Browser, signed_in
from ..support.city import City
from ..support.sanctions import (
    EXTRACT,
    WORKER,
    decision,
    heard,
    invite,
    notified,
    propose,
)

CONDITION = "branddeur"


@pytest.fixture
async def officer(app: FastAPI, city: City) -> AsyncIterator[Browser]:
    yield await signed_in(app, city, Function.PROSTITUTIEAMBTENAAR, "voorwaarden")


async def overdue(city: City) -> dict[str, Any]:
    """A declaration of which the last day of a condition was yesterday."""
    due_on = city_day(city.now) + timedelta(days=10)
    filed = await city.granted(
        outcome="voorwaardelijk_toegekend",
        conditions=[CONDITION],
        conditionsDueOn=f"{due_on}",
    )
    city.later(days=11, hours=2)  # also where summer time ends between
    return filed | {"page": f"/geschiktheid/{filed['dossierId']}"}


async def finds(officer: Browser, dossier: dict[str, Any]) -> None:
    await officer.does(f"{dossier['page']}/voorwaarde-vaststellen", voorwaarde=CONDITION)


async def cases_of(city: City, dossier: dict[str, Any]) -> list[dict[str, Any]]:
    path = f"/v1/sanction-cases?premisesId={dossier['premisesId']}"
    listed: list[dict[str, Any]] = (await city.sees(Function.JURIST_BH, path))["_embedded"][
        "sanctionCases"
    ]
    return [each | {"path": f"/v1/sanction-cases/{each['caseId']}"} for each in listed]


async def test_the_clock_flags_and_only_a_person_opens_a_case(officer: Browser, city: City) -> None:
    dossier = await overdue(city)
    assert "Stel vast: niet nageleefd" in await officer.sees(dossier["page"])
    assert await cases_of(city, dossier) == []
    await finds(officer, dossier)
    (case,) = await cases_of(city, dossier)
    seen = await officer.sees(dossier["page"])
    assert f"Vastgesteld. Sanctiedossier: {case['number']}." in seen
    assert "Voorwaarde niet nageleefd: sanctiedossier" in seen
    assert case["state"] == "vaststelling_ontvangen"
    (told,) = [
        event
        for event in await city.sandbox.recorded("enforcement", SanctionCaseOpened)
        if str(event.partition_key) == case["caseId"]
    ]
    assert told.data["factCode"] == "raam.voorwaarde-niet-nageleefd"
    state = (await city.sees(Function.JURIST_BH, dossier["path"]))["state"]
    assert state == "voorwaardelijk_toegekend"  # it works on until somebody decides


async def test_no_second_case_and_none_before_the_last_day_or_once_it_is_met(
    officer: Browser, city: City
) -> None:
    dossier = await overdue(city)
    await finds(officer, dossier)
    again = {"voorwaarde": CONDITION}
    path = f"{dossier['page']}/voorwaarde-vaststellen"
    assert "loopt al dossier" in await officer.is_told(path, **again)
    office = Function.DIENST_PROSTITUTIEBELEID
    other = await overdue(city)
    await city.does(office, f"{other['path']}/conditions-met", {})
    path = f"{other['page']}/voorwaarde-vaststellen"
    assert "niet over tijd" in await officer.is_told(path, **again)
    due_on = f"{city_day(city.now) + timedelta(days=3)}"
    early = await city.granted(
        outcome="voorwaardelijk_toegekend", conditions=[CONDITION], conditionsDueOn=due_on
    )
    path = f"/geschiktheid/{early['dossierId']}/voorwaarde-vaststellen"
    assert "niet over tijd" in await officer.is_told(path, **again)
    assert await cases_of(city, early) == []


async def test_still_unmet_after_a_warning_it_is_the_next_finding_and_leads_to_a_sanction(
    officer: Browser, city: City
) -> None:
    dossier = await overdue(city)
    await finds(officer, dossier)
    (case,) = await cases_of(city, dossier)
    path = case["path"]
    await city.does(WORKER, f"{path}/pv-notification", {})
    await city.does(WORKER, f"{path}/warning", EXTRACT)  # by post: received days later
    page = f"{dossier['page']}/voorwaarde-vaststellen"
    told = await officer.is_told(page, voorwaarde=CONDITION)
    assert "niet van na de ontvangst" in told
    city.later(days=10)
    await finds(officer, dossier)
    (linked,) = await cases_of(city, dossier)
    assert linked["state"] == "volgende_vaststelling"
    await invite(city, path)
    await heard(city, path)
    await propose(city, path, "extra_waarschuwing")
    body = decision("extra_waarschuwing")
    await city.does(Function.COLLEGE_SECRETARIS, f"{path}/decision", body)
    await notified(city, path)
    assert {CONDITION} & {*(await city.sees(WORKER, dossier["path"]))["conditions"]}


async def test_a_program_finds_it_by_the_same_operation(city: City) -> None:
    dossier = await overdue(city)
    path, body = f"{dossier['path']}/condition-findings", {"condition": CONDITION}
    for function in (Function.DIENST_PROSTITUTIEBELEID, WORKER):
        other = {"condition": "iets-anders"}
        refused = await city.call(function, "POST", path, other)
        assert refused.status_code == 409
        assert "niet over tijd" in refused.json()["title"]
    answer = await city.does(WORKER, path, body)
    (case,) = await cases_of(city, dossier)
    assert (answer["caseId"], answer["state"]) == (case["caseId"], "vaststelling_ontvangen")
    again = await city.call(WORKER, "POST", path, body)
    assert again.status_code == 409
    assert case["number"] in again.json()["title"]
    for function in (Function.COLLEGE_SECRETARIS, Function.SANCTIONEREND_AMBTENAAR):
        assert (await city.call(function, "POST", path, body)).status_code == 403

"""The forms of the steps of a sanction: each function takes its own, from the report to the end."""

import re
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from fastapi import FastAPI

from chassis.days import city_time
from chassis.web import Function
from contracts.databank import ExecutionChecked
from enforcement.sanctions.desk import SANCTIONS
from enforcement.sanctions.labels import KIND, SEQUEL, STATE
from enforcement.sanctions.rules import SANCTION, SanctionState, SanctionStep, Sequel

from ..support.browser import Browser, signed_in
from ..support.city import City
from ..support.sanctions import WORKER, decided, notified, proposed, warn, warned

SECRETARY = Function.COLLEGE_SECRETARIS


@pytest.fixture
async def worker(app: FastAPI, city: City) -> Browser:
    return await signed_in(app, city, WORKER, f"behandelaar-{uuid4().hex[:8]}")


@pytest.fixture
async def secretary(app: FastAPI, city: City) -> Browser:
    return await signed_in(app, city, SECRETARY, f"secretaris-{uuid4().hex[:8]}")


def page_of(case: dict[str, Any]) -> str:
    return f"/dossiers/{case['caseId']}"


def test_every_state_step_and_kind_has_its_words() -> None:
    assert set(STATE) == set(SanctionState)
    assert set(SANCTIONS.steps) == set(SanctionStep)
    assert set(SEQUEL) == set(Sequel)
    assert len(KIND) == 6


def test_every_step_that_a_person_takes_has_a_form() -> None:
    offered = {step for _state, step in SANCTION.transitions} - SANCTION.automatic
    assert offered == SANCTIONS.pages.keys()


@pytest.mark.night(
    "the walk of a sanction once more, by forms",
    stays=(
        "services/enforcement/tests/sanctions/test_sanctions.py::test_two_findings_a_warning_and_a_hearing_lead_to_a_suspension_that_is_checked",
        "tests/access/test_bad_input.py::test_every_form_refuses_rubbish_with_a_page_and_keeps_its_data",
    ),
)
async def test_a_sanction_goes_from_its_report_to_its_end_by_forms_alone(
    city: City, worker: Browser, secretary: Browser
) -> None:
    dossier = await city.granted()
    case = await city.case_of(await city.transfers(dossier["premisesId"]))
    page = page_of(case)
    assert "Het PV ter kennis brengen Klaar om te doen" in await worker.sees(page)
    await worker.does(f"{page}/pv")
    assert "uittreksel" in (await worker.post(f"{page}/waarschuwing", {})).text.lower()
    await worker.does(f"{page}/waarschuwing", uittreksel="Artikel 12.", ontvangstbewijs="true")
    city.later(days=1)
    await city.transfers(dossier["premisesId"])
    soon = {"moment": f"{city_time(city.now + timedelta(days=2)):%Y-%m-%dT%H:%M}"}
    soon["ontvangen"] = f"{city.today}"
    told = await worker.is_told(f"{page}/uitnodiging", **soon)
    assert "Kies die dag of later" in told
    await worker.does(f"{page}/uitnodiging", **soon, eerder="true")
    city.later(days=3)
    await worker.does(f"{page}/gehoord", verslag="De eigenaar gaf uitleg.", volledig="true")
    await worker.does(
        f"{page}/voorstel", sanctie="schorsing", motivering="Twee keer.", evenredig="Kort."
    )
    await worker.does(f"{page}/agenda")
    assert "De beslissing vastleggen Niet voor jouw functie" in await worker.sees(page)
    assert "Op de agenda" in await secretary.sees("/dossiers")
    seen = await secretary.sees(page)
    assert "De beslissing vastleggen Klaar om te doen" in seen
    assert "Schorsing van de geschiktheidsverklaring" in seen
    assert "Geef het dossier aan een collega" not in seen, "a secretary works on no case"
    body = {
        "sanctie": "schorsing",
        "van": f"{city.today + timedelta(days=2)}",
        "tot": f"{city.today + timedelta(days=400)}",
        "antwoord": "Wat u uitlegde, doet niets af aan twee vaststellingen.",
        "motivering": "Het college volgt het voorstel.",
        "evenredig": "Korter helpt niet.",
    }
    refused = await secretary.is_told(f"{page}/beslissing", **body, zeker="ja")
    assert "hoogstens 6 maanden" in refused
    body["tot"] = f"{city.today + timedelta(days=31)}"
    asked = await secretary.post(f"{page}/beslissing", body)
    assert "Kijk je antwoorden na" in asked.text
    fields = dict(re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', asked.text))
    await secretary.does(f"{page}/beslissing", **fields, zeker="ja")
    await worker.does(f"{page}/kennisgeving")
    assert (await city.told(case["premisesId"]))[-1] == "suitability-suspended"
    await worker.does(f"{page}/controle-vragen")
    await secretary.does(f"{page}/opheffen", reden="Alles is in orde.", zeker="ja")
    assert (await city.told(case["premisesId"]))[-1] == "suitability-suspension-lifted"


async def test_a_finding_is_linked_on_the_page(city: City, worker: Browser) -> None:
    case = await warned(city)
    finding_id = await city.transfers(case["premisesId"], on_hold=True)
    held = await city.case_of(finding_id)
    await city.does(WORKER, f"{held['path']}/release", {"motivation": "Overleg is klaar."})
    path = f"{page_of(case)}/volgende-vaststelling"
    asked = (await worker.get(path)).text
    assert str(finding_id) in asked
    assert len(re.findall(r"AN\.\S+/20\d\d, ", asked)) == 1, "which report it is about"
    await worker.does(path, vaststelling=str(finding_id))
    assert (await city.sees(WORKER, case["path"]))["state"] == "volgende_vaststelling"


async def test_only_a_finding_that_can_follow_the_warning_is_offered(
    city: City, worker: Browser
) -> None:
    """A fact of before the owner had the warning is none; the next is of after it."""
    dossier = await city.granted()
    early = await city.transfers(dossier["premisesId"], on_hold=True)
    case = await city.case_of(await city.transfers(dossier["premisesId"]))
    path = f"{page_of(case)}/volgende-vaststelling"
    shut = (await worker.get(path)).text
    assert "Deze stap kan niet zoals het dossier nu staat." in shut
    assert str(early) not in shut, "nobody was warned yet"
    await warn(city, case["path"])
    late = await city.transfers(dossier["premisesId"], on_hold=True)
    for finding in (early, late):
        held = await city.case_of(finding)
        await city.does(WORKER, f"{held['path']}/release", {"motivation": "Overleg is klaar."})
    asked = (await worker.get(path)).text
    assert "Deze stap kan niet" not in asked
    assert str(late) in asked
    assert str(early) not in asked


async def test_seals_and_a_penalty_begin_with_a_measure_of_the_mayor(
    city: City, worker: Browser
) -> None:
    """A sequel is a choice of the service alone; only the mayor orders either (NGW art. 133ter)."""
    case = await decided(city, "tijdelijke_sluiting", lasts=60)
    await notified(city, case["path"])
    await city.does(WORKER, f"{case['path']}/execution-check-request")
    answer = ExecutionChecked(
        case_id=case["caseId"], premises_id=case["premisesId"], checked_at=city.now, complied=False
    )
    await city.sandbox.handled("enforcement", await city.sandbox.publish(answer, at=city.now))
    page = page_of(case)
    assert "Begin een maatregel van de burgemeester" in await worker.sees(f"{page}/gevolg")
    form = (await worker.get(f"{page}/gevolg")).text
    assert 'href="maatregel"' in form
    cause = {"soort": "openbare_orde", "aanleiding": "De sluiting wordt niet nageleefd."}
    measure = await worker.does(f"{page}/maatregel", **cause)
    assert measure.startswith("/maatregelen/")


async def test_a_case_worker_records_no_decision_and_a_secretary_names_nobody(
    city: City, worker: Browser, secretary: Browser
) -> None:
    case = await proposed(city)
    page = page_of(case)
    assert (await worker.get(f"{page}/beslissing")).status_code == 403
    assert (await secretary.get(f"{page}/personen?doel=procedure")).status_code == 403
    assert (await secretary.get(f"{page}/voorstel")).status_code == 403
    finding_id = await city.transfers()
    fine = await city.sees(WORKER, f"/v1/gas-cases?findingId={finding_id}")
    other = fine["_embedded"]["gasCases"][0]["caseId"]
    assert (await secretary.get(f"/dossiers/{other}")).status_code == 404

"""The screens of what owners sent: read with its documents, checked by the checklist, placed."""

from datetime import timedelta
from uuid import uuid4

import asyncpg
import pytest
from fastapi import FastAPI

from chassis.uploads.plain_pages import plain_pages
from chassis.web import Function
from contracts.codes import ApplicationKind
from contracts.pandkalender import SuitabilityApplicationWithdrawn

from ..support.applications import (
    answers,
    arrive,
    document,
    one_application,
    submitted,
    unplaced,
)
from ..support.browser import Browser, signed_in
from ..support.city import City
from ..support.papers import paper

OFFICE = Function.PROSTITUTIEAMBTENAAR


@pytest.fixture
async def officer(app: FastAPI, city: City) -> Browser:
    return await signed_in(app, city, OFFICE, "ambtenaar-aanvragen")


async def test_an_application_is_read_with_its_documents_and_each_look_is_logged(
    city: City, officer: Browser, rows: asyncpg.Connection
) -> None:
    application_id, document_id = await one_application(city)
    page = f"/aanvragen/{application_id}"
    assert await officer.lists("/aanvragen", page)
    seen = await officer.sees(page)
    assert "Quirina Onbestaand" in seen
    assert "Uittreksel uit het strafregister (niet gestuurd)" in seen
    shown = await officer.get(f"{page}/documenten/{document_id}")
    assert shown.text.count("/bladen/") == 2
    again = await officer.get(f"{page}/documenten/{document_id}")
    assert again.text.count("/bladen/") == 2
    picture = await officer.get(f"{page}/documenten/{document_id}/bladen/2")
    assert picture.content.startswith(b"\xff\xd8")
    assert (await officer.get(f"{page}/documenten/{document_id}/bladen/3")).status_code == 404
    file = await officer.get(f"{page}/documenten/{document_id}/stuk.pdf")
    assert file.content == plain_pages(paper(2))
    assert (await officer.get(f"{page}/documenten/{uuid4()}")).status_code == 404
    assert (await officer.get(f"/aanvragen/{uuid4()}")).status_code == 404
    looks = "SELECT count(*) FROM access_log WHERE subject_id = $1 AND purpose = 'procedure'"
    assert await rows.fetchval(looks, str(application_id)) == 5
    kept = "SELECT said FROM document_picture"
    assert all(picture.content[:16] not in row["said"] for row in await rows.fetch(kept))


async def test_a_file_that_cannot_be_drawn_can_still_be_kept(city: City, officer: Browser) -> None:
    application_id = uuid4()
    named, parts = document(application_id, b"%PDF-1.7 geen bladen")
    await arrive(city, *parts, submitted(city, application_id, named))
    seen = await officer.sees(f"/aanvragen/{application_id}/documenten/{named.document_id}")
    assert "kunnen we de bladen niet tonen" in seen


async def test_what_is_not_ticked_is_asked_of_the_owner(city: City, officer: Browser) -> None:
    application_id, _ = await one_application(city)
    page = f"/aanvragen/{application_id}"
    form = {"in_orde": ["eigendomsbewijs"], "ontbreekt": "Een plan van de kamers"}
    await officer.does(f"{page}/volledigheid", **form)
    asked = (await answers(city, application_id))[-1]
    assert asked.answer == "onvolledig"
    assert asked.missing is not None
    assert asked.missing.value.names == (
        "Uittreksel uit het strafregister",
        "Een plan van de kamers",
    )
    assert await officer.lists("/aanvragen?lijst=onvolledig", application_id)
    every = ["eigendomsbewijs", "uittreksel_strafregister"]
    await officer.does(f"{page}/volledigheid", in_orde=every)
    assert (await answers(city, application_id))[-1].answer == "volledig"
    assert await officer.lists("/aanvragen?lijst=volledig", application_id)
    await officer.is_told(f"{page}/volledigheid", in_orde=every)


async def test_what_fits_no_dossier_opens_a_new_one_by_hand_and_back(
    city: City, officer: Browser
) -> None:
    application_id = await unplaced(city, "OWN-082")
    page = f"/aanvragen/{application_id}"
    assert await officer.lists("/aanvragen?lijst=te-plaatsen", application_id)
    assert "Kies een dossier" in await officer.is_told(f"{page}/plaatsen", dossier="x")
    place = {"naam": "Pand Zon", "straat": "Voorbeeldstraat", "postcode": "2000"}
    told = await officer.is_told(f"{page}/plaatsen", dossier="nieuw", **place, nummer="1")
    assert "Vul dit in voor een nieuw dossier" in told
    new = {"dossier": "nieuw", **place, "nummer": uuid4().hex[:8], "kamers": "R-01\nR-02"}
    await officer.does(f"{page}/plaatsen", **new)
    placed = (await answers(city, application_id))[-1]
    assert (placed.answer, placed.dossier_id is None) == ("geregistreerd", False)
    dossier = f"/v1/suitability-dossiers/{placed.dossier_id}"
    assert (await city.sees(OFFICE, dossier))["state"] == "ingediend"
    assert (await officer.post(f"{page}/plaatsen", new)).status_code == 422

    await officer.does(f"{page}/plaats-ongedaan")
    back = (await answers(city, application_id))[-1]
    assert (back.answer, back.dossier_id) == ("na_te_kijken", None)
    assert (await city.sees(OFFICE, dossier))["state"] == "stopgezet"
    assert await officer.lists("/aanvragen?lijst=te-plaatsen", application_id)
    await officer.does(f"{page}/plaatsen", **new)


async def test_a_dossier_that_is_opened_by_hand_is_of_the_permit_that_was_asked(
    city: City, officer: Browser
) -> None:
    application_id = await unplaced(city, "OWN-082", permit_type="escortbureau")
    place = {"naam": "Bureau Zon", "straat": "Voorbeeldstraat", "postcode": "2000"}
    new = {"dossier": "nieuw", **place, "nummer": uuid4().hex[:8], "kamers": "Kantoor"}
    await officer.does(f"/aanvragen/{application_id}/plaatsen", **new)
    placed = (await answers(city, application_id))[-1]
    dossier = await city.sees(OFFICE, f"/v1/suitability-dossiers/{placed.dossier_id}")
    assert dossier["permitType"] == "escortbureau"


async def test_a_renewal_is_placed_in_a_dossier_of_its_own_owner_alone(
    city: City, officer: Browser
) -> None:
    mine, other = await city.granted("OWN-083"), await city.granted("OWN-084")
    application_id = await unplaced(city, "OWN-083", ApplicationKind.VERNIEUWING)
    page = f"/aanvragen/{application_id}"
    shown = (await officer.get(f"{page}/plaatsen")).text
    assert (mine["dossierId"] in shown, other["dossierId"] in shown) == (True, False)
    told = await officer.is_told(f"{page}/plaatsen", dossier=other["dossierId"])
    assert "van een andere eigenaar" in told
    await officer.does(f"{page}/plaatsen", dossier=mine["dossierId"])
    assert (await city.sees(OFFICE, mine["path"]))["state"] == "vernieuwing_lopend"
    await officer.does(f"{page}/plaats-ongedaan")
    assert (await city.sees(OFFICE, mine["path"]))["state"] == "toegekend"
    assert (await city.told(mine["premisesId"]))[-1] == "suitability-renewal-withdrawn"


async def test_a_renewal_that_waited_for_its_place_counts_from_the_day_on_which_it_was_sent(
    city: City, officer: Browser
) -> None:
    mine = await city.granted("OWN-087", validTo=f"{city.today + timedelta(days=2)}")
    application_id = await unplaced(city, "OWN-087", ApplicationKind.VERNIEUWING)
    await city.goes_on(mine["dossierId"], 4)
    assert (await city.sees(OFFICE, mine["path"]))["state"] == "vervallen"
    page = f"/aanvragen/{application_id}"
    assert mine["dossierId"] in (await officer.get(f"{page}/plaatsen")).text
    await officer.does(f"{page}/plaatsen", dossier=mine["dossierId"])
    assert (await city.sees(OFFICE, mine["path"]))["state"] == "vernieuwing_lopend"
    await officer.does(f"{page}/plaats-ongedaan")
    assert (await city.sees(OFFICE, mine["path"]))["state"] == "vervallen"


async def test_placing_is_not_undone_once_somebody_went_on(city: City, officer: Browser) -> None:
    mine = await city.granted("OWN-085")
    application_id = await unplaced(city, "OWN-085", ApplicationKind.VERNIEUWING)
    page = f"/aanvragen/{application_id}"
    await officer.does(f"{page}/plaatsen", dossier=mine["dossierId"])
    await city.does(
        Function.DIENST_PROSTITUTIEBELEID,
        f"{mine['path']}/advice-requests",
        {"services": ["brandweer"]},
    )
    assert (await officer.post(f"{page}/plaats-ongedaan")).status_code == 409
    assert (await city.sees(OFFICE, mine["path"]))["state"] == "vernieuwing_lopend"


async def test_documents_move_with_their_application(
    city: City, officer: Browser, rows: asyncpg.Connection
) -> None:
    mine = await city.files("OWN-086")
    application_id = uuid4()
    named, parts = document(application_id, paper())
    renewal = submitted(
        city, application_id, named, owner="OWN-086", kind=ApplicationKind.VERNIEUWING
    )
    await arrive(city, *parts, renewal)
    case_of = (
        "SELECT c.case_id FROM case_document c JOIN application_document a"
        " ON a.case_document_id = c.document_id WHERE a.application_id = $1"
    )
    assert await rows.fetchval(case_of, application_id) == application_id
    told = await officer.is_told(f"/aanvragen/{application_id}/plaatsen", dossier=mine["dossierId"])
    assert "Deze stap kan niet" in told, "there is no declaration to renew yet"
    new = {"naam": "Zon", "straat": "Voorbeeldstraat", "nummer": uuid4().hex[:8]}
    await officer.does(
        f"/aanvragen/{application_id}/plaatsen",
        dossier="nieuw",
        **new,
        postcode="2000",
        kamers="R-01",
    )
    placed = (await answers(city, application_id))[-1]
    assert await rows.fetchval(case_of, application_id) == placed.dossier_id


async def test_an_application_that_was_withdrawn_is_placed_no_more(
    city: City, officer: Browser
) -> None:
    application_id = await unplaced(city, "OWN-087")
    withdrawn = SuitabilityApplicationWithdrawn(
        application_id=application_id, withdrawn_at=city.now
    )
    await arrive(city, withdrawn)
    assert "Ingetrokken" in await officer.sees(f"/aanvragen/{application_id}")
    assert await officer.lists("/aanvragen?lijst=gestopt", application_id)
    told = await officer.is_told(
        f"/aanvragen/{application_id}/plaatsen",
        dossier="nieuw",
        naam="Zon",
        straat="Voorbeeldstraat",
        nummer="1",
        postcode="2000",
        kamers="R-01",
    )
    assert "loopt niet meer" in told

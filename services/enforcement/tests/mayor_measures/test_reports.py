"""Information reports that open a measure of the mayor, also where no declaration is known."""

from typing import Any
from uuid import UUID, uuid4

import asyncpg
from fastapi import FastAPI

from chassis.web import Function
from contracts.databank import FindingHoldChanged

from ..support.browser import Browser, signed_in
from ..support.city import City
from ..support.letters import fine_case
from ..support.measures import MAYOR, WORKER
from ..support.reports import at, reported

CAUSE = {"soort": "openbare_orde", "aanleiding": "Vechtpartijen aan de deur."}


async def on_report(
    app: FastAPI, city: City, **fields: Any
) -> tuple[Browser, dict[str, Any], UUID]:
    """A case worker, and the sanction case of a report about a place without a declaration."""
    place = at(f"Verzonnenstraat {uuid4().hex[:6]}")
    finding = await reported(city, **{"place": place} | fields)
    worker = await signed_in(app, city, WORKER, "begint-op-rapport")
    return worker, await city.case_of(finding), finding


async def test_a_report_opens_a_measure_about_its_place_and_the_case_goes_on(
    app: FastAPI, city: City
) -> None:
    worker, case, _ = await on_report(app, city, judicial_information=True)
    page = f"/dossiers/{case['caseId']}"
    assert f"{page}/maatregel" in (await worker.get(page)).text
    measure = await worker.does(f"{page}/maatregel", **CAUSE)
    shown = await worker.sees(measure)
    assert "Ja, met toelating van de gerechtelijke overheid" in shown
    assert "massagesalon" in shown
    assert await city.told(UUID(measure.rpartition("/")[2])) == ["mayor-measure-opened"]
    after = await worker.sees(page)
    assert "Maatregel van de burgemeester begonnen op dit rapport" in after
    assert "Vaststelling ontvangen" in after


async def test_a_report_about_premises_with_a_declaration_keeps_their_owner(
    app: FastAPI, city: City
) -> None:
    filed = await city.granted()
    worker, case, _ = await on_report(app, city, place=None, premises_id=filed["premisesId"])
    measure = await worker.does(f"/dossiers/{case['caseId']}/maatregel", **CAUSE, uitbater="X-9")
    shown = await worker.sees(measure)
    assert "OWN-001" in shown
    assert "X-9" not in shown
    assert "Toon de plaats" not in shown


async def test_the_address_of_a_report_is_seen_with_a_purpose_alone(
    app: FastAPI, city: City, rows: asyncpg.Connection
) -> None:
    street = f"Verborgenlaan {uuid4().hex[:6]}"
    worker, case, _ = await on_report(app, city, place=at(street))
    measure = await worker.does(f"/dossiers/{case['caseId']}/maatregel", **CAUSE)
    assert street not in await worker.sees(measure)
    assert street not in await worker.sees(f"{measure}/plaats")
    mayor = await signed_in(app, city, MAYOR, "tekent-op-rapport")
    looks = "SELECT count(*) FROM access_log WHERE subject_kind = 'mayor-measure'"
    before = await rows.fetchval(looks)
    assert street in await mayor.sees(f"{measure}/plaats?doel=procedure")
    assert await rows.fetchval(looks) == before + 1
    for table in ("mayor_measure", "measure_report", "timeline", "bus_archive", "premises"):
        stored = await rows.fetch(f"SELECT t::text FROM {table} AS t")
        assert not any(street.casefold() in row["t"].casefold() for row in stored), table


async def test_measures_on_reports_about_one_address_are_linked_although_nobody_reads_it(
    app: FastAPI, city: City
) -> None:
    street = f"Verzonnenstraat {uuid4().hex[:6]}"
    pages = []
    for written in (street, street.upper()):
        worker, case, _ = await on_report(app, city, place=at(written))
        pages.append(await worker.does(f"/dossiers/{case['caseId']}/maatregel", **CAUSE))
    assert pages[0] in (await worker.get(pages[1])).text


async def test_one_report_opens_one_measure_at_a_time(app: FastAPI, city: City) -> None:
    worker, case, _ = await on_report(app, city)
    path = f"/dossiers/{case['caseId']}/maatregel"
    measure = await worker.does(path, **CAUSE)
    assert "loopt al maatregel BM/" in await worker.is_told(path, **CAUSE)
    await worker.does(f"{measure}/afsluiten", reden="Niet nodig.")
    assert await worker.does(path, **CAUSE) != measure


async def test_no_measure_begins_while_the_police_ask_to_wait(app: FastAPI, city: City) -> None:
    worker, case, _ = await on_report(app, city, on_hold=True)
    page = f"/dossiers/{case['caseId']}"
    assert f"{page}/maatregel" not in (await worker.get(page)).text
    assert "vraagt om te wachten" in await worker.is_told(f"{page}/maatregel", **CAUSE)


async def test_the_mayor_signs_nothing_while_the_police_ask_to_wait(
    app: FastAPI, city: City
) -> None:
    worker, case, finding = await on_report(app, city)
    measure = await worker.does(f"/dossiers/{case['caseId']}/maatregel", **CAUSE)
    draft = {"grond": "ngw_135", "inhoud": "ander_bevel", "motivering": "Feiten."}
    await worker.does(f"{measure}/opstellen", **draft, dringend="Elke nacht opnieuw.")
    mayor = await signed_in(app, city, MAYOR, "tekent-op-rapport")
    for on_hold in (True, False):
        city.later(minutes=1)
        held = FindingHoldChanged(finding_id=finding, on_hold=on_hold, changed_at=city.now)
        await city.sandbox.handled("enforcement", await city.sandbox.publish(held, at=city.now))
        assert ("Opgeschort: overleg" in await mayor.sees(measure)) is on_hold
        if on_hold:
            refused = await mayor.is_told(f"{measure}/ondertekenen", zeker="ja")
            assert "vraagt om te wachten" in refused
    await mayor.does(f"{measure}/ondertekenen", zeker="ja")


async def test_a_fine_opens_no_measure(app: FastAPI, city: City, rows: asyncpg.Connection) -> None:
    worker = await signed_in(app, city, WORKER, "begint-op-rapport")
    page = f"/dossiers/{await fine_case(city, rows)}/maatregel"
    assert (await worker.get(page)).status_code == 404


async def test_the_colleges_secretary_sees_no_place_before_an_order(
    app: FastAPI, city: City
) -> None:
    worker, case, _ = await on_report(app, city)
    measure = await worker.does(f"/dossiers/{case['caseId']}/maatregel", **CAUSE)
    college = await signed_in(app, city, Function.COLLEGE_SECRETARIS, "kijkt-te-vroeg")
    assert (await college.get(f"{measure}/plaats?doel=procedure")).status_code == 404

"""The mayor's cabinet begins an integrity investigation, and a lawyer leads it."""

import re
from datetime import timedelta
from uuid import uuid4

import pytest
from playwright.async_api import expect

from chassis.web import Function
from contracts.codes import VisitReason
from enforcement.cases.store.timeline import By
from enforcement.integrity_investigations.ordinance import Ordinance
from enforcement.suitability.apply import Application, apply

from .support.browser import PHONE, SIZES, OpenPage
from .support.case_steps import CaseSteps
from .support.case_work import LAWYER, CaseWork
from .support.town import NOW, OWNER, Town
from .support.widths import looked_at

MAYOR, COLLEGE = Function.KABINET_BURGEMEESTER, Function.COLLEGE_SECRETARIS


@SIZES
async def test_an_investigation_from_its_start_to_the_question_for_advice(
    open_page: OpenPage, town: Town, size: tuple[int, int]
) -> None:
    work, state = CaseWork(town), town.apps["enforcement"].state
    number = await _application(town)
    page = await open_page(size, who=None)
    await work.enter(page, MAYOR, f"kabinet-{uuid4().hex[:6]}")
    await page.goto(f"{work.url}/integriteit")
    await expect(page.get_by_text("Nieuwe integriteitsonderzoeken staan uit.")).to_be_visible()
    await looked_at(page, "integriteit-uit")
    before, state.ordinance = state.ordinance, _ordinance()
    try:
        await page.reload()
        await looked_at(page, "integriteit-lijst")
        await page.get_by_role("button", name="Start een onderzoek").click()
        await page.get_by_role("button", name="Start het onderzoek").click()
        await expect(page.get_by_text("Vul een dossiernummer in").first).to_be_visible()
        await page.get_by_label("Nummer van het dossier van de verklaring").fill(number)
        await looked_at(page, "integriteit-nieuw")
        await page.get_by_role("button", name="Start het onderzoek").click()
        await expect(page.get_by_text("Onderzoek loopt").first).to_be_visible()
        address = page.url
        await work.enter(page, LAWYER, f"jurist-{uuid4().hex[:6]}")
        await page.goto(address)
        await page.get_by_role("link", name="Raadpleging noteren").click()
        await page.get_by_label("Centraal Register van de Integriteitsonderzoeken").check()
        await page.get_by_label("Er is niets gevonden").check()
        await looked_at(page, "integriteit-raadpleging")
        await page.get_by_role("button", name="Bewaar").click()
        await page.get_by_role("link", name="Advies vragen aan de DIOB").click()
        await page.get_by_role("button", name="Bewaar").click()
        await expect(page.get_by_text("Wacht op advies van de DIOB").first).to_be_visible()
        timeline = page.get_by_text(
            re.compile("Advies vragen aan de DIOB: wacht op advies van de DIOB")
        )
        await expect(timeline).to_be_visible()
        await looked_at(page, "integriteit-een")
    finally:
        state.ordinance = before


@pytest.mark.moves_clock
@pytest.mark.night(
    "forms that the service's own tests send",
    stays=(
        "services/enforcement/tests/integrity_investigations/test_retake.py::test_the_college_takes_its_decision_back_from_where_it_went_wrong"
    ),
)
async def test_a_suspension_is_decided_put_right_and_taken_anew(
    open_page: OpenPage, town: Town
) -> None:
    work, state = CaseWork(town), town.apps["enforcement"].state
    number, _ = await work.declared()
    page = await open_page(PHONE, who=None)
    case = CaseSteps(work, page, "", "integriteit")
    before, state.ordinance = state.ordinance, _ordinance()
    try:
        await case.becomes(MAYOR)
        await case.catches_up()
        await page.goto(f"{work.url}/integriteit/nieuw")
        await page.get_by_label("Nummer van het dossier van de verklaring").fill(number)
        await page.get_by_role("button", name="Start het onderzoek").click()
        await expect(page).to_have_url(re.compile(r"/integriteit/[0-9a-f-]{36}$"))
        case.address = page.url.removeprefix(work.url)
        await case.becomes(LAWYER)
        await case.does(
            "raadpleging", bron="centraal_register", uitkomst="treffer", nota="In het register."
        )
        await case.does("advies-vragen")
        await case.does("ontvankelijk", antwoord="ontvankelijk")
        await case.does("advies", samenvatting="Schors de verklaring.")
        hearing = case.today + timedelta(days=30)
        await case.does("uitnodigen", moment=f"{hearing}T10:00")
        await case.later(days=30, hours=6)
        await case.does("hoorzitting", verslag="De uitbater wist van niets.")
        await case.becomes(MAYOR)
        await case.does(
            "voorstel", maatregel="schorsing", misbruik="true", motivering="Feiten die vaststaan."
        )
        await case.becomes(COLLEGE)
        await case.does(
            "beslissing",
            maatregel="schorsing",
            antwoord="De papieren zeggen iets anders.",
            motivering="Feiten die vaststaan.",
            maanden="3",
            voorwaarden="Een andere zaakvoerder.",
        )
        decided_on = case.today
        await case.later(days=2)
        await case.becomes(LAWYER)
        await case.does("kennisgeving", ontvangen=str(case.today), bijlage="true", beroep="true")
        await case.does(
            "dag-rechtzetten",
            welke="kennisgeving",
            dag=str(decided_on + timedelta(days=1)),
            reden="Het ontvangstbewijs zegt een dag eerder.",
        )
        await case.becomes(COLLEGE)
        await case.does("hernemen", vanaf="beslissing")
        await case.sees(case.address, "integriteit-hernomen")
    finally:
        state.ordinance = before


def _ordinance() -> Ordinance:
    return Ordinance(
        reference="Politieverordening van 1 december 2025",
        in_force_from=NOW.date(),
        protocol="Protocolakkoord, bijlage 1",
        sectors=("seksuitbatingen",),
    )


async def _application(town: Town) -> str:
    """The number of an application that the city still examines."""
    application = Application(
        label="Proefpand",
        street="Proefstraat",
        house_number=uuid4().hex[:6],
        postcode="2000",
        owner=OWNER,
        rooms=["R-01"],
        reason=VisitReason.AANVRAAG,
    )
    async with town.apps["enforcement"].state.database.begin(town.now) as tx:
        dossier = await apply(tx, application, By("eigenaar", "proef"))
        return dossier.number

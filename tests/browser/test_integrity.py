"""The mayor's cabinet begins an integrity investigation, and a lawyer leads it."""

import re
from uuid import uuid4

from playwright.async_api import expect

from chassis.web import Function
from contracts.codes import VisitReason
from enforcement.cases.store.timeline import By
from enforcement.integrity_investigations.ordinance import Ordinance
from enforcement.suitability.apply import Application, apply

from .support.browser import SIZES, OpenPage
from .support.case_work import LAWYER, CaseWork
from .support.town import NOW, OWNER, Town
from .support.widths import looked_at

MAYOR = Function.KABINET_BURGEMEESTER


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

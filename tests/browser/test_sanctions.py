"""A sanction on the screens, from finding to a new decision: each form by whom it is for."""

from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from playwright.async_api import Page, expect

from chassis.days import city_day, city_time
from chassis.web import Function
from contracts.databank import ExecutionChecked
from contracts.identity import FactPlace
from contracts.sealed import Sealed
from enforcement.notifications.rules import LetterKind

from .support.browser import PHONE, OpenPage
from .support.case_steps import CaseSteps
from .support.case_work import LAWYER, WORKER, CaseWork
from .support.letter_desk import LetterDesk
from .support.town import Town
from .support.widths import looked_at

COLLEGE = Function.COLLEGE_SECRETARIS


class Sanction(CaseSteps):
    """A case about a place without permit."""

    def __init__(self, work: CaseWork, page: Page, street: str) -> None:
        super().__init__(work, page, "", "sanctie")
        self.street = street

    async def found(self) -> UUID:
        """A case about a finding in the same place."""
        place = FactPlace(label="Salon", street=self.street, house_number="7", postcode="2000")
        return await self.work.transferred(
            procedure="sanctie",
            branch="massagesalon",
            fact_code="seksuitbating.zonder-vergunning",
            offender_role="exploitant",
            fact_at=self.now,
            transferred_at=self.now,
            place=Sealed.of(place),
        )


async def _opened(open_page: OpenPage, town: Town) -> Sanction:
    work = CaseWork(town)
    page = await open_page(PHONE, who=None)
    sanction = Sanction(work, page, f"Proefstraat {uuid4().hex[:6]}")
    sanction.address = f"/dossiers/{await sanction.found()}"
    await sanction.becomes(WORKER)
    return sanction


@pytest.mark.night(
    "looks at each form, which services send and tables guard",
    stays="::test_who_stays_silent_is_noted_and_no_other_function_gets_a_form",
)
async def test_each_form_of_a_sanction_is_for_its_own_function_and_fits_every_width(
    open_page: OpenPage, town: Town
) -> None:
    sanction = await _opened(open_page, town)
    page = sanction.page
    await sanction.does("pv")
    await sanction.does("waarschuwing", uittreksel="Artikel 3.", ontvangstbewijs="true")
    await sanction.later(days=2)
    later = await sanction.found()
    async with town.sandbox.asking("enforcement") as conn:
        finding = await conn.fetchval("SELECT finding_id FROM finding WHERE case_id = $1", later)
    await sanction.does("volgende-vaststelling", vaststelling=f"{finding}", eigenaar="true")
    hearing = city_time(sanction.now + timedelta(days=12))
    today = f"{city_day(sanction.now)}"
    await sanction.does("uitnodiging", moment=f"{hearing:%Y-%m-%dT%H:%M}", ontvangen=today)
    await sanction.later(days=5)
    await sanction.does("schriftelijk-verweer", samenvatting="De uitbater vraagt uitstel.")
    await sanction.later(days=8)
    await sanction.becomes(LAWYER)
    await sanction.does("gehoord", verslag="De uitbater erkent het.", volledig="true")
    await sanction.does(
        "voorstel", sanctie="tijdelijke_sluiting", motivering="Herhaling.", evenredig="Kort."
    )
    await sanction.does("agenda")
    await sanction.becomes(COLLEGE)
    await sanction.does(
        "verdagen", tot=f"{sanction.today + timedelta(days=7)}", reden="Een lid vraagt het verslag."
    )
    await sanction.does("terug-naar-dienst", reden="Zeg ook waarom geen waarschuwing volstaat.")
    await sanction.becomes(LAWYER)
    await sanction.does(
        "voorstel",
        sanctie="tijdelijke_sluiting",
        motivering="Herhaling: een waarschuwing hielp niet.",
        evenredig="Kort.",
    )
    await sanction.does("agenda")

    await sanction.becomes(COLLEGE)
    await page.goto(f"{town.urls['enforcement']}/agenda")
    await expect(page.get_by_text("Kort.", exact=True).first).to_be_visible()
    await looked_at(page, "sanctie-agenda-van-het-college")
    last = city_time(sanction.now + timedelta(days=60))
    await sanction.does(
        "beslissing",
        sanctie="tijdelijke_sluiting",
        tot=f"{last:%Y-%m-%d}",
        antwoord="De uitbater erkende het.",
        motivering="Twee keer.",
        evenredig="Korter hielp niet.",
    )
    await looked_at(page, "sanctie-dossier-van-het-college")
    decided_on = sanction.today
    await sanction.later(days=2)
    await sanction.sees(f"{sanction.address}/kennisgeving", "sanctie-kennisgeving")
    desk = LetterDesk(sanction.work, page, WORKER, LAWYER)
    await desk.addressed(sanction.case_id)
    said = await desk.is_handed_over(sanction.case_id, LetterKind.BESLISSING, sanction.today)
    assert "een tijdelijke sluiting van uw zaak" in said
    for reason in ("Twee keer.", "De uitbater erkende het.", "Korter hielp niet."):
        assert reason in said

    await sanction.becomes(WORKER)
    await sanction.does(
        "dag-rechtzetten",
        welke="kennisgeving",
        dag=f"{decided_on + timedelta(days=1)}",
        reden="Het ontvangstbewijs zegt een dag eerder.",
    )
    await sanction.does("controle-vragen")
    await sanction.does("controle-intrekken", reden="De politie kan dit nu niet nakijken.")
    await sanction.does("controle-vragen")
    checked = ExecutionChecked(
        case_id=sanction.case_id,
        premises_id=await _place_of(town, sanction.case_id),
        checked_at=sanction.now,
        complied=False,
    )
    ids = await town.sandbox.publish(checked, at=sanction.now)
    await town.sandbox.handled("enforcement", ids)
    await sanction.does("gevolg", gevolg="verzegeling", reden="De zaak was open.")

    await sanction.becomes(LAWYER)
    await sanction.does("raad-van-state", schorsing="gewoon")
    await sanction.does("raad-van-state-advocaat", kantoor="Kantoor Voorbeeld")
    await sanction.does("raad-van-state-dossier")
    await sanction.does("raad-van-state-uitspraak", uitspraak="verwerping")

    await sanction.becomes(COLLEGE)
    await sanction.does("opheffen", reden="Alles is in orde.")
    await sanction.becomes(WORKER)
    await sanction.does("sanctie-afsluiten", reden="De zaak is verzegeld geweest.")
    await looked_at(page, "sanctie-dossier-afgesloten")

    await sanction.becomes(COLLEGE)
    await sanction.does(
        "beslissing-hernemen", vanaf="voorstel", reden="Het college kende het verslag niet."
    )
    await looked_at(page, "sanctie-dossier-hernomen")


async def test_who_stays_silent_is_noted_and_no_other_function_gets_a_form(
    open_page: OpenPage, town: Town
) -> None:
    sanction = await _opened(open_page, town)
    await sanction.does("pv")
    await sanction.does("waarschuwing", uittreksel="Artikel 3.", ontvangstbewijs="true")
    await sanction.becomes(COLLEGE)
    for form in ("pv", "voorstel", "agenda"):
        answer = await sanction.page.goto(f"{sanction.work.url}/dossiers/{sanction.case_id}/{form}")
        assert answer is not None and answer.status == 403, form
    await sanction.becomes(WORKER)
    for form in ("beslissing", "opheffen"):
        answer = await sanction.page.goto(f"{sanction.work.url}/dossiers/{sanction.case_id}/{form}")
        assert answer is not None and answer.status == 403, form
    await sanction.later(days=2)
    later = await sanction.found()
    async with town.sandbox.asking("enforcement") as conn:
        finding = await conn.fetchval("SELECT finding_id FROM finding WHERE case_id = $1", later)
    await sanction.does("volgende-vaststelling", vaststelling=f"{finding}", eigenaar="true")
    hearing = city_time(sanction.now + timedelta(days=12))
    today = f"{city_day(sanction.now)}"
    await sanction.does("uitnodiging", moment=f"{hearing:%Y-%m-%dT%H:%M}", ontvangen=today)
    desk = LetterDesk(sanction.work, sanction.page, WORKER, LAWYER)
    await desk.addressed(sanction.case_id)
    more = {"ruleExtract": "Artikel 3.", "envisagedSanction": "Een sluiting."}
    invitation = LetterKind.UITNODIGING_HOORZITTING
    more |= {"hearingWhere": "Zaal 2", "wijze": "tegen_ontvangstbewijs"}
    await desk.leaves(sanction.case_id, invitation, **more)
    await sanction.becomes(WORKER)
    await sanction.later(days=20)
    await sanction.does("geen-verweer")


async def _place_of(town: Town, case_id: UUID) -> UUID:
    async with town.sandbox.asking("enforcement") as conn:
        place: UUID = await conn.fetchval(
            "SELECT premises_id FROM sanction_case WHERE case_id = $1", case_id
        )
    return place

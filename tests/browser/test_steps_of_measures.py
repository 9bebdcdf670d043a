"""Measures of the mayor on the screens: each form by whom it is for, and the agendas in between."""

import re
from datetime import timedelta
from uuid import uuid4

import pytest
from playwright.async_api import FilePayload, expect

from chassis.web import Function
from contracts.databank import ExecutionChecked
from enforcement.notifications.rules import LetterKind

from .support.browser import PHONE, OpenPage
from .support.case_steps import CaseSteps
from .support.case_work import LAWYER, WORKER, CaseWork
from .support.letter_desk import LetterDesk
from .support.town import Town
from .support.widths import looked_at

pytestmark = pytest.mark.moves_clock
MAYOR, COLLEGE = Function.KABINET_BURGEMEESTER, Function.COLLEGE_SECRETARIS


async def _begun(
    open_page: OpenPage, town: Town, kind: str, name: str, number: str | None = None
) -> CaseSteps:
    """A measure that the case worker begins: about a declaration, or a place without one."""
    work = CaseWork(town)
    page = await open_page(PHONE, who=None)
    steps = CaseSteps(work, page, "", name)
    await steps.becomes(WORKER)
    await steps.catches_up()
    await page.goto(f"{work.url}/maatregelen/nieuw")
    await page.get_by_label(kind).check()
    await page.get_by_label("Aanleiding").fill("Informatierapport van de politie.")
    await page.get_by_label("raam", exact=True).check()
    if number is not None:
        await page.get_by_label("Nummer van het dossier").fill(number)
    else:
        for label, said in (
            ("Naam van de inrichting", "Proefbar"),
            ("Straat", "Proefstraat"),
            ("Huisnummer", uuid4().hex[:6]),
            ("Postcode", "2000"),
            ("Code van de uitbater", "OWN-009"),
        ):
            await page.get_by_label(label, exact=True).fill(said)
    await page.get_by_role("button", name="Begin de maatregel").click()
    await expect(page).to_have_url(re.compile(r"/maatregelen/[0-9a-f-]{36}$"))
    steps.address = page.url.removeprefix(work.url)
    return steps


async def _heard(steps: CaseSteps) -> None:
    hearing = steps.today + timedelta(days=4)
    await steps.does("uitnodigen", moment=f"{hearing}T10:00", ontvangen=str(steps.today))
    await steps.later(days=4, hours=4)
    await steps.does("hoorzitting", verslag="De uitbater kwam, en betwist de feiten.")
    await steps.later(days=1)


async def _meets(steps: CaseSteps, in_days: int) -> str:
    """The secretary enters a meeting of the college; its day."""
    day = str(steps.today + timedelta(days=in_days))
    await steps.becomes(COLLEGE)
    await steps.page.goto(f"{steps.work.url}/collegevergaderingen")
    await steps.page.get_by_label("Dag van de vergadering").fill(day)
    await steps.page.get_by_role("button", name="Vul in").click()
    await expect(steps.page.get_by_text("De vergadering is ingevuld.").first).to_be_visible()
    return day


@pytest.mark.night(
    "the longer of two walks of one procedure",
    stays="::test_a_closure_for_public_order_with_seals_and_a_penalty_until_it_is_collected",
)
async def test_a_closure_for_trafficking_from_consultation_to_a_renewal_that_lapses(
    open_page: OpenPage, town: Town
) -> None:
    closure = await _begun(open_page, town, "Sluiting wegens mensenhandel", "mensenhandel")
    page = closure.page
    await closure.does("overleg", standpunt="akkoord", overleg="Parketmagistraat, geen bezwaar.")
    await _heard(closure)
    await closure.does(
        "opstellen",
        grond="ngw_134quinquies",
        inhoud="sluiting",
        tot=str(closure.today + timedelta(days=60)),
        slachtoffers="true",
        motivering="De feiten staan vast.",
    )
    await closure.is_not_for(WORKER, "ondertekenen", "bevestigen", "hernieuwen")
    await closure.is_not_for(COLLEGE, "opstellen", "ondertekenen")
    await closure.becomes(MAYOR)
    await closure.sees("/agenda", "agenda-burgemeester")
    await expect(page.get_by_text("De feiten staan vast.").first).to_be_visible()
    answer = "U betwist de feiten. Drie verklaringen zeggen hetzelfde."
    await closure.does("ondertekenen", antwoord=answer)
    desk = LetterDesk(closure.work, page, WORKER, LAWYER)
    await desk.addressed(closure.case_id)
    said = await desk.is_handed_over(closure.case_id, LetterKind.BESLISSING, closure.today)
    assert answer in said
    assert "De burgemeester overlegde vooraf met de gerechtelijke overheden" in said
    assert "U werd gehoord op" in said
    assert "krijgt van ons informatie en een doorverwijzing naar hulp" in said
    meeting = await _meets(closure, 2)
    await closure.sees("/agenda", "agenda-college")
    await expect(page.get_by_text("dan vervalt het bevel de dag erna").first).to_be_visible()
    await closure.later(days=3)
    await closure.does("bevestigen", vergadering=meeting)
    await closure.sees("/raadsvergaderingen", "raadsvergaderingen")
    await closure.sees("/agenda?orgaan=gemeenteraad", "agenda-gemeenteraad")

    await closure.becomes(MAYOR)
    await closure.does(
        "hernieuwen",
        tot=str(closure.today + timedelta(days=120)),
        antwoord=answer,
        motivering="Nog nodig.",
    )
    await closure.becomes(WORKER)
    await closure.does("kennisgeving", beroep="true")
    missed = await _meets(closure, 2)
    await closure.later(days=3)
    await page.goto(f"{closure.work.url}/collegevergaderingen")
    await page.locator(f'form:has(input[value="{missed}"]) button').click()
    await expect(page.get_by_text("Dit kan je niet ongedaan maken.")).to_be_visible()
    await looked_at(page, "collegevergadering-afsluiten")
    await page.get_by_role("button", name="Ja, sluit af").click()
    await expect(page.get_by_text("De vergadering is afgesloten.").first).to_be_visible()
    await closure.sees("/agenda", "agenda-college-vervallen")
    await expect(page.get_by_role("heading", name="Vervallen zonder bevestiging")).to_be_visible()

    await closure.becomes(LAWYER)
    await closure.does("raad-van-state", schorsing="gewoon")
    await closure.does("raad-van-state-advocaat", kantoor="Kantoor Voorbeeld")
    await closure.does("raad-van-state-dossier")
    await closure.does("raad-van-state-uitspraak", uitspraak="verwerping")
    await closure.becomes(MAYOR)
    await closure.does("opheffen", reden="De zaak is overgelaten.")
    await closure.becomes(WORKER)
    await closure.does("afsluiten")


@pytest.mark.night(
    "forms that the service's own tests send",
    stays="services/enforcement/tests/mayor_measures/test_retake.py::test_the_mayor_takes_an_order_back_from_where_it_went_wrong",
)
async def test_a_wrong_day_is_put_right_and_an_order_is_taken_anew(
    open_page: OpenPage, town: Town
) -> None:
    number, _ = await CaseWork(town).declared()
    measure = await _begun(open_page, town, "Openbare orde", "openbare-orde", number)
    await _heard(measure)
    await measure.does(
        "opstellen",
        grond="ngw_135",
        inhoud="sluiting",
        tot=str(measure.today + timedelta(days=40)),
        motivering="Vechtpartijen aan de deur.",
    )
    await measure.becomes(MAYOR)
    await measure.does("ondertekenen", antwoord="Bewaking aan de deur volstaat niet.")
    await measure.becomes(WORKER)
    await measure.does("kennisgeving", beroep="true")
    received_on = measure.today + timedelta(days=1)
    await measure.later(days=2)
    await measure.does(
        "dag-rechtzetten",
        welke="kennisgeving",
        dag=str(received_on),
        reden="Het ontvangstbewijs zegt een dag later.",
    )
    await measure.becomes(MAYOR)
    await measure.does("hernemen", vanaf="hoorzitting", reden="De advocaat kreeg geen uitnodiging.")
    await measure.sees(measure.address, "openbare-orde-hernomen")
    await measure.becomes(WORKER)
    await measure.sees(f"{measure.address}/uitnodigen")


async def test_a_closure_for_public_order_with_seals_and_a_penalty_until_it_is_collected(
    open_page: OpenPage, town: Town
) -> None:
    number, premises_id = await CaseWork(town).declared()
    measure = await _begun(open_page, town, "Openbare orde", "openbare-orde", number)
    await _heard(measure)
    await measure.does("verweer", samenvatting="De uitbater plaatste extra bewaking.")
    await measure.later(days=1)
    await measure.does(
        "opstellen",
        grond="ngw_135",
        inhoud="sluiting",
        tot=str(measure.today + timedelta(days=40)),
        motivering="Vechtpartijen aan de deur.",
    )
    await measure.becomes(MAYOR)
    await measure.does("ondertekenen", antwoord="Bewaking aan de deur volstaat niet.")
    await measure.becomes(WORKER)
    await measure.does("kennisgeving", beroep="true")
    await measure.becomes(MAYOR)
    await measure.does("verzegeling", reden="De deur bleef open.")
    await measure.does(
        "dwangsom",
        bedrag="500",
        eenheid="per_dag",
        maximum="1500",
        uiterlijk=str(measure.today),
        reden="Zegels volstaan niet.",
    )
    await measure.becomes(WORKER)
    await measure.does("kennisgeving-dwangmiddel")
    await measure.later(days=2)
    await measure.does("controle-vragen")
    async with town.sandbox.asking("enforcement") as conn:
        order_id = await conn.fetchval(
            "SELECT order_id FROM measure_order WHERE case_id = $1", measure.case_id
        )
    checked = ExecutionChecked(
        case_id=order_id, premises_id=premises_id, checked_at=measure.now, complied=False
    )
    ids = await town.sandbox.publish(checked, at=measure.now)
    await town.sandbox.handled("enforcement", ids)
    await measure.does(
        "verbeurd", dag=str(measure.today), overmacht="true", reden="De zaak was open."
    )
    await measure.sees(measure.address, "openbare-orde-verbeurd-dossier")
    await measure.does("geind", dag=str(measure.today))


async def test_a_file_of_decisions_tells_each_wrong_line_before_anything_is_kept(
    open_page: OpenPage, town: Town
) -> None:
    work = CaseWork(town)
    page = await open_page(PHONE, who=None)
    steps = CaseSteps(work, page, "", "besluiten")
    await steps.becomes(COLLEGE)
    await page.goto(f"{work.url}/collegevergaderingen")
    text = (
        "dossier;vergadering;besluit;nummer\r\n\r\n"
        "BM/1999/000001;2026-03-06;bevestigd;2026_CBS_00001\r\n"
        "BM/1999/000002;6 maart;bevestigd;2026_CBS_00002\r\n"
    )
    file = FilePayload(name="besluiten.csv", mimeType="text/csv", buffer=text.encode())
    await page.locator('input[type="file"]').set_input_files(file)
    await page.locator('form:has(input[type="file"]) button').click()
    summary = page.locator(".govuk-error-summary")
    await expect(summary).to_contain_text("Er is niets vastgelegd.")
    await expect(summary).to_contain_text("Lijn 3, dossier BM/1999/000001")
    await expect(summary).to_contain_text("Lijn 4, dossier BM/1999/000002")
    await expect(page.get_by_role("button", name="Ja, leg deze besluiten vast")).to_have_count(0)
    await looked_at(page)

"""A fine on the screens beside a prosecution, in mediation, and after an appeal with its costs."""

import pytest
from playwright.async_api import expect

from chassis.days import city_day
from enforcement.gas.acts.team import OUTSIDE
from enforcement.gas.notified import mediation_offer_notified

from .support.browser import PHONE, OpenPage
from .support.case_steps import CaseSteps
from .support.case_work import BY_LETTER, FINANCE, OFFICER, WORKER, CaseWork
from .support.town import Town
from .support.widths import looked_at


async def _opened(open_page: OpenPage, town: Town, name: str) -> CaseSteps:
    """A case that somebody looked at, and whose person got the opening letter."""
    work = CaseWork(town)
    page = await open_page(PHONE, who=None)
    fine = CaseSteps(work, page, f"/dossiers/{await work.transferred()}", name)
    await fine.becomes(WORKER)
    await fine.does("bekijken", bedrag="150")
    await work.opening_letter_arrived(fine.case_id)
    return fine


@pytest.mark.night(
    "looks at forms, which services send and tables guard",
    stays="services/enforcement/tests/gas/test_prosecutions.py::test_no_fine_after_a_late_prosecution_before_the_officer_says_why",
)
async def test_a_fine_is_weighed_beside_a_prosecution_and_a_court_awards_costs(
    open_page: OpenPage, town: Town
) -> None:
    fine = await _opened(open_page, town, "boete")
    page, work = fine.page, fine.work
    await fine.does("verweer", verweer="Ik parkeerde alleen.", laatste="true")
    await fine.does("vaststeller", vaststeller=OUTSIDE)
    await fine.does("vervolging", bericht="vervolgt")
    await fine.sees(fine.address, "boete-vervolgd-dossier")
    await fine.is_not_for(WORKER, "vervolging-afwegen", "beslissen")
    await fine.becomes(OFFICER)
    await fine.does("vervolging-afwegen", motivering="De stad bestraft alleen de overlast.")
    await fine.sees(f"{fine.address}/beslissen", "boete-vervolging-beslissen")
    await expect(page.get_by_text("De stad bestraft alleen de overlast.")).to_be_visible()
    await fine.does(
        "beslissen",
        bedrag="120",
        verweer="verworpen",
        antwoord="U stond er twee uur.",
        motivering="Het staat vast.",
        evenredig="Het is de eerste keer.",
        buiten="true",
    )
    await work.decision_arrived(fine.case_id)

    await fine.later(days=11)
    await fine.becomes(WORKER)
    await fine.does("beroep", rolnummer="26/A/17")
    await fine.does("advocaat", kantoor="Kantoor Voorbeeld")
    await fine.does("neergelegd")
    await fine.does(
        "vonnis", vonnis="bevestigd", samenvatting="Terecht.", kosten_van="persoon", kosten="235,50"
    )
    await fine.sees(fine.address, "boete-vonnis-dossier")
    await fine.becomes(FINANCE)
    await fine.sees("/betalingen")
    await page.get_by_role(
        "heading", name="Gerechtskosten na een beroep"
    ).scroll_into_view_if_needed()
    await looked_at(page, "financien-gerechtskosten")
    costs = f"/betalingen/{fine.case_id}/gerechtskosten"
    await fine.sees(costs, "financien-kosten-betaald")
    await fine.sees(f"{costs}/betekening", "financien-kosten-betekening")


@pytest.mark.night(
    "looks at forms, which services send and tables guard",
    stays="tests/browser/test_minor_case.py::test_a_minors_case_goes_from_finding_to_mediation_by_each_person_in_turn",
)
async def test_terms_that_are_agreed_on_in_a_mediation_give_it_more_time(
    open_page: OpenPage, town: Town
) -> None:
    fine = await _opened(open_page, town, "bemiddeling")
    async with town.apps["enforcement"].state.database.begin(fine.now) as tx:
        await mediation_offer_notified(tx, fine.case_id, city_day(fine.now), BY_LETTER)
    await fine.does("bemiddeling", bemiddelaar=OUTSIDE)
    await fine.does("bemiddeling-afspraken")
    await fine.sees(fine.address, "bemiddeling-dossier")
    await fine.does("bemiddeling-einde", resultaat="mislukt")

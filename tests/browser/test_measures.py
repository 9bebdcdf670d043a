"""A case worker prepares a closure for trafficking, and the secretary enters the college's days."""

import re
from datetime import timedelta
from uuid import uuid4

import pytest
from playwright.async_api import expect

from chassis.days import city_day
from chassis.web import Function

from .support.browser import SIZES, OpenPage
from .support.case_work import CaseWork
from .support.town import NOW, Town
from .support.widths import looked_at

WORKER, COLLEGE = Function.DOSSIERBEHANDELAAR_BH, Function.COLLEGE_SECRETARIS


@pytest.mark.night(
    "the first steps of a longer walk",
    stays="tests/browser/test_steps_of_measures.py::test_a_closure_for_public_order_with_seals_and_a_penalty_until_it_is_collected",
)
@SIZES
async def test_a_closure_for_trafficking_is_prepared_until_the_invitation(
    open_page: OpenPage, town: Town, size: tuple[int, int]
) -> None:
    work = CaseWork(town)
    page = await open_page(size, who=None)
    await work.enter(page, WORKER, f"maatregel-{uuid4().hex[:6]}")
    await page.goto(f"{work.url}/maatregelen")
    await looked_at(page, "maatregelen-lijst")
    await page.get_by_role("button", name="Begin een maatregel").click()
    await page.get_by_label("Sluiting wegens mensenhandel").check()
    await page.get_by_label("Aanleiding").fill("Informatierapport van de politie.")
    await page.get_by_label("raam", exact=True).check()
    for label, said in (
        ("Naam van de inrichting", "Proefbar"),
        ("Straat", "Proefstraat"),
        ("Huisnummer", uuid4().hex[:6]),
        ("Postcode", "2000"),
        ("Code van de uitbater", "OWN-009"),
    ):
        await page.get_by_label(label, exact=True).fill(said)
    await looked_at(page, "maatregelen-nieuw")
    await page.get_by_role("button", name="Begin de maatregel").click()
    await page.get_by_role("link", name="Het overleg met het gerecht vastleggen").click()
    await page.get_by_label("Akkoord").check()
    await page.get_by_label("Met welke functie is overlegd").fill("Parketmagistraat.")
    await looked_at(page, "maatregelen-overleg")
    await page.get_by_role("button", name="Bewaar").click()
    await expect(page.get_by_text("Overlegd met het gerecht").first).to_be_visible()
    await expect(page.get_by_role("link", name="Uitnodigen voor een hoorzitting")).to_be_visible()
    await looked_at(page, "maatregelen-een")


@pytest.mark.night(
    "the first steps of a longer walk",
    stays="tests/browser/test_steps_of_measures.py::test_a_closure_for_public_order_with_seals_and_a_penalty_until_it_is_collected",
)
@SIZES
async def test_a_report_of_the_police_begins_a_measure(
    open_page: OpenPage, town: Town, size: tuple[int, int]
) -> None:
    work = CaseWork(town)
    page = await open_page(size, who=None)
    await work.enter(page, WORKER, f"maatregel-{uuid4().hex[:6]}")
    await page.goto(f"{work.url}/dossiers/{await work.reported()}")
    await page.get_by_role("link", name="Begin een maatregel van de burgemeester").click()
    await page.get_by_label("Openbare orde").check()
    await page.get_by_label("Aanleiding").fill("Vechtpartijen aan de deur.")
    await looked_at(page, "maatregelen-rapport")
    await page.get_by_role("button", name="Begin de maatregel").click()
    await expect(page.get_by_text("met toelating van de gerechtelijke overheid")).to_be_visible()
    await page.get_by_role("link", name="Toon de plaats").click()
    await page.get_by_role("button", name="Een lopende procedure").click()
    await expect(page.get_by_text("Proefstraat")).to_be_visible()
    await looked_at(page, "maatregelen-plaats")


@SIZES
async def test_the_secretary_enters_a_meeting_and_cancels_it(
    open_page: OpenPage, town: Town, size: tuple[int, int]
) -> None:
    work = CaseWork(town)
    page = await open_page(size, who=None)
    await work.enter(page, COLLEGE, f"secretaris-{uuid4().hex[:6]}")
    await page.goto(f"{work.url}/collegevergaderingen")
    day = city_day(town.now).replace(year=NOW.year + 1)
    await page.get_by_label("Dag van de vergadering").fill(str(day))
    await page.get_by_role("button", name="Vul in").click()
    cancel = page.get_by_role("button", name=re.compile(r"^Gaat niet door: \w+ [\d/]+$"))
    await expect(cancel.first).to_be_visible()
    await looked_at(page, "maatregelen-vergaderingen")
    await cancel.first.click()
    await expect(page.get_by_text("De vergadering gaat niet door.").first).to_be_visible()


@SIZES
async def test_the_secretary_enters_a_meeting_that_was_and_takes_it_away(
    open_page: OpenPage, town: Town, size: tuple[int, int]
) -> None:
    work = CaseWork(town)
    page = await open_page(size, who=None)
    await work.enter(page, COLLEGE, f"secretaris-{uuid4().hex[:6]}")
    await page.goto(f"{work.url}/collegevergaderingen")
    day = city_day(town.now) - timedelta(days=size[0] // 100)  # one of its own for each size
    await page.get_by_label("Dag van de vergadering").fill(str(day))
    await page.get_by_role("button", name="Vul in").click()
    await expect(page.get_by_text("Deze dag is voorbij.")).to_be_visible()
    await looked_at(page, "collegevergadering-die-was")
    await page.get_by_role("button", name="Ja, het college kwam samen").click()
    await expect(page.get_by_text("De vergadering is ingevuld.").first).to_be_visible()
    await page.get_by_role("button", name=re.compile("^Gaat niet door: ")).first.click()
    await expect(page.get_by_text("De vergadering gaat niet door.").first).to_be_visible()

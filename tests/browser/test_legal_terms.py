"""The city watches its terms, and changes the law of the system by two people."""

import re
from collections.abc import AsyncIterator
from datetime import timedelta
from uuid import uuid4

import pytest
from playwright.async_api import Page, expect

from chassis.days import city_day

from .support.browser import PHONE, OpenPage
from .support.case_work import LAWYER, OFFICER, CaseWork
from .support.town import Town
from .support.widths import looked_at

TERM = "/wettelijke-termijnen/databank.first_contact_due_days"


async def propose_rule(page: Page, work: CaseWork, town: Town) -> str:
    """The address of a proposed fine rule that waits."""
    await page.goto(f"{work.url}/boeteregels")
    await page.get_by_role("button", name="Een regel voor een ander feit").click()
    await page.get_by_label("Voor welk feit?").select_option(index=1)
    begins = city_day(town.now) + timedelta(days=60)
    await page.get_by_label("Vanaf welke dag geldt dit?").fill(begins.isoformat())
    await page.get_by_label("Hoogste geldboete, in euro").fill("120")
    await page.get_by_label("Artikel").fill("politiecodex, artikel 12")
    await page.get_by_label("Bron").fill("gemeenteraad, besluit van 1 december")
    await page.get_by_label("Waarom een nieuwe versie?").fill("De raad wijzigde het artikel.")
    await page.get_by_role("button", name="Stel voor").click()
    await expect(page.get_by_text("Het voorstel is bewaard.")).to_be_visible()
    return page.url


async def propose_text(page: Page, work: CaseWork, town: Town) -> str:
    """The address of a proposed text of a letter that waits."""
    await page.goto(f"{work.url}/briefteksten")
    await page.get_by_role("link", name=re.compile("^Eerste woorden .*Straatverboden$")).click()
    await page.get_by_label("In welke brief?").select_option(label="Waarschuwing")
    await page.get_by_label("Tekst", exact=True).fill("We leggen u graag uit waarom we schrijven.")
    begins = city_day(town.now) + timedelta(days=60)
    await page.get_by_label("Vanaf welke dag geldt dit?").fill(begins.isoformat())
    await page.get_by_label("Waarom een nieuwe versie?").fill("Vriendelijker.")
    await page.get_by_role("button", name="Stel voor").click()
    await expect(page.get_by_text("Het voorstel is bewaard.")).to_be_visible()
    return page.url


async def agree(page: Page, work: CaseWork, proposal: str) -> None:
    """A second person puts a proposal in force."""
    await work.enter(page, LAWYER, f"jurist-{uuid4().hex[:6]}")
    await page.goto(proposal)
    await page.get_by_label("Ja, het geldt vanaf die dag").check()
    await page.get_by_label("Waarom?").fill("Nagelezen.")
    await page.get_by_role("button", name="Bewaar de beslissing").click()
    await expect(page.get_by_text("De nieuwe versie staat klaar.")).to_be_visible()


async def propose(page: Page, work: CaseWork, town: Town) -> str:
    """The address of a proposal that waits."""
    await page.goto(f"{work.url}{TERM}/voorstel")
    begins = city_day(town.now) + timedelta(days=60)
    await page.get_by_label("Vanaf welke dag geldt dit?").fill(begins.isoformat())
    await page.get_by_label("Waarde").fill("10")
    await page.get_by_label("Waarom een nieuwe versie?").fill("Beter haalbaar.")
    await page.get_by_role("button", name="Stel voor").click()
    await expect(page.get_by_text("Het voorstel is bewaard.")).to_be_visible()
    return page.url


@pytest.mark.night(
    "only looks, at what the walk passes",
    stays="::test_a_second_person_puts_a_version_in_force_in_three_taps",
)
async def test_every_screen_of_the_law_is_accessible_at_both_widths(
    open_page: OpenPage, town: Town
) -> None:
    work = CaseWork(town)
    await work.transferred()
    page = await open_page(PHONE, who=None)
    await work.enter(page, LAWYER, f"jurist-{uuid4().hex[:6]}")
    proposal = await propose(page, work, town)
    rule = await propose_rule(page, work, town)
    text = await propose_text(page, work, town)
    await work.enter(page, OFFICER, f"ambtenaar-{uuid4().hex[:6]}")
    screens = {
        "termijnen": "/termijnen?lijst=team",
        "termijnen-binnenkort": "/termijnen?lijst=team&binnenkort=true",
        "wet-lijst": "/wettelijke-termijnen",
        "wet-een": "/wettelijke-termijnen/gas.decision_months",
        "wet-nieuw": "/wettelijke-termijnen/gas.payment_days/voorstel",
        "wet-voorstel": proposal.removeprefix(work.url),
        "boeteregels": "/boeteregels",
        "boeteregel-nieuw": "/boeteregels/nieuw",
        "boeteregel-voorstel": rule.removeprefix(work.url),
        "briefteksten": "/briefteksten",
        "brieftekst-nieuw": "/briefteksten/nieuw?plaats=vragen&procedure=gas-case",
        "brieftekst-voorstel": text.removeprefix(work.url),
        "register": "/register",
        "register-toegang": "/register/toegang",
    }
    for name, path in screens.items():
        answer = await page.goto(f"{work.url}{path}")
        assert answer is not None and answer.ok, path
        await looked_at(page, f"dossiers-{name}")
    for waits in (proposal, rule, text):
        await page.goto(waits)
        await page.get_by_label("Nee, ik wijs het af").check()
        await page.get_by_label("Waarom?").fill("Nog niet nagelezen.")
        await page.get_by_role("button", name="Bewaar de beslissing").click()
        await expect(page.get_by_text("Het voorstel is afgewezen.")).to_be_visible()


@pytest.fixture
async def law_as_before(town: Town) -> AsyncIterator[None]:
    async with town.sandbox.keeping("enforcement", "legal_term"):
        yield


async def test_a_second_person_puts_a_version_in_force_in_three_taps(
    open_page: OpenPage, town: Town, law_as_before: None
) -> None:
    work = CaseWork(town)
    page = await open_page(PHONE, who=None)
    await work.enter(page, LAWYER, f"jurist-{uuid4().hex[:6]}")
    proposal = await propose(page, work, town)
    await expect(page.get_by_role("button", name="Bewaar de beslissing")).to_have_count(0)
    await agree(page, work, proposal)
    await page.goto(f"{work.url}{TERM}")
    await expect(page.get_by_text("10 dagen")).to_be_visible()


@pytest.fixture
async def rules_as_before(town: Town) -> AsyncIterator[None]:
    async with town.sandbox.keeping("enforcement", "gas_rule"):
        yield


@pytest.mark.night(
    "a task that is proved without a browser",
    stays="services/enforcement/tests/fine_rules/test_fine_rules.py::test_a_version_that_does_not_hold_yet_is_taken_back_by_two_and_locks_its_fact_no_more",
)
async def test_a_rule_that_does_not_hold_yet_is_taken_back_by_two_people(
    open_page: OpenPage, town: Town, rules_as_before: None
) -> None:
    work = CaseWork(town)
    page = await open_page(PHONE, who=None)
    await work.enter(page, LAWYER, f"jurist-{uuid4().hex[:6]}")
    await agree(page, work, await propose_rule(page, work, town))
    await page.goto(f"{work.url}/boeteregels")
    await looked_at(page, "dossiers-boeteregels-afgesproken")
    await page.get_by_role("link", name="Stel voor om deze versie terug te nemen").click()
    await looked_at(page, "dossiers-boeteregel-terugnemen")
    await page.get_by_label("Waarom?").fill("De raad trok het besluit in.")
    await page.get_by_role("button", name="Stel voor").click()
    await expect(page.get_by_text("Het voorstel is bewaard.")).to_be_visible()
    proposal = page.url
    await work.enter(page, LAWYER, f"jurist-{uuid4().hex[:6]}")
    await page.goto(proposal)
    await looked_at(page, "dossiers-boeteregel-terugnemen-voorstel")
    await page.get_by_label("Ja, die versie valt weg").check()
    await page.get_by_label("Waarom?").fill("Nagelezen.")
    await page.get_by_role("button", name="Bewaar de beslissing").click()
    await expect(page.get_by_text("De regel van ervoor blijft gelden.")).to_be_visible()

"""The own case on a phone and at a desk: the code of a letter, a defence, and the way out."""

import io
import re
from datetime import timedelta
from pathlib import Path
from uuid import UUID, uuid4

import pytest
from playwright.async_api import expect
from pypdf import PdfReader

from chassis.days import city_day
from chassis.web import DOMAIN_OF, Actor
from enforcement.case_documents.store import documents
from enforcement.cases.store.timeline import By
from enforcement.gas.notified import mediation_offer_notified
from enforcement.notifications.check import check
from enforcement.notifications.draft import draft
from enforcement.notifications.post import post
from enforcement.notifications.rules import LetterKind
from enforcement.notifications.rules.letters import Particulars
from enforcement.payments.pay_ahead import receive

from .support.browser import PHONE, WIDTHS, OpenPage
from .support.case_work import FINANCE, LAWYER, WORKER, CaseWork
from .support.town import Town
from .support.widths import looked_at
from .test_letters import ready

CODE = re.compile(r"[2-9A-Z]{4}-[2-9A-Z]{4}-[2-9A-Z]{4}")


async def code_of_opening_letter(town: Town, case_id: UUID) -> str:
    """The code on an opening letter that left today."""
    worker, lawyer = (
        Actor(f"eigen-{each}", each, "STAD", DOMAIN_OF[each]) for each in (WORKER, LAWYER)
    )
    state = town.apps["enforcement"].state
    async with state.database.begin(town.now) as tx:
        kind = LetterKind.OPSTARTBRIEF
        (letter,) = await draft(tx, state.city, worker, case_id, kind, Particulars())
        await tx.session.flush()
        await check(tx, [letter.letter_id], lawyer)
        leaves = city_day(town.now)
        await post(tx, [letter.letter_id], leaves, worker, {}, encloses_report=True)
        file = (await documents.files(tx, [letter.document_id]))[letter.document_id]
        text = " ".join(page.extract_text() for page in PdfReader(io.BytesIO(file.content)).pages)
    (code,) = CODE.findall(text)
    return str(code)


@pytest.mark.night(
    "only looks, at a page that is proved without a browser",
    stays="services/enforcement/tests/payments/test_pay_ahead.py::test_the_own_page_says_that_an_early_payment_was_received",
)
async def test_somebody_who_paid_early_reads_that_it_was_received(
    open_page: OpenPage, town: Town
) -> None:
    work, case_id = CaseWork(town), await ready(town)
    code = await code_of_opening_letter(town, case_id)
    await work.due(case_id, 120)
    async with town.apps["enforcement"].state.database.begin(town.now) as tx:
        day = city_day(town.now)
        await receive(tx, case_id, 12_000, day, By("systeem", "bank"), line_id=uuid4())
    page = await open_page(PHONE, who=None)
    await page.goto(f"{town.urls['enforcement']}/mijn-dossier")
    await page.get_by_label("De code van uw brief").fill(code)
    await page.get_by_role("button", name="Ga verder").click()
    await expect(page.get_by_text("We kregen uw betaling van € 120,00.")).to_be_visible()
    await page.get_by_text("We kregen uw betaling").scroll_into_view_if_needed()
    await looked_at(page, "mijn-dossier-betaald")


@WIDTHS
async def test_somebody_sees_the_own_case_defends_and_leaves(
    open_page: OpenPage, town: Town, size: tuple[int, int]
) -> None:
    case_id = await ready(town)
    code = await code_of_opening_letter(town, case_id)
    page = await open_page(size, who=None)
    url = f"{town.urls['enforcement']}/mijn-dossier"
    await page.goto(url)
    await looked_at(page, "mijn-dossier-code")
    await page.get_by_label("De code van uw brief").fill("2345-6789-ACDE")
    await page.get_by_role("button", name="Ga verder").click()
    await expect(page.get_by_role("link", name="Deze code werkt niet")).to_be_visible()
    await looked_at(page)
    await page.get_by_label("De code van uw brief").fill(code.lower())
    await page.get_by_role("button", name="Ga verder").click()
    await expect(
        page.get_by_text("U kan zich verdedigen. Er is nog niets beslist.")
    ).to_be_visible()
    await looked_at(page, "mijn-dossier")
    assert "Proefman" not in await page.content()
    await page.get_by_role("link", name="Geef uw verweer").click()
    await page.get_by_label("Uw verweer").fill("Ik was die dag in een andere stad.")
    await looked_at(page, "mijn-dossier-verweer")
    await page.get_by_label("Uw verweer").fill("我不在那里。\nلم أكن هناك\nผมไม่ได้ทำ 💋 \ue000")
    await page.get_by_role("button", name="Verstuur uw verweer").click()
    await expect(page.get_by_role("link", name="U+E000")).to_be_visible()
    await looked_at(page)
    await page.get_by_label("Verstuur mijn tekst toch").check()
    await page.get_by_role("button", name="Verstuur uw verweer").click()
    await expect(page.get_by_text("We kregen uw verweer.")).to_be_visible()
    await expect(page.get_by_text("我不在那里。")).to_be_visible()
    await looked_at(page)
    await page.get_by_role("button", name="Sluit mijn dossier").click()
    await expect(page.get_by_label("De code van uw brief")).to_be_visible()


@pytest.mark.night(
    "the second walk behind one code",
    stays=(
        "services/enforcement/tests/own_case/test_mail.py"
        "::test_who_asked_is_told_that_something_is_ready_and_nothing_else"
    ),
)
@WIDTHS
async def test_somebody_answers_an_offer_and_asks_for_a_mail(
    open_page: OpenPage,
    town: Town,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    size: tuple[int, int],
) -> None:
    monkeypatch.setenv("KRACHTLIJN_ENFORCEMENT_MAIL_FOLDER", str(tmp_path / "mail"))
    case_id = await ready(town)
    code = await code_of_opening_letter(town, case_id)
    by = By(str(WORKER), "eigen")
    async with town.apps["enforcement"].state.database.begin(town.now) as tx:
        await mediation_offer_notified(tx, case_id, city_day(town.now), by)
    page = await open_page(size, who=None)
    await page.goto(f"{town.urls['enforcement']}/mijn-dossier")
    await page.get_by_label("De code van uw brief").fill(code)
    await page.get_by_role("button", name="Ga verder").click()
    await page.get_by_role("link", name="Antwoord op het aanbod van bemiddeling").click()
    await looked_at(page)
    await page.get_by_role("button", name="Verstuur uw antwoord").click()
    await expect(page.get_by_role("link", name="Kies ja of nee.")).to_be_visible()
    await looked_at(page)
    await page.get_by_label("Ja, ik doe mee").check()
    await page.get_by_role("button", name="Verstuur uw antwoord").click()
    await expect(page.get_by_text("We kregen uw antwoord: u doet mee.")).to_be_visible()
    await page.get_by_role("link", name="Bericht per e-mail").click()
    await page.get_by_label("Uw e-mailadres").fill("iemand@voorbeeld.example")
    await looked_at(page)
    await page.get_by_role("button", name="Stuur me een e-mail").click()
    await expect(page.get_by_role("link", name="Zeg dat u dit wil")).to_be_visible()
    await looked_at(page)
    await page.get_by_label("Ik wil een e-mail krijgen").check()
    await page.get_by_role("button", name="Stuur me een e-mail").click()
    await expect(page.get_by_text("U krijgt een e-mail als er een brief vertrekt.")).to_be_visible()
    await page.get_by_role("link", name="Bericht per e-mail").click()
    await looked_at(page)
    await page.get_by_role("button", name="Stuur me geen e-mail meer").click()
    await expect(page.get_by_text("U krijgt geen e-mail meer.")).to_be_visible()


@pytest.mark.night(
    "a task that is proved without a browser",
    stays=(
        "services/enforcement/tests/notifications/test_returned_letters.py::test_a_returned_letter_is_noted_on_its_page_and_stands_on_a_list",
        "services/enforcement/tests/notifications/test_returned_letters.py::test_no_letter_goes_again_to_where_one_came_back_from",
    ),
)
async def test_a_letter_that_came_back_is_noted_and_the_new_address_is_asked_for(
    open_page: OpenPage, town: Town
) -> None:
    case_id, work = await ready(town), CaseWork(town)
    await code_of_opening_letter(town, case_id)
    page = await open_page(PHONE, who=None)
    await work.enter(page, WORKER, f"terug-{uuid4().hex[:6]}")
    await page.goto(f"{work.url}/brieven/dossier/{case_id}")
    await page.get_by_role("link", name="Opstartbrief").click()
    await page.get_by_label("Op welke dag kwam de brief terug?").fill(str(city_day(town.now)))
    await page.get_by_label("Verhuisd").check()
    await looked_at(page, "dossiers-brief-terug")
    await page.get_by_role("button", name="Bewaar dat de brief terugkwam").click()
    await expect(page.get_by_text("deze brief kreeg niemand")).to_be_visible()
    await looked_at(page, "dossiers-brieven-terug")
    await page.goto(f"{work.url}/brieven?lijst=teruggekomen")
    await looked_at(page, "dossiers-teruggekomen")


@pytest.mark.night(
    "a task that is proved without a browser",
    stays="services/enforcement/tests/own_case/test_receipts.py::test_a_wish_to_pay_in_parts_reaches_finance_which_decides",
)
async def test_somebody_asks_to_pay_in_parts_and_finance_answers(
    open_page: OpenPage, town: Town
) -> None:
    work, case_id = CaseWork(town), await ready(town)
    code = await code_of_opening_letter(town, case_id)
    await work.due(case_id, 120)
    await work.after_appeal(case_id)
    page = await open_page(PHONE, who=None)
    await page.goto(f"{town.urls['enforcement']}/mijn-dossier")
    await page.get_by_label("De code van uw brief").fill(code)
    await page.get_by_role("button", name="Ga verder").click()
    await page.get_by_text("Vraag om in delen te betalen").click()
    await page.get_by_label("In hoeveel delen? Elke maand een.").fill("4")
    await looked_at(page, "mijn-dossier-afbetaling")
    await page.get_by_role("button", name="Verstuur uw vraag").click()
    await expect(page.get_by_text("We kregen uw vraag om in delen te betalen.")).to_be_visible()
    await work.enter(page, FINANCE, f"financien-{uuid4().hex[:6]}")
    await page.goto(f"{work.url}/betalingen/{case_id}")
    await page.get_by_role("link", name="De persoon vraagt om te betalen in 4 delen").click()
    await looked_at(page, "financien-vraag")
    await page.get_by_label("Ja, zoals gevraagd").check()
    await page.get_by_label("Ja: eerste deel").fill(str(city_day(town.now) + timedelta(days=60)))
    await page.get_by_role("button", name="Bewaar het antwoord").click()
    await expect(page.get_by_text("Je antwoord is bewaard.")).to_be_visible()

"""Police work by plan: months and deployment, arrests and what leaves, guidelines and checks."""

import re
from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from playwright.async_api import Page, expect

from contracts.branches import Branch
from contracts.codes import OffenderRole, SanctionKind
from contracts.enforcement import ExecutionCheckRequested, StreetBanNotified, StreetBanOrdered
from contracts.identity import FactPlace
from contracts.sealed import Sealed
from contracts.street_bans.area import BanArea

from .support.browser import DESK, WAYS, OpenPage
from .support.town import NOW, Town
from .support.widths import looked_at


@pytest.mark.night(
    "a task that is proved without a browser",
    stays="services/databank/tests/monthly_actions/test_monthly_actions.py::test_a_plan_is_made_on_the_page_and_shows_its_rate",
)
@WAYS
async def test_a_month_is_planned_and_an_action_taken_off_again(
    open_page: OpenPage, town: Town, size: tuple[int, int], scripts: bool
) -> None:
    page = await open_page(size, scripts=scripts, who="leider")
    await page.goto(f"{town.police_url}/maandacties/plannen")
    await page.get_by_role("button", name="Bewaar het plan").click()
    await expect(page.get_by_text("Kies minstens één vorm.").first).to_be_visible()
    branch = "Stripclub" if size == DESK else "Massagesalon"
    await page.get_by_label("Welke maand?").select_option(index=1 + scripts)
    await page.get_by_label(branch).check()
    await page.get_by_label("Escort").check()
    await page.get_by_role("button", name="Bewaar het plan").click()
    await expect(page.get_by_text("Het plan is bewaard.")).to_be_visible()
    if scripts:
        await looked_at(page, "politie-maandacties-gepland")
    away = page.get_by_role("button", name=re.compile(f"Haal van het plan.*{branch.lower()}"))
    await away.first.click()
    await expect(page.get_by_text("De actie staat niet meer op het plan.")).to_be_visible()


@WAYS
async def test_an_arrest_is_recorded_without_a_name(
    open_page: OpenPage, town: Town, size: tuple[int, int], scripts: bool
) -> None:
    page = await open_page(size, scripts=scripts, who="agent")
    await page.goto(f"{town.police_url}/aanhoudingen/nieuw")
    await page.get_by_label("Bestuurlijke aanhouding").check()
    await page.get_by_label("Waarom?").select_option("drugs")
    await page.get_by_label("In welke vorm?").select_option("straat")
    await page.get_by_role("button", name="Bewaar").click()
    await expect(page.get_by_text("Deze reden past niet bij de soort.").first).to_be_visible()
    if scripts:
        await looked_at(page)
    await page.get_by_label("Waarom?").select_option("openbare_rust")
    await page.get_by_role("button", name="Bewaar").click()
    await expect(page.get_by_text("De aanhouding of maatregel is bewaard.")).to_be_visible()
    if scripts:
        await looked_at(page, "politie-aanhouding-bewaard")


@WAYS
async def test_a_leader_sees_what_leaves_and_lets_it_go(
    open_page: OpenPage, town: Town, size: tuple[int, int], scripts: bool
) -> None:
    half = f"{2019 + 2 * (size == DESK) + scripts}-H1"
    page = await open_page(size, scripts=scripts, who="leider")
    await page.goto(f"{town.police_url}/aanhoudingen/vrijgeven/{half}")
    if scripts:
        await looked_at(page, "politie-aanhoudingen-vrijgeven")
    await page.get_by_role("button", name="Geef deze cijfers vrij").click()
    await expect(page.get_by_text("De cijfers zijn vrijgegeven.")).to_be_visible()


@pytest.mark.night(
    "a task that is proved without a browser",
    stays="services/databank/tests/police_plan/test_plan_api.py::test_the_parkets_set_and_its_agreement_are_read_by_leadership",
)
@WAYS
async def test_the_prosecutors_count_is_kept_under_an_agreement(
    open_page: OpenPage, town: Town, size: tuple[int, int], scripts: bool
) -> None:
    year = str(2012 + 2 * (size == DESK) + scripts)
    page = await open_page(size, scripts=scripts, who="leider")
    await page.goto(f"{town.police_url}/aanhoudingen/parket")
    await page.get_by_label("Kenmerk van het akkoord").fill(f"AKK-{year}")
    await page.get_by_label("Eerste jaar").fill(year)
    await page.get_by_label("Laatste jaar").fill(year)
    await page.get_by_role("button", name="Leg het akkoord vast").click()
    await expect(page.get_by_text("Het akkoord is bewaard.")).to_be_visible()
    await page.get_by_label("Jaar", exact=True).fill(year)
    await page.get_by_label("Wat was het?").select_option("dagvaarding")
    await page.get_by_label("Groep van feiten").select_option("mensenhandel")
    await page.get_by_label("Aantal").fill("9")
    await page.get_by_role("button", name="Bewaar het cijfer").click()
    await expect(page.get_by_text("Dagvaarding, mensenhandel: 9").first).to_be_visible()
    await page.locator("summary", has_text=year).click()
    if scripts:
        await looked_at(page, "politie-aanhoudingen-parket")
    await page.locator("details", has_text=year).get_by_role("button").click()
    await expect(page.get_by_text("De cijfers zijn vrijgegeven.")).to_be_visible()


@pytest.mark.night(
    "a task that is proved without a browser",
    stays="services/databank/tests/police_plan/test_plan_pages.py::test_deployment_is_fixed_before_its_two_months_and_lists_what_suffers",
)
@WAYS
async def test_deployment_is_fixed_and_a_guideline_read(
    open_page: OpenPage, town: Town, size: tuple[int, int], scripts: bool
) -> None:
    page = await open_page(size, scripts=scripts, who="leider")
    await page.goto(f"{town.police_url}/inzet")
    await page.get_by_label("Hoeveel mensen?").fill("12")
    await page.get_by_label("Welk materieel?").fill("Twee voertuigen")
    await page.get_by_label("Welke gewone taken komen in het gedrang?").fill("Toezicht op markten")
    await page.get_by_role("button", name="Leg vast").click()
    await expect(page.get_by_text("De inzet ligt vast.")).to_be_visible()
    if scripts:
        await looked_at(page, "politie-inzet-vast")
    title = f"Vormen {size[0]} {scripts}"
    await page.goto(f"{town.police_url}/richtlijnen/nieuw")
    await page.get_by_label("Titel").fill(title)
    await page.get_by_label("Wat zegt de richtlijn?").fill("Bied altijd eerst hulp aan.")
    await page.get_by_role("button", name="Publiceer", exact=True).click()
    await expect(page.get_by_text("De richtlijn is gepubliceerd.")).to_be_visible()
    await page.get_by_role("button", name="Ik las deze versie").click()
    await expect(page.get_by_text("Bewaard: je las deze versie.")).to_be_visible()
    if scripts:
        await looked_at(page, "politie-richtlijn")
    await page.get_by_role("link", name="Publiceer een nieuwe versie").click()
    if scripts:
        await looked_at(page, "politie-richtlijn-aanpassen")


@WAYS
async def test_an_inventory_is_written_and_published(
    open_page: OpenPage, town: Town, size: tuple[int, int], scripts: bool
) -> None:
    year = 2015 + 2 * (size == DESK) + scripts
    page = await open_page(size, scripts=scripts, who="leider")
    await page.goto(f"{town.police_url}/inventaris?jaar={year}")
    await page.get_by_label("Welke vorm?").select_option("escort")
    await page.get_by_label("Welke bron?").select_option("fieldresearch")
    await page.get_by_label("Hoeveel plaatsen?").fill("14")
    await page.get_by_role("button", name="Bewaar de regel").click()
    await expect(page.get_by_text("De regel is bewaard.")).to_be_visible()
    await page.get_by_role("button", name="Publiceer de inventaris").click()
    await expect(page.get_by_text("De inventaris is gepubliceerd.")).to_be_visible()
    if scripts:
        await looked_at(page)


@pytest.mark.night(
    "a task that is proved without a browser",
    stays="services/databank/tests/police_plan/test_plan_pages.py::test_a_check_on_execution_is_answered_on_the_phone_and_told_once",
)
@WAYS
async def test_a_check_on_execution_is_answered_on_the_spot(
    open_page: OpenPage, town: Town, size: tuple[int, int], scripts: bool
) -> None:
    case_id = uuid4()
    async with town.apps["databank"].state.database.connection() as conn:
        await conn.execute(
            "INSERT INTO execution_check (case_id, premises_id, kind, effective_from,"
            " requested_at, state) VALUES ($1, $2, 'schorsing', $3, $3, 'open')",
            case_id,
            uuid4(),
            NOW,
        )
    page = await open_page(size, scripts=scripts, who="agent")
    await page.goto(f"{town.police_url}/uitvoering/{case_id}")
    await page.get_by_role("button", name="Bewaar de controle").click()
    await expect(page.get_by_text("Zeg of het pand zich eraan houdt.").first).to_be_visible()
    if scripts:
        await looked_at(page, "veld-uitvoering-controle")
    await page.get_by_label("Ja, hier wordt niet gewerkt").check()
    await page.get_by_role("button", name="Bewaar de controle").click()
    await expect(page.get_by_text("De controle is bewaard.")).to_be_visible()
    if scripts:
        await looked_at(page, "veld-uitvoering")


@pytest.mark.night(
    "a task that is proved without a browser",
    stays="services/databank/tests/exchanges/test_exchange_pages.py::test_an_exchange_is_recorded_answered_and_closed",
)
@WAYS
async def test_an_exchange_with_a_partner_is_asked_answered_and_closed(
    open_page: OpenPage, town: Town, size: tuple[int, int], scripts: bool
) -> None:
    number = f"AN.37.L4.00{size[0]}{int(scripts)}/2026"
    page = await open_page(size, scripts=scripts, who="agent")
    await page.goto(f"{town.police_url}/uitwisselingen/nieuw")
    await page.get_by_role("button", name="Bewaar").click()
    await expect(page.get_by_text("Kies een partner.").first).to_be_visible()
    if scripts:
        await looked_at(page, "politie-uitwisseling-nieuw")
    await page.get_by_label("Wij vroegen iets").check()
    await page.get_by_label("Met welke partner?").select_option("parket")
    await page.get_by_label("Een zaak").check()
    await page.get_by_label("Nummer van de zaak").fill(number)
    await page.get_by_label("Toezicht op prostitutie").check()
    await page.get_by_label("Gegevens over een plaats").check()
    await page.get_by_label("Tegen wanneer moet het antwoord er zijn?").fill("2026-02-01")
    await page.get_by_role("button", name="Bewaar").click()
    await expect(page.get_by_text("De uitwisseling is bewaard.")).to_be_visible()
    if scripts:
        await looked_at(page, "politie-uitwisseling")
        exchange = page.url
        await page.goto(f"{exchange}/intrekken")
        await looked_at(page, "politie-uitwisseling-intrekken")
        await page.goto(exchange)
    await page.get_by_label("Volledig antwoord").check()
    await page.get_by_label("Cijfers en tendensen").check()
    await page.get_by_label("Op welke dag?").fill("2026-01-05")
    await page.get_by_role("button", name="Bewaar het antwoord").click()
    await expect(page.get_by_text("Het antwoord is bewaard.")).to_be_visible()
    await page.get_by_label("Er volgt niets").check()
    await page.get_by_role("button", name="Sluit af").click()
    await expect(page.get_by_text("De uitwisseling is afgesloten.")).to_be_visible()
    await page.goto(f"{town.police_url}/uitwisselingen?lijst=afgesloten")
    await expect(page.get_by_text(number)).to_be_visible()
    if scripts:
        await looked_at(page, "politie-uitwisselingen")


@pytest.mark.night(
    "a task that is proved without a browser",
    stays=(
        "services/databank/tests/police_plan/test_plan_pages.py"
        "::test_a_check_on_execution_is_answered_on_the_phone_and_told_once"
    ),
)
@WAYS
async def test_a_place_without_a_declaration_is_checked_on_the_phone(
    open_page: OpenPage, town: Town, size: tuple[int, int], scripts: bool
) -> None:
    street = f"Verzonnenlaan {size[0]} {scripts}"
    place = FactPlace(label="Salon", street=street, house_number="7", postcode="2000")
    event = ExecutionCheckRequested(
        case_id=uuid4(),
        premises_id=uuid4(),
        kind=SanctionKind.TIJDELIJKE_SLUITING,
        effective_from=NOW,
        requested_at=NOW,
        place=Sealed.of(place),
    )
    await town.sandbox.handled("databank", await town.sandbox.publish(event, at=town.now))
    page = await open_page(size, scripts=scripts, who="agent")
    await page.goto(f"{town.police_url}/uitvoering")
    await expect(page.get_by_text(street)).to_have_count(0)
    await page.goto(f"{town.police_url}/uitvoering/{event.case_id}")
    await expect(page.get_by_text(street)).to_be_visible()
    if scripts:
        await looked_at(page, "veld-uitvoering-plaats")
    await page.get_by_label("Nee, hier wordt gewerkt").check()
    await page.get_by_role("button", name="Bewaar de controle").click()
    await expect(page.get_by_text("De controle is bewaard.")).to_be_visible()


@WAYS
async def test_a_breach_of_a_street_ban_is_found_in_the_street(
    open_page: OpenPage, town: Town, size: tuple[int, int], scripts: bool
) -> None:
    name = f"Vera Straatvoorbeeld {size[0]} {scripts}"
    page = await open_page(size, scripts=scripts, who="agent")
    await page.goto(f"{town.police_url}/vaststellingen/nieuw")
    await noted(page, "overtreding", name)
    order = StreetBanOrdered(
        case_id=uuid4(),
        order_id=uuid4(),
        renewal=0,
        offender_role=OffenderRole.PROSTITUANT,
        branch=Branch.STRAAT,
        in_tolerance_zone=False,
        warning_skipped=False,
        finding_ids=(UUID(page.url.rpartition("/")[2]),),
        begins_at=NOW,
        ends_at=NOW + timedelta(days=28),
        meeting_on=NOW.date(),
        ordered_at=NOW,
        area=Sealed.of(BanArea(streets=("Proefkaai",), spared=("Woning: Proefkaai 4",))),
    )
    works = StreetBanNotified(
        case_id=order.case_id, order_id=order.order_id, renewal=0, works_from=NOW, notified_at=NOW
    )
    for event in (order, works):
        await town.sandbox.handled("databank", await town.sandbox.publish(event, at=town.now))
    await page.goto(f"{town.police_url}/straatverboden")
    card = page.locator(".kl-card", has_text=name)
    await expect(card.get_by_text("Woning: Proefkaai 4")).to_be_visible()
    if scripts:
        await looked_at(page, "veld-straatverbod-loopt")
    await card.get_by_role("link", name="Stel een overtreding vast").click()
    await noted(page, "straatverbod.overtreden", name)
    await expect(page.get_by_text("Straatverbod overtreden").first).to_be_visible()
    if scripts:
        await looked_at(page, "veld-straatverbod-overtreden")


async def noted(page: Page, fact: str, name: str) -> None:
    """A finding about somebody, by the form that stands open."""
    await page.get_by_label("Welk feit?").select_option(fact)
    await page.get_by_label("Welke vorm?").select_option("straat")
    await page.get_by_label("Buiten de gedoogzone").check()
    await page.get_by_label("Iemand anders", exact=True).check()
    await page.get_by_label("Rol van de overtreder").select_option("prostituant")
    await page.get_by_label("Naam van de overtreder").fill(name)
    await page.get_by_role("button", name="Bewaar de vaststelling").click()
    await expect(page.get_by_label("PV voor de sanctionerend ambtenaar")).to_be_visible()

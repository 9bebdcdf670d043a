"""Police work by plan: months and deployment, arrests and what leaves, guidelines and checks."""

import re
from uuid import uuid4

from playwright.async_api import expect

from .support.browser import DESK, WAYS, OpenPage
from .support.town import NOW, Town
from .support.widths import looked_at


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

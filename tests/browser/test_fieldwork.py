"""Work in the street on a phone: an inspection with who was met, a finding, a document."""

import asyncio
import re
from datetime import timedelta

import asyncpg
import pytest
from playwright.async_api import Page, expect

from .support.browser import DESK, PATIENCE, PHONE, WAYS, OpenPage
from .support.town import NOW, Town, someone
from .support.widths import looked_at

WAITING = "SELECT count(*) FROM pg_locks WHERE relation = 'web_form'::regclass AND NOT granted"


async def begin(page: Page, town: Town, branch: str, place: str) -> None:
    await page.goto(f"{town.police_url}/inspecties")
    await (
        page.get_by_role("button", name="Begin een inspectie")
        .or_(page.get_by_role("link", name="Begin een inspectie"))
        .click()
    )
    await page.get_by_label(branch, exact=True).check()
    await page.get_by_label("Plaats", exact=True).fill(place)
    await page.get_by_role("button", name="Begin").click()
    await expect(page.get_by_role("heading", name=place)).to_be_visible()


async def meet(page: Page, nr: int) -> None:
    await describe(page, nr)
    await page.get_by_role("button", name="Voeg toe").click()
    await expect(page.get_by_text("De persoon is toegevoegd.")).to_be_visible()


async def describe(page: Page, nr: int) -> None:
    who = someone(nr)
    await (
        page.get_by_role("link", name="Voeg een persoon toe")
        .or_(page.get_by_role("button", name="Voeg een persoon toe"))
        .click()
    )
    await page.get_by_label("Voornamen").fill(who["givenNames"])
    await page.get_by_label("Familienaam").fill(who["familyName"])
    year, month, day = who["birthDate"].split("-")
    await page.get_by_label("Geboortedatum").fill(f"{day}/{month}/{year}")
    await page.locator("summary", has_text="Document").click()
    await page.get_by_label("Welk document zag je?").select_option("paspoort")
    await page.get_by_label("Land van het document").fill("Roemenië")
    await page.get_by_label("Nummer van het document").fill(who["document"]["number"])


async def until_waiting(conn: asyncpg.Connection, forms: int) -> None:
    for _ in range(PATIENCE // 50):
        if await conn.fetchval(WAITING) == forms:
            return
        await asyncio.sleep(0.05)
    raise TimeoutError


@WAYS
async def test_an_inspection_shows_at_once_who_was_in_another_branch_and_is_closed(
    open_page: OpenPage, town: Town, size: tuple[int, int], scripts: bool
) -> None:
    nr = 310 + 20 * (size == DESK) + 11 * scripts
    await town.inspect("straat", NOW - timedelta(days=2), nr)
    page = await open_page(size, scripts=scripts, who="agent")
    await begin(page, town, "massagesalon", f"Salon {nr}")
    await meet(page, nr)
    await expect(page.get_by_text("Gekend")).to_be_visible()
    await expect(page.get_by_text("Let op: verschuiving.").first).to_be_visible()
    await page.get_by_label("Geen opmerkingen").check()
    await page.get_by_role("button", name="Rond de inspectie af").click()
    await expect(page.get_by_text("De inspectie is afgerond.")).to_be_visible()


@WAYS
async def test_a_finding_becomes_a_pv_and_leaves_after_the_question(
    open_page: OpenPage, town: Town, size: tuple[int, int], scripts: bool
) -> None:
    nr = 60 + 4 * (size == DESK) + scripts
    page = await open_page(size, scripts=scripts, who="agent")
    await page.goto(f"{town.police_url}/vaststellingen/nieuw")
    await page.get_by_label("Welk feit?").select_option("overtreding")
    await page.get_by_label("Welke vorm?").select_option("escort")
    await page.get_by_label("Buiten de gedoogzone").check()
    await page.get_by_label("Iemand anders", exact=True).check()
    await page.get_by_label("Rol van de overtreder").select_option("exploitant")
    await page.get_by_label("Naam van de overtreder").fill("Vera Voorbeeld")
    await page.get_by_role("button", name="Bewaar de vaststelling").click()
    await page.get_by_label("PV voor de sanctionerend ambtenaar").check()
    await page.get_by_role("button", name="Bewaar").click()
    await page.get_by_label("Nummer van het rapport").fill(f"AN.69.L3.90{nr:03}/26")
    await page.get_by_role("button", name="Sluit het rapport af").click()
    await page.get_by_role("link", name="Beantwoord de vraag").click()
    await page.get_by_label("Nee, ik zag geen tekenen").check()
    await page.get_by_role("button", name="Bewaar het antwoord").click()
    await (
        page.get_by_role("link", name="Bekijk wat er vertrekt")
        .or_(page.get_by_role("button", name="Bekijk wat er vertrekt"))
        .click()
    )
    await expect(page.get_by_text("Dit blijft bij de politie")).to_be_visible()
    await page.get_by_label("Geldboete (GAS)").check()
    await (
        page.get_by_role("group", name="Staat er gerechtelijke informatie in?")
        .get_by_label("Nee")
        .check()
    )
    await page.get_by_role("button", name="Maak over aan de stad").click()
    await expect(page.get_by_text("De vaststelling is overgemaakt.")).to_be_visible()


async def test_help_comes_while_somebody_types(open_page: OpenPage, town: Town) -> None:
    page = await open_page(PHONE, who="agent")
    await page.goto(f"{town.police_url}/identiteit/{await town.a_shift()}")
    await page.get_by_label("Rijksregisternummer").fill("85.07.30-033.29")
    await page.keyboard.press("Tab")
    await expect(page.locator("#hulp")).to_contain_text("Het controlegetal")
    await page.get_by_label("Rijksregisternummer").fill("85.07.30-033.28")
    await page.keyboard.press("Tab")
    await expect(page.locator("#hulp")).not_to_contain_text("Het controlegetal")


async def test_a_double_tap_adds_one_person(open_page: OpenPage, town: Town) -> None:
    """Both forms are on their way before either is answered, or the second tap would hit a page."""
    page = await open_page(PHONE, scripts=False, who="agent")
    await begin(page, town, "escort", "Plein 399")
    await describe(page, 399)
    button = page.get_by_role("button", name="Voeg toe")
    await button.scroll_into_view_if_needed()
    box = await button.bounding_box()
    assert box is not None
    left, top = box["x"], box["y"]
    conn = await asyncpg.connect(town.sandbox.database("databank").url)
    async with conn.transaction():
        await conn.execute("LOCK TABLE web_form IN EXCLUSIVE MODE")
        for taps in (1, 2):
            await page.mouse.click(left + 10, top + 10)
            await until_waiting(conn, taps)
    await conn.close()
    await expect(page.get_by_text("De persoon is toegevoegd.")).to_be_visible()
    await expect(page.locator(".kl-card")).to_have_count(1)


@pytest.mark.night(
    "the same task, by its keys alone",
    stays="::test_an_inspection_shows_at_once_who_was_in_another_branch_and_is_closed",
)
async def test_the_keyboard_alone_begins_and_withdraws(open_page: OpenPage, town: Town) -> None:
    page = await open_page(DESK, who="agent")
    await page.goto(f"{town.police_url}/inspecties/nieuw")
    await page.get_by_label("straat", exact=True).focus()
    await page.keyboard.press("Space")
    await page.get_by_label("Plaats", exact=True).focus()
    await page.keyboard.type("Plein 41")
    await page.keyboard.press("Enter")
    link = page.get_by_role("link", name="Trek in")
    await link.focus()
    await page.keyboard.press("Enter")
    await page.get_by_label("Waarom?").focus()
    await page.keyboard.type("dubbel")
    await page.keyboard.press("Enter")
    await expect(page.get_by_text(re.compile("De inspectie is ingetrokken"))).to_be_visible()


@pytest.mark.night(
    "only looks, at what the walk passes",
    stays="::test_a_finding_becomes_a_pv_and_leaves_after_the_question",
)
async def test_the_screens_of_the_street_are_accessible(open_page: OpenPage, town: Town) -> None:
    nr = 352
    await town.inspect("straat", NOW - timedelta(days=2), nr)
    page = await open_page(PHONE, who="agent")
    await begin(page, town, "stripclub", f"Club {nr}")
    inspection = page.url
    await page.goto(f"{inspection}/persoon")
    await looked_at(page, "veld-persoon")
    await page.get_by_role("button", name="Voeg toe").click()
    await expect(page.get_by_role("alert")).to_be_visible()
    await looked_at(page, "veld-persoon-fout")
    await page.goto(inspection)
    await meet(page, nr)
    await looked_at(page, "veld-inspectie")
    for name in ("verbeteren", "intrekken", "persoon/0/schrappen"):
        await page.goto(f"{inspection}/{name}")
        await looked_at(page, f"veld-{name.replace('/', '-')}")
    await page.goto(f"{town.police_url}/inspecties")
    await looked_at(page, "veld-inspecties")
    await page.goto(
        f"{town.police_url}/vaststellingen/nieuw?inspectie={inspection.rpartition('/')[2]}"
    )
    await looked_at(page, "veld-vaststelling-nieuw")
    await page.get_by_label("Welk feit?").select_option("overtreding")
    await page.get_by_label("Buiten de gedoogzone").check()
    await page.get_by_label(" ".join(someone(nr)[each] for each in ("givenNames", "familyName")),
                            exact=True).first.check()  # fmt: skip
    await page.get_by_label("Rol van de overtreder").select_option("prostituee")
    await page.get_by_role("button", name="Bewaar de vaststelling").click()
    await expect(page.get_by_label("PV voor de sanctionerend ambtenaar")).to_be_visible()
    await looked_at(page, "veld-vaststelling")
    finding = page.url
    await page.goto(f"{finding}/beeindigen")
    await looked_at(page, "veld-beeindigen")
    await page.goto(finding)
    await page.get_by_label("PV voor de sanctionerend ambtenaar").check()
    await page.get_by_role("button", name="Bewaar").click()
    await page.get_by_label("Nummer van het rapport").fill(f"AN.69.L3.91{nr:03}/26")
    await page.get_by_role("button", name="Sluit het rapport af").click()
    await expect(page.get_by_role("link", name="Beantwoord de vraag")).to_be_visible()
    await page.goto(f"{finding}/slachtoffer")
    await looked_at(page, "veld-slachtoffer")
    await page.get_by_label("Ja, misschien wel").check()
    await page.get_by_role("button", name="Bewaar het antwoord").click()
    await expect(page.get_by_role("heading", name="Bescherming gaat voor")).to_be_visible()
    await looked_at(page, "veld-bescherming")
    await page.goto(f"{finding}/overmaken")
    await looked_at(page, "veld-overmaken")
    await page.goto(f"{town.police_url}/vaststellingen")
    await looked_at(page, "veld-vaststellingen")
    await page.goto(f"{town.police_url}/identiteit/{await town.a_shift()}")
    await looked_at(page, "veld-identiteit")

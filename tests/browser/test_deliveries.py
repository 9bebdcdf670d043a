"""Deliveries of care in a real browser: an organisation's periods, and the study office's view."""

import pytest
from playwright.async_api import FilePayload, Locator, Page, expect

from chassis.web import Function

from .support.browser import DESK, PHONE, SIZES, WAYS, OpenPage
from .support.care import ANALYST, REGISTRAR, RESPONSIBLE, delivered, enter, tables
from .support.town import Town
from .support.widths import looked_at


@pytest.mark.night(
    "a page that is proved without a browser",
    stays="services/registry/tests/deliveries/test_overviews.py::test_each_function_begins_at_its_own_work",
)
async def test_an_organisation_begins_at_its_periods(open_page: OpenPage, town: Town) -> None:
    await delivered(town, tables(12))
    page = await open_page(PHONE, who=None)
    await enter(page, town, REGISTRAR)
    await page.goto(town.urls["registry"])
    await expect(page.get_by_role("heading", level=1)).to_contain_text("Opleveringen")
    await looked_at(page, "zorg-opleveringen")
    await page.get_by_role("link", name="Jaar 2024").first.click()
    await expect(page.get_by_text("Zonder fouten, nog niet ingediend").first).to_be_visible()
    await looked_at(page, "zorg-oplevering")
    wrong = await delivered(town, tables(12, gender="x"))
    await page.goto(f"{town.urls['registry']}/opleveringen/{wrong}")
    await expect(page.get_by_role("heading", name="Fouten")).to_be_visible()
    await looked_at(page, "zorg-oplevering-fouten")


@pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
async def test_the_study_office_begins_at_what_waits(
    open_page: OpenPage, town: Town, size: tuple[int, int]
) -> None:
    await delivered(town, tables(12))
    page = await open_page(size, who=None)
    await enter(page, town, ANALYST, "STAD")
    await page.goto(town.urls["registry"])
    await expect(page.get_by_role("heading", level=1)).to_contain_text("Overzicht")
    await page.get_by_label("Jaar").select_option("2024")
    await page.get_by_role("button", name="Toon").click()
    await looked_at(page, "zorg-overzicht")


async def chosen(page: Page, content: dict[str, str]) -> None:
    await page.locator("input[type=file]").set_input_files(
        [
            FilePayload(name=f"{name}.csv", mimeType="text/csv", buffer=text.encode())
            for name, text in content.items()
        ]
    )


@WAYS
async def test_a_year_goes_from_files_to_the_day_of_its_figures(
    open_page: OpenPage, town: Town, size: tuple[int, int], scripts: bool
) -> None:
    """Taps and fields: upload 3 and 2, sign 3, accept 2."""
    url = town.urls["registry"]
    registrar = await open_page(size, scripts=scripts, who=None)
    await enter(registrar, town, REGISTRAR, "FREECLINIC")
    await registrar.goto(town.urls["registry"])
    await registrar.get_by_role("button", name="Lever op", exact=True).click()
    await registrar.get_by_role("button", name="Lever op en kijk na").click()
    await expect(
        registrar.get_by_text("Kies een werkboek, of de drie tabellen").first
    ).to_be_visible()
    await registrar.get_by_label("Periode").select_option("2025")
    await chosen(registrar, tables(24, year=2025))
    await registrar.get_by_role("button", name="Lever op en kijk na").click()
    await expect(registrar.get_by_text("We vonden geen fouten.")).to_be_visible()
    delivery = registrar.url
    responsible = await open_page(size, scripts=scripts, who=None)
    await enter(responsible, town, RESPONSIBLE, "FREECLINIC")
    await responsible.goto(delivery)
    await responsible.get_by_role("button", name="Kijk na en dien in").click()
    await expect(responsible.get_by_role("cell", name="raam", exact=True)).to_be_visible()
    await responsible.get_by_label("Ik heb de aantallen nagekeken.").check()
    await responsible.get_by_role("button", name="Dien in").click()
    await expect(responsible.get_by_text("De studiedienst kijkt het nu na.")).to_be_visible()
    analyst = await open_page(size, scripts=scripts, who=None)
    await enter(analyst, town, ANALYST, "STAD")
    await analyst.goto(delivery)
    await analyst.get_by_role("button", name="Aanvaard", exact=True).click()
    await analyst.get_by_role("button", name="Aanvaard", exact=True).click()
    await expect(analyst.get_by_text("De cijfers wachten op hun dag.")).to_be_visible()
    await analyst.goto(f"{url}/overzicht?jaar=2025")
    waits = analyst.get_by_role("listitem").filter(has_text="Free Clinic, jaar 2025")
    await expect(waits).to_contain_text("We publiceren de cijfers op zo 1/03/2026.")
    if scripts:
        await looked_at(analyst, "zorg-overzicht-wacht-op-dag")
    await registrar.goto(f"{url}/opleveringen")
    day = registrar.get_by_text("We publiceren de cijfers op zo 1/03/2026.")
    await expect(day.first).to_be_visible()
    if scripts:
        await looked_at(registrar, "zorg-opleveringen-wacht-op-dag")


@pytest.mark.night(
    "only looks, at what the walk passes",
    stays="::test_a_year_goes_from_files_to_the_day_of_its_figures",
)
async def test_the_pages_of_a_delivery_are_in_order(open_page: OpenPage, town: Town) -> None:
    url = town.urls["registry"]
    registrar = await open_page(PHONE, who=None)
    await enter(registrar, town, REGISTRAR, "BOYS")
    await registrar.goto(f"{url}/opleveringen/nieuw")
    await looked_at(registrar, "zorg-opleveren")
    await registrar.get_by_role("button", name="Lever op en kijk na").click()
    await expect(registrar.get_by_text("Er klopt iets niet")).to_be_visible()
    await looked_at(registrar, "zorg-opleveren-fout")
    await registrar.goto(f"{url}/opleveringen/invullen")
    await looked_at(registrar, "zorg-invullen")
    delivery = f"{url}/opleveringen/{await delivered(town, tables(24), 'BOYS')}"
    responsible = await open_page(PHONE, who=None)
    await enter(responsible, town, RESPONSIBLE, "BOYS")
    for step in ("indienen", "intrekken"):
        await responsible.goto(f"{delivery}/{step}")
        await looked_at(responsible, f"zorg-oplevering-{step}")
    await responsible.goto(f"{delivery}/indienen")
    await responsible.get_by_label("Ik heb de aantallen nagekeken.").check()
    await responsible.get_by_role("button", name="Dien in").click()
    analyst = await open_page(PHONE, who=None)
    await enter(analyst, town, ANALYST, "STAD")
    await analyst.goto(f"{url}/overzicht?jaar=2024")
    await looked_at(analyst, "zorg-overzicht-wacht")
    for step in ("aanvaarden", "terugsturen"):
        await analyst.goto(f"{delivery}/{step}")
        await looked_at(analyst, f"zorg-oplevering-{step}")
    await analyst.goto(f"{url}/volledigheid?jaar=2024")
    await looked_at(analyst, "zorg-volledigheid")
    await analyst.goto(f"{url}/jaren/2023/afsluiten")
    await looked_at(analyst, "zorg-jaar-afsluiten")


LEAKED = """
INSERT INTO leaked_revision
VALUES ('FREECLINIC', 2024, 0, 2, 1, '2025-03-10T09:00:00Z', 14, 5),
       ('GHAPRO', 2024, 1, 3, 2, '2024-11-04T09:00:00Z', 3, 0) ON CONFLICT DO NOTHING
"""


async def test_the_officer_reads_which_revisions_leaked_and_what_to_do(
    open_page: OpenPage, town: Town
) -> None:
    async with town.sandbox.asking("registry", owner=True) as conn:
        await conn.execute("TRUNCATE leaked_revision")
    page = await open_page(PHONE, who=None)
    await enter(page, town, Function.FUNCTIONARIS_ZORG, "STAD")
    await page.goto(f"{town.urls['registry']}/versies-die-lekten")
    await expect(page.get_by_text("Je hoeft niets te doen.")).to_be_visible()
    await looked_at(page, "zorg-versies-die-lekten-leeg")
    async with town.sandbox.asking("registry", owner=True) as conn:
        await conn.execute(LEAKED)
    await page.reload()
    await expect(page.get_by_text("Daarvan in één van beide verborgen: 5.")).to_be_visible()
    await looked_at(page, "zorg-versies-die-lekten")


async def test_files_are_dropped_on_the_place_around_their_field(
    open_page: OpenPage, town: Town
) -> None:
    page = await open_page(DESK, who=None)
    await enter(page, town, REGISTRAR, "BOYS")
    await page.goto(f"{town.urls['registry']}/opleveringen/nieuw")
    dropped = await page.evaluate_handle(
        """(content) => {
          const files = new DataTransfer();
          for (const [name, text] of Object.entries(content))
            files.items.add(new File([text], `${name}.csv`, {type: "text/csv"}));
          return files;
        }""",
        tables(24, year=2023),
    )
    await page.dispatch_event("[data-drop]", "drop", {"dataTransfer": dropped})
    await page.get_by_label("Periode").select_option("2025")
    await page.get_by_role("button", name="Lever op en kijk na").click()
    await expect(page.get_by_text("Deze maand valt buiten de periode").first).to_be_visible()
    await expect(page.get_by_text("24 keer")).to_be_visible()


@WAYS
async def test_what_is_meant_is_taken_over_in_one_go(
    open_page: OpenPage, town: Town, size: tuple[int, int], scripts: bool
) -> None:
    """Taps: one, after the page is open."""
    content = tables(24)
    content["contacten"] = content["contacten"].replace("2024-03", "mrt/24")
    content["clienten"] = content["clienten"].replace("vrouw", "vrouww", 5)
    delivery = await delivered(town, content, "FREECLINIC")
    page = await open_page(size, scripts=scripts, who=None)
    await enter(page, town, REGISTRAR, "FREECLINIC")
    await page.goto(f"{town.urls['registry']}/opleveringen/{delivery}")
    if scripts:
        await looked_at(page)
    async with page.expect_download() as download:
        await page.get_by_role("link", name="Alles in één werkboek").click()
    assert (await download.value).suggested_filename == "antwoord.xlsx"
    async with page.expect_download() as download:
        await page.get_by_role("link", name="contacten.csv").click()
    assert (await download.value).suggested_filename == "contacten.csv"
    await page.get_by_role("button", name="Neem de aangevinkte voorstellen over").click()
    await expect(page.get_by_text("Er zijn geen fouten meer.")).to_be_visible()


@WAYS
async def test_a_small_delivery_is_typed_in(
    open_page: OpenPage, town: Town, size: tuple[int, int], scripts: bool
) -> None:
    page = await open_page(size, scripts=scripts, who=None)
    await enter(page, town, REGISTRAR, "BOYS")
    await page.goto(f"{town.urls['registry']}/opleveringen/invullen?periode=2025")
    row = page.get_by_role("group", name="Activiteiten en tellingen, rij 1")
    await row.get_by_label("maand").select_option("2025-03")
    await row.get_by_label("type").select_option("dropin")
    await row.get_by_label("aantal").fill("veel")
    await page.get_by_role("button", name="Lever op en kijk na").click()
    await expect(page.get_by_text("Er klopt iets niet")).to_be_visible()
    await row.get_by_label("aantal").fill("12")
    await page.get_by_role("button", name="Lever op en kijk na").click()
    await expect(page.get_by_text("We vonden geen fouten.")).to_be_visible()


async def tab_to(page: Page, there: Locator) -> None:
    """Walk on with the tab key, to the end of the page and on from its top."""
    for _ in range(250):
        await page.keyboard.press("Tab")
        if await there.evaluate("(each) => each === document.activeElement"):
            return
    raise AssertionError(f"the keyboard does not reach {there}")


@pytest.mark.night("the same form, by its keys alone", stays="::test_a_small_delivery_is_typed_in")
@SIZES
async def test_the_keyboard_alone_types_a_small_delivery_in(
    open_page: OpenPage, town: Town, size: tuple[int, int]
) -> None:
    """Keys: from the list of deliveries to one without errors, and what is wrong on the way."""
    page = await open_page(size, who=None)
    await enter(page, town, REGISTRAR, "BOYS")
    await page.goto(town.urls["registry"])
    await tab_to(page, page.get_by_role("button", name="Lever op", exact=True))
    await page.keyboard.press("Enter")
    await tab_to(page, page.get_by_role("link", name="Of vul een kleine oplevering hier in"))
    await page.keyboard.press("Enter")
    await expect(page.get_by_role("heading", level=1)).to_have_text("Rijen invullen")
    client = page.get_by_role("group", name="Cliënten, rij 1")
    activity = page.get_by_role("group", name="Activiteiten en tellingen, rij 1")
    code, month = client.get_by_label("client_code"), activity.get_by_label("maand")
    await tab_to(page, code)
    await page.keyboard.type("0485 12 34 56")
    await tab_to(page, month)
    await page.keyboard.type("2025-03")
    await expect(month).to_have_value("2025-03")
    await page.keyboard.press("Tab")
    await page.keyboard.type("dropin")
    await tab_to(page, activity.get_by_label("aantal"))
    await page.keyboard.type("12")
    await page.keyboard.press("Enter")
    await expect(page.get_by_text("Er klopt iets niet")).to_be_visible()
    await expect(page.get_by_text("Dit lijkt op een telefoonnummer.").first).to_be_visible()
    await looked_at(page, "zorg-invullen-fout")
    await tab_to(page, page.get_by_role("alert").get_by_role("link").first)
    await page.keyboard.press("Enter")
    await expect(code).to_be_focused()
    await page.keyboard.press("ControlOrMeta+a")
    await page.keyboard.press("Delete")
    await page.keyboard.press("Enter")
    await expect(page.get_by_text("We vonden geen fouten.")).to_be_visible()
    await expect(page.get_by_text("Zonder fouten, nog niet ingediend").first).to_be_visible()

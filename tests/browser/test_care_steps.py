"""Steps of a delivery in a real browser: withdrawn, sent back, delivered anew, a year closed."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from playwright.async_api import expect

from registry.completeness.remind import remind

from .support.browser import DESK, PHONE, SIZES, WAYS, OpenPage
from .support.care import ANALYST, REGISTRAR, RESPONSIBLE, counted, delivered, enter, tables
from .support.town import Town
from .support.widths import looked_at

CLOSED = {(PHONE, True): 2020, (DESK, False): 2019, (PHONE, False): 2018, (DESK, True): 2017}
"""A year of its own for each way, since a year is closed once."""
LATE = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
"""The first Monday after the last day of 2025."""


@pytest.mark.night(
    "a task that is proved without a browser",
    stays="services/registry/tests/deliveries/test_steps_on_pages.py::test_an_upload_is_withdrawn_before_it_is_signed",
)
@WAYS
async def test_a_delivery_is_withdrawn(
    open_page: OpenPage, town: Town, size: tuple[int, int], scripts: bool
) -> None:
    """Taps: two, from the delivery."""
    url = town.urls["registry"]
    delivery = f"{url}/opleveringen/{await delivered(town, tables(12), 'FREECLINIC')}"
    page = await open_page(size, scripts=scripts, who=None)
    await enter(page, town, REGISTRAR, "FREECLINIC")
    await page.goto(delivery)
    await page.get_by_role("link", name="Trek in").click()
    await expect(page.get_by_text("Wat ze verving, komt niet terug.")).to_be_visible()
    await page.get_by_role("button", name="Ja, trek in").click()
    await expect(page.get_by_text("Ingetrokken. Deze versie telt niet mee.")).to_be_visible()
    await page.goto(delivery)
    await expect(page.get_by_text("Deze versie telt niet meer mee.")).to_be_visible()
    await expect(page.get_by_role("link", name="Trek in")).to_have_count(0)
    if scripts:
        await looked_at(page, "zorg-oplevering-ingetrokken")


@pytest.mark.night(
    "a task that is proved without a browser",
    stays=(
        "::test_a_year_is_closed_without_who_is_missing",
        "services/registry/tests/deliveries/test_steps_on_pages.py::test_the_study_office_sends_back_with_a_reason",
    ),
)
@WAYS
async def test_a_delivery_is_sent_back_and_signed_again(
    open_page: OpenPage, town: Town, size: tuple[int, int], scripts: bool
) -> None:
    """Taps and fields: the study office 3, the responsible 4."""
    url = town.urls["registry"]
    delivery = f"{url}/opleveringen/{await delivered(town, tables(24), 'FREECLINIC')}"
    responsible = await open_page(size, scripts=scripts, who=None)
    await enter(responsible, town, RESPONSIBLE, "FREECLINIC")

    async def sign() -> None:
        await responsible.goto(delivery)
        await responsible.get_by_role("button", name="Kijk na en dien in").click()
        for box in await responsible.get_by_role("textbox").all():
            await box.fill("Nagekeken in onze tabellen.")
        await responsible.get_by_label("Ik heb de aantallen nagekeken.").check()
        await responsible.get_by_role("button", name="Dien in").click()
        await expect(responsible.get_by_text("De studiedienst kijkt het nu na.")).to_be_visible()

    await sign()
    analyst = await open_page(size, scripts=scripts, who=None)
    await enter(analyst, town, ANALYST, "STAD")
    await analyst.goto(delivery)
    await analyst.get_by_role("button", name="Stuur terug").click()
    await analyst.get_by_role("button", name="Stuur terug").click()
    await expect(
        analyst.get_by_text("Kies waarom je de oplevering terugstuurt.").first
    ).to_be_visible()
    if scripts:
        await looked_at(analyst, "zorg-oplevering-terugsturen-fout")
    await analyst.get_by_label("Cijfers lijken niet te kloppen").check()
    await analyst.get_by_role("button", name="Stuur terug").click()
    await expect(analyst.get_by_text("Teruggestuurd. De organisatie ziet waarom.")).to_be_visible()
    await responsible.goto(f"{url}/opleveringen")
    await expect(responsible.get_by_text("Kijk na waarom het terugkwam").first).to_be_visible()
    await responsible.goto(delivery)
    await expect(responsible.get_by_text("Cijfers lijken niet te kloppen")).to_be_visible()
    if scripts:
        await looked_at(responsible, "zorg-oplevering-teruggestuurd")
    await sign()


@pytest.mark.night(
    "a task that is proved without a browser",
    stays="services/registry/tests/deliveries/test_overviews.py::test_errors_questions_and_earlier_versions_stand_on_the_page",
)
@SIZES
async def test_versions_of_a_delivery_lead_to_the_newest(
    open_page: OpenPage, town: Town, size: tuple[int, int]
) -> None:
    url = town.urls["registry"]
    wrong = await delivered(town, tables(12, gender="x", year=2023), "BOYS", 2023)
    newest = await delivered(town, tables(12, year=2023), "BOYS", 2023)
    page = await open_page(size, who=None)
    await enter(page, town, REGISTRAR, "BOYS")
    await page.goto(f"{url}/opleveringen/{newest}")
    await expect(page.get_by_text("vervangen door een latere versie (12 fouten)")).to_be_visible()
    await looked_at(page, "zorg-oplevering-versies")
    await page.locator(f'a[href="/opleveringen/{wrong}"]').click()
    await expect(page.get_by_text("Deze versie telt niet meer mee.")).to_be_visible()
    await expect(page.get_by_role("button", name="Lever opnieuw op")).to_have_count(0)
    await looked_at(page, "zorg-oplevering-vervangen")
    await page.get_by_role("link", name="Bekijk de nieuwste versie").click()
    await expect(page.get_by_text("Zonder fouten, nog niet ingediend").first).to_be_visible()


@WAYS
async def test_a_year_is_closed_without_who_is_missing(
    open_page: OpenPage, town: Town, size: tuple[int, int], scripts: bool
) -> None:
    """Taps and fields: 5, from the overview; delivered after that, a year asks for a reason."""
    year, url = CLOSED[size, scripts], town.urls["registry"]
    delivery = await counted(town, tables(24, year=year), "GHAPRO", year)
    page = await open_page(size, scripts=scripts, who=None)
    await enter(page, town, ANALYST, "STAD")
    await page.goto(f"{url}/overzicht?jaar={year}")
    await page.get_by_role("link", name=f"Sluit het jaar {year} af").click()
    await page.get_by_role("button", name="Sluit het jaar af").click()
    await expect(page.get_by_text("Zeg dat je het jaar wil afsluiten.").first).to_be_visible()
    await expect(
        page.get_by_text("Zeg van elke organisatie dat het jaar zonder haar kan.").first
    ).to_be_visible()
    if scripts:
        await looked_at(page, "zorg-jaar-afsluiten-fout")
    for name in ("Boysproject", "Free Clinic"):
        await page.get_by_label(f"Sluit af zonder {name}").check()
    await page.get_by_label(f"Ik sluit het jaar {year} af.").check()
    await page.get_by_role("button", name="Sluit het jaar af").click()
    await expect(page.get_by_text(f"Het jaar {year} is afgesloten.")).to_be_visible()
    await expect(page.get_by_role("heading", level=1)).to_contain_text("afgesloten")
    if scripts:
        await looked_at(page, "zorg-overzicht-afgesloten")
    await page.goto(f"{url}/jaren/{year}/afsluiten")
    await expect(page.get_by_text("Dit jaar is al afgesloten.")).to_be_visible()
    await page.goto(f"{url}/opleveringen/{delivery}")
    await expect(page.get_by_text("Jaar afgesloten").first).to_be_visible()


@pytest.mark.night(
    "a task that is proved without a browser",
    stays="services/registry/tests/completeness/test_completeness.py::test_the_study_department_sees_who_is_missing_and_what_of_whom",
)
@SIZES
async def test_what_a_year_lacks_is_read_by_organisation_and_indicator(
    open_page: OpenPage, town: Town, size: tuple[int, int]
) -> None:
    content = tables(24, year=2016)
    content["activiteiten"] = content["activiteiten"].replace("2016-06;dropin;4\n", "")
    await counted(town, content, "GHAPRO", 2016)
    page = await open_page(size, who=None)
    await enter(page, town, ANALYST, "STAD")
    await page.goto(f"{town.urls['registry']}/volledigheid?jaar=2016")
    own = page.get_by_role("region", name="Ghapro")
    await expect(own.get_by_text("Het jaar is ingediend, na")).to_be_visible()
    await expect(own.get_by_role("table")).to_contain_text("06")
    missing = page.get_by_role("region", name="Boysproject")
    await expect(missing.get_by_text("Te laat")).to_be_visible()
    await expect(missing.get_by_text("Ontbreekt").first).to_be_visible()
    await looked_at(page, "zorg-volledigheid-jaar")
    await page.get_by_label("Jaar", exact=True).select_option("2025")
    await page.get_by_role("button", name="Toon").click()
    await expect(page.get_by_role("heading", level=1)).to_contain_text("2025")


@pytest.mark.night(
    "a task that is proved without a browser",
    stays="services/registry/tests/deliveries/test_overviews.py::test_an_organisation_sees_what_is_due_and_until_when",
)
@pytest.mark.moves_clock
@SIZES
async def test_an_organisation_sees_its_last_day_and_its_reminder(
    open_page: OpenPage, town: Town, size: tuple[int, int], tmp_path: Path
) -> None:
    url, state = town.urls["registry"], town.apps["registry"].state
    page = await open_page(size, who=None)
    await enter(page, town, RESPONSIBLE, "GHAPRO")
    await page.goto(f"{url}/opleveringen")
    last_day = page.get_by_text("Uiterlijk za 28/02/2026").first
    await expect(last_day).to_be_visible()
    await page.goto(f"{url}/volledigheid?jaar=2025")
    await expect(page.get_by_text("Het jaar is nog niet ingediend.")).to_be_visible()
    await expect(page.get_by_role("region", name="Boysproject")).to_have_count(0)
    known = state.registry.known
    mailed = [each.model_copy(update={"mail": "zorg@zorg.example"}) for each in known.organisation]
    settings = state.registry.model_copy(update={"mail_folder": tmp_path / "mail"})
    settings.__dict__["known"] = known.model_copy(update={"organisation": tuple(mailed)})
    async with state.database.begin(LATE) as tx:
        parcel = await remind(tx, settings)
    await parcel.bring()
    assert parcel.note is not None
    async with state.database.begin(LATE) as tx:
        await parcel.note(tx)
    await page.context.set_extra_http_headers({"Krachtlijn-Time": LATE.isoformat()})
    await page.reload()
    await expect(page.get_by_text("Te laat").first).to_be_visible()
    await expect(page.get_by_text("Laatste herinnering: ma 2/03/2026.")).to_be_visible()
    await looked_at(page, "zorg-volledigheid-herinnerd")
    await page.goto(f"{url}/opleveringen")
    await expect(last_day).to_be_visible()
    await expect(page.get_by_text("Te laat").first).to_be_visible()
    await looked_at(page, "zorg-opleveringen-te-laat")

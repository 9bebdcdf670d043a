"""A year of care in a real browser: its rows with a reason, its figures, and what was destroyed."""

import pytest
from playwright.async_api import expect

from .support.browser import DESK, PHONE, WAYS, OpenPage
from .support.care import ANALYST, RESPONSIBLE, counted, enter, tables
from .support.town import Town
from .support.widths import looked_at


@pytest.mark.night(
    "a task that is proved without a browser",
    stays="services/registry/tests/year_file/test_year_file_page.py::test_rows_are_taken_after_a_reason_and_the_log_is_shown",
)
@WAYS
async def test_rows_of_a_year_are_taken_with_a_reason(
    open_page: OpenPage, town: Town, size: tuple[int, int], scripts: bool
) -> None:
    """Taps and fields: 5, from the year to the file."""
    await counted(town, tables(24), "GHAPRO")
    page = await open_page(size, scripts=scripts, who=None)
    await enter(page, town, ANALYST, "STAD")
    await page.goto(f"{town.urls['registry']}/jaarbestand?jaar=2024")
    await page.get_by_role("button", name="Noteer de reden en ga verder").click()
    await expect(page.get_by_text("Er klopt iets niet")).to_be_visible()
    if scripts:
        await looked_at(page, "zorg-jaarbestand-fout")
    await page.get_by_label("Contacten").check()
    await page.get_by_label("Jaarrapport zorg").check()
    await page.get_by_label("Waarom precies?").fill("Voor de tabellen van het jaarrapport.")
    await page.get_by_role("button", name="Noteer de reden en ga verder").click()
    async with page.expect_download() as download:
        await page.get_by_role("link", name="Haal het bestand op").click()
    assert (await download.value).suggested_filename == "jaarbestand-2024-contacten.xlsx"
    await page.goto(f"{town.urls['registry']}/jaarbestand?jaar=2024")
    await expect(page.get_by_text("Voor de tabellen van het jaarrapport.").first).to_be_visible()
    if scripts:
        await looked_at(page, "zorg-jaarbestand")


@pytest.mark.night(
    "a task that is proved without a browser",
    stays=(
        "services/registry/tests/pivot/test_pivot_page.py"
        "::test_a_set_that_is_not_safe_is_refused_with_the_nearest_that_are"
    ),
)
@WAYS
async def test_a_table_is_turned_and_an_unsafe_one_refused(
    open_page: OpenPage, town: Town, size: tuple[int, int], scripts: bool
) -> None:
    await counted(town, tables(24), "GHAPRO")
    page = await open_page(size, scripts=scripts, who=None)
    await enter(page, town, ANALYST, "STAD")
    await page.goto(f"{town.urls['registry']}/draaitabel?jaar=2024")
    await expect(page.get_by_role("rowheader", name="raam")).to_be_visible()
    if scripts:
        await looked_at(page, "zorg-draaitabel")
    await page.get_by_label("Nieuw of gekend").check()
    await page.get_by_role("button", name="Toon").click()
    await expect(page.get_by_text("Deze tabel is niet veilig")).to_be_visible()
    if scripts:
        await looked_at(page, "zorg-draaitabel-niet-veilig")
    await page.get_by_role("link", name="Cliënten: Nieuw of gekend").click()
    await expect(page.get_by_role("table")).to_be_visible()
    async with page.expect_download() as download:
        await page.get_by_role("link", name="Haal op als CSV").click()
    assert (await download.value).suggested_filename == "cijfers-2024-clienten.csv"


@pytest.mark.night(
    "a task that is proved without a browser",
    stays="services/registry/tests/year_report/test_year_report.py::test_words_stand_beside_the_figures_in_versions",
)
@WAYS
async def test_words_are_written_beside_the_figures_of_a_year(
    open_page: OpenPage, town: Town, size: tuple[int, int], scripts: bool
) -> None:
    """Taps and fields: 3, from what is missing to what is written."""
    await counted(town, tables(24), "GHAPRO")
    page = await open_page(size, scripts=scripts, who=None)
    await enter(page, town, ANALYST, "STAD")
    await page.goto(f"{town.urls['registry']}/jaarverslag?jaar=2024")
    await expect(page.get_by_text("Geen cijfers van")).to_be_visible()
    if scripts:
        await looked_at(page, "zorg-jaarverslag")
    await page.get_by_role("button", name="Schrijf een toelichting : De stad").click()
    await page.get_by_label("Toelichting").fill("Bel 0485 12 34 56")
    await page.get_by_role("button", name="Bewaar de tekst").click()
    await expect(page.get_by_text("Schrijf geen nummers").first).to_be_visible()
    if scripts:
        await looked_at(page, "zorg-jaarverslag-toelichting")
    await page.get_by_label("Toelichting").fill("Er werkten meer organisaties samen.")
    await page.get_by_role("button", name="Bewaar de tekst").click()
    await expect(page.get_by_text("De tekst is bewaard.")).to_be_visible()
    await expect(page.get_by_text("Er werkten meer organisaties samen.")).to_be_visible()


@pytest.mark.night(
    "only looks, at a page that is proved without a browser",
    stays="services/registry/tests/retention/test_destructions_page.py::test_a_proof_says_what_went_when_and_under_which_term",
)
async def test_proofs_of_destruction_are_read_by_both(open_page: OpenPage, town: Town) -> None:
    for size, function, organisation in ((PHONE, ANALYST, "STAD"), (DESK, RESPONSIBLE, "GHAPRO")):
        page = await open_page(size, who=None)
        await enter(page, town, function, organisation)
        await page.goto(f"{town.urls['registry']}/vernietigingen")
        await expect(page.get_by_role("heading", level=1)).to_have_text("Vernietigingen")
        await looked_at(page, "zorg-vernietigingen")


@WAYS
async def test_a_client_is_erased_after_a_look_at_what_goes_and_what_stays(
    open_page: OpenPage, town: Town, size: tuple[int, int], scripts: bool
) -> None:
    """Taps and fields: 4, from the code to the proof."""
    await counted(town, tables(24), "GHAPRO")
    page = await open_page(size, scripts=scripts, who=None)
    await enter(page, town, RESPONSIBLE, "GHAPRO")
    await page.goto(f"{town.urls['registry']}/clienten-wissen")
    await page.get_by_label("Code van de cliënt").fill("niemand-1")
    await page.get_by_role("button", name="Zoek wat er gewist wordt").click()
    await expect(page.get_by_text("staat in geen enkele oplevering").first).to_be_visible()
    if scripts:
        await looked_at(page, "zorg-clienten-wissen-fout")
    await page.get_by_label("Code van de cliënt").fill("c0")
    await page.get_by_label("Code van de cliënt").press("Enter")
    await expect(page.get_by_role("heading", name="Dit gaat weg")).to_be_visible()
    if scripts:
        await looked_at(page, "zorg-client-wissen")
    await page.get_by_label("Ik wil deze cliënt wissen.").check()
    await page.get_by_role("button", name="Wis de cliënt").click()
    await expect(page.get_by_text("De cliënt is gewist.")).to_be_visible()
    if scripts:
        await looked_at(page, "zorg-clienten-wissen")

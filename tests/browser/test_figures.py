"""Figures of the plan in a real browser: signing in at the issuer, and the page at both widths."""

import asyncio
from datetime import timedelta

import httpx
import pytest
from playwright.async_api import expect

from chassis.web import Function

from .support.browser import DESK, PHONE, WAYS, OpenPage, become
from .support.figures import enter
from .support.town import NOW, Town
from .support.widths import looked_at, reads_at_320

BRIEFINGS = {
    2022: ["pers", "overheid"],
    2023: ["overheid"] * 4 + ["pers"],
    2024: ["overheid"] * 7 + ["vakorganisatie"] * 3 + ["andere"],
}
"""Whom they were for, by year: before all that other tests look at."""

PATIENT = 60


@pytest.mark.night(
    "the door of one site, beside those of all",
    stays="tests/browser/test_pictures.py::test_everybody_comes_in_at_a_door_of_their_own",
)
async def test_people_of_the_city_and_of_the_police_choose_where_they_sign_in(
    open_page: OpenPage, town: Town
) -> None:
    url = town.urls["reporting"]
    page = await open_page(PHONE, who=None)
    await page.goto(url)
    await looked_at(page, "regie-aanmelden")
    await page.get_by_role("link", name="Politie").click()
    await become(page, "leider")
    await page.wait_for_url(f"{url}/cijfers")
    await expect(page.get_by_text("Je ziet de cijfers die je dienst zelf levert.")).to_be_visible()
    await expect(page.get_by_text("Krachtlijn 1")).to_have_count(0)
    await looked_at(page, "regie-cijfers-politie")
    await page.get_by_role("button", name="Afmelden").click()
    await page.goto(f"{url}/cijfers")
    await expect(page.get_by_role("link", name="Medewerker van de stad")).to_be_visible()


@WAYS
async def test_a_period_is_chosen_and_a_figure_explains_itself(
    open_page: OpenPage, town: Town, size: tuple[int, int], scripts: bool
) -> None:
    page = await open_page(size, scripts=scripts, who=None)
    await enter(page, town, Function.PROSTITUTIEAMBTENAAR)
    await page.goto(town.urls["reporting"])
    await expect(page).to_have_url(f"{town.urls['reporting']}/cijfers")
    await page.get_by_label("Periode").select_option("2026-01")
    await page.get_by_role("button", name="Toon cijfers").click()
    await expect(page.get_by_role("heading", level=1)).to_contain_text("januari 2026")
    row = page.locator("[id='IND-2-01']")
    explained = row.get_by_text("Verschillende branches waarin")
    await expect(explained).not_to_be_visible()
    await row.locator("summary").click()
    await expect(explained).to_be_visible()
    table = await page.locator("table").first.bounding_box()
    assert table is not None
    assert table["x"] + table["width"] <= size[0]


@pytest.mark.night(
    "only looks, at what the walk passes",
    stays="::test_a_period_is_chosen_and_a_figure_explains_itself",
)
async def test_the_page_of_figures_is_accessible_at_both_widths(
    open_page: OpenPage, town: Town
) -> None:
    page = await open_page(DESK, who=None)
    await enter(page, town, Function.DIENST_PROSTITUTIEBELEID)
    await page.goto(town.urls["reporting"])
    await looked_at(page, "regie-cijfers")


@pytest.mark.night(
    "the same page of another period",
    stays="::test_a_period_is_chosen_and_a_figure_explains_itself",
)
async def test_a_plan_period_and_the_month_before_stand_on_the_page(
    open_page: OpenPage, town: Town
) -> None:
    page = await open_page(DESK, who=None)
    await enter(page, town, Function.PROSTITUTIEAMBTENAAR)
    await page.goto(town.urls["reporting"])
    await page.get_by_label("Periode").select_option("2016-2018")
    await page.get_by_role("button", name="Toon cijfers").click()
    await expect(page.get_by_role("heading", level=1)).to_contain_text("planperiode 2016–2018")
    await looked_at(page, "regie-cijfers-plan")
    await page.goto(f"{town.urls['reporting']}/cijfers?periode=2025-12")
    before = page.locator("[id='IND-2.3-03'] .rp-before")
    await expect(before).to_contain_text("november 2025")
    await page.locator("[id='IND-2.3-03']").scroll_into_view_if_needed()
    await looked_at(page)


@pytest.mark.night(
    "only looks, at pictures that are tried without a browser",
    stays="::test_a_period_is_chosen_and_a_figure_explains_itself",
)
async def test_a_figure_has_a_trend_and_its_parts_in_pictures(
    open_page: OpenPage, town: Town
) -> None:
    """Briefings of three years, by whom they were for."""
    briefings = [
        {
            "kind": "toelichting",
            "type": kind,
            "date": f"{year}-03-{number + 1:02}",
            "subject": "Uitleg",
        }
        for year, kinds in BRIEFINGS.items()
        for number, kind in enumerate(kinds)
    ]
    await notes(town, briefings)
    page = await open_page(DESK, who=None)
    await enter(page, town, Function.DIENST_PROSTITUTIEBELEID)
    await page.goto(f"{town.urls['reporting']}/cijfers?periode=2024")
    row = page.locator("[id='IND-3.4-02']")
    await row.locator("summary").click()
    await row.get_by_role("link", name="Toon in beeld").click()
    await expect(page.get_by_role("img", name="Verloop tot jaar 2024")).to_be_visible()
    await expect(page.get_by_role("img")).to_have_count(2)
    await looked_at(page, "regie-beeld")


@pytest.mark.night(
    "only looks, at pictures that are tried without a browser",
    stays="::test_a_period_is_chosen_and_a_figure_explains_itself",
)
async def test_days_of_inspections_and_terms_stand_in_pictures(
    open_page: OpenPage, town: Town
) -> None:
    """At 320 px nothing scrolls sideways, and no text of a picture is smaller than 12 px."""
    for days in (3, 4, 4):
        await town.inspect("straat", NOW - timedelta(days=days), 700 + days)
    await notes(
        town,
        [
            {
                "kind": "rapportagemoment",
                "type": kind,
                "date": f"2023-03-{day}",
                "until": "2023-03-20",
                "subject": f"Rapport {day}",
            }
            for kind, day in (("inventaris", 14), ("sectoranalyse", 15), ("sectoranalyse", 28))
        ],
    )
    page = await open_page(PHONE, who=None)
    await enter(page, town, Function.DIENST_PROSTITUTIEBELEID)
    url = town.urls["reporting"]
    await page.goto(f"{url}/cijfers?periode=2023")
    await page.get_by_role("link", name="Termijnen in beeld").click()
    await expect(page.get_by_role("img", name="Termijnen, jaar 2023")).to_be_visible()
    await reads_at_320(page)
    await looked_at(page, "regie-termijnen")
    calendar = page.get_by_role("img", name="Kalender van jaar 2026")
    for _ in range(PATIENT):
        await page.goto(f"{url}/beeld?indicator=IND-2.1-02&periode=2026")
        if await calendar.count():
            break
        await asyncio.sleep(0.5)
    await expect(calendar).to_be_visible()
    await reads_at_320(page)
    await looked_at(page)


async def notes(town: Town, records: list[dict[str, str]]) -> None:
    """Records of regie, as the city's policy office notes them."""
    token = town.sandbox.token(Function.DIENST_PROSTITUTIEBELEID, service="reporting")
    headers = {"Authorization": f"Bearer {token}", "Krachtlijn-Time": town.now.isoformat()}
    url = town.urls["reporting"]
    async with httpx.AsyncClient(
        base_url=url, trust_env=False, headers=headers, timeout=60
    ) as client:
        for record in records:
            made = await client.post("/v1/regie-records", json=record)
            assert made.status_code == 201, made.text

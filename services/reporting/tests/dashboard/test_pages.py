"""The page of figures: what it shows, and to whom."""

from html.parser import HTMLParser

import pytest

from chassis.web import Function
from launcher.page_walk import words
from reporting.authorisation import READERS, VIEWERS
from reporting.indicators.catalogue import catalogue

from ..support.browser import Browser, signed_in
from ..support.events import inspection
from ..support.meetings import recorded
from ..support.reporting import Reporting

NOTHING_FOLLOWS = {"wat1": "", "wie1": "", "tegen1": "", "volgende": ""}
POLICE, RESEARCH = Function.POLITIE_TEAMLEIDER, Function.STUDIEDIENST_STAD


class Outline(HTMLParser):
    """The tags and ids of a page."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.ids: list[str] = []
        self.scopes = 0
        self.feed(text)

    @property
    def indicators(self) -> set[str]:
        return {each for each in self.ids if each.startswith("IND-")}

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        known = dict(attrs)
        self.ids += [known["id"] or ""] if "id" in known else []
        self.scopes += tag == "th" and "scope" in known


async def test_the_page_shows_every_indicator_with_a_definition_and_needs_no_script(
    reporting: Reporting,
) -> None:
    reader = await signed_in(reporting, Function.PROSTITUTIEAMBTENAAR)
    page = await reader.get("/cijfers?periode=2026")
    outline = Outline(page.text)
    assert page.status_code == 200
    assert outline.indicators == set(catalogue())
    assert page.text.count("</details>") >= len(catalogue())
    assert outline.tags.count("table") == outline.tags.count("caption")
    assert outline.scopes == outline.tags.count("th")
    assert len(outline.ids) == len(set(outline.ids))
    assert 'style="' not in page.text
    assert "unsafe" not in page.headers["content-security-policy"]


async def test_leadership_of_the_police_sees_its_own_figures_and_none_of_care(
    reporting: Reporting,
) -> None:
    page = await (await signed_in(reporting, POLICE)).get("/cijfers")
    shown = Outline(page.text).indicators
    assert {"IND-2-01", "IND-2.1-02", "IND-2.4-02"} <= shown
    sources = {catalogue()[each].source_service for each in shown}
    assert not [source for source in sources if "registry" in source], sources
    assert all(each.startswith(("IND-2-", "IND-2.1-", "IND-2.4-")) for each in shown)
    assert "Ghapro" not in page.text


async def test_the_research_office_of_the_city_sees_care_and_none_of_the_police(
    reporting: Reporting,
) -> None:
    page = await (await signed_in(reporting, RESEARCH)).get("/cijfers")
    shown = Outline(page.text).indicators
    assert shown == {
        each for each in catalogue() if each[4:5] == "1" or each[4:7] in ("3.1", "3.2")
    }


@pytest.mark.parametrize("function", [POLICE, RESEARCH])
async def test_the_api_gives_no_figure_that_the_page_does_not_show(
    reporting: Reporting, function: Function
) -> None:
    headers = reporting.headers(function)
    page = await (await signed_in(reporting, function)).get("/cijfers")
    listed = (await reporting.client.get("/v1/indicators", headers=headers)).json()["indicators"]
    assert {each["id"] for each in listed} == Outline(page.text).indicators
    for indicator in catalogue():
        answer = await reporting.client.get(f"/v1/indicators/{indicator}", headers=headers)
        seen = indicator in {each["id"] for each in listed}
        assert answer.status_code == (200 if seen else 404), indicator


async def test_the_page_opens_for_whom_the_table_names_and_for_nobody_else(
    reporting: Reporting,
) -> None:
    assert (await reporting.client.get("/cijfers")).headers["location"].startswith("/aanmelden")
    for function in Function:
        page = await (await signed_in(reporting, function)).get("/cijfers")
        assert page.status_code == (200 if function in VIEWERS else 403), function


async def test_everybody_begins_at_the_first_page_of_the_function(reporting: Reporting) -> None:
    for function, home in {
        **dict.fromkeys(READERS, "/cijfers"),
        POLICE: "/cijfers",
        Function.TECHNISCH_BEHEERDER: "/beheer",
    }.items():
        answer = await (await signed_in(reporting, function)).get("/")
        assert answer.headers["location"] == home, function


async def test_who_keeps_the_databank_running_has_nothing_to_keep_here(
    reporting: Reporting,
) -> None:
    keeper = await signed_in(reporting, Function.POLITIE_BEHEERDER)
    for path in ("/", "/cijfers", "/beheer", "/sessies"):
        assert (await keeper.get(path)).status_code == 403, path


async def test_without_any_data_the_page_says_so(reporting: Reporting) -> None:
    reader = await signed_in(reporting, Function.PLANGROEP_LID)
    assert "Er zijn nog geen gegevens" in await reader.sees("/cijfers")
    await reporting.told(inspection())
    assert "Er zijn nog geen gegevens" not in await reader.sees("/cijfers")


async def test_a_period_that_is_none_gives_the_running_year_and_says_what_to_do(
    reporting: Reporting,
) -> None:
    reader = await signed_in(reporting, Function.PLANGROEP_LID)
    page = await reader.get("/cijfers?periode=2026-13<script>alert")
    assert page.status_code == 422
    assert "Kies er een uit de lijst" in page.text
    assert "<script>alert" not in page.text


async def test_a_figure_stands_beside_that_of_the_period_before(reporting: Reporting) -> None:
    reader = await signed_in(reporting, Function.PROSTITUTIEAMBTENAAR)
    for month, times in (("01", 2), ("02", 3)):
        for day in range(1, times + 1):
            await recorded(reader, dag=f"2026-{month}-0{day}", **NOTHING_FOLLOWS)
    cell = await shown(reader, "IND-2.3-03", "2026-02")
    assert "3 overlegmomenten volledig Januari 2026: 2 (+1)" in cell.replace("januari", "Januari")
    assert "Jaar 2025: 0" in (await shown(reader, "IND-2.3-03", "2026")).replace("jaar", "Jaar")
    assert "(+5)" not in await shown(reader, "IND-2.3-03", "2026"), "the year is not over"


async def test_the_period_of_the_plan_is_offered_and_other_spans_are_not(
    reporting: Reporting,
) -> None:
    reader = await signed_in(reporting, Function.PLANGROEP_LID)
    page = await reader.get("/cijfers?periode=2016-2018")
    assert page.status_code == 200
    assert "planperiode 2016–2018" in page.text
    for plan in ("2016-2018", "2015-2018"):
        assert f'<option value="{plan}"' in page.text
    assert "zorgcijfers zijn er per jaar en per halfjaar" in page.text
    assert (await reader.get("/cijfers?periode=2017-2018")).status_code == 422
    assert (await reporting.get("/v1/indicators", period="2017-2018")).status_code == 422
    assert (await reporting.get("/v1/indicators", period="2015-2018")).status_code == 200


async def shown(reader: Browser, indicator: str, period: str) -> str:
    """The words of the first row of an indicator."""
    page = (await reader.get(f"/cijfers?periode={period}")).text
    row = page.partition(f'id="{indicator}"')[2].partition("</tr>")[0]
    return words(f"<tbody {row}")


async def test_a_period_of_long_ago_or_far_ahead_still_gives_a_page(reporting: Reporting) -> None:
    reader = await signed_in(reporting, Function.PLANGROEP_LID)
    await reporting.told(inspection())
    for period in ("1990-02", "2199-H2", "2024-02"):
        page = await reader.get(f"/cijfers?periode={period}")
        assert page.status_code == 200
        assert f'value="{period}" selected' in page.text


@pytest.mark.parametrize(
    ("language", "words"), [("en", "first half of 2026"), ("fr", "premier semestre 2026")]
)
async def test_the_page_speaks_other_languages_but_quotes_the_plan_in_dutch(
    reporting: Reporting, language: str, words: str
) -> None:
    reader = await signed_in(reporting, Function.PLANGROEP_LID)
    page = await reader.get(f"/cijfers?periode=2026-H1&taal={language}")
    assert words in page.text
    assert f'lang="nl">{catalogue()["IND-2.1-02"].wording}' in page.text

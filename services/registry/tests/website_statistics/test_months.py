"""Website figures are noted by month, corrected with their history, and published each time."""

from typing import Any

import pytest

from chassis.web import Function
from contracts.registry import WebsiteStatisticsNoted

from ..support.browser import signed_in
from ..support.deliveries import of_branches
from ..support.registry import Registry

REGISTRAR, RESPONSIBLE = Function.ZORG_REGISTRATOR, Function.ZORG_VERANTWOORDELIJKE
ANALYST = Function.STUDIEDIENST_ANALIST
PAGE = "/websitecijfers/boysproject/2026-01"


async def noted(registry: Registry) -> list[tuple[int, int]]:
    """Revision and visits of what was published."""
    events = [e for e in await registry.published() if isinstance(e, WebsiteStatisticsNoted)]
    return [(event.revision, event.visits) for event in events]


async def test_a_month_is_filled_in_corrected_and_published(registry: Registry) -> None:
    browser = await signed_in(registry, REGISTRAR, "BOYS")
    assert "Vul de cijfers van je websites in" in await browser.sees("/opleveringen")
    assert "Januari 2026 nog niet ingevuld" in await browser.sees("/websitecijfers")
    assert "nog niets ingevuld" in await browser.sees(PAGE)
    first = {"bezoeken": "1200", "uniek": "400", "paginas": "3000", "nl": "700", "andere": "0"}
    assert await browser.does(PAGE, **first) == "/websitecijfers?jaar=2026"
    assert "Bewaard: www.boysproject.be, januari 2026." in await browser.sees("/websitecijfers")
    await browser.does(PAGE, **first)  # the same once more changes nothing
    assert await noted(registry) == [(1, 1200)]
    await browser.does(PAGE, **first | {"bezoeken": "1300"})
    assert await noted(registry) == [(1, 1200), (2, 1300)]
    shown = await browser.sees(PAGE)
    assert "Versie 2" in shown and "1.300 bezoeken Telt" in shown and "1.200 bezoeken" in shown
    event = (await registry.published())[-1]
    assert event.begins_at.isoformat() == "2025-12-31T23:00:00+00:00"
    assert event.languages == {"nl": 700, "andere": 0}


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ({}, "Dit veld is verplicht"),
        ({"bezoeken": "1.200"}, "getal"),
        ({"bezoeken": "10", "uniek": "11"}, "niet meer unieke bezoekers"),
        ({"bezoeken": "10", "paginas": "9"}, "minstens één pagina"),
        ({"bezoeken": "10", "nl": "6", "fr": "5"}, "meer dan alle bezoeken"),
    ],
)
async def test_what_cannot_be_is_said_at_its_field(
    registry: Registry, fields: dict[str, str], told: str
) -> None:
    browser = await signed_in(registry, REGISTRAR, "BOYS")
    assert told in await browser.is_told(PAGE, **fields)
    assert await registry.count("website_month") == 0


@pytest.mark.parametrize(
    "path",
    [
        "/websitecijfers/boysproject/2026-02",  # not over yet
        "/websitecijfers/boysproject/2023-12",
        "/websitecijfers/boysproject/2026-13",
        "/websitecijfers/elders/2026-01",
    ],
)
async def test_other_months_and_sites_are_not_there(registry: Registry, path: str) -> None:
    browser = await signed_in(registry, REGISTRAR, "BOYS")
    assert (await browser.get(path)).status_code in (404, 422)
    other = await signed_in(registry, REGISTRAR, "GHAPRO")
    assert (await other.post(PAGE, bezoeken="1")).status_code == 404
    assert "vraagt het plan geen websitecijfers" in await other.sees("/websitecijfers")


async def test_others_read_and_only_the_registrar_writes(registry: Registry) -> None:
    registrar = await signed_in(registry, REGISTRAR, "BOYS")
    await registrar.does(PAGE, bezoeken="1200")
    for function, organisation in ((RESPONSIBLE, "BOYS"), (ANALYST, "STAD")):
        reader = await signed_in(registry, function, organisation)
        shown = await reader.sees("/websitecijfers")
        assert "1.200" in shown and "Verbeter" not in shown
        assert (await reader.post(PAGE, bezoeken="1")).status_code == 403


async def test_a_frozen_year_changes_for_a_reason_alone(registry: Registry) -> None:
    assert (await registry.freeze(without=["GHAPRO", "BOYS", "FREECLINIC"])).status_code == 200
    browser = await signed_in(registry, REGISTRAR, "BOYS")
    page = "/websitecijfers/info4escorts/2025-03"
    assert "Waarom verander je het?" in await browser.is_told(page, bezoeken="10")
    assert await registry.count("website_month") == 0
    await browser.does(page, bezoeken="10", reden="fout_in_bron")
    assert "Er stond een fout in onze gegevens" in await browser.sees(page)


async def test_programs_note_and_read_the_same(registry: Registry) -> None:
    body = {"site": "boysproject", "month": "2025-12", "visits": 90, "languages": {"nl": 40}}
    path = "/v1/website-statistics"
    sent = await registry.post(REGISTRAR, path, "BOYS", json=body)
    assert (sent.status_code, sent.json()["revision"]) == (201, 1)
    worse = await registry.post(REGISTRAR, path, "BOYS", json=body | {"languages": {"nl": 91}})
    assert (worse.status_code, worse.json()["errors"][0]["field"]) == (422, "languages")
    assert (await registry.post(REGISTRAR, path, "GHAPRO", json=body)).status_code == 404
    found = (await registry.get(REGISTRAR, path, "BOYS", year=2025)).json()
    assert [each["visits"] for each in _months(found)] == [90]
    assert _months((await registry.get(REGISTRAR, path, "GHAPRO", year=2025)).json()) == []


def _months(found: dict[str, Any]) -> list[dict[str, Any]]:
    months: list[dict[str, Any]] = found["_embedded"]["months"]
    return months


async def test_noted_months_complete_the_indicator_of_websites(registry: Registry) -> None:
    await registry.accepted(of_branches({"raam": 12}), "BOYS")
    browser = await signed_in(registry, REGISTRAR, "BOYS")

    async def found() -> tuple[str, list[str]]:
        answer = await registry.get(ANALYST, "/v1/years/2025/completeness")
        boys = next(o for o in answer.json()["organisations"] if o["organisation"] == "BOYS")
        row = next(i for i in boys["indicators"] if i["indicator"] == "IND-1.2-09")
        return row["year"], row["monthsWithout"]

    assert (await found())[0] == "leeg"
    for month in range(1, 12):
        await browser.does(f"/websitecijfers/boysproject/2025-{month:02}", bezoeken="10")
    assert await found() == ("gedeeltelijk", ["2025-12"])
    await browser.does("/websitecijfers/boysproject/2025-12", bezoeken="10")
    assert await found() == ("volledig", [])

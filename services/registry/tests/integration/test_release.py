"""Acceptance is not publication: figures leave on their day, once, and what was told stands."""

from datetime import date, datetime, time
from typing import Any

import pytest

from chassis.bus import Timer
from chassis.days import city_moment
from chassis.web import Function
from contracts.registry import AggregatePublished, CareYearFrozen
from registry.deliveries.release import TIMER
from registry.timers import timers

from ..support.browser import signed_in
from ..support.deliveries import Tables, contact, of_branches
from ..support.registry import Registry

ANALYST = Function.STUDIEDIENST_ANALIST
RESPONSIBLE = Function.ZORG_VERANTWOORDELIJKE
FEBRUARY, MARCH = "2026-02-11T10:00:00+01:00", "2026-03-01T00:30:00+01:00"
RELEASE = city_moment(date(2026, 3, 1), time())
REISSUE = city_moment(date(2027, 3, 1), time())
OTHERS = ["BOYS", "FREECLINIC"]


def late(on: date) -> datetime:
    return city_moment(on, time(23, 59))


async def accepted(
    registry: Registry, tables: Tables, at: str = FEBRUARY, **options: Any
) -> dict[str, Any]:
    path = await registry.signed(tables, at=at, **options)
    answer = await registry.post(ANALYST, f"{path}/acceptance", at=at)
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    return found


async def shown(registry: Registry, delivery: dict[str, Any]) -> tuple[str, str | None]:
    answer = await registry.get(ANALYST, f"/v1/deliveries/{delivery['deliveryId']}")
    return answer.json()["state"], answer.json()["leavesOn"]


async def told(registry: Registry) -> list[AggregatePublished]:
    return [each for each in await registry.published() if isinstance(each, AggregatePublished)]


async def readable(registry: Registry) -> str:
    """All that readers of figures get, of both audiences."""
    answers = [
        await registry.get(ANALYST, "/v1/aggregates", year=2025, audience=audience)
        for audience in ("intern", "publiek")
    ]
    return "".join(answer.text for answer in answers)


async def test_a_first_half_leaves_at_the_citys_midnight_of_1_september(registry: Registry) -> None:
    half = {"year": 2026, "half": 1}
    tables = of_branches({"raam": 30}, "2026-03")
    delivery = await accepted(registry, tables, "2026-07-01T00:30:00+02:00", **half)
    assert (delivery["state"], delivery["leavesOn"]) == ("aanvaard", "2026-09-01")
    await registry.day_comes(late(date(2026, 8, 31)), year=2026)
    assert await told(registry) == []
    assert await shown(registry, delivery) == ("aanvaard", "2026-09-01")
    await registry.day_comes(city_moment(date(2026, 9, 1), time()), year=2026)
    (event,) = await told(registry)
    assert (event.year, event.half, event.revision) == (2026, 1, 1)
    assert await shown(registry, delivery) == ("geintegreerd", None)
    await registry.day_comes(city_moment(date(2026, 9, 2), time()), year=2026)
    assert len(await told(registry)) == 1, "a timer that fires again tells nothing again"


async def test_a_year_leaves_on_1_march_and_at_once_from_then_on(registry: Registry) -> None:
    delivery = await accepted(registry, of_branches({"raam": 30}))
    assert (delivery["state"], delivery["leavesOn"]) == ("aanvaard", "2026-03-01")
    other = await accepted(registry, of_branches({"raam": 30}), organisation="BOYS")
    await registry.day_comes(late(date(2026, 2, 28)))
    assert (await told(registry), await registry.count("aggregate")) == ([], 0)
    await registry.day_comes(RELEASE)
    assert {(each.half, each.revision) for each in await told(registry)} == {
        (None, 1),
        (1, 1),
        (2, 1),
    }
    assert await shown(registry, delivery) == ("geintegreerd", None)
    assert await shown(registry, other) == ("aanvaard", "2026-03-01"), "each in its transaction"
    at_once = await accepted(registry, of_branches({"raam": 30}), MARCH, organisation="FREECLINIC")
    assert (at_once["state"], at_once["leavesOn"]) == ("geintegreerd", None)


async def test_the_timer_of_its_year_tells_it(registry: Registry) -> None:
    delivery = await accepted(registry, of_branches({"raam": 30}))
    async with registry.sandbox.asking("registry", owner=True) as conn:
        due = "SELECT key, due_at FROM bus_timer WHERE name = $1"
        assert [tuple(row) for row in await conn.fetch(due, TIMER)] == [("GHAPRO 2025", RELEASE)]
    fire: Any = timers(registry.app.state.registry)[TIMER]
    async with registry.app.state.database.begin(RELEASE) as tx:
        await fire(Timer(TIMER, "GHAPRO 2025", RELEASE, {}), tx)
    assert await shown(registry, delivery) == ("geintegreerd", None)


async def test_a_period_that_is_not_over_is_accepted_by_nobody(registry: Registry) -> None:
    before, after = "2026-06-30T23:30:00+02:00", "2026-07-01T00:30:00+02:00"
    tables = of_branches({"raam": 30}, "2026-03")
    uploaded = (await registry.upload(tables.csv(), year=2026, half=1, at=before)).json()
    path = f"/v1/deliveries/{uploaded['deliveryId']}"
    answers = {"answers": ["Ja, wij sluiten deze week."]}
    responsible = await signed_in(registry, RESPONSIBLE)
    responsible.now = before
    seen = await responsible.sees(f"/opleveringen/{uploaded['deliveryId']}/indienen")
    assert "De studiedienst kan pas aanvaarden vanaf wo 1/07/2026." in seen
    signed = await registry.post(RESPONSIBLE, f"{path}/submission", "GHAPRO", before, answers)
    assert signed.status_code == 200, signed.text
    refused = await registry.post(ANALYST, f"{path}/acceptance", at=before)
    assert refused.status_code == 409
    said = "De periode 2026-H1 is nog niet voorbij. Aanvaarden kan vanaf 01/07/2026."
    assert refused.json()["title"] == said
    assert refused.json()["extraInfo"]["allowed"] == ["return"]
    analyst = await signed_in(registry, ANALYST, "SSO")
    analyst.now = before
    page = f"/opleveringen/{uploaded['deliveryId']}/aanvaarden"
    for answer in (await analyst.get(page), await analyst.post(page)):
        assert (answer.status_code, said in answer.text) == (409, True)
    assert (await registry.get(ANALYST, path)).json()["state"] == "ingediend"
    assert (await registry.post(ANALYST, f"{path}/acceptance", at=after)).status_code == 200


async def test_what_waits_is_seen_with_its_day_and_another_takes_its_place(
    registry: Registry,
) -> None:
    analyst = await signed_in(registry, ANALYST, "SSO")
    own = await signed_in(registry, RESPONSIBLE)
    assert "Er wachten geen aanvaarde cijfers op hun dag." in await analyst.sees("/overzicht")
    path = await registry.signed(of_branches({"raam": 30}))
    page = path.replace("/v1/deliveries", "/opleveringen")
    day = "We publiceren de cijfers op zo 1/03/2026."
    assert day in await analyst.sees(f"{page}/aanvaarden")
    assert await analyst.does(f"{page}/aanvaarden") == page
    assert f"Aanvaard. De cijfers wachten op hun dag. {day}" not in await own.sees(page)
    for browser, address in (
        (analyst, "/overzicht"),
        (analyst, page),
        (own, "/opleveringen"),
        (own, page),
    ):
        assert day in await browser.sees(address), address
    assert "Er wacht geen publicatie." in await analyst.sees("/wachtend")
    for step in ("integration", "non-publication"):
        early = await registry.post(ANALYST, f"{path}/{step}", "SSO")
        assert (early.status_code, "01/03/2026" in early.json()["title"]) == (409, True)
    second = await accepted(registry, of_branches({"raam": 35}))
    assert (await registry.get(ANALYST, path)).json()["state"] == "vervangen"
    assert (await registry.get(ANALYST, path)).json()["leavesOn"] is None
    await registry.day_comes(RELEASE)
    year = next(each for each in await told(registry) if each.half is None)
    assert next(cell.value for cell in year.cells if not cell.dimensions) == 35
    assert await shown(registry, second) == ("geintegreerd", None)


async def test_what_waits_is_sent_back_and_leaves_no_more(registry: Registry) -> None:
    delivery = await accepted(registry, of_branches({"raam": 30}))
    path = f"/v1/deliveries/{delivery['deliveryId']}"
    body = {"reason": "verkeerd_bestand"}
    assert (await registry.post(ANALYST, f"{path}/return", json=body)).status_code == 200
    await registry.day_comes(RELEASE)
    assert await told(registry) == []
    assert await shown(registry, delivery) == ("teruggestuurd", None)


async def test_a_half_is_told_before_the_year_that_holds_it_and_stays(registry: Registry) -> None:
    year = await accepted(registry, of_branches({"raam": 60}))
    half = await accepted(registry, of_branches({"raam": 30}, "2025-09"), half=2)
    await registry.day_comes(RELEASE)
    assert [each.half for each in await told(registry)] == [2]
    assert await shown(registry, year) == ("aanvaard", "2026-03-01")
    await registry.day_comes(RELEASE)
    assert [(each.half, each.revision) for each in await told(registry)] == [
        (2, 1),
        (None, 1),
        (1, 1),
    ]
    assert await shown(registry, half) == ("geintegreerd", None)
    assert await shown(registry, year) == ("geintegreerd", None)


@pytest.mark.parametrize("gone", [1, 3, 19])
async def test_figures_stand_when_few_persons_changed_and_nothing_tells_that_it_was_asked(
    registry: Registry, gone: int
) -> None:
    await registry.accepted(of_branches({"raam": 60, "escort": 10}))
    before, events = await readable(registry), await registry.published()
    fewer = of_branches({"raam": 60 - gone, "escort": 10})
    again = await registry.accepted(fewer)
    assert (again["state"], again["leavesOn"]) == ("aanvaard", "2027-03-01")
    own = await signed_in(registry, RESPONSIBLE)
    page = f"/opleveringen/{again['deliveryId']}"
    assert "Op ma 1/03/2027 kijken we of de cijfers wijzigen." in await own.sees(page)
    await registry.day_comes(late(date(2027, 2, 28)))
    assert await shown(registry, again) == ("aanvaard", "2027-03-01")
    await registry.day_comes(REISSUE)
    assert await shown(registry, again) == ("zonder_gevolg", None)
    await registry.day_comes(REISSUE)
    assert await readable(registry) == before
    assert await registry.published() == events
    assert "De cijfers die al gepubliceerd zijn, blijven staan" in await own.sees(page)
    assert await registry.count("delivery_row") > 2 * 70, "what was told keeps its rows"


async def test_a_year_is_told_once_more_with_its_first_figures_beside_and_then_never(
    registry: Registry,
) -> None:
    first = await registry.accepted(of_branches({"raam": 60}))
    await registry.accepted(of_branches({"raam": 100}))
    await registry.day_comes(REISSUE)
    again = (await told(registry))[3:]
    assert [(each.half, each.revision) for each in again] == [(None, 2)]
    total = next(cell for cell in again[0].cells if cell.measure == "clienten")
    assert (total.first, total.rounded_to) == (60, 10)
    assert total.value is not None and abs(total.value - 100) < 10
    assert await shown(registry, first) == ("vervangen", None)
    analyst = await signed_in(registry, ANALYST, "SSO")
    pivot = await analyst.sees("/draaitabel?jaar=2025&maat=clienten")
    assert "eerst 60" in pivot and "wijzigen niet voor enkele personen" in pivot
    report = await analyst.sees("/jaarverslag?jaar=2025")
    assert f"≈ {total.value} (eerst 60) personen" in report
    assert "≈ afgerond: het echte aantal ligt minder dan 10 hoger of lager." in report
    before = await readable(registry)
    third = await registry.accepted(of_branches({"raam": 160}))
    assert (third["state"], third["leavesOn"]) == ("zonder_gevolg", None)
    assert await readable(registry) == before


async def test_who_signs_reads_what_comes_of_the_figures(registry: Registry) -> None:
    own = await signed_in(registry, RESPONSIBLE)

    async def signing(tables: Tables, half: int | None, at: str) -> str:
        sent = await registry.upload(tables.csv(), half=half, at=at)
        own.now = at
        return await own.sees(f"/opleveringen/{sent.json()['deliveryId']}/indienen")

    first, later = "2026-02-01T10:00:00+01:00", "2026-03-02T10:00:00+01:00"
    half, year = of_branches({"raam": 30}, "2025-03"), of_branches({"raam": 60})
    at_once = "we publiceren de cijfers zodra de studiedienst ze aanvaardt."
    assert "We publiceren de cijfers op zo 1/03/2026." in await signing(year, None, first)
    assert at_once in await signing(half, 1, first)
    assert at_once in await signing(year, None, later)
    await registry.accepted(half, half=1)
    assert "Die blijven staan, wat er ook in" in await signing(half, 1, later)
    await registry.accepted(year)
    again = "Op ma 1/03/2027 kijken we of de cijfers wijzigen."
    assert again in await signing(year, None, later)


async def test_a_half_that_was_told_stands_whatever_comes(registry: Registry) -> None:
    await registry.accepted(of_branches({"raam": 60}), half=1)
    before = await registry.published()
    again = await registry.accepted(of_branches({"raam": 160}), half=1)
    assert (again["state"], again["leavesOn"]) == ("zonder_gevolg", None)
    assert await registry.published() == before
    analyst = await signed_in(registry, ANALYST, "SSO")
    assert "Aanvaard, de cijfers blijven staan" in await analyst.sees(
        f"/opleveringen/{again['deliveryId']}"
    )


async def test_a_year_waits_for_a_release_that_reads_the_counts_of_its_half(
    registry: Registry,
) -> None:
    """Without them the half would be in its year as it is left, without whoever was erased."""
    await registry.accepted(of_branches({"raam": 60}), half=1)
    otherwise = "UPDATE aggregate SET told_register = told_register - 'hulpvragen'"
    async with registry.sandbox.asking("registry", owner=True) as conn:
        await conn.execute(otherwise)
    before = await registry.published()
    path = await registry.signed(of_branches({"raam": 60}))
    refused = await registry.post(ANALYST, f"{path}/acceptance", at=MARCH)
    assert (refused.status_code, refused.json()["code"]) == (409, "tellingen-anders")
    assert "hulpvragen" in refused.json()["title"]
    assert (await registry.get(ANALYST, path)).json()["state"] == "ingediend"
    assert await registry.published() == before


async def test_a_year_is_frozen_once_all_of_it_was_told(registry: Registry) -> None:
    both = of_branches({"raam": 60})
    both.contacten += [contact(f"raam-{nr}", "2025-09") for nr in range(60)]
    await accepted(registry, both)
    refused = await registry.freeze(without=OTHERS)
    said = "De cijfers van GHAPRO publiceren we op 01/03/2026. Sluit het jaar daarna af."
    assert (refused.status_code, refused.json()["title"]) == (409, said)
    analyst = await signed_in(registry, ANALYST, "SSO")
    assert "Ghapro: zo 1/03/2026" in await analyst.sees("/jaren/2025/afsluiten")
    kept = await analyst.is_told("/jaren/2025/afsluiten", zeker="true", zonder=["GHAPRO", *OTHERS])
    assert "zo 1/03/2026" in kept
    await registry.day_comes(RELEASE)
    await registry.accepted(of_branches({"raam": 61}, "2025-09"))
    assert (await registry.freeze(without=OTHERS)).status_code == 200, "a re-issue may wait"
    (frozen,) = [each for each in await registry.published() if isinstance(each, CareYearFrozen)]
    of_told = {(each.organisation, each.indicator): each.completeness for each in frozen.coverage}
    assert of_told["GHAPRO", "IND-1-01"] == "volledig", "that of what was told"
    assert {*frozen.aggregate_ids} == {each.aggregate_id for each in await told(registry)}


async def test_what_was_accepted_is_complete_while_it_waits(registry: Registry) -> None:
    await accepted(registry, of_branches({"raam": 60}))
    answer = await registry.get(ANALYST, "/v1/years/2025/completeness")
    ghapro = next(
        each for each in answer.json()["organisations"] if each["organisation"] == "GHAPRO"
    )
    by_code = {each["indicator"]: each["year"] for each in ghapro["indicators"]}
    assert by_code["IND-1-01"] == "gedeeltelijk"


async def test_before_its_day_no_reader_of_figures_sees_anything(registry: Registry) -> None:
    await accepted(registry, of_branches({"raam": 60}))
    assert '"aggregates":[]' in (await readable(registry)).replace(" ", "")
    analyst = await signed_in(registry, ANALYST, "SSO")
    assert "nog niets gepubliceerd" in await analyst.sees("/draaitabel?jaar=2025")
    assert "Geen cijfers van: Ghapro" in await analyst.sees("/jaarverslag?jaar=2025")
    headers = registry.headers(ANALYST, "SSO", FEBRUARY) | {"Krachtlijn-Purpose": "onderzoek"}
    rows = await registry.client.get("/v1/years/2025/file/clienten", headers=headers)
    assert rows.status_code == 409

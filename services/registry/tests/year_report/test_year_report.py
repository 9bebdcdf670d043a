"""The report of a year: what a frozen year said stays, gaps are named, words have versions."""

import re
from datetime import UTC, datetime
from typing import Any

import pytest

from chassis.web import Function
from contracts.registry import AggregatePublished, CareYearFrozen
from registry.completeness.rules.coverage import requirements
from registry.year_report.rules.headlines import HEADLINES, indicators_of
from registry.year_report.rules.words import wrong_words

from ..support.browser import Browser, signed_in
from ..support.deliveries import of_branches, yearly
from ..support.registry import Registry

ANALYST = Function.STUDIEDIENST_ANALIST
RESPONSIBLE = Function.ZORG_VERANTWOORDELIJKE
PAGE = "/jaarverslag?jaar=2025"


@pytest.fixture
async def analyst(registry: Registry) -> Browser:
    return await signed_in(registry, ANALYST, "SSO")


def test_each_indicator_that_an_organisation_feeds_has_its_figures() -> None:
    for code in ("GHAPRO", "BOYS", "FREECLINIC"):
        of: Any = code
        assert set(indicators_of(of)) == set(requirements(of))
        assert set(indicators_of(of)) <= HEADLINES.keys()


def figures(shown: str) -> str:
    return re.sub(r".*Wat nog ontbreekt", "", shown)


async def test_a_frozen_year_says_the_same_after_a_later_revision(
    registry: Registry, analyst: Browser
) -> None:
    await registry.accepted(yearly(clients=150), "GHAPRO")
    before = await analyst.sees(PAGE)
    assert "er kunnen nog cijfers bijkomen" in before
    assert "Geen cijfers van: Boysproject, Free Clinic." in before
    assert (await registry.freeze(without=["BOYS", "FREECLINIC"])).status_code == 200
    frozen = await analyst.sees(PAGE)
    assert "Dit jaar is afgesloten op" in frozen
    told = re.search(r"IND-1-01 .*? (\d+) personen", frozen)
    assert told and told[1] == "150"
    await registry.accepted(yearly(clients=190), "GHAPRO", reason="fout_in_bron")
    assert await analyst.sees(PAGE) == frozen
    await registry.day_comes(datetime(2027, 3, 1, 8, tzinfo=UTC))
    after = await analyst.sees(PAGE)
    assert "versie 2 gepubliceerd" in after
    said = "Na het afsluiten is versie 2 gepubliceerd. Ze staat hier niet: "
    assert after.replace(f"{said}ze komt in een erratum. ", "") == frozen


async def test_the_freeze_tells_which_publications_the_year_consists_of(
    registry: Registry,
) -> None:
    await registry.accepted(of_branches({"raam": 40}), "GHAPRO")
    await registry.freeze(without=["BOYS", "FREECLINIC"])
    events = await registry.published()
    aggregates = [each for each in events if isinstance(each, AggregatePublished)]
    (frozen,) = [each for each in events if isinstance(each, CareYearFrozen)]
    assert {*frozen.aggregate_ids} == {each.aggregate_id for each in aggregates}
    assert {each.organisation_name for each in aggregates} == {"Ghapro"}
    assert sorted(frozen.without) == ["BOYS", "FREECLINIC"]
    complete = {(each.organisation, each.indicator): each.completeness for each in frozen.coverage}
    assert complete["GHAPRO", "IND-1-01"] == "gedeeltelijk"
    assert complete["BOYS", "IND-1.2-01"] == "ontbreekt"


async def test_a_hidden_figure_is_a_mark(registry: Registry, analyst: Browser) -> None:
    await registry.accepted(of_branches({"raam": 3, "straat": 40}), "GHAPRO")
    tables = of_branches({"raam": 3})
    await registry.accepted(tables, "BOYS")
    shown = await analyst.sees(PAGE)
    assert re.search(r"IND-1-01 \w+ \[c\] personen", shown)
    assert not re.search(r"\b[1-4] personen", shown)


async def test_words_stand_beside_the_figures_in_versions(
    registry: Registry, analyst: Browser
) -> None:
    boys = await signed_in(registry, RESPONSIBLE, "BOYS")
    written = "/jaarverslag/2025/BOYS"
    assert (
        await boys.does(written, tekst="Minder permanenties door een verhuis.", versie="0") == PAGE
    )
    shown = await analyst.sees(PAGE)
    assert "Minder permanenties door een verhuis." in shown
    assert "Geen toelichting van: Ghapro, Free Clinic." in shown
    await analyst.does(written, tekst="Minder permanenties: men verhuisde.", versie="1")
    told = await boys.get(written)
    assert 'name="versie" value="2"' in told.text
    conflict = await boys.is_told(written, tekst="Nog iets anders.", versie="1")
    assert "Iemand anders schreef hier intussen." in conflict
    assert "Minder permanenties: men verhuisde." in conflict
    assert await registry.count("year_words") == 2
    await analyst.does("/jaarverslag/2025/STAD", tekst="Over de hele stad.", versie="0")
    assert "Over de hele stad." in await analyst.sees(PAGE)
    assert "Over de hele stad." not in await boys.sees(PAGE)


async def test_an_organisation_reads_and_writes_of_itself_alone(registry: Registry) -> None:
    await registry.accepted(of_branches({"raam": 40}), "GHAPRO")
    boys = await signed_in(registry, RESPONSIBLE, "BOYS")
    shown = await boys.sees(PAGE)
    assert "Ghapro" not in shown
    assert "Wat nog ontbreekt" not in shown
    for chapter in ("GHAPRO", "STAD", "NIEMAND"):
        assert (await boys.get(f"/jaarverslag/2025/{chapter}")).status_code == 404
        answer = await boys.post(f"/jaarverslag/2025/{chapter}", tekst="x", versie="0")
        assert answer.status_code == 404
    registrar = await signed_in(registry, Function.ZORG_REGISTRATOR, "BOYS")
    assert (await registrar.get("/jaarverslag/2025/BOYS")).status_code == 403
    assert await registry.count("year_words") == 0


@pytest.mark.parametrize(
    ("words", "wrong"),
    [
        ("In 2025 kwamen er 1 240 mensen, 12 % meer.", False),
        ("", False),
        ("Bel 0485 12 34 56", True),
        ("Schrijf naar iemand@voorbeeld.be", True),
        ("x" * 4_000, False),
        ("x" * 4_001, True),
    ],
)
def test_words_hold_no_number_of_a_person(words: str, wrong: bool) -> None:
    assert bool(wrong_words(words)) is wrong

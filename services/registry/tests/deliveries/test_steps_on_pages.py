"""A delivery from upload to a closed year, as people take its steps on pages."""

from datetime import UTC, datetime
from typing import Any

from chassis.web import Function

from ..support.browser import Browser, signed_in
from ..support.deliveries import Tables, of_branches
from ..support.registry import Registry

REGISTRAR, RESPONSIBLE = Function.ZORG_REGISTRATOR, Function.ZORG_VERANTWOORDELIJKE
ANALYST = Function.STUDIEDIENST_ANALIST
YES = {"nagekeken": "true"}


async def uploaded(registry: Registry, tables: Tables, **more: Any) -> str:
    answer = await registry.upload(tables.csv(), **more)
    assert answer.status_code == 201, answer.text
    return f"/opleveringen/{answer.json()['deliveryId']}"


async def people(registry: Registry) -> tuple[Browser, Browser, Browser]:
    registrar, responsible, analyst = [
        await signed_in(registry, each) for each in (REGISTRAR, RESPONSIBLE, ANALYST)
    ]
    return registrar, responsible, analyst


async def test_the_responsible_sees_what_leaves_before_they_sign(registry: Registry) -> None:
    registrar, responsible, analyst = await people(registry)
    page = await uploaded(registry, of_branches({"raam": 12, "escort": 7}))
    seen = await responsible.sees(f"{page}/indienen")
    assert "Cliënten: branche_hoofd Code Aantal raam 12" in seen
    assert "escort 7" in seen
    assert "zeg dat het klopt" in await responsible.is_told(f"{page}/indienen")
    assert await responsible.does(f"{page}/indienen", **YES) == page
    assert "Ingediend. De studiedienst kijkt het nu na." in await responsible.sees(page)
    for browser in (registrar, analyst):
        assert (await browser.get(f"{page}/indienen")).status_code == 403
    assert (await responsible.get(f"{page}/indienen")).status_code == 409


async def test_a_question_is_answered_in_words_before_anybody_signs(registry: Registry) -> None:
    _, responsible, analyst = await people(registry)
    tables = of_branches({"raam": 12})
    tables.contacten = tables.contacten[:-2]
    page = await uploaded(registry, tables)
    assert "2 cliënten hebben geen contact" in await responsible.sees(f"{page}/indienen")
    for answer, said in (
        ("", "Zeg in enkele woorden hoe het zit."),
        ("Bel 0470 12 34 56", "Schrijf geen nummers"),
        ("x" * 301, "Schrijf hoogstens 300 tekens."),
    ):
        assert said in await responsible.is_told(f"{page}/indienen", antwoord1=answer, **YES)
    by_program = page.replace("/opleveringen", "/v1/deliveries")
    refused = await registry.post(RESPONSIBLE, f"{by_program}/submission", "GHAPRO")
    assert refused.status_code == 422
    await responsible.does(f"{page}/indienen", antwoord1="Ze kwamen niet opdagen.", **YES)
    assert "Ze kwamen niet opdagen." in await analyst.sees(f"{page}/aanvaarden")


async def test_an_upload_is_withdrawn_before_it_is_signed(registry: Registry) -> None:
    registrar, responsible, _ = await people(registry)
    page = await uploaded(registry, of_branches({"raam": 3}))
    assert "Trek in" in await registrar.sees(page)
    assert "komt niet terug" in await registrar.sees(f"{page}/intrekken")
    assert await registrar.does(f"{page}/intrekken") == "/opleveringen"
    assert "Nog niets opgeleverd" in await registrar.sees("/opleveringen")
    assert (await responsible.post(f"{page}/indienen", **YES)).status_code == 409


async def test_the_study_office_sends_back_with_a_reason(registry: Registry) -> None:
    _, responsible, analyst = await people(registry)
    page = await uploaded(registry, of_branches({"raam": 12}))
    await responsible.does(f"{page}/indienen", **YES)
    assert "Kies waarom" in await analyst.is_told(f"{page}/terugsturen")
    await analyst.does(f"{page}/terugsturen", reden="onvolledig")
    seen = await responsible.sees(page)
    assert "Teruggestuurd" in seen and "Er ontbreken gegevens" in seen
    assert "Kijk na waarom het terugkwam" in await responsible.sees("/opleveringen")
    await responsible.does(f"{page}/indienen", **YES)
    assert (await analyst.get(f"{page}/aanvaarden")).status_code == 200


async def test_a_year_is_accepted_and_closed_with_what_is_missing_in_sight(
    registry: Registry,
) -> None:
    registrar, responsible, analyst = await people(registry)
    page = await uploaded(registry, of_branches({"raam": 12}))
    await responsible.does(f"{page}/indienen", **YES)
    close = "/jaren/2025/afsluiten"
    assert "Aanvaard eerst wat ingediend is" in await analyst.sees(close)
    assert await analyst.does(f"{page}/aanvaarden") == page
    assert await registry.published() == []
    waits = await analyst.sees(close)
    assert "Sluit het jaar daarna af. Ghapro: zo 1/03/2026" in waits
    await registry.day_comes(datetime(2026, 3, 1, 8, tzinfo=UTC))
    assert len(await registry.published()) > 0
    seen = await analyst.sees(close)
    assert "Sluit af zonder Boysproject" in seen and "zonder Ghapro" not in seen
    told = await analyst.is_told(close, zeker="true", zonder=["BOYS"])
    assert "Zeg van elke organisatie" in told
    told = await analyst.is_told(close, zonder=["BOYS", "FREECLINIC"])
    assert "Zeg dat je het jaar wil afsluiten." in told
    await analyst.does(close, zeker="true", zonder=["BOYS", "FREECLINIC"])
    assert "2025, afgesloten" in await analyst.sees("/overzicht?jaar=2025")
    assert "Dit jaar is al afgesloten." in await analyst.sees(close)
    assert "Alleen voor een jaar dat afgesloten is: 2025." in await registrar.sees(
        "/opleveringen/nieuw"
    )
    assert "nog niet voorbij" in await analyst.sees("/jaren/2026/afsluiten")


async def test_what_was_signed_twice_is_refused_and_another_organisation_sees_nothing(
    registry: Registry,
) -> None:
    _, responsible, _ = await people(registry)
    page = await uploaded(registry, of_branches({"raam": 3}))
    await responsible.does(f"{page}/indienen", **YES)
    assert (await responsible.post(f"{page}/indienen", **YES)).status_code == 409
    assert (await responsible.post(f"{page}/intrekken")).status_code == 409
    other = await signed_in(registry, RESPONSIBLE, "BOYS")
    for step in ("", "/indienen", "/intrekken"):
        assert (await other.get(f"{page}{step}")).status_code == 404

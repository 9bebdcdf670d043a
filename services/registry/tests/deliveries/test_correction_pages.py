"""A delivery with errors is put right on pages, a small one typed in; and what a year lacks."""

import html
import re
from uuid import uuid4

from chassis.web import Function
from registry.deliveries.pages.batch import name
from registry.minimum_format.rules.columns import TableName

from ..support.browser import signed_in
from ..support.deliveries import Tables, of_branches
from ..support.registry import Registry

REGISTRAR, RESPONSIBLE = Function.ZORG_REGISTRATOR, Function.ZORG_VERANTWOORDELIJKE
ANALYST = Function.STUDIEDIENST_ANALIST
TICKED = re.compile(r'name="voorstel" type="checkbox" value="([^"]+)" checked')
MONTHS = {"maand": "mrt/25"}


def misspelt() -> Tables:
    tables = of_branches({"raam": 6})
    for row in tables.contacten:
        row.update(MONTHS)
    return tables


async def test_suggestions_are_taken_over_in_one_go(registry: Registry) -> None:
    browser = await signed_in(registry, REGISTRAR)
    made = (await registry.upload(misspelt().csv())).json()
    page = f"/opleveringen/{made['deliveryId']}"
    shown = (await browser.get(page)).text
    assert "6 keer ‘mrt/25’: bedoel je ‘2025-03’?" in shown
    keys = [html.unescape(key) for key in TICKED.findall(shown)]
    assert len(keys) == 1
    assert await browser.does(f"{page}/voorstellen") == page
    assert "Kies minstens één voorstel" in await browser.sees(page)
    after = await browser.does(f"{page}/voorstellen", voorstel=keys)
    assert after != page
    assert "Er zijn geen fouten meer." in await browser.sees(after)
    assert "Neem de aangevinkte" not in await browser.sees(page)


async def test_who_puts_right_what_a_closed_year_holds_is_told_what_to_do(
    registry: Registry,
) -> None:
    browser = await signed_in(registry, REGISTRAR)
    made = (await registry.upload(misspelt().csv())).json()
    page = f"/opleveringen/{made['deliveryId']}"
    keys = [html.unescape(key) for key in TICKED.findall((await browser.get(page)).text)]
    frozen = await registry.freeze(without=["BOYS", "FREECLINIC", "GHAPRO"])
    assert frozen.status_code == 200, frozen.text
    upload = await browser.does(f"{page}/voorstellen", voorstel=keys)
    assert "Het jaar is intussen afgesloten" in await browser.sees(upload)


async def test_who_works_in_another_language_is_told_that_the_files_are_dutch(
    registry: Registry,
) -> None:
    browser = await signed_in(registry, REGISTRAR)
    made = (await registry.upload(misspelt().csv())).json()
    page = f"/opleveringen/{made['deliveryId']}"
    assert "Ces fichiers sont en néerlandais" in await browser.sees(f"{page}?taal=fr")
    assert "zijn in het Nederlands" not in await browser.sees(f"{page}?taal=nl")


async def test_the_workbook_comes_back_to_the_registrar_alone(registry: Registry) -> None:
    registrar = await signed_in(registry, REGISTRAR)
    made = (await registry.upload(misspelt().csv())).json()
    page = f"/opleveringen/{made['deliveryId']}"
    answer = await registrar.get(f"{page}/antwoord.xlsx")
    assert answer.status_code == 200 and answer.content[:2] == b"PK"
    for function in (RESPONSIBLE, ANALYST):
        other = await signed_in(registry, function)
        assert (await other.get(f"{page}/antwoord.xlsx")).status_code == 403
        assert "antwoord.xlsx" not in (await other.get(page)).text
        assert (await other.post(f"{page}/voorstellen", voorstel="x")).status_code == 403
    stranger = await signed_in(registry, REGISTRAR, "BOYS")
    assert (await stranger.get(f"{page}/antwoord.xlsx")).status_code == 404


def row(table: TableName, number: int, **cells: str) -> dict[str, str]:
    return {name(table, number, column): value for column, value in cells.items()}


async def test_a_small_delivery_is_typed_in_and_judged_as_a_file(registry: Registry) -> None:
    browser = await signed_in(registry, REGISTRAR)
    path = "/opleveringen/invullen"
    assert "Cliënten, rij 5" in await browser.sees(path)
    assert "Cliënten, rij 10" in await browser.sees(f"{path}?rijen=10")
    client = row(
        TableName.CLIENTEN,
        2,
        client_code="c1",
        geboortejaar_klasse="25-29",
        gender="vrouw",
        nationaliteitsgroep="eu_oost",
        branche_hoofd="raam",
        eerste_contact="nieuw",
    )
    contact = row(
        TableName.CONTACTEN,
        1,
        client_code="c2",
        maand="2025-03",
        soort="medisch",
        aard="consultatie",
        plaats="vast",
    )
    fields = {"periode": "2025", "sleutel": str(uuid4()), **client, **contact}
    told = await browser.is_told(path, **fields)
    assert "Deze code staat niet in de tabel clienten." in told
    assert "Vul minstens één rij in." in await browser.is_told(
        path, periode="2025", sleutel=str(uuid4())
    )
    assert "Kies een periode." in await browser.is_told(path, **fields | {"periode": "1999"})
    assert await registry.count("delivery") == 0
    fields |= row(TableName.CONTACTEN, 1, client_code="c1")
    for _ in range(2):  # a poor network sends it twice
        await browser.does(path, **fields)
    assert await registry.count("delivery") == 1
    assert "Zonder fouten, nog niet ingediend" in await browser.sees("/opleveringen")


async def test_what_a_year_lacks_stands_by_organisation_and_indicator(registry: Registry) -> None:
    await registry.accepted(of_branches({"raam": 12}))
    analyst = await signed_in(registry, ANALYST)
    seen = await analyst.sees("/volledigheid")
    assert "Ghapro Het jaar is op tijd ingediend." in seen
    assert "Boysproject Het jaar is nog niet ingediend. Uiterlijk za 28/02/2026." in seen
    assert "IND-1.1-01 Gedeeltelijk Volledig Leeg" in seen
    own = await (await signed_in(registry, REGISTRAR, "BOYS")).sees("/volledigheid?jaar=2025")
    assert "Boysproject" in own and "Ghapro" not in own

"""The page where files are chosen: what it takes, what it refuses, and what it says then."""

from uuid import uuid4

import pytest

from chassis.web import Function
from registry.uploads.rules.file_names import field_of

from ..support.browser import Browser, signed_in
from ..support.deliveries import Tables, of_branches
from ..support.registry import Registry

REGISTRAR = Function.ZORG_REGISTRATOR
NEW = "/opleveringen/nieuw"


def chosen(files: dict[str, bytes]) -> list[tuple[str, tuple[str, bytes]]]:
    """The files of one field, as a browser sends them, by their names."""
    return [("bestanden", (name, content)) for name, content in files.items()]


def as_csv(tables: Tables) -> list[tuple[str, tuple[str, bytes]]]:
    return chosen({f"{name} 2025.csv": content for name, content in tables.csv().items()})


async def sent(browser: Browser, tables: Tables, period: str = "2025", **more: str) -> str:
    fields = {"periode": period, "sleutel": str(uuid4()), **more}
    return await browser.does(NEW, as_csv(tables), **fields)


@pytest.mark.parametrize(
    ("name", "field"),
    [
        ("Cliënten 2025.csv", "clienten"),
        ("contacten_H1.CSV", "contacten"),
        ("Activiteiten-en-tellingen.txt", "activiteiten"),
        ("GHAPRO.xlsx", "werkboek"),
        ("clienten en contacten.csv", None),
        ("data.csv", None),
    ],
)
def test_a_file_says_by_its_name_which_table_it_is(name: str, field: str | None) -> None:
    assert field_of(name) == field


async def test_three_tables_or_a_workbook_become_a_delivery(registry: Registry) -> None:
    browser = await signed_in(registry, REGISTRAR)
    page = await sent(browser, of_branches({"raam": 6}))
    seen = await browser.sees(page)
    assert "We vonden geen fouten." in seen
    assert "Cliënten 6 rijen" in seen
    workbook = chosen({"alles.xlsx": of_branches({"raam": 7}).workbook()["werkboek"]})
    page = await browser.does(NEW, workbook, periode="2025", sleutel=str(uuid4()))
    assert "Cliënten 7 rijen" in await browser.sees(page)


async def test_the_form_sent_twice_makes_one_delivery(registry: Registry) -> None:
    browser = await signed_in(registry, REGISTRAR)
    key = str(uuid4())
    for _ in range(2):
        await sent(browser, of_branches({"raam": 6}), sleutel=key)
    assert await registry.count("delivery") == 1


async def test_what_cannot_be_read_says_why_at_the_files(registry: Registry) -> None:
    browser = await signed_in(registry, REGISTRAR)
    tables = of_branches({"raam": 6}).csv()
    cases = {
        "Kies een werkboek, of de drie tabellen": [],
        "Aan de naam van een bestand zien we niet": chosen({"data.csv": tables["clienten"]}),
        "Twee bestanden horen bij dezelfde tabel.": chosen(
            {"clienten.csv": tables["clienten"], "clienten 2.csv": tables["clienten"]}
        ),
        "contacten: Dit bestand ontbreekt.": chosen({"clienten.csv": tables["clienten"]}),
        "bestand": chosen({"alles.xlsx": b"no workbook"}),
    }
    for said, files in cases.items():
        told = await browser.is_told(NEW, files, periode="2025", sleutel=str(uuid4()))
        assert said in told, said
    files = as_csv(of_branches({"raam": 6}))
    assert "Kies een periode." in await browser.is_told(NEW, files, sleutel=str(uuid4()))
    told = await browser.is_told(NEW, files, periode="2027", sleutel=str(uuid4()))
    assert "Kies een periode." in told
    assert await registry.count("delivery") == 0


async def test_only_the_registrar_uploads(registry: Registry) -> None:
    for function in (Function.ZORG_VERANTWOORDELIJKE, Function.STUDIEDIENST_ANALIST):
        browser = await signed_in(registry, function)
        assert (await browser.get(NEW)).status_code == 403
        answer = await browser.post(NEW, as_csv(of_branches({"raam": 3})), periode="2025")
        assert answer.status_code == 403
    assert await registry.count("delivery") == 0

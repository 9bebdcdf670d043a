"""The documents fit the tree: architecture, glossary, and what CONTRIBUTING promises."""

import importlib
import re
import tomllib
from pathlib import Path

import pytest

from chassis.web.authorisation import rows
from contracts import SERVICES

from .documents import dead_links, documents
from .rooms import PACKAGES, ROOT, modules

ARCHITECTURE = (ROOT / "docs" / "architecture.md").read_text()
GLOSSARY = (ROOT / "docs" / "glossary.md").read_text()
SOURCES = {package: folder.parent for package, folder in PACKAGES.items()}


def capabilities(service: str) -> set[str]:
    return {module.capability for module in modules(service).values()} - {""}


def table_of(text: str) -> list[list[str]]:
    return [
        [cell.strip() for cell in line.strip("|").split("|")]
        for line in text.splitlines()
        if line.startswith("|") and not set(line) <= set("|- ")
    ]


ENTRIES = [row for row in table_of(GLOSSARY) if row[0] != "Term"]


@pytest.mark.parametrize("service", SERVICES)
def test_architecture_names_every_capability(service: str) -> None:
    missing = {name for name in capabilities(service) if f"`{name}`" not in ARCHITECTURE}
    assert missing == set()


def test_what_the_architecture_says_of_files_and_functions_is_there() -> None:
    """``databank/shifts/take.py`` and ``take`` in a row of the way of one declaration."""
    steps = re.findall(r"`((?:[a-z_]+/)+[a-z_]+\.py)` · `(\w+)`", ARCHITECTURE)
    assert len(steps) >= 8
    for place, function in steps:
        package = place.partition("/")[0]
        path = SOURCES[package] / place
        assert path.is_file(), f"{place} is in the architecture, not in the tree"
        assert re.search(
            rf"^(?:    )?(?:async )?(?:def|class) {function}\b", path.read_text(), re.M
        ), f"{place} has no {function}"


each_document = pytest.mark.parametrize(
    "document", documents(), ids=lambda path: str(path.relative_to(ROOT))
)


@each_document
def test_links_of_a_document_lead_somewhere(document: Path) -> None:
    assert [*dead_links(document)] == []


def test_a_dead_link_is_found(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text(
        "# A page, `here`\n[own](#a-page-here) [none](#no-page) [away](other.md) [web](https://x)\n"
        "```\n[code](nothing.md)\n```\n"
    )
    assert [*dead_links(page)] == ["#no-page", "other.md"]


@each_document
def test_files_that_a_document_names_are_there(document: Path) -> None:
    if document.name == "CHANGELOG.md":
        return
    places = re.findall(
        r"`((?:[\w-]+/)+[\w-]+\.(?:py|toml|ya?ml|html|json))`", document.read_text()
    )
    missing = [
        place
        for place in places
        if place != "house/layout.html"  # by the name that templates use
        and not (SOURCES.get(place.partition("/")[0], ROOT) / place).exists()
        and not (ROOT / place).exists()
        and not (document.parent / place).exists()
    ]
    assert missing == []


def test_rooms_of_the_glossary_exist() -> None:
    for *_, room in ENTRIES:
        for place in re.findall(r"`([a-z_/]+/)`", room):
            package = place.partition("/")[0]
            inside = SOURCES[package] / place if package in SOURCES else ROOT / place
            assert inside.is_dir() or (ROOT / place).is_dir(), f"{place} is not in the tree"


@pytest.mark.parametrize("service", SERVICES)
def test_every_capability_is_in_the_glossary(service: str) -> None:
    rooms = " ".join(row[-1] for row in ENTRIES)
    missing = {
        name
        for name in capabilities(service) - {"screens", "errors"}
        if f"`{service}/{name}/" not in rooms
    }
    assert missing == set()


def test_a_term_has_one_row_of_the_glossary_by_the_alphabet() -> None:
    sections = [
        [re.split(r"[:,;(]", row[0])[0].strip().lower() for row in table_of(section)[1:]]
        for section in GLOSSARY.split("\n## ")[1:]
    ]
    terms = [term for section in sections for term in section]
    assert sorted({term for term in terms if terms.count(term) > 1}) == []
    for section in sections:
        in_order = [re.sub(r"[^a-z0-9 ]", "", term) for term in section]
        assert in_order == sorted(in_order)


def test_documents_count_the_indicators_of_the_plan_rightly() -> None:
    """56 ids, of which IND-2.1-04 has seven rows, a to g: 62 in the list of the handbook."""
    listed = SOURCES["reporting"] / "reporting" / "data" / "indicators.yaml"
    rows_listed = re.findall(r'^  - id: "([^"]+?)([a-g]?)"$', listed.read_text(), re.MULTILINE)
    assert (len({name for name, _ in rows_listed}), len(rows_listed)) == (56, 62)
    assert "its 56 indicators, in 62 rows" in (ROOT / "README.md").read_text()
    assert "56 indicators of the plan (62 rows" in ARCHITECTURE


def test_no_document_lists_what_is_not_built() -> None:
    said = {
        str(path.relative_to(ROOT))
        for path in documents()
        if re.search(
            r"(?i)not (?:built|implemented) yet|not yet (?:built|implemented)", path.read_text()
        )
    }
    assert said == set()


def test_addresses_of_the_glossary_exist() -> None:
    known = {"/beheer", "/aanmelden", "/bevestigd", "/sessies", "/v1/bus/parked"}
    for service in SERVICES:
        table = importlib.import_module(f"{service}.authorisation").TABLE
        known |= {path for (_, path), _ in rows(table)}
    for row in ENTRIES:
        for address in re.findall(r"`(/[^`]*)`", row[2]):
            assert address in known, f"{address} is no route of any service"


def order_of(service: str) -> list[list[str]]:
    """The layers of capabilities that ``pyproject.toml`` has held, highest first."""
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]
    (order,) = [one for one in contracts["contracts"] if one.get("containers") == [service]]
    return [[name.strip() for name in layer.split("|")] for layer in order["layers"]]


def test_the_floors_of_the_databank_are_the_order_that_is_held() -> None:
    """The architecture draws what ``pyproject.toml`` orders, floor by floor, highest first."""
    _, _, after = ARCHITECTURE.partition("## The floors of the databank\n")
    drawn = table_of(after.partition("```")[0])[1:]
    held = [name for layer in order_of("databank") for name in layer]
    assert [name for _, row in drawn for name in re.findall(r"`(\w+)`", row)] == held


@pytest.mark.parametrize("service", ["registry", "reporting"])
def test_capabilities_stand_in_the_architecture_in_the_order_that_is_held(service: str) -> None:
    """Lowest first; those of one layer in any order."""
    rows_told = [row[1] for row in table_of(ARCHITECTURE) if row[0] == service]
    (told,) = [row.removeprefix("lowest first: ") for row in rows_told if "lowest first: " in row]
    height = {
        name: place for place, layer in enumerate(reversed(order_of(service))) for name in layer
    }
    names = re.findall(r"`(\w+)`", told)
    assert sorted(names) == sorted(height)
    assert [height[name] for name in names] == sorted(height.values())

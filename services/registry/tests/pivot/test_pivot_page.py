"""The pivot on a screen: safe tables, a refusal that says why, and the nearest that are safe."""

import csv
import html
import io
import re
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from chassis.web import Function
from launcher.page_walk import words
from registry.integration.labels import DIMENSION
from registry.pivot.rules import nearest

from ..support.browser import Browser, signed_in
from ..support.deliveries import of_branches, yearly
from ..support.registry import Registry

ANALYST = Function.STUDIEDIENST_ANALIST
SETS = st.frozensets(st.sampled_from([*DIMENSION]), max_size=3)


@pytest.fixture
async def analyst(registry: Registry) -> Browser:
    return await signed_in(registry, ANALYST, "SSO")


async def test_a_table_is_shown_by_the_name_of_its_codes(
    registry: Registry, analyst: Browser
) -> None:
    await registry.accepted(yearly(clients=120), "GHAPRO")
    await registry.accepted(of_branches({"raam": 40}), "BOYS")
    shown = await analyst.sees("/draaitabel?jaar=2025&maat=clienten&kenmerk=branche")
    assert "Ghapro" in shown
    assert "Boysproject" in shown
    assert re.search(r"\braam 40 \d+\b", shown)
    assert "te klein om te tonen" in shown
    half = await analyst.sees("/draaitabel?jaar=2025&half=1&maat=clienten")
    assert "≈" in half
    assert "afgerond: het echte aantal ligt minder dan 10 hoger of lager." in half


async def test_a_set_that_is_not_safe_is_refused_with_the_nearest_that_are(
    registry: Registry, analyst: Browser
) -> None:
    await registry.accepted(yearly(clients=120), "GHAPRO")
    answer = await analyst.get(
        "/draaitabel?jaar=2025&maat=clienten&kenmerk=branche&kenmerk=leeftijd"
    )
    assert answer.status_code == 422
    assert "De tabel zou groepen tonen die niemand beschermde." in words(answer.text)
    offered = re.findall(r'<li><a href="([^"]+)">', answer.text)
    first = html.unescape(offered[0])
    assert first.endswith(("kenmerk=branche", "kenmerk=leeftijd"))
    for each in offered:
        assert (await analyst.get(html.unescape(each))).status_code == 200
    refused = await analyst.get(
        "/draaitabel/bestand?jaar=2025&maat=clienten&kenmerk=branche&kenmerk=leeftijd"
    )
    assert refused.status_code == 422


async def test_no_set_of_kenmerken_shows_a_table_that_was_not_published(
    registry: Registry, analyst: Browser
) -> None:
    await registry.accepted(yearly(clients=60), "GHAPRO")
    answer = await registry.get(ANALYST, "/v1/aggregates", year=2025, half=0)
    (published,) = answer.json()["_embedded"]["aggregates"]
    safe = {
        frozenset(cell["dimensions"])
        for cell in published["cells"]
        if cell["measure"] == "clienten"
    }
    names = ["branche", "gender", "leeftijd", "nationaliteit", "eerste_contact", "maand"]
    for size in (1, 2, 3):
        for each in combinations(names, size):
            asked = "&".join(f"kenmerk={name}" for name in each)
            found = await analyst.get(f"/draaitabel?jaar=2025&maat=clienten&{asked}")
            assert (found.status_code == 200) == (frozenset(each) in safe), each


async def test_a_table_is_fetched_as_a_file_with_its_marks(
    registry: Registry, analyst: Browser
) -> None:
    await registry.accepted(yearly(clients=120), "GHAPRO")
    path = "/draaitabel/bestand?jaar=2025&maat=clienten&kenmerk=branche&kenmerk=gender&vorm="
    text, book = [await analyst.get(f"{path}{form}") for form in ("csv", "xlsx")]
    assert (text.status_code, book.status_code) == (200, 200)
    lines = [*csv.reader(io.StringIO(text.content.decode("utf-8-sig")), delimiter=";")]
    workbook = CalamineWorkbook.from_filelike(io.BytesIO(book.content))
    for rows in (lines, workbook.get_sheet_by_name("Gegevens").to_python()):
        header, *data = [row[:8] for row in rows]
        assert header == [
            "organisatie", "periode", "branche", "gender", "clienten", "afgerond_op",
            "eerst_gepubliceerd", "teken",
        ]  # fmt: skip
        hidden = [row for row in data if row[7] == "[c]"]
        assert hidden
        assert all(row[4] == "" for row in hidden)


async def test_an_organisation_sees_its_own_figures_alone(registry: Registry) -> None:
    await registry.accepted(of_branches({"raam": 40}), "GHAPRO")
    await registry.accepted(of_branches({"straat": 50}), "BOYS")
    boys = await signed_in(registry, Function.ZORG_VERANTWOORDELIJKE, "BOYS")
    shown = await boys.sees("/draaitabel?jaar=2025")
    assert "Boysproject" in shown
    assert "Ghapro" not in shown
    overseer = await signed_in(registry, Function.FUNCTIONARIS_ZORG, "SSO")
    assert (await overseer.get("/draaitabel")).status_code == 403


async def test_nothing_published_and_nonsense_are_no_error_of_ours(
    registry: Registry, analyst: Browser
) -> None:
    assert "Voor deze periode is nog niets gepubliceerd." in await analyst.sees("/draaitabel")
    await registry.accepted(of_branches({"raam": 40}), "GHAPRO")
    assert (await analyst.get("/draaitabel?jaar=2025&maat=namen")).status_code == 422
    assert (await analyst.get("/draaitabel?jaar=2025&kenmerk=x")).status_code == 200
    assert (await analyst.get("/draaitabel?jaar=2025&half=3")).status_code == 422


@given(asked=SETS, known=st.frozensets(SETS, min_size=1))
def test_the_nearest_sets_are_known_ones_and_the_best_comes_first(
    asked: frozenset[str], known: frozenset[frozenset[str]]
) -> None:
    found = nearest(asked, known)
    assert frozenset(found) == known
    assert len(found[0] ^ asked) == min(len(each ^ asked) for each in known)
    assert asked not in known or found[0] == asked

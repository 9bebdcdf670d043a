"""The screen of the year file: a reason first, rows afterwards, and a log that colleagues read."""

import re

import pytest

from chassis.web import Function

from ..support.browser import Browser, signed_in
from ..support.deliveries import of_branches
from ..support.registry import FEBRUARY, Registry

ANALYST = Function.STUDIEDIENST_ANALIST
PAGE = "/jaarbestand?jaar=2025"
REASON = "Voor de tabellen van het jaarrapport zorg."
ASKED = {"jaar": "2025", "tabel": "clienten", "vorm": "csv", "doel": "jaarrapport"}


@pytest.fixture
async def analyst(registry: Registry) -> Browser:
    return await signed_in(registry, ANALYST, "SSO", subject="analist-1")


async def taken(registry: Registry) -> int:
    async with registry.sandbox.asking("registry") as conn:
        found: int = await conn.fetchval(
            "SELECT count(*) FROM access_log WHERE subject_kind = 'care-year-file'"
        )
        return found


async def test_rows_are_taken_after_a_reason_and_the_log_is_shown(
    registry: Registry, analyst: Browser
) -> None:
    await registry.accepted(of_branches({"raam": 7}), "GHAPRO")
    before = await taken(registry)
    shown = await analyst.sees(PAGE)
    assert "Ghapro" in shown
    assert "Niemand nam rijen van dit jaar." in shown
    leads = await analyst.does("/jaarbestand", **ASKED, reden=REASON)
    assert await taken(registry) == before, "nothing leaves before it is fetched"
    assert "Niemand nam rijen" in await analyst.sees(PAGE)
    taking = re.search(r"klaar=([0-9a-f-]+)", leads)
    assert taken and taking
    answer = await analyst.get(f"/jaarbestand/{taking[1]}")
    assert answer.status_code == 200
    assert answer.content.decode("utf-8-sig").count("\r\n") == 8
    assert "jaarbestand-2025-clienten.csv" in answer.headers["content-disposition"]
    assert REASON.encode() not in answer.content
    assert await taken(registry) == before + 1
    shown = await analyst.sees(PAGE)
    assert f"Jaarrapport zorg: {REASON}" in shown
    assert "analist-1" in shown
    await analyst.get(f"/jaarbestand/{taking[1]}")
    assert await taken(registry) == before + 2, "each time again"


LACKS: list[tuple[dict[str, str], str]] = [
    ({"reden": ""}, "Schrijf in een zin waarom je deze rijen nodig hebt."),
    ({"reden": "Voor 0485 12 34 56 nagaan"}, "Schrijf geen nummers of gegevens"),
    ({"reden": "x" * 201}, "Schrijf hoogstens 200 tekens."),
    ({"doel": ""}, "Kies waarvoor je de rijen nodig hebt."),
    ({"doel": "nieuwsgierig"}, "Kies waarvoor je de rijen nodig hebt."),
    ({"tabel": ""}, "Kies een tabel."),
    ({"vorm": "pdf"}, "Kies een soort bestand."),
]


async def test_what_is_missing_is_asked_for_and_nothing_may_be_fetched(
    registry: Registry, analyst: Browser
) -> None:
    await registry.accepted(of_branches({"raam": 7}), "GHAPRO")
    for changes, said in LACKS:
        told = await analyst.is_told("/jaarbestand", **{**ASKED, "reden": REASON, **changes})
        assert said in told, changes
        assert await registry.count("year_file_taking") == 0, changes


async def asked(analyst: Browser) -> str:
    leads = await analyst.does("/jaarbestand", **ASKED, reden=REASON)
    return "/jaarbestand/" + leads.partition("klaar=")[2]


async def test_only_who_asked_fetches_and_only_for_an_hour(
    registry: Registry, analyst: Browser
) -> None:
    await registry.accepted(of_branches({"raam": 7}), "GHAPRO")
    path = await asked(analyst)
    colleague = await signed_in(registry, ANALYST, "SSO", subject="analist-2")
    assert (await colleague.get(path)).status_code == 404
    for function in (Function.ZORG_REGISTRATOR, Function.FUNCTIONARIS_ZORG):
        other = await signed_in(registry, function, subject="analist-1")
        assert (await other.get(path)).status_code == 403
        assert (await other.get(PAGE)).status_code == 403
    before = await taken(registry)
    analyst.now = FEBRUARY.replace("T10:00", "T11:01")
    late = await analyst.get(path)
    assert late.status_code == 409
    assert "meer dan een uur geleden" in late.text
    assert await taken(registry) == before


async def test_a_program_takes_rows_with_its_purpose_and_stands_in_the_same_log(
    registry: Registry, analyst: Browser
) -> None:
    await registry.accepted(of_branches({"raam": 7}), "GHAPRO")
    headers = registry.headers(ANALYST, "SSO", FEBRUARY) | {"Krachtlijn-Purpose": "onderzoek"}
    answer = await registry.client.get("/v1/years/2025/file/contacten", headers=headers)
    assert answer.status_code == 200
    assert "Onderzoek van de studiedienst" in await analyst.sees(PAGE)


async def test_a_year_without_rows_says_so(registry: Registry, analyst: Browser) -> None:
    shown = await analyst.sees(PAGE)
    assert "Van dit jaar is nog niets aanvaard." in shown
    assert "Rijen nemen" not in shown
    refused = await analyst.get(await asked(analyst))
    assert refused.status_code == 409


async def test_no_line_of_the_log_can_be_removed(registry: Registry, analyst: Browser) -> None:
    await registry.accepted(of_branches({"raam": 7}), "GHAPRO")
    await asked(analyst)
    async with registry.sandbox.asking("registry") as conn:
        may = await conn.fetchval(
            "SELECT has_table_privilege('registry', 'year_file_taking', 'DELETE')"
        )
    assert may is False

"""No page of deliveries offers what its reader may not do: no link, and no form, is refused."""

import pytest

from chassis.web import Function
from chassis.web.authorisation.table import rows
from launcher.page_walk import PageWalk

from .support.browser import signed_in
from .support.deliveries import of_branches
from .support.linkage import LINKING, LinkedYear
from .support.registry import Registry

FIRST = Function.STUDIEDIENST_ANALIST
"""They see every organisation, so the ids that they see fill the addresses for the others."""


async def test_no_page_offers_a_step_that_is_refused(
    registry: Registry, monkeypatch: pytest.MonkeyPatch
) -> None:
    wrong = of_branches({"raam": 3})
    wrong.clienten[0]["gender"] = "x"
    pages = []
    for year, tables in ((2025, of_branches({"raam": 3})), (2024, wrong)):
        answer = await registry.upload(tables.csv(), year=year)
        pages.append(f"/opleveringen/{answer.json()['deliveryId']}")
    signed = await registry.upload(of_branches({"raam": 3}).csv(), "BOYS")
    identifier = signed.json()["deliveryId"]
    await registry.post(
        Function.ZORG_VERANTWOORDELIJKE, f"/v1/deliveries/{identifier}/submission", "BOYS"
    )
    pages.append(f"/opleveringen/{identifier}")
    await linkage_asked(registry, monkeypatch)
    functions = {
        function
        for route, row in rows(registry.app.state.table)
        if not route[1].startswith("/v1/")
        for function in row.functions
    }
    walk = PageWalk(registry.app)
    for function in [FIRST, *sorted(functions - {FIRST})]:
        browser = await signed_in(registry, function, subject=f"loopt-{function}")
        assert await walk.go(browser.get, function, *pages), function
    with_websites = await signed_in(registry, Function.ZORG_REGISTRATOR, "BOYS")
    assert await walk.go(with_websites.get, Function.ZORG_REGISTRATOR, "/websitecijfers")
    assert not walk.refused, walk.report()
    missed = walk.screens() - walk.seen
    assert missed <= {
        "/",
        "/sessie",
        "/aanmelden/{domain}/terug",
        "/opleveringen/werkboek.xlsx",
        "/opleveringen/{delivery_id}/antwoord.xlsx",
        "/draaitabel/bestand",
        "/jaarbestand/{taking_id}",
        "/wachtend/{delivery_id}",
    } | {
        "/inzage/persoon",
        "/inzage/personen/{person_id}",
        "/uitvoer/{export_id}",
    }, "nobody has an id here, nothing was taken yet, and nothing waits"


async def linkage_asked(registry: Registry, monkeypatch: pytest.MonkeyPatch) -> None:
    """A year whose join a colleague asked for."""
    monkeypatch.setitem(registry.app.state._state, "registry", LINKING)
    await LinkedYear(registry).opened()
    async with registry.sandbox.asking("registry", owner=True) as conn:
        await conn.execute(
            "UPDATE linkage_year"
            " SET state = 'aangevraagd', requested_at = opened_at, requested_by = 'iemand'"
        )

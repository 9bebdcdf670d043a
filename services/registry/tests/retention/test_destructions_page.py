"""Proofs of destruction on a screen: of all for the study office, of its own for who delivered."""

from datetime import date, timedelta

from chassis.days import day_start
from chassis.db import Database
from chassis.web import Function
from registry.retention.destroy import destroy_over
from registry.settings import RegistrySettings

from ..support.browser import signed_in
from ..support.deliveries import of_branches
from ..support.registry import Registry


async def test_a_proof_says_what_went_when_and_under_which_term(
    registry: Registry, database: Database
) -> None:
    analyst = await signed_in(registry, Function.STUDIEDIENST_ANALIST, "SSO")
    assert "Er is nog niets vernietigd." in await analyst.sees("/vernietigingen")
    await registry.signed(of_branches({"raam": 30}), "GHAPRO")
    await registry.signed(of_branches({"raam": 41}), "GHAPRO")
    async with database.begin(day_start(date(2026, 3, 13)) + timedelta(hours=3)) as tx:
        assert await destroy_over(tx, RegistrySettings()) == 1
    shown = await analyst.sees("/vernietigingen")
    assert "Ghapro, jaar 2025, versie 1" in shown
    assert "Een latere versie kwam in de plaats." in shown
    assert "Bewaard tot en met do 12/03/2026." in shown
    assert "Cliënten: 30 rijen" in shown
    assert "Van een versie die vervangen is: 30 dagen." in shown
    own = await signed_in(registry, Function.ZORG_REGISTRATOR, "GHAPRO")
    assert "versie 1" in await own.sees("/vernietigingen")
    other = await signed_in(registry, Function.ZORG_REGISTRATOR, "BOYS")
    assert "Er is nog niets vernietigd." in await other.sees("/vernietigingen")
    overseer = await signed_in(registry, Function.FUNCTIONARIS_ZORG, "SSO")
    assert (await overseer.get("/vernietigingen")).status_code == 403


async def test_a_draft_says_its_last_day_and_warns_before_it_goes(
    registry: Registry, database: Database
) -> None:
    answer = await registry.upload(of_branches({"raam": 30}).csv(), "GHAPRO")
    path = f"/opleveringen/{answer.json()['deliveryId']}"
    own = await signed_in(registry, Function.ZORG_VERANTWOORDELIJKE, "GHAPRO")
    assert "bewaren we het tot en met wo 10/02/2027." in await own.sees(path)
    assert "vernietigen we" not in await own.sees("/opleveringen")
    own.now = "2027-01-11T10:00:00+01:00"
    analyst = await signed_in(registry, Function.STUDIEDIENST_ANALIST, "SSO")
    analyst.now = own.now
    for reader, page in ((own, path), (own, "/opleveringen"), (analyst, path)):
        assert "Na wo 10/02/2027 vernietigen we wat opgeleverd is." in await reader.sees(page)
    async with database.begin(day_start(date(2027, 2, 11)) + timedelta(hours=3)) as tx:
        assert await destroy_over(tx, RegistrySettings()) == 1
    assert "De organisatie diende ze niet in." in await analyst.sees("/vernietigingen")
    assert "niemand indient: 365 dagen" in await analyst.sees("/vernietigingen")
    assert "Verlopen, de rijen zijn vernietigd" in await own.sees(path)

"""Publications that nothing protects wait for the study office, and nothing leaves."""

from datetime import date, time
from typing import Any

from chassis.days import city_moment
from chassis.web import Function

from ..support.browser import Browser, signed_in
from ..support.deliveries import of_branches
from ..support.registry import MARCH, Registry

ANALYST, RESPONSIBLE = Function.STUDIEDIENST_ANALIST, Function.ZORG_VERANTWOORDELIJKE
YEAR = of_branches({"raam": 40, "escort": 3})
ESCORTS = """
UPDATE aggregate SET cells = (
  SELECT jsonb_agg(
    CASE WHEN cell @> '{"measure": "contacten"}' AND cell -> 'dimensions' = '{"branche": "escort"}'
         THEN jsonb_set(cell, '{value}', $1::jsonb) ELSE cell END ORDER BY place)
  FROM jsonb_array_elements(cells) WITH ORDINALITY AS c (cell, place))
 WHERE half = 1
"""


async def told_of_escorts(registry: Registry, value: str) -> None:
    """What was told of the half's contacts of escorts: an older release told small groups."""
    async with registry.sandbox.asking("registry", owner=True) as conn:
        await conn.execute(ESCORTS, value)


async def in_march(registry: Registry) -> Browser:
    """The study office, once the year has left."""
    analyst = await signed_in(registry, ANALYST, "SSO")
    analyst.now = MARCH
    return analyst


async def half_told(registry: Registry) -> None:
    await registry.accepted(YEAR, half=1)
    await told_of_escorts(registry, "3")


async def waits(registry: Registry) -> str:
    """The id of a delivery that is accepted, and that nothing protects."""
    await half_told(registry)
    accepted = await registry.accepted(YEAR)
    assert (accepted["state"], accepted["leavesOn"]) == ("aanvaard", None)
    return str(accepted["deliveryId"])


async def numbers(registry: Registry) -> tuple[int, int]:
    return await registry.count("aggregate"), len(await registry.published())


async def test_it_waits_with_the_list_of_groups_and_nothing_leaves(registry: Registry) -> None:
    analyst = await in_march(registry)
    assert "Er wacht geen publicatie." in await analyst.sees("/wachtend")
    await half_told(registry)
    before = await numbers(registry)
    delivery = (await registry.upload(YEAR.csv())).json()["deliveryId"]
    await registry.post(RESPONSIBLE, f"/v1/deliveries/{delivery}/submission", "GHAPRO")
    assert await analyst.does(f"/opleveringen/{delivery}/aanvaarden") == f"/wachtend/{delivery}"
    assert await numbers(registry) == before
    shown = await analyst.sees(f"/wachtend/{delivery}")
    assert "Contacten : branche escort, in het eerste halfjaar" in shown
    assert "Contacten : branche escort, soort contact medisch, in het hele jaar" in shown
    assert "Ghapro, jaar 2025, versie 1 Aanvaard op" in await analyst.sees("/wachtend")
    assert "De publicatie wacht" in await analyst.sees("/overzicht?jaar=2025")
    assert "Bekijk waarom de publicatie wacht" in await analyst.sees(f"/opleveringen/{delivery}")
    own = await signed_in(registry, RESPONSIBLE, "GHAPRO")
    assert "Bekijk waarom" not in await own.sees(f"/opleveringen/{delivery}")
    for path in ("/wachtend", f"/wachtend/{delivery}"):
        assert (await own.get(path)).status_code == 403


async def test_what_nothing_protects_on_its_day_waits_for_people(registry: Registry) -> None:
    early = "2026-01-10T10:00:00+01:00"
    registry.app.state.clock.begin_again(city_moment(date(2026, 1, 10), time(10)))
    paths = [await registry.signed(YEAR, at=early, half=half) for half in (1, None)]
    for path in paths:
        accepted = await registry.post(ANALYST, f"{path}/acceptance", at=early)
        assert accepted.json()["state"] == ("geintegreerd" if path == paths[0] else "aanvaard")
    await told_of_escorts(registry, "3")
    before = await numbers(registry)
    await registry.day_comes(city_moment(date(2026, 3, 1), time()))
    assert await numbers(registry) == before
    shown = (await registry.get(ANALYST, paths[1])).json()
    assert (shown["state"], shown["leavesOn"]) == ("aanvaard", None)
    analyst = await in_march(registry)
    assert "Ghapro, jaar 2025, versie 1 Aanvaard op" in await analyst.sees("/wachtend")


async def test_trying_again_helps_only_once_something_changed(registry: Registry) -> None:
    delivery = await waits(registry)
    before = await numbers(registry)
    analyst = await in_march(registry)
    assert await analyst.does(f"/wachtend/{delivery}/opnieuw") == f"/wachtend/{delivery}"
    assert "Nog altijd niet te beschermen" in await analyst.sees(f"/wachtend/{delivery}")
    assert await numbers(registry) == before
    await told_of_escorts(registry, "null")
    assert await analyst.does(f"/wachtend/{delivery}/opnieuw") == f"/opleveringen/{delivery}"
    assert "Aanvaard en geteld" in await analyst.sees(f"/opleveringen/{delivery}")
    assert "Er wacht geen publicatie." in await analyst.sees("/wachtend")


async def test_it_is_sent_back_and_waits_no_more(registry: Registry) -> None:
    delivery = await waits(registry)
    analyst = await in_march(registry)
    await analyst.does(f"/wachtend/{delivery}/zonder-publicatie")
    await analyst.does(f"/opleveringen/{delivery}/terugsturen", reden="niet_te_beschermen")
    assert "Er wacht geen publicatie." in await analyst.sees("/wachtend")
    assert (await analyst.get(f"/wachtend/{delivery}")).status_code == 409
    path = f"/v1/deliveries/{delivery}"
    again = await registry.post(RESPONSIBLE, f"{path}/submission", "GHAPRO")
    assert again.json()["state"] == "ingediend"
    refused: Any = await registry.freeze(without=["BOYS", "FREECLINIC", "GHAPRO"])
    assert refused.status_code == 409, "what was decided before does not count for it"


async def test_a_year_freezes_without_it_once_somebody_decided(registry: Registry) -> None:
    delivery = await waits(registry)
    without = ["BOYS", "FREECLINIC", "GHAPRO"]
    assert (await registry.freeze(without=without)).status_code == 409
    analyst = await in_march(registry)
    assert await analyst.does(f"/wachtend/{delivery}/zonder-publicatie") == "/wachtend"
    assert "Zonder publicatie" in await analyst.sees("/wachtend")
    shown = await analyst.sees(f"/wachtend/{delivery}")
    assert "besliste de studiedienst: zonder publicatie" in shown
    assert (await registry.freeze(without=without)).status_code == 200


async def test_another_revision_takes_its_place(registry: Registry) -> None:
    delivery = await waits(registry)
    await told_of_escorts(registry, "null")
    accepted = await registry.accepted(YEAR)
    assert accepted["state"] == "geintegreerd"
    analyst = await in_march(registry)
    assert "Er wacht geen publicatie." in await analyst.sees("/wachtend")
    first = await registry.get(ANALYST, f"/v1/deliveries/{delivery}")
    assert first.json()["state"] == "vervangen"


async def test_a_program_reads_the_groups_and_decides_too(registry: Registry) -> None:
    path = f"/v1/deliveries/{await waits(registry)}"
    told = (await registry.get(ANALYST, f"{path}/small-groups", "SSO")).json()
    assert {
        "measure": "contacten",
        "dimensions": {"branche": "escort"},
        "span": "H1",
    } in told["smallGroups"]
    for step in ("integration", "non-publication"):
        answer = await registry.post(ANALYST, f"{path}/{step}", "SSO", MARCH)
        assert (answer.status_code, answer.json()["state"]) == (200, "aanvaard")
    freeze = await registry.freeze(without=["BOYS", "FREECLINIC", "GHAPRO"])
    assert freeze.status_code == 200


async def test_groups_are_told_only_while_a_publication_waits(registry: Registry) -> None:
    accepted = await registry.accepted(YEAR, half=1)
    path = f"/v1/deliveries/{accepted['deliveryId']}"
    for method, last in (
        (registry.get, "small-groups"),
        (registry.post, "integration"),
        (registry.post, "non-publication"),
    ):
        assert (await method(ANALYST, f"{path}/{last}", "SSO")).status_code == 409
    own = await registry.get(RESPONSIBLE, f"{path}/small-groups", "GHAPRO")
    assert own.status_code == 403


async def test_a_half_beside_a_year_that_an_old_release_told_alone_is_never_told(
    registry: Registry,
) -> None:
    await registry.accepted(YEAR)
    async with registry.sandbox.asking("registry", owner=True) as conn:
        await conn.execute("DELETE FROM aggregate WHERE half > 0")
    before = await numbers(registry)
    accepted = await registry.accepted(YEAR, half=1)
    assert (accepted["state"], accepted["leavesOn"]) == ("zonder_gevolg", None)
    assert await numbers(registry) == before

"""Publications that nothing protects wait for the study office, and nothing leaves."""

from typing import Any

from chassis.web import Function

from ..support.browser import signed_in
from ..support.deliveries import contact, of_branches
from ..support.registry import Registry

ANALYST, RESPONSIBLE = Function.STUDIEDIENST_ANALIST, Function.ZORG_VERANTWOORDELIJKE
FIRST_HALF = of_branches({"raam": 40, "escort": 10})
YEAR = of_branches({"raam": 40, "escort": 3})
YEAR.contacten += [contact(f"escort-{nr % 3}") for nr in range(7)]
"""The half told of ten contacts of escorts; behind the same ten now stand three persons."""


async def waits(registry: Registry) -> str:
    """The id of a delivery that is accepted, and that nothing protects."""
    await registry.accepted(FIRST_HALF, half=1)
    accepted = await registry.accepted(YEAR)
    assert accepted["state"] == "aanvaard"
    return str(accepted["deliveryId"])


async def numbers(registry: Registry) -> tuple[int, int]:
    return await registry.count("aggregate"), len(await registry.published())


async def test_it_waits_with_the_list_of_groups_and_nothing_leaves(registry: Registry) -> None:
    analyst = await signed_in(registry, ANALYST, "SSO")
    assert "Er wacht geen publicatie." in await analyst.sees("/wachtend")
    await registry.accepted(FIRST_HALF, half=1)
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


async def test_trying_again_helps_only_once_something_changed(registry: Registry) -> None:
    delivery = await waits(registry)
    before = await numbers(registry)
    analyst = await signed_in(registry, ANALYST, "SSO")
    assert await analyst.does(f"/wachtend/{delivery}/opnieuw") == f"/wachtend/{delivery}"
    assert "Nog altijd niet te beschermen" in await analyst.sees(f"/wachtend/{delivery}")
    assert await numbers(registry) == before
    half = await registry.accepted(of_branches({"raam": 40}), half=1)
    assert half["state"] == "geintegreerd"
    assert await analyst.does(f"/wachtend/{delivery}/opnieuw") == f"/opleveringen/{delivery}"
    assert "Aanvaard en geteld" in await analyst.sees(f"/opleveringen/{delivery}")
    assert "Er wacht geen publicatie." in await analyst.sees("/wachtend")


async def test_it_is_sent_back_and_waits_no_more(registry: Registry) -> None:
    delivery = await waits(registry)
    analyst = await signed_in(registry, ANALYST, "SSO")
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
    analyst = await signed_in(registry, ANALYST, "SSO")
    assert await analyst.does(f"/wachtend/{delivery}/zonder-publicatie") == "/wachtend"
    assert "Zonder publicatie" in await analyst.sees("/wachtend")
    shown = await analyst.sees(f"/wachtend/{delivery}")
    assert "besliste de studiedienst: zonder publicatie" in shown
    assert (await registry.freeze(without=without)).status_code == 200


async def test_another_revision_takes_its_place(registry: Registry) -> None:
    delivery = await waits(registry)
    accepted = await registry.accepted(FIRST_HALF)
    assert accepted["state"] == "geintegreerd"
    analyst = await signed_in(registry, ANALYST, "SSO")
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
        "revised": False,
    } in told["smallGroups"]
    for step in ("integration", "non-publication"):
        answer = await registry.post(ANALYST, f"{path}/{step}", "SSO")
        assert (answer.status_code, answer.json()["state"]) == (200, "aanvaard")
    freeze = await registry.freeze(without=["BOYS", "FREECLINIC", "GHAPRO"])
    assert freeze.status_code == 200


async def test_groups_are_told_only_while_a_publication_waits(registry: Registry) -> None:
    accepted = await registry.accepted(FIRST_HALF, half=1)
    path = f"/v1/deliveries/{accepted['deliveryId']}"
    for method, last in (
        (registry.get, "small-groups"),
        (registry.post, "integration"),
        (registry.post, "non-publication"),
    ):
        assert (await method(ANALYST, f"{path}/{last}", "SSO")).status_code == 409
    own = await registry.get(RESPONSIBLE, f"{path}/small-groups", "GHAPRO")
    assert own.status_code == 403

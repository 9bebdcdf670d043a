"""Which revision counts: what is uploaded beside it changes nothing until somebody signs."""

from datetime import UTC, datetime
from typing import Any

import httpx

from chassis.web import Function
from contracts.registry import CareYearFrozen

from ..support.deliveries import contact, of_branches
from ..support.registry import FEBRUARY, MARCH, Registry

ANALYST = Function.STUDIEDIENST_ANALIST
REGISTRAR = Function.ZORG_REGISTRATOR
RESPONSIBLE = Function.ZORG_VERANTWOORDELIJKE
GOOD = of_branches({"raam": 30})
LATER = of_branches({"raam": 60})
WRONG = of_branches({"raam": 6}).changed(contacten=[contact("unknown")])


async def uploaded(registry: Registry, tables: Any = GOOD, **options: Any) -> str:
    answer = await registry.upload(tables.csv(), **options)
    assert answer.status_code == 201, answer.text
    return f"/v1/deliveries/{answer.json()['deliveryId']}"


async def revisions(registry: Registry) -> set[int]:
    """The revisions whose figures were published; a year that is closed is an event too."""
    published = await registry.published()
    return {each.revision for each in published if not isinstance(each, CareYearFrozen)}


async def step(
    registry: Registry, path: str, name: str, **body: Any
) -> tuple[int, dict[str, Any] | Any]:
    function = ANALYST if name in ("acceptance", "return") else RESPONSIBLE
    at = MARCH if name == "acceptance" else FEBRUARY
    answer = await registry.post(function, f"{path}/{name}", "GHAPRO", at, body or None)
    return answer.status_code, answer.json()


async def state(registry: Registry, path: str) -> str:
    found: str = (await registry.get(ANALYST, path)).json()["state"]
    return found


async def test_a_stray_upload_does_not_block_what_was_signed(registry: Registry) -> None:
    signed = await uploaded(registry)
    await step(registry, signed, "submission")
    stray = await uploaded(registry, WRONG)
    status, accepted = await step(registry, signed, "acceptance")
    assert (status, accepted["state"]) == (200, "geintegreerd")
    assert await state(registry, stray) == "fouten"


async def test_a_year_does_not_freeze_while_something_signed_waits_behind_a_stray_upload(
    registry: Registry,
) -> None:
    signed = await uploaded(registry)
    await step(registry, signed, "submission")
    await uploaded(registry, WRONG)
    refused = await registry.freeze(without=["GHAPRO", "BOYS", "FREECLINIC"])
    assert refused.status_code == 409
    assert "GHAPRO" in refused.json()["title"]


async def test_a_year_freezes_without_an_organisation_only_when_somebody_says_so(
    registry: Registry,
) -> None:
    await registry.accepted(GOOD)
    await uploaded(registry, GOOD, organisation="BOYS")
    for without in ([], ["FREECLINIC"]):
        refused = await registry.freeze(without=without)
        assert (refused.status_code, refused.json()["code"]) == (409, "oplevering-ontbreekt")
        assert "BOYS" in refused.json()["extraInfo"]["missing"]
    named = await registry.freeze(without=["BOYS", "FREECLINIC", "GHAPRO"])
    assert named.status_code == 422
    frozen = await registry.freeze(without=["BOYS", "FREECLINIC"])
    assert (frozen.status_code, frozen.json()["without"]) == (200, ["BOYS", "FREECLINIC"])


async def test_what_was_uploaded_before_the_freeze_needs_a_reason_after_it(
    registry: Registry,
) -> None:
    await registry.accepted(GOOD)
    second = await uploaded(registry, LATER)
    early, _ = await step(registry, second, "submission", reason="fout_in_bron")
    assert early == 422
    assert (await registry.freeze(without=["BOYS", "FREECLINIC"])).status_code == 200
    status, refused = await step(registry, second, "submission")
    assert (status, refused["errors"][0]["field"]) == (422, "reason")
    assert await revisions(registry) == {1}
    status, signed = await step(registry, second, "submission", reason="fout_in_bron")
    assert (status, signed["reason"]) == (200, "fout_in_bron")
    status, accepted = await step(registry, second, "acceptance")
    assert (status, accepted["state"], accepted["leavesOn"]) == (200, "aanvaard", "2027-03-01")
    await registry.day_comes(datetime(2027, 3, 1, 8, tzinfo=UTC))
    assert await state(registry, second) == "bevroren"
    assert await revisions(registry) == {1, 2}


async def test_what_an_older_release_left_signed_in_a_frozen_year_is_not_accepted_without_reason(
    registry: Registry,
) -> None:
    await registry.accepted(GOOD)
    second = await uploaded(registry, LATER)
    await registry.freeze(without=["BOYS", "FREECLINIC"])
    async with registry.sandbox.asking("registry", owner=True) as conn:
        await conn.execute("UPDATE delivery SET state = 'ingediend' WHERE revision = 2")
    status, refused = await step(registry, second, "acceptance")
    assert (status, refused["extraInfo"]["allowed"]) == (409, ["return"])
    assert await revisions(registry) == {1}
    status, returned = await step(registry, second, "return", reason="verkeerd_bestand")
    assert (status, returned["state"]) == (200, "teruggestuurd")


async def test_a_delivery_is_sent_back_with_a_reason_and_signed_again(registry: Registry) -> None:
    path = await uploaded(registry)
    assert (await step(registry, path, "return", reason="onvolledig"))[0] == 409
    await step(registry, path, "submission")
    assert (await step(registry, path, "return"))[0] == 422
    status, returned = await step(registry, path, "return", reason="cijfers_onwaarschijnlijk")
    assert (status, returned["state"]) == (200, "teruggestuurd")
    assert returned["returnReason"] == "cijfers_onwaarschijnlijk"
    assert returned["allowed"] == ["submission", "withdrawal", "redelivery"]
    assert (await step(registry, path, "acceptance"))[0] == 409
    assert (await step(registry, path, "submission"))[0] == 200
    assert (await step(registry, path, "acceptance"))[0] == 200


async def test_what_is_sent_back_gives_way_to_what_was_uploaded_meanwhile(
    registry: Registry,
) -> None:
    first = await uploaded(registry)
    await step(registry, first, "submission")
    second = await uploaded(registry, LATER)
    status, returned = await step(registry, first, "return", reason="onvolledig")
    assert (status, returned["state"], returned["returnReason"]) == (200, "vervangen", "onvolledig")
    assert (await step(registry, first, "submission"))[0] == 409
    assert (await step(registry, second, "submission"))[0] == 200


async def test_an_upload_is_withdrawn_before_it_is_signed_and_by_its_organisation_alone(
    registry: Registry,
) -> None:
    path = await uploaded(registry)
    for function, organisation, expected in (
        (REGISTRAR, "BOYS", 404),
        (ANALYST, "SSO", 403),
        (REGISTRAR, "GHAPRO", 200),
        (REGISTRAR, "GHAPRO", 409),
    ):
        answer: httpx.Response = await registry.post(function, f"{path}/withdrawal", organisation)
        assert answer.status_code == expected, (function, organisation)
    assert await state(registry, path) == "ingetrokken"
    assert (await step(registry, path, "submission"))[0] == 409
    signed = await uploaded(registry)
    await step(registry, signed, "submission")
    assert (await step(registry, signed, "withdrawal"))[0] == 409


async def test_one_revision_of_a_period_is_a_draft_one_is_signed_and_one_counts(
    registry: Registry,
) -> None:
    paths = [await uploaded(registry)]
    await step(registry, paths[0], "submission")
    await step(registry, paths[0], "acceptance")
    for _ in range(2):
        paths.append(await uploaded(registry))
        await step(registry, paths[-1], "submission")
    paths += [await uploaded(registry, WRONG), await uploaded(registry)]
    states = [await state(registry, path) for path in paths]
    assert states == ["geintegreerd", "vervangen", "ingediend", "vervangen", "gevalideerd"]
    await step(registry, paths[2], "acceptance")
    states = [await state(registry, path) for path in paths]
    assert states == ["geintegreerd", "vervangen", "aanvaard", "vervangen", "gevalideerd"]


async def test_another_half_of_the_year_is_no_revision_of_it(registry: Registry) -> None:
    whole, half = await uploaded(registry), await uploaded(registry, half=1)
    assert [await state(registry, path) for path in (whole, half)] == ["gevalideerd"] * 2

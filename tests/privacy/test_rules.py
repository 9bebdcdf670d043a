"""Rules of the handbook (§4.2) that no single service can prove, on all services together."""

import asyncpg
import httpx

from chassis.web import Function

from .support import places
from .support.canaries import Finder
from .support.story import Story


async def everything(story: Story, service: str) -> list[places.Place]:
    return await places.rows(story.sandbox.infra, service)


async def test_dp_01_rows_of_care_are_in_the_care_registry_and_nowhere_else(story: Story) -> None:
    finder = Finder([story.client_of_care])
    assert set(finder.found_at(await everything(story, "registry"))) == {"registry.delivery_row"}
    for service in {*story.services} - {"registry"}:
        assert finder.found_at(await everything(story, service)) == {}


async def test_dp_01_and_02_the_care_registry_knows_nobody_of_the_police(story: Story) -> None:
    """Neither a person nor an id under which the police know a person or a claim."""
    others = [canary for canary in story.canaries if canary is not story.client_of_care]
    registry = await everything(story, "registry")
    assert Finder(others).found_at(registry) == {}
    conn = await asyncpg.connect(story.sandbox.database("databank").url)
    ids = [
        str(row["id"]).encode()
        for row in await conn.fetch("SELECT id FROM person UNION ALL SELECT id FROM claim")
    ]
    await conn.close()
    assert len(ids) > 50
    assert [one for one in ids for _, content in registry if one in content] == []


async def test_dp_04_every_look_at_a_person_is_in_the_access_log(story: Story) -> None:
    conn = await asyncpg.connect(story.sandbox.database("databank").url)
    purposes = await conn.fetch(
        "SELECT purpose FROM access_log WHERE subject_kind = 'person' AND subject_id = $1",
        story.person_id,
    )
    await conn.close()
    assert {row["purpose"] for row in purposes} == {"toezicht"}
    assert len(purposes) >= 2


async def test_dp_07_an_owner_learns_nothing_of_another_owner_or_of_the_police(
    story: Story,
) -> None:
    """She works for both at once, and the police refuted her identity for a reason."""
    mine = await asked(story, f"/v1/shifts/{story.shift_id}", "OWN-A")
    assert mine.status_code == 200
    for word in ("vals_of_vervallen_document", "OWN-B", "conflict", str(story.there.premises_id)):
        assert word not in mine.text
    assert mine.json()["identityStatus"] == "contacteer_politie"
    assert (await asked(story, f"/v1/shifts/{story.shift_id}", "OWN-B")).status_code == 404
    listed = await asked(story, "/v1/shifts?pagesize=500", "OWN-B")
    assert story.shift_id not in listed.text
    assert story.known.family in listed.text


async def asked(story: Story, path: str, owner: str) -> httpx.Response:
    return await story.call(
        "pandkalender", path, method="GET", function=Function.EIGENAAR, organisation=owner
    )

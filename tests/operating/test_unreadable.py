"""Dead letters are looked at, by reason, and stay where they are."""

import asyncio
from uuid import uuid4

from .support.databank import Databank
from .support.events import NAME
from .support.operator import Operator

KEY = "pandkalender.shift-declared.v1"
LOOKS = 25
"""More often than the broker's own limit of deliveries."""


async def test_a_dead_letter_is_shown_by_its_reason_and_survives_any_number_of_looks(
    databank: Databank, operator: Operator
) -> None:
    for body in (f"{NAME} is no event".encode(), b"{}"):
        await databank.sandbox.publish_body(body, KEY, publisher="pandkalender", key=str(uuid4()))
    found = (await operator("dead", "databank", "--json")).json
    for _ in range(1_200):
        if found["looked"] == 2:
            break
        await asyncio.sleep(0.05)
        found = (await operator("dead", "databank", "--json")).json
    for _ in range(LOOKS):
        found = (await operator("dead", "databank", "--json")).json
    assert found["looked"] == 2
    assert sum(each["messages"] for each in found["reasons"]) == 2
    assert {each["reason"] for each in found["reasons"]} >= {"malformed"}
    shown = await operator("dead", "databank")
    assert "left them where they are" in " ".join(shown.text.split())
    with databank.sandbox.management() as client:
        client.delete(f"/api/queues/{databank.sandbox.vhost}/databank.dead/contents")

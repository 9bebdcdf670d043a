"""An operator sees what a later event names and the databank never had, and lets go of it."""

from datetime import UTC, datetime
from uuid import UUID, uuid4

from chassis.bus.envelope import encode
from chassis.db import Cause

from .support.databank import Databank
from .support.events import cancelled
from .support.operator import Operator


async def names(databank: Databank, lost: UUID) -> UUID:
    """A cancellation came that names a declaration; which, and its own id."""
    event, event_id = cancelled(), uuid4()
    body = encode(
        event,
        event_id=event_id,
        at=datetime.now(UTC),
        sequence=2,
        cause=Cause(),
        previous={"databank": lost, "reporting": lost},
    )
    await databank.sandbox.publish_body(
        body, event.routing_key, publisher="pandkalender", key=event.partition_key
    )
    await databank.sandbox.handled("databank", [event_id])
    return event_id


async def test_what_is_missing_is_listed_and_let_go_with_a_reason(
    databank: Databank, operator: Operator
) -> None:
    nothing = await operator("missing", "databank", "--json")
    assert (nothing.code, nothing.json) == (0, [])
    lost = uuid4()
    later = await names(databank, lost)
    found = await operator("missing", "databank", "--json")
    assert found.code == 3
    (gap,) = found.json
    assert (gap["event_id"], gap["named_by"], gap["sender"]) == (
        str(lost),
        str(later),
        "pandkalender",
    )
    shown = await operator("missing", "databank")
    assert "databank misses 1 event that a later one of its key names." in shown.text
    unexplained = await operator("missing", "databank", "--let-go", str(lost))
    assert unexplained.code != 0
    assert await databank.log() == []
    word = ("--actor", "beheerder-1", "--because", "given up, ticket 12")
    other = await operator("missing", "databank", "--let-go", str(uuid4()), *word)
    assert "misses no" in other.error
    gone = await operator("missing", "databank", "--let-go", str(lost), *word)
    assert gone.code == 0
    assert await databank.log() == [("let-go", "beheerder-1", "given up, ticket 12")]

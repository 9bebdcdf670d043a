"""The client reads what the platform writes, and refuses the same as it does."""

from pathlib import Path

import orjson
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from chassis.bus import envelope as chassis
from contracts import EVENTS
from krachtlijn_client.message import Envelope, NotReadableHereError, UnreadableError

EXAMPLES = sorted((Path(__file__).resolve().parents[2] / "contracts" / "examples").glob("*.json"))
MESSAGE = orjson.loads(EXAMPLES[0].read_bytes())


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda each: each.stem)
def test_every_golden_message_is_read_as_the_platform_reads_it(path: Path) -> None:
    ours, theirs = Envelope.parse(path.read_bytes()), chassis.decode(path.read_bytes())
    assert ours.read() == theirs.read()
    assert (ours.id, ours.partitionkey, ours.publisher, ours.time, ours.edition) == (
        *(theirs.id, theirs.partition_key, theirs.publisher, theirs.time, theirs.edition),
    )


WRONG = st.one_of(st.none(), st.just(""), st.just("a b"), st.just("x" * 201), st.just({}))
WRONG |= st.sampled_from(
    [-1, 2**63, "-1", str(2**63), 1.5, 12, 1772391600, "2026-03-01T20:00:00", "1.0", True, [1]]
)
"""Also numbers that no database takes, and moments without an offset or of another kind."""


@example(name="traceparent", value=None, gone=False)
@given(name=st.sampled_from(sorted(set(MESSAGE) - {"data"})), value=WRONG, gone=st.booleans())
def test_a_spoiled_attribute_is_never_read_by_one_alone(
    name: str, value: object, gone: bool
) -> None:
    spoiled = {key: each for key, each in MESSAGE.items() if not (gone and key == name)}
    body = orjson.dumps(spoiled if gone else {**spoiled, name: value})
    try:
        chassis.decode(body)
    except chassis.UnreadableError:
        with pytest.raises(UnreadableError):
            Envelope.parse(body)


def test_what_is_too_large_is_read_by_neither() -> None:
    body = orjson.dumps({**MESSAGE, "data": {"filling": "x" * 256 * 1024}})
    with pytest.raises(chassis.UnreadableError):
        chassis.decode(body)
    with pytest.raises(UnreadableError):
        Envelope.parse(body)


def test_nothing_of_a_spoiled_message_is_repeated() -> None:
    with pytest.raises(UnreadableError) as told:
        Envelope.parse(orjson.dumps({**MESSAGE, "id": "Jan Peeters", "Jan Peeters": 1}))
    assert "Peeters" not in str(told.value)
    with pytest.raises(UnreadableError, match="malformed"):
        Envelope.parse(b"no json")


def test_what_only_newer_contracts_know_is_told_from_what_nobody_can_read() -> None:
    kind = next(iter(EVENTS.values()))
    later = Envelope.parse(orjson.dumps({**MESSAGE, "edition": "99", "data": {}}))
    with pytest.raises(NotReadableHereError) as newer:
        later.read()
    assert newer.value.newer
    spoiled = Envelope.parse(orjson.dumps({**MESSAGE, "data": {}}))
    with pytest.raises(NotReadableHereError) as never:
        spoiled.read()
    assert not never.value.newer
    unknown = Envelope.parse(orjson.dumps({**MESSAGE, "type": f"{kind.type}9"}))
    with pytest.raises(NotReadableHereError) as another:
        unknown.read()
    assert another.value.newer

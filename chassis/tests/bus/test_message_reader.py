"""A message of the broker as a delivery: what its headers say, and whether its route vouches."""

from pathlib import Path
from typing import Any

import pytest

from chassis.bus.deliveries import Message
from chassis.bus.message_reader import read

ROUTE = "pandkalender.shift-declared.v1"


@pytest.fixture
def body(pytestconfig: pytest.Config) -> bytes:
    examples = Path(pytestconfig.rootpath, "contracts/examples")
    return (examples / f"{ROUTE}.json").read_bytes()


def message(body: bytes, exchange: str, route: str, **headers: Any) -> Message:
    return Message(7, exchange, route, "pandkalender", headers, body)


@pytest.mark.parametrize(
    ("exchange", "route", "vouched", "replayed"),
    [
        ("krachtlijn.events", ROUTE, True, False),
        ("krachtlijn.events", "pandkalender.shift-cancelled.v1", False, False),
        ("krachtlijn.events", f"databank.{ROUTE}", False, False),
        ("krachtlijn.replay", f"databank.{ROUTE}", True, True),  # to this reader alone
        ("krachtlijn.replay", ROUTE, False, True),
        ("krachtlijn.replay", "databank", False, True),
        ("", ROUTE, False, False),  # past the exchange, straight into the queue
    ],
)
def test_a_type_is_vouched_for_by_the_route_on_which_it_came(
    body: bytes, exchange: str, route: str, *, vouched: bool, replayed: bool
) -> None:
    delivery = read(message(body, exchange, route))
    assert (delivery.vouched, delivery.replayed) == (vouched, replayed)
    assert (delivery.body, delivery.sender) == (body, "pandkalender")


def test_headers_say_where_and_when_and_how_often_it_came(body: bytes) -> None:
    plain = read(message(body, "krachtlijn.events", ROUTE))
    assert (plain.in_place, plain.recorded_at, plain.unanswered) == (False, None, 0)
    key = plain.envelope.partition_key
    headers = {"partitionkey": key, "recordedat": 1_767_600_000_500, "x-delivery-count": 2}
    told = read(message(body, "krachtlijn.events", ROUTE, **headers))
    assert (told.in_place, told.recorded_at, told.unanswered) == (True, 1_767_600_000.5, 2)
    strange = {"partitionkey": f"{key}x", "recordedat": "noon", "x-delivery-count": "often"}
    odd = read(message(body, "krachtlijn.events", ROUTE, **strange))
    assert (odd.in_place, odd.recorded_at, odd.unanswered) == (False, None, 0)

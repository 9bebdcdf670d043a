"""What its publisher did not send has no effect: login, source and type name one service."""

from dataclasses import replace

import pytest

from chassis.bus.dispatcher import Delivery, check_sender, is_proven
from chassis.bus.envelope import Envelope
from chassis.db import Cause
from chassis.errors import ForgedError

from .support.events import declared
from .support.handlers import now

ENVELOPE = Envelope(
    id=declared().shift_id,
    type="be.krachtlijn.pandkalender.shift-declared.v1",
    source="urn:krachtlijn:service:pandkalender",
    time=now(),
    partition_key="key",
    sequence=1,
    edition=1,
    cause=Cause(),
    data={},
    digest=b"",
    previous={},
)
GENUINE = Delivery(ENVELOPE, b"", "pandkalender", in_place=True, vouched=True, recorded_at=None)
SUITABILITY = "be.krachtlijn.enforcement.suitability-granted.v1"


def test_what_its_publisher_sent_is_proven() -> None:
    assert is_proven(GENUINE)
    check_sender(GENUINE)


@pytest.mark.parametrize(
    ("sender", "source", "kind"),
    [
        ("enforcement", "pandkalender", ENVELOPE.type),
        ("pandkalender", "enforcement", ENVELOPE.type),
        ("pandkalender", "pandkalender", SUITABILITY),
        ("enforcement", "enforcement", ENVELOPE.type),
        ("enforcement", "pandkalender", SUITABILITY),
        ("pandkalender", "enforcement", SUITABILITY),
        (None, "pandkalender", ENVELOPE.type),
        ("", "pandkalender", ENVELOPE.type),
        ("pandkalender", "pandkalender", "pandkalenders.shift-declared.v1"),
    ],
)
def test_a_login_a_source_and_a_type_of_two_services_are_forged(
    sender: str | None, source: str, kind: str
) -> None:
    envelope = replace(ENVELOPE, source=f"urn:krachtlijn:service:{source}", type=kind)
    delivery = replace(GENUINE, envelope=envelope, sender=sender)
    with pytest.raises(ForgedError):
        check_sender(delivery)

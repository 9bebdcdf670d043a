"""Wire names are derived one way, and carry nothing but the kind of event."""

import re
from enum import Enum
from typing import Any
from uuid import UUID

import pytest

from contracts import EVENTS, SERVICES, Event
from contracts.event import kebab
from contracts.pandkalender import ShiftDeclared
from contracts.purposes import PURPOSES


def test_shift_declared_is_called_as_the_design_says() -> None:
    assert ShiftDeclared.publisher == "pandkalender"
    assert ShiftDeclared.type == "be.krachtlijn.pandkalender.shift-declared.v1"
    assert ShiftDeclared.routing_key == "pandkalender.shift-declared.v1"


def test_wire_name_follows_from_module_and_class() -> None:
    """A publisher with too many events for one module has more, each called by its name."""
    for event in EVENTS.values():
        module = event.__module__.rpartition(".")[2]
        assert module in SERVICES
        assert event.publisher == module
        assert event.routing_key == f"{module}.{kebab(event.__name__)}.v{event.version}"
        assert event.type == f"be.krachtlijn.{event.routing_key}"
        assert EVENTS[event.type] is event


@pytest.mark.parametrize(
    ("name", "wire"),
    [("ShiftDeclared", "shift-declared"), ("GasCaseOpened", "gas-case-opened"), ("X", "x")],
)
def test_names_in_words_with_hyphens(name: str, wire: str) -> None:
    assert kebab(name) == wire


def test_routing_key_has_three_plain_words() -> None:
    for event in EVENTS.values():
        assert re.fullmatch(r"[a-z]+\.[a-z]+(-[a-z]+)*\.v[1-9]\d*", event.routing_key)


def test_payload_keys_are_camel_case() -> None:
    for event in EVENTS.values():
        for field in event.model_fields.values():
            assert re.fullmatch(r"[a-z][a-zA-Z0-9]*", str(field.alias))


def test_event_is_ordered_by_an_opaque_id_or_a_code_from_a_closed_list() -> None:
    for event in EVENTS.values():
        kind: Any = event.model_fields[event.key].annotation
        assert kind is UUID or issubclass(kind, Enum)


def test_envelope_of_a_golden_message_repeats_no_data_but_the_key(
    event: type[Event], golden: dict[str, Any]
) -> None:
    key = golden["data"][event.model_fields[event.key].alias]
    assert golden["subject"] == golden["partitionkey"] == key
    secret = {str(v) for n, v in golden["data"].items() if v != key and isinstance(v, str)}
    free = {name: golden[name] for name in ("id", "source", "type", "correlationid", "sequence")}
    assert secret.isdisjoint(free.values())


def test_every_purpose_is_in_the_record_of_processing() -> None:
    for event in EVENTS.values():
        assert event.purpose in PURPOSES


def test_every_purpose_has_a_label_and_a_basis() -> None:
    for code, purpose in PURPOSES.items():
        assert code == purpose.code
        assert purpose.label
        assert re.fullmatch(r"[a-z0-9-]+", purpose.basis)
        assert purpose.basis_text

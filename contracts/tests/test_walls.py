"""Care and police never meet: no shared event, no chain of events, no common key (DP-01, DP-02)."""

from collections.abc import Iterable
from typing import get_args
from uuid import UUID

import pytest
from pydantic import BaseModel

from contracts import EVENTS, SERVICES, Event, events_for, events_of
from contracts.event import Fact

LINKS = ("id", "ids", "ref", "refs", "key", "hash", "token", "pseudonym", "number", "code")


def services_reached_from(publisher: str) -> set[str]:
    """Every service that could pass on something that began with ``publisher``."""
    reached: set[str] = set()
    ahead = [publisher]
    while ahead:
        readers = {reader for event in events_of(ahead.pop()) for reader in event.readers}
        ahead += readers - reached
        reached |= readers
    return reached


def linking_names(models: Iterable[type[BaseModel]]) -> set[str]:
    """Fields, at any depth and inside seals too, that could tie one record to another."""
    found: set[str] = set()
    for model in models:
        for name, field in model.model_fields.items():
            inner = list(leaves(field.annotation))
            if UUID in inner or name.split("_")[-1] in LINKS:
                found.add(name)
            found |= linking_names(
                kind for kind in inner if isinstance(kind, type) and issubclass(kind, BaseModel)
            )
    return found


def leaves(annotation: object) -> Iterable[object]:
    arguments = get_args(annotation)
    if not arguments:
        yield annotation
    for argument in arguments:
        yield from leaves(argument)


@pytest.mark.parametrize("dp", ["DP-01"])
class TestWall:
    def test_registry_reads_nothing(self, dp: str) -> None:
        assert events_for("registry") == []

    def test_only_reporting_reads_registry(self, dp: str) -> None:
        assert {reader for event in events_of("registry") for reader in event.readers} == {
            "reporting"
        }

    def test_no_event_is_shared_between_care_and_police(self, dp: str) -> None:
        for event in EVENTS.values():
            parties = {event.publisher, *event.readers}
            assert not {"registry", "databank"} <= parties, event.type

    def test_no_chain_of_events_leads_from_care_to_police_or_back(self, dp: str) -> None:
        assert services_reached_from("registry") == {"reporting"}
        assert "registry" not in {
            reached
            for service in SERVICES
            if service != "registry"
            for reached in services_reached_from(service)
        }

    def test_reporting_only_listens(self, dp: str) -> None:
        assert events_of("reporting") == []

    def test_registry_seals_nothing_because_it_publishes_no_person(self, dp: str) -> None:
        assert [event for event in events_of("registry") if event.seals] == []


def test_dp02_registry_and_databank_have_no_common_key() -> None:
    police = linking_names([*events_of("databank"), *events_for("databank")])
    care = linking_names(events_of("registry"))
    assert "aggregate_id" in care
    assert "worker_ref" in police
    assert care.isdisjoint(police)


def test_dp02_common_key_would_be_found() -> None:
    class Row(Fact):
        worker_ref: str

    class Cells(Fact):
        rows: tuple[Row, ...]

    class Sighting(Fact):
        person: UUID | None

    assert linking_names([Cells]) == {"worker_ref"}
    assert linking_names([Sighting]) == {"person"}


def test_seals_open_only_for_readers_of_the_event() -> None:
    for event in EVENTS.values():
        for seal in event.seals.values():
            assert seal.readers
            assert seal.readers <= event.readers


def test_event_that_seals_to_a_stranger_cannot_be_defined() -> None:
    from contracts import Sealed, sealed_to
    from contracts.identity import IdentityClaim

    with pytest.raises(TypeError, match="sealed to readers"):

        class Bad(Event, readers={"reporting"}, purpose="supervision", key="shift_id"):
            shift_id: UUID
            worker: Sealed[IdentityClaim] = sealed_to("databank")


def test_publisher_does_not_read_itself() -> None:
    for event in EVENTS.values():
        assert event.publisher not in event.readers

"""Messages as a publisher sends them, before anybody spoils them."""

from collections.abc import Callable
from copy import deepcopy
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from functools import cached_property
from random import Random
from typing import Any
from uuid import UUID

import orjson
from pamqp.commands import Basic

from chassis.bus.envelope import CONTENT_TYPE, UnreadableError, decode, encode
from chassis.bus.seal import Sealer
from chassis.db import Cause
from contracts import EVENTS, Event, Sealed
from contracts.applications.filled_in import Contact, DocumentPart, FilledIn, MissingDocuments
from contracts.applications.pandkalender import (
    SuitabilityApplicationSubmitted,
    SuitabilityDocumentsAdded,
)
from contracts.codes import DisputeReason
from contracts.databank import FindingTransferred, InspectionCompleted
from contracts.enforcement import SuitabilityGranted
from contracts.generate.example import example
from contracts.identity import (
    DisputeGrounds,
    FactPlace,
    IdentityClaim,
    OffenderIdentity,
    WorkerClaim,
    WorkerScope,
    WorkerSecret,
)
from contracts.pandkalender import ShiftDeclared
from contracts.registry import AggregatePublished
from contracts.street_bans.area import BanArea

ORDINARY: tuple[type[Event], ...] = (
    ShiftDeclared,
    SuitabilityGranted,
    FindingTransferred,
    InspectionCompleted,
)
"""Events that have an effect on every reader, whatever came before."""


@dataclass(frozen=True)
class Message:
    """What goes over the wire. ``properties`` are the publisher's usual ones unless spoiled.

    ``spoiled`` names what is wrong; ``bad_for`` those readers for whom it must have no effect.
    None of both means that nobody can tell: it may have an effect, or be put aside.
    """

    event: type[Event]
    id: UUID
    key: str
    body: bytes
    properties: Basic.Properties
    spoiled: str = ""
    bad_for: frozenset[str] | None = frozenset()

    def but(self, spoiled: str, bad_for: frozenset[str] | None, **changes: Any) -> "Message":
        return replace(self, spoiled=spoiled, bad_for=bad_for, **changes)

    def attributes(self) -> dict[str, Any]:
        """The envelope, to change and write again."""
        found: dict[str, Any] = orjson.loads(self.body)
        return found

    @cached_property
    def readable_id(self) -> UUID | None:
        """The id by which a reader knows it, if it can be read at all."""
        try:
            return decode(self.body).id
        except UnreadableError:
            return None

    @property
    def everyone(self) -> frozenset[str]:
        return self.event.readers


def uuid(chance: Random) -> UUID:
    return UUID(int=chance.getrandbits(128), version=4)


@dataclass
class Mill:
    """Makes valid messages, each about somebody and something else, the same ones per seed."""

    sealer: Sealer
    chance: Random
    examples: dict[type[Event], dict[str, Any]] = field(default_factory=dict)

    def good(self) -> Message:
        """Has its effect. Care figures too: of an organisation that no spoiled message is about."""
        kinds: list[type[Event]] = [*ORDINARY, AggregatePublished]
        return self.make(self.chance.choice(kinds), organisation="GHAPRO")

    def make(self, kind: type[Event], organisation: str = "BOYS") -> Message:
        event = self._event(kind, organisation)
        event_id = uuid(self.chance)
        body = encode(
            self.sealer.seal(event, event_id),
            event_id=event_id,
            at=datetime.now(UTC),
            sequence=1,
            cause=Cause(correlation_id=uuid(self.chance)),
        )
        return Message(kind, event_id, event.partition_key, body, usual(kind, event.partition_key))

    def any(self) -> Message:
        return self.make(self.chance.choice(list(EVENTS.values())))

    def sealed(self) -> Message:
        return self.make(self.chance.choice([kind for kind in EVENTS.values() if kind.seals]))

    def _event(self, kind: type[Event], organisation: str) -> Event:
        """The event of the golden example with other ids, and a made-up person in each seal."""
        if kind not in self.examples:
            self.examples[kind] = example(kind)["data"]
        data = deepcopy(self.examples[kind])
        fresh = {name: str(uuid(self.chance)) for name in data if name.endswith("Id")}
        data |= fresh
        if isinstance(data.get("premises"), dict):
            data["premises"]["premisesId"] = fresh["premisesId"]
            data["premises"]["rooms"][0]["roomId"] = str(uuid(self.chance))
        if kind is AggregatePublished:
            data["organisation"] = organisation
        if kind is FindingTransferred:
            data |= {"procedure": "gas", "premisesId": None}
        if kind is ShiftDeclared:
            self._set_hours(data)
        if kind in (SuitabilityApplicationSubmitted, SuitabilityDocumentsAdded):
            data["documents"] = []  # of which no parts went before
        event = kind.model_validate(data)
        people: dict[type, Callable[[], Any]] = {
            WorkerClaim: self._worker,
            OffenderIdentity: lambda: OffenderIdentity(name=self._name()),
            FactPlace: lambda: FactPlace(label=self._name()),
            WorkerScope: lambda: WorkerScope(worker_refs=self._refs()),
            WorkerSecret: lambda: WorkerSecret(
                worker_refs=self._refs(), digest=self.chance.randbytes(32).hex()
            ),
            FilledIn: lambda: FilledIn(contact=self._contact()),
            DocumentPart: lambda: DocumentPart(content="cGRm"),
            BanArea: lambda: BanArea(streets=(self._name(),), spared=(self._name(),)),
            MissingDocuments: lambda: MissingDocuments(names=(self._name(),)),
            DisputeGrounds: lambda: DisputeGrounds(
                reasons=(self.chance.choice(list(DisputeReason)),)
            ),
        }
        boxes = {name: Sealed.of(people[seal.value_type]()) for name, seal in event.seals.items()}
        return event.model_copy(update=boxes)

    def _set_hours(self, data: dict[str, Any]) -> None:
        start = datetime.now(UTC) + timedelta(hours=self.chance.randint(1, 500))
        end = start + timedelta(hours=8)
        data |= {"startsAt": start.isoformat(), "endsAt": end.isoformat()}

    def _worker(self) -> WorkerClaim:
        born = f"{self.chance.randint(1960, 2004)}-{self.chance.randint(1, 12):02}-17"
        claim = IdentityClaim(given_names=self._name(), family_name=self._name(), birth_date=born)
        return WorkerClaim(worker_ref=uuid(self.chance), identity=claim)

    def _contact(self) -> Contact:
        return Contact(name=self._name(), email="iemand@example.org", phone="03 000 00 00")

    def _refs(self) -> tuple[UUID, ...]:
        return (uuid(self.chance), uuid(self.chance))

    def _name(self) -> str:
        return "".join(self.chance.choice("abdefgilmnoprstu") for _ in range(9)).title()


def usual(kind: type[Event], key: str) -> Basic.Properties:
    return Basic.Properties(
        content_type=CONTENT_TYPE,
        delivery_mode=2,
        user_id=kind.publisher,
        headers={"partitionkey": key, "recordedat": 1_790_000_000_000},
    )

"""A message of the bus: a CloudEvent in structured JSON mode, and who the broker says sent it."""

from hashlib import blake2b
from typing import Annotated, Any, Literal
from uuid import UUID

from pydantic import (
    AwareDatetime,
    BaseModel,
    ConfigDict,
    StringConstraints,
    ValidationError,
    field_validator,
)

from contracts import EVENTS, Event
from contracts.event import TYPE_PREFIX

PUBLISHER = "urn:krachtlijn:service:"

Name = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9._:/-]{1,200}$")]
"""An id or a code: attributes of a message hold no text."""


class UnreadableError(Exception):
    """A message that is no envelope at all."""


class NotReadableHereError(Exception):
    """An event that these contracts cannot read; ``newer`` when its publisher's may be newer."""

    def __init__(self, why: str, *, newer: bool) -> None:
        super().__init__(why)
        self.newer = newer


class Envelope(BaseModel):
    """The attributes of an event, none of them about a person, and its ``data``."""

    model_config = ConfigDict(frozen=True, hide_input_in_errors=True)

    specversion: Literal["1.0"]
    id: UUID
    type: Name
    source: Name
    time: AwareDatetime
    partitionkey: Name
    sequence: int
    edition: int = 1
    correlationid: UUID
    causationid: UUID | None = None
    traceparent: Name | None = None
    data: dict[str, Any]

    @field_validator("traceparent", mode="before")
    @classmethod
    def _is_there(cls, value: Any) -> Any:
        """One that is there says something: only one that is left out is nothing."""
        if value is None:
            raise ValueError("no trace")
        return value

    @classmethod
    def parse(cls, body: bytes) -> "Envelope":
        """:class:`UnreadableError` names the attributes that are wrong, and quotes nothing."""
        try:
            return cls.model_validate_json(body)
        except ValidationError as error:
            places = {str(item["loc"][0]) for item in error.errors() if item["loc"]}
            known = sorted(places & set(cls.model_fields))
            raise UnreadableError(f"no event: {', '.join(known) or 'malformed'}") from None

    @property
    def publisher(self) -> str:
        return self.source.removeprefix(PUBLISHER)

    @property
    def told_by(self) -> str:
        """The service under whose name the type stands, also of a type that is not known here."""
        return self.type.removeprefix(f"{TYPE_PREFIX}.").partition(".")[0]

    def read(self) -> Event:
        """The event, its sealed fields still closed."""
        kind = EVENTS.get(self.type)
        if kind is None:
            raise NotReadableHereError("these contracts do not know it", newer=True)
        try:
            return kind.model_validate(self.data)
        except ValidationError as error:
            fields = sorted({str(item["loc"][0]) for item in error.errors() if item["loc"]})
            named = ", ".join(name for name in fields if name in _names(kind)) or "unreadable"
            raise NotReadableHereError(named, newer=self.edition > kind.edition) from None


def digest(body: bytes) -> bytes:
    """By which a repetition is told from an id that was used again."""
    return blake2b(body, digest_size=16).digest()


def _names(kind: type[Event]) -> set[str]:
    return {field.alias or name for name, field in kind.model_fields.items()}

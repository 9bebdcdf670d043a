"""A message of the bus: a CloudEvent in structured JSON mode, and who the broker says sent it."""

from datetime import datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from pydantic import (
    AwareDatetime,
    BaseModel,
    ConfigDict,
    Field,
    StringConstraints,
    ValidationError,
    field_validator,
)

from contracts import EVENTS, Event
from contracts.event import TYPE_PREFIX
from contracts.wire import MAX_BYTES, NAME, NUMBERS

PUBLISHER = "urn:krachtlijn:service:"

Name = Annotated[str, StringConstraints(pattern=f"^{NAME.pattern}$")]
Number = Annotated[int, Field(ge=NUMBERS.start, lt=NUMBERS.stop)]


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
    sequence: Number
    edition: Number = 1
    correlationid: UUID
    causationid: UUID | None = None
    traceparent: Name | None = None
    data: dict[str, Any]

    @field_validator("time", mode="before")
    @classmethod
    def _is_written(cls, value: Any) -> Any:
        """As text in the form of the standard: a number is no moment."""
        return datetime.fromisoformat(value) if isinstance(value, str) else None

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
        if len(body) > MAX_BYTES:
            raise UnreadableError("no event: oversized")
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


def _names(kind: type[Event]) -> set[str]:
    return {field.alias or name for name, field in kind.model_fields.items()}

"""The base of every event, and the register of all events."""

import re
import types
from dataclasses import dataclass
from typing import Annotated, Any, ClassVar, Union, get_args, get_origin

from pydantic import AwareDatetime, BaseModel, ConfigDict, StringConstraints
from pydantic.alias_generators import to_camel
from pydantic.fields import FieldInfo

from contracts.sealed import SEALED_TO, Personal, Sealed

TYPE_PREFIX = "be.krachtlijn"
SERVICES = ("pandkalender", "databank", "enforcement", "registry", "reporting")

Moment = AwareDatetime
"""A moment with an offset; UTC inside, RFC 3339 on the wire."""

Code = Annotated[
    str,
    StringConstraints(
        pattern=r"^[A-Za-z0-9._:/-]*[A-Za-z][A-Za-z0-9._:/-]*$", min_length=1, max_length=64
    ),
]
"""A code from a list that changes without us: no spaces, at least one letter, so that neither free
text (DP-19) nor a person's number fits in."""


@dataclass(frozen=True, slots=True)
class Seal:
    """A sealed field: what is inside and who may open it."""

    value_type: type[Personal]
    readers: frozenset[str]


class Fact(BaseModel):
    """A part of an event without personal data."""

    # Errors hide their input: a publisher that forgets to seal must not print what it forgot.
    model_config = ConfigDict(
        frozen=True,
        alias_generator=to_camel,
        populate_by_name=True,
        extra="ignore",
        hide_input_in_errors=True,
    )


class Event(Fact):
    """Something that happened, told to named readers for one purpose.

    Subclasses state ``readers`` (services), ``purpose`` (a code of the record of processing) and
    ``key`` (the field whose events stay in order). The publisher is the module's name. Unknown
    fields are ignored, so that an older reader understands a newer publisher. ``edition`` counts
    what a version has learned to say since (an optional field, a code): it travels, so that a
    reader knows what it cannot read yet from what nobody can read.
    """

    publisher: ClassVar[str]
    type: ClassVar[str]
    routing_key: ClassVar[str]
    version: ClassVar[int]
    edition: ClassVar[int]
    readers: ClassVar[frozenset[str]]
    purpose: ClassVar[str]
    key: ClassVar[str]
    seals: ClassVar[dict[str, Seal]]

    def __init_subclass__(
        cls,
        *,
        readers: set[str],
        purpose: str,
        key: str,
        version: int = 1,
        edition: int = 1,
        **kwargs: Any,
    ) -> None:
        super().__init_subclass__(**kwargs)

    @classmethod
    def __pydantic_init_subclass__(  # type: ignore[override]  # the keywords are the declaration
        cls,
        *,
        readers: set[str],
        purpose: str,
        key: str,
        version: int = 1,
        edition: int = 1,
        **kwargs: Any,
    ) -> None:
        super().__pydantic_init_subclass__(**kwargs)
        unknown = readers - set(SERVICES)
        if unknown:
            raise TypeError(f"{cls.__name__} names unknown readers: {sorted(unknown)}")
        if key not in cls.model_fields:
            raise TypeError(f"{cls.__name__} is ordered by {key!r}, which it does not have")
        cls.publisher = cls.__module__.rpartition(".")[2]
        cls.version = version
        cls.edition = edition
        cls.readers = frozenset(readers)
        cls.purpose = purpose
        cls.key = key
        cls.routing_key = f"{cls.publisher}.{kebab(cls.__name__)}.v{version}"
        cls.type = f"{TYPE_PREFIX}.{cls.routing_key}"
        cls.seals = _seals(cls)
        if cls.type in EVENTS:
            raise TypeError(f"two events are called {cls.type}")
        EVENTS[cls.type] = cls

    @property
    def partition_key(self) -> str:
        """The opaque id whose events stay in order."""
        return str(getattr(self, self.key))


EVENTS: dict[str, type[Event]] = {}
"""Every event by wire type."""


def events_of(publisher: str) -> list[type[Event]]:
    """The events that a service may publish."""
    return [event for event in EVENTS.values() if event.publisher == publisher]


def events_for(reader: str) -> list[type[Event]]:
    """The events that a service may read."""
    return [event for event in EVENTS.values() if reader in event.readers]


def kebab(name: str) -> str:
    return re.sub(r"(?<!^)(?=[A-Z])", "-", name).lower()


def _seals(event: type[Event]) -> dict[str, Seal]:
    seals = {}
    for name, field in event.model_fields.items():
        options = (
            get_args(field.annotation)
            if get_origin(field.annotation) in (Union, types.UnionType)
            else (field.annotation,)
        )
        for option in options:
            if get_origin(option) is not Sealed:
                continue
            readers = _sealed_to(field)
            if not readers or not readers <= event.readers:
                raise TypeError(f"{event.__name__}.{name} must be sealed to readers of the event")
            (value_type,) = get_args(option)
            seals[name] = Seal(value_type=value_type, readers=readers)
    return seals


def _sealed_to(field: FieldInfo) -> frozenset[str]:
    extra = field.json_schema_extra
    names = extra.get(SEALED_TO) if isinstance(extra, dict) else None
    return frozenset(str(name) for name in names) if isinstance(names, list) else frozenset()

"""Sealed fields: only named readers may open them, and find the personal data inside.

Here is the shape only: the cryptography lives in ``chassis.bus.seal``. A ``Sealed`` holds either
the value (before publishing, or after its reader opened it) or just the boxes that travel.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Generic, TypeVar, get_args

from pydantic import (
    BaseModel,
    ConfigDict,
    Field,
    GetCoreSchemaHandler,
    GetJsonSchemaHandler,
    JsonValue,
)
from pydantic.alias_generators import to_camel
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import core_schema

SEALED_TO = "x-sealed-to"
"""The schema keyword that names the readers of a sealed field."""


class NotOpenedError(Exception):
    """The value of a sealed field was asked for without opening it, or by somebody who may not."""


class Personal(BaseModel):
    """Data about a person. Prints nothing, so that it cannot slip into a log or an exception."""

    model_config = ConfigDict(
        frozen=True,
        alias_generator=to_camel,
        populate_by_name=True,
        hide_input_in_errors=True,
    )

    def __repr__(self) -> str:
        return f"<{type(self).__name__}>"

    __str__ = __repr__

    def __repr_args__(self) -> tuple[()]:
        return ()  # what rich and devtools print, so tracebacks with local variables too


T = TypeVar("T", bound=Personal)


@dataclass(frozen=True, slots=True)
class Box:
    """One reader's sealed copy. ``epoch`` names the reader's key pair; ``box`` is base64 text."""

    epoch: str
    box: str


def sealed_to(*readers: str, required: bool = True) -> Any:
    """Declare the readers of a sealed field: ``worker: Sealed[Claim] = sealed_to("databank")``.

    A field that is not ``required`` may be absent, as one that an event learned later must.
    """
    names: list[JsonValue] = [*sorted(readers)]
    return Field(... if required else None, json_schema_extra={SEALED_TO: names})


class Sealed(Generic[T]):
    """Personal data for named readers only; ``repr`` is always ``<sealed>``."""

    __slots__ = ("_value", "boxes")

    def __init__(self, value: T | None = None, boxes: Mapping[str, Box] | None = None) -> None:
        self._value = value
        self.boxes: Mapping[str, Box] = boxes or {}

    @classmethod
    def of(cls, value: T) -> "Sealed[T]":
        return cls(value=value)

    @property
    def value(self) -> T:
        """The opened value; raises :class:`NotOpenedError` for anyone who is not its reader."""
        if self._value is None:
            raise NotOpenedError("this field is sealed and was not opened here")
        return self._value

    @property
    def is_open(self) -> bool:
        return self._value is not None

    def __repr__(self) -> str:
        return "<sealed>"

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Sealed):
            return NotImplemented
        return self._value == other._value and dict(self.boxes) == dict(other.boxes)

    def __hash__(self) -> int:
        return hash(tuple(sorted((reader, box.box) for reader, box in self.boxes.items())))

    @classmethod
    def __get_pydantic_core_schema__(
        cls, source: Any, handler: GetCoreSchemaHandler
    ) -> core_schema.CoreSchema:
        (value_type,) = get_args(source) or (Personal,)

        def parse(data: Any) -> "Sealed[Any]":
            if isinstance(data, Sealed):
                return data
            if isinstance(data, value_type):
                return Sealed.of(data)
            if not isinstance(data, Mapping) or not isinstance(data.get("sealed"), Mapping):
                raise ValueError("a sealed field holds only {'sealed': {reader: box}}")
            boxes = {}
            for reader, box in data["sealed"].items():
                if not (
                    isinstance(reader, str)
                    and isinstance(box, Mapping)
                    and isinstance(box.get("epoch"), str)
                    and isinstance(box.get("box"), str)
                ):
                    raise ValueError("a box holds an epoch and base64 text")
                boxes[reader] = Box(epoch=box["epoch"], box=box["box"])
            if not boxes:
                raise ValueError("a sealed field holds at least one box")
            return Sealed(boxes=boxes)

        def dump(sealed: "Sealed[Any]") -> dict[str, Any]:
            if not sealed.boxes:
                raise ValueError("a sealed field cannot leave before it is sealed")
            return {
                "sealed": {
                    reader: {"epoch": box.epoch, "box": box.box}
                    for reader, box in sealed.boxes.items()
                }
            }

        return core_schema.no_info_plain_validator_function(
            parse,
            serialization=core_schema.plain_serializer_function_ser_schema(dump),
        )

    @classmethod
    def __get_pydantic_json_schema__(
        cls, _schema: core_schema.CoreSchema, _handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        return {
            "type": "object",
            "required": ["sealed"],
            "properties": {
                "sealed": {
                    "type": "object",
                    "minProperties": 1,
                    "additionalProperties": {
                        "type": "object",
                        "required": ["epoch", "box"],
                        "properties": {"epoch": {"type": "string"}, "box": {"type": "string"}},
                    },
                }
            },
        }

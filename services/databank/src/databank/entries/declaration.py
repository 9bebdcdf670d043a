"""The declaration of an entry: its fields, their bounds, and how a form asks for each."""

from dataclasses import dataclass
from functools import cache
from typing import Annotated, Any, ClassVar, TypeVar, cast

from pydantic import BeforeValidator, ConfigDict, Field, create_model
from pydantic.fields import FieldInfo

from chassis.web import Body
from databank.screens.key_form import KeyForm


@dataclass(frozen=True, slots=True)
class Asked:
    """How a form asks for a field: its subclasses are the ways. Texts are in Dutch, and marked.

    ``name`` is that of the field on the form. ``wrong`` is said of a value that is none, and
    ``refused`` of one that the operation refuses, where its words for the API are not for people.
    ``first`` is what a list offers before anything is chosen; ``rows`` and ``most`` characters are
    those of a longer text. What is wrong with a field that nobody sees shows at the field ``at``.
    """

    way: ClassVar[str]
    name: str
    question: str = ""
    wrong: str = ""
    hint: str = ""
    refused: str = ""
    first: str | None = None
    rows: int = 3
    most: int | None = None
    at: str = ""


class Text(Asked):
    way = "text"


class Number(Asked):
    way = "number"


class Day(Asked):
    way = "day"


class LongText(Asked):
    way = "long_text"


class Lines(Asked):
    """A longer text; each line that is not blank is an element of the field's list."""

    way = "lines"


class Radios(Asked):
    way = "radios"


class Select(Asked):
    way = "select"


class Several(Asked):
    """Boxes to tick."""

    way = "several"


class Hidden(Asked):
    """Sent with the form, and not asked."""

    way = "hidden"


class Entry(Body):
    """What somebody writes into a register: ``kind: Annotated[Kind, Radios("soort", ...)]``.

    The API takes it as it is, a form by the names of its ``asked`` (``form_of``), and the operation
    gets the same object from both.
    """

    @classmethod
    def asked(cls) -> dict[str, Asked]:
        """How a form asks for each field, in the order of the form."""
        return {
            name: part
            for name, info in cls.model_fields.items()
            for part in info.metadata
            if isinstance(part, Asked)
        }

    def kept(self) -> dict[str, Any]:
        """Its values by field, as the columns of a table are called; without the form's key."""
        return {
            name: getattr(self, name)
            for name in type(self).model_fields
            if name not in KeyForm.model_fields
        }


Written = TypeVar("Written", bound=Entry)


class _SentForm(KeyForm):
    """A form knows its fields by their names on it alone: what reads the sent names reads all."""

    model_config = ConfigDict(populate_by_name=False)


@cache
def form_of(entry: type[Written]) -> type[Written]:
    """The form of an entry: the same fields by their names on it, and the key of the form."""
    fields: Any = {
        name: _on_form(entry.model_fields[name], asked) for name, asked in entry.asked().items()
    }
    form = create_model(f"{entry.__name__}Form", __base__=(entry, _SentForm), **fields)
    return cast("type[Written]", form)


def _on_form(field: FieldInfo, asked: Asked) -> tuple[Any, Any]:
    typed: Any = field.rebuild_annotation()
    if isinstance(asked, Lines):
        split = Annotated[typed, BeforeValidator(_lines)]
        return split, Field(default_factory=list, alias=asked.name)
    if field.is_required():
        return typed, Field(alias=asked.name)
    return typed, Field(default=field.get_default(call_default_factory=True), alias=asked.name)


def _lines(sent: list[str]) -> list[str]:
    return [line.strip() for text in sent for line in text.splitlines() if line.strip()]

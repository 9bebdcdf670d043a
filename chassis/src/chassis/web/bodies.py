"""Base models of requests (``Body``) and of answers (``View``)."""

import unicodedata
from datetime import date, datetime
from typing import Annotated, Any

from pydantic import AfterValidator, BaseModel, ConfigDict, SkipValidation, field_validator
from pydantic.alias_generators import to_camel

from chassis.messages import lazy
from chassis.text_direction import turns

DEEPEST = 32
LARGEST = 2**63 - 1
FIRST_YEAR, LAST_YEAR = 1900, 2199
"""Years of every day and moment that people send; the last as periods of reporting have it."""
TURNED = lazy(
    "Deze tekst bevat een onzichtbaar teken dat de leesrichting omdraait. Plak de tekst niet, maar "
    "typ hem opnieuw."
)
UNSEEN = lazy("In deze tekst is niets te zien. Typ hem opnieuw.")
BLANK_LETTERS = frozenset("\u034f\u115f\u1160\u2800\u3164\ufe0e\ufe0f\uffa0")
"""Letters, signs and marks by their category in Unicode, of which nothing is drawn."""


class Body(BaseModel):
    """A request: camelCase, no unknown fields, nothing that PostgreSQL cannot store."""

    model_config = ConfigDict(
        alias_generator=to_camel,
        populate_by_name=True,
        extra="forbid",
        hide_input_in_errors=True,
        str_strip_whitespace=True,
        allow_inf_nan=False,
    )

    @field_validator("*", mode="after")
    @classmethod
    def storable(cls, value: Any) -> Any:
        check_storable(value)
        return value


class View(BaseModel):
    """An answer: camelCase, readable from any object with the same attributes."""

    model_config = ConfigDict(
        alias_generator=to_camel, populate_by_name=True, from_attributes=True, frozen=True
    )


Sentence = Annotated[str, SkipValidation]
"""Our own words in an answer, kept as they are: a screen may say them in another language."""


def check_storable(value: Any, depth: int = 0) -> None:
    """Raise ``ValueError``, in Dutch, for a value that is valid JSON but is not kept.

    What PostgreSQL cannot store, and what is shown otherwise than it is stored: NUL and half
    surrogates, integers beyond 64 bits, years in which no clock runs, signs that turn the direction
    of a text, and a text of signs that nobody sees, which a letter would print as none. Models
    inside are skipped: they checked themselves, and so the error names the field that is wrong.
    """
    if depth > DEEPEST:
        raise ValueError("Deze gegevens zitten te diep in elkaar.")
    match value:
        case str():
            _check_text(value)
        case bool() | None:
            pass
        case int():
            if abs(value) > LARGEST:
                raise ValueError("Dit getal is te groot.")
        case date():
            check_day(value)
        case dict():
            for key, item in value.items():
                check_storable(key, depth + 1)
                check_storable(item, depth + 1)
        case list() | tuple() | set() | frozenset():
            for item in value:
                check_storable(item, depth + 1)


def _check_text(text: str) -> None:
    if "\x00" in text or (not text.isascii() and _has_surrogate(text)):
        raise ValueError("Deze tekst bevat een teken dat we niet kunnen bewaren.")
    if turns(text):
        raise ValueError(TURNED)
    if text.strip() and not any(map(_is_drawn, text)):
        raise ValueError(UNSEEN)


def check_day(day: date) -> date:
    """Raise ``ValueError``, in Dutch, for a day or a moment at which nobody here lived or will.

    A year that was mistyped (0202) is refused too, and no sum of days runs off the calendar.
    """
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        if isinstance(day, datetime):
            raise ValueError("Dit tijdstip is niet mogelijk.")
        raise ValueError("Deze dag is niet mogelijk. Kijk het jaar na.")
    return day


CalendarDay = Annotated[date, AfterValidator(check_day)]
"""A day in an address; in a body every day is one."""


def _is_drawn(character: str) -> bool:
    """Whether a font draws it: no space, no control and no code without a meaning of its own."""
    return unicodedata.category(character)[0] not in "CZ" and character not in BLANK_LETTERS


def _has_surrogate(text: str) -> bool:
    return any("\ud800" <= character <= "\udfff" for character in text)

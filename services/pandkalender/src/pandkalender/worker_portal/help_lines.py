"""Help lines: whom a worker can call, from a file of the city, as it stands on a day."""

import re
from datetime import date, time
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Literal, Self

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, model_validator

from chassis import own_file

DAYS = ("ma", "di", "wo", "do", "vr", "za", "zo")
NUMBER = r"^\+?[0-9][0-9 ]{1,18}[0-9]$"
LANGUAGES = r"^[a-z]{2}$"


class Kind(StrEnum):
    """Kinds of help, in the order in which lines are shown."""

    UITBUITING = "uitbuiting"
    MINDERJARIG = "minderjarig"
    GEZONDHEID = "gezondheid"


class _Data(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=True)


def _in_order(days: tuple[str, ...]) -> tuple[str, ...]:
    if len(days) == 2 and DAYS.index(days[0]) >= DAYS.index(days[1]):
        raise ValueError("name the first day before the last")
    return days


class Hours(_Data):
    """Hours of one day, or of all days from one to another (``["ma", "vr"]``)."""

    days: Annotated[
        tuple[Literal["ma", "di", "wo", "do", "vr", "za", "zo"], ...],
        Field(min_length=1, max_length=2),
        AfterValidator(_in_order),
    ]
    from_: time = Field(alias="from")
    until: time

    @property
    def weekdays(self) -> tuple[int, ...]:
        """The first and the last, or the only one; Monday is 0."""
        return tuple(DAYS.index(day) for day in self.days)


class HelpLine(_Data):
    """An organisation with a number. ``valid_until`` is its last day; none is until further notice.

    ``source`` says where the city has it from, ``checked_on`` when it last called the number.
    """

    kind: Kind
    name: str = Field(min_length=1, max_length=60)
    phone: str = Field(pattern=NUMBER)
    hours: Literal["altijd"] | tuple[Hours, ...] = Field(min_length=1)
    languages: tuple[Annotated[str, Field(pattern=LANGUAGES)], ...] = Field(min_length=1)
    valid_from: date
    valid_until: date | None = None
    source: str = Field(min_length=1)
    checked_on: date

    @property
    def address(self) -> str:
        """The number as a telephone is told it (RFC 3966)."""
        return "tel:" + re.sub(r"[^0-9+]", "", self.phone)

    def is_valid(self, on: date) -> bool:
        return self.valid_from <= on and (self.valid_until is None or on <= self.valid_until)


class HelpLines(_Data):
    """All lines of a city. ``example`` ones do not exist, and the pages say so.

    The two terms are what a worker is told after a dispute.
    """

    example: bool = False
    urgent_within_hours: int = Field(ge=1, le=24)
    other_within_days: int = Field(ge=1, le=31)
    line: tuple[HelpLine, ...]

    @model_validator(mode="after")
    def _each_kind_has_one(self) -> Self:
        missing = set(Kind) - {line.kind for line in self.line if line.valid_until is None}
        if missing:
            raise ValueError(
                f"no line until further notice of the kind {', '.join(sorted(missing))}"
            )
        return self

    @classmethod
    def load(cls, path: Path | None) -> Self:
        """The city's own, or the example that comes with the calendar; ``OwnFileError``."""
        return own_file.load(
            cls, "KRACHTLIJN_PANDKALENDER_HELP_LINES", path, "pandkalender", "help_lines.toml"
        )

    def on(self, day: date, language: str) -> list[HelpLine]:
        """The lines of a day, by kind; of one kind first those who speak the reader's language."""
        order = list(Kind)
        return sorted(
            (line for line in self.line if line.is_valid(day)),
            key=lambda line: (order.index(line.kind), language not in line.languages),
        )

"""Lists that may leave a service, as it declares them, and queries for a part of a list."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any, Literal

from chassis.days import city_time, day_start
from chassis.db import Transaction
from chassis.web.roles import Actor, Function

Kind = Literal["text", "number", "date", "moment"]
Value = str | int | float | None
"""A cell between reading and writing: dates and moments as ISO text, moments with offset."""


@dataclass(frozen=True, slots=True)
class Column:
    """``label`` is the Dutch header in the file; ``width`` in characters."""

    label: str
    kind: Kind = "text"
    width: int = 18


@dataclass(frozen=True, slots=True)
class ExportQuery:
    """A part of a list: whole days in Brussels, both ends included; ``choice`` is one of the list's
    own. ``organisation`` is that of the person who asks: a list of own things must keep to it."""

    organisation: str
    first: date
    last: date
    choice: str | None = None

    @property
    def starts_at(self) -> datetime:
        return day_start(self.first)

    @property
    def ends_at(self) -> datetime:
        """Exclusive."""
        return day_start(self.last + timedelta(days=1))


@dataclass(frozen=True, slots=True)
class Batch:
    """Some rows; ``about`` says whom or what they disclose, as (kind, id) for the access log.

    ``after`` is where the next batch begins, as JSON can hold it; None when this was the last.
    """

    rows: Sequence[Sequence[Value]] = field(repr=False)
    about: Sequence[tuple[str, str]]
    after: list[Any] | None


Count = Callable[[Transaction, ExportQuery], Awaitable[int]]
Read = Callable[[Transaction, ExportQuery, list[Any] | None, int], Awaitable[Batch]]
MayLeave = Callable[[Transaction, Sequence[tuple[str, str]]], Awaitable[bool]]
Options = Callable[[Transaction, Actor], Awaitable[Sequence[tuple[str, str]]]]


@dataclass(frozen=True, slots=True)
class Choice:
    """A second filter. ``options`` are (code, label) as the actor may choose them."""

    label: str
    options: Options
    required: bool = False


@dataclass(frozen=True, slots=True)
class ExportList:
    """A list that may leave the service.

    ``purposes`` are code and label. ``personal``: rows are about people, so a reason is asked and
    many rows need a second person; ``own``: rows are what the asker's organisation entered itself,
    so many of them wait for a day instead. ``longest`` and ``oldest`` are in days. ``read`` gives
    rows in one fixed order, so that batches fit together; label, explanation, columns and purposes
    are Dutch and marked for translation. ``may_leave``: whether all that a file is about, as its
    batches said, may be read still; asked when the file is fetched.
    """

    code: str
    label: str
    explains: str
    columns: Sequence[Column]
    functions: frozenset[Function]
    purposes: Mapping[str, str]
    personal: bool
    count: Count
    read: Read
    may_leave: MayLeave | None = None
    choice: Choice | None = None
    own: bool = False
    longest: int = 366
    oldest: int = 5 * 366

    def purpose(self, code: str) -> str:
        """The label of a purpose, with the case where it was asked within one."""
        code, _, case = code.partition(":")
        label = self.purposes.get(code, code)
        return f"{label} ({case})" if case else label


def moment_text(value: datetime | None) -> str | None:
    return city_time(value).isoformat(timespec="minutes") if value else None

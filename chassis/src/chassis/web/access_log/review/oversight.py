"""Oversight: the settings of a service for the pages of its data-protection officer."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from typing import Any, NamedTuple
from uuid import UUID

from chassis.web.access_log.review.labels import Vocabulary
from chassis.web.pages.languages import mark
from chassis.web.roles import Function


class Subject(NamedTuple):
    """A person or thing as the access log names it."""

    kind: str
    id: str


class Figure(NamedTuple):
    """A count that only the service can give; ``label`` in Dutch."""

    label: str
    number: int


async def _none(conn: Any, since: datetime, until: datetime) -> list[Figure]:
    return []


@dataclass(frozen=True)
class Oversight:
    """``files`` are the kinds by which the log names those whom the service keeps files of, and
    ``asks``, ``number``, ``hint``, ``several`` and ``nobody`` how the screen speaks of them.
    ``subjects_of``: everything by which the log may name one, also under ids that it had before;
    None for an id that never was. ``purposes``, ``kinds`` and ``parts`` are words for the codes of
    the log, the last for what it says of a list instead of an id. ``figures`` are of a period. All
    texts are Dutch and marked for translation."""

    overseer: Function
    subjects_of: Callable[[Any, UUID], Awaitable[list[Subject] | None]]
    purposes: Mapping[str, str]
    kinds: Mapping[str, str]
    parts: Mapping[str, str] = field(default_factory=dict)
    files: tuple[str, ...] = ("person",)
    asks: str = mark("Wie keek naar deze persoon?")
    number: str = mark("Nummer van de persoon")
    hint: str = ""
    several: str = mark("Personen")
    nobody: str = mark("Niemand keek naar deze persoon.")
    figures: Callable[[Any, datetime, datetime], Awaitable[list[Figure]]] = field(default=_none)

    @cached_property
    def words(self) -> Vocabulary:
        return Vocabulary(self.purposes, self.kinds, self.parts)

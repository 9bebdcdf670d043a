"""What a service tells of itself to the pages of its data-protection officer."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

from chassis.web.functions import Function


class Subject(NamedTuple):
    """As the access log names it."""

    kind: str
    id: str


class Figure(NamedTuple):
    """A count that only the service can give; ``label`` in Dutch."""

    label: str
    number: int


async def _only_itself(conn: Any, person_id: UUID) -> list[Subject] | None:
    return [Subject("person", str(person_id))]


async def _none(conn: Any, since: datetime, until: datetime) -> list[Figure]:
    return []


@dataclass(frozen=True)
class Oversight:
    """``subjects_of``: everything by which the log may name a person, also under ids that the
    person had before; None for an id that nobody ever had. ``figures`` are of a period."""

    overseer: Function
    subjects_of: Callable[[Any, UUID], Awaitable[list[Subject] | None]] = _only_itself
    figures: Callable[[Any, datetime, datetime], Awaitable[list[Figure]]] = _none

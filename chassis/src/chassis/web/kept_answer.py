"""An answer that is kept for its Idempotency-Key, and reading it again: as a read of now.

It is given again to the same function, for the same purpose and case, as long as nothing more is
kept from its reader than then; whom it showed is logged again. Else only that it was done.
"""

from collections.abc import Callable, Collection
from dataclasses import dataclass, replace
from typing import Any

import orjson
from fastapi import Request
from starlette.responses import Response

from chassis.db import Transaction
from chassis.json_documents import json_bytes
from chassis.messages import lazy
from chassis.web.access_log.log import Action, case_of, noted, record_access
from chassis.web.access_log.purpose import PURPOSE
from chassis.web.problem import Problem
from chassis.web.roles import Actor

PERSON = "person"
"""Kind of a person in the access log."""


@dataclass(frozen=True, slots=True)
class Repeats:
    """Part of a service in reading an answer again.

    ``closed`` are the ids of what is kept from the reader of a transaction; ``persons`` those of
    people in an answer whom its work did not read, for ``purpose`` where none was given.
    """

    closed: Callable[[Transaction], Collection[str]] = lambda _tx: ()
    persons: Callable[[Any], Collection[str]] = lambda _content: ()
    purpose: str = ""


@dataclass(frozen=True, slots=True)
class ReadingContext:
    """A reading of an answer: by which function, for what, and whom it showed.

    ``accesses`` are (kind, id, purpose) of the access log.
    """

    function: str
    purpose: str
    case: str
    closed: frozenset[str]
    accesses: tuple[tuple[str, str, str], ...] = ()

    @classmethod
    def now(cls, request: Request, tx: Transaction, actor: Actor) -> "ReadingContext":
        closed = frozenset(_repeats(request).closed(tx))
        purpose = request.headers.get(PURPOSE, "").strip()
        return cls(actor.function.value, purpose, case_of(tx) or "", closed)

    def permits(self, again: "ReadingContext") -> bool:
        """Whether what was shown in this reading may be shown in another."""
        same = (self.function, self.purpose, self.case)
        return same == (again.function, again.purpose, again.case) and again.closed <= self.closed

    @classmethod
    def of(cls, request: Request, tx: Transaction, body: bytes) -> "ReadingContext":
        """With whom the work noted that it showed, and who else stands in its answer."""
        reading = cls.now(request, tx, request.state.actor)
        logged = [(each.subject_kind, each.subject_id, each.purpose) for each in noted(tx)]
        known = {subject_id for kind, subject_id, _ in logged if kind == PERSON}
        try:
            others = set(_repeats(request).persons(orjson.loads(body))) - known
        except orjson.JSONDecodeError:
            others = set()
        purpose = reading.purpose or _repeats(request).purpose
        logged += [(PERSON, each, purpose) for each in sorted(others)]
        return replace(reading, accesses=tuple(dict.fromkeys(logged)))

    def dumped(self) -> bytes:
        return json_bytes(
            [self.function, self.purpose, self.case, sorted(self.closed), self.accesses]
        )

    @classmethod
    def loaded(cls, content: bytes) -> "ReadingContext":
        function, purpose, case, closed, accesses = orjson.loads(content)
        return cls(function, purpose, case, frozenset(closed), tuple(map(tuple, accesses)))


@dataclass(frozen=True, slots=True)
class KeptAnswer:
    """An answer that was given before; without its ``reading`` by an older release."""

    answer: Response
    reading: ReadingContext | None

    async def read_again(self, request: Request, tx: Transaction) -> None:
        """Log whom the answer shows, as reading it now does. Raises what ``withheld`` gives."""
        actor: Actor = request.state.actor
        request.state.is_read_again = True
        if self.reading is None or not self.reading.permits(ReadingContext.now(request, tx, actor)):
            raise self.withheld()
        for kind, subject_id, purpose in self.reading.accesses:
            await record_access(
                tx,
                actor,
                action=Action.CONSULT,
                subject_kind=kind,
                subject_id=subject_id,
                purpose=purpose,
            )

    def withheld(self) -> Problem:
        """That it was done and is not done again, with the ids of what was made."""
        location = self.answer.headers.get("location")
        return Problem(
            409,
            "antwoord-niet-herhaald",
            lazy("Deze vraag is al uitgevoerd. Het antwoord tonen we nu niet opnieuw."),
            detail=lazy("Lees na wat er nu staat. Stel de vraag niet met een nieuwe sleutel."),
            headers={"location": location} if location else {},
            extra={"status": self.answer.status_code, **self._made()},
        )

    def _made(self) -> dict[str, str]:
        """The ids on top of the answer, but those of people."""
        try:
            content = orjson.loads(bytes(self.answer.body))
        except orjson.JSONDecodeError:
            return {}
        people = {subject_id for kind, subject_id, _ in self._accesses if kind == PERSON}
        return {
            name: value
            for name, value in (content.items() if isinstance(content, dict) else ())
            if name.endswith("Id") and isinstance(value, str)
            if name.lower() != "personid" and value not in people
        }

    @property
    def _accesses(self) -> tuple[tuple[str, str, str], ...]:
        return self.reading.accesses if self.reading else ()


def is_read_again(request: Request) -> bool:
    """Whether the request did nothing but read an answer that was given before."""
    return getattr(request.state, "is_read_again", False)


def _repeats(request: Request) -> Repeats:
    return getattr(request.app.state, "repeats", None) or Repeats()

"""Turns in a procedure: whose it is in a state, which step they owe, and which term that step ends.

One place for start pages and work list; what stands in no turn waits for nobody.
"""

from collections.abc import Awaitable, Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any
from uuid import UUID

from chassis.db import Transaction
from chassis.web import Function
from contracts.codes import DecidingBody

When = Callable[[Any, date], bool]
"""Of the case as its guards see it, and a day: what the table of steps does not say."""
Body = Callable[[Transaction, Any], Awaitable[DecidingBody | None]]
"""The body that decides in a case; None where any may."""


class Mark(StrEnum):
    """What a list knows of a case beside its state: an appeal runs, or its decision was annulled
    and nothing came in its place (columns of ``case_heads``); or its order waits for a meeting of
    the college that nobody entered yet."""

    IN_COURT = "in_court"
    ANNULLED = "annulled"
    NO_MEETING = "no_meeting"


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """A step of another case of the same procedure."""

    case_id: UUID
    step: StrEnum


First = Callable[[Transaction, Any], Awaitable[Elsewhere | None]]
"""What is to be done in another case before anything in this one; None where nothing is."""

Asked = Callable[[Transaction, Any], Awaitable[bool]]
"""Whether a case awaits something that its guards do not see."""

UnderWay = Callable[[Transaction, Any], Awaitable[bool]]
"""Whether a letter left whose arrival takes the steps of a turn by itself."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Turn:
    """Steps that cases in ``states`` await of these functions, or letters of theirs.

    ``within``: the terms that these steps end, or without which they come too late. ``nearing``:
    such a term too, and a case waits only from its safe day on. ``over``: a term of somebody else,
    after which a case waits, without a last day of its own. ``when``: not for every case, nor
    ``asked``, which looks further. ``only``: cases with this mark, in whichever state. ``body``:
    only for the secretariat of the body that decides in the case. ``first``: while something is to
    be done in another case before these steps, that is owed in their place; ``page``: something
    outside any case is, in words and with its address. ``under_way``: nobody owes them while a
    letter is.
    """

    by: frozenset[Function]
    states: Sequence[StrEnum]
    steps: Sequence[StrEnum] = ()
    letters: Sequence[StrEnum] = ()
    within: Sequence[str] = ()
    nearing: str = ""
    over: str = ""
    when: When | None = None
    only: Mark | None = None
    asked: Asked | None = None
    body: Body | None = None
    first: First | None = None
    page: tuple[str, str] | None = None
    under_way: UnderWay | None = None

    @property
    def at_once(self) -> bool:
        """Whether a case waits as soon as it is in one of the states."""
        return not (self.nearing or self.over or self.only)

    @property
    def ends(self) -> Iterator[str]:
        """The terms by which these steps are late."""
        yield from self.within
        if self.nearing:
            yield self.nearing


@dataclass(frozen=True, kw_only=True, slots=True)
class Turns:
    """``exceptional``: steps that nobody owes: the city may take them, or somebody else moves.

    ``of_others``: terms of an owner, a person, a court or a clock; no step of the city ends them.
    """

    owed: Sequence[Turn]
    exceptional: frozenset[StrEnum]
    of_others: frozenset[str]

    def of(self, function: Function, state: StrEnum | str) -> list[Turn]:
        return [turn for turn in self.owed if function in turn.by and state in turn.states]


def hearing_has_come(file: Any, today: date) -> bool:
    """Of a case in which somebody was invited: it is the day of the hearing, or later."""
    return file.hearing_on is not None and file.hearing_on <= today

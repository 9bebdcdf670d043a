"""Registration of a procedure: all that cases, lists and the post of the police know of it.

Each procedure makes one; the service hands them over together where it is wired, as
:class:`Procedures`. So cases know no procedure.
"""

from collections.abc import Awaitable, Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any, Protocol
from uuid import UUID

from chassis.db import Transaction
from chassis.web import Function
from contracts.codes import Procedure as FindingProcedure
from contracts.databank import FindingTransferred, ProsecutorAnswered
from enforcement.cases.rules import CaseKind, Procedure
from enforcement.cases.store.timeline import By
from enforcement.cases.take_step import Case
from enforcement.cases.turns import Turn, Turns


class StepPages(Protocol):
    """What gives a case of a procedure, and knows the words and the page of each step.

    ``page_of`` is empty for a function that does not take the step.
    """

    @property
    def steps(self) -> Mapping[Any, str]: ...

    @property
    def get(self) -> Callable[[Transaction, UUID], Awaitable[Any]]: ...

    def page_of(self, case_id: UUID, step: str, function: Function) -> str: ...


class Numbered(Protocol):
    """A case as a link shows it."""

    @property
    def case_id(self) -> UUID: ...
    @property
    def number(self) -> str: ...


@dataclass(frozen=True, kw_only=True, slots=True)
class CaseParts:
    """What the page of a case shows that its procedure alone can tell.

    ``letters`` may be sent now, in words of the task list. ``facts``: words and value of each line
    of where the case stands. ``stands``: there is a decision that somebody may have to take back.
    ``joined_into`` is the case that this one went into, ``joined_here`` those that went into it.
    ``follows``: the case that this one may go into, by the step ``follows_by`` of that one.
    ``under_way``: steps that a letter takes by itself once it arrives.
    """

    on_hold: bool
    letters: Sequence[str]
    facts: Sequence[tuple[str, str]]
    stands: bool = False
    joined_into: Numbered | None = None
    joined_here: Sequence[Numbered] = ()
    follows: Numbered | None = None
    follows_by: str = ""
    under_way: Sequence[str] = ()


class Hold(Protocol):
    """Hold or release a case; whether the case moved."""

    async def __call__(self, tx: Transaction, case: Any, by: By, *, on_hold: bool) -> bool: ...


@dataclass(frozen=True, kw_only=True, slots=True)
class Police:
    """What a procedure does with what the police say of findings.

    ``receive`` opens a case on a finding that came ``for_procedure``, or moves one on; ``hold``
    holds or releases such a case, and ``hear_prosecutor`` takes what the prosecutor said of a
    finding of a case. The others follow findings of another procedure: ``follow_finding`` one that
    was received, ``follow_hold`` one that is to wait, or no longer.
    """

    for_procedure: FindingProcedure | None = None
    receive: Callable[[Transaction, Any], Awaitable[object]] | None = None
    hold: Hold | None = None
    hear_prosecutor: Callable[[Transaction, ProsecutorAnswered, UUID], Awaitable[None]] | None = (
        None
    )
    follow_finding: Callable[[Transaction, FindingTransferred], Awaitable[None]] | None = None
    follow_hold: Callable[[Transaction, UUID], Awaitable[None]] | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class TeamWork:
    """A procedure whose cases stand on the lists of a team, and have the common page of a case.

    ``head`` is SQL that says of all its cases what a list shows (``cases.store.team_heads``).
    ``lines`` are words of its timeline beside those of its steps. ``release`` ends a consultation
    with the police, for a reason.
    """

    head: str
    lines: Mapping[str, str]
    parts: Callable[[Transaction, Any, date], Awaitable[CaseParts]]
    release: Callable[[Transaction, UUID, By, str], Awaitable[object]]


@dataclass(frozen=True, kw_only=True, slots=True)
class Registration:
    """A procedure, by ``kind``. Its table is drawn as ``picture`` (a name), under ``title``.

    ``page`` stands before the id of a case in the address of its page. ``find`` gives a case that
    nobody else changes meanwhile, or None. ``over``: states from which a case may come back, in
    which nobody has anything to do. ``past``: those in which a decision holds nobody any more, and
    something may be left to do, such as to collect. ``turns``: whose turn it is in which state, and
    which terms that ends; start pages and work list have no other.
    """

    kind: CaseKind
    procedure: Procedure[Any, Any, Any]
    picture: str
    title: str
    page: str
    steps: StepPages
    state_label: Callable[[str], str]
    find: Callable[[Transaction, UUID], Awaitable[Case | None]]
    turns: Turns
    over: frozenset[StrEnum] = frozenset()
    past: frozenset[StrEnum] = frozenset()
    police: Police = field(default_factory=Police)
    team: TeamWork | None = None

    @property
    def ended(self) -> frozenset[StrEnum]:
        """The states in which nobody has anything to do."""
        return self.procedure.ends | self.over


class Procedures:
    """The procedures of the city, as the service hands them over.

    ``reasons`` are words for the codes that the system itself writes as the reason of a line of a
    timeline.
    """

    def __init__(self, *registered: Registration, reasons: Mapping[str, str]) -> None:
        self._by_kind = {each.kind: each for each in registered}
        self.reasons = reasons

    def __iter__(self) -> Iterator[Registration]:
        return iter(self._by_kind.values())

    def of(self, kind: CaseKind) -> Registration:
        return self._by_kind[CaseKind(kind)]

    def team(self, kind: CaseKind) -> TeamWork:
        """What the common page and the lists show of a procedure that has them."""
        team = self.of(kind).team
        assert team is not None, f"{kind} has pages of its own"
        return team

    def opened_by(self, procedure: FindingProcedure) -> Registration:
        """The one that a finding for this procedure opens a case of."""
        return next(each for each in self if each.police.for_procedure is procedure)

    def page_of(self, kind: CaseKind, case_id: object) -> str:
        return f"{self.of(kind).page}/{case_id}"

    def state_label(self, kind: CaseKind, state: str) -> str:
        return self.of(kind).state_label(state)

    def ended_states(self) -> set[str]:
        """The states in which nobody has anything to do, as ``kind:state``."""
        return {f"{each.kind}:{state}" for each in self for state in each.ended}

    def waiting_states(self, function: Function) -> set[str]:
        """The states in which every case may wait for this function, as ``kind:state``; those in
        which a case with a mark does, as ``kind:state:mark``."""
        marked = {f"{at}:{turn.only}" for turn, at in self._turns(function) if turn.only}
        return marked | {at for turn, at in self._turns(function) if turn.at_once}

    def nearing_terms(self, function: Function) -> set[str]:
        """Terms from whose safe day a case waits for this function, as ``kind:state:term``."""
        return {f"{at}:{turn.nearing}" for turn, at in self._turns(function) if turn.nearing}

    def terms_over(self, function: Function) -> set[str]:
        """Terms after which a case waits for this function, as ``kind:state:term``."""
        return {f"{at}:{turn.over}" for turn, at in self._turns(function) if turn.over}

    def terms_within(self, function: Function) -> set[str]:
        """Terms by which a step of this function is late, as ``kind:state:term``."""
        return {f"{at}:{term}" for turn, at in self._turns(function) for term in turn.within}

    def shared_states(self, function: Function, colleague: Function) -> set[str]:
        """The states in which a colleague's function owes all that this one does."""
        alone = {at for turn, at in self._turns(function) if colleague not in turn.by}
        return {at for _turn, at in self._turns(function)} - alone

    def _turns(self, function: Function) -> Iterator[tuple[Turn, str]]:
        for each in self:
            for turn in each.turns.owed:
                if function in turn.by:
                    yield from ((turn, f"{each.kind}:{state}") for state in turn.states)

    def is_ended(self, kind: CaseKind, state: str) -> bool:
        return state in self.of(kind).ended

    def is_past(self, kind: CaseKind, state: str) -> bool:
        """Whether a case is behind its decision, but not ended."""
        return state in self.of(kind).past

    def is_of_others(self, kind: CaseKind, term_id: str) -> bool:
        """Whether no step of the city ends a term: nobody is late with it once it is over."""
        return term_id in self.of(kind).turns.of_others

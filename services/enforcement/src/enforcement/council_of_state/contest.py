"""What a procedure itself does with a request to the Council of State, and with its rulings."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Generic, Protocol, TypeVar

from chassis.db import Transaction
from contracts.codes import CouncilRuling
from enforcement.cases.rules import CaseKind
from enforcement.cases.store.timeline import By
from enforcement.cases.take_step import Case
from enforcement.council_of_state.rules import Urgency


class ContestedCase(Case, Protocol):
    """A case whose decision may be contested: ``contested`` by somebody, whose request the
    Council has still to judge while ``council_appeal`` is true."""

    notified_at: datetime | None
    contested: bool
    council_appeal: bool


CaseT = TypeVar("CaseT", bound=ContestedCase)


@dataclass(frozen=True, slots=True)
class Contest(Generic[CaseT]):
    """``effects`` are what each ruling does to the decision.

    ``lodged`` and ``decided`` note a request and each ruling, or tell them to others.
    """

    kind: CaseKind
    effects: Mapping[CouncilRuling, Callable[[Transaction, CaseT, By], Awaitable[None]]]
    lodged: Callable[[Transaction, CaseT, datetime, Urgency], None] | None = None
    decided: Callable[[Transaction, CaseT, CouncilRuling, datetime], None] | None = None

"""Take a step: ask the procedure, write the timeline, move the case. All in one transaction."""

from datetime import date, datetime
from enum import StrEnum
from typing import Any, ClassVar, Protocol
from uuid import UUID

from chassis.days import city_day
from chassis.db import Transaction
from enforcement.cases.rules import CaseFile, Procedure
from enforcement.cases.store import timeline
from enforcement.cases.store.timeline import By


class Case(Protocol):
    """A case of any procedure, as its table has it; ``file`` is what its guards look at."""

    procedure: ClassVar[Procedure[Any, Any, Any]]
    state: Any

    @property
    def case_id(self) -> UUID: ...

    def file(self) -> Any: ...


def take_step(
    tx: Transaction,
    case: Case,
    step: StrEnum,
    by: By,
    *,
    outcome: str | None = None,
    reason: str | None = None,
    basis: str | None = None,
    happened_at: datetime | None = None,
    file: CaseFile[Any] | None = None,
) -> None:
    """Move ``case``. Raises ``CaseStepRefusedError`` when its procedure does not permit it.

    ``file`` is the case as it would be with what is about to be recorded, such as a fine.
    """
    file = file or case.file()
    after = case.procedure.next_state(file, step, city_day(tx.now), outcome)
    before, case.state = case.state, after
    timeline.note(
        tx,
        case.case_id,
        str(step),
        (before, case.state),
        by,
        reason=reason,
        basis=basis,
        happened_at=happened_at,
    )


def allowed_steps(case: Case, today: date) -> list[str]:
    """The steps that a person may take now."""
    return case.procedure.allowed(case.file(), today)


def permits(case: Case, step: StrEnum, today: date) -> bool:
    return case.procedure.permits(case.file(), step, today)

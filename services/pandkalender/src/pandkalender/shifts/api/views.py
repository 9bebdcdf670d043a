"""Answers. An owner reads back what was entered, a state and a status; never a reason."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Literal
from uuid import UUID

from starlette.responses import Response

from chassis.web import Problem, Sentence, View
from chassis.web.problem import respond
from contracts.codes import LapseReason
from pandkalender.shifts import labels
from pandkalender.shifts.declare import AcceptedShift
from pandkalender.shifts.read import OwnShift, PoliceShift
from pandkalender.shifts.rules.planning_state import (
    OwnerVerification,
    PlanningState,
    Step,
    Verification,
)
from pandkalender.shifts.rules.refusal import Refusal
from pandkalender.shifts.rules.work import WorkStatus
from pandkalender.shifts.store.shifts import ShiftStep
from pandkalender.workers.rules.identity_status import IdentityStatus


class WarningView(View):
    """A point that deserves attention, though the shift was accepted."""

    code: str
    title: str


class ProblemView(View):
    """A refused item of a list: the content of a problem, without the envelope."""

    status: int
    code: str
    title: str
    detail: str | None = None
    allowed: tuple[str, ...] | None = None

    @classmethod
    def of(cls, refusal: Refusal) -> "ProblemView":
        return cls.model_validate(refusal)


class DeclaredView(View):
    shift_id: UUID
    state: PlanningState = PlanningState.AANGEGEVEN
    late: bool
    lead_minutes: int
    identity_status: IdentityStatus
    warnings: tuple[WarningView, ...]

    @classmethod
    def of(cls, accepted: AcceptedShift) -> "DeclaredView":
        shift = accepted.shift
        return cls(
            shift_id=shift.shift_id,
            late=shift.lead.late,
            lead_minutes=shift.lead.minutes,
            identity_status=accepted.identity,
            warnings=tuple(
                WarningView(code=code, title=labels.WARNINGS[code]) for code in accepted.warnings
            ),
        )


class ResultView(View):
    """One item of a list, by its place in the list that was sent."""

    index: int
    status: Literal["aanvaard", "geweigerd"]
    shift_id: UUID | None = None
    late: bool | None = None
    lead_minutes: int | None = None
    identity_status: IdentityStatus | None = None
    warnings: tuple[WarningView, ...] | None = None
    ended_at: datetime | None = None
    problem: ProblemView | None = None

    @classmethod
    def refused(cls, index: int, refusal: Refusal) -> "ResultView":
        return cls(index=index, status="geweigerd", problem=ProblemView.of(refusal))


class ResultsView(View):
    accepted: int
    refused: int
    results: tuple[ResultView, ...]

    @classmethod
    def of(cls, results: list[ResultView]) -> "ResultsView":
        refused = sum(result.problem is not None for result in results)
        return cls(accepted=len(results) - refused, refused=refused, results=tuple(results))


class StepTakenView(View):
    """A shift after a step, with the steps that are possible now."""

    shift_id: UUID
    state: PlanningState
    room_id: UUID
    starts_at: datetime
    ends_at: datetime
    late: bool
    ended_at: datetime | None
    allowed: tuple[Step, ...]


class DocumentView(View):
    kind: str
    country: str
    number: str
    expires_on: date | None


class WorkerView(View):
    """The worker as the owner entered her for this shift."""

    given_names: str
    family_name: str
    birth_date: str
    nationality: str | None
    phone: str | None
    document: DocumentView | None


class WorkView(View):
    """The work status, as the owner said; ``recognition`` is of an employer."""

    status: WorkStatus
    recognition: str | None
    recognised_until: date | None


class HistoryView(View):
    state: PlanningState
    reason: str | None
    at: datetime
    by: str
    room_id: UUID
    starts_at: datetime
    ends_at: datetime

    @classmethod
    def of(cls, step: ShiftStep) -> "HistoryView":
        return cls(
            state=step.planning,
            reason=step.reason,
            at=step.at,
            by=step.actor_function,
            room_id=step.room_id,
            starts_at=step.starts_at,
            ends_at=step.ends_at,
        )


class ShiftView(View):
    """A shift for its owner, who sees that there was a check, not what it found."""

    shift_id: UUID
    premises_id: UUID
    premises_label: str
    room_id: UUID
    room_label: str
    starts_at: datetime
    ends_at: datetime
    ended_at: datetime | None
    state: PlanningState
    verification: OwnerVerification
    identity_status: IdentityStatus
    late: bool
    lead_minutes: int
    blocked_reason: Sentence | None
    lapse_reason: LapseReason | None
    allowed: tuple[Step, ...]
    worker: WorkerView
    work: WorkView


class ShiftWithHistoryView(ShiftView):
    """A shift with its steps, oldest first."""

    history: tuple[HistoryView, ...]

    @classmethod
    def of(cls, shift: OwnShift, steps: Sequence[ShiftStep]) -> "ShiftWithHistoryView":
        history = tuple(HistoryView.of(step) for step in steps)
        return cls(**dict(ShiftView.model_validate(shift)), history=history)


class PoliceShiftView(View):
    """A shift of any owner, without the worker: the databank knows who she is."""

    shift_id: UUID
    owner: str
    premises_id: UUID
    premises_label: str
    room_id: UUID
    room_label: str
    starts_at: datetime
    ends_at: datetime
    ended_at: datetime | None
    state: PlanningState
    verification: Verification
    late: bool
    lead_minutes: int
    blocked_reason: Sentence | None
    work: WorkView

    @classmethod
    def of(cls, shift: PoliceShift) -> "PoliceShiftView":
        row = shift.row
        return cls(
            shift_id=row.shift_id,
            owner=row.owner,
            premises_id=row.premises_id,
            premises_label=row.premises_label,
            room_id=row.room_id,
            room_label=row.room_label,
            starts_at=row.starts_at,
            ends_at=row.ends_at,
            ended_at=row.ended_at,
            state=shift.state,
            verification=row.verification,
            late=row.late,
            lead_minutes=row.lead_minutes,
            blocked_reason=shift.blocked_reason,
            work=WorkView.model_validate(row.work),
        )


def problem(refusal: Refusal) -> Response:
    """The answer to a refused request.

    Returned, not raised: what the law wants kept of a refused request must be committed.
    """
    extra = None if refusal.allowed is None else {"allowed": list(refusal.allowed)}
    return respond(
        Problem(refusal.status, refusal.code, refusal.title, detail=refusal.detail, extra=extra)
    )

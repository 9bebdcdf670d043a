"""What is answered. An owner reads back what was entered, a state and a status; never a reason."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from pydantic import SkipValidation
from starlette.responses import Response

from chassis.messages import lazy
from chassis.web import Problem, View
from chassis.web.problem import respond
from pandkalender.shifts.declare import Accepted
from pandkalender.shifts.rules import planning
from pandkalender.shifts.rules.declaration import DOCUMENT_EXPIRED
from pandkalender.shifts.rules.period import Period
from pandkalender.shifts.rules.planning import Identity, Planning, Step, Verification
from pandkalender.shifts.rules.refusal import Refusal

WARNINGS = {DOCUMENT_EXPIRED: lazy("Het document is verlopen op de dag van de shift.")}
Sentence = Annotated[str, SkipValidation]
"""Ours, and kept as it is: a screen may say it in another language."""


class Warned(View):
    code: str
    title: str


class ProblemView(View):
    """A refused item of a list: what a problem would say, without the envelope."""

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
    state: Planning = Planning.AANGEGEVEN
    late: bool
    lead_minutes: int
    identity_status: Identity
    warnings: tuple[Warned, ...]

    @classmethod
    def of(cls, accepted: Accepted) -> "DeclaredView":
        shift = accepted.shift
        return cls(
            shift_id=shift.shift_id,
            late=shift.lead.late,
            lead_minutes=shift.lead.minutes,
            identity_status=Identity(accepted.identity),
            warnings=tuple(Warned(code=code, title=WARNINGS[code]) for code in accepted.warnings),
        )


class ResultView(View):
    """One item of a list, by its place in the list that was sent."""

    index: int
    status: Literal["aanvaard", "geweigerd"]
    shift_id: UUID | None = None
    late: bool | None = None
    lead_minutes: int | None = None
    identity_status: Identity | None = None
    warnings: tuple[Warned, ...] | None = None
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
    state: Planning
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
    """What the owner entered for this shift."""

    given_names: str
    family_name: str
    birth_date: str
    nationality: str | None
    phone: str | None
    document: DocumentView | None


class HistoryView(View):
    state: Planning
    reason: str | None
    at: datetime
    by: str
    room_id: UUID
    starts_at: datetime
    ends_at: datetime


class ShiftView(View):
    """Of the police's checks an owner sees that there was one, not what it found."""

    shift_id: UUID
    premises_id: UUID
    premises_label: str
    room_id: UUID
    room_label: str
    starts_at: datetime
    ends_at: datetime
    ended_at: datetime | None
    state: Planning
    verification: Literal["niet_gecontroleerd", "gecontroleerd"]
    identity_status: Identity
    late: bool
    lead_minutes: int
    blocked_reason: Sentence | None
    allowed: tuple[Step, ...]
    worker: WorkerView


class ShiftWithHistoryView(ShiftView):
    history: tuple[HistoryView, ...]


class PoliceShiftView(View):
    """Of all owners, and without the worker: who she is, is in the databank."""

    shift_id: UUID
    owner: str
    premises_id: UUID
    premises_label: str
    room_id: UUID
    room_label: str
    starts_at: datetime
    ends_at: datetime
    ended_at: datetime | None
    state: Planning
    verification: Verification
    late: bool
    lead_minutes: int
    blocked_reason: Sentence | None


class RoomView(View):
    room_id: UUID
    label: str
    premises_id: UUID
    premises_label: str
    accepts_shifts: bool
    blocked_reason: Sentence | None


class PremisesView(View):
    premises_id: UUID
    label: str
    rooms_total: int
    occupied_now: int
    free: int
    blocked_reason: Sentence | None


def problem(refusal: Refusal) -> Response:
    """Returned, not raised: what the law wants kept of a refused request must be committed."""
    extra = None if refusal.allowed is None else {"allowed": list(refusal.allowed)}
    return respond(
        Problem(refusal.status, refusal.code, refusal.title, detail=refusal.detail, extra=extra)
    )


def shift_fields(
    row: Mapping[str, Any], blocked_reason: str | None, now: datetime
) -> dict[str, Any]:
    """What owner and police both see of a shift."""
    period = Period(row["starts_at"], row["ends_at"])
    return {
        "shift_id": row["shift_id"],
        "premises_id": row["premises_id"],
        "premises_label": row["premises"],
        "room_id": row["room_id"],
        "room_label": row["room"],
        "starts_at": period.starts_at,
        "ends_at": period.ends_at,
        "ended_at": row["ended_at"],
        "state": planning.shown(Planning(row["planning"]), period, now),
        "late": row["late"],
        "lead_minutes": row["lead_minutes"],
        "blocked_reason": blocked_reason,
    }


def owner_fields(
    row: Mapping[str, Any], blocked_reason: str | None, now: datetime
) -> dict[str, Any]:
    stored, verification = Planning(row["planning"]), Verification(row["verification"])
    unseen = verification is Verification.NIET_GECONTROLEERD
    return shift_fields(row, blocked_reason, now) | {
        "verification": "niet_gecontroleerd" if unseen else "gecontroleerd",
        "identity_status": identity_of(row),
        "allowed": planning.allowed(stored, Period(row["starts_at"], row["ends_at"]), now),
        "worker": _worker(row),
    }


def identity_of(row: Mapping[str, Any]) -> Identity:
    """As the owner may know it: who was not in the room is to be asked after at the police."""
    refuted = row["verification"] == Verification.WEERLEGD
    return Identity.CONTACTEER_POLITIE if refuted else Identity(row["identity"])


def _worker(row: Mapping[str, Any]) -> WorkerView:
    document = None
    if row["document_kind"] is not None:
        document = DocumentView(
            kind=row["document_kind"],
            country=row["document_country"],
            number=row["document_number"],
            expires_on=row["document_expires_on"],
        )
    return WorkerView(
        given_names=row["given_names"],
        family_name=row["family_name"],
        birth_date=row["birth_date"],
        nationality=row["nationality"],
        phone=row["phone"],
        document=document,
    )

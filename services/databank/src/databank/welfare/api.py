"""Protective signals, for the police alone; elsewhere they are only counted."""

from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Query, Request, Response
from pydantic import AwareDatetime, Field

from chassis.edge import Tx
from chassis.web import Body, Page, View, hal, listed
from contracts.codes import Priority, SignalKind
from databank.persons.api import ClaimView
from databank.roles import BESCHERMING, Officer, Protector, Purpose, log_shown
from databank.welfare.follow_up import take_step
from databank.welfare.notice import notice
from databank.welfare.read import SignalFile, files_of, list_signals, open_signal
from databank.welfare.rules.protection import State, Step

router = APIRouter()


class SignalBody(Body):
    """Signs that an officer noticed, in codes: no free text (DP-19)."""

    kind: SignalKind
    person_id: UUID
    observed_at: AwareDatetime
    indicators: Annotated[
        list[Annotated[str, Field(pattern=r"^[a-z_]{3,40}$")]], Field(max_length=20)
    ] = Field(default_factory=list)


class PlaceView(View):
    """A place that evidence leads to; ``owner`` is the code of the owner's organisation."""

    establishment_id: UUID | None
    label: str | None
    street: str | None
    house_number: str | None
    postcode: str | None
    owner: str | None
    room_id: UUID | None
    room: str | None
    starts_at: AwareDatetime | None
    ends_at: AwareDatetime | None


class EvidenceView(View):
    at: AwareDatetime
    kind: str
    facts: dict[str, Any]
    claim_id: UUID | None
    places: list[PlaceView]
    noted_by: str | None


class StepView(View):
    step: Step
    answer: str
    state: State
    at: AwareDatetime
    actor: str
    function: str


class StepBody(Body):
    """``answer`` is one of the codes of the step, in ``rules.protection``: no free text (DP-19)."""

    step: Step
    answer: Annotated[str, Field(pattern=r"^[a-z_]{3,40}$")]


class SignalView(View):
    """Nobody looked at one in state ``gemeld``; it is late after ``triageDueAt``."""

    signal_id: UUID
    kind: SignalKind
    priority: Priority
    state: State
    person_id: UUID | None
    raised_at: AwareDatetime
    triage_due_at: AwareDatetime
    evidence: list[EvidenceView]
    steps: list[StepView]
    allowed: list[Step]

    @staticmethod
    def values(file: SignalFile) -> dict[str, Any]:
        signal = file.signal
        return {
            "signal_id": signal.id,
            "kind": signal.kind,
            "priority": signal.priority,
            "state": signal.state,
            "person_id": signal.person_id,
            "raised_at": signal.raised_at,
            "triage_due_at": signal.triage_due_at,
            "evidence": [EvidenceView.model_validate(each) for each in file.evidence],
            "steps": [StepView.model_validate(each) for each in file.steps],
            "allowed": [*file.allowed],
        }


class SignalFileView(SignalView):
    """A signal with the claims that it stands on, also after somebody "corrected" them."""

    claims: list[ClaimView]


class RaisedView(View):
    signal_id: UUID


@router.post("/v1/signals", status_code=201)
async def post_signal(body: SignalBody, tx: Tx, officer: Protector) -> RaisedView:
    """A second signal of the same kind about one person adds evidence to the first."""
    signal_id = await notice(
        tx, officer.subject, body.kind, body.person_id, body.observed_at, body.indicators
    )
    return RaisedView(signal_id=signal_id)


@router.get("/v1/signals", **listed(SignalView))
async def get_signals(
    request: Request,
    tx: Tx,
    officer: Officer,
    page: Page,
    kind: Annotated[SignalKind | None, Query()] = None,
    closed: Annotated[bool | None, Query()] = None,
) -> Response:
    """Evidence by ids; claims are read one signal at a time, for a purpose."""
    files = await list_signals(tx, officer, kind, closed, page.offset, page.pagesize)
    await log_shown(tx, officer, [file.signal.person_id for file in files], BESCHERMING)
    views = [SignalView(**SignalView.values(file)) for file in files]
    return hal(request, "signals", views, page)


@router.get("/v1/signals/{signal_id}")
async def get_signal(signal_id: UUID, tx: Tx, officer: Officer, purpose: Purpose) -> SignalFileView:
    file, claims = await open_signal(tx, officer, signal_id, purpose)
    views = [ClaimView.of(claim) for claim in claims]
    return SignalFileView(**SignalView.values(file), claims=views)


@router.post("/v1/signals/{signal_id}/steps", status_code=201)
async def post_step(signal_id: UUID, body: StepBody, tx: Tx, officer: Protector) -> SignalView:
    """Look at it, see to somebody's safety, offer help, refer with consent, close (DP-11)."""
    signal = await take_step(tx, officer, signal_id, body.step, body.answer)
    (file,) = await files_of(tx, officer, [signal])
    return SignalView(**SignalView.values(file))

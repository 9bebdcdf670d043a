"""What owners read of their own rooms and shifts, and the police of all."""

from collections.abc import Mapping
from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Depends, Header, Query, Request
from starlette.responses import Response

from chassis.edge import Tx
from chassis.web import Action, Page, Problem, TrustDomain, hal, listed, purpose, record_access
from pandkalender.premises import store as premises
from pandkalender.premises.rules import why_blocked
from pandkalender.premises.store import Facts
from pandkalender.shifts.api.actors import Owner, Reader, scope
from pandkalender.shifts.api.bodies import Moment
from pandkalender.shifts.api.views import (
    HistoryView,
    PoliceShiftView,
    PremisesView,
    RoomView,
    ShiftView,
    ShiftWithHistoryView,
    owner_fields,
    shift_fields,
)
from pandkalender.shifts.rules.period import Period
from pandkalender.shifts.rules.planning import OPEN, Planning
from pandkalender.shifts.store import views as reading
from pandkalender.shifts.store.views import Wanted
from pandkalender.workers import log_access

router = APIRouter(prefix="/v1")

PURPOSE = purpose("toezicht", "bescherming", "dossier", "onderhoud")


async def _police_purpose(
    actor: Reader, code: Annotated[str | None, Header(alias="Krachtlijn-Purpose")] = None
) -> str | None:
    """Owners read their own entries; the police say what for (DP-03)."""
    if actor.domain is not TrustDomain.POLITIE:
        return None
    given: str = await PURPOSE.dependency(code)
    return given


PolicePurpose = Annotated[str | None, Depends(_police_purpose)]


@router.get("/rooms", **listed(RoomView))
async def list_rooms(request: Request, page: Page, actor: Reader, tx: Tx) -> Response:
    rows = await premises.list_rooms(tx, scope(actor), page.pagesize + 1, page.offset)
    facts = await premises.facts(tx, {row["premises_id"] for row in rows})
    now = Period.at(tx.now)
    reasons = {premises_id: why_blocked(known, now) for premises_id, known in facts.items()}
    views = [
        RoomView(
            room_id=row["room_id"],
            label=row["label"],
            premises_id=row["premises_id"],
            premises_label=row["premises_label"],
            accepts_shifts=reasons[row["premises_id"]] is None,
            blocked_reason=reasons[row["premises_id"]],
        )
        for row in rows[: page.pagesize]
    ]
    return hal(request, "rooms", views, page, more=len(rows) > page.pagesize)


@router.get("/premises", **listed(PremisesView))
async def list_premises(
    request: Request, page: Page, actor: Owner, tx: Tx, at: Moment | None = None
) -> Response:
    """How many rooms are free, now or ``at`` another moment."""
    moment = at or tx.now
    rows = await premises.list_premises(
        tx, actor.organisation, moment, page.pagesize + 1, page.offset
    )
    facts = await premises.facts(tx, {row["premises_id"] for row in rows})
    views = [
        PremisesView(
            premises_id=row["premises_id"],
            label=row["label"],
            rooms_total=row["rooms"],
            occupied_now=row["occupied"],
            free=row["rooms"] - row["occupied"],
            blocked_reason=why_blocked(facts[row["premises_id"]], Period.at(moment)),
        )
        for row in rows[: page.pagesize]
    ]
    return hal(request, "premises", views, page, more=len(rows) > page.pagesize)


@router.get("/shifts", **listed(ShiftView | PoliceShiftView))
async def list_shifts(
    request: Request,
    page: Page,
    actor: Reader,
    reason: PolicePurpose,
    tx: Tx,
    after: Annotated[Moment | None, Query(alias="from")] = None,
    before: Annotated[Moment | None, Query(alias="to")] = None,
    state: Planning | None = None,
) -> Response:
    """Shifts that touch the time from ``from`` to ``to``; the police do not see workers here."""
    wanted = Wanted(scope(actor), after, before, state)
    rows = await reading.shifts(tx, wanted, page.pagesize + 1, page.offset)
    shown = rows[: page.pagesize]
    facts = await premises.facts(tx, {row["premises_id"] for row in shown})
    views: list[ShiftView | PoliceShiftView] = []
    for row in shown:
        blocked = _blocked(row, facts)
        if reason is None:
            views.append(ShiftView(**owner_fields(row, blocked, tx.now)))
        else:
            fields = shift_fields(row, blocked, tx.now)
            views.append(
                PoliceShiftView(**fields, owner=row["owner"], verification=row["verification"])
            )
    if reason is None:
        await log_access.at_shifts(tx, actor, f"page-{page.page}")
    else:
        await record_access(
            tx,
            actor,
            action=Action.CONSULT,
            subject_kind="shifts",
            subject_id=f"page-{page.page}",
            purpose=reason,
        )
    return hal(request, "shifts", views, page, more=len(rows) > page.pagesize)


@router.get("/shifts/{shift_id}", response_model=ShiftWithHistoryView)
async def read_shift(shift_id: UUID, actor: Owner, tx: Tx) -> Any:
    row = await reading.shift(tx, shift_id, actor.organisation)
    if row is None:
        raise Problem.not_found("Deze aangifte")
    await log_access.at_worker(tx, actor, row["worker_id"])
    facts = await premises.facts(tx, [row["premises_id"]])
    history = tuple(
        HistoryView(
            state=Planning(step["planning"]),
            reason=step["reason"],
            at=step["at"],
            by=step["actor_function"],
            room_id=step["room_id"],
            starts_at=step["starts_at"],
            ends_at=step["ends_at"],
        )
        for step in await reading.steps(tx, shift_id)
    )
    return ShiftWithHistoryView(**owner_fields(row, _blocked(row, facts), tx.now), history=history)


def _blocked(row: Mapping[str, Any], facts: Facts) -> str | None:
    """Why a shift that has yet to end cannot take place after all."""
    if Planning(row["planning"]) not in OPEN:
        return None
    return why_blocked(facts[row["premises_id"]], Period(row["starts_at"], row["ends_at"]))

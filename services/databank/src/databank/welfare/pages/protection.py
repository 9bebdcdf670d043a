"""First steps on the spot for a possible minor or victim, before anything else (DP-11)."""

from uuid import UUID

from fastapi import APIRouter, Request
from starlette.responses import Response

from chassis.edge import Tx
from chassis.web import Action, Problem, record_access
from chassis.web.pages import page
from chassis.web.pages.languages import mark
from contracts.codes import SignalKind
from databank.roles import BESCHERMING, Officer
from databank.welfare.labels import SIGNAL
from databank.welfare.store import signals

router = APIRouter(include_in_schema=False)


@router.get("/bescherming/{signal_id}")
async def get_protection(request: Request, signal_id: UUID, tx: Tx, officer: Officer) -> Response:
    """Names nobody: it may stay open on a phone that others see."""
    signal = await signals.get(tx.conn, signal_id)
    if signal is None:
        raise Problem.not_found(mark("Dit signaal"))
    await record_access(
        tx,
        officer,
        action=Action.CONSULT,
        subject_kind="signal",
        subject_id=signal_id,
        purpose=BESCHERMING,
    )
    return page(
        request,
        "protection.html",
        label=SIGNAL[signal.kind],
        is_minor=signal.kind is SignalKind.MINDERJARIGHEID,
        signal_id=signal_id,
    )

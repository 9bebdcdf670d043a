"""Pages of the proof of a declaration on paper; its code leads to the state of the shift now."""

import io
from importlib.resources import files
from uuid import UUID

import segno
from fastapi import APIRouter, Request
from starlette.concurrency import run_in_threadpool
from starlette.responses import Response

from chassis.edge import Tx
from chassis.typeset import typeset
from chassis.web import Problem
from chassis.web.login.login_context import LoginContext
from chassis.web.pages import gettext as _
from chassis.web.pages import page
from chassis.web.pages.site import moment
from pandkalender.authorisation import Owner
from pandkalender.moments.rules.period import Period
from pandkalender.shifts import labels
from pandkalender.shifts.pages.shift import must_be_own
from pandkalender.shifts.rules import planning_state
from pandkalender.shifts.store import proofs

router = APIRouter(include_in_schema=False)

TEMPLATE = files("pandkalender.shifts").joinpath("templates", "proof.typ").read_bytes()


@router.get("/shift/{shift_id}/bewijs.pdf")
async def get_proof(request: Request, shift_id: UUID, tx: Tx, actor: Owner) -> Response:
    """For the owner's own drawer: with the name, as the owner entered it."""
    shift = await must_be_own(tx, actor, shift_id)
    code = await proofs.get_code(tx, shift_id)
    address = LoginContext.of(request).absolute(f"/bewijs/{shift_id}/{code}")
    content = {
        "title": _("Bewijs van aangifte"),
        "lines": [
            [_("Pand"), shift.premises_label],
            [_("Kamer"), shift.room_label],
            [_("Begin"), moment(shift.starts_at)],
            [_("Einde"), moment(shift.ended_at or shift.ends_at)],
            [_("Naam"), shift.worker.name],
            [_("Aangegeven op"), moment(shift.declared_at)],
            [_("Toestand"), _(labels.PLANNING[shift.state])],
        ],
        "note": _("Scan de code om te zien of deze aangifte nog geldt. De naam staat daar niet."),
        "address": address,
        "qr": _qr(address),
    }
    proof = await run_in_threadpool(typeset, TEMPLATE, content, None, ("a-2b",))
    headers = {
        "Content-Disposition": 'inline; filename="bewijs-van-aangifte.pdf"',
        "Cache-Control": "no-store",
    }
    return Response(proof.pdf, media_type="application/pdf", headers=headers)


def _qr(address: str) -> str:
    drawn = io.BytesIO()
    segno.make(address, error="m").save(drawn, kind="svg", border=0)
    return drawn.getvalue().decode()


@router.get("/bewijs/{shift_id}/{code}")
async def get_check(request: Request, shift_id: UUID, code: str, tx: Tx) -> Response:
    """Open to whoever holds the paper; shows no person."""
    proof = await proofs.get_proven(tx, shift_id, code)
    if proof is None:
        raise Problem.not_found("Dit bewijs")
    state = planning_state.shown(proof.planning, Period(proof.starts_at, proof.ends_at), tx.now)
    return page(request, "proof.html", proof=proof, state=labels.PLANNING[state])

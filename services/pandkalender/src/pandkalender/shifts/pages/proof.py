"""Proof of a declaration on paper, with a code that leads back to what the calendar says now."""

import io
import json
from collections.abc import Mapping
from importlib.resources import files
from uuid import UUID

import segno
import typst
from fastapi import APIRouter, Request
from starlette.concurrency import run_in_threadpool
from starlette.responses import Response

from chassis.edge import Tx
from chassis.web import Problem
from chassis.web.login.login_context import LoginContext
from chassis.web.pages import gettext as _
from chassis.web.pages import page
from chassis.web.pages.site import moment
from pandkalender.shifts import labels
from pandkalender.shifts.api.actors import Owner
from pandkalender.shifts.pages import shift as shifts
from pandkalender.shifts.rules import planning
from pandkalender.shifts.rules.period import Period
from pandkalender.shifts.rules.planning import Planning
from pandkalender.shifts.store import proofs, views

router = APIRouter(include_in_schema=False)

TEMPLATE = files("pandkalender.shifts").joinpath("templates", "proof.typ").read_bytes()


@router.get("/shift/{shift_id}/bewijs.pdf")
async def get_proof(request: Request, shift_id: UUID, tx: Tx, actor: Owner) -> Response:
    """For the owner's own drawer: with the name, as the owner entered it."""
    shift = await shifts.own(tx, actor, shift_id)
    row = await views.shift(tx, shift_id, actor.organisation)
    assert row is not None
    code = await proofs.code(tx, shift_id)
    address = LoginContext.of(request).absolute(f"/bewijs/{shift_id}/{code}")
    told = {
        "title": _("Bewijs van aangifte"),
        "lines": [
            [_("Pand"), shift.premises_label],
            [_("Kamer"), shift.room_label],
            [_("Begin"), moment(shift.starts_at)],
            [_("Einde"), moment(shift.ends_at)],
            [_("Naam"), f"{shift.worker.given_names} {shift.worker.family_name}"],
            [_("Aangegeven op"), moment(row["declared_at"])],
            [_("Toestand"), _(labels.PLANNING[shift.state])],
        ],
        "note": _("Scan de code om te zien of deze aangifte nog geldt. De naam staat daar niet."),
        "address": address,
        "qr": _qr(address),
    }
    content = await run_in_threadpool(_compile, told)
    headers = {
        "Content-Disposition": 'inline; filename="bewijs-van-aangifte.pdf"',
        "Cache-Control": "no-store",
    }
    return Response(content, media_type="application/pdf", headers=headers)


def _qr(address: str) -> str:
    drawn = io.BytesIO()
    segno.make(address, error="m").save(drawn, kind="svg", border=0)
    return drawn.getvalue().decode()


def _compile(told: Mapping[str, object]) -> bytes:
    compiler = typst.Compiler(TEMPLATE, sys_inputs={"told": json.dumps(told)})
    content = compiler.compile(format="pdf", pdf_standards="a-2b")
    assert isinstance(content, bytes)
    return content


@router.get("/bewijs/{shift_id}/{code}")
async def get_check(request: Request, shift_id: UUID, code: str, tx: Tx) -> Response:
    """Open to whoever holds the paper; shows no person."""
    row = await proofs.show(tx, shift_id, code)
    if row is None:
        raise Problem.not_found("Dit bewijs")
    period = Period(row["starts_at"], row["ends_at"])
    state = planning.shown(Planning(row["planning"]), period, tx.now)
    return page(request, "proof.html", proof=row, state=labels.PLANNING[state])

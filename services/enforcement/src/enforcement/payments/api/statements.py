"""Bank statements over HTTP: read a file, look at the lines that name no fine, match by hand."""

from datetime import date
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, File, Query, Request, UploadFile
from starlette.responses import Response

from chassis.db import Transaction
from chassis.edge import Tx
from chassis.web import Body, Page, View, hal, listed
from enforcement.cases.api.access import Financer
from enforcement.cases.api.bodies import Short, Text
from enforcement.cases.api.offenders import Why
from enforcement.cases.store.timeline import By
from enforcement.payments import match_line
from enforcement.payments.consult_payer import consult_payer
from enforcement.payments.import_statements import import_statements, parse
from enforcement.payments.rules.statement import LineState, Statement
from enforcement.payments.store import statements

router = APIRouter(prefix="/v1", tags=["betalingen"])


class ImportView(View):
    """``known`` lines were read before and did nothing now."""

    statements: int
    known: int
    matched: int
    to_look_at: int
    aside: int


class LineView(View):
    """``reference`` is the bank's own of the statement, ``references`` those of fines.

    ``returned``: the bank takes back what it booked before. ``resembles`` is a line that may be the
    same transaction. ``ahead``: it is booked for a fine that is not final yet.
    """

    line_id: UUID
    iban: str
    reference: str
    amount_cents: int
    booked_on: date
    references: list[str]
    state: str
    case_id: UUID | None
    number: str | None
    returned: bool
    resembles: UUID | None
    ahead: bool


class PayerView(View):
    """Empty while the line does not wait, and once nobody has to know any more."""

    name: str | None
    iban: str | None
    text: str | None


class MatchBody(Body):
    """``claim``: the structured reference of a fine, or the number of its case."""

    claim: Short


class AsideBody(Body):
    reason: Text


async def _read(
    _actor: Financer, file: Annotated[UploadFile, File(alias="bestand")]
) -> list[Statement]:
    """Before the transaction begins, so that reading holds no connection."""
    return await parse(await file.read())


@router.post("/bank-statements")
async def post_statements(
    request: Request, tx: Tx, actor: Financer, found: Annotated[list[Statement], Depends(_read)]
) -> ImportView:
    """Read a file in CAMT.053 or CAMT.054: all of it or nothing, and each transaction once.

    Every statement in it is of an account of the city for fines.
    """
    own = request.app.state.city.payment.accounts
    return ImportView.model_validate(await import_statements(tx, own, found, By.actor(actor)))


@router.get("/statement-lines", **listed(LineView))
async def list_lines(
    request: Request,
    tx: Tx,
    _actor: Financer,
    page: Page,
    state: Annotated[LineState, Query()] = LineState.TE_BEKIJKEN,
) -> Response:
    """Lines in a state, the oldest first."""
    rows = await statements.in_state(tx, state, page.pagesize + 1, page.offset)
    items = [LineView.model_validate(row) for row in rows[: page.pagesize]]
    return hal(request, "lines", items, page, more=len(rows) > page.pagesize)


@router.get("/statement-lines/{line_id}/payer")
async def read_payer(line_id: UUID, tx: Tx, actor: Financer, why: Why) -> PayerView:
    """Whoever paid a line that waits. Every look is logged with its purpose (DP-03, DP-04)."""
    payer = await consult_payer(tx, actor, line_id, why)
    if payer is None:
        return PayerView(name=None, iban=None, text=None)
    return PayerView(name=payer.name, iban=payer.iban, text=payer.text)


@router.post("/statement-lines/{line_id}/match")
async def match(line_id: UUID, body: MatchBody, tx: Tx, actor: Financer) -> LineView:
    """Book a line on a claim that a person recognised."""
    await match_line.match_line(tx, line_id, body.claim, By.actor(actor))
    return await _view(tx, line_id)


@router.post("/statement-lines/{line_id}/setting-aside")
async def set_aside(line_id: UUID, body: AsideBody, tx: Tx, actor: Financer) -> LineView:
    """The line is no payment of a fine."""
    await match_line.set_aside(tx, line_id, body.reason, By.actor(actor))
    return await _view(tx, line_id)


@router.post("/statement-lines/{line_id}/undoing")
async def take_back(line_id: UUID, body: AsideBody, tx: Tx, actor: Financer) -> LineView:
    """Take a match or a setting aside back."""
    await match_line.take_back(tx, line_id, body.reason, By.actor(actor))
    return await _view(tx, line_id)


async def _view(tx: Transaction, line_id: UUID) -> LineView:
    await tx.session.flush()
    return LineView.model_validate(await statements.read(tx, line_id))

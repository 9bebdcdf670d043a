"""Worklist: the queues that wait for people to decide, without anybody's data."""

from fastapi import APIRouter, Request
from starlette.responses import Response

from chassis.edge import Tx
from chassis.web import Function
from chassis.web.pages import page
from databank.access.shields.view import past_shields
from databank.review.rules.question import Kind
from databank.roles import Officer
from databank.worklist import store

router = APIRouter(include_in_schema=False)


@router.get("/te-beoordelen")
async def get_worklist(request: Request, tx: Tx, officer: Officer) -> Response:
    """Signals first: protection goes before all else, whoever's file is shielded."""
    async with past_shields(tx):
        signals = await store.signals(tx.conn, tx.now)
    return page(
        request,
        "worklist.html",
        queues={**await store.queues(tx.conn), "signalen": signals},
        nothing=store.NOTHING,
        Kind=Kind,
        is_leader=officer.function is Function.POLITIE_TEAMLEIDER,
        now=tx.now,
    )

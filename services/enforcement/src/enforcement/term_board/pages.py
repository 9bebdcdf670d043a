"""Page of ``/termijnen``: the term board."""

from typing import Annotated

from fastapi import APIRouter, Query, Request
from starlette.responses import Response

from chassis.edge import Tx
from chassis.web import Actor, allow
from chassis.web.pages import page
from enforcement.cases import labels as case_labels
from enforcement.cases.rules import WorkList
from enforcement.functions import CITY, SANCTIONING
from enforcement.legal_terms import labels as law_labels
from enforcement.legal_terms import store as legal_terms
from enforcement.term_board import store
from enforcement.term_board.read import reader_for

router = APIRouter(include_in_schema=False)

BoardActor = Annotated[Actor, allow(*CITY, *SANCTIONING)]
ON_A_PAGE = 50


@router.get("/termijnen")
async def get_board(
    request: Request,
    tx: Tx,
    actor: BoardActor,
    which: Annotated[WorkList | None, Query(alias="lijst")] = None,
    soon: Annotated[bool, Query(alias="binnenkort")] = False,
    number: Annotated[int, Query(alias="page", ge=1, le=10_000)] = 1,
) -> Response:
    """Without a list: one's own, or the whole team's while one has none. No person is named."""
    reader = reader_for(tx, actor)
    counts = await store.counts(tx, reader, soon=soon)
    if which is None:
        which = WorkList.MIJN if counts[WorkList.MIJN] else WorkList.TEAM
    offset = (number - 1) * ON_A_PAGE
    return page(
        request,
        "term_board.html",
        terms=await store.terms(tx, reader, which, soon=soon, offset=offset, size=ON_A_PAGE),
        total=counts[which],
        more=offset + ON_A_PAGE < counts[which],
        pages=max(1, -(-counts[which] // ON_A_PAGE)),
        number=number,
        which=which,
        soon=soon,
        counts=counts,
        today=reader.today,
        days=(await legal_terms.law(tx, reader.today)).days,
        procedures=request.app.state.procedures,
        left=law_labels.left,
        law=law_labels,
        words=case_labels,
    )

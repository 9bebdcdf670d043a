"""Page of moves that wait for an answer about who is who."""

from typing import Annotated

from fastapi import APIRouter, Query, Request
from starlette.responses import Response

from chassis.edge import Tx
from chassis.web.pages import page
from databank.detection.branch_shifts import labels as branch_labels
from databank.review import labels
from databank.review.possible_moves import list_possible
from databank.roles import Officer
from databank.screens import labels as screens

router = APIRouter(include_in_schema=False)

ON_A_PAGE = 25
"""Questions on one page; of each the moves are worked out."""


@router.get("/verschuivingen/mogelijk")
async def get_possible_moves(
    request: Request,
    tx: Tx,
    officer: Officer,
    number: Annotated[int, Query(alias="page", ge=1, le=10_000)] = 1,
) -> Response:
    found, more = await list_possible(tx, officer, (number - 1) * ON_A_PAGE, ON_A_PAGE)
    return page(
        request,
        "possible_moves.html",
        found=found,
        number=number,
        more=more,
        labels=labels,
        branch_labels=branch_labels,
        words=screens,
    )

"""Page of ``/straatverboden``: the bans that hold or will, where, and until when."""

from fastapi import APIRouter, Request
from starlette.responses import Response

from chassis.edge import Tx
from chassis.web.pages import page
from databank.roles import Officer
from databank.street_bans import labels
from databank.street_bans.read import read_running

router = APIRouter(include_in_schema=False)


@router.get("/straatverboden")
async def get_bans(request: Request, tx: Tx, officer: Officer) -> Response:
    bans = await read_running(tx, officer)
    shown = [(ban, ban.order.state(tx.now)) for ban in bans]
    return page(request, "running_street_bans.html", bans=shown, labels=labels)

"""Help for owners, readable without signing in."""

from datetime import timedelta

from fastapi import APIRouter, Request
from starlette.responses import Response

from chassis.web.pages import page

router = APIRouter(include_in_schema=False)


@router.get("/hulp")
async def get_help(request: Request) -> Response:
    late = request.app.state.rules.afterwards / timedelta(hours=1)
    return page(request, "help.html", late=f"{late:g}")

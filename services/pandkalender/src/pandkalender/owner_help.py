"""Help for owners, readable without signing in."""

from fastapi import APIRouter, Request
from starlette.responses import Response

from chassis.web.pages import page

router = APIRouter(include_in_schema=False)


@router.get("/hulp")
async def get_help(request: Request) -> Response:
    return page(request, "help.html")

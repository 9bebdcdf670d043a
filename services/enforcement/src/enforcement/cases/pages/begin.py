"""The first page of a function: where it begins."""

from typing import Annotated

from fastapi import APIRouter, Request
from starlette.responses import Response

from chassis.web import Actor, allow
from chassis.web.pages import go
from enforcement.functions import AT_THE_DOOR

router = APIRouter(include_in_schema=False)


@router.get("/")
async def get_home(request: Request, actor: Annotated[Actor, allow(*AT_THE_DOOR)]) -> Response:
    return go(request.app.state.site.pages.home(actor))

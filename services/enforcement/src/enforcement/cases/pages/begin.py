"""The first page of a function: where it begins, or that it has no screens here yet."""

from typing import Annotated

from fastapi import APIRouter, Request
from starlette.responses import Response

from chassis.web import Actor, allow
from chassis.web.pages import go, page
from enforcement.authorisation import AT_THE_DOOR, WITHOUT_SCREENS
from enforcement.cases import labels

router = APIRouter(include_in_schema=False)


@router.get("/")
async def get_home(request: Request, actor: Annotated[Actor, allow(*AT_THE_DOOR)]) -> Response:
    return go(request.app.state.site.pages.home(actor))


@router.get("/begin")
async def get_begin(request: Request, actor: Annotated[Actor, allow(*WITHOUT_SCREENS)]) -> Response:
    return page(request, "begin.html", labels=labels)

"""Paging of collections, as ``application/hal+json``."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated, Any, Generic, TypeVar
from urllib.parse import urlencode

from fastapi import Depends, Query, Request
from pydantic import BaseModel, Field
from starlette.responses import JSONResponse

from chassis.json_documents import json_bytes
from chassis.web.bodies import View

MEDIA_TYPE = "application/hal+json"
LARGEST_PAGE = 500
Item = TypeVar("Item")


@dataclass(frozen=True, slots=True)
class PageRequest:
    """The page that is asked for; pages count from 1."""

    page: int
    pagesize: int

    @property
    def offset(self) -> int:
        return (self.page - 1) * self.pagesize


async def _paging(
    page: Annotated[int, Query(ge=1, le=1_000_000)] = 1,
    pagesize: Annotated[int, Query(ge=1, le=LARGEST_PAGE)] = 50,
) -> PageRequest:
    return PageRequest(page, pagesize)


Page = Annotated[PageRequest, Depends(_paging)]
"""As a parameter of an endpoint: ``page: Page``."""


class Hal(JSONResponse):
    media_type = MEDIA_TYPE

    def render(self, content: Any) -> bytes:
        return json_bytes(content)


class Link(View):
    href: str


class PageInfo(View):
    """``size`` is what was asked for; the totals are there where counting is cheap."""

    size: int
    number: int
    total_elements: int | None = None
    total_pages: int | None = None


class HalPage(View, Generic[Item]):
    """The answer of ``hal``, for the documentation; the name under ``_embedded`` is the list's."""

    links: dict[str, Link] = Field(alias="_links")
    embedded: dict[str, list[Item]] = Field(alias="_embedded")
    described: PageInfo = Field(alias="_page")


def listed(item: Any) -> dict[str, Any]:
    """Arguments of a route that answers with ``hal``: ``@router.get(path, **listed(View))``."""
    return {"response_model": HalPage[item], "response_class": Hal}


def hal(
    request: Request,
    name: str,
    items: Sequence[BaseModel | dict[str, Any]],
    page: PageRequest,
    *,
    total: int | None = None,
    more: bool | None = None,
) -> Hal:
    """One page of the collection ``name``.

    Give ``total`` where counting is cheap. Else say with ``more`` whether another page follows
    (ask the store for one row more than the page holds); without both, a full page has a next.
    """
    pages = None if total is None else max(1, -(-total // page.pagesize))
    if pages is not None:
        more = page.page < pages
    elif more is None:
        more = len(items) >= page.pagesize
    links = {"self": page.page, "first": 1}
    if page.page > 1:
        links["prev"] = page.page - 1
    if more:
        links["next"] = page.page + 1
    described = {"size": page.pagesize, "number": page.page}
    if total is not None and pages is not None:
        links["last"] = pages
        described |= {"totalElements": total, "totalPages": pages}
    content = {
        "_links": {rel: {"href": _href(request, number, page)} for rel, number in links.items()},
        "_embedded": {name: [_plain(item) for item in items]},
        "_page": described,
    }
    return Hal(content)


def _href(request: Request, number: int, page: PageRequest) -> str:
    """Without host: behind a proxy the service does not know its own."""
    kept = [
        (key, value)
        for key, value in request.query_params.multi_items()
        if key not in ("page", "pagesize")
    ]
    query = urlencode([*kept, ("page", number), ("pagesize", page.pagesize)])
    return f"{request.url.path}?{query}"


def _plain(item: BaseModel | dict[str, Any]) -> Any:
    return item.model_dump(mode="json", by_alias=True) if isinstance(item, BaseModel) else item

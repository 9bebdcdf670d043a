"""Revisions that may tell of a person, over HTTP, for the data-protection officer."""

from datetime import datetime
from typing import Self

from fastapi import APIRouter, Request, Response

from chassis.edge import Tx
from chassis.web import Page, View, hal, listed
from contracts.codes import CareOrganisation
from registry.leaked_revisions import store
from registry.leaked_revisions.store import LeakedRevision
from registry.roles import Overseer

router = APIRouter(prefix="/v1", tags=["versies die lekten"])


class LeakedRevisionView(View):
    """``revision`` beside ``earlier``: ``changed`` figures differ, of which ``hidden`` were shown
    in one of both alone."""

    organisation: CareOrganisation
    year: int
    half: int | None
    revision: int
    earlier: int
    published_at: datetime
    changed: int
    hidden: int

    @classmethod
    def of(cls, found: LeakedRevision) -> Self:
        return cls(
            **found.model_dump(exclude={"organisation", "half"}),
            organisation=CareOrganisation(found.organisation),
            half=found.half or None,
        )


@router.get("/leaked-revisions", **listed(LeakedRevisionView))
async def read(request: Request, tx: Tx, _overseer: Overseer, page: Page) -> Response:
    """Newest first; told before figures stood still, and none since."""
    found, total = await store.newest(tx, limit=page.pagesize, offset=page.offset)
    items = [LeakedRevisionView.of(each) for each in found]
    return hal(request, "leaked-revisions", items, page, total=total)

"""API of corps guidelines: versions, and who said that they read one."""

from uuid import UUID, uuid4

from fastapi import APIRouter, Request, Response
from pydantic import AwareDatetime

from chassis.edge import Tx
from chassis.web import Page, View, hal, listed
from databank.police_plan.entries import GuidelineBody, PathNumber
from databank.police_plan.publish import (
    GuidelineNotFoundError,
    note_read,
    publish_guideline,
    publish_version,
)
from databank.police_plan.store import guidelines
from databank.roles import Leader, Officer, Protector

router = APIRouter(prefix="/v1/guidelines")


class GuidelineView(View):
    """A version; ``readers`` said that they read it, ``isRead`` is whether who asks did."""

    guideline_id: UUID
    number: int
    title: str
    text: str
    published_at: AwareDatetime
    readers: int
    is_read: bool


class VersionsView(View):
    """The newest first."""

    versions: tuple[GuidelineView, ...]


class ReadersView(View):
    """Officers by their login, in the order in which they read it."""

    readers: tuple[str, ...]


@router.get("", **listed(GuidelineView))
async def get_guidelines(request: Request, tx: Tx, officer: Officer, page: Page) -> Response:
    """The newest version of each."""
    rows = (await guidelines.in_force(tx.conn, officer.subject))[page.offset :][: page.pagesize]
    return hal(request, "guidelines", [GuidelineView.model_validate(row) for row in rows], page)


@router.post("", status_code=201)
async def post_guideline(body: GuidelineBody, tx: Tx, officer: Leader) -> VersionsView:
    guideline_id = uuid4()
    await publish_guideline(tx, officer, guideline_id, body)
    return await _versions(tx, officer, guideline_id)


@router.get("/{guideline_id}")
async def get_guideline(guideline_id: UUID, tx: Tx, officer: Officer) -> VersionsView:
    return await _versions(tx, officer, guideline_id)


@router.post("/{guideline_id}/versions", status_code=201)
async def post_version(
    guideline_id: UUID, body: GuidelineBody, tx: Tx, officer: Leader
) -> VersionsView:
    """The next version; those before it stay readable."""
    await publish_version(tx, officer, guideline_id, body)
    return await _versions(tx, officer, guideline_id)


@router.get("/{guideline_id}/versions/{number}/readers")
async def get_readers(
    guideline_id: UUID, number: PathNumber, tx: Tx, officer: Officer
) -> ReadersView:
    await _versions(tx, officer, guideline_id)
    return ReadersView(readers=tuple(await guidelines.readers(tx.conn, guideline_id, number)))


@router.post("/{guideline_id}/versions/{number}/readers", status_code=201)
async def post_reader(
    guideline_id: UUID, number: PathNumber, tx: Tx, officer: Protector
) -> ReadersView:
    """A reading by the officer who asks; twice is once."""
    await note_read(tx, officer, guideline_id, number)
    return ReadersView(readers=tuple(await guidelines.readers(tx.conn, guideline_id, number)))


async def _versions(tx: Tx, officer: Officer, guideline_id: UUID) -> VersionsView:
    rows = await guidelines.versions(tx.conn, officer.subject, guideline_id)
    if not rows:
        raise GuidelineNotFoundError
    return VersionsView(versions=tuple(map(GuidelineView.model_validate, rows)))

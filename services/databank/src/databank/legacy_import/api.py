"""API of the rows of older databases behind a person, and of the imports that brought them."""

from dataclasses import asdict
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Request, Response
from pydantic import AwareDatetime

from chassis.edge import Tx
from chassis.web import Actor, Page, View, allow, hal, listed
from databank.access.open_person import open_person
from databank.authorisation import KEEPERS
from databank.files.api.persons import MergedView, redirect_to_survivor
from databank.files.rules.data_subject import Category
from databank.legacy_import.rules.codes import Role
from databank.legacy_import.rules.rows import Source
from databank.legacy_import.store import provenance, runs
from databank.roles import Officer, Purpose

router = APIRouter()

Keeper = Annotated[Actor, allow(*KEEPERS)]
"""Answers for the data of the police; sees counts of imports and no person."""


class FactView(View):
    """Something that a row tells.

    Of a ``waarneming``, ``factId`` is the sighting's ``sourceId``; of an ``instelling``, the
    establishment's id. ``isFact``: an officer established it; else it is an assessment (DP-06).
    """

    kind: str
    fact_id: UUID
    code: str | None
    day: str | None
    is_fact: bool
    state: str


class SourceView(View):
    """A row of an older database, as it was when it came in; it may have been replaced since."""

    source: Source
    source_name: str
    run_id: UUID
    row_id: str
    place: str
    claim_id: UUID
    role: Role
    category: Category
    is_fact: bool
    imported_at: AwareDatetime
    superseded_at: AwareDatetime | None
    facts: list[FactView]


class RunView(View):
    """An import: who ordered it and why, and what became of every row and fact."""

    run_id: UUID
    source: Source
    actor: str
    reason: str
    started_at: AwareDatetime
    finished_at: AwareDatetime | None
    state: str
    rows: dict[str, int]
    facts: dict[str, int]
    to_correct: int


@router.get(
    "/v1/persons/{person_id}/sources", responses={307: {"model": MergedView}}, **listed(SourceView)
)
async def get_sources(
    person_id: UUID, request: Request, tx: Tx, officer: Officer, purpose: Purpose, page: Page
) -> Response:
    """List the rows behind a person, also replaced ones; most persons have none."""
    person = await open_person(tx, officer, person_id, purpose)
    if person.merged_into is not None:
        return await redirect_to_survivor(tx, request, person_id)
    rows = await provenance.of_person(tx.conn, person_id, page.offset, page.pagesize)
    views = [SourceView(**asdict(row), source_name=row.source.full_name) for row in rows]
    return hal(request, "sources", views, page)


@router.get("/v1/legacy/runs", **listed(RunView))
async def get_runs(request: Request, tx: Tx, _keeper: Keeper, page: Page) -> Response:
    rows = await runs.page_of(tx.conn, page.offset, page.pagesize)
    views = [
        RunView(
            run_id=row.id,
            rows=row.counts.get("rijen", {}),
            facts=row.counts.get("feiten", {}),
            **asdict(row),
        )
        for row in rows
    ]
    return hal(request, "runs", views, page)

"""API of persons: every read is for a purpose, and written down with the answer (DP-03, DP-04)."""

from dataclasses import asdict
from typing import Any
from uuid import UUID

from fastapi import APIRouter, Request, Response
from fastapi.responses import JSONResponse
from pydantic import AwareDatetime

from chassis.db import Transaction
from chassis.edge import Tx
from chassis.web import Page, View, hal, listed
from contracts.branches import Branch
from databank.access.open_person import open_person
from databank.persons.api import ClaimView
from databank.persons.store import claims, persons
from databank.review.store import questions as reviews
from databank.roles import Officer, Purpose
from databank.sightings.store import sightings

router = APIRouter()


class LinkView(View):
    """A claim of the person, with the bits per field for the likeliest persons."""

    claim: ClaimView
    decision: str
    confidence: float
    bits: float
    model_version: str
    waterfall: list[dict[str, Any]]


class ReviewView(View):
    review_id: UUID
    claim_id: UUID
    reason: str
    ranked: list[dict[str, Any]]
    opened_at: AwareDatetime


class PersonView(View):
    """``knownAs`` are the ids of persons that were merged into this one."""

    person_id: UUID
    known_as: list[UUID]
    provisional: bool
    identity_state: str
    validated_at: AwareDatetime | None
    first_seen_at: AwareDatetime | None
    created_at: AwareDatetime
    claims: list[LinkView]
    reviews: list[ReviewView]


class MergedView(View):
    """The person of this id is another now; ``Location`` says where it is read."""

    person_id: UUID
    merged_into: UUID


class SightingView(View):
    sighting_id: UUID
    branch: Branch
    seen_at: AwareDatetime
    source_kind: str
    source_id: UUID
    confidence: float
    recorded_at: AwareDatetime
    withdrawn_at: AwareDatetime | None


@router.get("/v1/persons/{person_id}", responses={307: {"model": MergedView}})
async def get_person(
    person_id: UUID, tx: Tx, officer: Officer, purpose: Purpose, request: Request
) -> Any:
    """A merged id keeps answering: it sends on to the person that it stands for now."""
    person = await open_person(tx, officer, person_id, purpose)
    if person.merged_into is not None:
        return await redirect_to_survivor(tx, request, person_id)
    links = [
        LinkView(
            claim=ClaimView.of(link),
            decision=link.decision,
            confidence=link.confidence,
            bits=link.bits,
            model_version=link.model_version,
            waterfall=link.waterfall,
        )
        for link in await claims.of_person(tx.conn, person_id)
    ]
    questions = [
        ReviewView(
            review_id=question.id,
            claim_id=question.claim_id,
            reason=question.reason,
            ranked=question.ranked,
            opened_at=question.opened_at,
        )
        for question in await reviews.open_about(tx.conn, person_id)
    ]
    return PersonView(
        **asdict(person),
        person_id=person_id,
        known_as=await persons.former_ids(tx.conn, person_id),
        claims=links,
        reviews=questions,
    )


@router.get(
    "/v1/persons/{person_id}/sightings",
    responses={307: {"model": MergedView}},
    **listed(SightingView),
)
async def get_sightings(
    person_id: UUID, request: Request, tx: Tx, officer: Officer, purpose: Purpose, page: Page
) -> Response:
    person = await open_person(tx, officer, person_id, purpose)
    if person.merged_into is not None:
        return await redirect_to_survivor(tx, request, person_id)
    rows = await sightings.of_person(tx.conn, person_id, page.offset, page.pagesize)
    views = [SightingView(sighting_id=row.id, **asdict(row)) for row in rows]
    return hal(request, "sightings", views, page)


async def redirect_to_survivor(tx: Transaction, request: Request, person_id: UUID) -> Response:
    """Send on to the survivor, for now: a merge that is undone makes the id a person again."""
    survivor = await persons.survivor(tx.conn, person_id)
    assert survivor is not None  # only a known person is merged
    path = request.url.path.replace(str(person_id), str(survivor))
    query = f"?{request.url.query}" if request.url.query else ""
    merged = MergedView(person_id=person_id, merged_into=survivor)
    return JSONResponse(
        merged.model_dump(mode="json", by_alias=True), 307, {"Location": f"{path}{query}"}
    )

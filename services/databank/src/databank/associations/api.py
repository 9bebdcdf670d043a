"""API of what a person shares with others: within a case, for a purpose, written down."""

from typing import Any
from uuid import UUID

from fastapi import APIRouter, Request
from pydantic import AwareDatetime

from chassis.edge import Tx
from chassis.web import View
from databank.associations.read import associates
from databank.associations.rules import Ground
from databank.files.api.persons import MergedView, redirect_to_survivor
from databank.roles import Investigator, Purpose

router = APIRouter()


class SharedView(View):
    """A ground that two persons share: from when on both had it, and when it was last stated."""

    ground: Ground
    since: AwareDatetime
    until: AwareDatetime
    times: int


class AssociateView(View):
    person_id: UUID
    shared: list[SharedView]


class CommonUseView(View):
    """A ground with a value that so many others state that it links nobody."""

    ground: Ground
    others: int


class AssociationsView(View):
    """``leftOut``: persons who share less than those that are listed."""

    person_id: UUID
    associates: list[AssociateView]
    left_out: int
    common_use: list[CommonUseView]


@router.get(
    "/v1/persons/{person_id}/associations",
    responses={200: {"model": AssociationsView}, 307: {"model": MergedView}},
)
async def get_associations(
    person_id: UUID, request: Request, tx: Tx, officer: Investigator, purpose: Purpose
) -> Any:
    """With whom a person shares something, one step far. It says nothing of guilt."""
    chart = await associates(tx, officer, person_id, purpose)
    if chart.person.merged_into is not None:
        return await redirect_to_survivor(tx, request, person_id)
    return AssociationsView(
        person_id=person_id,
        associates=[
            AssociateView(
                person_id=each.person_id,
                shared=[
                    SharedView(
                        ground=line.ground, since=line.since, until=line.until, times=line.times
                    )
                    for line in each.shared
                ],
            )
            for each in chart.associates
        ],
        left_out=chart.left_out,
        common_use=[CommonUseView(ground=ground, others=n) for ground, n in chart.common_use],
    )

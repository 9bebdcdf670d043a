"""Measures of the mayor over HTTP: list, detail, and the start of one."""

from typing import Annotated, Self
from uuid import UUID

from fastapi import APIRouter, Request
from pydantic import StringConstraints, model_validator
from starlette.responses import Response

from chassis.branches import KnownBranch
from chassis.edge import Tx
from chassis.messages import lazy
from chassis.web import Body, Page, hal, listed
from contracts.codes import MeasureKind
from contracts.event import Code
from enforcement.cases.api.bodies import Short, Text
from enforcement.cases.rules import CaseNotFoundError
from enforcement.cases.store.timeline import By
from enforcement.functions import COLLEGE
from enforcement.mayor_measures import open_measure, store
from enforcement.mayor_measures.api.access import MeasureReader, MeasureWorker
from enforcement.mayor_measures.api.views import (
    MeasureDetail,
    MeasureStepTaken,
    MeasureView,
    detail,
    step_taken,
)
from enforcement.mayor_measures.open_measure import Cause, Place
from enforcement.mayor_measures.rules.states import MeasureState

router = APIRouter(prefix="/v1/mayor-measures", tags=["maatregelen van de burgemeester"])


class PlaceBody(Body):
    """A place without a declaration, and the code of who answers for it."""

    label: Annotated[str, StringConstraints(min_length=1, max_length=80)]
    street: Short
    house_number: Annotated[str, StringConstraints(min_length=1, max_length=20)]
    postcode: Annotated[str, StringConstraints(pattern=r"^\d{4}$")]
    owner: Code


class MeasureBody(Body):
    """``number`` is that of the dossier of a declaration; a place without one is a ``place``."""

    kind: MeasureKind
    grounds: Text
    branch: KnownBranch
    in_tolerance_zone: bool = False
    number: Short | None = None
    place: PlaceBody | None = None

    @model_validator(mode="after")
    def sound(self) -> Self:
        if (self.number is None) == (self.place is None):
            raise ValueError(lazy("Geef het nummer van een dossier, of een plaats zonder dossier."))
        return self


@router.post("", status_code=201)
async def begin(body: MeasureBody, tx: Tx, actor: MeasureWorker) -> MeasureStepTaken:
    """Begin a measure; the owner hears nothing of it."""
    by = By.actor(actor)
    cause = Cause(body.kind, body.grounds, body.branch, body.in_tolerance_zone)
    if body.place is not None:
        place = Place(**body.place.model_dump())
        return step_taken(tx, await open_measure.open_elsewhere(tx, place, cause, by))
    assert body.number is not None, "a body has one of both"
    return step_taken(tx, await open_measure.open_about_dossier(tx, body.number, cause, by))


@router.get("", **listed(MeasureView))
async def list_measures(
    request: Request,
    tx: Tx,
    actor: MeasureReader,
    page: Page,
    state: MeasureState | None = None,
) -> Response:
    """By number; the college's secretary sees those with an order alone."""
    rows = await store.page(tx, page, state, ordered=actor.function in COLLEGE)
    items = [MeasureView.model_validate(case) for case in rows[: page.pagesize]]
    return hal(request, "mayorMeasures", items, page, more=len(rows) > page.pagesize)


@router.get("/{case_id}")
async def read_measure(case_id: UUID, tx: Tx, actor: MeasureReader) -> MeasureDetail:
    """One with its orders, timeline, open terms and the steps that may follow."""
    case = await store.get(tx, case_id)
    if actor.function in COLLEGE and case.ordered_at is None:
        raise CaseNotFoundError
    return await detail(tx, case)

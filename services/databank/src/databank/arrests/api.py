"""API of arrests and measures, of the prosecutor's counts, and of their release."""

from datetime import date
from typing import Annotated
from uuid import UUID, uuid4

from fastapi import APIRouter, Request, Response
from pydantic import AwareDatetime, Field

from chassis.edge import Tx
from chassis.web import Body, Page, View, hal, listed
from contracts.branches import Branch
from databank.arrests import record
from databank.arrests.entries import (
    FIRST_DAY,
    AgreementBody,
    CountBody,
    MeasureBody,
    PathYear,
    Year,
)
from databank.arrests.release import release_half, release_parket
from databank.arrests.rules.counts import CountedSubject, Half
from databank.arrests.rules.measures import FactGroup, MeasureKind
from databank.arrests.rules.parket import ParketKind
from databank.arrests.store import measures, parket, releases
from databank.arrests.store.parket import ParketCount
from databank.roles import TOEZICHT, Executing, Leader, TeamMember, log_list
from databank.screens.reason_form import Reason

router = APIRouter(prefix="/v1")

FIRST, LAST = FIRST_DAY, date(2101, 1, 1)


class MeasureView(View):
    id: UUID
    kind: MeasureKind
    ground: str
    branch: Branch
    on_day: date
    recorded_at: AwareDatetime


class RecordedView(View):
    measure_id: UUID


class WithdrawalBody(Body):
    """``reason`` in some words; it names nobody."""

    reason: Reason


class ParketBody(Body):
    counts: Annotated[list[CountBody], Field(max_length=100)]


class AgreementView(View):
    id: UUID
    reference: str
    first_year: int
    last_year: int


class CountView(View):
    kind: ParketKind
    ground: FactGroup
    number: int


class ParketView(View):
    year: int
    released: bool
    counts: tuple[CountView, ...]


class ReleaseBody(Body):
    """A half-year, or without ``half`` the prosecutor's set of a year."""

    year: Year
    half: Annotated[int, Field(ge=1, le=2)] | None = None


class ReleasedView(View):
    release_ids: tuple[UUID, ...]


class ReleaseView(View):
    id: UUID
    about: CountedSubject
    first_day: date
    half: int
    released_at: AwareDatetime


@router.get("/police-measures", **listed(MeasureView))
async def get_measures(request: Request, tx: Tx, officer: Executing, page: Page) -> Response:
    """Arrests and measures that stand, the newest first; nobody is in them."""
    rows = (await measures.between(tx.conn, FIRST, LAST))[page.offset :][: page.pagesize]
    await log_list(tx, officer, "police_measures", f"{len(rows)} aanhoudingen", TOEZICHT)
    return hal(request, "policeMeasures", [MeasureView.model_validate(row) for row in rows], page)


@router.post("/police-measures", status_code=201)
async def post_measure(body: MeasureBody, tx: Tx, officer: TeamMember) -> RecordedView:
    measure_id = uuid4()
    await record.record_measure(tx, officer, measure_id, body)
    return RecordedView(measure_id=measure_id)


@router.post("/police-measures/{measure_id}/withdrawal")
async def post_withdrawal(
    measure_id: UUID, body: WithdrawalBody, tx: Tx, officer: TeamMember
) -> RecordedView:
    await record.withdraw_measure(tx, officer, measure_id, body.reason)
    return RecordedView(measure_id=measure_id)


@router.post("/parket-agreements", status_code=201)
async def post_agreement(body: AgreementBody, tx: Tx, officer: Leader) -> None:
    await record.record_agreement(tx, officer, body)


@router.get("/parket-agreements", **listed(AgreementView))
async def get_agreements(request: Request, tx: Tx, officer: Leader, page: Page) -> Response:
    """The newest years first."""
    rows = (await parket.agreements(tx.conn))[page.offset :][: page.pagesize]
    views = [AgreementView.model_validate(row) for row in rows]
    return hal(request, "parketAgreements", views, page)


@router.get("/parket-counts/{year}")
async def get_parket(year: PathYear, tx: Tx, officer: Leader) -> ParketView:
    """The prosecutor's counts of a year as they are kept; ``released`` ones have left."""
    rows = await parket.of_year(tx.conn, year)
    released = await releases.exists(tx.conn, CountedSubject.PARKET, date(year, 1, 1), 0)
    return ParketView(
        year=year, released=released, counts=tuple(map(CountView.model_validate, rows))
    )


@router.put("/parket-counts/{year}", status_code=204)
async def put_parket(year: PathYear, body: ParketBody, tx: Tx, officer: Leader) -> None:
    """The prosecutor's counts of a year, in place of earlier ones; refused without agreement."""
    counts = {(each.kind, each.ground): each.number for each in body.counts if each.number}
    rows = [ParketCount(kind, ground, number) for (kind, ground), number in counts.items()]
    await record.record_parket_counts(tx, officer, year, rows)


@router.get("/count-releases", **listed(ReleaseView))
async def get_releases(request: Request, tx: Tx, officer: Executing, page: Page) -> Response:
    rows = (await releases.since(tx.conn, FIRST))[page.offset :][: page.pagesize]
    return hal(request, "countReleases", [ReleaseView.model_validate(row) for row in rows], page)


@router.post("/count-releases", status_code=201)
async def post_release(body: ReleaseBody, tx: Tx, officer: Leader) -> ReleasedView:
    """``releaseIds`` are the new ones: each subject and period leaves once."""
    if body.half is None:
        ids = await release_parket(tx, officer, body.year)
    else:
        ids = await release_half(tx, officer, Half(body.year, body.half))
    return ReleasedView(release_ids=tuple(ids))

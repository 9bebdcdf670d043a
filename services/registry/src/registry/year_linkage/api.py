"""Linkage of a year over HTTP: its decision, the key, the join, and the proof of the end."""

from datetime import date, datetime
from typing import Annotated, Self

from fastapi import APIRouter, Path, Response
from fastapi.responses import JSONResponse
from pydantic import Field

from chassis.edge import Tx
from chassis.web import Body, View
from contracts.codes import CareOrganisation
from registry.roles import Analyst, Reader, Responsible, Settings, organisation_of, own
from registry.year_linkage import destroy, hand_over, join, labels, open_year
from registry.year_linkage import enter_sample as enter
from registry.year_linkage.enter_sample import MOST_SAMPLED
from registry.year_linkage.progress import Progress, progress_of
from registry.year_linkage.rules.linkage_error import CONFIDENCE, Lack
from registry.year_linkage.rules.year import Ground, LinkageState
from registry.year_linkage.store import LinkageDestruction, LinkedTotals

router = APIRouter(prefix="/v1/years/{year}/linkage", tags=["koppeling"])
Year = Annotated[int, Path(ge=2014, le=2100)]
NO_STORE = {"Cache-Control": "no-store"}


class OpeningBody(Body):
    decided_on: date
    """The day of the decision, in Belgium."""


class OrganisationBody(Body):
    organisation: CareOrganisation


class SampleBody(Body):
    """``sampled`` clients were coded a second time, ``alike`` of them with the same code."""

    sampled: int = Field(ge=1, le=MOST_SAMPLED)
    alike: int = Field(ge=0, le=MOST_SAMPLED)


class SampleView(View):
    """The sample of an organisation: ``fewest`` to draw at least, and what lacks.

    Its numbers are told to the organisation alone.
    """

    fewest: int
    lack: Lack | None
    sampled: int | None
    alike: int | None
    entered_at: datetime | None


class ErrorView(View):
    """The measured error of the linkage, at ``confidence`` percent.

    Of persons coded twice at least ``agreement`` percent have the same code; at most
    ``false_meetings`` were taken for somebody else's; of at most ``without_code`` clients nobody
    knows whether they came elsewhere.
    """

    confidence: int = CONFIDENCE
    agreement: int
    false_meetings: int
    without_code: int


class LackView(View):
    """Something that keeps a total from being published, and what to do about it."""

    code: Lack
    organisation: CareOrganisation | None
    reason: str


class OrganisationView(View):
    """One organisation's part; ``coded`` of its ``clients`` came with a code."""

    organisation: CareOrganisation
    handed_at: datetime | None
    acknowledged_at: datetime | None
    erased_at: datetime | None
    delivered: bool
    clients: int
    coded: int
    sample: SampleView


class TotalView(View):
    """Persons, once each; what is real lies from ``at_least`` to ``at_most``.

    With an ``error`` of the totals: in 95 of 100 years, for rounding and linkage together.
    """

    dimensions: dict[str, str]
    value: int | None
    at_least: int | None
    at_most: int | None


class TotalsView(View):
    organisations: list[CareOrganisation]
    threshold: int
    is_complete: bool
    totals: list[TotalView]
    published_at: datetime
    error: ErrorView | None

    @classmethod
    def of(cls, totals: LinkedTotals) -> Self:
        return cls(
            organisations=[CareOrganisation(each) for each in totals.organisations],
            threshold=totals.threshold,
            is_complete=totals.is_complete,
            totals=[
                TotalView(**{name: each[name] for name in TotalView.model_fields})
                for each in totals.totals
            ],
            published_at=totals.published_at,
            error=None if totals.error is None else ErrorView(**totals.error),
        )


class ProofView(View):
    """``codes`` were destroyed by organisation; ``digest`` is the SHA-256 over them."""

    ground: Ground
    destroyed_at: datetime
    codes: dict[CareOrganisation, int]
    digest: str
    key_fingerprint: str

    @classmethod
    def of(cls, proof: LinkageDestruction, only: str | None) -> Self:
        return cls(
            ground=proof.ground,
            destroyed_at=proof.destroyed_at,
            codes={
                CareOrganisation(organisation): number
                for organisation, number in proof.codes.items()
                if only in (None, organisation)
            },
            digest=proof.digest,
            key_fingerprint=proof.key_fingerprint,
        )


class LinkageView(View):
    """An organisation sees where it stands itself; the study department sees all."""

    year: int
    state: LinkageState
    decided_on: date
    last_day: date
    requested_at: datetime | None
    ended_at: datetime | None
    organisations: list[OrganisationView] = Field(default_factory=list)
    lacking: list[LackView]
    error: ErrorView | None
    totals: TotalsView | None
    proof: ProofView | None

    @classmethod
    def of(cls, progress: Progress, only: str | None) -> Self:
        linkage = progress.linkage
        return cls(
            year=linkage.year,
            state=linkage.state,
            decided_on=linkage.decided_on,
            last_day=progress.last_day,
            requested_at=linkage.requested_at,
            ended_at=linkage.ended_at,
            organisations=[
                OrganisationView(
                    organisation=CareOrganisation(each.organisation),
                    handed_at=each.handover.handed_at if each.handover else None,
                    acknowledged_at=each.handover.acknowledged_at if each.handover else None,
                    erased_at=each.handover.erased_at if each.handover else None,
                    delivered=each.delivered,
                    clients=each.clients,
                    coded=each.coded,
                    sample=SampleView(
                        fewest=each.fewest,
                        lack=each.lack,
                        sampled=each.sample.sampled if each.sample and only else None,
                        alike=each.sample.alike if each.sample and only else None,
                        entered_at=each.sample.entered_at if each.sample else None,
                    ),
                )
                for each in progress.organisations
            ],
            lacking=[
                LackView(
                    code=lack,
                    organisation=CareOrganisation(of) if of else None,
                    reason=labels.LACK[lack],
                )
                for lack, of in progress.lacks
            ],
            error=None
            if progress.error is None
            else ErrorView(
                agreement=progress.error.agreement,
                false_meetings=progress.error.false_meetings,
                without_code=progress.error.without_code,
            ),
            totals=TotalsView.of(progress.totals) if progress.totals else None,
            proof=ProofView.of(progress.proof, only) if progress.proof else None,
        )


@router.get("")
async def read(tx: Tx, actor: Reader, settings: Settings, year: Year) -> LinkageView:
    """The year's linkage; its totals and the proof once it is over."""
    only = own(actor)
    return LinkageView.of(
        await progress_of(tx, year, settings.known, settings.threshold, only), only
    )


@router.post("", status_code=204)
async def open_linkage(
    tx: Tx, actor: Analyst, settings: Settings, year: Year, body: OpeningBody
) -> None:
    """Open the linkage of a year, by a decision of a day: its key is made, and shown to nobody."""
    await open_year.open_year(tx, year, body.decided_on, settings, by=actor.subject)


@router.post("/key")
async def take_key(tx: Tx, actor: Responsible, year: Year) -> Response:
    """The key file, for the organisation's responsible, this once."""
    content = await hand_over.hand_over(tx, year, organisation_of(actor), by=actor.subject)
    return JSONResponse(content, headers=NO_STORE)


@router.post("/key/receipt", status_code=204)
async def acknowledge(tx: Tx, actor: Responsible, year: Year) -> None:
    """The responsible has the file, and keeps it closed."""
    await hand_over.acknowledge(tx, year, organisation_of(actor), by=actor.subject)


@router.post("/key/erasure", status_code=204)
async def confirm_erasure(tx: Tx, actor: Responsible, year: Year) -> None:
    """The organisation erased its own copy of the key."""
    await hand_over.confirm_erasure(tx, year, organisation_of(actor), by=actor.subject)


@router.post("/key/again", status_code=204)
async def let_again(tx: Tx, _actor: Analyst, year: Year, body: OrganisationBody) -> None:
    """The study department lets an organisation that lost its file take the key once more."""
    await hand_over.let_again(tx, year, body.organisation)


@router.post("/sample", status_code=204)
async def enter_sample(tx: Tx, actor: Responsible, year: Year, body: SampleBody) -> None:
    """Enter how many clients the organisation coded a second time, and how many came out alike."""
    await enter.enter_sample(
        tx,
        year,
        organisation_of(actor),
        sampled=body.sampled,
        alike=body.alike,
        by=actor.subject,
    )


@router.post("/request", status_code=204)
async def request(tx: Tx, actor: Analyst, settings: Settings, year: Year) -> None:
    """Ask for the join; somebody else does it."""
    await join.request(tx, year, settings.threshold, by=actor.subject)


@router.post("/request/withdrawal", status_code=204)
async def withdraw_request(tx: Tx, _actor: Analyst, year: Year) -> None:
    """Take the request for the join back."""
    await join.withdraw_request(tx, year)


@router.post("/join")
async def do_join(tx: Tx, actor: Analyst, settings: Settings, year: Year) -> TotalsView:
    """Join once, publish the totals, and destroy key and codes: this cannot be taken back."""
    return TotalsView.of(await join.join(tx, year, settings.threshold, by=actor.subject))


@router.post("/stop")
async def stop(tx: Tx, actor: Analyst, year: Year) -> ProofView:
    """Destroy key and codes without a join: this cannot be taken back."""
    return ProofView.of(await destroy.stop(tx, year, by=actor.subject), None)

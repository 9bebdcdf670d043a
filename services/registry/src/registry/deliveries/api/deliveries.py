"""Deliveries over HTTP: upload, list, read, and the empty workbook."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, File, Form, Query, Request, Response, UploadFile

from chassis.edge import Tx
from chassis.web import Page, Problem, hal, listed
from contracts.codes import CareOrganisation
from registry.deliveries import deliver as delivery_upload
from registry.deliveries.api.views import DeliverySummary, DeliveryView
from registry.deliveries.deliver import Upload
from registry.delivery_register import store
from registry.delivery_register.rules.delivery import Reason, State
from registry.delivery_register.rules.errors import DeliveryNotFoundError
from registry.delivery_register.store import DeliveryFilter
from registry.minimum_format import workbook_template
from registry.minimum_format.rules.columns import Agreements
from registry.minimum_format.rules.records import Period
from registry.roles import Reader, Registrar, Settings, organisation_of, own
from registry.uploads.read_upload import UploadContent, read_upload

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
OTHER = "Je kan alleen voor je eigen organisatie opleveren."

router = APIRouter(prefix="/v1", tags=["oplevering"])

Year = Annotated[int, Form(ge=2014, le=2100)]
Half = Annotated[int | None, Form(ge=1, le=2)]
Table = Annotated[UploadFile | None, File()]


async def _received(
    actor: Registrar,
    clienten: Table = None,
    contacten: Table = None,
    activiteiten: Table = None,
    werkboek: Table = None,
) -> UploadContent:
    """Read what was uploaded before the transaction begins, so that it holds no connection."""
    files = {
        "clienten": clienten,
        "contacten": contacten,
        "activiteiten": activiteiten,
        "werkboek": werkboek,
    }
    return await read_upload(
        {name: await file.read() for name, file in files.items() if file is not None}
    )


Files = Annotated[UploadContent, Depends(_received)]


@router.post("/deliveries", status_code=201)
async def deliver(
    actor: Registrar,
    received: Files,
    tx: Tx,
    settings: Settings,
    organisation: Annotated[CareOrganisation, Form()],
    year: Year,
    half: Half = None,
    reason: Annotated[Reason | None, Form()] = None,
) -> DeliveryView:
    """Three CSV files or one XLSX workbook. Errors in the rows do not make this fail: the delivery
    is kept in state ``fouten`` and lists them. ``reason`` is for a year that is frozen."""
    if organisation is not organisation_of(actor):
        raise Problem(403, "geen-toegang", OTHER)
    upload = Upload(organisation, Period(year, half), reason, received)
    delivery = await delivery_upload.deliver(tx, upload, settings, by=actor.subject)
    return DeliveryView.whole(delivery)


@router.get("/deliveries", **listed(DeliverySummary))
async def list_deliveries(
    request: Request,
    tx: Tx,
    actor: Reader,
    page: Page,
    organisation: CareOrganisation | None = None,
    year: Annotated[int | None, Query(ge=2014, le=2100)] = None,
    half: Annotated[int | None, Query(ge=1, le=2)] = None,
    state: State | None = None,
) -> Response:
    """Newest first. An organisation sees its own, whatever it asks for."""
    asked = DeliveryFilter(own(actor) or organisation, year, half, state)
    deliveries, total = await store.find(tx, asked, limit=page.pagesize, offset=page.offset)
    items = [DeliverySummary.of(delivery) for delivery in deliveries]
    return hal(request, "deliveries", items, page, total=total)


@router.get("/deliveries/{delivery_id}")
async def read(tx: Tx, actor: Reader, delivery_id: UUID) -> DeliveryView:
    delivery = await store.get(tx, delivery_id, own(actor))
    if delivery is None:
        raise DeliveryNotFoundError
    return DeliveryView.whole(delivery)


class Workbook(Response):
    media_type = XLSX


@router.get("/template.xlsx", response_class=Workbook)
async def empty_workbook(actor: Reader, settings: Settings) -> Response:
    """The workbook to fill in, with the columns that the organisation may deliver."""
    agreements = (
        Agreements()
        if own(actor) is None
        else settings.agreements(organisation_of(actor), linkage=settings.linkage)
    )
    disposition = 'attachment; filename="minimumformat.xlsx"'
    content = workbook_template.write(agreements)
    return Workbook(content, headers={"Content-Disposition": disposition})

"""Corrections over HTTP: accept suggestions, and the workbook with its errors."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Response
from pydantic import Field

from chassis.edge import Tx
from chassis.web import Body
from registry.corrections import answer as answers
from registry.corrections.accept_suggestions import accept_suggestions
from registry.corrections.answer_csv import as_csv
from registry.deliveries.api.deliveries import Workbook
from registry.deliveries.api.views import DeliveryView
from registry.delivery_register.rules.errors import DeliveryNotFoundError
from registry.minimum_format.rules.columns import TableName
from registry.roles import Registrar, Settings, organisation_of

router = APIRouter(prefix="/v1", tags=["herstel"])

Key = Annotated[str, Field(max_length=200)]


class AcceptedSuggestions(Body):
    """Keys of the delivery's suggestions."""

    accepted: list[Key] = Field(min_length=1, max_length=1000)


@router.post("/deliveries/{delivery_id}/suggestions", status_code=201)
async def accept(
    tx: Tx, actor: Registrar, settings: Settings, delivery_id: UUID, body: AcceptedSuggestions
) -> DeliveryView:
    """The delivery anew, with what was meant in every cell that the suggestions are about."""
    delivery = await accept_suggestions(
        tx,
        delivery_id,
        organisation_of(actor),
        frozenset(body.accepted),
        settings,
        by=actor.subject,
    )
    return DeliveryView.whole(delivery)


@router.get("/deliveries/{delivery_id}/answer.xlsx", response_class=Workbook)
async def answer(tx: Tx, actor: Registrar, settings: Settings, delivery_id: UUID) -> Response:
    """The tables as they were delivered, with each error beside its cell."""
    content = await answers.answer(tx, delivery_id, organisation_of(actor), settings)
    disposition = 'attachment; filename="antwoord.xlsx"'
    return Workbook(content, headers={"Content-Disposition": disposition})


class Csv(Response):
    media_type = "text/csv"


@router.get("/deliveries/{delivery_id}/answer/{table}", response_class=Csv)
async def answer_of_table(
    tx: Tx, actor: Registrar, settings: Settings, delivery_id: UUID, table: str
) -> Response:
    """One of the three tables as CSV, with a column for what is wrong in each row."""
    if table not in set(TableName):
        raise DeliveryNotFoundError
    content = await answers.answer_table(
        tx, delivery_id, organisation_of(actor), TableName(table), settings
    )
    return Csv(content, headers=as_csv(TableName(table)))

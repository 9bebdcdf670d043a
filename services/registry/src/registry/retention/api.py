"""Proofs of destruction over HTTP."""

from datetime import date, datetime
from typing import Self
from uuid import UUID

from fastapi import APIRouter, Request, Response

from chassis.edge import Tx
from chassis.web import Page, View, hal, listed
from contracts.codes import CareOrganisation
from registry.minimum_format.rules.columns import TableName
from registry.retention import store
from registry.retention.rules import Ground
from registry.retention.store import DeliveryDestruction
from registry.roles import Reader, own

router = APIRouter(prefix="/v1", tags=["bewaring"])


class DestructionView(View):
    """``rows`` were destroyed by table; ``digest`` is their SHA-256, all in their order."""

    delivery_id: UUID
    organisation: CareOrganisation
    year: int
    half: int | None
    revision: int
    ground: Ground
    kept_until: date
    destroyed_at: datetime
    rows: dict[TableName, int]
    digest: str

    @classmethod
    def of(cls, proof: DeliveryDestruction) -> Self:
        return cls(
            **proof.model_dump(exclude={"half", "erased", "organisation"}),
            organisation=CareOrganisation(proof.organisation),
            half=proof.half or None,
            rows={table: proof.erased.get(table, 0) for table in TableName},
        )


@router.get("/destructions", **listed(DestructionView))
async def read(
    request: Request,
    tx: Tx,
    actor: Reader,
    page: Page,
    organisation: CareOrganisation | None = None,
) -> Response:
    """Newest first. An organisation sees the proofs of its own deliveries, whatever it asks for."""
    proofs, total = await store.newest(
        tx, own(actor) or organisation, limit=page.pagesize, offset=page.offset
    )
    items = [DestructionView.of(proof) for proof in proofs]
    return hal(request, "destructions", items, page, total=total)
